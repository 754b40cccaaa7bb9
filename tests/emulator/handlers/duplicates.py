# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies: a project or an environment with its services, a stack out of a template."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request
from ..relations import DATABASES
from ..store import Row
from ._common import environment_of, id_key, without, wrapped
from .children import write_file
from .projects import one_environment

CHILDREN = {
    "application": (("domain", "domainId"), ("port", "portId"), ("mount", "mountId"), ("redirect", "redirectId"),
                    ("security", "securityId")),
    "compose": (("mount", "mountId"), ("domain", "domainId")),
    **dict.fromkeys(DATABASES, (("mount", "mountId"), ("backup", "backupId"))),
}  # fmt: skip


def copy_service(call: Call, table: str, key: str, environment_id: str, suffix: bool) -> Row:
    row = call.need(table, key, table.title())
    base = row["appName"].rpartition("-")[0]
    values = without(row, id_key(table), "refreshToken", "appName", "createdAt", "name", "environmentId")
    copy = call.store.insert(
        table,
        {**values, "appName": call.state.ids.app_name(table, base), "environmentId": environment_id,
         "name": f"{row['name']} (copy)" if suffix else row["name"]},
    )  # fmt: skip
    for child, child_key in CHILDREN[table]:
        for one in call.store.find(child, **{id_key(table): key}):
            if child == "backup":
                # The copy would have the name of the original, which has to be unique.
                raise ApiError("INTERNAL_SERVER_ERROR", f'Failed query: insert into "backup"\nparams: {one["appName"]}')
            hidden = (child_key, "uniqueConfigKey", "createdAt", "appName")
            call.store.insert(child, {**without(one, *hidden), id_key(table): copy[id_key(table)]})
    return copy


@procedure("project.duplicate")
async def duplicate(call: Call, value: dict) -> Any:
    with wrapped("Error duplicating the project:", keep=False):
        call.permit("project.create")
        same = value["duplicateInSameProject"]
        source = None
        if same:
            source, project = environment_of(call, value["sourceEnvironmentId"])
            call.own(project["organizationId"], "You are not authorized to access this project")
        if source is None:
            project = call.store.insert(
                "project",
                {"name": value["name"], "description": value.get("description"), "organizationId": call.org},
            )
            target = call.store.insert(
                "environment",
                {"name": "production", "description": "Production environment", "projectId": project["projectId"],
                 "isDefault": True},
            )  # fmt: skip
        else:
            target = source
        # the answer is what was read before the copies were made
        shown = one_environment(call, target) if same else target
        if value["includeServices"]:
            for one in value.get("selectedServices") or []:
                row = copy_service(call, one["type"], one["id"], target["environmentId"], same)
                await call.grant("accessedServices", row[id_key(one["type"])])
        if not same:
            await call.grant("accessedProjects", target["projectId"])
            await call.grant("accessedEnvironments", target["environmentId"])
        return shown


# templates


def _template(text: str) -> tuple[str, dict]:
    try:
        data = json.loads(base64.b64decode(text).decode())
    except ValueError:
        raise bad_request("Unexpected token in JSON") from None
    if not data.get("compose") or not data.get("config"):
        raise bad_request("Invalid template format. Must contain compose and config fields")
    return data["compose"], _toml(data["config"])


def _toml(text: str) -> dict:
    """The little of TOML that templates need: tables, arrays of tables, strings and numbers."""
    result: dict[str, Any] = {}
    place: Any = result
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        table = re.fullmatch(r"(\[+)([\w.]+)\]+", line)
        if table:
            place = result
            *heads, last = table[2].split(".")
            for head in heads:
                place = place.setdefault(head, {})
            if table[1] == "[[":
                place.setdefault(last, []).append({})
                place = place[last][-1]
            else:
                place = place.setdefault(last, {})
            continue
        name, __, raw = line.partition("=")
        try:
            place[name.strip().strip('"')] = json.loads(raw.strip())
        except ValueError:
            raise bad_request(f"Invalid TOML: {line}") from None
    return result


def _fill(call: Call, config: dict, app_name: str) -> dict:
    ids = call.state.ids
    address = (call.state.settings()["serverIp"] or "127.0.0.1").replace(".", "-")
    made: dict[str, str] = {"APP_NAME": app_name}

    def value(match: re.Match) -> str:
        word = match[1]
        if word in made:
            return made[word]
        kind, __, size = word.partition(":")
        makers = {
            "domain": lambda: f"{app_name}-{ids.hex(6)}-{address}.sslip.io",
            "password": lambda: ids.password(int(size or 16)),
            "hash": lambda: ids.hex(int(size or 8)),
            "base64": lambda: base64.b64encode(ids.hex(int(size or 32)).encode()).decode(),
            "uuid": lambda: ids.hex(32),
            "username": lambda: "user" + ids.hex(4),
        }
        return makers[kind]() if kind in makers else match[0]

    def fill(text: Any) -> Any:
        return re.sub(r"\$\{([^}]+)\}", value, text) if isinstance(text, str) else text

    for name, text in config.get("variables", {}).items():
        made[name] = fill(text)
    inner = config.get("config", {})
    env = inner.get("env", {})
    pairs = env.items() if isinstance(env, dict) else [one.split("=", 1) for one in env]
    domains = [{key: fill(one) for key, one in domain.items()} for domain in inner.get("domains", [])]
    mounts = [{key: fill(one) for key, one in mount.items()} for mount in inner.get("mounts", [])]
    return {"envs": [f"{key}={fill(text)}" for key, text in pairs], "domains": domains, "mounts": mounts}


@procedure("compose.processTemplate", "compose.previewTemplate")
def process_template(call: Call, value: dict) -> Any:
    with wrapped("Error processing template:", keep=False):
        app_name = value.get("appName")
        if value.get("composeId"):
            call.check_service_permission(value["composeId"], "service.create")
            app_name = call.need("compose", value["composeId"], "Compose")["appName"]
        text, config = _template(value["base64"])
        return {"compose": text, "template": _fill(call, config, str(app_name))}


@procedure("compose.import")
def import_template(call: Call, value: dict) -> Any:
    """Throws away all mounts and domains of the stack before it looks at the template."""
    with wrapped("Error importing template:", keep=False):
        key = value["composeId"]
        call.check_service_permission(key, "service.create")
        row = call.need("compose", key, "Compose")
        call.store.delete_all("mount", call.store.find("mount", composeId=key))
        call.store.delete_all("domain", call.store.find("domain", composeId=key))
        text, config = _template(value["base64"])
        filled = _fill(call, config, row["appName"])
        changes = {"composeFile": text, "sourceType": "raw", "env": "\n".join(filled["envs"])}
        call.store.update("compose", key, changes)
        for mount in filled["mounts"]:
            made = call.store.insert(
                "mount",
                {"filePath": mount["filePath"], "mountPath": "", "content": mount["content"], "composeId": key,
                 "serviceType": "compose", "type": "file"},
            )  # fmt: skip
            write_file(call, made)
        for domain in filled["domains"]:
            call.store.insert(
                "domain",
                {"host": domain.get("host", ""), "port": domain.get("port"), "path": domain.get("path", "/"),
                 "serviceName": domain.get("serviceName"), "domainType": "compose", "certificateType": "none",
                 "composeId": key},
            )  # fmt: skip
    return {"success": True, "message": "Template imported successfully"}


@procedure("ai.deploy")
def ai_deploy(call: Call, value: dict) -> Any:
    environment_of(call, value["environmentId"])
    raise ApiError("INTERNAL_SERVER_ERROR", "fetch failed")
