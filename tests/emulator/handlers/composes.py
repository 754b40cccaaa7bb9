# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compose stacks: everything but their deployments."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, not_found
from ..ids import UNDEFINED
from ..jobs import service_names
from ..relations import View
from ..store import Row
from ._common import PROJECT, check_app_name, check_create, environment_of, move, search, service_org, without
from .applications import GIT_COLUMNS
from .databases import BACKUPS, container_logs

VIEW: View = {
    "with": {
        "environment": PROJECT,
        **dict.fromkeys(("deployments", "mounts", "domains", "github", "gitlab", "bitbucket", "gitea", "server"), True),
        "backups": BACKUPS,
    }
}  # fmt: skip
SEARCHED = ["composeId", "name", "appName", "description", "environmentId", "composeStatus", "sourceType", "createdAt"]


def find(call: Call, key: str) -> Row:
    return call.need("compose", key, "Compose")


@procedure("compose.create")
async def create(call: Call, value: dict) -> Any:
    check_create(call, value, "compose")
    app_name = call.state.ids.app_name("compose", value.get("appName"))
    check_app_name(call, app_name, "Service")
    text = value.get("composeFile") or ""
    row = call.store.insert("compose", {**value, "composeFile": text, "appName": app_name})
    await call.grant("accessedServices", row["composeId"])
    return row


@procedure("compose.one")
def one(call: Call, value: dict) -> Any:
    call.check_service(value["composeId"])
    row = find(call, value["composeId"])
    call.own(service_org(call, "compose", row), "You are not authorized to access this compose")
    return {**call.show("compose", row, VIEW), "hasGitProviderAccess": True, "unauthorizedProvider": None}


@procedure("compose.update")
def update(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "service.create")
    row = call.store.update("compose", value["composeId"], without(value, "appName"))
    return UNDEFINED if row is None else row


@procedure("compose.saveEnvironment")
def save_environment(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "envVars.write")
    changes = {key: value[key] for key in ("env", "createEnvFile") if key in value}
    if call.store.update("compose", value["composeId"], changes) is None:
        raise bad_request("Error adding environment variables")
    return True


@procedure("compose.delete")
async def delete(call: Call, value: dict) -> Any:
    call.check_service(value["composeId"], "delete")
    row = find(call, value["composeId"])
    call.own(service_org(call, "compose", row), "You are not authorized to delete this compose")
    before = call.show("compose", row, VIEW)
    call.store.delete("compose", row["composeId"])
    state, name = call.state, row["appName"]
    state.queue.clean("composeId", row["composeId"])
    await asyncio.sleep(state.options.stop_time)
    state.docker.remove(name, volumes=value["deleteVolumes"] and row["composeType"] == "docker-compose")
    for path in [path for path in state.files if path.startswith(f"/etc/dokploy/compose/{name}/")]:
        del state.files[path]
    return before


@procedure("compose.start", "compose.stop")
async def start_stop(call: Call, value: dict) -> Any:
    """Starting a stack (not a docker-compose one) does nothing but set the status."""
    call.check_service_permission(value["composeId"], "deployment.create")
    row = find(call, value["composeId"])
    starts = call.name.endswith("start")
    await asyncio.sleep(call.state.options.stop_time)
    if row["composeType"] == "stack" and not starts:
        call.state.docker.remove(row["appName"])
    for service in call.state.docker.of(row["appName"]):
        service.replicas = 1 if starts else 0
    call.store.update("compose", row["composeId"], {"composeStatus": "done" if starts else "idle"})
    return True


@procedure("compose.refreshToken")
def refresh_token(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "service.create")
    call.store.update("compose", value["composeId"], {"refreshToken": call.state.ids.nanoid()})
    find(call, value["composeId"])
    return True


@procedure("compose.disconnectGitProvider")
def disconnect(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "service.create")
    changes: Row = dict.fromkeys(GIT_COLUMNS)
    changes |= {"triggerType": "push", "sourceType": "github", "composeStatus": "idle", "enableSubmodules": False}
    call.store.update("compose", value["composeId"], changes)
    find(call, value["composeId"])
    return True


@procedure("compose.move")
def move_compose(call: Call, value: dict) -> Any:
    return move(call, "compose", value)


@procedure("compose.search")
def search_composes(call: Call, value: dict) -> Any:
    return search(call, "compose", value, SEARCHED)


@procedure("compose.loadServices")
def load_services(call: Call, value: dict) -> Any:
    """The names come from the file on the server's disk, which is there after a fetch or a deployment."""
    call.check_service_permission(value["composeId"], "service.read")
    row = find(call, value["composeId"])
    deployed = bool(call.store.find("deployment", composeId=row["composeId"]))
    names = service_names(row["composeFile"])
    if (value.get("type") == "cache" and not deployed) or not names:
        raise not_found("Services")
    return names


@procedure("compose.loadMountsByService")
def load_mounts(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "service.create")
    row = find(call, value["composeId"])
    if not call.state.docker.of(row["appName"]):
        return UNDEFINED
    return []


@procedure("compose.fetchSourceType")
def fetch_source_type(call: Call, value: dict) -> Any:
    row = call.store.get("compose", value["composeId"])
    if row is None or (row["sourceType"] != "raw" and not row["customGitUrl"]):
        raise bad_request("Error fetching source type")
    return row["sourceType"]


@procedure("compose.getDefaultCommand")
def default_command(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "service.create")
    row = find(call, value["composeId"])
    path = "docker-compose.yml" if row["sourceType"] == "raw" else row["composePath"]
    if row["command"]:
        return f"docker {row['command']}"
    if row["composeType"] == "stack":
        return f"docker stack deploy -c {path} {row['appName']} --prune --with-registry-auth"
    return f"docker compose -p {row['appName']} -f {path} up -d --build --remove-orphans"


@procedure("compose.getConvertedCompose")
def converted(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "service.create")
    row = find(call, value["composeId"])
    return row["composeFile"]


@procedure("compose.randomizeCompose", "compose.isolatedDeployment")
def randomize(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "service.create")
    row = find(call, value["composeId"])
    if not service_names(row["composeFile"]):
        raise not_found("Compose data")
    suffix = value.get("suffix") or call.state.ids.hex(8)
    return re.sub(r"(?m)^(  [\w-]+):", rf"\1-{suffix}:", row["composeFile"])


@procedure("compose.readLogs")
def read_logs(call: Call, value: dict) -> Any:
    call.check_service(value["composeId"])
    find(call, value["composeId"])
    service = call.state.docker.find(value["containerId"])
    if service is None:
        return f"Error response from daemon: No such container: {value['containerId']}\n"
    return container_logs(call, service.app_name, value)


@procedure("compose.templates", "compose.getTags")
def templates(call: Call, value: dict) -> Any:
    return []


@procedure("compose.deployTemplate")
async def deploy_template(call: Call, value: dict) -> Any:
    """Every template of the catalogue is the same small stack."""
    environment_of(call, value["environmentId"])
    if value["id"] not in call.state.options.catalogue:
        raise ApiError("INTERNAL_SERVER_ERROR", "fetch failed")
    text = "services:\n  app:\n    image: hello\n"
    env = f"PASSWORD={call.state.ids.password(16)}\nLEVEL=info"
    row = {
        "name": value["id"],
        "environmentId": value["environmentId"],
        "composeFile": text,
        "env": env,
        "sourceType": "raw",
    }
    return await create(call, {**row, "serverId": value.get("serverId"), "composeType": "docker-compose"})
