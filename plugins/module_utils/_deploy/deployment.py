# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""A task that deploys services: several of them, in order or together, each with its own outcome."""

from __future__ import annotations

from .._api.client import Client
from .._api.errors import DokployError, OptionError
from .._api.redact import Redactor
from .._engine.run import connection
from .direct import DirectRun
from .follow import Follower
from .log import Log
from .run import FAILED, QueuedRun, shown_deployment
from .service import find_services, secrets_of

_VERBS = {"deployed": "deploy", "redeployed": "redeploy"}


def deploy(params, check_mode=False, progress=None, client=None):
    """Carry out a task of the deployment module and give its result.

    params: the validated options. progress: a function that gets each line about the progress and of the logs as it comes,
    masked and with the service's name in front. Raises DokployError, whose details hold the whole result.
    """
    check(params)
    client = client or Client(connection(params), Redactor())
    services, notes = find_services(client, entries(params), check_mode)
    results = Deployer(client, params, check_mode, progress).run(services)
    return outcome(results, notes, bool(params.get("services")))


def check(params):
    """Rules over several options. Raises OptionError."""
    for name in ("wait_timeout", "poll_interval"):
        if params.get(name) is not None and params[name] <= 0:
            raise OptionError(f"{name} must be more than 0 seconds.")


def entries(params):
    """What names the services of a task: pairs of a path and options; an entry of a list takes its scope from the task."""
    listed = params.get("services")
    if listed is None:
        return [("", params)]
    scope = {name: params.get(name) for name in ("project", "environment")}
    if not listed:
        raise OptionError("services is empty: name at least one service.")
    result = []
    for at, entry in enumerate(listed):
        own = {name: value for name, value in entry.items() if value is not None}
        # With a project of its own an entry means an environment of that project.
        result.append((f"services[{at}]", {**({} if "project" in own else scope), **own}))
    return result


class Deployer:
    """Brings services into the state that a task wants."""

    def __init__(self, client, params, check_mode=False, progress=None):
        self.client, self.params, self.check_mode, self.progress = client, params, check_mode, progress
        self.follower = Follower(client, params["wait_timeout"], params["poll_interval"], self.say)

    def say(self, service, line):
        """Tell the user a line about a service."""
        if self.progress:
            self.progress(f"{service.name}: {line}")

    def run(self, services):
        """One result for each service, in their order. In order, nothing is begun after a failure."""
        if self.params.get("parallel"):
            return self.group(services)
        results, broken = [], False
        for service in services:
            results += [not_begun(service)] if broken else self.group([service])
            broken = broken or results[-1].get("failed", False)
        return results

    def group(self, services):
        """Bring services into the state together."""
        if self.check_mode:
            return [predicted(service, self.params["state"]) for service in services]
        runs = [self.make_run(service) for service in services]
        queued = [run for run in runs if isinstance(run, QueuedRun)]
        self.follower.start(queued)
        for run in runs:
            if isinstance(run, DirectRun):
                run.go(self.client)
        if self.params["wait"]:
            self.follower.follow(queued)
        elif queued:
            self.follower.look_once(queued)
        return [self.result(run) for run in runs]

    def make_run(self, service):
        """The run that brings a service into the state."""
        self.client.redact.add(*secrets_of(service))
        log = Log(self.client.redact, (lambda line: self.say(service, line)) if self.progress else None)
        if not service.queued:
            return DirectRun(service, log, timeout=self.params["wait_timeout"])
        verb = _VERBS[self.params["state"]]
        return QueuedRun(
            service, service.procedure(verb), log, self.params.get("title"), self.params.get("description")
        )

    def result(self, run):
        """What is said about one service."""
        result = {
            "changed": True,
            "service": run.service.shown(),
            "state": run.state,
            "deployment": shown_deployment(run.deployment),
            "previous_deployment_id": run.previous,
            "duration": run.seconds,
            "log": run.log.text,
        }
        if run.ahead is not None and run.deployment is None:
            result["queue_position"] = run.ahead + 1
        if run.state == FAILED:
            result.update(failed=True, msg=failure(run))
        return result


def failure(run):
    """The message of a failed run, with the end of its log."""
    text = f"The deployment of {run.service.title} failed: {run.problem}."
    tail = run.log.tail()
    if not tail:
        return f"{text} Its log is empty."
    return f"{text} The end of its log:\n" + "\n".join(tail)


def predicted(service, state):
    """What check mode says about a service."""
    return {"changed": True, "service": service.shown() if service else None, "state": state, "deployment": None}


def not_begun(service):
    """The result of a service that comes after one that failed."""
    return {
        "changed": False,
        "service": service.shown(),
        "state": "not_begun",
        "msg": "It was not begun because a service before it failed.",
    }


def outcome(results, notes, listed):
    """The result of a task. Raises DokployError if a service failed."""
    failed = [result for result in results if result.get("failed")]
    whole = (
        {"services": results, "changed": any(result["changed"] for result in results)} if listed else dict(results[0])
    )
    if failed:
        whole.pop("failed", None)
        whole.pop("msg", None)
        others = (
            ""
            if len(results) == len(failed)
            else f" ({len(results) - len(failed)} of {len(results)} services did not fail)"
        )
        raise DokployError("\n\n".join(result["msg"] for result in failed) + others, **whole)
    return {**whole, "warnings": notes}
