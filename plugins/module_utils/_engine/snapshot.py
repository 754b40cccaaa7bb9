# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What is there: names become ids, and the whole records of what a run is about are read."""

from __future__ import annotations

from .._api.errors import ApiError, OptionError
from .._kinds.registry import KINDS
from .._model.values import is_clearing, type_of
from .._model.variants import fill_in, normal, type_in
from .desired import ABSENT, LOOKUP, PRESENT, Node, fail_together
from .paths import dig, entries_at
from .reads import Pending
from .users import taken_by, users_of
from .volumes import left_by

TREE = "project.all"
VERSION = "settings.getDokployVersion"
# Below this many siblings an index costs more than it saves.
FEW = 8
# Types of an identifying field that an index of plain texts can serve.
INDEXED = ("str", "caseless", "host")


class Snapshot:
    """Finds nodes through a Reads.

    check_mode: a missing parent is taken as something that an earlier task would have made; the nodes are marked
    C(assumed), and notes says so.
    """

    def __init__(self, reads, check_mode=False):
        self.reads = reads
        self.check_mode = check_mode
        self._notes = {}
        # What was worked out from answers that do not change any more: siblings of a scope, entries by id or name.
        self._memo = {}
        self._asked = set()

    @property
    def notes(self):
        """Warnings for the user, each once."""
        return list(self._notes)

    def note(self, text):
        """Tell the user something, once."""
        self._notes[text] = True

    def missing(self, node):
        """A sentence about what is not there: the outermost thing that a located node names and that was not found."""
        gone = [member for member in node.chain() if member.id is None][-1]
        return f"{gone.option(gone.kind.name)}: {self._not_there(gone)}"

    def take(self, nodes):
        """Find all nodes: sets id, record, found, contained and the ids of references. Raises OptionError, ApiError."""
        problems = {}
        self.reads.gather([lambda node=node: self._guarded(node, problems) for node in nodes])
        fail_together(list(problems.values()))

    def take_further(self, find):
        """Find what a function of this snapshot gives as nodes; it may raise Pending. Gives those nodes."""
        found = []

        def look():
            found[:] = find(self)

        self.reads.gather([look])
        self.take(found)
        return found

    def _guarded(self, node, problems):
        # What is wrong with one thing is told along with what is wrong with the others.
        try:
            self._job(node)
        except OptionError as error:
            problems[error.message] = error

    def _job(self, node):
        if node.state == PRESENT and node not in self._asked:
            self._asked.add(node)
            self._ask_ahead(node)
        self.locate(node)
        if node.state == PRESENT:
            self.resolve(node)
        if node.state == ABSENT and node.record is not None and not node.controls.get("force"):
            node.users, node.taken = users_of(self, node), taken_by(self, node)
        if node.state == ABSENT and node.record is not None:
            node.left = left_by(self, node)
        self._check_version(node)

    def _ask_ahead(self, node):
        # References are wanted whatever the scope turns out to hold, so their lists ride along with the first read.
        for field in node.kind.fields:
            for ref in _refs_used(field, node.given.get(field.option)):
                args = _ref_args(node, ref)
                if args is not None:
                    self.reads.hint(ref.list, args or None)
        if needs_version(node):
            self.reads.hint(VERSION)

    # Finding a node

    def locate(self, node):
        """Find one node and, before it, what it belongs to."""
        if node.found:
            return
        if node.kind.read.single:
            node.record = self.whole(node.kind, None)
        else:
            waiting = None if node.created or node.parent is None else self._locate_parent(node)
            if not node.created and node.parent is not None and node.parent.id is None:
                self._parent_missing(node)
                return
            if node.id and (node.given_id or node.created):
                self._by_id(node)
            else:
                self._by_identity(node)
            if waiting:
                raise waiting
        node.found = True

    def _locate_parent(self, node):
        # As soon as the parent's id is known one can go on below it; its record may ride in the same batch.
        try:
            self.locate(node.parent)
        except Pending as pending:
            if node.parent.id is None:
                raise
            return pending
        return None

    def _by_id(self, node):
        record = self.again(node)
        if record is None and node.state != ABSENT:
            raise OptionError(
                f"{node.option('id')}: there is no {node.kind.title} with the id {node.id} (or this key may not see it)."
            )
        node.record = record

    def again(self, node):
        """The whole record of a node whose id is known, or None."""
        # An entry inside its parent's record comes with that record, which is read anyway.
        embedded = node.kind.read.embedded and node.parent is not None and node.parent.id
        if node.kind.read.single or node.parent is None or (node.kind.read.one and not embedded):
            return self.whole(node.kind, node.id)
        entries = [item for item in self._candidates(node) if item.get(node.kind.id_key) == node.id]
        return entries[0] if entries else None

    def whole(self, kind, id):
        """The whole record of an id, or None."""
        if kind.read.single:
            return normal(kind, self._single(kind))
        if kind.read.one and "{" not in kind.read.one:
            return normal(kind, self.reads.get(kind.read.one, {kind.id_key: id}, missing=True))
        for entry in self.listed(kind, dict(kind.read.args)):
            if entry.get(kind.id_key) == id:
                return self._whole_of_type(kind, entry) if kind.read.one else entry
        return None

    def _whole_of_type(self, kind, entry):
        # The list tells the type and the id that a thing has among those of its type; the rest is read by these.
        name = type_in(kind, entry)
        key = name + "Id"
        answer = self.reads.get(fill_in(kind.read.one, name), {key: dig(entry, f"{name}.{key}")}, missing=True)
        return normal(kind, {**entry, name: {**(entry.get(name) or {}), **answer}}) if answer else None

    def listed(self, kind, args):
        """The entries of the kind's list."""
        answer = self.reads.get(kind.read.list, args or None)
        entries = (dig(answer, kind.read.path) if kind.read.path else answer) or []
        # What is not whole lacks columns that a hook may count on.
        return [normal(kind, entry) for entry in entries] if kind.read.whole else entries

    def _single(self, kind):
        # All of its queries ride in one batch.
        for query in kind.read.more.values():
            self.reads.hint(query)
        record = self.reads.get(kind.read.list, dict(kind.read.args) or None)
        return {**(record or {}), **{column: self.reads.get(query) for column, query in kind.read.more.items()}}

    def _parent_missing(self, node):
        parent = node.parent
        while parent.parent is not None and parent.parent.id is None and parent.parent.state == LOOKUP:
            parent = parent.parent
        if node.state != PRESENT:
            node.found = True
            return
        if parent.state == PRESENT:
            # It is part of the same document and will be made first.
            node.found = True
            return
        if not self.check_mode:
            raise OptionError(f"{parent.option(parent.kind.name)}: {self._not_there(parent)}")
        # A job may run several times, so a note is kept by its text.
        self._notes[
            f"{parent.kind.name}: {self._not_there(parent)} It is taken as made by an earlier task of this check run."
        ] = True
        node.assumed = node.found = True

    def _not_there(self, node):
        where = node.parent
        within = f" in {where.name}" if where is not None else ""
        called = node.ref or node.given.get("name")
        if not called:
            return f"there is no default {node.kind.title}{within}."
        names = (
            sorted({str(item.get("name")) for item in self._candidates(node) if item.get("name")})
            if where is None or where.id
            else []
        )
        known = f" There are: {', '.join(names[:20])}." if names else ""
        return f"there is no {node.kind.title} {called!r}{within}.{known}"

    def _by_identity(self, node):
        matches = self.siblings(node)
        if len(matches) > 1:
            ids = ", ".join(str(item.get(node.kind.id_key)) for item in matches)
            within = f" in {node.parent.name}" if node.parent else ""
            fix = f"give the id in {node.kind.name}" if node.state == LOOKUP else "give the id of the one that is meant"
            raise OptionError(
                f"{node.option(node.kind.identity[0])}: there are {len(matches)} matches for {node.name}{within}; {fix}: {ids}."
            )
        if not matches:
            node.id, node.record = None, None
            node.adopted = self._is_elsewhere(node)
            return
        node.id = matches[0].get(node.kind.id_key)
        if node.state == LOOKUP:
            node.record = matches[0]
            return
        entry = normal(node.kind, matches[0]) if node.kind.read.tree else matches[0]
        node.record = entry if self._is_whole(node, entry) else self.whole(node.kind, node.id)
        if node.record is None:
            node.id = None

    def _is_elsewhere(self, node):
        adopt, parent = node.kind.adopt, node.parent
        if adopt is None or node.state != PRESENT or (adopt.option and not node.controls.get(adopt.option)):
            return False
        words = {"$id": parent.id, "$key": parent.kind.id_key} if parent is not None else {}
        args = {words.get(key, key): words.get(value, value) for key, value in adopt.args.items() if parent is not None}
        answer = self.reads.get(adopt.list, args or None)
        entries = (dig(answer, adopt.path) if adopt.path else answer) or []
        field = node.kind.field(node.kind.identity[0])
        given, wanted = node.given.get(field.option), node.values.get(field.option)
        return any(type_of(field).same(field, given, wanted, dig(entry, adopt.key)) for entry in entries)

    @staticmethod
    def _is_whole(node, entry):
        kind = node.kind
        if not kind.read.tree:
            return bool(kind.read.embedded) or (bool(kind.read.list) and kind.read.whole)
        # The tree has all of a project, but only a summary of what is in it, which a removal has to know.
        return node.state == PRESENT and all(field.column in entry for field in (*kind.fields, *kind.shown))

    def siblings(self, node):
        """All things of the node's kind in its scope that are what the node means."""
        candidates = self._candidates(node)
        return [item for item in self._likely(node, candidates) if self.is_meant(node, item)]

    def _likely(self, node, candidates):
        # Comparing each of many siblings with each wish would take their product; entries with another first
        # identifying value are passed over by an index, which is coarser than the comparison itself.
        field = node.kind.field(node.kind.identity[0]) if node.kind.identity else None
        wanted = node.values.get(field.option) if field else None
        if (
            len(candidates) < FEW
            or not isinstance(wanted, str)
            or field.ref
            or field.assume is not None
            or field.type not in INDEXED
        ):
            return candidates
        key = ("index", node.kind.name, id(candidates))
        if key not in self._memo:
            index = {}
            for item in candidates:
                index.setdefault(_plain(item.get(field.column)), []).append(item)
            # The list is kept along with its index: an id is only good as long as its object lives.
            self._memo[key] = (index, candidates)
        return self._memo[key][0].get(_plain(wanted), ())

    def _candidates(self, node):
        read, parent = node.kind.read, node.parent
        if read.tree and parent is None:
            return self._tree(node.kind)
        if read.tree:
            owner = self.whole(parent.kind, parent.id) if parent.given_id else self._in_tree(parent)
            return self.named(node.kind, parent.id, (owner or {}).get(read.tree) or [])
        own = self._own_args(node)
        if own and parent is not None:
            # What the list was asked for, its entries do not repeat.
            entries = self.listed(node.kind, {**_parent_args(read.args, parent.kind, parent.id), **own})
            return [{**entry, **own, parent.kind.id_key: parent.id} for entry in entries]
        if parent is not None:
            return self.children(node.kind, parent.kind, parent.id)
        if node.kind.orphans:
            node.stray = {key: dig(self._orphans(node.kind), path) for key, path in node.kind.orphans.owner.items()}
            return self.orphaned(node.kind)
        # Without a parent there is nothing to say about one.
        return self.listed(
            node.kind, {key: value for key, value in read.args.items() if not str(value).startswith("$")}
        )

    def children(self, kind, parent, id):
        """The things of a kind that belong to one of another kind, from its record or from a list of their own."""
        if kind.read.embedded:
            owner = self.reads.get(parent.read.one, {parent.id_key: id}, missing=True)
            key = ("children", kind.name, id)
            if key not in self._memo:
                self._memo[key] = [normal(kind, item) for item in (owner or {}).get(kind.read.embedded) or []]
            return self._memo[key]
        return self.listed(kind, _parent_args(kind.read.args, parent, id))

    def _own_args(self, node):
        # Arguments of the list that are columns of the thing itself, such as the zone of a DNS record.
        own = {}
        for key, value in node.kind.read.args.items():
            field = next((item for item in node.kind.fields if value == "$" + item.column), None)
            if field:
                wanted = node.values.get(field.option)
                if wanted is None:
                    raise OptionError(f"{node.option(field.option)} is needed to find a {node.kind.title}.")
                own[key] = self._ref_id(node, field, wanted) if field.ref else wanted
        return own

    def name_of(self, node, field, id):
        """The name by which an option could say this id; the id itself where no name is known or says too little. Raises Pending."""
        ref = field.ref
        try:
            entries = (
                entries_at(self, ref.paths)
                if ref.paths
                else self.reads.get(ref.list, _ref_args(node, ref, True) or None) or []
            )
        except ApiError:
            # Not every key may see what is referred to.
            return id
        names = [dig(entry, ref.name) for entry in entries if dig(entry, ref.id) == id]
        if len(names) != 1 or not names[0]:
            return id
        return names[0] if sum(1 for entry in entries if dig(entry, ref.name) == names[0]) == 1 else id

    def within(self, kind, parent):
        """The things of a kind that belong to a node. Raises Pending."""
        return self._candidates(Node(kind, LOOKUP, parent=parent))

    def orphaned(self, kind):
        """The things of a kind that belong to nothing."""
        answer = self._orphans(kind)
        entries = dig(answer, kind.orphans.path) if kind.orphans.path else answer
        return [normal(kind, entry) for entry in entries or []]

    def _orphans(self, kind):
        return self.reads.get(kind.orphans.list, dict(kind.orphans.args) or None)

    def entries(self, kind):
        """The summaries of all things of a kind in the tree of projects."""
        return self._tree(kind)

    def _tree(self, kind):
        # Entries of this kind anywhere in the tree, for a look-up by id alone.
        if ("tree", kind.name) not in self._memo:
            self._memo["tree", kind.name] = self._whole_tree(kind)
        return self._memo["tree", kind.name]

    def _whole_tree(self, kind):
        level, path = [{"projects": self.reads.get(TREE) or []}], []
        while kind is not None:
            path.insert(0, kind.read.tree)
            kind = KINDS[kind.parents[0]] if kind.parents else None
        for key in path:
            level = [item for above in level for item in above.get(key) or [] if item]
        return level

    def _in_tree(self, node):
        key = ("ids", node.kind.name)
        if key not in self._memo:
            self._memo[key] = {item.get(node.kind.id_key): item for item in self._tree(node.kind)}
        return self._memo[key].get(node.id)

    def named(self, kind, owner, items):
        """Entries of a kind in a list of the tree with their names. owner: the id of the thing they belong to. Raises Pending."""
        # For owners and admins project.all lists databases by id alone, so the objects themselves have to tell.
        # All of them are asked for before the first is waited for.
        key = ("named", kind.name, owner)
        if key not in self._memo:
            bare = [item for item in items if not all(kind.field(option).column in item for option in kind.identity)]
            for item in bare:
                self.reads.hint(kind.read.one, {kind.id_key: item[kind.id_key]})
            wholes = {item[kind.id_key]: self.whole(kind, item[kind.id_key]) for item in bare}
            self._memo[key] = [wholes.get(item.get(kind.id_key)) or item for item in items]
        return self._memo[key]

    def is_meant(self, node, item):
        """Tell whether an entry of a list is what a node means, by its identifying options."""
        kind = node.kind
        if node.state == LOOKUP:
            if node.ref is None:
                return bool(kind.unnamed and item.get(kind.unnamed))
            return node.ref in (item.get(kind.id_key), item.get(kind.field(kind.identity[0]).column))
        if kind.unnamed and not any(option in node.given for option in kind.identity):
            return bool(item.get(kind.unnamed))
        for option in kind.identity:
            field = kind.field(option)
            wanted = node.values.get(option, field.assume)
            if wanted is None and option not in node.given:
                continue
            current = item.get(field.column)
            if field.ref and wanted:
                try:
                    wanted = self._ref_id(node, field, wanted)
                except OptionError:
                    # What names something that is not there is not there either.
                    if node.state == ABSENT:
                        return False
                    raise
            if not type_of(field).same(
                field, node.given.get(option), wanted, field.assume if current in (None, "") else current
            ):
                return False
        return kind.hooks.meant is None or kind.hooks.meant(node.values, item)

    # References and versions

    def resolve(self, node):
        """Put ids in the place of names in the values of a node that refer to other things."""
        for field in node.kind.fields:
            if field.implied and node.record is None and field.option not in node.given:
                query, path = field.implied
                node.given[field.option] = node.values[field.option] = dig(self.reads.get(query), path)
            value = node.given.get(field.option)
            if value is not None and not is_clearing(field, value):
                node.values[field.option] = self._named_ids(
                    node, field, node.option(field.option), node.values[field.option]
                )

    def _named_ids(self, node, field, option, value):
        # Ids in place of names, also in the members of a record and in lists of records.
        if isinstance(value, list) and (field.ref or field.fields):
            return [self._named_ids(node, field, option, item) for item in value]
        if field.ref:
            return self._ref_id(node, field, value, option)
        if field.fields and isinstance(value, dict):
            inner = {item.column: item for item in field.fields}
            return {
                key: self._named_ids(node, inner[key], f"{option}.{inner[key].option}", item)
                for key, item in value.items()
            }
        return value

    def _ref_id(self, node, field, wanted, option=None):
        if wanted is None:
            return None
        ref, option = field.ref, option or node.option(field.option)
        entries = (
            entries_at(self, ref.paths)
            if ref.paths
            else self.reads.get(ref.list, _ref_args(node, ref, True) or None) or []
        )
        entries = [item for item in entries if all(dig(item, path) == value for path, value in ref.where.items())]
        node.names.update(self._names_in(ref, entries))
        for item in entries:
            if dig(item, ref.id) == wanted:
                return wanted
        ids = [dig(item, ref.id) for item in entries if dig(item, ref.name) == wanted]
        if len(ids) > 1:
            raise OptionError(
                f"{option}: there are {len(ids)} {ref.kind}s named {wanted!r}; give one of the ids {', '.join(ids)}."
            )
        if ids:
            return ids[0]
        if self.check_mode and node.state != ABSENT:
            self._notes[f"{option}: there is no {ref.kind} {wanted!r} yet."] = True
            return wanted
        names = sorted(str(dig(item, ref.name)) for item in entries)
        known = f"there are: {', '.join(names[:20])}" if names else "there are none"
        raise OptionError(f"{option}: there is no {ref.kind} {wanted!r} ({known}).")

    @staticmethod
    def _names_in(ref, entries):
        # A name that several things share says less than their ids.
        names = [dig(item, ref.name) for item in entries]
        return {dig(item, ref.id): name for item, name in zip(entries, names) if name and names.count(name) == 1}

    def _check_version(self, node):
        if node.state != PRESENT or not needs_version(node):
            return
        try:
            server = self.reads.get(VERSION)
        except ApiError:
            # Not every key may ask; then the server itself has to judge.
            return
        for since, what in needs_version(node):
            if version(server) and version(server) < version(since):
                raise OptionError(f"{what} needs Dokploy {since} or later; this server is {str(server).lstrip('v')}.")


def _plain(value):
    return str(value or "").strip().lower()


def _refs_used(field, value):
    """What a given value names: the Ref of the field or of the members of a record."""
    if value is None or is_clearing(field, value):
        return
    if field.ref:
        yield field.ref
    for item in value if isinstance(value, list) else [value]:
        for inner in field.fields if isinstance(item, dict) else ():
            yield from _refs_used(inner, item.get(inner.option))


def _parent_args(args, parent, id):
    words = {"$id": id, "$kind": parent.name, "$key": parent.id_key}
    return {words.get(key, key): words.get(value, value) for key, value in args.items()}


def _ref_args(node, ref, located=False):
    """The arguments of the list of a Ref. None if they cannot be known before the node is located."""
    args = {}
    for key, value in ref.args.items():
        if isinstance(value, str) and value.startswith("$"):
            if value == "$id":
                if node.parent is None or not located:
                    return None
                args[key] = node.parent.id
                continue
            column = value[1:]
            options = [field.option for field in node.kind.fields if field.column == column]
            if not located and any(option in node.given for option in options):
                return None
            wanted = next((node.values[option] for option in options if option in node.values), None)
            value = (node.record or {}).get(column) or wanted
        if value is not None:
            args[key] = value
    return args


def needs_version(node):
    """What in a node depends on the server's version, as pairs (version, option or kind)."""
    needs = [
        (field.since, node.option(field.option))
        for field in node.kind.fields
        if field.since and field.option in node.given
    ]
    if node.kind.variants:
        since = node.kind.variants.since
        given = [option for option in node.given if f"{node.type}.{option}" in since and node.values.get(option)]
        needs += [
            (since[f"{node.type}.{option}"], f"{node.option(option)} of the type {node.type}") for option in given
        ]
        needs += [(since[node.type], f"A {node.kind.title} of the type {node.type}")] if node.type in since else []
    return needs + ([(node.kind.since, f"A {node.kind.title}")] if node.kind.since else [])


def version(text):
    """A version such as C(v0.30.2) as a tuple of numbers; empty if it is none."""
    numbers = str(text or "").lstrip("v").split("-", maxsplit=1)[0].split(".")
    return tuple(int(part) for part in numbers) if all(part.isdigit() for part in numbers) else ()
