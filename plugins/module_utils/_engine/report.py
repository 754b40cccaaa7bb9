# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What is told at the end: the object without its secrets, the diff of what changed, errors in the user's words. Pure."""

from __future__ import annotations

import re

from .._api.errors import ApiError, DokployError
from .._api.redact import MASK
from .._model.values import type_of
from .._model.variants import applies, type_in
from .plan import CREATE, DELETE

CHANGED_MASK = MASK + " (changed)"


def put(tree, path, value):
    """Set a value at a dotted path of nested dicts."""
    *groups, name = path.split(".")
    for group in groups:
        tree = tree.setdefault(group, {})
    tree[name] = value


def masked(field, value, secrets=False, names=None):
    """A field's value as an option, with nothing in it that is secret unless C(secrets) are asked for.

    names: what to call the things that it refers to, by id; one that is not in it is shown by its id.
    """
    shown = _by_name(field, type_of(field).show(field, value), names or {})
    if secrets:
        return shown
    if field.secret:
        if isinstance(shown, dict):
            return dict.fromkeys(shown, MASK)
        return None if shown in (None, "", []) else MASK
    return hide_inner(field.fields, shown) if field.fields else shown


def _by_name(field, shown, names):
    if isinstance(shown, list) and (field.ref or field.fields):
        return [_by_name(field, item, names) for item in shown]
    if field.ref:
        return names.get(shown, shown)
    if field.fields and isinstance(shown, dict):
        inner = {item.option: item for item in field.fields}
        return {key: _by_name(inner[key], item, names) if key in inner else item for key, item in shown.items()}
    return shown


def hide_inner(fields, shown):
    """Mask the secret members of a record or of a list of records."""
    if isinstance(shown, list):
        return [hide_inner(fields, item) for item in shown]
    if not isinstance(shown, dict):
        return shown
    secret = {field.option: field for field in fields if field.secret or field.fields}
    result = dict(shown)
    for option, field in secret.items():
        if result.get(option) not in (None, "", [], {}):
            result[option] = MASK if field.secret else hide_inner(field.fields, result[option])
    return result


def describe(kind, record, id=None, secrets=False):
    """A record as the result shows it: option names, nested as the options are, secrets masked, references by id."""
    if record is None:
        return None
    result = {}
    if not kind.read.single:
        result["id"] = id or record.get(kind.id_key)
    for field in kind.fields:
        if not applies(kind, field, type_in(kind, record)):
            continue
        if field.column in record or field.assume is not None:
            value = record.get(field.column)
            put(result, field.option, masked(field, field.assume if value is None else value, secrets))
    for field in kind.shown:
        value = record
        for part in field.column.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            put(result, field.option, masked(field, value, secrets))
    return result


def diff_of(change):
    """The before and after of one change, changed fields only, references by name where it is known."""
    before, after, names = {}, {}, change.node.names
    record, wanted = change.before or {}, change.after or {}
    if change.action == DELETE:
        before = describe(change.node.kind, record, change.node.id)
        return {"before": before, "after": {}}
    for field in change.fields:
        old, new = (masked(field, side.get(field.column), names=names) for side in (record, wanted))
        if change.action == CREATE:
            put(after, field.option, new)
            continue
        if isinstance(old, dict) and isinstance(new, dict) and field.secret:
            old, new = _changed_keys(field, record.get(field.column), wanted.get(field.column))
        elif field.secret and old is not None and new is not None:
            new = CHANGED_MASK
        elif isinstance(old, dict) and isinstance(new, dict) and field.fields:
            old, new = _changed_members(old, new, record.get(field.column) == wanted.get(field.column))
        put(before, field.option, old)
        put(after, field.option, new)
    return {"before": before, "after": after}


def readable(diff):
    """A diff with texts of many lines as lists, for Ansible shows it line by line and such a text would be all or nothing."""
    if isinstance(diff, dict):
        return {key: readable(value) for key, value in diff.items()}
    return diff.split("\n") if isinstance(diff, str) and "\n" in diff else diff


def _changed_keys(field, old, new):
    # Names of variables are no secret, their values are: show which ones change and nothing of how.
    old, new = type_of(field).show(field, old) or {}, type_of(field).show(field, new) or {}
    gone = {key: MASK for key in old if old.get(key) != new.get(key) or key not in new}
    come = {key: CHANGED_MASK if key in old else MASK for key in new if key not in old or old[key] != new[key]}
    # Of a text that says the same in another way (comments, quotes, order) only that it changes.
    return (gone, come) if gone or come else (MASK, CHANGED_MASK)


def _changed_members(old, new, same):
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if not keys and not same:
        return old, {key: CHANGED_MASK if value == MASK else value for key, value in new.items()}
    return {key: old[key] for key in keys if key in old}, {key: new[key] for key in keys if key in new}


def explain(error, node):
    """An error of Dokploy about a node, in the user's words: which option, what is wrong with it."""
    if not isinstance(error, ApiError):
        return error
    details = {"status": error.status, "procedure": error.procedure}
    if error.unknown_procedure:
        return DokployError(
            f"This Dokploy has no {error.procedure}; it is too old (or too new) for this {node.kind.title}.", **details
        )
    if error.issues:
        texts = [f"{node.option(_option_of(node.kind, path))}: {text}" for path, text in error.issues]
        return DokployError(f"Dokploy does not accept {node.name}: {'; '.join(texts)}.", **details)
    if error.status in (401, 403) and "license" in error.message.lower():
        return DokployError(
            f"{node.name}: {error.procedure} needs a valid enterprise licence, and this Dokploy has none ({error.message}).",
            **details,
        )
    if error.status in (401, 403):
        return DokployError(f"This API key may not do that ({error.procedure}): {error.message}.", **details)
    if error.status == 413:
        return DokployError(
            "The request is larger than Dokploy takes (1 MB on the rest face; api_transport=trpc takes more).",
            **details,
        )
    return DokployError(
        f"{node.name}: Dokploy answered {error.status} to {error.procedure}: {error.message.strip().rstrip('.')}.",
        **details,
    )


def _option_of(kind, path):
    column = path.split(".")[0]
    for field in kind.fields:
        if path == field.column or path.startswith(field.column + "."):
            rest = [part for part in path[len(field.column) :].split(".") if part]
            return ".".join([field.option, *[re.sub(r"(?<!^)(?=[A-Z])", "_", part).lower() for part in rest]])
    return column or "the request"
