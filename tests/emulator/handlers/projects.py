# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects and environments."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, unauthorized
from ..ids import UNDEFINED
from ..relations import View
from ..store import Row
from ._common import DATABASES, SERVICES, id_key, matches, page, status_key, without, wrapped

PLURAL = {table: "applications" if table == "application" else table for table in SERVICES}
BASIC = ["name", "description", "appName", "createdAt", "serverId"]
TAGS: View = {"with": {"tag": True}}


def _columns(table: str, *more: str) -> list[str]:
    names = [*BASIC, "applicationStatus", id_key(table), *more]
    # a compose has no applicationStatus: the column that is asked for is not there and stays away
    return [*names, "composeStatus"] if table == "compose" else names


def _listed(key: str, only: list[str]) -> Any:
    return lambda row: row[key] in only


def _services(view: Any, only: list[str] | None = None) -> View:
    """The relations of an environment to its services; ``only``: a member's access list."""
    shown = {}
    for table in SERVICES:
        one = dict(view(table))
        if only is not None:
            one["where"] = _listed(id_key(table), only)
        shown[PLURAL[table]] = one
    return shown


def _one_view(table: str) -> View:
    icon = ("icon",) if table == "application" else ()
    return {"columns": _columns(table, *icon), "with": {"server": {"columns": ["name"]}}}


def _by_project_view(table: str) -> View:
    icon = ("icon",) if table in ("application", "compose") else ()
    return {"columns": _columns(table, *icon), "with": {"server": {"columns": ["name"]}}}


def _environment_view(table: str) -> View:
    icon = ("icon",) if table in ("application", "compose") else ()
    columns = ["name", id_key(table), "createdAt", status_key(table), "description", "serverId", *icon]
    return {"columns": columns, "with": {"server": {"columns": ["name", "serverId"]}}}


def _all_view(table: str) -> View:
    """An owner sees names and states of applications and compose stacks, but only the ids of databases."""
    if table in DATABASES:
        return {"columns": [id_key(table)]}
    return {"columns": [id_key(table), "name", status_key(table)]}


def _member_all_view(table: str) -> View:
    return {"columns": [id_key(table), "name", status_key(table)]}


def _permission_view(table: str) -> View:
    return {"columns": [id_key(table), "appName", "name", "createdAt", status_key(table), "description", "serverId"]}


def _project(call: Call, key: str) -> Row:
    return call.need("project", key, "Project")


@procedure("project.create")
async def create(call: Call, value: dict) -> Any:
    with wrapped("Error creating the project:", keep=False):
        call.permit("project.create")
        project = call.store.insert("project", {**value, "organizationId": call.org})
        environment = call.store.insert(
            "environment",
            {"name": "production", "description": "Production environment", "projectId": project["projectId"],
             "isDefault": True},
        )  # fmt: skip
        await call.grant("accessedProjects", project["projectId"])
        await call.grant("accessedEnvironments", environment["environmentId"])
    return {"project": project, "environment": environment}


@procedure("project.one")
def one(call: Call, value: dict) -> Any:
    services: list[str] | None = None
    if not call.privileged:
        member = call.member()
        if value["projectId"] not in member["accessedProjects"]:
            raise unauthorized("You don't have access to this project")
        services = member["accessedServices"]
    row = _project(call, value["projectId"])
    call.own(row["organizationId"], "You are not authorized to access this project")
    view = {"with": {"environments": {"with": _services(_one_view, services)}, "projectTags": TAGS}}
    return call.show("project", row, view)


def _projects(call: Call, only: list[str] | None = None) -> list[Row]:
    rows = call.store.find("project", organizationId=call.org)
    if only is not None:
        rows = [row for row in rows if row["projectId"] in only]
    return sorted(rows, key=lambda row: row["createdAt"], reverse=True)


@procedure("project.all")
def all_(call: Call, value: dict) -> Any:
    names = ["environmentId", "isDefault", "name"]
    if call.privileged:
        environments: View = {"columns": names, "with": _services(_all_view)}
        rows = _projects(call)
    else:
        member = call.member()
        environments = {
            "columns": names,
            "with": _services(_member_all_view, member["accessedServices"]),
            "where": lambda row: row["environmentId"] in member["accessedEnvironments"],
        }
        rows = _projects(call, member["accessedProjects"])
    view = {"with": {"environments": environments, "projectTags": TAGS}}
    return [call.show("project", row, view) for row in rows]


@procedure("project.allForPermissions")
def all_for_permissions(call: Call, value: dict) -> Any:
    environments = {"columns": ["environmentId", "name", "isDefault"], "with": _services(_permission_view)}
    view = {"columns": ["projectId", "name"], "with": {"environments": environments}}
    return [call.show("project", row, view) for row in _projects(call)]


@procedure("project.homeStats")
def home_stats(call: Call, value: dict) -> Any:
    rows = _projects(call, None if call.privileged else call.member()["accessedProjects"])
    keys = {row["projectId"] for row in rows}
    environments = call.store.find("environment", lambda row: row["projectId"] in keys)
    inside = {row["environmentId"] for row in environments}
    counts = {}
    status = {"running": 0, "error": 0, "idle": 0}
    for table in SERVICES:
        found = call.store.find(table, lambda row: row["environmentId"] in inside)
        counts[table] = len(found)
        for row in found:
            state = row[status_key(table)]
            status["running" if state == "done" else "error" if state == "error" else "idle"] += 1
    databases = sum(counts[table] for table in DATABASES)
    return {
        "projects": len(rows), "environments": len(environments), "applications": counts["application"],
        "compose": counts["compose"], "databases": databases, "services": sum(counts.values()), "status": status,
    }  # fmt: skip


@procedure("project.search")
def search(call: Call, value: dict) -> Any:
    rows = _projects(call, None if call.privileged else call.member()["accessedProjects"])
    rows = [row for row in rows if matches(row, value, ("name", "description"))]
    return page(rows, value, ["projectId", "name", "description", "createdAt", "organizationId", "env"])


@procedure("project.remove")
def remove(call: Call, value: dict) -> Any:
    """Deletes rows only: what runs goes on running, without anyone who knows of it."""
    row = _project(call, value["projectId"])
    call.own(row["organizationId"], "You are not authorized to delete this project")
    call.permit("project.delete")
    if not call.privileged and row["projectId"] not in call.member()["accessedProjects"]:
        raise unauthorized("You don't have access to this project")
    return call.store.delete("project", row["projectId"])


@procedure("project.update")
def update(call: Call, value: dict) -> Any:
    row = _project(call, value["projectId"])
    call.own(row["organizationId"], "You are not authorized to update this project")
    if not call.privileged and row["projectId"] not in call.member()["accessedProjects"]:
        raise unauthorized("You don't have access to this project")
    if "env" in value:
        call.permit("projectEnvVars.write")
    return call.store.update("project", row["projectId"], value)


# environments


@procedure("environment.create")
async def create_environment(call: Call, value: dict) -> Any:
    call.permit("environment.create")
    if not call.privileged and value["projectId"] not in call.member()["accessedProjects"]:
        raise unauthorized("You don't have access to this project")
    if value["name"] == "production":
        raise bad_request("You cannot create a environment with the name 'production'")
    with wrapped("Error creating the environment:"):
        row = call.store.insert("environment", value)
    await call.grant("accessedEnvironments", row["environmentId"])
    return row


def _environment(call: Call, key: str) -> Row:
    row = call.need("environment", key, "Environment")
    if call.store.rows["project"][row["projectId"]]["organizationId"] != call.org:
        raise ApiError("FORBIDDEN", "You are not allowed to access this environment")
    return row


@procedure("environment.one")
def one_environment(call: Call, value: dict) -> Any:
    row = _environment(call, value["environmentId"])
    services = None
    if not call.privileged:
        member = call.member()
        if row["environmentId"] not in member["accessedEnvironments"]:
            raise ApiError("FORBIDDEN", "You are not allowed to access this environment")
        services = member["accessedServices"]
    view = {
        "columns": ["name", "description", "environmentId", "isDefault", "projectId", "env"],
        "with": {**_services(_environment_view, services), "project": True},
    }
    return call.show("environment", row, view)


@procedure("environment.byProjectId")
def by_project(call: Call, value: dict) -> Any:
    services = None if call.privileged else call.member()["accessedServices"]
    view = {
        "columns": ["name", "description", "environmentId", "isDefault"],
        "with": {**_services(_by_project_view, services), "project": True},
        "order": "createdAt",
    }
    if not call.privileged:
        allowed = call.member()["accessedEnvironments"]
        view["where"] = lambda row: row["environmentId"] in allowed
    return call.show_many("environment", view, projectId=value["projectId"])


@procedure("environment.update")
def update_environment(call: Call, value: dict) -> Any:
    with wrapped("Error updating the environment:", keep=False):
        call.permit("environment.read")
        changes = without(value, "environmentId")
        row = call.need("environment", value["environmentId"], "Environment")
        if row["isDefault"] and changes.get("name", UNDEFINED) is not UNDEFINED:
            raise bad_request("You cannot rename the default environment")
        _environment(call, row["environmentId"])
        return call.store.update("environment", row["environmentId"], changes)


@procedure("environment.remove")
def remove_environment(call: Call, value: dict) -> Any:
    row = _environment(call, value["environmentId"])
    if row["isDefault"]:
        raise bad_request("You cannot delete the default environment")
    call.permit("environment.delete")
    if any(call.store.first(table, environmentId=row["environmentId"]) for table in SERVICES):
        raise bad_request("Cannot delete environment: it has active services. Delete all services first.")
    return call.store.delete("environment", row["environmentId"])


@procedure("environment.duplicate")
def duplicate_environment(call: Call, value: dict) -> Any:
    with wrapped("Error duplicating the environment:", keep=False):
        row = _environment(call, value["environmentId"])
        copy = {"name": value["name"], "description": value.get("description") or row["description"],
                "projectId": row["projectId"], "env": row["env"]}  # fmt: skip
        return call.store.insert("environment", copy)


@procedure("environment.search")
def search_environments(call: Call, value: dict) -> Any:
    projects = {row["projectId"] for row in call.store.find("project", organizationId=call.org)}
    if value.get("projectId"):
        projects &= {value["projectId"]}
    allowed = None if call.privileged else call.member()["accessedEnvironments"]
    rows = call.store.find(
        "environment",
        lambda row: row["projectId"] in projects and (allowed is None or row["environmentId"] in allowed),
    )
    rows = [row for row in rows if matches(row, value, ("name", "description"))]
    columns = ["environmentId", "name", "description", "createdAt", "env", "projectId", "isDefault"]
    return page(rows, value, columns)
