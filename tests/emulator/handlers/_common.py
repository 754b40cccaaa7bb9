# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes that several families share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any

from ..call import Call
from ..errors import ApiError
from ..ids import UNDEFINED
from ..relations import DATABASES, SERVICES, View, id_key
from ..store import Row

__all__ = ["DATABASES", "SERVICES", "UNDEFINED", "id_key"]

# English names in messages, where they differ from the table's
TITLES = {"application": "Application", "compose": "Compose", "postgres": "Postgres", "mysql": "MySQL",
          "mariadb": "Mariadb", "mongo": "Mongo", "redis": "Redis", "libsql": "Libsql"}  # fmt: skip

SERVER_NAME: View = {"columns": ["name"]}
PROJECT: View = {"with": {"project": True}}


@contextmanager
def wrapped(prefix: str, keep: bool = True, code: str = "BAD_REQUEST") -> Iterator[None]:
    """Turn failures into ``prefix`` with their text, as the routers do. ``keep``: let refusals through as they are
    and wrap only what the database says. A prefix without a colon at its end replaces the text."""
    try:
        yield
    except ApiError as error:
        if keep and not error.message.startswith(("Failed query", "No values to set")):
            raise
        text = f"{prefix} {error.message}" if prefix.endswith(":") else prefix or error.message
        raise ApiError(code, text) from None


def ssh(call: Call, server_id: str | None) -> None:
    """Log in to a server, where one is meant: what Dokploy says when that does not work."""
    server = call.store.get("server", server_id) if server_id else None
    if server is None:
        return
    if not server["sshKeyId"]:
        raise ApiError("INTERNAL_SERVER_ERROR", "No SSH key available for this server")
    answers(call, server)


def answers(call: Call, server: Row) -> None:
    # Nobody listens on the lowest port.
    if server["port"] == 1 or any(fnmatchcase(server["ipAddress"], one) for one in call.state.options.unreachable):
        address = f"{server['ipAddress']}:{server['port']}"
        raise ApiError("INTERNAL_SERVER_ERROR", f"SSH connection error: connect ECONNREFUSED {address}")


def status_key(table: str) -> str:
    return "composeStatus" if table == "compose" else "applicationStatus"


def without(value: dict, *names: str) -> dict:
    return {key: inner for key, inner in value.items() if key not in names}


def environment_of(call: Call, environment_id: str) -> tuple[Row, Row]:
    environment = call.need("environment", environment_id, "Environment")
    return environment, call.need("project", environment["projectId"], "Project")


def check_create(call: Call, value: dict, kind: str) -> None:
    """What every service checks before it is made: the environment, the rights, the server."""
    __, project = environment_of(call, value["environmentId"])
    call.check_service(project["projectId"], "create")
    if call.state.settings()["remoteServersOnly"] and not value.get("serverId"):
        raise ApiError("UNAUTHORIZED", f"You need to use a server to create a {kind}")
    call.own(project["organizationId"], "You are not authorized to access this project")
    if value.get("serverId"):
        server = call.store.get("server", value["serverId"])
        if server is None or server["organizationId"] != call.org:
            raise ApiError("UNAUTHORIZED", "You are not authorized to access this server")


def check_app_name(call: Call, app_name: str, what: str) -> None:
    taken = {row["appName"] for table in SERVICES if table != "compose" for row in call.store.rows[table].values()}
    if app_name in taken:
        raise ApiError("CONFLICT", f"{what} with this 'AppName' already exists")


def service_org(call: Call, table: str, row: Row) -> str:
    environment = call.store.get("environment", row["environmentId"]) or {}
    project = call.store.get("project", environment.get("projectId")) or {}
    return str(project.get("organizationId"))


def move(call: Call, table: str, value: dict) -> Row:
    """Move a service to another environment."""
    key = value[id_key(table)]
    call.check_service_permission(key, "service.create")
    row = call.store.update(table, key, {"environmentId": value["targetEnvironmentId"]})
    if row is None:
        raise ApiError("INTERNAL_SERVER_ERROR", f"Failed to move {table}")
    return row


SEARCHED = ("name", "appName", "description", "repository", "owner", "dockerImage")


def search(call: Call, table: str, value: dict, columns: list[str]) -> dict[str, Any]:
    """Find services by parts of their texts. Only what is in the caller's own access list is found, even for an
    owner, so what others made (or what a race lost) stays invisible."""
    visible = call.member()["accessedServices"]
    environments = {
        row["environmentId"]: row["projectId"]
        for row in call.store.rows["environment"].values()
        if call.store.rows["project"][row["projectId"]]["organizationId"] == call.org
    }

    def fits(row: Row) -> bool:
        if row[id_key(table)] not in visible or row["environmentId"] not in environments:
            return False
        if value.get("projectId") and environments[row["environmentId"]] != value["projectId"]:
            return False
        if value.get("environmentId") and row["environmentId"] != value["environmentId"]:
            return False
        return matches(row, value, SEARCHED)

    return page(call.store.find(table, fits), value, columns)


def matches(row: Row, value: dict, names: tuple[str, ...]) -> bool:
    text = (value.get("q") or "").strip().lower()
    if text and not any(text in str(row.get(name) or "").lower() for name in ("name", "appName", "description")):
        return False
    wanted = {name: value[name].strip().lower() for name in names if (value.get(name) or "").strip()}
    return all(part in str(row.get(name) or "").lower() for name, part in wanted.items())


def page(rows: list[Row], value: dict, columns: list[str]) -> dict[str, Any]:
    rows.sort(key=lambda row: row["createdAt"], reverse=True)
    start, count = int(value.get("offset") or 0), int(value.get("limit") or 20)
    items = [{name: row[name] for name in columns} for row in rows[start : start + count]]
    return {"items": items, "total": len(rows)}


def no_values(value: dict) -> None:
    if not [key for key, inner in value.items() if inner is not UNDEFINED]:
        raise ApiError("INTERNAL_SERVER_ERROR", "No values to set")
