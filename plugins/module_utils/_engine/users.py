# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Who uses a thing: Dokploy removes it all the same, and its users just lose it."""

from __future__ import annotations

from .._kinds.registry import KINDS
from .._model.variants import fill_in
from .paths import dig
from .reads import together


def users_of(snapshot, node, pairs):
    """What names a located node, as texts such as C(application web). pairs: its kind's used_by or held_by.

    Raises Pending while something is still to be read.
    """
    found = []
    # Things that come in types have an id among those of their type, too, and that is what others name.
    ids = {node.id, node.record.get(fill_in("{type}.{type}Id", node.type))} - {None}
    for name, option in pairs:
        if name in KINDS:
            found.append(lambda kind=KINDS[name], option=option: _naming(snapshot, node, kind, option, ids))
    texts = [text for part in together(found) for text in part]
    return list(dict.fromkeys(texts))


def taken_by(snapshot, node):
    """What the removal of a located node takes along besides, as texts. Raises Pending."""
    return [
        text
        for part in together([lambda taken=taken: _taken(snapshot, taken, node.id) for taken in node.kind.takes])
        for text in part
    ]


def _taken(snapshot, taken, id):
    answer = snapshot.reads.get(
        taken.list, {key: id if value == "$id" else value for key, value in taken.args.items()} or None
    )
    if isinstance(answer, int):
        return [f"{answer - taken.beyond} {taken.title}"] if answer > taken.beyond else []
    entries = (dig(answer, taken.path) if taken.path else answer) or []
    return [
        f"{taken.title} {dig(entry, taken.name)}" for entry in entries if not taken.key or dig(entry, taken.key) == id
    ]


def _naming(snapshot, node, kind, option, ids):
    if not option:
        # What belongs to it goes with it.
        entries = snapshot.children(kind, node.kind, node.id)
        return [
            " ".join([kind.title, *(str(entry.get(kind.field(item).column)) for item in kind.identity)])
            for entry in entries
        ]
    column = kind.field(option).column
    texts = []
    for record, owner in everywhere(snapshot, kind):
        value = record.get(column)
        if _holds(value, ids):
            names = [str(record.get(kind.field(item).column)) for item in kind.identity if not kind.field(item).ref]
            texts.append(" ".join([kind.title, *names]) + (_of(snapshot, *owner) if owner else ""))
    return texts


def _holds(value, ids):
    # Also inside records and lists of them, such as the networks of single services of a stack.
    if isinstance(value, dict):
        return any(_holds(item, ids) for item in value.values())
    if isinstance(value, list):
        return any(_holds(item, ids) for item in value)
    return value in ids


def _of(snapshot, parent, entry):
    # For owners and admins the tree lists databases by id alone.
    name = entry.get("name") or (snapshot.whole(parent, entry[parent.id_key]) or {}).get("name")
    return f" of {parent.title} {name}"


def everywhere(snapshot, kind):
    """All things of a kind in the organization, as pairs (whole record, None or (parent's kind, parent's entry)). Raises Pending."""
    if kind.read.tree:
        ids = [item[kind.id_key] for item in snapshot.entries(kind)]
        wholes = together([lambda id=id: snapshot.whole(kind, id) for id in ids])
        return [(record, None) for record in wholes if record]
    if not kind.parents:
        return [(entry, None) for entry in snapshot.listed(kind, dict(kind.read.args))]
    jobs = [lambda name=name: _below(snapshot, kind, KINDS[name]) for name in kind.parents]
    if kind.orphans:
        jobs.append(lambda: [(entry, None) for entry in snapshot.orphaned(kind)])
    return [pair for part in together(jobs) for pair in part]


def _below(snapshot, kind, parent):
    def look(record):
        return [(entry, (parent, record)) for entry in snapshot.children(kind, parent, record[parent.id_key])]

    owners = (
        snapshot.entries(parent) if parent.read.tree else [record for record, dummy in everywhere(snapshot, parent)]
    )
    return [pair for part in together([lambda record=record: look(record) for record in owners]) for pair in part]
