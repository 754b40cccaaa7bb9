# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flat lists over all projects: services, domains, runs of backups."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..store import Row
from ._common import id_key, status_key
from .children import owner_of

ORDER = ("application", "postgres", "mysql", "mariadb", "mongo", "redis", "compose", "libsql")


def _place(call: Call, service: Row) -> tuple[Row, Row]:
    environment = call.store.get("environment", service["environmentId"]) or {}
    return environment, call.store.get("project", environment.get("projectId")) or {}


def _visible(call: Call) -> list[str] | None:
    return None if call.privileged else call.member()["accessedServices"]


@procedure("overview.services")
def services(call: Call, value: dict) -> Any:
    allowed = _visible(call)
    result = []
    for table in ORDER:
        for row in call.store.find(table):
            environment, project = _place(call, row)
            key = row[id_key(table)]
            if project.get("organizationId") != call.org or (allowed is not None and key not in allowed):
                continue
            server = call.store.get("server", row["serverId"]) if row["serverId"] else None
            last = None
            if table in ("application", "compose"):
                times = [one["createdAt"] for one in call.store.find("deployment", **{id_key(table): key})]
                last = max(times, default=None)
            result.append(
                {
                    "id": key, "name": row["name"], "appName": row["appName"], "status": row[status_key(table)],
                    "createdAt": row["createdAt"], "serverId": row["serverId"],
                    "serverName": server["name"] if server else None, "projectId": project["projectId"],
                    "projectName": project["name"], "environmentId": environment["environmentId"],
                    "environmentName": environment["name"], "icon": row.get("icon"), "type": table,
                    "lastDeployAt": last,
                }
            )  # fmt: skip
    return result


@procedure("overview.domains")
def domains(call: Call, value: dict) -> Any:
    allowed = _visible(call)
    result = []
    for row in call.store.find("domain"):
        owner = owner_of(row)
        service = call.store.get(*owner) if owner else None
        if owner is None or service is None:
            continue
        environment, project = _place(call, service)
        if project.get("organizationId") != call.org or (allowed is not None and owner[1] not in allowed):
            continue
        result.append(
            {
                **{key: row[key] for key in ("domainId", "host", "path", "port", "customEntrypoint", "https",
                                             "certificateType", "createdAt", "enabled", "domainType")},
                "serviceOwnerId": owner[1], "serviceOwnerType": owner[0], "serviceName": service["name"],
                "projectId": project["projectId"], "projectName": project["name"],
                "environmentId": environment["environmentId"], "environmentName": environment["name"],
            }
        )  # fmt: skip
    return result


@procedure("overview.backups")
def backups(call: Call, value: dict) -> Any:
    allowed = _visible(call)
    result = []
    rows = call.store.find("deployment", lambda row: row["backupId"] or row["volumeBackupId"])
    for run in sorted(rows, key=lambda row: row["createdAt"], reverse=True):
        volume = bool(run["volumeBackupId"])
        row = call.store.get("volume_backup" if volume else "backup", run["volumeBackupId"] or run["backupId"])
        if row is None:
            continue
        destination = call.store.get("destination", row["destinationId"]) or {}
        owner = owner_of(row)
        service = call.store.get(*owner) if owner else None
        if destination.get("organizationId") != call.org:
            continue
        if allowed is not None and owner and owner[1] not in allowed:
            continue
        environment, project = _place(call, service) if service else ({}, {})
        fallback = row["serviceType"] if volume else "web-server"
        name = service["name"] if service else "Unknown" if volume else "Dokploy Server"
        result.append(
            {
                "deploymentId": run["deploymentId"], "kind": "volumeBackup" if volume else "backup",
                "status": run["status"], "createdAt": run["createdAt"],
                "destinationId": destination["destinationId"], "destinationName": destination["name"],
                "databaseType": None if volume else row["databaseType"],
                "serviceType": row["serviceType"] if volume else None,
                "backupType": None if volume else row["backupType"], "serviceName": name,
                "serviceOwnerId": owner[1] if owner else None, "serviceOwnerType": owner[0] if owner else fallback,
                "serverId": service["serverId"] if service else None, "projectId": project.get("projectId"),
                "environmentId": environment.get("environmentId"),
            }
        )  # fmt: skip
    return result
