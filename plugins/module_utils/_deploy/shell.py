# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Containers by hand: the five verbs, and logs."""

from __future__ import annotations

from .._api.errors import ApiError, DokployError, OptionError
from .._kinds.project import SERVICES
from .containers import PROJECT
from .context import Context, reason
from .run import newest_first, shown_deployment

_VERBS = {
    "started": "startContainer",
    "stopped": "stopContainer",
    "restarted": "restartContainer",
    "killed": "killContainer",
    "removed": "removeContainer",
}
# What has to be so that nothing is left to do.
_THERE = {"started": ("running",), "stopped": ("exited", "created", "dead"), "killed": ("exited", "created", "dead")}


def containers_of(context, service):
    """The containers that options name: by a service, by a name or id, or both. Gives (containers, server id)."""
    wanted = context.params.get("container")
    if service is None:
        server = context.server_id()
        rows = context.client.read("docker.getContainers", {"serverId": server} if server else {}) or []
        return [
            row
            for row in rows
            if wanted in (row["name"], row["containerId"]) or row["containerId"] == (wanted or "")[:12]
        ], server
    kind = {"appType": "stack" if service.stack else "docker-compose"} if service.kind.name == "compose" else {}
    rows = context.client.read(PROJECT, service.on_server(appName=service.app_name, **kind)) or []
    # Dokploy looks for names that begin alike, which the names of other services may do.
    rows = [row for row in rows if kind or row["name"].startswith(service.app_name + ".")]
    if wanted:
        # The name of a service in a Compose file stands between the project's name and a number.
        parts = (f"{service.app_name}-{wanted}-", f"{service.app_name}_{wanted}.")
        rows = [row for row in rows if wanted in (row["name"], row["containerId"]) or row["name"].startswith(parts)]
    return rows, service.server_id


def command_container(params, check_mode=False, progress=None, client=None):
    """Start, stop, restart, kill or remove containers. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    service = service_of(context)
    state = params["state"]
    if context.named_service() and service is None:
        return context.result(True, containers=[])
    rows, server = containers_of(context, service)
    if not rows and state != "removed" and not check_mode:
        raise OptionError(f"container: there is no such container{' of ' + service.title if service else ''}.")
    todo = [row for row in rows if row.get("state") not in _THERE.get(state, ())]
    if state in ("restarted", "killed", "stopped") and service is not None and not params.get("container"):
        # What ended before is kept by the swarm for its logs.
        todo = [row for row in todo if row.get("state") == "running"] or ([] if state != "restarted" else todo[:1])
    verb = _VERBS[state]
    if state == "restarted" and service is not None and (service.stack or service.kind.name != "compose"):
        # The swarm replaces a container that stops for a moment, and Docker would then run the old one beside the new one.
        verb = _VERBS["stopped"]
    if not check_mode:
        for row in todo:
            try:
                context.client.write(
                    "docker." + verb,
                    {"containerId": row["containerId"], **({"serverId": server} if server else {})},
                    timeout=120,
                )
            except ApiError as error:
                raise DokployError(
                    f"Container {row['name']} could not be {state}: {reason(error)}.", changed=True
                ) from None
    return context.result(
        bool(todo),
        containers=[{"id": row["containerId"], "name": row["name"], "state": row.get("state")} for row in todo],
        state=state,
    )


def service_of(context):
    """The service that options name, None where they name a container or volume alone. Raises OptionError for neither."""
    if context.named_service():
        return context.service()
    if not context.params.get("container") and not context.params.get("volume"):
        raise OptionError(f"Give a container, or one of {', '.join(SERVICES)}.")
    return None


def read_logs(params, check_mode=False, progress=None, client=None):
    """Read a build log or the logs of containers. Raises DokployError."""
    context = Context(params, False, progress, client)
    service = context.service()
    build = params["source"] == "build"
    if build and not service.queued:
        raise OptionError("source: databases have no build log; Dokploy keeps none of their deployments.")
    if not 1 <= params["tail"] <= 10000:
        raise OptionError("tail must be from 1 to 10000 lines.")
    log, shown = context.log(), {}
    if build:
        rows = newest_first(context.client.read(service.deployments.procedure, service.body))
        wanted = params.get("deployment")
        row = next((row for row in rows if wanted in (None, row["deploymentId"])), None)
        if row is None:
            raise OptionError(f"deployment: {service.title} has no deployment{' ' + wanted if wanted else ' yet'}.")
        log.take(
            context.client.read("deployment.readLogs", {"deploymentId": row["deploymentId"], "tail": params["tail"]}),
            whole=True,
        )
        shown = {"deployment": shown_deployment(row)}
    else:
        shown = {"containers": _container_logs(context, service, log)}
    lines = log.lines
    if params.get("search"):
        # Dokploy would search the same lines, but takes few characters and fails where nothing fits.
        lines = [line for line in lines if params["search"].lower() in line.lower()]
    return context.result(False, service=service.shown(), log="\n".join(lines), lines=lines, **shown)


def _container_logs(context, service, log):
    params = context.params
    query = {"tail": params["tail"], "since": params["since"]}
    if service.kind.name != "compose":
        log.take(
            _read_log(context, service.title, service.procedure("readLogs"), {**service.body, **query}), whole=True
        )
        return []
    rows = containers_of(context, service)[0]
    for row in rows:
        text = _read_log(
            context,
            f"container {row['name']}",
            "compose.readLogs",
            {**service.body, "containerId": row["containerId"], **query},
        )
        name = row["name"].removeprefix(service.app_name).strip("-_.")
        log.add([f"{name} | {line}" for line in (text or "").splitlines()])
    return [row["name"] for row in rows]


def _read_log(context, what, procedure, query):
    try:
        return context.client.read(procedure, query)
    except ApiError as error:
        raise DokployError(f"The logs of {what} cannot be read: {reason(error)}.") from None
