# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Kinds whose things come in types (a Slack or a Telegram notification), each with columns and procedures of its own.

Inside the engine a type's columns carry the type in front (C(slack.webhookUrl)), so that types do not get into each other's
way; only what is sent and what is received looks different.
"""

from __future__ import annotations

from dataclasses import replace


def of_type(name, *fields):
    """The fields of one type as fields of the kind: option C(webhook_url) of C(slack) is C(slack.webhook_url)."""
    return tuple(replace(field, option=f"{name}.{field.option}", key=f"{name}.{field.column}") for field in fields)


def fill_in(text, type_name):
    """Put a type into a template: C(gitlab.create) for C({type}.create), C(createSlack) for C(create{Type})."""
    if "{" not in text:
        return text
    name = type_name or ""
    return text.replace("{type}", name).replace("{Type}", name[:1].upper() + name[1:])


def applies(kind, field, type_name):
    """Tell whether a thing of this type has the field."""
    group = field.option.split(".")[0]
    return kind.variants is None or group not in kind.variants.names or group == type_name


def given_types(kind, params):
    """The types whose group of options was given, in the table's order."""
    return [name for name in kind.variants.names if params.get(name) is not None] if kind.variants else []


def type_in(kind, record):
    """The type of a record, or None."""
    return (record or {}).get(kind.variants.column) if kind.variants else None


def normal(kind, record):
    """What was read from the server in the shape of the kind's table. Gives a new dict, or None for None."""
    if record is None:
        return None
    if kind.hooks.record:
        record = kind.hooks.record(record)
    name = type_in(kind, record)
    if not name:
        return record
    place = fill_in(kind.variants.place, name)
    inner = record.get(place) if place else record
    columns = {f"{name}.{key}": value for key, value in (inner or {}).items() if "." not in key}
    return {**record, **columns}


def body_of(kind, body, type_name):
    """A body as Dokploy wants it: the columns of the type without the type in front, in the place the table names."""
    if kind.variants is None:
        return body
    plain = {key: value for key, value in body.items() if "." not in key}
    start = f"{type_name}."
    own = {key[len(start) :]: value for key, value in body.items() if key.startswith(start)}
    if kind.variants.inside and own:
        key = fill_in(kind.variants.inside, type_name)
        told = {} if key != kind.variants.inside else {kind.variants.column: type_name}
        return {**plain, key: {**told, **own}}
    return {**plain, **own}
