# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What things refer to: names become ids, and ids names again."""

from __future__ import annotations

from collections import Counter

from .._api.errors import ApiError, OptionError
from .._model.values import is_clearing
from .desired import ABSENT
from .paths import dig, entries_at


def lists_of(node):
    """The lists that a node's references are looked up in, as pairs (procedure, arguments), as far as they are known at once."""
    for field in node.kind.fields:
        for ref in _refs_used(field, node.given.get(field.option)):
            args = _ref_args(node, ref)
            if args is not None:
                yield ref.list, args or None


def resolve(snapshot, node):
    """Put ids in the place of names in the values of a node that refer to other things. Raises OptionError, Pending."""
    for field in node.kind.fields:
        if field.implied and node.record is None and field.option not in node.given:
            query, path = field.implied
            node.given[field.option] = node.values[field.option] = dig(snapshot.reads.get(query), path)
        value = node.given.get(field.option)
        if value is not None and not is_clearing(field, value):
            node.values[field.option] = _named_ids(
                snapshot, node, field, node.option(field.option), node.values[field.option]
            )


def _named_ids(snapshot, node, field, option, value):
    # Ids in place of names, also in the members of a record and in lists of records.
    if isinstance(value, list) and (field.ref or field.fields):
        return [_named_ids(snapshot, node, field, option, item) for item in value]
    if field.ref:
        return id_of(snapshot, node, field, value, option)
    if field.fields and isinstance(value, dict):
        inner = {item.column: item for item in field.fields}
        return {
            key: _named_ids(snapshot, node, inner[key], f"{option}.{inner[key].option}", item)
            for key, item in value.items()
        }
    return value


def id_of(snapshot, node, field, wanted, option=None):
    """The id of what an option names, by its name or by that id itself; None for None.

    option: where it stands, for messages. In check mode a name that is not there is given back, with a note, since an earlier
    task would have made it. Raises OptionError if it is not there or means several things, Pending.
    """
    if wanted is None:
        return None
    ref, option = field.ref, option or node.option(field.option)
    entries = _entries(snapshot, node, ref)
    entries = [item for item in entries if all(dig(item, path) == value for path, value in ref.where.items())]
    node.names.update(_unique(ref, entries))
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
    if snapshot.check_mode and node.state != ABSENT and (ref.made or not entries):
        snapshot.note(f"{option}: there is no {ref.kind} {wanted!r} yet.")
        return wanted
    names = sorted(str(dig(item, ref.name)) for item in entries)
    known = f"there are: {', '.join(names[:20])}" if names else "there are none"
    raise OptionError(f"{option}: there is no {ref.kind} {wanted!r} ({known}).")


def name_of(snapshot, node, field, id):
    """The name by which an option could say this id; the id itself where no name is known or says too little. Raises Pending."""
    ref = field.ref
    try:
        entries = _entries(snapshot, node, ref)
    except ApiError:
        # Not every key may see what is referred to.
        return id
    return _unique(ref, entries).get(id, id)


def _unique(ref, entries):
    # The names by their ids. One that several things share says less than their ids.
    names = [dig(item, ref.name) for item in entries]
    times = Counter(names)
    return {dig(item, ref.id): name for item, name in zip(entries, names) if name and times[name] == 1}


def _entries(snapshot, node, ref):
    # Everything that a Ref can mean, whoever it belongs to.
    if ref.paths:
        return entries_at(snapshot, ref.paths)
    args = _ref_args(node, ref, True)
    # What belongs to a parent that is still to be made is not there either.
    return [] if args is None else snapshot.reads.get(ref.list, args or None) or []


def _refs_used(field, value):
    """What a given value names: the Ref of the field or of the members of a record."""
    if value is None or is_clearing(field, value):
        return
    if field.ref:
        yield field.ref
    for item in value if isinstance(value, list) else [value]:
        for inner in field.fields if isinstance(item, dict) else ():
            yield from _refs_used(inner, item.get(inner.option))


def _ref_args(node, ref, located=False):
    """The arguments of the list of a Ref. None if they cannot be known before the node is located."""
    args = {}
    for key, value in ref.args.items():
        if isinstance(value, str) and value.startswith("$"):
            if value == "$id":
                if node.parent is None or node.parent.id is None or not located:
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
