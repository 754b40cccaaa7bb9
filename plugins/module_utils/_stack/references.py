# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""References: text of a document that names a fact of another thing in it, such as C(<<postgres.db.url>>). Pure.

C(<<KIND.NAME.FACT>>) stands for a fact of the thing of that kind with that name. The same environment is searched
first, then the whole document. C(<<!KIND.NAME.FACT>>) is the way to write that text itself. Blanks inside the brackets do
not count, since everybody writes them in Jinja. The characters are free of meaning in Jinja and, inside a value, in YAML; Dokploy's
own C(${{project.NAME}}) is another thing and is left alone.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from .._api.redact import MASK, Redactor
from .._engine.desired import ABSENT, Unknown
from .._kinds.registry import KINDS

REFERENCE = re.compile(r"<<(?P<literal>!?) *(?P<kind>[a-z_]+)\.(?P<name>[^<>\n]+)\.(?P<fact>[a-z_]+) *>>")


def mentions(value):
    """Tell whether a value contains a reference, or one that is written to be none."""
    if isinstance(value, str):
        return "<<" in value and REFERENCE.search(value) is not None
    if isinstance(value, dict):
        return any(mentions(item) for item in value.values())
    return isinstance(value, list) and any(mentions(item) for item in value)


def escape(value):
    """Write texts so that nothing in them is taken for a reference."""
    if isinstance(value, str):
        return REFERENCE.sub(lambda match: "<<!" + match.group(0)[2:], value) if "<<" in value else value
    if isinstance(value, dict):
        return {key: escape(item) for key, item in value.items()}
    return [escape(item) for item in value] if isinstance(value, list) else value


def texts(value, path):
    """Every text inside a value with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{path}.{key}")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from texts(item, f"{path}[{at}]")


class References:
    """Every reference of a document.

    nodes: its nodes. Attributes: problems, pairs (path, text); targets, for each node that refers to others a dict
    of those others; secrets, by the path of a node the values of secret facts that were put into its texts.
    """

    def __init__(self, nodes):
        self.problems, self.targets, self.secrets = [], {}, {}
        self._by_name, self._names = _index(nodes)
        self._needs, self._secret_options = {}, {}
        self._nodes = nodes

    def defer(self, node, given):
        """Note the references in a node's given options and leave the options to be settled once they are known."""
        for option, value in given.items():
            if not mentions(value):
                continue
            found = []
            for path, text in texts(value, node.option(option)):
                for match in REFERENCE.finditer(text):
                    target = None if match.group("literal") else self._target(node, match, path)
                    if target is not None:
                        found.append((target, match.group("fact")))
            self._needs[node, option] = found
            if not node.kind.field(option).secret and any(target.kind.facts[fact].secret for target, fact in found):
                self._secret_options.setdefault(node.path, []).append(option)
            node.deferred[option] = lambda node=node, value=value: self._filled(node, value)

    def _target(self, node, match, path):
        kind, name, fact = match.group("kind"), match.group("name"), match.group("fact")
        if kind not in KINDS or not KINDS[kind].facts:
            known = sorted(one.name for one in KINDS.values() if one.facts)
            return self._problem(path, match, f"there is no kind {kind!r} that could be referred to", kind, known)
        facts = KINDS[kind].facts
        if fact not in facts:
            return self._problem(
                path, match, f"a {KINDS[kind].title} has no fact {fact!r}; it has {', '.join(facts)}", fact, facts
            )
        scope = _scope(node)
        found = self._by_name.get((kind, name, scope)) or self._by_name.get((kind, name, None)) or []
        if len(found) > 1:
            found = [one for one in found if _is_plain(one)] or found
        if len(found) > 1:
            places = ", ".join(one.path for one in found)
            return self._problem(path, match, f"there are several of that name: {places}", "", ())
        if not found:
            text = f"there is no {KINDS[kind].title} {name!r} in this document"
            return self._problem(path, match, text, name, self._names.get(kind, ()))
        if found[0].state == ABSENT:
            return self._problem(path, match, f"{found[0].path} is to be absent", "", ())
        self.targets.setdefault(node, {})[found[0]] = True
        return found[0]

    def _problem(self, path, match, text, word, known):
        known = sorted(name for name in known if not mentions(name))
        near = get_close_matches(word, known, n=1, cutoff=0.6) if word else []
        self.problems.append(
            (path, f"refers to {match.group(0)}, but {text}{f'; did you mean {near[0]}?' if near else ''}")
        )
        return

    # Values

    def _filled(self, node, value):
        if isinstance(value, str):
            return REFERENCE.sub(lambda match: self._value(node, match), value)
        if isinstance(value, dict):
            return {key: self._filled(node, item) for key, item in value.items()}
        return [self._filled(node, item) for item in value] if isinstance(value, list) else value

    def _value(self, node, match):
        if match.group("literal"):
            return "<<" + match.group(0)[3:]
        target = self._target(node, match, "")
        fact = match.group("fact")
        value = fact_of(target, fact)
        if target.kind.facts[fact].secret:
            self.secrets.setdefault(node.path, set()).add(value)
        return value

    def hider(self):
        """A function that masks, in an entry of the plan, the secret facts that were put into its texts."""
        redactors = {path: Redactor(secrets) for path, secrets in self.secrets.items()}

        def hide(entry):
            for option in self._secret_options.get(entry["path"], ()):
                # What stood there before held the secret of then.
                entry["before"] = _masked_at(entry["before"], option.split("."))
            redactor = redactors.get(entry["path"])
            return _map(entry, redactor.hide) if redactor else entry

        return hide

    # Order

    def check_order(self):
        """Note the cycles: what can only be known after itself."""
        if not self._needs:
            return
        edges = self._edges()
        while edges:
            cycle = _cycle(edges)
            if cycle is None:
                return
            names = " -> ".join(_vertex_name(vertex) for vertex in [*cycle, cycle[0]])
            self.problems.append((_vertex_name(cycle[0]), f"refers to itself in a circle: {names}"))
            # One report a circle: without this vertex the others show.
            edges.pop(cycle[0])

    def _edges(self):
        edges = {}
        for (node, option), targets in self._needs.items():
            wanted = edges.setdefault((node, option), {})
            for target, fact in targets:
                for column, must in _columns(target, fact):
                    wanted[self._vertex_of(target, column, must)] = True
        for node in self._nodes:
            wanted = edges.setdefault((node, ""), {})
            if node.parent is not None:
                wanted[node.parent, ""] = True
            for option in node.deferred:
                field = node.kind.field(option)
                if field.create and (field.required or field.create_only):
                    wanted[node, option] = True
        return edges

    @staticmethod
    def _vertex_of(target, column, must):
        for field in target.kind.fields:
            if field.column == column and field.create_only:
                return (target, "") if must else None
            if field.column == column and field.option in target.given:
                return (target, field.option) if field.option in target.deferred else None
            if field.column == column and field.assume is not None:
                return None
        return (target, "") if must else None


def _masked_at(tree, path):
    if not isinstance(tree, dict) or tree.get(path[0]) in (None, "", [], {}):
        return tree
    return {**tree, path[0]: _masked_at(tree[path[0]], path[1:]) if path[1:] else MASK}


def _map(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _map(item, change) for key, item in value.items()}
    return [_map(item, change) for item in value] if isinstance(value, list) else value


class Columns(dict):
    """The columns of a thing as they are and will be. Raises Unknown for one that nobody knows yet."""

    def __missing__(self, column):
        raise Unknown()


def fact_of(node, fact):
    """A fact of a node as text. Raises Unknown."""
    columns = Columns({column: value for column, value in (node.record or {}).items() if value is not None})
    if node.id:
        columns["id"] = node.id
    for field in node.kind.fields:
        if field.create_only:
            # What is there counts, and Dokploy completes some of these itself.
            continue
        if field.option in node.deferred:
            columns.pop(field.column, None)
        elif field.option in node.values:
            columns[field.column] = node.values[field.option]
        elif field.assume is not None:
            columns.setdefault(field.column, field.assume)
    return str(node.kind.facts[fact].value(columns))


class _Recorder(dict):
    def __init__(self):
        super().__init__()
        self.seen = []

    def __missing__(self, column):
        self.seen.append((column, True))
        return "x"

    def get(self, column, default=None):
        self.seen.append((column, False))
        return "x"


def _columns(node, fact):
    recorder = _Recorder()
    node.kind.facts[fact].value(recorder)
    return recorder.seen


def _scope(node):
    """The environment that a node lives in, or the project, as a node."""
    found = None
    for member in node.chain():
        found = member
        if member.kind.name == "environment":
            return member
    return found


def _index(nodes):
    by_name, names = {}, {}
    for node in nodes:
        if not node.kind.facts:
            continue
        scope = _scope(node)
        for name in node_names(node):
            names.setdefault(node.kind.name, set()).add(name)
            for place in (scope, None):
                found = by_name.setdefault((node.kind.name, name, place), [])
                if node not in found:
                    found.append(node)
    return by_name, names


def _is_plain(node):
    # Of two domains with one host the one at / is meant, as the other one has a longer name.
    further = [node.kind.field(option) for option in node.kind.identity[1:]]
    return all(node.given.get(field.option, field.assume) == field.assume for field in further)


def node_names(node):
    """What a node may be called in a reference: its first identifying value, or all of them in a row."""
    values = [node.given.get(option) for option in node.kind.identity]
    values = [str(value) for value in values if value not in (None, "")]
    return list(dict.fromkeys([*values[:1], "".join(values)])) if values else []


def _cycle(edges):
    """One cycle of a graph given as {vertex: vertices}, or None. Removes what cannot be part of one."""
    waiting = {vertex: {one for one in wanted if one in edges and one is not None} for vertex, wanted in edges.items()}
    users = {}
    for vertex, wanted in waiting.items():
        for one in wanted:
            users.setdefault(one, []).append(vertex)
    free = [vertex for vertex, wanted in waiting.items() if not wanted]
    while free:
        vertex = free.pop()
        del waiting[vertex]
        edges.pop(vertex, None)
        for user in users.get(vertex, ()):
            if user in waiting:
                waiting[user].discard(vertex)
                if not waiting[user]:
                    free.append(user)
    if not waiting:
        return None
    # Whatever is left has something to wait for, so following it must come round.
    seen, vertex = {}, next(iter(waiting))
    while vertex not in seen:
        seen[vertex] = len(seen)
        vertex = next(iter(sorted(waiting[vertex], key=_vertex_name)))
    return list(seen)[seen[vertex] :]


def _vertex_name(vertex):
    node, option = vertex
    return node.option(option) if option else node.path
