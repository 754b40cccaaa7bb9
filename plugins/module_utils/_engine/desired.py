# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""From task options to nodes: what is wanted, checked as far as that needs no server. Pure."""

from __future__ import annotations

from .._api.errors import OptionError
from .._kinds.registry import KINDS
from .._model.values import is_clearing, to_api
from .._model.variants import given_types, type_in
from .spec import scope_options

PRESENT, ABSENT, LOOKUP = "present", "absent", "lookup"


class Node:
    """One thing that a document speaks of.

    kind: its table. path: where it stands in the document ("" for a module's own options). state: C(present),
    C(absent), or C(lookup) for one that is only named. given: the options that were given, flat (C(git.url)).
    values: the columns that follow from them, references still by name. controls: steering options.
    id: its id, given or found. ref: the name or id by which a looked-up thing is named. parent: the node it belongs to.
    record: what the server has, None if nothing. contained: what keeps it from being removed.
    adopted: it exists outside Dokploy's records and is to be taken over.
    once: what the answer to its creation told and nothing tells again. users, taken: what names it and what
    goes with it, as texts, for a removal; holders: what does not let it go. left: what it leaves behind and is to go as well, as pairs
    (Write, body).
    stray: what its creation says in place of a parent. names: what the things are called that its options may refer to,
    by id, as far as that was looked up. deferred: what gives the values that follow from other things, by
    option; settled: those of them whose values have been put in.
    """

    def __init__(self, kind, state=PRESENT, path="", parent=None, ref=None, id=None):
        self.kind, self.state, self.path, self.parent, self.ref = kind, state, path, parent, ref
        self.id = self.given_id = id
        self.given, self.values, self.controls = {}, {}, {}
        self.deferred, self.settled = {}, {}
        self.record = None
        self.found = False
        self.assumed = False
        self.created = False
        self.removed = False
        self.last = False
        self.written = set()
        self.once = {}
        self.adopted = False
        self.taken = []
        self.left = []
        self.users, self.holders, self.stray, self.names = [], [], {}, {}
        self.given_type = None

    @property
    def type(self):
        """The type of a thing whose kind has types: that of what is there, else the one that was given."""
        return type_in(self.kind, self.record) or self.given_type

    @property
    def name(self):
        """What to call it in a sentence: its title and the values of its identity."""
        parts = [str(self.given.get(option)) for option in self.kind.identity if self.given.get(option) is not None]
        called = " ".join(parts) or self.ref
        if not called and self.kind.unnamed:
            return f"the default {self.kind.title}" + (f" of {self.parent.name}" if self.parent else "")
        return f"{self.kind.title} {called or self.id or ''}".strip()

    def option(self, name):
        """Where an option of this node stands in the document, for messages."""
        return f"{self.path}.{name}" if self.path else name

    def forget(self):
        """Drop all that was learned from the server or written to it, as if nothing had been looked at yet."""
        self.id, self.record, self.found, self.created = self.given_id, None, False, False
        self.written, self.once = set(), {}
        for option, value in self.settled.items():
            self.deferred[option] = value
            self.given.pop(option, None)
            self.values.pop(option, None)
        self.settled = {}

    def chain(self):
        """This node and those it belongs to, innermost first."""
        node = self
        while node is not None:
            yield node
            node = node.parent


class Unknown(Exception):
    """A value depends on something that is not there yet."""


def settle(node):
    """Put in the deferred values that can be known by now. True if none is left. Raises OptionError."""
    problems = []
    for option, value in list(node.deferred.items()):
        try:
            given = value()
        except Unknown:
            continue
        field = node.kind.field(option)
        node.given[option] = given
        node.settled[option] = node.deferred.pop(option)
        try:
            node.values[option] = to_api(field, given)
        except ValueError as error:
            problems.append((node.option(option), f"must be {error}"))
    fail_on(problems)
    return not node.deferred


def flatten(fields, params):
    """The given options of a table's fields as a flat dict; what is None was left out."""
    given = {}
    for field in fields:
        value = params
        for part in field.option.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            given[field.option] = prune(value) if field.fields else value
    return given


def prune(value):
    """Remove the members that are None from dicts, however deep: suboptions that were left out."""
    if isinstance(value, dict):
        return {key: prune(item) for key, item in value.items() if item is not None}
    return [prune(item) for item in value] if isinstance(value, list) else value


def fill(node, params):
    """Take a node's options from params and work out its values. Gives the problems as (option, text); no exception."""
    kind, problems = node.kind, []
    node.given = flatten(kind.fields, params)
    node.controls = {control.option: params.get(control.option) for control in kind.controls}
    node.controls["update_secrets"] = params.get("update_secrets") or "on_create"
    types = given_types(kind, params)
    if len(types) > 1:
        problems.append((node.option(types[1]), f"cannot stand beside {types[0]}: a {kind.title} has one type"))
    node.given_type = types[0] if types else None
    for field in kind.fields:
        if field.option not in node.given:
            continue
        value = node.given[field.option]
        try:
            # Names are looked up later; here only emptiness matters.
            node.values[field.option] = value if field.ref and not is_clearing(field, value) else to_api(field, value)
        except ValueError as error:
            # What older releases of Dokploy took can still be named to remove it.
            legacy = node.state == ABSENT and field.option in kind.identity and not is_clearing(field, value)
            if field.option in node.deferred or legacy:
                node.values[field.option] = value
                continue
            problems.append((node.option(field.option), f"must be {error}"))
    if node.state == PRESENT and kind.hooks.check:
        scope = {name: params.get(name) for name in scope_options(kind)}
        problems += [(node.option(option), text) for option, text in kind.hooks.check({**scope, **node.given})]
    if node.id is None and not kind.read.single:
        for option in kind.identity:
            field = kind.field(option)
            if option not in node.given and field.assume is None and not kind.unnamed:
                problems.append((node.option(option), "is needed (or id) to tell which one is meant"))
    return problems


def fail_on(problems):
    """Raise OptionError for a list of (option, text); nothing if there is none."""
    if problems:
        raise OptionError("; ".join(f"{option} {text}" for option, text in problems) + ".")


def fail_together(errors):
    """Raise OptionErrors as one; nothing if there is none."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise OptionError("\n".join(error.message for error in errors))


def from_params(kind, params):
    """The node of a module's task, with the nodes it belongs to. Raises OptionError."""
    parent = None
    id_given = params.get("id")
    # Without a procedure that reads one by its id, the list of its parent has to be searched.
    if kind.parents and (not id_given or (not kind.read.one and any(params.get(name) for name in kind.parents))):
        parent = scope(kind, params)
    node = Node(kind, params.get("state") or PRESENT, parent=parent, id=id_given)
    fail_on(fill(node, params))
    return node


def scope(kind, params):
    """The chain of lookup nodes that a task's scope options name. Raises OptionError."""
    named = [name for name in kind.parents if params.get(name)]
    if len(named) > 1:
        raise OptionError(f"Give only one of {', '.join(named)}: a {kind.title} belongs to one thing.")
    if named:
        return lookup(KINDS[named[0]], params)
    if kind.parent_optional and not any(params.get(name) for name in scope_options(kind)):
        return None
    only = KINDS[kind.parents[0]]
    if len(kind.parents) == 1 and only.unnamed:
        return lookup(only, params)
    which = kind.parents[0] if len(kind.parents) == 1 else "one of " + ", ".join(kind.parents)
    raise OptionError(
        f"Give {which} (a name or an id) to say where the {kind.title} belongs, or the id of the {kind.title} itself."
    )


def lookup(kind, params):
    """A node for something that a task only names, by name (then its own scope is needed) or by id. Raises OptionError."""
    ref = params.get(kind.name)
    scoped = any(params.get(name) for name in scope_options(kind))
    if kind.parents and scoped:
        return Node(kind, LOOKUP, ref=ref, parent=scope(kind, params))
    if not ref:
        outer = (scope_options(kind) or [kind.name])[0]
        raise OptionError(f"{outer} is needed (a name or an id) to say where to look, or the id of the thing itself.")
    # Without a scope a name says nothing, so for a thing that lives in one this must be an id.
    return Node(kind, LOOKUP, ref=ref, id=ref if kind.parents else None)
