# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What a document does not name: found among what is there, within the lists that the document states. Pure but for its reads."""

from __future__ import annotations

from .._engine.desired import ABSENT, PRESENT, Node
from .._engine.reads import Pending
from .._kinds.registry import KINDS
from .shape import children, in_stack, join


def kinds():
    """The keys of the lists that can be pruned. Projects are never removed for not being named."""
    return sorted({kind.collection for kind in KINDS.values() if in_stack(kind) and kind.parents})


class Pruner:
    """Finds what is to be removed.

    document: a Document. everywhere: keys of lists that count as stated wherever they could stand. delete_volumes:
    whether data goes along.
    """

    def __init__(self, document, everywhere=(), delete_volumes=False):
        self.document, self.everywhere, self.delete_volumes = document, set(everywhere), delete_volumes

    def find(self, snapshot):
        """The nodes of what is to be removed. Raises Pending as long as something has to be read."""
        named = {}
        for node in self.document.nodes:
            if node.parent is not None and node.id:
                named.setdefault((node.parent, node.kind.name), set()).add(node.id)
        found, waiting = [], None
        for node in self.document.nodes:
            if node.state != PRESENT or not node.id:
                continue
            for key in self._keys(node):
                kind = children(node.kind)[key]
                try:
                    entries = snapshot.within(kind, node)
                except Pending as pending:
                    # All that is needed is asked for before any of it is waited for.
                    waiting = pending
                    continue
                known = named.get((node, kind.name), ())
                found += [self._removal(kind, entry, node, key) for entry in entries if self._goes(kind, entry, known)]
        if waiting:
            raise waiting
        return found

    def _keys(self, node):
        stated = self.document.managed.get(node, set()) | self.everywhere
        return [key for key in children(node.kind) if key in stated]

    @staticmethod
    def _goes(kind, entry, known):
        if entry.get(kind.id_key) in known or (kind.unnamed and entry.get(kind.unnamed)):
            return False
        return not (kind.hooks.kept and kind.hooks.kept(entry))

    def _removal(self, kind, entry, parent, key):
        base = "" if parent.path == "environment" else parent.path
        node = Node(kind, ABSENT, path=f"{join(base, key)} (not named)", parent=parent, id=entry[kind.id_key])
        node.given = {option: entry.get(kind.field(option).column) for option in kind.identity}
        node.controls = {"force": True, "delete_volumes": self.delete_volumes}
        node.last = True
        return node
