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


RECORDED = "0.30.2"


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.lstrip("v").split(".") if part.isdigit())


@cache
def document(version: str = RECORDED) -> dict[str, dict]:
    """The procedures of a version. Where there is no contract of its own, an older one is the known one without
    what came later; such a server is right about what it lacks, and otherwise behaves like the known one."""
    path = TESTS / "contract" / f"dokploy-{version}.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))["procedures"]
    found = json.loads((TESTS / "contract" / f"dokploy-{RECORDED}.json").read_text(encoding="utf-8"))["procedures"]
    since = json.loads((TESTS / "contract" / "since.json").read_text(encoding="utf-8"))

    def later(first: str | None) -> bool:
        return first is not None and numbers(first) > numbers(version)

    kept = {name: entry for name, entry in found.items() if not later(since["procedures"].get(name))}
    for name, entry in kept.items():
        schema = entry["input"]
        gone = {key for key in schema.get("properties", {}) if later(since["fields"].get(f"{name}.{key}"))}
        for key in gone:
            del schema["properties"][key]
        schema["required"] = [key for key in schema.get("required", ()) if key not in gone]
    return kept


@cache
def load(version: str = RECORDED) -> dict[str, Procedure]:
    access = json.loads((DATA / "access.json").read_text(encoding="utf-8"))
    table = {}
    for name, entry in document(version).items():
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
def by_lower(version: str = RECORDED) -> dict[str, Procedure]:
    """REST paths do not care about upper and lower case."""
    return {name.lower(): spec for name, spec in load(version).items()}


@cache
def tables() -> dict[str, dict]:
    return json.loads((DATA / "tables.json").read_text(encoding="utf-8"))
