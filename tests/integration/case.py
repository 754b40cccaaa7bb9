# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Reads the cases in tests/integration/cases/*.yml and turns each into the steps of one playbook.

A case is data. Its keys:

module      module under test; default: the name of the file
result      key of the object in the module's result; default: the module's name without "dokploy_"; "" for no object
setup       tasks that make what the case needs, in full notation
cleanup     tasks that remove it again; only run on a real server, the emulator forgets everything anyway
create, modify, delete
            module arguments of the life cycle; "state: absent" is added to delete. Each of the three is
            run four times: in check mode, really, and both again, which must change nothing.
more        list of steps between modify and delete, each run four times like modify:
            {name, args} and, where wanted: expect, returns (what the object, the whole result must contain),
            changed (default true), again (change of the repetition, default false; null: not repeated),
            check (default true: check mode first), module, writes (the exact procedures of the real run), or
            fails (a regular expression for the message; then the step runs once and not in check mode)
steps       list of such steps for modules without a life cycle
expect      {create: {...}, modify: {...}}: what the object must contain after the step
secrets     values that must not appear in any output or result
fields      {option: key} where the object calls a managed value otherwise, or "" where it cannot show it;
            an option within a group is written with a dot: docker.image
also        keys that may appear in a diff though no argument names them
volatile    keys of results that differ from run to run, besides ids and times
warnings    regular expressions of warnings that are expected
live        false (with a reason as text) when the case cannot run against a real server
emulator    options for the emulator, as its control face takes them

"{{ prefix }}" stands for a prefix of names that is unique on the server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "cases"
COLLECTION = "community.dokploy"


@dataclass
class Step:
    """One task of the playbook and what is expected of it."""

    name: str
    verb: str
    module: str
    args: dict[str, Any]
    check: bool = False
    # A repetition, or a look ahead beyond the life cycle: what the fast path has shown already.
    spare: bool = False
    # None: not judged.
    changed: bool | None = None
    # The options the object has before this step, by dotted path; what differs from them may show in the diff.
    before: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)
    returns: dict[str, Any] = field(default_factory=dict)
    fails: str = ""
    # The write procedures that a real run sends; None: not judged.
    writes: list[str] | None = None

    def task(self) -> dict[str, Any]:
        """The step as a task of a playbook."""
        return {
            "name": self.name,
            f"{COLLECTION}.{self.module}": self.args,
            "check_mode": self.check,
            "diff": True,
            **({"ignore_errors": True} if self.fails else {}),
        }


@dataclass
class Case:
    """One file, ready to run."""

    name: str
    data: dict[str, Any]

    @property
    def module(self) -> str:
        """The module under test."""
        return self.data.get("module", self.name)

    @property
    def result_key(self) -> str:
        """Where the module's result holds the object; empty when it returns none."""
        return self.data.get("result", self.module.removeprefix("dokploy_"))

    def setup(self) -> list[dict[str, Any]]:
        """The tasks that come first."""
        return list(self.data.get("setup", []))

    def cleanup(self) -> list[dict[str, Any]]:
        """The tasks that a real server needs at the end, whatever happened."""
        removal = []
        if "delete" in self.data:
            args = {"state": "absent", **self.data["delete"]}
            removal.append({"name": "Remove the object", f"{COLLECTION}.{self.module}": args})
        return [{**task, "ignore_errors": True} for task in removal + list(self.data.get("cleanup", []))]

    def steps(self) -> list[Step]:
        """All steps in the order in which they run."""
        found: list[Step] = []
        before: dict[str, Any] = {}
        expect = self.data.get("expect", {})
        if "create" in self.data:
            found += self._four("create", {"args": self.data["create"], "expect": expect.get("create", {})}, before)
            before = flatten(self.data["create"])
        if "modify" in self.data:
            found += self._four("modify", {"args": self.data["modify"], "expect": expect.get("modify", {})}, before)
            before = {**before, **flatten(self.data["modify"])}
        for entry in self.data.get("more", self.data.get("steps", [])):
            found += self._four(entry["name"], entry, before, further=True)
            before = {**before, **flatten(entry["args"])}
        if "delete" in self.data:
            found += self._four("delete", {"args": {"state": "absent", **self.data["delete"]}}, before)
        return found

    def _four(self, verb: str, entry: dict[str, Any], before: dict[str, Any], further: bool = False) -> list[Step]:
        """The step in check mode and really, and both again, as far as the entry wants them."""
        changed = entry.get("changed", not entry.get("fails", ""))
        again = entry.get("again", False)
        shared = {key: entry[key] for key in ("expect", "returns", "fails") if key in entry}
        shared.update(verb=verb, module=entry.get("module", self.module), args=entry["args"])
        rounds: list[tuple[str, bool, dict[str, Any]]] = [(verb, changed, before)]
        # `again: null` leaves the repetition out, for actions that are meant to act every time.
        if again is not None and not entry.get("fails"):
            rounds.append((f"{verb} again", again, {**before, **flatten(entry["args"])}))
        steps = []
        for name, changes, known in rounds:
            if entry.get("check", not entry.get("fails")):
                spare = further or name != verb
                steps.append(Step(f"{name} (check)", check=True, spare=spare, changed=changes, before=known, **shared))
            writes = entry.get("writes") if name == verb else ([] if not changes else None)
            spare = further and name != verb
            steps.append(Step(name, spare=spare, changed=changes, before=known, writes=writes, **shared))
        return steps


def substitute(value: Any, prefix: str) -> Any:
    """Puts the prefix into every text of a case, so that expectations need no templating."""
    if isinstance(value, str):
        return value.replace("{{ prefix }}", prefix)
    if isinstance(value, dict):
        return {substitute(key, prefix): substitute(item, prefix) for key, item in value.items()}
    if isinstance(value, list):
        return [substitute(item, prefix) for item in value]
    return value


def flatten(values: dict[str, Any], path: str = "") -> dict[str, Any]:
    """A mapping of dotted paths to what is not a mapping itself; an empty mapping counts as a value."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        place = f"{path}.{key}" if path else str(key)
        flat.update(flatten(value, place) if isinstance(value, dict) and value else {place: value})
    return flat


def case_files() -> list[Path]:
    """All case files, sorted by name."""
    return sorted(FOLDER.glob("*.yml"))


def load(path: Path, prefix: str) -> Case:
    """Reads one case file."""
    return Case(path.stem, substitute(yaml.safe_load(path.read_text(encoding="utf-8")), prefix))
