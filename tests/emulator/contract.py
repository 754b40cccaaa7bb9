# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request shapes of one Dokploy version, and who may call what."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"


@dataclass
class Procedure:
    name: str
    method: str
    input: dict
    access: str
    checks: list[str]
    returns: str
    nonoptional: set[str] = field(default_factory=set)
    content: str | None = None

    @property
    def is_write(self) -> bool:
        return self.method == "POST"


@cache
def load(version: str = "0.30.2") -> dict[str, Procedure]:
    contract = json.loads((TESTS / "contract" / f"dokploy-{version}.json").read_text(encoding="utf-8"))
    access = json.loads((DATA / "access.json").read_text(encoding="utf-8"))
    table = {}
    for name, entry in contract["procedures"].items():
        known = access.get(name, {})
        table[name] = Procedure(
            name=name,
            method=entry["method"],
            input=entry["input"],
            access=known.get("access", "member"),
            checks=known.get("checks", []),
            returns=known.get("returns", "value"),
            nonoptional=set(entry.get("nonoptional", ())),
            content=entry.get("content"),
        )
    return table


@cache
def tables() -> dict[str, dict]:
    return json.loads((DATA / "tables.json").read_text(encoding="utf-8"))
