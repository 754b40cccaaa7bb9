# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""One task of a kind's module, from its options to its result. Knows no Ansible, so that every door can use it."""

from __future__ import annotations

from .._api.client import Client
from .._api.errors import OptionError
from .._api.http import Connection
from .._api.redact import Redactor
from .._model import dotenv
from .._model.values import type_of
from .converge import converge
from .desired import from_params
from .plan import CREATE, DELETE
from .report import describe, diff_of, readable


def connection(params, keyless=False):
    """The Connection that the options of a task describe. keyless: there is no API key yet. Raises OptionError."""
    # Read from a file it may end with a line end, which no header can carry.
    key = (params.get("api_key") or "").strip() or None
    if not key and not keyless:
        raise OptionError(
            "api_key is needed: an API key of Dokploy (Settings > Profile > API/CLI Keys). Set it in the task, in module_defaults "
            "or in the environment variable DOKPLOY_API_KEY."
        )
    if params.get("client_key") and not params.get("client_cert"):
        raise OptionError("client_cert is needed with client_key.")
    verify = (params.get("ca_path") or True) if params.get("validate_certs", True) else False
    cert = (params["client_cert"], params["client_key"]) if params.get("client_key") else params.get("client_cert")
    if params.get("api_timeout", 60) < 1:
        raise OptionError("api_timeout must be 1 second or more.")
    return Connection(
        params.get("api_url"),
        key,
        timeout=params.get("api_timeout", 60),
        retries=max(0, params.get("api_retries", 3)),
        max_delay=max(0, params.get("api_retry_max_delay", 10)),
        headers=params.get("api_headers"),
        verify=verify,
        cert=cert,
        transport=params.get("api_transport") or "trpc",
    )


def secret_values(fields, params):
    """Every text in a task's options that a table calls secret.

    A value that also stands in an option that is no secret is public anyway; masking it would only garble the result.
    """
    secrets, public = set(), set()
    for field in fields:
        value = params
        for part in field.option.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        _sort(field, value, secrets, public)
    public.update(str(params.get(name)) for name in ("project", "environment", "application", "compose", "name"))
    return secrets - public


def _sort(field, value, secrets, public):
    if value is None:
        return
    if field.fields and not field.secret:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                for inner in field.fields:
                    _sort(inner, item.get(inner.option), secrets, public)
        return
    if field.secret and field.type == "env":
        # Most variables are harmless (a port, a mode), and their values are parts of other words.
        texts = list(
            type_of(field).show(field, dotenv.render(value) if isinstance(value, dict) else str(value)).values()
        )
        secrets.update(text for text in texts if len(text) >= 6)
        return
    target = secrets if field.secret else public
    target.update(_texts(value))


def _texts(value):
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in _texts(item)]
    return [str(value)] if value not in ("", None, True, False) else []


def run_kind(kind, params, check_mode=False, client=None):
    """Carry out the task of a kind's module and give its result as a dict with changed, the object, diff and warnings.

    params: the validated options. client: used instead of one made from the connection options.
    Raises DokployError; its message and details are free of secrets.
    """
    redact = Redactor(secret_values(kind.fields, params))
    client = client or Client(connection(params), redact)
    node = from_params(kind, params)
    outcome = converge(client, [node], check_mode)
    if outcome.error:
        raise outcome.error
    change = outcome.changes[0]
    result = {
        "changed": outcome.changed,
        kind.name: _object(node, change, check_mode),
        "diff": readable(diff_of(change)),
    }
    if outcome.notes:
        result["warnings"] = outcome.notes
    return result


def _object(node, change, check_mode):
    if change.action == DELETE:
        return describe(node.kind, change.before, node.id)
    record = change.after if check_mode else node.record
    if record is None:
        return None
    shown = {**describe(node.kind, record, node.id), **node.once}
    if check_mode and change.action == CREATE:
        shown.pop("id", None)
    return shown
