# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Whether a service needs a deployment: was never deployed, failed last, or has other settings now. Pure.

Dokploy notes neither when a setting changed nor with which settings it deployed. So each deployment carries a mark of the
settings in its description; where Dokploy puts the commit in its place, the settings are compared with what Docker runs.
"""

from __future__ import annotations

import hashlib
import json
import re

from .._model import dotenv

# What a deployment does not use, or uses only later.
_COSMETIC = {"name", "description", "title", "subtitle", "icon", "server", "auto_deploy", "trigger_type", "watch_paths"}
# The reason to deploy where nobody can tell whether it is needed.
UNTOLD = "Dokploy does not tell with which settings this stack was deployed"
_MARK = re.compile(r"settings ([0-9a-f]{12})\b")
_MOUNT = ("type", "mountPath", "volumeName", "hostPath", "filePath", "content")
_PORT = ("publishedPort", "targetPort", "protocol", "publishMode")
_DOMAIN = (
    "host",
    "path",
    "port",
    "https",
    "certificateType",
    "customCertResolver",
    "customEntrypoint",
    "serviceName",
    "internalPath",
    "stripPath",
    "middlewares",
    "enabled",
)
_REFERENCE = re.compile(r"\$\{\{(.*?)\}\}")
# Variables that Dokploy itself gives to the image of a database.
_OWN = re.compile(r"^(POSTGRES|MYSQL|MARIADB|MONGO|REDIS|SQLD|LIBSQL)")


def mark(service):
    """A short text that changes with the settings of a service that matter to a deployment, secrets included.

    It is made slow to compute, so that nobody finds out a secret by trying.
    """
    record = service.record
    settings = {}
    for field in service.kind.fields:
        if field.option.split(".")[0] not in _COSMETIC | {"preview", "rollback"} and record.get(field.column) not in (
            None,
            "",
            [],
            {},
        ):
            settings[field.column] = record[field.column]
    for name, columns in (
        ("mounts", _MOUNT),
        ("ports", _PORT),
        ("domains", _DOMAIN if service.kind.name == "compose" else ()),
    ):
        rows = [[row.get(column) for column in columns] for row in record.get(name) or [] if columns]
        settings["its " + name] = sorted(rows, key=str)
    environment = record.get("environment") or {}
    settings["its surroundings"] = [environment.get("env"), (environment.get("project") or {}).get("env")]
    text = json.dumps(settings, sort_keys=True, default=str)
    return "settings " + hashlib.pbkdf2_hmac("sha256", text.encode(), service.id.encode(), 100000).hex()[:12]


def reason(service, rows, spec):
    """Why a service needs a deployment, "" if it does not.

    rows: its deployments, newest first. spec: what Docker knows of its swarm service, {} if nothing, None for Compose.
    """
    if service.queued:
        if not rows:
            return "it was never deployed"
        status = rows[0].get("status")
        if status != "done":
            words = {
                "error": "failed",
                "cancelled": "was cancelled",
                "running": "still runs, maybe with other settings",
            }
            return f"the last deployment {words.get(status, 'did not end well')}"
        found = _MARK.search(rows[0].get("description") or "")
        if found and found.group(0) != mark(service):
            return "its settings changed since the last deployment"
        if _refused(spec):
            return _refused(spec)
        if found and spec is None:
            return ""
        if found and spec:
            # After a rollback Docker runs something else than what was deployed last.
            other = "image" in differences(service, spec.get("Spec") or {})
            return "Docker runs another version of it" if other else ""
    elif service.status == "error":
        return "the last deployment failed"
    if spec is None:
        return UNTOLD
    if _refused(spec):
        return _refused(spec)
    if not spec:
        return "it was never deployed" if not service.queued else "Docker does not know it any more"
    changed = differences(service, spec.get("Spec") or {})
    return f"Docker runs it with other settings: {', '.join(changed)}" if changed else ""


def _refused(spec):
    """Whether the swarm did not keep what was deployed last, which Dokploy calls done all the same; as words."""
    update = (spec or {}).get("UpdateStatus") or {}
    state = update.get("State") or ""
    if "rollback" not in state and state != "paused":
        return ""
    return f"Docker did not keep what was deployed last ({state}: {update.get('Message') or 'no reason given'})"


def differences(service, spec):
    """In what a service's settings differ from its swarm service, as words."""
    record, task = service.record, spec.get("TaskTemplate") or {}
    container = task.get("ContainerSpec") or {}
    checks = (
        ("image", _same_image(service, record, container)),
        ("env", _same_env(service, record, container)),
        ("resources", _same_resources(record, task.get("Resources") or {})),
        ("replicas", _same_replicas(record, spec.get("Mode") or {})),
        ("command", not record.get("command") or container.get("Command") == record["command"].split(" ")),
        ("args", not record.get("args") or container.get("Args") == record["args"]),
        ("mounts", _same_mounts(record, container)),
        ("ports", _same_ports(record, spec.get("EndpointSpec") or {})),
        ("health check", _within(record.get("healthCheckSwarm"), container.get("Healthcheck"))),
        ("labels", _within(record.get("labelsSwarm"), container.get("Labels"))),
        ("database", all(_known(value, container) for value in _database(service))),
    )
    return [word for word, same in checks if not same]


def _same_image(service, record, container):
    image = record.get("dockerImage")
    running = (container.get("Image") or "").split("@")[0]
    if service.queued and record.get("sourceType") != "docker":
        return running.rsplit("/", 1)[-1] == f"{service.app_name}:latest"
    if not image:
        return True
    # With a registry of its own Dokploy runs a copy under another name.
    return running == image or (
        bool(record.get("registryId")) and running.rsplit("/", 1)[-1] == image.rsplit("/", 1)[-1]
    )


def _same_env(service, record, container):
    running = dict(item.split("=", 1) for item in container.get("Env") or [] if "=" in item)
    wanted = dotenv.parse(record.get("env") or "")
    environment = record.get("environment") or {}
    scopes = {
        "environment": dotenv.parse(environment.get("env") or ""),
        "project": dotenv.parse((environment.get("project") or {}).get("env") or ""),
    }

    def value_of(match):
        scope, _dot, name = match.group(1).partition(".")
        return (
            scopes[scope].get(name, match.group(0)) if scope in scopes else wanted.get(match.group(1), match.group(0))
        )

    for name, value in wanted.items():
        if "${{vault." in value:
            continue
        if running.get(name) != _REFERENCE.sub(value_of, value):
            return False
    extra = set(running) - set(wanted)
    return not (extra if service.queued else {name for name in extra if not _OWN.match(name)})


def _same_resources(record, resources):
    for part, suffix in (("Limits", "Limit"), ("Reservations", "Reservation")):
        for docker, ours in (("MemoryBytes", "memory"), ("NanoCPUs", "cpu")):
            wanted = record.get(ours + suffix)
            if int(wanted or 0) != int((resources.get(part) or {}).get(docker) or 0):
                return False
    return True


def _same_replicas(record, mode):
    running = (mode.get("Replicated") or {}).get("Replicas")
    # None run while it is stopped, which is no setting.
    return bool(record.get("modeSwarm")) or not running or running == record.get("replicas", 1)


def _same_mounts(record, container):
    running = {(mount.get("Type"), mount.get("Source"), mount.get("Target")) for mount in container.get("Mounts") or []}
    targets = {target for _type, _source, target in running}
    wanted = record.get("mounts") or []
    if targets != {mount.get("mountPath") for mount in wanted}:
        return False
    named = {"volume": "volumeName", "bind": "hostPath"}
    return all(
        (mount["type"], mount.get(named[mount["type"]]), mount["mountPath"]) in running
        for mount in wanted
        if mount.get("type") in named
    )


def _same_ports(record, endpoint):
    if record.get("endpointSpecSwarm"):
        return True
    running = {(port.get("PublishedPort"), port.get("TargetPort")) for port in endpoint.get("Ports") or []}
    if record.get("ports") is None:
        wanted = {
            value
            for name, value in record.items()
            if name.startswith("external") and name.lower().endswith("port") and value
        }
        return {published for published, _target in running} == wanted
    return running == {(port.get("publishedPort"), port.get("targetPort")) for port in record["ports"]}


def _within(wanted, running):
    if not isinstance(wanted, dict):
        return True
    return all((running or {}).get(key) == value for key, value in wanted.items() if value is not None)


def _database(service):
    names = [field for field in service.kind.fields if field.option.startswith("database_") and not service.queued]
    return [str(service.record[field.column]) for field in names if service.record.get(field.column)]


def _known(value, container):
    return any(value in str(text) for part in ("Env", "Command", "Args") for text in container.get(part) or [])
