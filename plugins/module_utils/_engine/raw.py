# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Any procedure by its name, for what has no module."""

from __future__ import annotations

import re

from .._api.client import Client
from .._api.errors import ApiError, DokployError, OptionError
from .._api.redact import MASK, Redactor
from .._kinds.registry import KINDS
from .run import connection

_NAME = re.compile(r"^[A-Za-z]+\.[A-Za-z]+$")
_SECRETIVE = re.compile(r"password|secret|token|privatekey|apikey|accesskey|credential|webhookurl|authkey", re.I)


def _columns(fields):
    for field in fields:
        if field.secret or field.masked:
            yield field.column
        yield from _columns(field.fields)


def secret_columns():
    """The columns that some table calls secret."""
    return {column for kind in KINDS.values() for column in _columns(kind.fields)}


def secrets_in(params):
    """The secret texts in the input of a task; none of them if the task asks to see secrets."""
    return set() if params.get("include_secrets") else _secrets(params.get("input"), secret_columns())


def _secrets(value, columns):
    if isinstance(value, list):
        return {text for item in value for text in _secrets(item, columns)}
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, item in value.items():
        if isinstance(item, (dict, list)):
            found |= _secrets(item, columns)
        elif isinstance(item, str) and (key in columns or _SECRETIVE.search(key)):
            found.add(item)
    return found


def mask(value, columns=None):
    """A copy of an answer in which every member that is or looks secret is masked. Emptiness stays visible."""
    columns = secret_columns() if columns is None else columns
    if isinstance(value, list):
        return [mask(item, columns) for item in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for key, item in value.items():
        secret = key in columns or (_SECRETIVE.search(key) and not isinstance(item, (bool, int)))
        if secret and item not in (None, "", [], {}) and not isinstance(item, (dict, list)):
            result[key] = MASK
        else:
            result[key] = mask(item, columns)
    return result


def run_api(params, check_mode=False, client=None):
    """Call one procedure and give its answer as the result of a task.

    A write counts as a change; in check mode it is not sent. Raises DokployError.
    """
    name = params["procedure"]
    if not _NAME.match(name):
        raise OptionError(f"procedure must be a router and a procedure such as project.all, not {name!r}.")
    writes = params["method"] == "post"
    if writes and check_mode:
        return {"changed": True, "response": None}
    client = client or Client(connection(params), Redactor(_secrets(params.get("input"), secret_columns())))
    try:
        if writes:
            answer = client.write(name, params.get("input"), timeout=params.get("api_timeout"))
        else:
            answer = client.read(name, params.get("input"))
    except ApiError as error:
        raise _explained(error, params["method"]) from None
    return {"changed": writes, "response": answer if params.get("include_secrets") else mask(answer)}


def _explained(error, method):
    details = {"status": error.status, "procedure": error.procedure}
    if error.unknown_procedure or error.status == 405:
        other = "post" if method == "get" else "get"
        return DokployError(
            f"procedure: this Dokploy has no {error.procedure} to call by method={method}; is it method={other}?",
            **details,
        )
    if error.issues:
        texts = [f"input.{path or '?'}: {text}" for path, text in error.issues]
        return DokployError(f"Dokploy does not accept the input of {error.procedure}: {'; '.join(texts)}.", **details)
    return DokployError(
        f"Dokploy answered {error.status} to {error.procedure}: {error.message.rstrip('.')}.", **details
    )
