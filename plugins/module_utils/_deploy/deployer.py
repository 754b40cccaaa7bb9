# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Deploying a group of services: what is needed is begun, followed, and judged by what then runs."""

from __future__ import annotations

from .._api.errors import ApiError
from . import needed
from .archive import UploadRun, pack
from .containers import INSPECT, calls_for, inspection, specs
from .direct import DirectRun
from .follow import AWAY, Follower
from .health import HealthWatch, down
from .log import Log, clean
from .run import FAILED, QueuedRun, newest_first, shown_deployment
from .service import secrets_of

VERBS = {"deployed": "deploy", "redeployed": "redeploy"}


class Deployer:
    """Deploys services the way the options of a task say.

    progress: a function that gets each line for the user, or None.
    """

    def __init__(self, client, params, check_mode=False, progress=None):
        self.client, self.params, self.check_mode, self.progress = client, params, check_mode, progress
        self.follower = Follower(client, params["wait_timeout"], params["poll_interval"], self.say)

    def say(self, service, line):
        """Tell the user a line about a service."""
        if self.progress:
            self.progress(f"{service.name}: {line}")

    def deploy(self, services):
        """Deploy services together. One result for each."""
        reasons = self.reasons(services)
        results = {}
        runs = []
        for at, (service, reason) in enumerate(zip(services, reasons)):
            if reason == "" or self.check_mode:
                results[at] = predicted(service, self.params["state"], reason)
            else:
                runs.append((at, self.make_run(service)))
        watches = self.watches([run for _at, run in runs])
        self.carry_out([run for _at, run in runs], watches)
        for at, run in runs:
            results[at] = self.result(run, watches.get(run), reasons[at])
        return [results[at] for at in range(len(services))]

    def reasons(self, services):
        """Why each service needs a deployment: a text, "" for not at all, None where that was not asked."""
        if not self.params.get("only_if_needed"):
            return [None] * len(services)
        calls = []
        for service in services:
            if service is not None and service.queued:
                calls.append((service, service.deployments))
            if service is not None and service.kind.name != "compose":
                calls.append((service, inspection(service, service.app_name)))
        outcomes = self.client.read_all([call for _service, call in calls])
        rows = {service: outcome for (service, call), outcome in zip(calls, outcomes) if call.procedure != INSPECT}
        inspected = {service: outcome for (service, call), outcome in zip(calls, outcomes) if call.procedure == INSPECT}
        known = dict(zip(inspected, specs(self.client, list(inspected), list(inspected.values()))))
        reasons = [self._reason(service, rows.get(service), known.get(service)) for service in services]
        if not self.params.get("healthy"):
            return reasons
        # What nobody changed may have been stopped, or have crashed since or all along.
        fine = [service for service, reason in zip(services, reasons) if reason == ""]
        states = dict(self.follower.ask_about(fine, calls_for))
        return [
            down(service, states[service]) if reason == "" else reason for service, reason in zip(services, reasons)
        ]

    @staticmethod
    def _reason(service, rows, spec):
        if service is None:
            return "it does not exist yet"
        if isinstance(rows, ApiError):
            raise rows
        return needed.reason(service, newest_first(rows or []), spec)

    def watches(self, runs):
        """Who watches the containers of each run, if that is wanted."""
        if not self.params.get("healthy"):
            return {}
        return {run: HealthWatch(run.service, self.params["stable_for"]) for run in runs}

    def carry_out(self, runs, watches):
        """Begin runs and follow them to their end."""
        queued = [run for run in runs if isinstance(run, QueuedRun)]
        self.follower.look_before(queued + list(watches.values()))
        for run in queued:
            run.ask(self.client)
        for run in runs:
            if isinstance(run, DirectRun):
                run.go(self.client)
        if not self.params["wait"]:
            self.follower.look_once(queued)
            return
        self.follower.follow(queued)
        self.follower.read_logs(queued)
        self.follow_containers([(run, watch) for run, watch in watches.items() if run.state != FAILED])

    def follow_containers(self, watched):
        """Follow what runs now. watched: pairs of a run and its HealthWatch."""
        for run, watch in watched:
            watch.begin(run.asked)
            self.say(run.service, f"is deployed; its containers have to be up for {watch.stable_for} seconds")
        watches = [watch for _run, watch in watched]
        self.follower.follow(watches)
        try:
            bad = [watch for watch in watches if watch.state == FAILED]
            for watch, outcomes in self.follower.ask_about(bad, lambda watch: watch.log_calls()):
                watch.take_logs(outcomes)
        except AWAY:
            # What went wrong is known without the containers' own words.
            pass

    def make_log(self, service):
        """A log that masks the secrets of a service."""
        self.client.redact.add(*secrets_of(service))
        return Log(self.client.redact, (lambda line: self.say(service, line)) if self.progress else None)

    def make_run(self, service):
        """The run that deploys a service."""
        log = self.make_log(service)
        if not service.queued:
            return DirectRun(
                service, log, "rebuild" if self.params["state"] == "rebuilt" else "deploy", self.params["wait_timeout"]
            )
        if self.params.get("archive"):
            return UploadRun(service, log, pack(self.params["archive"])[0], self.params.get("build_path"))
        description = self.params.get("description")
        run = QueuedRun(
            service, service.procedure(VERBS[self.params["state"]]), log, self.params.get("title"), description
        )
        if description is None or self.params.get("only_if_needed"):
            run.description = f"{run.description}, {needed.mark(service)}".lstrip(", ")
        return run

    def result(self, run, watch=None, reason=None):
        """What is said about one service."""
        result = {
            "changed": True,
            "service": run.service.shown(),
            "state": run.reached,
            "deployment": shown_deployment(run.deployment),
            "previous_deployment_id": run.previous,
            "duration": run.seconds,
            "log": run.log.text,
        }
        if reason:
            result["reason"] = reason
        if run.ahead is not None and run.deployment is None:
            result["queue_position"] = run.ahead + 1
        if run.state == FAILED:
            result.update(failed=True, msg=failure(run))
        elif watch is not None and watch.state == FAILED:
            result.update(failed=True, **self.unhealthy(run.service, watch, "was deployed"))
        return result

    def unhealthy(self, service, watch, what):
        """What is said about a service whose containers do not stay up."""
        lines = [clean(line, self.client.redact) for line in watch.log.split("\n") if line.strip()]
        text = f"{service.title} {what}, but {watch.problem}."
        text += (
            " The end of its containers' log:\n" + "\n".join(lines[-20:]) if lines else " Its containers wrote no log."
        )
        return {"state": "unhealthy", "msg": text, "container_log": "\n".join(lines)}


def failure(run):
    """The message of a failed run, with the end of its log."""
    text = f"The deployment of {run.service.title} failed: {run.problem}."
    tail = run.log.tail()
    if not tail:
        return f"{text} Its log is empty."
    return f"{text} The end of its log:\n" + "\n".join(tail)


def predicted(service, state, reason=None):
    """What is said about a service that is not touched: in check mode, or because it needs nothing (reason is empty)."""
    result = {
        "changed": reason != "",
        "service": service.shown() if service else None,
        "state": state,
        "deployment": None,
    }
    if reason is not None:
        result["reason"] = reason or "nothing changed since the last good deployment"
    return result
