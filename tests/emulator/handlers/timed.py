# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs by the clock: schedules, backups of databases and volumes, and bringing them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from ..call import Call, procedure, stream
from ..errors import ApiError, bad_request
from ..ids import UNDEFINED
from ..relations import DATABASES, SERVICES, View
from ..store import Row
from ._common import PROJECT, id_key, ssh, without, wrapped
from .children import check_owner, owner_of
from .databases import KINDS

SERVICE_NAMES = {"application": ["applicationId", "appName", "name", "serverId"],
                 "compose": ["composeId", "appName", "name", "serverId"]}  # fmt: skip
IN_PROJECT: View = {"with": {"environment": PROJECT}}
DESTINATION: View = {"without": ["accessKey", "secretAccessKey"]}

# schedules


def _host_access(call: Call, kind: str | None, server_id: str | None) -> None:
    if kind not in ("server", "dokploy-server"):
        return
    if not call.privileged:
        raise ApiError("FORBIDDEN", "Only owners and admins can manage server-level schedules.")
    if kind == "server" and server_id:
        row = call.need("server", server_id, "Server")
        call.own(row["organizationId"], "You don't have access to this server.")


def _schedule_rights(call: Call, row: Row, action: str) -> None:
    owner = owner_of(row)
    if owner:
        call.check_service_permission(owner[1], f"schedule.{action}")
    else:
        call.permit(f"schedule.{action}")


@procedure("schedule.create")
def create_schedule(call: Call, value: dict) -> Any:
    _host_access(call, value.get("scheduleType"), value.get("serverId"))
    _schedule_rights(call, value, "create")
    values = without(value, "scheduleId")
    if value.get("scheduleType") == "dokploy-server":
        values["organizationId"] = call.org
    row = call.store.insert("schedule", values)
    # The script comes after the row, which stays where that does not work.
    ssh(call, row["serverId"])
    return row


def _schedule(call: Call, value: dict) -> Row:
    return call.need("schedule", value["scheduleId"], "Schedule")


@procedure("schedule.one")
def one_schedule(call: Call, value: dict) -> Any:
    row = _schedule(call, value)
    _schedule_rights(call, row, "read")
    view = {
        "with": {
            "application": {"columns": ["applicationId", "appName", "serverId"], **IN_PROJECT},
            "compose": IN_PROJECT,
            "server": {"with": {"organization": True}},
        }
    }
    return call.show("schedule", row, view)


@procedure("schedule.list")
def list_schedules(call: Call, value: dict) -> Any:
    kind, key = value["scheduleType"], value["id"]
    if kind in ("application", "compose"):
        call.check_service_permission(key, "schedule.read")
        where = {id_key(kind): key}
    else:
        call.permit("schedule.read")
        where = {"organizationId": call.org}
        if kind == "server":
            row = call.need("server", key, "Server")
            call.own(row["organizationId"], "You don't have access to this server.")
            where = {"serverId": key}
        elif not call.privileged:
            raise ApiError("FORBIDDEN", "Only owners and admins can list host-level schedules.")
    view = {
        "with": {**{name: {"columns": columns} for name, columns in SERVICE_NAMES.items()}, "server": True,
                 "deployments": {"order": "-createdAt"}},
        "order": "createdAt",
    }  # fmt: skip
    return call.show_many("schedule", view, **where)


@procedure("schedule.update")
def update_schedule(call: Call, value: dict) -> Any:
    row = _schedule(call, value)
    _host_access(call, row["scheduleType"], row["serverId"])
    kind = value.get("scheduleType")
    if kind and kind != row["scheduleType"]:
        _host_access(call, kind, value.get("serverId") or row["serverId"])
    _schedule_rights(call, row, "update")
    row = call.store.update("schedule", row["scheduleId"], without(value, "scheduleId"))
    ssh(call, row["serverId"])
    return row


@procedure("schedule.delete")
def delete_schedule(call: Call, value: dict) -> Any:
    row = _schedule(call, value)
    _host_access(call, row["scheduleType"], row["serverId"])
    _schedule_rights(call, row, "delete")
    ssh(call, row["serverId"])
    call.store.delete("schedule", row["scheduleId"])
    return True


@procedure("schedule.runManually")
async def run_schedule(call: Call, value: dict) -> Any:
    """Runs to the end; a failure, even for want of a container, is a status in an answer of 200."""
    row = _schedule(call, value)
    _host_access(call, row["scheduleType"], row["serverId"])
    _schedule_rights(call, row, "create")
    state = call.state
    owner = owner_of(row)
    service = call.store.get(*owner) if owner else None
    deployment = state.queue.start_row(
        {"appName": row["appName"]}, {"scheduleId": row["scheduleId"]}, "Schedule", "Schedule"
    )
    await asyncio.sleep(state.options.stop_time)
    script = state.faults.deployment(row["name"], row["appName"])
    up = [one for one in state.docker.of(service["appName"]) if one.replicas] if service is not None else []
    failed = (service is not None and not up) or (script is not None and script.status == "error")
    changes = {"status": "error" if failed else "done", "finishedAt": state.ids.now()}
    call.store.update("deployment", deployment["deploymentId"], changes)
    return {"status": changes["status"], "deploymentId": deployment["deploymentId"], "logPath": deployment["logPath"]}


# backups

BACKUP_VIEW: View = {
    "with": {
        **dict.fromkeys(("postgres", "mysql", "mariadb", "mongo", "libsql", "compose"), True),
        "destination": DESTINATION,
    }
}


def _backup(call: Call, key: str) -> Row:
    return call.need("backup", key, "Backup")


@procedure("backup.create")
def create_backup(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        check_owner(call, value, "backup.create")
        call.store.insert("backup", value)
    return UNDEFINED


@procedure("backup.one")
def one_backup(call: Call, value: dict) -> Any:
    row = _backup(call, value["backupId"])
    check_owner(call, row, "backup.read")
    return call.show("backup", row, BACKUP_VIEW)


@procedure("backup.update")
def update_backup(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        row = _backup(call, value["backupId"])
        check_owner(call, row, "backup.update")
        call.store.update("backup", row["backupId"], value)
    return UNDEFINED


@procedure("backup.remove")
def remove_backup(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        row = _backup(call, value["backupId"])
        check_owner(call, row, "backup.delete")
        return call.store.delete("backup", row["backupId"])


# what a manual backup of each kind says when it fails: None lets the reason through
MANUAL = {"Postgres": None, "MySql": "Error running manual MySQL backup ", "Mariadb": "Error running manual Mariadb backup ",
          "Mongo": "Error running manual Mongo backup ", "Libsql": "Error running manual Libsql backup ",
          "Compose": "Error running manual Compose backup ", "WebServer": ""}  # fmt: skip


def _bucket(call: Call, destination_id: str) -> dict[str, int]:
    destination = call.store.get("destination", destination_id) or {}
    files = call.state.settings_extra.setdefault("buckets", {})
    return files.setdefault(str(destination.get("bucket")), {})


TITLES = {
    "mysql": "MySQL Backup",
    "mariadb": "MariaDB Backup",
    "mongo": "MongoDB Backup",
    "compose": "Compose Backup",
    "web-server": "Web Server Backup",
}


def _stamp(call: Call) -> str:
    return call.state.ids.now().replace(":", "-").replace(".", "-")


def _folder(name: str, row: Row) -> str:
    """Where in the bucket the files of a backup lie: each service of a Compose stack has its own folder."""
    service = f"_{row['serviceName']}" if row.get("composeId") and row.get("serviceName") else ""
    prefix = (row["prefix"] or "").strip("/")
    return f"{name}{service}/{prefix}/" if prefix else f"{name}{service}/"


def _backup_row(call: Call, row: Row, status: str) -> None:
    """Every run leaves a deployment behind, a failed one too."""
    kind = "compose" if row.get("backupType") == "compose" else row.get("databaseType")
    title = TITLES.get(str(kind), "Initializing Backup")
    call.state.queue.start_row(
        {"appName": row["appName"]}, {"backupId": row["backupId"]}, title, title, status=status,
        finishedAt=call.state.ids.now(),
    )  # fmt: skip


async def manual_backup(call: Call, value: dict) -> Any:
    kind = call.name.split("manualBackup")[1]
    try:
        row = _backup(call, value["backupId"])
        check_owner(call, row, "backup.create")
        owner = owner_of(row)
        service = call.store.get(*owner) if owner else None
        await asyncio.sleep(call.state.options.stop_time)
        if kind != "WebServer" and (service is None or (owner and owner[0].lower() != kind.lower())):
            raise ApiError("NOT_FOUND", f"{kind} not found")
        if service is not None and not call.state.docker.of(service["appName"]):
            _backup_row(call, row, "error")
            raise bad_request(f"No running container found for {service['appName']}")
    except ApiError as error:
        if kind == "WebServer":
            raise
        text = MANUAL[kind] or error.message
        raise bad_request(text) from None
    mongo = "mongo" in (kind.lower(), row["databaseType"])
    name = f"{_stamp(call)}.{'bson' if mongo else 'sql'}.gz"
    if kind == "WebServer":
        name = f"webserver-backup-{_stamp(call)}.zip"
    _bucket(call, row["destinationId"])[_folder((service or row)["appName"], row) + name] = 1024
    _backup_row(call, row, "done")
    return True


for _kind in MANUAL:
    procedure(f"backup.manualBackup{_kind}")(manual_backup)


@procedure("backup.listBackupFiles")
def list_files(call: Call, value: dict) -> Any:
    """One folder at a time; ``search`` is the folder and the beginning of a name."""
    with wrapped("", keep=False):
        destination = call.need("destination", value["destinationId"], "Destination")
        call.own(destination["organizationId"], "You don't have access to this destination.")
    folder, __, term = value["search"].rpartition("/")
    base = f"{folder.strip('/')}/" if folder.strip("/") else ""
    found: dict[str, dict] = {}
    for path, size in _bucket(call, destination["destinationId"]).items():
        if not path.startswith(base):
            continue
        head, __, rest = path[len(base) :].partition("/")
        found[head] = {"Path": f"{base}{head}", "Name": head, "Size": 0 if rest else size, "ModTime": "",
                       "IsDir": bool(rest)}  # fmt: skip
        if not rest:
            found[head]["Tier"] = "STANDARD"
    ordered = sorted(found.values(), key=lambda one: one["Path"])
    return [one for one in ordered if term.lower() in one["Path"].lower()][:100]


@stream("backup.restoreBackupWithLogs")
async def restore(call: Call, value: dict) -> AsyncIterator[str]:
    """Lines of a restore; a failure is a line that begins with ``Error:``, the stream ends like a good one."""
    call.need("destination", value.get("destinationId"), "Destination")
    kind = value.get("databaseType")
    table = "compose" if value.get("backupType") == "compose" else kind
    service = call.store.get(table, value.get("databaseId")) if table in (*DATABASES, "compose") else None
    if kind != "web-server" and service is None:
        yield f"Error: {KINDS[kind].found if kind in KINDS else 'Compose'} not found"
        return
    yield "Starting restore..."
    yield f"Restoring database: {value.get('databaseName')} from {value.get('backupFile')}"
    await asyncio.sleep(call.state.options.stop_time)
    if service is not None and not call.state.docker.of(service["appName"]):
        yield f"Error: No running container found for {service['appName']}"
        return
    # Of these Dokploy feeds nothing to the client and takes that for a success.
    if value.get("backupFile") not in _bucket(call, value["destinationId"]) and kind not in ("mysql", "mariadb"):
        for __ in range(2):
            yield "Error: Command execution failed: Command failed: rclone cat\npg_restore: error: input file is too short\n"
        return
    yield "Restore completed successfully!"


# volume backups

VOLUME_SERVICES = ("application", "postgres", "mysql", "mariadb", "mongo", "redis", "compose", "libsql")


@procedure("volumeBackups.list")
def list_volume_backups(call: Call, value: dict) -> Any:
    call.check_service_permission(value["id"], "volumeBackup.read")
    shown = {name: {"columns": [id_key(name), "appName", "serverId"]} for name in VOLUME_SERVICES}
    view = {"with": shown, "order": "-createdAt"}
    return call.show_many("volume_backup", view, **{id_key(value["volumeBackupType"]): value["id"]})


@procedure("volumeBackups.create")
def create_volume_backup(call: Call, value: dict) -> Any:
    check_owner(call, value, "volumeBackup.create")
    return call.store.insert("volume_backup", value)


def _volume_backup(call: Call, value: dict, action: str) -> Row:
    row = call.need("volume_backup", value["volumeBackupId"], "Volume backup")
    check_owner(call, row, f"volumeBackup.{action}")
    return row


@procedure("volumeBackups.one")
def one_volume_backup(call: Call, value: dict) -> Any:
    shown: View = dict.fromkeys(SERVICES, IN_PROJECT)
    shown["application"] = {"columns": ["applicationId", "appName", "serverId"], **IN_PROJECT}
    row = _volume_backup(call, value, "read")
    return call.show("volume_backup", row, {"with": {**shown, "destination": DESTINATION}})


@procedure("volumeBackups.update")
def update_volume_backup(call: Call, value: dict) -> Any:
    row = _volume_backup(call, value, "update")
    return call.store.update("volume_backup", row["volumeBackupId"], value)


@procedure("volumeBackups.delete")
def delete_volume_backup(call: Call, value: dict) -> Any:
    call.store.delete("volume_backup", _volume_backup(call, value, "delete")["volumeBackupId"])
    return UNDEFINED


@procedure("volumeBackups.runManually")
async def run_volume_backup(call: Call, value: dict) -> Any:
    """False instead of an error, nothing when it worked."""
    row = _volume_backup(call, value, "create")
    await asyncio.sleep(call.state.options.stop_time)
    good = row["volumeName"] in call.state.docker.volumes
    if good:
        owner = owner_of(row)
        service = (call.store.get(*owner) if owner else None) or row
        name = f"{row['volumeName']}-{_stamp(call)}.tar"
        _bucket(call, row["destinationId"])[_folder(service["appName"], row) + name] = 2048
    call.state.queue.start_row(
        {"appName": row["appName"]}, {"volumeBackupId": row["volumeBackupId"]}, "Volume Backup", "Volume Backup",
        status="done" if good else "error", finishedAt=call.state.ids.now(),
    )  # fmt: skip
    if not good:
        return False
    return UNDEFINED


@stream("volumeBackups.restoreVolumeBackupWithLogs")
async def restore_volume(call: Call, value: dict) -> AsyncIterator[str]:
    call.permit("volumeBackup.restore")
    row = call.need("destination", value.get("destinationId"), "Destination")
    call.own(row["organizationId"], "You don't have access to this destination.")
    yield "🚀 Starting volume restore process..."
    yield f"📂 Backup File: {value.get('backupFileName')}"
    yield f"🔧 Volume Name: {value.get('volumeName')}"
    yield f"🏷️ Service Type: {value.get('serviceType')}"
    await asyncio.sleep(call.state.options.stop_time)
    users = [one for one in call.state.docker.services.values() if value.get("volumeName") in one.volumes]
    if any(one.replicas for one in users):
        yield "⚠️  WARNING: Cannot restore volume as it is currently in use!"
        yield "❌ Volume restore aborted - volume is in use"
        yield "❌ Volume restore failed!"
        return
    if value.get("backupFileName") not in _bucket(call, row["destinationId"]):
        yield ""
        yield "❌ Volume restore failed!"
        return
    yield "✅ Volume restore completed successfully!"
