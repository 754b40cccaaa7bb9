# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Jobs that Dokploy carries out while one waits and keeps a record of: schedules, and backups of every sort."""

from __future__ import annotations

import time

from .._api.errors import AnswerLost, ApiError, DokployError, OptionError
from .bucket import Bucket, places
from .context import Context, reason
from .follow import AWAY
from .log import MOST_LINES
from .run import CANCELLED, newest_first, shown_deployment

_BACKUPS = {
    "postgres": "manualBackupPostgres",
    "mysql": "manualBackupMySql",
    "mariadb": "manualBackupMariadb",
    "mongo": "manualBackupMongo",
    "libsql": "manualBackupLibsql",
    "compose": "manualBackupCompose",
    "web-server": "manualBackupWebServer",
}
# What the names of backups of Dokploy itself have before the time.
WEB_SERVER = "webserver-backup-"
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
    row = _ended(client, query, old, begun + timeout)
    log = context.log(what)
    if row is not None:
        log.take(
            client.read("deployment.readLogs", {"deploymentId": row["deploymentId"], "tail": MOST_LINES}), whole=True
        )
        if row.get("status") == "running":
            problem = f"after {timeout} seconds (wait_timeout) it still runs"
        elif row.get("status") == "cancelled":
            problem = CANCELLED
        elif row.get("status") != "done":
            problem = problem or "it ended with an error"
    elif not problem:
        problem = "Dokploy has no record of it; nobody knows how it ended"
    details = {"deployment": shown_deployment(row), "log": log.text}
    if problem:
        tail = "\n".join(log.tail())
        problem += _left_stopped(log)
        raise DokployError(
            f"{what} failed: {client.redact(problem)}." + (f" The end of its log:\n{tail}" if tail else ""),
            changed=True,
            **details,
        )
    return details


def _ended(client, query, old, deadline):
    """The record of a job as soon as it has ended, or as it is at the deadline; None if there is none."""
    while True:
        try:
            row = _record(client, query, old)
        except AWAY:
            # After a restart it says what became of the job.
            if time.monotonic() >= deadline:
                raise
        else:
            if row is None or row.get("status") != "running" or time.monotonic() >= deadline:
                return row
        time.sleep(2)


def _left_stopped(log):
    """The end of a message where a volume backup stopped its service and failed before it started it again."""
    stopped = any(line.startswith(("Stopping application", "Stopping compose")) for line in log.lines)
    started = any(line.startswith(("Starting application", "Starting compose")) for line in log.lines)
    return ", and Dokploy left the service stopped (state=started of dokploy_deployment starts it)" * (
        stopped and not started
    )


def _record(client, query, old):
    rows = newest_first(client.read("deployment.allByType", query))
    return next((row for row in rows if row["deploymentId"] not in old), None)


def run_schedule(params, check_mode=False, progress=None, client=None):
    """Run a schedule now. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    record = _schedule(context)
    if record is None or check_mode:
        return context.result(True, schedule=_shown(record), deployment=None)
    done = run_job(
        context, "schedule.runManually", {"scheduleId": record["id"]}, "schedule", f"schedule {record['name']}"
    )
    return context.result(True, schedule=_shown(record), **done)


def _schedule(context):
    """The schedule that the options mean; without a service and a server one of Dokploy's own host, or any by its id."""
    wanted = context.params["schedule"]
    if any(context.params.get(name) for name in ("project", "environment", "application", "compose", "server")):
        return context.find("schedule")
    # Whose id is asked for does not matter there.
    rows = context.client.read("schedule.list", {"id": "host", "scheduleType": "dokploy-server"}) or []
    found = [row for row in rows if wanted in (row["scheduleId"], row.get("name"))]
    if len(found) > 1:
        ids = ", ".join(row["scheduleId"] for row in found)
        raise OptionError(f"schedule: Dokploy's own host has several schedules {wanted} ({ids}); give the id of one.")
    if found:
        return {**found[0], "id": found[0]["scheduleId"]}
    try:
        return {**context.client.read("schedule.one", {"scheduleId": wanted}), "id": wanted}
    except ApiError as error:
        if not error.not_found:
            raise
    known = ", ".join(sorted(str(row.get("name")) for row in rows)) or "none"
    problem = f"schedule: Dokploy's own host has no schedule {wanted} (there are: {known}), and none has that id."
    if not context.check_mode:
        raise OptionError(problem)
    context.notes.append(f"{problem} It is taken as made by an earlier task of this check run.")
    return None


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
    bucket, folders, start = Bucket(context.client, record["destinationId"]), folders_of(record), ""
    if volume or record.get("databaseType") == "web-server":
        start = f"{record['volumeName']}-" if volume else WEB_SERVER
    before = bucket.newest(folders, start)
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
    newest = bucket.newest(folders, start)
    if not newest or newest["Path"] == before.get("Path"):
        newest = {}
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
        bare = [name for name in ("application", "redis") if params.get(name)]
        if bare:
            raise OptionError(f"volume_backup is needed with {bare[0]}, of which Dokploy backs up nothing but volumes.")
        service = context.service(kinds=BACKED_UP)
        if service is None:
            return None
        rows, owner = service.record.get("backups") or [], service.title
    if params.get("destination"):
        wanted = context.find("destination")
        rows = [row for row in rows if wanted and row.get("destinationId") == wanted["id"]]
    for option, column in (("database", "database"), ("service_name", "serviceName")):
        if params.get(option):
            rows = [row for row in rows if row.get(column) == params[option]]
    if len(rows) != 1:
        ids = ", ".join(
            f"{row['backupId']} of {row.get('database')}"
            + (f" in {row['serviceName']}" if row.get("serviceName") else "")
            for row in rows
        )
        found = (
            f"{len(rows)} backups fit: {ids}. Give destination, database, service_name, or the id in backup"
            if rows
            else "there is no such backup"
        )
        raise OptionError(f"{owner}: {found}.")
    return {**client.read("backup.one", {"backupId": rows[0]["backupId"]}), "id": rows[0]["backupId"]}


def folders_of(record):
    """Where the files of a backup lie in the bucket."""
    service = next(
        (record[name] for name in (*BACKED_UP, "application", "redis") if isinstance(record.get(name), dict)), None
    )
    return places(record, (service or {}).get("appName") or record.get("appName"))
