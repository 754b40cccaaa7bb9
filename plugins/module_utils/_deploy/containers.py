# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What runs of a service: the tasks of the swarm, or the containers of a Compose project, in the same words.

Swarm services are inspected through docker.getConfig, which takes any name that Docker knows: the answer tells how many copies
are wanted, with which settings, and what became of the last update. An application that Dokploy builds has an image of its own
name, and Docker then answers with the image; the id of the service, from swarm.getNodeApps, says which of the two is meant.
Seen on Dokploy 0.30.2.
"""

from __future__ import annotations

import re
import time

from .._api.errors import ApiError, DokployError
from .._api.faces import Call

# How many seconds the swarm may take to end what was stopped.
GONE = 60
INSPECT = "docker.getConfig"
NAMES = "swarm.getNodeApps"
SWARM = "docker.getServiceContainersByAppName"
STACK = "docker.getStackContainersByAppName"
PROJECT = "docker.getContainersByAppNameMatch"

# What a unit is doing.
UP, STARTING, ENDED, BROKEN = "up", "starting", "ended", "broken"

_SWARM_STATES = {
    "running": UP,
    "complete": ENDED,
    "shutdown": ENDED,
    "remove": ENDED,
    "failed": BROKEN,
    "rejected": BROKEN,
    "orphaned": BROKEN,
}
# Services whose names begin like this are not in the list of swarm.getNodeApps.
_HIDDEN = "dokploy-"
_EXIT = re.compile(r"Exited \((\d+)\)")


class Unit:
    """A task or a container. place: which copy of what it is. wanted: whether Docker means it to run. why: what Docker says."""

    def __init__(self, id, place, state, wanted=True, why=""):
        self.id, self.place, self.state, self.wanted, self.why = id, place, state, wanted, why

    def __repr__(self):
        return f"Unit({self.place!r}, {self.state!r})"


def calls_for(service):
    """The queries that tell what runs of a service."""
    name = service.on_server(appName=service.app_name)
    if service.stack:
        return [Call(STACK, name)]
    if service.kind.name == "compose":
        return [Call(PROJECT, {**name, "appType": "docker-compose"})]
    known = inspection(service, service.swarm_id or service.app_name)
    unclear = service.swarm_id == "" or (service.built and not service.swarm_id)
    return [known, *([_names(service)] if unclear else []), Call(SWARM, name)]


def inspection(service, name):
    """The query for all that Docker knows of a container or a swarm service."""
    return Call(INSPECT, service.on_server(containerId=name))


def units_of(outcomes):
    """The units in the answers to calls_for(). Raises DokployError where the key may not ask."""
    rows = allowed(outcomes[-1]) or []
    return [_swarm_unit(row) if "currentState" in row else _container(row) for row in rows]


def spec_of(service, outcomes):
    """What Docker knows of the swarm service in the answers to calls_for(), empty if there is none.

    Where that was an image, the service's id is noted, so that the next calls_for() ask for the right thing.
    """
    found = allowed(outcomes[0]) if len(outcomes) > 1 else None
    if is_image(found):
        asked = len(outcomes) > 2
        service.swarm_id = (asked and _id_in(outcomes[1], service)) or ""
        # Dokploy does not tell the ids of services with names like its own; then the tasks have to tell all.
        return found if asked and not service.swarm_id else {}
    if not isinstance(found, dict):
        service.swarm_id = None
        return {}
    return found


def is_image(found):
    """Whether an inspection found an image of that name in place of the service."""
    return isinstance(found, dict) and "RepoTags" in found


def specs(client, services, outcomes):
    """What Docker knows of swarm services, {} of one that it does not know, None if that cannot be found out.

    outcomes: the answers to inspection() by their names. What was an image is asked for again, all in two requests.
    """
    images = [service for service, found in zip(services, outcomes) if is_image(found)]
    hosts = {service.server_id: service for service in images}
    names = dict(zip(hosts, client.read_all([_names(service) for service in hosts.values()])))
    for service in images:
        service.swarm_id = _id_in(names[service.server_id], service) or ""
    again = [service for service in images if service.swarm_id]
    found = dict(zip(again, client.read_all([inspection(service, service.swarm_id) for service in again])))
    result = []
    for service, outcome in zip(services, outcomes):
        if is_image(outcome) and service not in found:
            told = isinstance(names[service.server_id], list) and not service.app_name.startswith(_HIDDEN)
            result.append({} if told else None)
        else:
            result.append(allowed(found.get(service, outcome)) or {})
    return result


def _names(service):
    return Call(NAMES, service.on_server())


def _id_in(outcome, service):
    rows = outcome if isinstance(outcome, list) else []
    return next((row.get("ID") for row in rows if row.get("Name") == service.app_name), None)


def copies(spec, units):
    """How many copies of a swarm service are wanted."""
    mode = (spec.get("Spec") or {}).get("Mode") or {}
    if "Replicated" in mode:
        return (mode["Replicated"] or {}).get("Replicas", 1)
    # One a node: as many as Docker planned.
    return len({unit.id for unit in units if unit.wanted})


def runs(units):
    """Whether anything of a service runs."""
    return any(unit.state in (UP, STARTING) and unit.wanted for unit in units)


def wait_until_gone(client, service, sleep):
    """Wait until what was stopped has ended, which the swarm does in its own time, but no longer than a minute.

    A container that still ends may write to its volumes, and keeps them from being removed. Of a stack the network has to go,
    too, without which it cannot be deployed again.
    """
    if service.kind.name == "compose" and not service.stack:
        return
    begun, calls = time.monotonic(), calls_for(service)
    calls += [inspection(service, f"{service.app_name}_default")] if service.stack else []
    while time.monotonic() - begun < GONE:
        outcomes = client.read_all(calls)
        if service.stack:
            gone = not any(isinstance(answer, ApiError) or answer for answer in outcomes)
        else:
            gone = isinstance(outcomes[-1], ApiError) or not any(unit.state == UP for unit in units_of(outcomes))
        if gone:
            return
        sleep(1)


def allowed(outcome):
    """An answer about Docker. Raises DokployError if it is none."""
    if not isinstance(outcome, ApiError):
        return outcome
    if outcome.status in (401, 403):
        raise DokployError(
            f"The API key may not see containers ({outcome.procedure}); its user needs the permission to read Docker."
        )
    raise outcome


def _swarm_unit(row):
    current = (row.get("currentState") or "").split(" ")[0].lower()
    wanted = row.get("state") in ("running", "ready", "complete")
    why = (row.get("error") or "").strip('" ') or row.get("currentState") or ""
    return Unit(row.get("containerId"), row.get("name") or "", _SWARM_STATES.get(current, STARTING), wanted, why)


def _container(row):
    state, status = row.get("state"), row.get("status") or ""
    ended = _EXIT.search(status)
    if state == "running":
        kind = STARTING if "health: starting" in status else BROKEN if "(unhealthy)" in status else UP
    elif state == "exited":
        kind = ENDED if ended and ended.group(1) == "0" else BROKEN
    else:
        kind = BROKEN if state in ("dead", "restarting") else STARTING
    return Unit(row.get("containerId"), row.get("name") or "", kind, state != "exited", status)
