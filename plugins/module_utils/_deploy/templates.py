# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Compose stacks from templates: from a catalogue by id, or from a template that one has."""

from __future__ import annotations

import base64
import json

from .._api.errors import ApiError, DokployError, OptionError
from .._kinds.registry import KINDS
from .._model import dotenv
from .context import Context, reason
from .service import Service

# The catalogue is fetched from the internet by Dokploy.
SLOW = 120


def apply_template(params, check_mode=False, progress=None, client=None):
    """Make sure that a stack made from a template exists, with some variables. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    context.client.redact.add(*[str(value) for value in (params.get("variables") or {}).values()])
    name = params.get("name") or params.get("template")
    if not name:
        raise OptionError("name is needed for a template that is given as content.")
    scope = {"project": params["project"], "environment": params.get("environment")}
    record = context.find("compose", {**scope, "compose": name}, optional=True)
    if params.get("template"):
        return _from_catalogue(context, scope, name, record)
    return _from_content(context, scope, name, record)


def _from_catalogue(context, scope, name, record):
    params = context.params
    if record is not None:
        return _finish(context, record, name, False)
    diff = ({}, {"name": name, "template": params["template"], **_named_variables(params)})
    environment, server = context.find("environment", scope), context.server_id()
    if context.check_mode or environment is None:
        return context.result(True, compose={"id": None, "name": name}, diff=diff)
    catalogue = (params.get("base_url") or "").rstrip("/")
    body = {"environmentId": environment["id"], "id": params["template"]}
    body.update({key: value for key, value in (("serverId", server), ("baseUrl", catalogue)) if value})
    try:
        made = context.client.write("compose.deployTemplate", body, timeout=SLOW)
    except ApiError as error:
        raise DokployError(
            f"template: Dokploy could not get {params['template']} from {catalogue or 'its catalogue'}: {reason(error)}."
        ) from None
    # The answer has no domains.
    record = context.client.read("compose.one", {"composeId": made["composeId"]})
    return _finish(context, record, name, True, diff)


def _named_variables(params):
    """For a diff: values are secret, names are not."""
    names = sorted(dotenv.parse(dotenv.render(params.get("variables") or {})))
    return {"variables": dict.fromkeys(names, "given")} if names else {}


def _from_content(context, scope, name, record):
    template = read_template(context.params)
    if record is not None and (record.get("composeFile") or "").strip() == template["compose"].strip():
        return _finish(context, record, name, False)
    holds = record is not None and any(record.get(key) for key in ("composeFile", "mounts", "domains"))
    if holds and not context.params["force"]:
        raise OptionError(
            f"Compose stack {name} is not empty: importing a template removes its file mounts and domains and replaces its file and variables; "
            "it needs force=true."
        )
    if context.check_mode:
        return context.result(
            True, compose={"id": record and record["id"], "name": name}, diff=_files(record, name, template)
        )
    if record is None:
        environment, server = context.find("environment", scope), context.server_id()
        body = {
            "name": name,
            "environmentId": environment["id"],
            "composeType": "docker-compose",
            **({"serverId": server} if server else {}),
        }
        record = context.client.write("compose.create", body)
    diff = _files(record if holds else None, name, template)
    encoded = base64.b64encode(json.dumps(template).encode("utf-8")).decode("ascii")
    try:
        context.client.write("compose.import", {"composeId": record["composeId"], "base64": encoded}, timeout=SLOW)
    except ApiError as error:
        raise DokployError(f"The template could not be imported: {reason(error)}.", changed=True) from None
    made = context.client.read("compose.one", {"composeId": record["composeId"]})
    return _finish(context, made, name, True, diff)


def _files(record, name, template):
    """The change of the Compose file; what the template adds to it besides is only known afterwards."""
    before = {"name": name, "compose_file": record.get("composeFile") or ""} if record else {}
    return before, {"name": name, "compose_file": template["compose"]}


def _finish(context, record, name, changed, diff=None):
    """Give the stack its name and the variables that were asked for; those that the template made stay."""
    id, update = record["composeId"], {}
    if record.get("name") != name:
        update["name"] = name
    diff = diff or (({} if changed else {"name": name}), {"name": name})
    known, wanted = dotenv.parse(record.get("env") or ""), context.params.get("variables") or {}
    given = dotenv.parse(dotenv.render(wanted))
    if any(known.get(key) != value for key, value in given.items()):
        update["env"] = dotenv.render({**known, **wanted})
        # Values are secret; that they change is not.
        fresh = {key: "changed" for key, value in given.items() if known.get(key) != value}
        if not changed:
            diff = ({**diff[0], "variables": dict.fromkeys(fresh, "as before")}, {**diff[1], "variables": fresh})
    if update and not context.check_mode:
        context.client.write("compose.update", {"composeId": id, **update})
        record = context.client.read("compose.one", {"composeId": id})
    service = Service(KINDS["compose"], id, {**record, "name": name})
    names = sorted(dotenv.parse(record.get("env") or ""))
    domains = [domain.get("host") for domain in record.get("domains") or []]
    return context.result(
        changed or bool(update), compose={**service.shown(), "variables": names, "domains": domains}, diff=diff
    )


def read_template(params):
    """The template that the options hold, as a dict with compose and config. Raises OptionError."""
    content = params.get("content")
    if params.get("src"):
        try:
            with open(params["src"], encoding="utf-8") as file:
                content = file.read().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise OptionError(
                f"src: {params['src']} cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}."
            ) from None
    if not content:
        raise OptionError("Give template, content or src to say which template is meant.")
    for read in (json.loads, _exported):
        try:
            found = read(content)
        except ValueError:
            continue
        if isinstance(found, dict) and isinstance(found.get("compose"), str) and isinstance(found.get("config"), str):
            return {"compose": found["compose"], "config": found["config"]}
    raise OptionError(
        "The template must be the Base64 text that Dokploy exports, or JSON with the texts compose and config."
    )


def _exported(text):
    return json.loads(base64.b64decode(text, validate=True))
