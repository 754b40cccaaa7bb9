# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Restoring backups over Dokploy's event stream, which says how it went only in its lines."""

from __future__ import annotations

from .._api.errors import AnswerLost, DokployError, OptionError
from .bucket import Bucket, places
from .context import Context
from .jobs import WEB_SERVER

# What Dokploy writes when a restore failed; the stream itself ends as usual.
_FAILED = ("Error:", "Error ", "\u274c")
_SUCCESS = ("completed successfully", "Volume restore completed")
LATEST = "latest"
RESTORED = ("postgres", "mysql", "mariadb", "mongo", "libsql", "compose", "application")
# What restoring into a database of a Compose stack has to know, by engine: options and the members of the input.
_CREDENTIALS = {
    "postgres": {"database_user": "databaseUser"},
    "mariadb": {"database_user": "databaseUser", "database_password": "databasePassword"},
    "mongo": {"database_user": "databaseUser", "database_password": "databasePassword"},
    "mysql": {"database_root_password": "databaseRootPassword"},
}


def restore(params, check_mode=False, progress=None, client=None):
    """Restore a backup. Raises DokployError, with the log as a detail."""
    _check(params)
    context = Context(params, check_mode, progress, client)
    context.client.redact.add(params.get("database_password") or "", params.get("database_root_password") or "")
    service = None if params["web_server"] else context.service(kinds=RESTORED)
    destination = context.find("destination")
    if (service is None and not params["web_server"]) or destination is None:
        return context.result(True, file=params["file"], log="")
    context.client.redact.add(destination.get("accessKey") or "", destination.get("secretAccessKey") or "")
    name = "Dokploy" if service is None else service.title
    file = _file(context, service, destination["id"])
    shown = {"file": file, "service": service.shown() if service else None}
    if check_mode:
        return context.result(True, log="", **shown)
    procedure, body = _call(params, service, destination["id"], file)
    log = context.log(name)
    try:
        for line in context.client.stream(procedure, body, timeout=params["wait_timeout"]):
            log.add(str(line).splitlines() or [""])
    except AnswerLost:
        raise DokployError(
            f"The restore of {name} broke off; nobody knows how far it came.", changed=True, log=log.text, **shown
        ) from None
    bad = [line for line in log.lines if line.startswith(_FAILED)]
    if bad or not any(word in line for line in log.lines for word in _SUCCESS):
        # The first one says what it was, the last one often only that it was.
        why = bad[0].replace("Error:", "").strip("\u274c! ") if bad else "Dokploy did not say that it succeeded"
        tail = "\n".join(log.tail())
        if "left out" in why:
            # The command line is no reason; what it printed last is.
            why = log.tail(1)[0].strip()
        raise DokployError(
            f"The restore of {name} from {file} failed: {why}. The end of its log:\n{tail}",
            changed=True,
            log=log.text,
            **shown,
        )
    return context.result(True, log=log.text, **shown)


def _check(params):
    if not params["force"]:
        raise OptionError("A restore overwrites what is there; it needs force=true.")
    kinds = [name for name in RESTORED if params.get(name)] + (["web_server"] if params["web_server"] else [])
    if len(kinds) != 1:
        raise OptionError(f"Give exactly one of {', '.join(RESTORED)} and web_server.")
    if kinds[0] == "application" and not params.get("volume"):
        raise OptionError("volume is needed: of an application only volumes are restored.")
    if params.get("volume") and kinds[0] not in ("application", "compose"):
        raise OptionError("volume: Dokploy restores volumes of applications and Compose stacks only.")
    if kinds[0] == "compose" and not params.get("volume"):
        engine = params.get("database_type")
        needs = ("service_name", "database_type", "database", *_CREDENTIALS.get(engine, {}))
        missing = [name for name in needs if not params.get(name)]
        if missing:
            raise OptionError(f"{', '.join(missing)}: needed for a database inside a Compose stack (or give volume).")


def _call(params, service, destination, file):
    """The procedure and its input."""
    if params.get("volume"):
        body = {"backupFileName": file, "destinationId": destination, "volumeName": params["volume"], "id": service.id}
        body["serviceType"] = service.kind.name
        return "volumeBackups.restoreVolumeBackupWithLogs", service.on_server(**body)
    body = {"backupFile": file, "destinationId": destination, "backupType": "database"}
    if service is None:
        body.update(databaseId="", databaseType="web-server", databaseName="dokploy")
    elif service.kind.name == "compose":
        engine = params["database_type"]
        known = {member: params[option] for option, member in _CREDENTIALS[engine].items()}
        body.update(databaseId=service.id, databaseType=engine, backupType="compose", databaseName=params["database"])
        body["metadata"] = {"serviceName": params["service_name"], engine: known}
    else:
        body.update(databaseId=service.id, databaseType=service.kind.name, databaseName=_database(params, service))
    return "backup.restoreBackupWithLogs", body


def _database(params, service):
    """The database to restore into. Raises OptionError where nobody knows it."""
    name = params.get("database") or service.record.get("databaseName")
    backed_up = {row.get("database") for row in service.record.get("backups") or []}
    if not name and len(backed_up) == 1:
        name = backed_up.pop()
    if not name and service.kind.name != "libsql":
        raise OptionError(f"database is needed: Dokploy does not know which databases {service.title} has.")
    # libSQL has no databases with names, but an empty one is refused.
    return name or "database"


def _file(context, service, destination):
    """The path of the file in the destination; C(latest) is the one with the newest name, which is a time."""
    params, bucket = context.params, Bucket(context.client, destination)
    if params["file"] != LATEST:
        file = params["file"].strip("/")
        # Of MySQL and MariaDB Dokploy would restore nothing and call that a success.
        if not bucket.has(file):
            raise OptionError(f"file: {file} is not in the destination, or its folder cannot be listed.")
        return file
    if params.get("folder"):
        folders = [params["folder"].strip("/") + "/"]
    else:
        folders = _folders(context, service, destination)
    start = f"{params['volume']}-" if params.get("volume") else WEB_SERVER if service is None else ""
    found = bucket.newest(folders, start)
    if not found:
        raise OptionError(
            f"file: there is no backup to be the latest in {' or '.join(folders)} of the destination; see folder."
        )
    return found["Path"]


def _folders(context, service, destination):
    """The folders in which the backups of a service lie, from its backups in Dokploy. Raises OptionError."""
    params = context.params
    if service is None:
        rows = (context.client.read("user.getBackups") or {}).get("backups") or []
        base = ""
    elif params.get("volume"):
        query = {"id": service.id, "volumeBackupType": service.kind.name}
        rows = context.client.read("volumeBackups.list", query) or []
        rows, base = [row for row in rows if row.get("volumeName") == params["volume"]], service.app_name
    else:
        rows, base = service.record.get("backups") or [], service.app_name
        if params.get("service_name"):
            rows = [row for row in rows if row.get("serviceName") in (None, "", params["service_name"])]
    rows = [row for row in rows if row.get("destinationId") == destination]
    if service is not None and not params.get("volume"):
        rows = _of_one_database(rows, params.get("database") or service.record.get("databaseName"))
    folders = []
    for row in rows:
        folders += places(row, base or row.get("appName"))
    if not folders:
        # Nothing is set up any more; it went to one of these.
        names = [f"{base}_{params['service_name']}"] if params.get("service_name") else []
        folders = [f"{name}/" for name in (*names, base)]
    return list(dict.fromkeys(folders))


def _of_one_database(rows, database):
    """The backups of a database, if their files can be told from those of others: the names of files do not say it."""
    own = [row for row in rows if row.get("database") == database] or rows
    shared = {place for row in own for place in places(row, "")}
    others = {row.get("database") for row in rows if shared & set(places(row, ""))}
    if len(others) > 1:
        raise OptionError(
            f"file: backups of several databases ({', '.join(sorted(map(str, others)))}) go to the same folder, "
            "and their names do not tell them apart; name the file, or give each of these backups a prefix of its own."
        )
    return own
