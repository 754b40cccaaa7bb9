# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Starting, stopping, restarting and cancelling a service; each is a function of a Deployer and a service.

What Dokploy cannot do for a kind is done another way here, or said.
"""

from __future__ import annotations

import time

from .._api.errors import ApiError, DokployError
from .containers import calls_for, runs, spec_of, units_of, wait_until_gone
from .deployer import predicted
from .health import HealthWatch
from .rollback import roll_back
from .run import FAILED as FAILED_STATE
from .run import QUEUE, newest_first, own_jobs, shown_deployment

# Stopping and starting wait for the swarm, which takes its time.
SLOW = 120
# How long a build may take to end after it was interrupted.
INTERRUPT = 60


def _start(deployer, service):
    if service is None:
        return predicted(service, "started")
    up, known = _what_runs(deployer, service)
    if up:
        return {**predicted(service, "started", ""), "reason": "it runs already"}
    if deployer.check_mode:
        return predicted(service, "started")
    if service.stack:
        # Stopping removed the stack, and Dokploy's start only sets its status.
        return _by_deployment(deployer, service, "a swarm stack is started by deploying it")
    if not known:
        return _by_deployment(deployer, service, "it was never deployed, so there is nothing to start yet")
    if service.kind.name == "application" and service.record.get("replicas", 1) != 1:
        # Its start always starts one copy; a reload starts as many as are set.
        return _change(deployer, service, "reload", "started")
    return _change(deployer, service, "start", "started")


def _stop(deployer, service):
    if service is None:
        return predicted(service, "stopped")
    if not _what_runs(deployer, service)[0]:
        return {**predicted(service, "stopped", ""), "reason": "it does not run"}
    if deployer.check_mode:
        return predicted(service, "stopped")
    begun = time.monotonic()
    result = _change(deployer, service, "stop", "stopped")
    wait_until_gone(deployer.client, service, deployer.follower.sleep)
    return {**result, "duration": round(time.monotonic() - begun, 1)}


def _restart(deployer, service):
    if service is None or deployer.check_mode:
        return predicted(service, "restarted")
    up, known = _what_runs(deployer, service)
    if not known:
        return _by_deployment(deployer, service, "it was never deployed, so there is nothing to restart yet")
    if service.kind.name != "compose":
        return _change(deployer, service, "reload", "restarted")
    if up:
        _change(deployer, service, "stop", "stopped", False)
        wait_until_gone(deployer.client, service, deployer.follower.sleep)
    if service.stack:
        return _by_deployment(deployer, service, "a swarm stack is restarted by removing and deploying it")
    return _change(deployer, service, "start", "restarted")


def _what_runs(deployer, service):
    """Whether anything of a service runs, and whether Docker knows it at all."""
    outcomes = deployer.client.read_all(calls_for(service))
    try:
        units = units_of(outcomes)
        return runs(units), bool(units or spec_of(service, outcomes) or service.swarm_id)
    except DokployError:
        # Without the permission to look, the status has to tell; it is that of the last command.
        return service.status == "done", service.status != "idle"


def _by_deployment(deployer, service, reason):
    verb = {**deployer.params, "state": "deployed", "only_if_needed": False}
    deployer = type(deployer)(deployer.client, verb, deployer.check_mode, deployer.progress)
    return {**deployer.deploy([service])[0], "reason": reason}


def _change(deployer, service, verb, state, watched=True):
    """Let Dokploy start, stop or reload a service and look whether it does what it should."""
    client = deployer.client
    watch = (
        HealthWatch(service, deployer.params["stable_for"])
        if deployer.params["healthy"] and state != "stopped" and watched
        else None
    )
    if watch:
        deployer.follower.look_before([watch])
    begun = time.monotonic()
    body = {**service.body, **({"appName": service.app_name} if verb == "reload" else {})}
    try:
        client.write(service.procedure(verb), body, timeout=max(SLOW, deployer.params["wait_timeout"]))
    except ApiError as error:
        why = error.message or "Dokploy gives no reason"
        raise DokployError(
            f"{service.title} could not be {state}: {why}.", changed=True, service=service.shown()
        ) from None
    result = {"changed": True, "service": service.shown(), "state": state, "deployment": None}
    if watch:
        watch.begin(begun)
        deployer.make_log(service)
        deployer.follow_containers([(_Begun(service, begun), watch)])
        if watch.state == FAILED_STATE:
            result.update(failed=True, **deployer.unhealthy(service, watch, f"was {state}"))
    service.record = client.read(service.one.procedure, service.body)
    return {**result, "service": service.shown(), "duration": round(time.monotonic() - begun, 1)}


class _Begun:
    def __init__(self, service, asked):
        self.service, self.asked = service, asked


def _cancel(deployer, service):
    if service is None:
        return predicted(service, "cancelled")
    if not service.queued:
        raise DokployError(
            f"{service.title}: Dokploy deploys databases at once, so there is nothing that could be cancelled."
        )
    client = deployer.client
    jobs, rows = client.read(QUEUE), client.read(service.deployments.procedure, service.body)
    own = own_jobs(jobs, service)
    waiting = [job for job in own if job.get("state") != "active"]
    running = next((row for row in newest_first(rows) if row.get("status") == "running"), None)
    result = {
        "changed": bool(waiting or running),
        "service": service.shown(),
        "state": "cancelled",
        "removed_from_queue": len(waiting),
    }
    if not result["changed"]:
        return {**result, "deployment": None, "reason": "nothing waits or runs"}
    if deployer.check_mode:
        return {**result, "deployment": shown_deployment(running)}
    if waiting:
        client.write(service.procedure("cleanQueues"), service.body)
    if running is not None:
        running = _interrupt(deployer, service, running)
    service.record = client.read(service.one.procedure, service.body)
    return {**result, "service": service.shown(), "deployment": shown_deployment(running)}


def _interrupt(deployer, service, running):
    """Interrupt a build until it has ended. Dokploy interrupts every build on a host, so ours has to be the only one."""
    client, begun = deployer.client, time.monotonic()
    while time.monotonic() - begun < INTERRUPT:
        jobs = client.read(QUEUE)
        own = {job["id"] for job in own_jobs(jobs, service)}
        hosts = {(job.get("data") or {}).get("serverId") for job in jobs if job["id"] in own} or {
            service.server_id or None
        }
        others = [
            job
            for job in jobs
            if job["id"] not in own
            and job.get("state") == "active"
            and (job.get("data") or {}).get("serverId") in hosts
        ]
        if others:
            raise DokployError(
                f"{service.title}: its build was not stopped, because another service builds on the same host and Dokploy can only stop all "
                "builds of a host at once. What waited in the queue was removed.",
                changed=True,
                service=service.shown(),
            )
        client.write(service.procedure("killBuild"), service.body)
        deployer.follower.sleep(1)
        rows = client.read(service.deployments.procedure, service.body)
        now = next(
            (row for row in rows if row["deploymentId"] == running["deploymentId"]), {**running, "status": "removed"}
        )
        if now.get("status") != "running":
            return now
    raise DokployError(
        f"{service.title}: its build went on for {INTERRUPT} seconds although it was interrupted; Dokploy can interrupt docker build and docker compose, "
        "but no clone and no pull.",
        changed=True,
        service=service.shown(),
    )


ACTIONS = {"started": _start, "stopped": _stop, "restarted": _restart, "cancelled": _cancel, "rolled_back": roll_back}
