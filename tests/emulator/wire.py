# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values on the wire: superjson's envelope for tRPC, plain JSON for REST."""

from __future__ import annotations

import json
from typing import Any

from .ids import UNDEFINED, Date


def plain(value: Any) -> Any:
    """JSON without what is undefined."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if inner is not UNDEFINED}
    if isinstance(value, list):
        return [None if inner is UNDEFINED else plain(inner) for inner in value]
    return value


def _marks(value: Any, path: str, found: dict[str, list[str]]) -> Any:
    if value is UNDEFINED:
        found[path] = ["undefined"]
        return None
    if isinstance(value, Date):
        found[path] = ["Date"]
        return str(value)
    if isinstance(value, dict):
        return {
            key: _marks(inner, f"{path}.{_escape(key)}" if path else _escape(key), found)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_marks(inner, f"{path}.{index}" if path else str(index), found) for index, inner in enumerate(value)]
    return value


def _escape(key: str) -> str:
    return key.replace("\\", "\\\\").replace(".", "\\.")


def superjson(value: Any) -> dict:
    """The envelope: ``json``, and ``meta`` where JSON alone would lose a type."""
    found: dict[str, list[str]] = {}
    shown = _marks(value, "", found)
    if not found:
        return {"json": shown}
    values: Any = found.get("", found)
    return {"json": shown, "meta": {"values": values, "v": 1}}


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
