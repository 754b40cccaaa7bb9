# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of validation that are not the library's own."""

from __future__ import annotations

from fnmatch import fnmatchcase

# pattern: the text when it does not match, wherever it is used
PATTERNS: dict[str, str] = {
    r"^[a-zA-Z0-9._-]+$": "App name can only contain letters, numbers, dots, underscores and hyphens",
    r"^(all|\d+[smhd])$": "Invalid since format",
    r"^[a-zA-Z0-9._\-/#]+$": "Invalid branch name",
    r"^--[a-zA-Z0-9-]+(=[a-zA-Z0-9._:/@-]+)?$": (
        "Invalid flag format. Must start with -- (e.g. --s3-sign-accept-encoding=false)"
    ),
    r"^[a-zA-Z0-9_-]+$": "Name can only contain letters, numbers, dashes and underscores",
    r"^[a-zA-Z0-9@#%^&*()_+\-=[\]{}|;:,.<>?~`]*$": (
        "Password contains invalid characters. Please avoid: $ ! ' \" \\ / and space characters for database"
        " compatibility"
    ),
    r"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$": (
        "Volume name must start with a letter or number and contain only letters, numbers, dots, underscores and"
        " hyphens"
    ),
}

_CONTAINER, _APP, _VOLUME = "Invalid container id.", "Invalid app name.", "Invalid volume name."

# (pattern of procedures, field, issue code): the text where one field has a message of its own
FIELDS: dict[tuple[str, str, str], str] = {
    ("ai.*", "apiUrl", "invalid_format"): "Please enter a valid URL",
    ("ai.[cu]*", "model", "too_small"): "Model is required",
    ("ai.create", "name", "too_small"): "Name is required",
    ("ai.update", "name", "too_small"): "Name is required",
    ("*.update", "icon", "too_big"): "Icon must be less than 2MB",
    ("compose.readLogs", "containerId", "invalid_format"): _CONTAINER,
    ("docker.*", "containerId", "invalid_format"): _CONTAINER,
    ("docker.*", "appName", "invalid_format"): _APP,
    ("dockerVolume.*", "volumeName", "invalid_format"): _VOLUME,
    ("domain.*", "host", "too_small"): "Add a hostname",
    ("domain.*", "port", "too_small"): "Port must be at least 1",
    ("domain.*", "port", "too_big"): "Port must be 65535 or below",
    ("user.createApiKey", "name", "too_small"): "Name is required",
    ("user.createApiKey", "name", "too_big"): "Name must be at most 32 characters",
}


def own_message(procedure: str, issue: dict) -> str | None:
    """The message of a top-level field's issue where it is not the library's."""
    if len(issue["path"]) != 1:
        return None
    for (pattern, field, code), text in FIELDS.items():
        if field == issue["path"][0] and code == issue["code"] and fnmatchcase(procedure, pattern):
            return text
    return None
