# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""From a stack document to nodes: checked as a whole before the first request, every problem with its path. Pure."""

from __future__ import annotations

from .._api.errors import OptionError
from .._engine.desired import ABSENT, PRESENT, Node, fill, flatten, settle
from .._engine.run import secret_values
from .._engine.spec import scope_options
from .._kinds.registry import KINDS
from .references import References, mentions
from .shape import children, coerce_keys, hint, join, keys_of, unknown_keys

# Keys of an item that steer the stack and are no options of the module.
STEERING = ("protect", "deploy")


class Document:
    """A document that was read.

    nodes: what it asks for, parents first. items: for each node, its own keys and values. managed: for each
    node, the keys of the lists that it states, empty ones included. references: a References.
    """

    def __init__(self):
        self.nodes, self.items, self.managed = [], {}, {}
        self.references = None
        self.problems = []

    @property
    def title(self):
        """What to call the whole in a sentence."""
        names = [
            node.given.get("name") or node.ref for node in self.nodes if node.kind.name in ("project", "environment")
        ]
        return (
            "/".join(str(name) for name in names[:2] if name)
            if len(names) <= 2
            else f"{len(names)} projects and environments"
        )


def read(content):
    """Read a document given as a dict. Gives a Document; raises OptionError naming every problem in it."""
    document = inspect(content)
    fail(document.problems)
    return document


def inspect(content):
    """Read a document given as a dict. Gives a Document, whose problems are pairs (path, text)."""
    document = Document()
    if not isinstance(content, dict):
        document.problems.append(("", "must be a dict: a project, an environment and lists of what they hold"))
        return document
    _root(document, content)
    for node in document.nodes:
        node.given = flatten(node.kind.fields, document.items[node])
    _duplicates(document)
    references = document.references = References(document.nodes)
    for node in document.nodes:
        if any(mentions(value) for value in node.given.values()):
            references.defer(node, node.given)
    document.problems += references.problems
    if not references.problems:
        references.check_order()
        document.problems += references.problems
    for node in document.nodes:
        document.problems += fill(node, {**_places(node), **document.items[node]})
    if not document.problems:
        _settle(document)
    return document


def fail(problems):
    """Raise OptionError for pairs (path, text), each on a line of its own; nothing if there is none."""
    lines = list(dict.fromkeys(f"{path} {text}{'' if text.endswith('?') else '.'}".strip() for path, text in problems))
    if len(lines) == 1:
        raise OptionError(f"stack: {lines[0]}")
    if lines:
        raise OptionError("\n".join([f"The stack has {len(lines)} problems:", *lines]))


def _root(document, content):
    project, environment = KINDS["project"], KINDS["environment"]
    inner = children(environment)
    known = ["projects", "project", "environment", *inner]
    unknown_keys(content, known, "", document.problems)
    content = {key: value for key, value in content.items() if value is not None}
    if "projects" in content:
        for key in content:
            if key != "projects" and key in known:
                document.problems.append((key, "cannot stand beside projects; move it into one of them"))
        _list(document, project, content["projects"], "projects", None)
        return
    if "project" not in content:
        document.problems.append(("project", f"is needed: the project that holds the stack{hint('project', content)}"))
        return
    above = _item(document, project, _named(content["project"]), "project", None)
    if "environment" not in content and not any(key in content for key in inner):
        return
    own = {key: value for key, value in content.items() if key in inner}
    item = _named(content.get("environment", {}))
    if isinstance(item, dict):
        for key in own:
            if key in item:
                document.problems.append((key, "stands twice: once in environment"))
    below = _item(document, environment, item, "environment", above)
    if below is not None:
        _lists(document, below, own, "")


def _named(value):
    # A project or environment that is only named may be written as that name.
    return {"name": value} if isinstance(value, str) else value


def _list(document, kind, items, path, parent):
    if not isinstance(items, list):
        document.problems.append((path, "must be a list"))
        return
    for at, item in enumerate(items):
        _item(document, kind, item, f"{path}[{at}]", parent)


def _lists(document, node, item, path):
    """Read the lists of what a node holds."""
    for key, kind in children(node.kind).items():
        if item.get(key) is None:
            continue
        document.managed.setdefault(node, set()).add(key)
        _list(document, kind, item[key], join(path, key), node)


def _item(document, kind, item, path, parent):
    if not isinstance(item, dict):
        document.problems.append((path, "must be a dict"))
        return None
    spec, inner = keys_of(kind), children(kind)
    for key in item:
        if key not in spec and key in scope_options(kind):
            document.problems.append((join(path, key), "is not given here: it follows from where this stands"))
    unknown_keys(item, [*spec, *inner, *scope_options(kind)], path, document.problems)
    own = coerce_keys(spec, {key: value for key, value in item.items() if key in spec}, path, document.problems)
    for key in ("state", "update_secrets", *STEERING):
        choices = spec.get(key, {}).get("choices")
        if choices and own.get(key) not in (None, *choices):
            document.problems.append((join(path, key), f"must be one of {', '.join(choices)}"))
    for key, option in spec.items():
        if option.get("default") is not None:
            own.setdefault(key, option["default"])
    state = own.get("state") if own.get("state") in (PRESENT, ABSENT) else PRESENT
    node = Node(kind, state, path=path, parent=parent, id=own.get("id"))
    if parent is not None and parent.state == ABSENT:
        document.problems.append((path, f"cannot be in something with state=absent ({parent.path})"))
    if state == ABSENT and own.get("protect"):
        document.problems.append((join(path, "state"), "cannot be absent with protect=true"))
    document.nodes.append(node)
    document.items[node] = own
    _lists(document, node, item, path)
    return node


def _places(node):
    """What the module of this kind would be told about where the thing belongs."""
    return {
        member.kind.name: member.given.get("name") or member.given_id or ""
        for member in node.chain()
        if member is not node
    }


def _duplicates(document):
    seen = {}
    for node in document.nodes:
        given, values = node.given, []
        for option in node.kind.identity:
            value = given.get(option, node.kind.field(option).assume)
            values.append(
                value.lower()
                if isinstance(value, str) and node.kind.field(option).type in ("caseless", "host")
                else str(value)
            )
        identity = node.given_id or (tuple(values) if any(option in given for option in node.kind.identity) else None)
        if identity is None and not node.kind.unnamed:
            continue
        key = (node.kind.name, node.parent, identity)
        if key in seen:
            option = node.kind.identity[0] if not node.given_id else "id"
            document.problems.append((node.option(option), f"is the same as {seen[key].path}"))
        seen.setdefault(key, node)


def _settle(document):
    """Put in what the document itself tells of the things it refers to; what only the server knows waits."""
    waiting = [node for node in document.nodes if node.deferred]
    while waiting:
        left = []
        for node in waiting:
            try:
                if not settle(node):
                    left.append(node)
            except OptionError as error:
                document.problems.append(("", error.message.rstrip(".")))
        if len(left) == len(waiting):
            break
        waiting = left
    for node in document.nodes:
        for option in node.deferred:
            if option in node.kind.identity:
                what = "tells which one is meant"
            elif node.kind.field(option).ref:
                what = "names something outside of the document"
            else:
                continue
            text = f"{what}, so it cannot refer to something that is only known once it exists"
            document.problems.append((node.option(option), text))


def secrets_in(content):
    """Every secret text in a document, valid or not, as far as the tables tell which those are."""
    secrets, names = set(), set()

    def walk(kind, item):
        if not isinstance(item, dict):
            return
        secrets.update(secret_values(kind.fields, item))
        names.update(str(item.get(option)) for option in kind.identity)
        for key, child in children(kind).items():
            for entry in item[key] if isinstance(item.get(key), list) else ():
                walk(child, entry)

    if isinstance(content, dict):
        for entry in content["projects"] if isinstance(content.get("projects"), list) else ():
            walk(KINDS["project"], entry)
        walk(KINDS["project"], _named(content.get("project")))
        walk(KINDS["environment"], _named(content.get("environment")))
        walk(KINDS["environment"], content)
    return secrets - names
