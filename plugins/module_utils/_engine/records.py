# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Records of kinds: how each one is read, whole or in lists, whatever a run wants of it."""

from __future__ import annotations

from .._kinds.registry import KINDS
from .._model.variants import fill_in, normal, type_in
from .paths import TREE, dig


class Records:
    """Reads records through a Reads. All methods may raise Pending and ApiError; what they give is not to be changed."""

    def __init__(self, reads):
        self.reads = reads
        # What was worked out from answers that do not change any more: siblings of a scope, entries by id or name.
        self._memo = {}

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
        """The entries of the kind's list. args: the list's own, without words to fill in."""
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

    def children(self, kind, parent, id):
        """The things of a kind that belong to one of another kind, from its record or from a list of their own."""
        if kind.read.embedded:
            owner = self.reads.get(parent.read.one, {parent.id_key: id}, missing=True)
            key = ("children", kind.name, id)
            if key not in self._memo:
                self._memo[key] = [normal(kind, item) for item in (owner or {}).get(kind.read.embedded) or []]
            return self._memo[key]
        return self.listed(kind, parent_args(kind.read.args, parent, id))

    def orphaned(self, kind):
        """The things of a kind that belong to nothing."""
        answer = self.orphanage(kind)
        entries = dig(answer, kind.orphans.path) if kind.orphans.path else answer
        return [normal(kind, entry) for entry in entries or []]

    def orphanage(self, kind):
        """The answer that has the things of a kind that belong to nothing, and what it tells besides."""
        return self.reads.get(kind.orphans.list, dict(kind.orphans.args) or None)

    def entries(self, kind):
        """The summaries of all things of a kind in the tree of projects, wherever they are in it."""
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

    def entry(self, kind, id):
        """The summary of one thing in the tree of projects, or None."""
        key = ("ids", kind.name)
        if key not in self._memo:
            self._memo[key] = {item.get(kind.id_key): item for item in self.entries(kind)}
        return self._memo[key].get(id)

    def named(self, kind, owner, items):
        """Entries of a kind in a list of the tree with their names. owner: the id of the thing they belong to."""
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


def parent_args(args, parent, id):
    """The arguments of a table's list for one parent. args: with C($id), C($kind) and C($key) in them. parent: its table."""
    words = {"$id": id, "$kind": parent.name, "$key": parent.id_key}
    return {words.get(key, key): words.get(value, value) for key, value in args.items()}
