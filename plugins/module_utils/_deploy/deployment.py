# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""A task that deploys services, or starts, stops and cancels them: several in order or together, each with its own outcome."""

from __future__ import annotations

from .._api.client import Client
from .._api.errors import DokployError, OptionError
from .._api.redact import Redactor
from .._engine.run import connection
from .actions import ACTIONS
from .archive import pack
from .deployer import VERBS, Deployer
from .service import DATABASES, find_services


def deploy(params, check_mode=False, progress=None, client=None):
    """Carry out a task of the deployment module and give its result.

    params: the validated options. progress: a function that gets each line about the progress and of the logs as it comes,
    masked and with the service's name in front. Raises DokployError, whose details hold the whole result.
    """
    named = entries(params)
    check(params, named)
    client = client or Client(connection(params), Redactor())
    services, notes = find_services(client, named, check_mode)
    deployer = Deployer(client, params, check_mode, progress)
    return outcome(run_all(deployer, services), notes, params.get("services") is not None)


def roll_back(params, check_mode=False, progress=None, client=None):
    """Carry out a task of the rollback module, which is that of a deployment with fewer options."""
    return deploy({**params, "state": "rolled_back"}, check_mode, progress, client)


def check(params, named):
    """Rules over several options. Raises OptionError."""
    for name in ("wait_timeout", "poll_interval"):
        if params[name] <= 0:
            raise OptionError(f"{name} must be more than 0 seconds.")
    if params.get("stable_for", 0) < 0:
        raise OptionError("stable_for must be 0 seconds or more.")
    state = params["state"]
    if params.get("healthy") and not params["wait"]:
        raise OptionError("healthy waits for the containers, so it does not go with wait=false.")
    if params.get("only_if_needed") and state not in VERBS:
        raise OptionError(f"only_if_needed belongs to state=deployed and state=redeployed, not to state={state}.")
    if params.get("archive"):
        check_archive(params, named)
    if state == "rebuilt":
        if not params.get("force"):
            raise OptionError(
                "state=rebuilt removes the database with all of its data volumes and begins with an empty one; it needs force=true."
            )
        for path, options in named:
            if not any(options.get(name) for name in DATABASES):
                raise OptionError(
                    f"{path or 'state'}: only databases can be rebuilt; use state=redeployed to build an application again."
                )


def check_archive(params, named):
    """Rules for local code, and whether it can be read at all. Raises OptionError."""
    if (
        params["state"] != "deployed"
        or params.get("only_if_needed")
        or params.get("title")
        or params.get("description")
    ):
        raise OptionError(
            "archive goes with state=deployed and without only_if_needed, title and description: an upload always builds and has no words."
        )
    if len(named) != 1 or not named[0][1].get("application"):
        raise OptionError("archive is the code of one application; name that with application.")
    pack(params["archive"])


def entries(params):
    """What names the services of a task: pairs of a path and options; an entry of a list takes its scope from the task."""
    listed = params.get("services")
    if listed is None:
        return [("", params)]
    if not listed:
        raise OptionError("services is empty: name at least one service.")
    scope = {name: params.get(name) for name in ("project", "environment")}
    result = []
    for at, entry in enumerate(listed):
        own = {name: value for name, value in entry.items() if value is not None}
        # With a project of its own an entry means an environment of that project.
        result.append((f"services[{at}]", {**({} if "project" in own else scope), **own}))
    return result


def run_all(deployer, services):
    """One result for each service, in their order. One after the other, nothing is begun after a failure."""
    state = deployer.params["state"]
    if state in (*VERBS, "rebuilt") and deployer.params.get("parallel"):
        return deployer.deploy(services)
    results, broken = [], False
    for service in services:
        if broken:
            results.append(not_begun(service))
            continue
        results.append(deployer.deploy([service])[0] if state not in ACTIONS else ACTIONS[state](deployer, service))
        broken = results[-1].get("failed", False) and not deployer.params.get("parallel")
    return results


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
        others = [result for result in results if not result.get("failed")]
        text = "\n\n".join(result["msg"] for result in failed)
        if others:
            states = ", ".join(f"{(result['service'] or {}).get('name')} {result['state']}" for result in others)
            text += f"\nThe other services: {states}."
        raise DokployError(text, **whole)
    return {**whole, "warnings": notes}
