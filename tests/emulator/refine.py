# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of an input that its JSON schema cannot say: refinements, with the server's own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

HOST = re.compile(r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?")
BAD_HOST = (
    "Invalid domain name. Use only letters, numbers, hyphens and dots (e.g. example.com). Underscores are not allowed."
)


def custom(path: list[Any], message: str) -> dict:
    return {"code": "custom", "path": path, "message": message}


def host(value: dict) -> list[dict]:
    given = value.get("host")
    if not isinstance(given, str):
        return []
    issues = []
    if given != given.strip():
        issues.append(custom(["host"], "Domain name cannot have leading or trailing spaces"))
    if not HOST.fullmatch(given.strip()):
        issues.append(custom(["host"], BAD_HOST))
    return issues


REFINED: dict[str, Callable[[dict], list[dict]]] = {"domain.create": host, "domain.update": host}
