# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Preview deployments: what Dokploy builds for pull requests. They come into being by themselves."""

from __future__ import annotations

from .._api.errors import DokployError, OptionError
from .._api.faces import Call
from .context import Context
from .deployer import failure
from .follow import Follower
from .run import FAILED, QueuedRun, shown_deployment


class _Kind:
    id_key = "previewDeploymentId"


class Preview:
    """A preview deployment, to be followed like a service."""

    kind = _Kind

    def __init__(self, record):
        self.id, self.record = record["previewDeploymentId"], record

    @property
    def name(self):
        """What to call it, by its pull request."""
        return f"pull request {self.record.get('pullRequestNumber')}"

    @property
    def title(self):
        """What to call it in a sentence."""
        return f"the preview of {self.name}"

    @property
    def body(self):
        """What names it in the body of a request."""
        return {"previewDeploymentId": self.id}

    @property
    def status(self):
        """Dokploy's status, as that of a service."""
        return self.record.get("previewStatus")

    @property
    def one(self):
        """The query for the whole record."""
        return Call("previewDeployment.one", self.body)

    @property
    def deployments(self):
        """The query for the deployments, newest first."""
        return Call("deployment.allByType", {"id": self.id, "type": "previewDeployment"})

    def shown(self):
        """The preview as results show it."""
        domain = self.record.get("domain") or {}
        return {
            "id": self.id,
            "pull_request": str(self.record.get("pullRequestNumber") or ""),
            "title": self.record.get("pullRequestTitle"),
            "url": self.record.get("pullRequestURL"),
            "branch": self.record.get("branch"),
            "status": self.status,
            "app_name": self.record.get("appName"),
            "host": domain.get("host"),
        }


def manage_previews(params, check_mode=False, progress=None, client=None):
    """List, redeploy or remove previews of an application. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    service = context.service(kinds=("application",))
    if service is None:
        return context.result(params["state"] != "listed", previews=[])
    previews = [Preview(row) for row in context.client.read("previewDeployment.all", service.body) or []]
    wanted = params.get("pull_request")
    if wanted is not None:
        previews = [one for one in previews if wanted in (one.id, str(one.record.get("pullRequestNumber")))]
    state = params["state"]
    if state == "redeployed" and wanted is not None and not previews:
        raise OptionError(f"pull_request: {service.title} has no preview of pull request {wanted}.")
    shown = [one.shown() for one in previews]
    if state == "listed" or check_mode or not previews:
        return context.result(state != "listed" and bool(previews), previews=shown)
    if state == "removed":
        for one in previews:
            context.client.write("previewDeployment.delete", one.body, timeout=120)
        return context.result(True, previews=shown)
    return _redeploy(context, previews)


def _redeploy(context, previews):
    params = context.params
    follower = Follower(context.client, params["wait_timeout"], params["poll_interval"])
    runs = [
        QueuedRun(
            one, "previewDeployment.redeploy", context.log(one.name), params.get("title"), params.get("description")
        )
        for one in previews
    ]
    follower.look_before(runs)
    for run in runs:
        run.ask(context.client)
    if params["wait"]:
        follower.follow(runs)
        follower.read_logs(runs)
    else:
        follower.look_once(runs)
    results = [
        {
            **run.service.shown(),
            "state": run.reached,
            "deployment": shown_deployment(run.deployment),
            "duration": run.seconds,
            "log": run.log.text,
        }
        for run in runs
    ]
    bad = [run for run in runs if run.state == FAILED]
    if bad:
        raise DokployError("\n\n".join(failure(run) for run in bad), changed=True, previews=results)
    return context.result(True, previews=results)
