# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What is there: the things that a run is about are found, and their whole records are read."""

from __future__ import annotations

from .._api.errors import OptionError
from .._model.values import type_of
from .._model.variants import normal
from .desired import ABSENT, LOOKUP, PRESENT, Node, fail_together
from .names import id_of, lists_of, resolve
from .paths import dig
from .reads import Pending, together
from .records import Records, parent_args
from .users import taken_by, users_of
from .versions import VERSION, check_version, needs_version
from .volumes import left_by

# Below this many siblings an index costs more than it saves.
FEW = 8
# Types of an identifying field that an index of plain texts can serve.
INDEXED = ("str", "caseless", "host")


class Snapshot(Records):
    """Finds nodes through a Reads.

    check_mode: a missing parent is taken as something that an earlier task would have made; the nodes are marked
    C(assumed), and notes says so.
    """

    def __init__(self, reads, check_mode=False):
        super().__init__(reads)
        self.check_mode = check_mode
        self._notes = {}
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
            resolve(self, node)
        if node.state == ABSENT and node.record is not None:
            self._find_users(node)
        if node.state == ABSENT and node.record is not None:
            node.left = left_by(self, node)
        check_version(self, node)

    def _find_users(self, node):
        jobs = [lambda: users_of(self, node, node.kind.held_by)]
        if not node.controls.get("force"):
            jobs += [lambda: users_of(self, node, node.kind.used_by), lambda: taken_by(self, node)]
        node.holders, node.users, node.taken = [*together(jobs), [], []][:3]

    def _ask_ahead(self, node):
        # References are wanted whatever the scope turns out to hold, so their lists ride along with the first read.
        for procedure, args in lists_of(node):
            self.reads.hint(procedure, args)
        if needs_version(node):
            self.reads.hint(VERSION)

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
            return self.entries(node.kind)
        if read.tree:
            owner = self.whole(parent.kind, parent.id) if parent.given_id else self.entry(parent.kind, parent.id)
            return self.named(node.kind, parent.id, (owner or {}).get(read.tree) or [])
        own = self._own_args(node)
        if own and parent is not None:
            # What the list was asked for, its entries do not repeat.
            entries = self.listed(node.kind, {**parent_args(read.args, parent.kind, parent.id), **own})
            return [{**entry, **own, parent.kind.id_key: parent.id} for entry in entries]
        if parent is not None:
            return self.children(node.kind, parent.kind, parent.id)
        if node.kind.orphans:
            node.stray = {key: dig(self.orphanage(node.kind), path) for key, path in node.kind.orphans.owner.items()}
            return self.orphaned(node.kind)
        # Without a parent there is nothing to say about one.
        return self.listed(
            node.kind, {key: value for key, value in read.args.items() if not str(value).startswith("$")}
        )

    def _own_args(self, node):
        # Arguments of the list that are columns of the thing itself, such as the zone of a DNS record.
        own = {}
        for key, value in node.kind.read.args.items():
            field = next((item for item in node.kind.fields if value == "$" + item.column), None)
            if field:
                wanted = node.values.get(field.option)
                if wanted is None:
                    raise OptionError(f"{node.option(field.option)} is needed to find a {node.kind.title}.")
                own[key] = id_of(self, node, field, wanted) if field.ref else wanted
        return own

    def within(self, kind, parent):
        """The things of a kind that belong to a node. Raises Pending."""
        return self._candidates(Node(kind, LOOKUP, parent=parent))

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
                    wanted = id_of(self, node, field, wanted)
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


def _plain(value):
    return str(value or "").strip().lower()
