# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What has to change: desired against current. Pure; every promise of the collection about changes is kept here."""

from __future__ import annotations

from dataclasses import replace

from .._api.errors import OptionError
from .._kinds.registry import KINDS
from .._model.table import NEVER, Write
from .._model.values import blank, is_clearing, type_of
from .._model.variants import applies, body_of, fill_in
from .desired import ABSENT, LOOKUP, PRESENT

CREATE, UPDATE, DELETE, NONE, PROBE, PREPARE = "create", "update", "delete", "none", "probe", "prepare"
# The step that asks the machine a thing lives on.
REACH = "reach"
# The step that clears away what a removal leaves behind.
LEFT = "left"


class Change:
    """What is to be done about one node.

    action: create, update, delete or none. fields: the fields that change. calls: the planned Planned writes,
    in order. before, after: the record as it is and as it will be, in columns (None where there is none).
    contained: for a removal, what goes first, as pairs (kind, entry). can_start: whether the calls may go out
    though some values are not known yet.
    """

    def __init__(self, node, action, fields=(), calls=(), before=None, after=None, contained=(), can_start=False):
        self.node, self.action, self.fields, self.calls, self.can_start = (
            node,
            action,
            list(fields),
            list(calls),
            can_start,
        )
        self.before, self.after, self.contained = before, after, list(contained)


class Planned:
    """One write: the Write it is, its body, the node it is for, and which step (create, update, delete, or a field group)."""

    __slots__ = ("body", "kind", "node", "step", "write")

    def __init__(self, write, body, node, step, kind=None):
        self.write, self.body, self.node, self.step, self.kind = write, body, node, step, kind or node.kind


def plan(node):
    """The change of one node, given its record. Raises OptionError for what cannot or must not be done."""
    if node.state == LOOKUP:
        return Change(node, NONE, before=node.record, after=node.record)
    if node.state == ABSENT:
        return _removal(node)
    if node.record is None and not node.kind.read.single:
        return _creation(node)
    return _update(node)


# Creation


def brings(node):
    """Tell whether a node's parent is about to be made in the same run and may bring it along."""
    parent = node.parent
    return (
        parent is not None
        and parent.state == PRESENT
        and parent.record is None
        and node.kind.name in parent.kind.brings
    )


def _creation(node):
    kind = node.kind
    wanted = [field for field in kind.fields if field.option in node.values]
    after = {field.column: node.values[field.option] for field in wanted}
    if brings(node) and not any(option in node.given for option in kind.identity):
        # What comes into being with its parent needs no call of its own.
        return Change(node, CREATE, wanted, [], None, after, can_start=True)
    if node.adopted and kind.adopt.write is None:
        return Change(node, NONE)
    if node.adopted:
        call = _call(node, kind.adopt.write, dict(kind.adopt.write.constants), CREATE)
        return Change(node, CREATE, wanted, [call], None, after)
    if kind.create is None:
        raise OptionError(
            f"{node.option(kind.identity[0])}: there is no {node.name}, and Dokploy's API cannot make one."
        )
    _check_type(node)
    prepared = _prepared(node)
    _check_complete(node, kind.prepare.gives if prepared else ())
    body = _creation_body(node)
    columns = {field.column for field in kind.fields}
    after = {**{key: value for key, value in body.items() if key in columns}, **after}
    if kind.variants:
        after[kind.variants.column] = node.type
    calls = [*_reach(node, after), *_probe(node, after), *prepared, _call(node, kind.create, body, CREATE)]
    can_start = not any(_needed(kind.field(option)) for option in node.deferred)
    fields = [field for field in wanted if not _is_empty(node, field)]
    return Change(node, CREATE, fields, calls, None, after, can_start=can_start)


def _check_complete(node, made):
    # made: options whose values are made on the way.
    parent = node.parent.kind.name if node.parent is not None else ""
    required = [
        field
        for field in _fields(node)
        if (field.required or (field.required_for and field.required_for == parent)) and field.default is None
    ]
    missing = [field.option for field in required if field.option not in made and _left_out(node, field)]
    if node.kind.hooks.missing:
        missing += node.kind.hooks.missing(parent, dict(node.values))
    if missing:
        raise OptionError(
            "; ".join(f"{node.option(option)} is needed to create {node.name}" for option in missing) + "."
        )


def _creation_body(node):
    # What is sent for a creation, without what says where the thing belongs.
    create = node.kind.create
    body = dict(create.constants)
    for field in _fields(node):
        if not field.create:
            continue
        later = field.option in node.deferred and not _needed(field)
        if not _left_out(node, field) and not later:
            body[field.column] = node.values[field.option]
        elif field.default is not None:
            body[field.column] = field.default
        elif create.full and field.empty is not NEVER:
            body[field.column] = field.empty
    body.update({key: node.controls.get(option) for key, option in create.controls.items()})
    return body


def _needed(field):
    # What cannot be put in afterwards has to be known at creation.
    return field.create and (field.required or field.create_only)


def _fields(node):
    # Those of another type are not this thing's.
    return [field for field in node.kind.fields if applies(node.kind, field, node.type)]


def _check_type(node):
    variants, record = node.kind.variants, node.record
    if variants is None:
        return
    if record is None and node.type is None:
        raise OptionError(f"One of {', '.join(variants.names)} is needed to create {node.name}.")
    if record is None and node.type in variants.made_elsewhere:
        raise OptionError(f"{node.option(node.type)}: there is no {node.name}. {variants.made_elsewhere[node.type]}")
    if node.given_type and node.given_type != node.type:
        raise OptionError(
            f"{node.option(node.given_type)}: {node.name} is of the type {node.type}, which cannot change. Remove it and create it anew, "
            "or choose another name."
        )


def _call(node, write, body, step):
    """A write with its body in the shape Dokploy wants."""
    kind = node.kind
    if kind.hooks.body:
        body = kind.hooks.body(step, body, dict(node.values), node.record)
    if kind.variants:
        write = replace(write, procedure=fill_in(write.procedure, node.type))
    return Planned(write, body_of(kind, body, node.type), node, step)


def _reach(node, after):
    """The question whether the machine answers that the thing lives on, if there is one besides Dokploy's own."""
    reach = node.kind.reach
    if reach is None:
        return []
    column = reach.column
    below = node.parent is not None and node.parent.kind.id_key == column
    if not below and not after.get(column):
        return []
    # Where a parent is still to be made its id is put in later.
    return [Planned(Write(reach.query), {column: node.parent.id if below else after[column]}, node, REACH)]


def _probe(node, after):
    """The trial of what is about to be written, if it is asked for."""
    probe = node.kind.probe
    if probe is None or not node.controls.get(probe.option):
        return []
    sent = {field.column: _sent(field, after) for field in _fields(node)}
    body = {
        **probe.write.constants,
        **{column: value for column, value in sent.items() if value is not None or probe.write.full},
    }
    if probe.write.id and node.id:
        body[node.kind.id_key] = node.id
    return [_call(node, probe.write, body, PROBE)]


def _prepared(node):
    """The making of values that were asked for instead of being given."""
    prepare = node.kind.prepare
    if prepare is None or not node.controls.get(prepare.control):
        return []
    both = [option for option in prepare.gives if option in node.given]
    if both:
        raise OptionError(
            f"Give either {node.option(prepare.control)} or {', '.join(node.option(option) for option in both)}."
        )
    return [Planned(Write(prepare.procedure), {prepare.key: node.controls[prepare.control]}, node, PREPARE)]


def _sent(field, after):
    # Dokploy shows null for what was never set, and does not take it back where another value is its empty one.
    value = after.get(field.column)
    return field.empty if value is None and field.empty is not NEVER else value


def _left_out(node, field):
    return field.option not in node.values or _is_empty(node, field)


def _is_empty(node, field):
    # What was never set needs no clearing.
    return is_clearing(field, node.given.get(field.option))


def owner_body(node):
    """What a create says about the thing it belongs to. Known only once that thing exists."""
    parent = node.parent
    if parent is None:
        return dict(node.stray)
    owner = node.kind.owners.get(parent.kind.name, node.kind.owner)
    words = {"$id": parent.id, "$kind": parent.kind.name, "$key": parent.kind.id_key}
    return {words.get(key, key): words.get(value, value) for key, value in owner.items()}


# Update


def differs(node, field, record):
    """Tell whether an option that was given asks for something else than what is there."""
    if field.option not in node.values:
        return False
    if field.option in node.deferred:
        return True
    if field.untold:
        # What a step of its own carries still has to be sent after the creation.
        return bool(field.via) and node.created and field.option not in node.written
    current = record.get(field.column)
    if field.masked and not node.created and node.controls.get("update_secrets") != "always":
        return False
    if field.masked and (node.created or field.option in node.written):
        return False
    if current is None and field.assume is not None:
        current = field.assume
    return not type_of(field).same(field, node.given.get(field.option), node.values[field.option], current)


def _update(node):
    kind, record = node.kind, node.record or {}
    _check_type(node)
    fields = [field for field in kind.fields if differs(node, field, record)]
    for field in fields:
        if field.create_only:
            shown = "" if field.secret else f" It is {type_of(field).show(field, record.get(field.column))!r}."
            raise OptionError(
                f"{node.option(field.option)} cannot change once {node.name} exists.{shown} "
                f"Leave the option as it was, or remove the {kind.title} and create it anew."
            )
    _refuse(node, UPDATE, {field.option for field in fields})
    after = {**record, **{field.column: node.values[field.option] for field in fields}}
    calls = [_update_call(node, via, fields, record, after) for via in _groups(node, fields)]
    if calls and not node.created:
        calls = [*_reach(node, after), *_probe(node, after), *calls]
    return Change(node, UPDATE if fields else NONE, fields, calls, record, after)


def _via(node, field):
    control, write = node.kind.detours.get(field.option, ("", ""))
    return write if node.controls.get(control) and not node.created else field.via


def _groups(node, fields):
    return list(dict.fromkeys(sorted((_via(node, field) for field in fields), key=bool)))


def _update_call(node, via, changed, record, after):
    kind = node.kind
    write = kind.writes[via] if via else kind.update
    if write is None:
        names = ", ".join(field.option for field in changed if not field.via)
        raise OptionError(
            f"{node.option(names)}: Dokploy cannot change a {kind.title} once it exists; remove it and create it anew."
        )
    carried = [
        field
        for field in (_fields(node) if write.full else changed)
        if _via(node, field) == via and not (write.full and field.create_only)
    ]
    if write.clear and all(blank(after.get(field.column)) for field in carried):
        return Planned(replace(write, procedure=write.clear), {}, node, via or UPDATE)
    if write.off and any(after.get(field.column) is False for field in carried):
        write = replace(write, procedure=write.off)
    body = dict(write.constants)
    if write.id and node.id:
        body[kind.id_key] = node.id
    body.update({field.column: _sent(field, after) for field in carried})
    always = [fill_in(column, node.type) for column in write.always]
    body.update({column: record.get(column) for column in always if column not in body})
    body.update({key: node.controls.get(option) for key, option in write.controls.items()})
    return _call(node, write, body, via or UPDATE)


def _refuse(node, action, options):
    kept = node.kind.hooks.kept
    if kept and node.record and kept(node.record) and (options or action == DELETE):
        raise OptionError(f"{node.name}: Dokploy made it by itself and needs it, so it is left alone.")
    text = node.kind.hooks.refuse(action, options, node.record) if node.kind.hooks.refuse and node.record else None
    if text and (options or action == DELETE):
        raise OptionError(f"{node.name}: {text}.")


# Removal


def _removal(node):
    kind, record = node.kind, node.record
    if record is None:
        return Change(node, NONE)
    if kind.delete is None:
        raise OptionError(f"{node.option('state')}: Dokploy's API cannot remove a {kind.title}.")
    _refuse(node, DELETE, set())
    inside = list(contained(kind, record))
    taken = [
        f"{title} {label(entry)}" for path, title in kind.dependents for entry in _entries(record, path)
    ] + node.taken
    if (inside or taken) and not node.controls.get("force"):
        held = [
            f"{KINDS[name].title} {entry.get('name') or entry.get(KINDS[name].id_key)}" for name, entry in inside
        ] + taken
        raise OptionError(
            f"{node.name} still holds {', '.join(held[:12])}{' and more' if len(held) > 12 else ''}. "
            "Remove these first, or set force=true to remove them along with it."
        )
    if node.holders:
        raise OptionError(
            f"{node.name} is used by {', '.join(node.holders[:12])}{' and more' if len(node.holders) > 12 else ''}. "
            f"Dokploy does not remove a {kind.title} before these."
        )
    if node.users and not node.controls.get("force"):
        raise OptionError(
            f"{node.name} is used by {', '.join(node.users[:12])}{' and more' if len(node.users) > 12 else ''}. "
            "Change these first, or set force=true to remove it all the same."
        )
    calls = []
    for name, entry in inside:
        inner = KINDS[name]
        calls.append(Planned(inner.delete, _delete_body(inner, entry[inner.id_key], node), node, "contained", inner))
    calls.append(_call(node, kind.delete, _delete_body(kind, node.id or record.get(kind.id_key), node), DELETE))
    calls += [Planned(write, body, node, LEFT) for write, body in node.left]
    return Change(node, DELETE, [], calls, record, None, inside)


def _delete_body(kind, id, node):
    body = dict(kind.delete.constants)
    if kind.delete.id:
        body[kind.id_key] = id
    # A container's own delete_volumes speaks for what it holds; what was not said is kept.
    body.update({key: bool(node.controls.get(option)) for key, option in kind.delete.controls.items()})
    return body


def contained(kind, record):
    """Pairs (kind name, entry) of the services inside a project or an environment."""
    # Services stand directly in this, or in what lives inside it.
    inner = [KINDS[name] for name in kind.contents]
    between = {name for service in inner for name in service.parents if kind.name in KINDS[name].parents}
    for place in [record, *(place for name in between for place in record.get(KINDS[name].read.tree) or [])]:
        for service in inner:
            for entry in place.get(service.read.tree) or []:
                yield service.name, entry


def _entries(record, path):
    level = [record]
    for part in path.split("."):
        level = [item for above in level for item in (above.get(part) or [])] if level else []
    return level


def label(entry):
    """What to call an entry of a list in a sentence."""
    if not isinstance(entry, dict):
        return str(entry)
    return str(entry.get("name") or entry.get("host") or next(iter(entry.values()), ""))
