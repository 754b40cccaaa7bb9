# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deploying applications and Compose stacks, the deployments that come of it, and what runs."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..docker import Service
from ..errors import ApiError, bad_request, unauthorized
from ..ids import UNDEFINED
from ..jobs import swarm_spec
from ..store import Row
from . import applications
from ._common import id_key, service_org
from .children import owner_of
from .databases import container_logs, scale


def _queue(call: Call, table: str, row: Row, value: dict, kind: str, title: str) -> None:
    data = {
        id_key(table): row[id_key(table)], "titleLog": value.get("title") or title, "type": kind,
        "applicationType": table, "descriptionLog": value.get("description") or "", "server": bool(row["serverId"]),
    }  # fmt: skip
    if row["serverId"]:
        data["serverId"] = row["serverId"]
    call.state.queue.add(data)


@procedure("application.deploy", "application.redeploy")
async def deploy_application(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "deployment.create")
    row = applications.find(call, value["applicationId"])
    again = call.name.endswith("redeploy")
    title = "Rebuild deployment" if again else "Manual deployment"
    _queue(call, "application", row, value, "redeploy" if again else "deploy", title)
    return UNDEFINED


@procedure("application.dropDeployment")
async def drop_deployment(call: Call, value: dict) -> Any:
    key = str(value.get("applicationId"))
    call.check_service_permission(key, "deployment.create")
    row = applications.find(call, key)
    call.store.update("application", key, {"sourceType": "drop", "dropBuildPath": value.get("dropBuildPath") or ""})
    _queue(call, "application", row, {}, "deploy", "Manual deployment")
    return True


@procedure("compose.deploy", "compose.redeploy")
async def deploy_compose(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "deployment.create")
    row = call.need("compose", value["composeId"], "Compose")
    again = call.name.endswith("redeploy")
    title = "Rebuild deployment" if again else "Manual deployment"
    _queue(call, "compose", row, value, "redeploy" if again else "deploy", title)
    message = "Redeployment queued" if again else "Deployment queued"
    return {"success": True, "message": message, "composeId": row["composeId"]}


@procedure("application.start", "application.stop")
async def scale_application(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "deployment.create")
    before = applications.shown(call, applications.find(call, value["applicationId"]))
    starts = call.name.endswith("start")
    await scale(call, before, 1 if starts else 0)
    call.store.update("application", value["applicationId"], {"applicationStatus": "done" if starts else "idle"})
    return before


@procedure("application.reload")
async def reload_application(call: Call, value: dict) -> Any:
    """Applies the settings to the swarm service again, without a build: idle, then done, or error without one."""
    call.check_service_permission(value["applicationId"], "deployment.create")
    row = applications.find(call, value["applicationId"])
    image = row["dockerImage"] if row["sourceType"] == "docker" else f"{row['appName']}:latest"
    if not image:
        call.store.update("application", row["applicationId"], {"applicationStatus": "error"})
        raise ApiError("INTERNAL_SERVER_ERROR", "Error reloading application")
    if not call.state.docker.of(row["appName"]):
        mounts = call.store.find("mount", applicationId=row["applicationId"])
        call.state.docker.run(
            Service(row["appName"], image, replicas=row["replicas"], spec=swarm_spec(call.state, row, image, mounts))
        )
    for service in call.state.docker.of(row["appName"]):
        service.replicas = row["replicas"]
        call.state.docker.run(service)
    call.store.update("application", row["applicationId"], {"applicationStatus": "done"})
    return True


@procedure("application.cleanQueues")
def clean_application(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "deployment.cancel")
    call.state.queue.clean("applicationId", value["applicationId"])
    return UNDEFINED


@procedure("compose.cleanQueues")
def clean_compose(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "deployment.create")
    call.state.queue.clean("composeId", value["composeId"])
    return {"success": True, "message": "Queues cleaned successfully"}


@procedure("application.clearDeployments", "compose.clearDeployments")
def clear_deployments(call: Call, value: dict) -> Any:
    table = call.name.split(".")[0]
    call.check_service_permission(value[id_key(table)], "deployment.create")
    call.need(table, value[id_key(table)], table.title())
    return True


@procedure("application.killBuild", "compose.killBuild")
def kill_build(call: Call, value: dict) -> Any:
    table = call.name.split(".")[0]
    call.check_service_permission(value[id_key(table)], "deployment.cancel")
    row = call.need(table, value[id_key(table)], table.title())
    call.state.queue.kill(table, row["serverId"])
    return UNDEFINED


@procedure("application.cancelDeployment", "compose.cancelDeployment")
def cancel(call: Call, value: dict) -> Any:
    table = call.name.split(".")[0]
    call.check_service_permission(value[id_key(table)], "deployment.cancel")
    call.need(table, value[id_key(table)], table.title())
    raise bad_request("Deployment cancellation only available in cloud version")


@procedure("application.readLogs")
def application_logs(call: Call, value: dict) -> Any:
    call.check_service(value["applicationId"])
    row = applications.find(call, value["applicationId"])
    call.own(service_org(call, "application", row), "You are not authorized to access this application")
    return container_logs(call, row["appName"], value)


# the deployments


def _newest(call: Call, view: Any = True, **equal: Any) -> list[Row]:
    settings = dict(view) if isinstance(view, dict) else {}
    return call.show_many("deployment", {**settings, "order": "-createdAt"}, **equal)


@procedure("deployment.all")
def of_application(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "deployment.read")
    return _newest(call, applicationId=value["applicationId"])


@procedure("deployment.allByCompose")
def of_compose(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "deployment.read")
    return _newest(call, composeId=value["composeId"])


@procedure("deployment.allByServer")
def of_server(call: Call, value: dict) -> Any:
    row = call.need("server", value["serverId"], "Server")
    call.own(row["organizationId"], "You don't have access to this server.")
    return _newest(call, serverId=value["serverId"])


@procedure("deployment.allByType")
def of_type(call: Call, value: dict) -> Any:
    if value["type"] == "schedule":
        schedule = call.need("schedule", value["id"], "Schedule")
        owner = owner_of(schedule)
        if owner:
            call.check_service_permission(owner[1], "deployment.read")
    else:
        call.check_service_permission(value["id"], "deployment.read")
    return _newest(call, {"with": {"rollback": True}}, **{f"{value['type']}Id": value["id"]})


CENTRAL_SERVICE = {
    "with": {
        "environment": {
            "columns": ["environmentId", "name"],
            "with": {"project": {"columns": ["projectId", "name"]}},
        },
        "server": {"columns": ["serverId", "name", "serverType"]},
        "buildServer": {"columns": ["serverId", "name", "serverType"]},
    },
}


@procedure("deployment.allCentralized")
def centralized(call: Call, value: dict) -> Any:
    allowed = None if call.privileged else call.member()["accessedServices"]
    application = {"columns": ["applicationId", "name", "appName"], **CENTRAL_SERVICE}
    inner = {key: shown for key, shown in CENTRAL_SERVICE["with"].items() if key != "buildServer"}
    compose = {"columns": ["composeId", "name", "appName"], "with": inner}
    rows = []
    for row in call.store.find("deployment"):
        table = "application" if row["applicationId"] else "compose" if row["composeId"] else None
        if table is None or (allowed is not None and row[id_key(table)] not in allowed):
            continue
        service = call.store.get(table, row[id_key(table)])
        if service and service_org(call, table, service) == call.org:
            rows.append(row)
    rows.sort(key=lambda row: row["createdAt"], reverse=True)
    server = {"columns": ["serverId", "name", "serverType"]}
    view = {"with": {"application": application, "compose": compose, "server": server, "buildServer": server}}
    return [call.show("deployment", row, view) for row in rows]


@procedure("deployment.queueList")
def queue_list(call: Call, value: dict) -> Any:
    rows = sorted(call.state.queue.rows(), key=lambda row: row["timestamp"], reverse=True)
    return [{**row, "servicePath": _path(call, row["data"])} for row in rows]


def _path(call: Call, data: dict) -> dict[str, Any]:
    for table, label in (("application", "Application"), ("compose", "Compose")):
        if not data.get(id_key(table)):
            continue
        row = call.store.get(table, data[id_key(table)])
        if row is None:
            break
        if service_org(call, table, row) != call.org:
            return {"href": None, "label": label}
        environment = call.store.get("environment", row["environmentId"]) or {}
        path = f"/dashboard/project/{environment['projectId']}/environment/{environment['environmentId']}"
        return {"href": f"{path}/services/{table}/{row[id_key(table)]}", "label": label}
    return {"href": None, "label": "—"}


def _deployment(call: Call, value: dict, permission: str) -> Row:
    row = call.need("deployment", value["deploymentId"], "Deployment")
    owner = owner_of(row)
    if owner:
        call.check_service_permission(owner[1], permission)
    elif row["scheduleId"]:
        schedule = call.store.get("schedule", row["scheduleId"]) or {}
        server = call.store.get("server", schedule.get("serverId")) if schedule.get("serverId") else None
        if server and server["organizationId"] != call.org:
            raise unauthorized("You don't have access to this deployment.")
    return row


@procedure("deployment.readLogs")
def read_logs(call: Call, value: dict) -> Any:
    row = _deployment(call, value, "deployment.read")
    if not row["logPath"]:
        return ""
    lines = call.state.logs.get(row["deploymentId"], [])[-int(value["tail"]) :]
    return "".join(f"{line}\n" for line in lines)


@procedure("deployment.killProcess")
def kill_process(call: Call, value: dict) -> Any:
    row = _deployment(call, value, "deployment.cancel")
    if not row["pid"]:
        raise bad_request("Deployment is not running")
    call.store.update("deployment", row["deploymentId"], {"status": "error"})
    return UNDEFINED


@procedure("deployment.removeDeployment")
def remove_deployment(call: Call, value: dict) -> Any:
    row = _deployment(call, value, "deployment.cancel")
    call.state.logs.pop(row["deploymentId"], None)
    return call.store.delete("deployment", row["deploymentId"])
