# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What is there: things of any kind, as the modules of their kinds show them."""

from __future__ import annotations

from fnmatch import fnmatchcase

from .._api.client import Client
from .._api.errors import ApiError, OptionError
from .._api.redact import Redactor
from .._kinds.project import SERVICES
from .._kinds.registry import KINDS
from .._model.variants import normal
from .desired import Node
from .paths import dig
from .reads import Reads, together
from .report import describe, explain
from .run import connection
from .snapshot import Snapshot

# Lists that are no kind: nobody creates their entries through Dokploy.
LISTS = {"template": "compose.templates"}
SCOPE = ("project", "environment", *SERVICES)
OPTIONS = {
    "kinds": {"type": "list", "elements": "str", "choices": sorted([*KINDS, *LISTS])},
    **{name: {"type": "str"} for name in SCOPE},
    "name": {"type": "str"},
    "base_url": {"type": "str"},
    "include_secrets": {"type": "bool", "default": False, "no_log": False},
}


class Survey:
    """Finds things. snapshot: a Snapshot. scope: names or ids of a project, an environment and a service, as far as given.

    Every method may raise Pending; those that find things give pairs of a record and where it is, a dict of names by kind.
    """

    def __init__(self, snapshot, scope):
        self.snapshot, self.scope = snapshot, scope
        self.service = next((name for name in SERVICES if scope.get(name)), None)

    def things(self, kind):
        """All things of a kind within the scope, with whole records."""
        if kind.read.single:
            record = self.snapshot.whole(kind, None)
            return [(record, {})] if record else []
        if kind.read.tree:
            found = self.summaries(kind)
            wholes = together([lambda id=entry[kind.id_key]: self.snapshot.whole(kind, id) for entry, dummy in found])
            return [(record, where) for record, (dummy, where) in zip(wholes, found) if record]
        jobs = [lambda name=name: self._of_parents(kind, KINDS[name]) for name in kind.parents]
        if not any(self.scope.values()):
            if kind.orphans:
                jobs.append(lambda: [(record, {}) for record in self.snapshot.orphaned(kind)])
            elif kind.parent_optional or not kind.parents:
                jobs.append(lambda: [(record, {}) for record in self._listed(kind)])
        elif not kind.parents:
            jobs.append(lambda: [(record, {}) for record in self._listed(kind)])
        return _each_once(kind, [pair for part in together(jobs) for pair in part])

    def summaries(self, kind):
        """The things of a kind in the tree of projects, with their ids and names."""
        if self.service and kind.name in SERVICES and kind.name != self.service:
            return []
        if not kind.parents:
            owners = [({kind.read.tree: self.snapshot.entries(kind)}, {}, None)]
        else:
            parent = KINDS[kind.parents[0]]
            owners = [(entry, where, entry[parent.id_key]) for entry, where in self.summaries(parent)]
        jobs = [lambda owner=owner: self._in_owner(kind, *owner) for owner in owners]
        return [pair for part in together(jobs) for pair in part]

    def _in_owner(self, kind, owner, where, owner_id):
        entries = self.snapshot.named(kind, owner_id, owner.get(kind.read.tree) or [])
        wanted = self.scope.get(kind.name)
        return [
            (entry, {**where, kind.name: entry.get("name")})
            for entry in entries
            if entry and (not wanted or wanted in (entry.get("name"), entry[kind.id_key]))
        ]

    def _of_parents(self, kind, parent):
        if parent.read.tree:
            owners = self.summaries(parent)
        elif any(self.scope.values()):
            # What belongs to a thing of the organization is in no project.
            return []
        else:
            owners = [(record, {**where, parent.name: _name(parent, record)}) for record, where in self.things(parent)]
        jobs = [lambda owner=owner, where=where: self._children(kind, parent, owner, where) for owner, where in owners]
        return [pair for part in together(jobs) for pair in part]

    def _children(self, kind, parent, owner, where):
        id = owner[parent.id_key]
        own = next(
            (field for field in kind.fields if field.ref and f"${field.column}" in kind.read.args.values()), None
        )
        if own is None:
            return [(self._whole(kind, entry), where) for entry in self.snapshot.children(kind, parent, id)]
        # A list for each zone, to stay with what there is.
        asked = {key: id if value == "$id" else value for key, value in own.ref.args.items()}
        rooms = [dig(entry, own.ref.id) for entry in self.snapshot.reads.get(own.ref.list, asked) or []]
        jobs = [lambda room=room: self._in_room(kind, parent, id, own, room, where) for room in rooms]
        return [pair for part in together(jobs) for pair in part]

    def _in_room(self, kind, parent, id, own, room, where):
        words = {"$id": id, "$key": parent.id_key, f"${own.column}": room}
        args = {words.get(key, key): words.get(value, value) for key, value in kind.read.args.items()}
        return [({**entry, own.column: room}, where) for entry in self.snapshot.listed(kind, args)]

    def _listed(self, kind):
        entries = self.snapshot.listed(
            kind, {key: value for key, value in kind.read.args.items() if not str(value).startswith("$")}
        )
        return together([lambda entry=entry: self._whole(kind, entry) for entry in entries])

    def _whole(self, kind, entry):
        if kind.read.whole or kind.read.embedded or not kind.read.one:
            return normal(kind, entry) if kind.read.embedded else entry
        return self.snapshot.whole(kind, entry[kind.id_key]) or entry


def _each_once(kind, pairs):
    # Something may be listed without its parent as well as with it; the latter says more.
    seen = {}
    for record, where in pairs:
        key = (record.get(kind.id_key) or id(record), record.get("zoneId"))
        if key not in seen or len(where) > len(seen[key][1]):
            seen[key] = (record, where)
    return list(seen.values())


def _name(kind, record):
    column = kind.field(kind.identity[0]).column if kind.identity else ""
    return record.get(column)


def run_info(params, check_mode=False, client=None):
    """Carry out a task of the module and give its result. Raises DokployError."""
    client = client or Client(connection(params), Redactor())
    scope = {name: params.get(name) for name in SCOPE}
    if len([name for name in SERVICES if scope[name]]) > 1:
        raise OptionError(f"Give only one of {', '.join(name for name in SERVICES if scope[name])}.")
    named = params.get("kinds")
    wanted = list(dict.fromkeys(named)) if named else sorted(KINDS)
    survey = Survey(Snapshot(Reads(client)), scope)
    catalogue = {"baseUrl": params["base_url"].rstrip("/")} if params.get("base_url") else {}
    found, failed = _find(survey, wanted, catalogue)
    notes = []
    for name, error in failed.items():
        kind = KINDS.get(name)
        text = explain(error, Node(kind)).message if kind else error.message
        if named:
            raise OptionError(f"kinds: {name} cannot be read. {text}") from None
        notes.append(f"{name} is left out. {text}")
    _require(survey, scope)
    objects = {name: _shown(name, pairs, params) for name, pairs in found.items()}
    return {"changed": False, "objects": objects, **({"warnings": notes} if notes else {})}


def _find(survey, names, catalogue):
    found, failed = {}, {}

    def look(name):
        try:
            if name in LISTS:
                found[name] = [(entry, {}) for entry in survey.snapshot.reads.get(LISTS[name], catalogue) or []]
            else:
                found[name] = survey.things(KINDS[name])
        except ApiError as error:
            failed[name] = error

    survey.snapshot.reads.gather([lambda name=name: look(name) for name in names])
    return found, failed


def _require(survey, scope):
    """A scope that does not exist is a mistake rather than an empty answer. Raises OptionError."""
    problems = []

    def look():
        problems.clear()
        for name in SCOPE:
            if scope[name] and not survey.summaries(KINDS[name]):
                others = Survey(survey.snapshot, {**scope, name: None}).summaries(KINDS[name])
                names = sorted({str(entry["name"]) for entry, _where in others if entry.get("name")})
                known = f" There are: {', '.join(names[:20])}." if names else ""
                problems.append(
                    f"{name}: there is no {KINDS[name].title} {scope[name]!r} where it was looked for.{known}"
                )
                return

    survey.snapshot.reads.gather([look])
    if problems:
        raise OptionError(problems[0])


def _shown(name, pairs, params):
    kind, pattern, secrets = KINDS.get(name), params.get("name"), bool(params.get("include_secrets"))
    result = []
    for record, where in pairs:
        label = _name(kind, record) if kind else record.get("name")
        if pattern and not fnmatchcase(str(label or "").lower(), pattern.lower()):
            continue
        if kind is None:
            result.append(record)
            continue
        shown = describe(kind, record, secrets=secrets) or {}
        result.append({**{key: value for key, value in where.items() if key != name and key not in shown}, **shown})
    return result
