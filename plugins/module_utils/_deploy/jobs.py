# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Jobs that Dokploy carries out while one waits and keeps a record of: schedules, and backups of every sort."""

from __future__ import annotations

import time

from .._api.errors import AnswerLost, ApiError, DokployError, OptionError
from .context import Context, reason
from .log import MOST_LINES
from .run import newest_first, shown_deployment

_BACKUPS = {
    "postgres": "manualBackupPostgres",
    "mysql": "manualBackupMySql",
    "mariadb": "manualBackupMariadb",
    "mongo": "manualBackupMongo",
    "libsql": "manualBackupLibsql",
    "compose": "manualBackupCompose",
    "web-server": "manualBackupWebServer",
}
BACKED_UP = tuple(name for name in _BACKUPS if name != "web-server")


def run_job(context, procedure, body, type, what):
    """Run a job and judge it by the record that it leaves. Gives (deployment, log). Raises DokployError with both as details.

    body: the input, one id. type: how deployment.allByType calls it. what: its name in messages.
    """
    client, timeout = context.client, context.params["wait_timeout"]
    query = {"id": next(iter(body.values())), "type": type}
    old = {row["deploymentId"] for row in client.read("deployment.allByType", query)}
    begun, problem = time.monotonic(), ""
    try:
        if client.write(procedure, body, timeout=timeout) is False:
            problem = "it ended with an error"
    except ApiError as error:
        problem = reason(error)
    except AnswerLost:
        # It goes on without us; its record tells how it ends.
        pass
    row = _record(client, query, old)
    while row is not None and row.get("status") == "running" and time.monotonic() - begun < timeout:
        time.sleep(2)
        row = _record(client, query, old)
    log = context.log(what)
    if row is not None:
        log.take(
            client.read("deployment.readLogs", {"deploymentId": row["deploymentId"], "tail": MOST_LINES}), whole=True
        )
        if row.get("status") == "running":
            problem = f"after {timeout} seconds (wait_timeout) it still runs"
        elif row.get("status") != "done":
            problem = problem or "it ended with an error"
    elif not problem:
        problem = "Dokploy has no record of it; nobody knows how it ended"
    details = {"deployment": shown_deployment(row), "log": log.text}
    if problem:
        tail = "\n".join(log.tail())
        raise DokployError(
            f"{what} failed: {client.redact(problem)}." + (f" The end of its log:\n{tail}" if tail else ""),
            changed=True,
            **details,
        )
    return details


def _record(client, query, old):
    rows = newest_first(client.read("deployment.allByType", query))
    return next((row for row in rows if row["deploymentId"] not in old), None)


def run_schedule(params, check_mode=False, progress=None, client=None):
    """Run a schedule now. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    record = context.find("schedule")
    if record is None or check_mode:
        return context.result(True, schedule=_shown(record), deployment=None)
    done = run_job(
        context, "schedule.runManually", {"scheduleId": record["id"]}, "schedule", f"schedule {record['name']}"
    )
    return context.result(True, schedule=_shown(record), **done)


def _shown(record):
    return record and {"id": record["id"], "name": record.get("name")}


def run_backup(params, check_mode=False, progress=None, client=None):
    """Run a backup now and tell which file it made. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    volume = bool(params.get("volume_backup"))
    record = context.find("volume_backup") if volume else _backup(context)
    if record is None:
        return context.result(True, backup=None, file=None)
    shown = {
        "id": record["id"],
        "name": record.get("name") or record.get("database"),
        "destination": record.get("destinationId"),
    }
    if check_mode:
        return context.result(True, backup=shown, file=None)
    folders = folders_of(record, volume)
    before = {item["Path"] for item in files_in(context, record["destinationId"], folders)}
    if volume:
        done = run_job(
            context,
            "volumeBackups.runManually",
            {"volumeBackupId": record["id"]},
            "volumeBackup",
            f"volume backup {record['name']}",
        )
    else:
        engine = "compose" if record.get("backupType") == "compose" else record["databaseType"]
        done = run_job(
            context, "backup." + _BACKUPS[engine], {"backupId": record["id"]}, "backup", f"backup of {shown['name']}"
        )
    fresh = [item for item in files_in(context, record["destinationId"], folders) if item["Path"] not in before]
    newest = max(fresh, key=lambda item: item["Name"]) if fresh else {}
    if not newest:
        context.notes.append("The backup is done, but no new file was found in the destination to tell its name.")
    return context.result(True, backup=shown, file=newest.get("Path"), size=newest.get("Size"), **done)


def _backup(context):
    """The backup that the options mean: by id, or the only one of a service (or of Dokploy itself) that fits."""
    params, client = context.params, context.client
    if params.get("backup"):
        return {**client.read("backup.one", {"backupId": params["backup"]}), "id": params["backup"]}
    if params["web_server"]:
        rows, owner = (client.read("user.getBackups") or {}).get("backups") or [], "Dokploy itself"
    else:
        service = context.service(kinds=BACKED_UP)
        if service is None:
            return None
        rows, owner = service.record.get("backups") or [], service.title
    if params.get("destination"):
        wanted = context.find("destination")
        rows = [row for row in rows if wanted and row.get("destinationId") == wanted["id"]]
    if params.get("database"):
        rows = [row for row in rows if row.get("database") == params["database"]]
    if len(rows) != 1:
        ids = ", ".join(row["backupId"] for row in rows)
        found = (
            f"{len(rows)} backups fit: {ids}. Give destination, database, or the id in backup"
            if rows
            else "there is no such backup"
        )
        raise OptionError(f"{owner}: {found}.")
    return {**client.read("backup.one", {"backupId": rows[0]["backupId"]}), "id": rows[0]["backupId"]}


def folders_of(record, volume=False):
    """Where the files of a backup lie in the bucket; several where releases differ."""
    prefix = (record.get("prefix") or "").strip("/")
    service = next(
        (record[name] for name in (*BACKED_UP, "application", "redis") if isinstance(record.get(name), dict)), None
    )
    name = (service or record).get("appName") or record.get("appName")
    names = [name]
    if isinstance(record.get("compose"), dict) and record.get("serviceName"):
        names.insert(0, f"{name}_{record['serviceName']}")
    return [f"{name}/{prefix}/" if prefix else f"{name}/" for name in names]


def files_in(context, destination, folders, server=None):
    """The files in some folders of a destination."""
    found = []
    for folder in folders:
        query = {"destinationId": destination, "search": folder, **({"serverId": server} if server else {})}
        try:
            found += [
                item for item in context.client.read("backup.listBackupFiles", query) or [] if not item.get("IsDir")
            ]
        except ApiError as error:
            # A folder that is not there yet cannot be listed.
            if error.status != 400:
                raise
    return found
