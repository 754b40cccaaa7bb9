# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""One deployment of an application or a Compose stack, from being asked for to its end.

Dokploy answers a deployment with nothing that identifies it. So what is there is read first; what is new afterwards, in
the queue or among the deployments, is ours. An old status never counts.
"""

from __future__ import annotations

import secrets
import time

from .._api.errors import AnswerLost, ApiError
from .._api.faces import Call
from .log import MOST_LINES, STEP_LINES

QUEUE = "deployment.queueList"

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
# Why a record is cancelled: that is what Dokploy makes of all that ran when it starts.
CANCELLED = "it was cancelled: Dokploy was restarted while it ran, or somebody stopped it"

# A job leaves the queue a moment before or after its record appears, and a status may lag behind; only what is seen this
# many times in a row counts.
_SURE = 3


class QueuedRun:
    """A deployment that is followed.

    state: one of the constants. problem: why it failed, as the end of a sentence. deployment: its record, None as long as
    it waits. ahead: how many deployments on the same host go first. previous: the id of the deployment before it.
    """

    def __init__(self, service, procedure, log, title=None, description=None):
        self.service, self.procedure, self.log = service, procedure, log
        self.title = title or "Deployed with Ansible"
        # So that this deployment can be told from another one that was asked for at the same moment.
        self.description = description if description is not None else f"Run {secrets.token_hex(4)}"
        self.state, self.problem = WAITING, ""
        self.deployment, self.ahead, self.previous = None, None, None
        self.asked, self.ended, self.timed_out = None, None, False
        self._old, self._old_jobs, self._earlier = set(), set(), 0
        self._queue_known, self._queued, self._absent, self._idle = True, False, 0, 0

    # Before

    def look(self):
        """What has to be read before it is asked for."""
        return [self.service.deployments, Call(QUEUE)]

    def remember(self, outcomes):
        """Take the answers to look(). Raises ApiError."""
        rows, jobs = outcomes
        if isinstance(rows, ApiError):
            raise rows
        rows = newest_first(rows)
        self._old = {row["deploymentId"] for row in rows}
        self.previous = rows[0]["deploymentId"] if rows else None
        # Older releases have no such query, and not every key may ask.
        self._queue_known = not isinstance(jobs, ApiError)
        own = self._own(jobs if self._queue_known else [])
        self._old_jobs = {job["id"] for job in own}
        self._earlier = sum(1 for job in own if job.get("state") != "active")

    def ask(self, client):
        """Ask Dokploy for it."""
        self.begin()
        body = {**self.service.body, "title": self.title, "description": self.description}
        try:
            client.write(self.procedure, body)
        except AnswerLost:
            # Whether it was heard shows in what is there next; if not, the deployment counts as lost.
            pass

    def begin(self):
        """Begin to count the time."""
        self.asked = time.monotonic()

    # While it runs

    def calls(self):
        """What has to be read to know how far it is."""
        calls = [self.service.one, self.service.deployments]
        calls.append(Call(QUEUE) if self._queue_known else None)
        calls.append(self.log_call(STEP_LINES) if self.deployment else None)
        return [call for call in calls if call]

    def log_call(self, lines=MOST_LINES):
        return Call("deployment.readLogs", {"deploymentId": self.deployment["deploymentId"], "tail": lines})

    def take(self, calls, outcomes):
        """Take the answers to calls()."""
        answers = {call.procedure: outcome for call, outcome in zip(calls, outcomes)}
        record, rows = answers[self.service.one.procedure], answers[self.service.deployments.procedure]
        for answer in (record, rows):
            if isinstance(answer, ApiError):
                if answer.not_found:
                    self._fail("the service was removed while its deployment was followed")
                    return
                raise answer
        self.service.record = record
        log = answers.get("deployment.readLogs")
        if isinstance(log, str):
            self.log.take(log)
        jobs = answers.get(QUEUE)
        if isinstance(jobs, ApiError):
            self._queue_known, jobs = False, None
        self._find(rows, jobs)
        if self.deployment is not None:
            self._judge(jobs)
        elif jobs is not None:
            self._look_for_job(jobs)

    def _find(self, rows, jobs):
        if self.deployment is not None:
            known = self.deployment["deploymentId"]
            self.deployment = next((row for row in rows if row["deploymentId"] == known), None) or {
                **self.deployment,
                "status": "removed",
            }
            return
        fresh = [row for row in reversed(newest_first(rows)) if row["deploymentId"] not in self._old]
        mine = [
            row for row in fresh if (row.get("title"), row.get("description") or "") == (self.title, self.description)
        ]
        # A build from a repository ends with the commit's words in place of ours; then only the order tells.
        rest = [] if mine or self._job(jobs or []) else fresh[self._earlier :]
        self.deployment = (mine or rest or [None])[0]
        if self.deployment is not None:
            self._absent = 0

    def _judge(self, jobs):
        status = self.deployment.get("status")
        self.state = RUNNING
        if status == "done":
            self._end(DONE)
        elif status == "error":
            self._fail(self.deployment.get("errorMessage") or "it ended with an error")
        elif status == "cancelled":
            self._fail(CANCELLED)
        elif status == "removed":
            self._fail("its record was removed while it was followed")
        elif status == "running" and self.service.status == "idle":
            # While it builds the service is running; idle means that it was stopped, saved anew, or that Dokploy lost it.
            self._idle += 1
            if self._idle >= _SURE:
                self._fail(
                    "the service turned idle under it: it was stopped, or its source was changed meanwhile, so nobody waits for this build"
                )
        else:
            self._idle = 0
            self._look_for_worker(jobs)

    def _look_for_worker(self, jobs):
        """As long as a deployment runs its job is in the queue; Dokploy may drop that and leave the record as it was."""
        if jobs is None:
            return
        if self._own(jobs):
            self._queued, self._absent = True, 0
            return
        # One that was never seen there tells nothing: the cloud lists no jobs where it cannot ask its builders (0.30.2's source).
        self._absent += self._queued
        if self._absent >= _SURE:
            self._fail(
                "Dokploy gave it up without a word: it is not in the queue any more, although its record still says that it runs; "
                "Dokploy's own log may tell why"
            )

    def _look_for_job(self, jobs):
        job = self._job(jobs)
        if job is None:
            self._absent += 1
            if self._absent >= _SURE:
                self._fail(
                    "it is neither in the queue nor among the deployments: Dokploy was restarted, which empties the queue, or somebody cancelled it"
                )
            return
        self._queued, self._absent = True, 0
        if job.get("state") == "active":
            self.ahead = None
            return
        host = (job.get("data") or {}).get("serverId")
        others = [one for one in jobs if (one.get("data") or {}).get("serverId") == host and one["id"] != job["id"]]
        self.ahead = sum(
            1 for one in others if one.get("state") == "active" or one.get("timestamp", 0) < job.get("timestamp", 0)
        )

    def _job(self, jobs):
        """Our job in the queue, None if it is not there."""
        return next((one for one in self._own(jobs) if self._is_mine(one)), None)

    def _own(self, jobs):
        return own_jobs(jobs, self.service)

    def _is_mine(self, job):
        data = job.get("data") or {}
        if job["id"] in self._old_jobs:
            return False
        return (data.get("titleLog"), data.get("descriptionLog") or "") == (self.title, self.description)

    def _fail(self, problem):
        self.problem = problem
        self._end(FAILED)

    def _end(self, state):
        self.state, self.ended = state, time.monotonic()

    def time_out(self, seconds):
        """End it because it took too long."""
        if self.deployment is not None:
            where = "it still runs"
        elif self.ahead is None:
            where = "it has not begun"
        else:
            where = f"it still waits in Dokploy's queue, behind {self.ahead} other{'' if self.ahead == 1 else 's'}"
        self._fail(f"after {seconds} seconds (wait_timeout) {where}. It was not cancelled")
        self.timed_out = True

    @property
    def reached(self):
        """The state for the result: one that was given up is still where it is."""
        if self.timed_out:
            return RUNNING if self.deployment is not None else WAITING
        return self.state

    @property
    def finished(self):
        return self.state in (DONE, FAILED)

    @property
    def seconds(self):
        """How long it has taken since it was asked for."""
        return round((self.ended or time.monotonic()) - self.asked, 1) if self.asked else None


def own_jobs(jobs, service):
    """The jobs of a service in the queue. Those of its previews name the application, too."""
    key = service.kind.id_key
    found = [job for job in jobs or [] if (job.get("data") or {}).get(key) == service.id]
    return [job for job in found if key == "previewDeploymentId" or not job["data"].get("previewDeploymentId")]


def newest_first(rows):
    """Deployments in order of time, whatever order Dokploy gave them in."""
    return sorted(rows or [], key=lambda row: row.get("createdAt") or "", reverse=True)


def shown_deployment(row):
    """A deployment as results show it."""
    if row is None:
        return None
    names = {
        "deploymentId": "id",
        "title": "title",
        "description": "description",
        "status": "status",
        "createdAt": "created_at",
        "startedAt": "started_at",
        "finishedAt": "finished_at",
        "errorMessage": "error_message",
    }
    return {name: row.get(column) for column, name in names.items()}
