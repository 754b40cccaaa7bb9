# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What runs by the clock: scheduled commands, backups of databases and backups of volumes."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Hooks, Kind, Orphans, Read, Write
from .project import SERVICES
from .refs import DESTINATION
from .servers import REACHED

# Dokploy takes any text for the time and then never runs.
_CRON = Field("cron", key="cronExpression", type="cron", create=True, required=True, empty=NEVER)
_DESTINATION = Field("destination", key="destinationId", ref=DESTINATION, create=True, required=True, empty=NEVER)
_KEEP = Field("keep_latest", key="keepLatestCount", type="int", low=1, create=True)
# Left out, Dokploy stores null, which counts as switched off.
_ENABLED = Field("enabled", type="bool", create=True, default=True, empty=NEVER)


def _schedule_check(given):
    problems = []
    inside = "application" if given.get("application") else "compose" if given.get("compose") else ""
    if inside and given.get("script"):
        problems.append(("script", f"runs on a host; inside the container of an {inside} it is command that runs"))
    if given.get("service_name") and given.get("application"):
        problems.append(("service_name", "names a service of a Compose stack; an application has none"))
    if given.get("server") and given.get("command"):
        problems.append(("command", "runs inside a container; on a server it is script that runs"))
    return problems


def _schedule_missing(parent, values):
    needs = {
        "application": ("command",),
        "compose": ("command", "service_name"),
        "server": ("script",),
        "": ("script",),
    }
    return [option for option in needs[parent] if not values.get(option)]


SCHEDULE = Kind(
    name="schedule",
    title="schedule",
    id_key="scheduleId",
    parents=("application", "compose", "server"),
    parent_optional=True,
    owner={"$key": "$id", "scheduleType": "$kind"},
    # Those of Dokploy's own host; whose id is asked for does not matter there.
    orphans=Orphans("schedule.list", args={"id": "host", "scheduleType": "dokploy-server"}),
    read=Read(one="schedule.one", list="schedule.list", args={"id": "$id", "scheduleType": "$kind"}),
    create=Write(
        "schedule.create", answers="record", constants={"scheduleType": "dokploy-server"}, share=MANY, keeps=True
    ),
    update=Write("schedule.update", always=("name", "cronExpression", "command"), share=MANY, keeps=True),
    delete=Write("schedule.delete", share=MANY),
    # Dokploy keeps one whose script it could not write.
    reach=REACHED,
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("description", create=True, since="0.29.3"),
        _CRON,
        Field("timezone", type="timezone", create=True, since="0.26.0"),
        Field("command", create=True, default="", empty=""),
        Field("script", create=True),
        Field("shell", key="shellType", choices=("bash", "sh"), create=True, empty=NEVER),
        Field("service_name", create=True),
        _ENABLED,
    ),
    shown=(Field("app_name"), Field("created_at")),
    hooks=Hooks(check=_schedule_check, missing=_schedule_missing),
)

# What a backup inside a Compose stack has to know of its database, by engine: options and the members of one column.
_CREDENTIALS = {
    "postgres": {"database_user": "databaseUser"},
    "mariadb": {"database_user": "databaseUser", "database_password": "databasePassword"},
    "mongo": {"database_user": "databaseUser", "database_password": "databasePassword"},
    "mysql": {"database_root_password": "databaseRootPassword"},
}


def _backup_record(record):
    metadata = (record.get("metadata") or {}).get(record.get("databaseType")) or {}
    return {
        **record,
        **{key: metadata.get(key) for key in ("databaseUser", "databasePassword", "databaseRootPassword")},
    }


def _backup_body(action, body, values, record):
    known = {key: body.pop(key, None) for key in ("databaseUser", "databasePassword", "databaseRootPassword")}
    if action in ("create", "update"):
        engine = body.get("databaseType") or ""
        members = {key: known[key] for key in _CREDENTIALS.get(engine, {}).values() if known[key]}
        # Dokploy replaces the column as a whole.
        body["metadata"] = {engine: members} if members else {}
    return body


def _backup_check(given):
    problems = []
    inside = [
        option
        for option in ("service_name", "database_type", "database_user", "database_password", "database_root_password")
        if given.get(option)
    ]
    engines = [name for name in BACKED_UP if name != "compose" and given.get(name)]
    if engines:
        problems += [
            (option, f"is for a database inside a Compose stack; Dokploy knows it of its own {engines[0]}")
            for option in inside
        ]
    engine = given.get("database_type")
    for option in ("database_user", "database_password", "database_root_password"):
        if engine and given.get(option) and option not in _CREDENTIALS[engine]:
            problems.append((option, f"is not what a backup of {engine} needs ({', '.join(_CREDENTIALS[engine])})"))
    return problems


def _backup_missing(parent, values):
    if parent != "compose":
        return []
    needs = ("service_name", "database_type", *_CREDENTIALS.get(values.get("database_type"), {}))
    return [option for option in needs if not values.get(option)]


def _backup_meant(values, record):
    # Two services of a stack may have databases of one name.
    return not values.get("service_name") or record.get("serviceName") in (None, "", values["service_name"])


BACKED_UP = ("postgres", "mysql", "mariadb", "mongo", "libsql", "compose")

BACKUP = Kind(
    name="backup",
    title="backup",
    id_key="backupId",
    parents=BACKED_UP,
    parent_optional=True,
    identity=("destination", "database"),
    owner={"$key": "$id", "databaseType": "$kind"},
    owners={"compose": {"$key": "$id", "backupType": "compose"}},
    # Without a database it is Dokploy itself that is backed up; such backups belong to a user.
    orphans=Orphans("user.getBackups", path="backups", owner={"userId": "id"}),
    read=Read(one="backup.one", embedded="backups"),
    create=Write("backup.create", constants={"databaseType": "web-server"}),
    update=Write("backup.update", full=True),
    delete=Write("backup.remove"),
    fields=(
        _DESTINATION,
        Field("database", create=True, required=True, empty=NEVER),
        Field("cron", key="schedule", type="cron", create=True, required=True, empty=NEVER),
        Field("prefix", create=True, default="/", assume="/", empty="/"),
        _KEEP,
        _ENABLED,
        # An update that leaves it out switches it off.
        Field("include_encryption_key", type="bool", create=True, assume=True, empty=NEVER, since="0.29.12"),
        Field("service_name", create=True),
        Field("database_type", choices=tuple(_CREDENTIALS), create=True, empty=NEVER),
        Field("database_user", create=True),
        Field("database_password", create=True, secret=True),
        Field("database_root_password", create=True, secret=True),
    ),
    shown=(Field("app_name"),),
    hooks=Hooks(
        record=_backup_record,
        check=_backup_check,
        missing=_backup_missing,
        body=_backup_body,
        meant=_backup_meant,
    ),
)


def _volume_check(given):
    problems = []
    others = [name for name in SERVICES if name != "compose" and given.get(name)]
    if given.get("service_name") and others:
        problems.append(
            ("service_name", f"names a service of a Compose stack; this is a volume of {others[0]} {given[others[0]]}")
        )
    if given.get("turn_off") and others and others[0] != "application":
        # It makes no command then, and runs the word for that.
        problems.append(("turn_off", "is for applications and Compose stacks; with a database every run would fail"))
    return problems


VOLUME_BACKUP = Kind(
    name="volume_backup",
    title="volume backup",
    id_key="volumeBackupId",
    parents=SERVICES,
    owner={"$key": "$id", "serviceType": "$kind"},
    read=Read(one="volumeBackups.one", list="volumeBackups.list", args={"id": "$id", "volumeBackupType": "$kind"}),
    create=Write("volumeBackups.create", answers="record", share=MANY),
    update=Write(
        "volumeBackups.update",
        always=("name", "volumeName", "prefix", "cronExpression", "destinationId"),
        share=MANY,
    ),
    delete=Write("volumeBackups.delete", share=MANY),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field(
            "volume_name",
            create=True,
            required=True,
            empty=NEVER,
            pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
            expects="made of letters, digits, dots, underscores and hyphens, with a letter or digit first",
        ),
        _DESTINATION,
        _CRON,
        Field("prefix", create=True, default="/", assume="/", empty="/"),
        _KEEP,
        Field("turn_off", type="bool", create=True, empty=NEVER),
        Field("service_name", create=True),
        _ENABLED,
    ),
    shown=(Field("app_name"), Field("created_at")),
    hooks=Hooks(
        check=_volume_check,
        missing=lambda parent, values: (
            ["service_name"] if parent == "compose" and not values.get("service_name") else []
        ),
    ),
)
