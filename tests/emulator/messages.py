# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a pattern has a message of its own instead of the library's."""

from __future__ import annotations

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
