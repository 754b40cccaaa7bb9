# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of Dokploy's contract the collection reaches: the planner is asked for every write of every kind, and the bodies
it comes up with are laid beside what the procedures take."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.community.dokploy.plugins.module_utils._engine import desired
from ansible_collections.community.dokploy.plugins.module_utils._engine.plan import owner_body, plan
from ansible_collections.community.dokploy.plugins.module_utils._kinds import registry
from ansible_collections.community.dokploy.plugins.module_utils._model.values import to_api, type_of
from ansible_collections.community.dokploy.plugins.module_utils._model.variants import applies, fill_in, normal

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parent / "contract"
LISTS = HERE / "completeness_exceptions.yml"
KINDS = registry.KINDS
# Kinds that a module of their own carries out; their tables count as well.
APART = getattr(registry, "APART", {})
TABLES = {**KINDS, **APART}

SAMPLES = {
    "cron": "7 3 * * *",
    "timezone": "Europe/Berlin",
    "pem": "-----BEGIN THING-----\nQQ==\n-----END THING-----",
    "url": "https://sample.example.com",
    "host": "sample.example.com",
    "cidr": "10.7.0.0/16",
    "address": "10.7.0.9",
    "yaml": "services: {}\n",
    "size": "512Mi",
    "cpus": "0.5",
    "duration": "45s",
    "env": {"SAMPLE": "value"},
    "list": ["sample"],
    "set": ["sample"],
    "ints": [7],
    "dict": {"sample": "value"},
    "labels": {"sample": "value"},
    "grants": {"sample": ["read"]},
}
TEXTS = (
    "sample",
    "/sample",
    "ops@example.com",
    "https://sample.example.com",
    "sample.example.com",
    "#aabbcc",
    "7",
    "SAMPLE",
)


def contract() -> dict[str, Any]:
    """The procedures of Dokploy 0.30.2 with what they take."""
    return json.loads((CONTRACT / "dokploy-0.30.2.json").read_text(encoding="utf-8"))["procedures"]


def since() -> dict[str, Any]:
    """Since which version procedures and their fields exist."""
    return json.loads((CONTRACT / "since.json").read_text(encoding="utf-8"))


def lists() -> dict[str, Any]:
    """What is covered elsewhere or left out on purpose, each with its reason."""
    return yaml.safe_load(LISTS.read_text(encoding="utf-8"))


def sample(one: Any) -> Any:
    """A value for an option that its type takes and that differs from what an empty record has."""
    kind = type_of(one)
    if one.choices:
        choices = [choice for choice in one.choices if choice != one.assume] or list(one.choices)
        return [choices[-1]] if kind.ansible == "list" else choices[-1]
    if one.type == "bool":
        return not one.assume
    if one.type in ("int", "float"):
        return max(int(one.low or 1), 7) if one.high is None or one.high >= 7 else int(one.high)
    if one.fields:
        record = {inner.option: sample(inner) for inner in one.fields}
        return [record] if kind.ansible == "list" else record
    if one.type in SAMPLES:
        return SAMPLES[one.type]
    if kind.ansible == "list":
        return ["sample"]
    for text in TEXTS:
        try:
            to_api(one, text)
        except ValueError:
            continue
        return text
    return TEXTS[0]


def nest(flat: dict[str, Any]) -> dict[str, Any]:
    """Flat options as a task gives them."""
    params: dict[str, Any] = {}
    for option, value in flat.items():
        *groups, name = option.split(".")
        level = params
        for group in groups:
            level = level.setdefault(group, {})
        level[name] = value
    return params


def paths(value: Any, start: str = "") -> set[str]:
    """The dotted paths inside a body; the items of lists share one path."""
    found: set[str] = set()
    if isinstance(value, dict):
        for key, item in value.items():
            place = f"{start}.{key}" if start else key
            found |= {place} | paths(item, place)
    elif isinstance(value, list):
        for item in value:
            found |= paths(item, start)
    return found


def settable(schema: dict[str, Any], start: str = "") -> set[str]:
    """The dotted paths that the input of a procedure takes, as far as it names them."""
    found: set[str] = set()
    for inner in [*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())]:
        found |= settable(inner, start)
    if "items" in schema:
        found |= settable(schema["items"], start)
    for key, inner in (schema.get("properties") or {}).items():
        place = f"{start}.{key}" if start else key
        found |= {place} | settable(inner, place)
    return found


@dataclass
class Reach:
    """What the table of one kind writes: the paths in the bodies of each procedure, and why a write could not be planned."""

    bodies: dict[str, set[str]] = field(default_factory=dict)
    # Columns that hold whatever the user puts in.
    free: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def take(self, planned: Any) -> None:
        body = dict(planned.body)
        if planned.step == "create":
            body.update(owner_body(planned.node))
        self.bodies.setdefault(planned.write.procedure, set()).update(paths(body))

    def carries(self, path: str) -> bool:
        """Whether some write of the kind carries a path, or a column above it whose content is free."""
        if path in self.columns:
            return True
        parts = path.split(".")
        return any(".".join(parts[:count]) in self.free for count in range(1, len(parts)))

    @property
    def columns(self) -> set[str]:
        """The paths that some write of the kind carries."""
        return set().union(*self.bodies.values()) if self.bodies else set()


def _node(kind: Any, state: str, parent: str | None, skip: set[str], kind_type: str | None, controls: bool) -> Any:
    owner = desired.Node(TABLES[parent], desired.LOOKUP, ref="owner", id="owner-1") if parent else None
    node = desired.Node(kind, state, parent=owner)
    options = {
        one.option: sample(one) for one in kind.fields if applies(kind, one, kind_type) and one.option not in skip
    }
    params = nest(options)
    for control in kind.controls:
        if control.type == "bool":
            params[control.option] = controls
        elif controls or not (kind.prepare and kind.prepare.control == control.option):
            params[control.option] = sample(control)
    params["update_secrets"] = "always"
    desired.fill(node, params)
    for option, value in options.items():
        # What a type does not take as a sample still has a column.
        node.given.setdefault(option, value)
        node.values.setdefault(option, value)
    return node


def _plan(reach: Reach, kind: Any, what: str, node: Any) -> None:
    try:
        calls = plan(node).calls
    except Exception as error:
        reach.problems.append(f"{kind.name}: {what} cannot be planned: {type(error).__name__}: {error}")
        return
    for planned in calls:
        if planned.step != "contained":
            reach.take(planned)


def _creations(reach: Reach, kind: Any, parent: str | None, kind_type: str | None) -> None:
    if kind.create is None or (kind.variants and kind_type in kind.variants.made_elsewhere):
        return
    _plan(reach, kind, "creation", _node(kind, "present", parent, set(), kind_type, False))
    if kind.prepare:
        _plan(
            reach, kind, "prepared creation", _node(kind, "present", parent, set(kind.prepare.gives), kind_type, True)
        )
    if kind.probe and not kind.prepare:
        _plan(reach, kind, "tried creation", _node(kind, "present", parent, set(), kind_type, True))
    if kind.adopt:
        node = _node(kind, "present", parent, set(), kind_type, True)
        node.adopted = True
        _plan(reach, kind, "adoption", node)


def _record(kind: Any, kind_type: str | None) -> dict[str, Any]:
    record = {kind.id_key: "id-1"}
    if kind.variants:
        record[kind.variants.column] = kind_type
        record[fill_in(kind.variants.place, kind_type)] = {f"{kind_type}Id": "id-2"}
    try:
        return normal(kind, record) or record
    except Exception:
        return record


def _changes(reach: Reach, kind: Any, parent: str | None, kind_type: str | None) -> None:
    fixed = {one.option for one in kind.fields if one.create_only}
    if kind.update is None:
        fixed |= {one.option for one in kind.fields if not one.via}
    for controls in (False, True):
        node = _node(kind, "present", parent, set(), kind_type, controls)
        node.id, node.record = None if kind.read.single else "id-1", _record(kind, kind_type)
        # What cannot change is as it is wished already.
        node.record.update(
            {kind.field(option).column: node.values[option] for option in fixed if option in node.values}
        )
        _plan(reach, kind, "update", node)


def _clearings(reach: Reach, kind: Any) -> None:
    for write in kind.writes.values():
        for other in filter(None, (write.clear, write.off)):
            reach.bodies.setdefault(other, set())


def _free(fields: Any, start: str = "") -> Any:
    for one in fields:
        if one.type in ("dict", "labels"):
            yield start + one.column
        yield from _free(one.fields, f"{start}{one.column}.")


@cache
def reach_of(name: str) -> Reach:
    """What a kind's table writes."""
    kind, reach = TABLES[name], Reach()
    parents: list[str | None] = [*kind.parents] if kind.parents else [None]
    for parent in [*parents, None] if kind.parent_optional else parents:
        for kind_type in kind.variants.names if kind.variants else (None,):
            _creations(reach, kind, parent, kind_type)
            _changes(reach, kind, parent, kind_type)
            if kind.delete:
                node = _node(kind, "absent", parent, set(), kind_type, True)
                node.id, node.record = None if kind.read.single else "id-1", _record(kind, kind_type)
                _plan(reach, kind, "removal", node)
    _clearings(reach, kind)
    reach.free = set(_free(kind.fields))
    return reach


def matching(name: str, patterns: Any) -> str | None:
    """The first of the patterns that a name fits, an exact one before one with a star."""
    if name in patterns:
        return name
    return next((pattern for pattern in patterns if "*" in pattern and fnmatchcase(name, pattern)), None)


@dataclass
class Summary:
    """The result of laying contract and tables side by side."""

    tables: dict[str, str] = field(default_factory=dict)
    operations: dict[str, str] = field(default_factory=dict)
    excepted: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    fields: int = 0
    fields_excepted: dict[str, str] = field(default_factory=dict)
    fields_missing: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def lines(self) -> list[str]:
        """The summary for people."""
        writes = len(self.tables) + len(self.operations) + len(self.excepted) + len(self.missing)
        fields = self.fields + len(self.fields_excepted) + len(self.fields_missing)
        shares = f"by a table {len(self.tables)}, by an operation {len(self.operations)}"
        left = f"exceptions {len(self.excepted)}, missing {len(self.missing)}"
        more = f"exceptions {len(self.fields_excepted)}, missing {len(self.fields_missing)}"
        return [
            f"kinds: {len(TABLES)}",
            f"procedures that write: {writes}; {shares}, {left}",
            f"settable fields: {fields}; by an option {self.fields}, {more}",
        ]


@cache
def summary() -> Summary:
    """Lay the contract beside the tables."""
    result, known = Summary(), lists()
    for name in TABLES:
        reach = reach_of(name)
        result.problems += reach.problems
        for procedure in reach.bodies:
            result.tables[procedure] = name
    for procedure, entry in contract().items():
        if entry["method"] == "GET" or procedure in result.tables:
            continue
        places = ((result.operations, known["operations"]), (result.excepted, known["procedures"]))
        found = [(place, patterns, matching(procedure, patterns)) for place, patterns in places]
        # A name of its own in one list counts before a pattern in the other.
        found = sorted((entry for entry in found if entry[2]), key=lambda entry: entry[2] != procedure)
        if found:
            place, patterns, pattern = found[0]
            result.used.add(pattern)
            place[procedure] = patterns[pattern]
        else:
            result.missing.append(procedure)
    for procedure, name in result.tables.items():
        _compare(result, procedure, name, known["fields"])
    return result


def _open(path: str, takes: set[str], reach: Reach) -> bool:
    """Whether a path lies below something that the contract or the table leaves open."""
    parts = path.split(".")
    above = [".".join(parts[:count]) for count in range(1, len(parts))]
    return any(
        place in reach.free or (place in takes and not any(key.startswith(f"{place}.") for key in takes))
        for place in above
    )


def _compare(result: Summary, procedure: str, name: str, excepted: dict[str, str]) -> None:
    entry = contract().get(procedure)
    if entry is None:
        result.foreign.append(f"{name}: Dokploy 0.30.2 has no {procedure}")
        return
    reach, takes = reach_of(name), settable(entry["input"])
    own = reach.bodies[procedure]
    for path in sorted(own):
        if path not in takes and not _open(path, takes, reach):
            pattern = matching(f"{procedure}.{path}", lists()["besides"])
            if pattern:
                result.used.add(pattern)
                continue
            result.foreign.append(f"{name}: {procedure} takes no {path}")
    verb = re.sub(r"^.*\.", "", procedure)
    if not re.match(r"create|update|register|invite|assign|save", verb):
        return
    for path in sorted(takes):
        if reach.carries(path):
            result.fields += 1
            continue
        pattern = matching(f"{procedure}.{path}", excepted)
        if pattern:
            result.used.add(pattern)
            result.fields_excepted[f"{procedure}.{path}"] = excepted[pattern]
        else:
            result.fields_missing.append(f"{procedure}.{path}")
