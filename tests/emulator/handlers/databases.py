# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The six kinds of databases: one table of facts, one set of handlers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from ..call import Call, procedure, stream
from ..docker import Service, not_pulled
from ..errors import ApiError, bad_request, unauthorized
from ..jobs import swarm_spec
from ..relations import View
from ..store import Row
from ._common import PROJECT, check_app_name, check_create, id_key, move, search, service_org, without, wrapped


@dataclass
class Kind:
    """``found``: the name in "... not found"; ``data``: where the data volume is mounted; ``title``: the name in
    refusals; ``creates``: columns of passwords that are made when they are left out."""

    found: str
    title: str
    data: str
    creates: tuple[str, ...] = ("databasePassword",)
    backups: bool = True
    ports: tuple[str, ...] = ("externalPort",)
    update: str = ""  # before the text of a failed update


ROOTED = ("databasePassword", "databaseRootPassword")
KINDS = {
    "postgres": Kind("Postgres", "Postgres", "/var/lib/postgresql/data"),
    "mysql": Kind("MySql", "MySQL", "/var/lib/mysql", ROOTED, update="Update: "),
    "mariadb": Kind("Mariadb", "Mariadb", "/var/lib/mysql", ROOTED, update="Update: "),
    "mongo": Kind("Mongo", "Mongo", "/data/db", update="Update: "),
    "redis": Kind("Redis", "Redis", "/data", backups=False),
    "libsql": Kind("Libsql", "Libsql", "/var/lib/sqld",
                   ports=("externalPort", "externalGRPCPort", "externalAdminPort")),
}  # fmt: skip
DESTINATION: View = {"without": ["accessKey", "secretAccessKey"]}
BACKUPS: View = {"with": {"destination": DESTINATION, "deployments": True}}


def kind_of(call: Call) -> tuple[str, Kind]:
    table = call.name.split(".")[0]
    return table, KINDS[table]


def view_of(table: str) -> View:
    shown: View = {"environment": PROJECT, "mounts": True, "server": True}
    if KINDS[table].backups:
        shown["backups"] = BACKUPS
    return {"with": shown}


def find(call: Call, table: str, key: str) -> Row:
    return call.need(table, key, KINDS[table].found)


def read(call: Call, table: str, key: str) -> Row:
    return call.show(table, find(call, table, key), view_of(table))


def volume_path(table: str, image: str | None) -> str:
    match = re.search(r"postgres:(\d+)", image or "") if table == "postgres" else None
    if match and int(match[1]) >= 18:
        return f"/var/lib/postgresql/{match[1]}/docker"
    return KINDS[table].data


async def create(call: Call, value: dict) -> Any:
    table, kind = kind_of(call)
    check_create(call, value, kind.title)
    if table == "libsql":
        _check_replica(value)
    with wrapped(f"Error input: Inserting {kind.title} database"):
        app_name = call.state.ids.app_name(table, value.get("appName"))
        check_app_name(call, app_name, "Service")
        made = {key: call.state.ids.password() for key in kind.creates if not value.get(key)}
        row = call.store.insert(table, {**value, **made, "appName": app_name})
    await call.grant("accessedServices", row[id_key(table)])
    call.store.insert(
        "mount",
        {id_key(table): row[id_key(table)], "serviceType": table, "volumeName": f"{row['appName']}-data",
         "mountPath": volume_path(table, row["dockerImage"]), "type": "volume"},
    )  # fmt: skip
    return True if table == "libsql" else row


def _check_replica(value: dict) -> None:
    replica = value.get("sqldNode") == "replica"
    issue = {"code": "custom", "path": ["sqldPrimaryUrl"]}
    if replica and not value.get("sqldPrimaryUrl"):
        issue["message"] = "sqldPrimaryUrl is required when sqldNode is 'replica'."
    elif not replica and value.get("sqldPrimaryUrl"):
        issue["message"] = "sqldPrimaryUrl should not be provided when sqldNode is not 'replica'."
    else:
        return
    raise ApiError("BAD_REQUEST", issues=[issue])


def one(call: Call, value: dict) -> Any:
    table, kind = kind_of(call)
    call.check_service(value[id_key(table)])
    row = find(call, table, value[id_key(table)])
    call.own(service_org(call, table, row), f"You are not authorized to access this {kind.title}")
    return read(call, table, row[id_key(table)])


def update(call: Call, value: dict) -> Any:
    table, kind = kind_of(call)
    key = value[id_key(table)]
    call.check_service_permission(key, "service.create")
    if call.store.update(table, key, without(value, id_key(table), "appName")) is None:
        raise bad_request(f"{kind.update}Error updating {kind.title}")
    return True


def save_environment(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    key = value[id_key(table)]
    call.check_service_permission(key, "envVars.write")
    if call.store.update(table, key, {"env": value["env"]}) is None:
        raise bad_request("Error adding environment variables")
    return True


def change_status(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    call.check_service_permission(value[id_key(table)], "deployment.create")
    before = read(call, table, value[id_key(table)])
    call.store.update(table, value[id_key(table)], {"applicationStatus": value["applicationStatus"]})
    return before


async def run(call: Call, table: str, key: str) -> Row:
    """Pull the image and start the service; the answer is the record as it was before."""
    before = read(call, table, key)
    call.store.update(table, key, {"applicationStatus": "running"})
    state = call.state
    await asyncio.sleep(state.options.database_deploy_time)
    script = state.faults.deployment(before["name"], before["appName"])
    image = before["dockerImage"]
    if (script and script.status == "error") or not state.docker.can_pull(image, state.options.bad_images):
        call.store.update(table, key, {"applicationStatus": "error"})
        lines = script.log if script and script.log else [f"Error: {not_pulled(image)}\n"]
        raise ApiError("INTERNAL_SERVER_ERROR", f"Error on deploy {table}{lines[-1]}")
    ports = [before[port] for port in KINDS[table].ports if before[port]]
    volumes = [mount["volumeName"] for mount in before["mounts"] if mount["type"] == "volume"]
    defaults = "".join(
        f"{table.upper()}_{key}={value}\n"
        for key, value in before.items()
        if key.startswith("database") and isinstance(value, str)
    )
    spec = swarm_spec(state, before, image, before["mounts"], defaults)
    state.docker.run(
        Service(before["appName"], image, replicas=before["replicas"], ports=ports, volumes=volumes, spec=spec)
    )
    call.store.update(table, key, {"applicationStatus": "done"})
    return before


async def deploy(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    call.check_service_permission(value[id_key(table)], "deployment.create")
    return await run(call, table, value[id_key(table)])


async def save_port(call: Call, value: dict) -> Any:
    """Stores the port and deploys; a port that some container publishes, even this one's own, is a conflict."""
    table, __ = kind_of(call)
    key = value[id_key(table)]
    call.check_service_permission(key, "service.create")
    before = read(call, table, key)
    changes = {port: value[port] for port in KINDS[table].ports if port in value}
    if table == "libsql" and before["sqldNode"] == "replica" and changes.get("externalGRPCPort") is not None:
        raise bad_request("externalGRPCPort cannot be set when sqldNode is 'replica'")
    for name, port in changes.items():
        user = call.state.docker.port_user(port) if port else None
        if user:
            label = f" ({name})" if table == "libsql" else ""
            container = f'container "{user}.1.{call.state.ids.nanoid().lower()}"'
            raise ApiError("CONFLICT", f"Port {port}{label} is already in use by {container}")
    call.store.update(table, key, changes)
    await run(call, table, key)
    return before


async def start(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    call.check_service_permission(value[id_key(table)], "deployment.create")
    before = read(call, table, value[id_key(table)])
    await scale(call, before, 1)
    call.store.update(table, value[id_key(table)], {"applicationStatus": "done"})
    return before


async def stop(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    call.check_service_permission(value[id_key(table)], "deployment.create")
    before = read(call, table, value[id_key(table)])
    await scale(call, before, 0)
    call.store.update(table, value[id_key(table)], {"applicationStatus": "idle"})
    return before


async def scale(call: Call, row: Row, count: int) -> None:
    """``docker service scale``: starting what was never deployed fails, stopping it does not."""
    await asyncio.sleep(call.state.options.stop_time)
    services = call.state.docker.of(row["appName"])
    if not services and count:
        text = f"Command execution failed: Command failed: docker service scale {row['appName']}=1 \n"
        gone = f"{row['appName']}: Error response from daemon: service {row['appName']} not found\n"
        raise ApiError("INTERNAL_SERVER_ERROR", text + gone)
    for service in services:
        service.replicas = count


async def reload(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    call.check_service_permission(value[id_key(table)], "deployment.create")
    row = find(call, table, value[id_key(table)])
    await scale(call, row, 0)
    call.store.update(table, row[id_key(table)], {"applicationStatus": "idle"})
    await scale(call, row, 1)
    call.store.update(table, row[id_key(table)], {"applicationStatus": "done"})
    return True


async def rebuild(call: Call, value: dict) -> Any:
    """Removes the service and its volumes: the data is gone."""
    table, __ = kind_of(call)
    call.check_service_permission(value[id_key(table)], "deployment.create")
    row = call.store.get(table, value[id_key(table)])
    if row is None:
        raise ApiError("INTERNAL_SERVER_ERROR", "Database not found")
    call.state.docker.remove(row["appName"], volumes=True)
    await run(call, table, row[id_key(table)])
    return True


def change_password(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    key = value[id_key(table)]
    call.check_service_permission(key, "service.create")
    row = find(call, table, key)
    if not call.state.docker.of(row["appName"]):
        text = f"No running container found for {row['appName']}\n"
        raise ApiError("INTERNAL_SERVER_ERROR", f"Command execution failed: Command failed: \n{text}")
    # psql signs in to the database of the user's name, which the image makes only if it is the one that was asked for.
    if table == "postgres" and row["databaseUser"] not in (row["databaseName"], "postgres"):
        text = f'psql: error: FATAL:  database "{row["databaseUser"]}" does not exist\n'
        raise ApiError("INTERNAL_SERVER_ERROR", f"Command execution failed: Command failed: \n{text}")
    column = "databaseRootPassword" if value.get("type") == "root" else "databasePassword"
    call.store.update(table, key, {column: value["password"]})
    return True


async def remove(call: Call, value: dict) -> Any:
    table, kind = kind_of(call)
    call.check_service(value[id_key(table)], "delete")
    row = find(call, table, value[id_key(table)])
    call.own(service_org(call, table, row), f"You are not authorized to delete this {kind.title}")
    before = read(call, table, row[id_key(table)])
    call.state.docker.remove(row["appName"])
    call.store.delete(table, row[id_key(table)])
    return before


def move_database(call: Call, value: dict) -> Any:
    return move(call, kind_of(call)[0], value)


def search_databases(call: Call, value: dict) -> Any:
    table, __ = kind_of(call)
    columns = [id_key(table), "name", "appName", "description", "environmentId", "applicationStatus", "createdAt"]
    return search(call, table, value, columns)


def read_logs(call: Call, value: dict) -> Any:
    table, kind = kind_of(call)
    call.check_service(value[id_key(table)])
    row = find(call, table, value[id_key(table)])
    if service_org(call, table, row) != call.org:
        raise unauthorized(f"You are not authorized to access this {kind.title}")
    return container_logs(call, row["appName"], value)


def container_logs(call: Call, app_name: str, value: dict) -> str:
    if not call.state.docker.of(app_name):
        raise ApiError("INTERNAL_SERVER_ERROR", f"No container or service found for: {app_name}")
    lines = [f"{app_name} started", f"{app_name} is ready"]
    if value.get("search"):
        lines = [line for line in lines if value["search"] in line]
    return "".join(f"{line}\n" for line in lines[-int(value.get("tail") or 100) :])


async def deploy_with_logs(call: Call, value: dict) -> AsyncIterator[str]:
    """An unknown id gives an empty stream; a failure is a line, the stream ends like a good one."""
    table = call.name.split(".")[0]
    row = call.store.get(table, value[id_key(table)])
    if row is None:
        return
    yield f"Starting {table} deployment..."
    try:
        await run(call, table, row[id_key(table)])
    except ApiError as error:
        yield error.message.removeprefix(f"Error on deploy {table}Error: ")
        yield f"Error: {error.message.removeprefix(f'Error on deploy {table}')}"
        return
    yield f"{row['dockerImage']}\n"
    yield "Deployment completed successfully!"


SHARED = {
    "create": create, "one": one, "update": update, "saveEnvironment": save_environment, "deploy": deploy,
    "changeStatus": change_status, "saveExternalPort": save_port, "saveExternalPorts": save_port, "start": start,
    "stop": stop, "reload": reload, "rebuild": rebuild, "changePassword": change_password, "remove": remove,
    "move": move_database, "search": search_databases, "readLogs": read_logs,
}  # fmt: skip
for _table in KINDS:
    for _name, _handler in SHARED.items():
        procedure(f"{_table}.{_name}")(_handler)
    stream(f"{_table}.deployWithLogs")(deploy_with_logs)
