# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Waiting on after a deployment until what it started runs, and stays up.

Dokploy calls a deployment done as soon as Docker has taken the new settings, whatever the containers do afterwards.
"""

from __future__ import annotations

import time

from .._api.errors import ApiError
from .._api.faces import Call
from .containers import BROKEN, ENDED, STARTING, UP, calls_for, copies, inspection, spec_of, units_of
from .run import DONE, FAILED, RUNNING

# So many containers that broke one after the other are no hiccup at the start.
MOST_BREAKS = 3
# How many lines of the containers' logs a failure brings along.
LOG_LINES = 50


def down(service, outcomes):
    """What is wrong with the containers of a deployed service at this moment, "" if nothing. outcomes: the answers to calls_for()."""
    units, spec = units_of(outcomes), spec_of(service, outcomes)
    up = [unit for unit in units if unit.wanted and unit.state == UP]
    if service.kind.name == "compose":
        wanted = [unit for unit in units if unit.wanted or not service.stack]
        bad = [unit for unit in wanted if unit.state not in (UP, ENDED)]
        # Containers that ended well are no fault, but those of a stopped stack may have ended well, too.
        stopped = not up and (not wanted or service.status == "idle")
    else:
        missing = copies(spec, units) - len(up)
        bad = (
            [unit for unit in units if unit.state != UP and (unit.wanted or unit.state == BROKEN)]
            if missing > 0
            else []
        )
        # A service that is stopped has no copies in the swarm, whatever its settings say.
        meant = not service.record.get("modeSwarm") and service.record.get("replicas", 1)
        stopped = not up and (missing > 0 or bool(meant))
    if bad:
        return f"its containers are not up ({', '.join(sorted({f'{unit.place}: {unit.why}' for unit in bad}))})"
    return "it does not run" if stopped else ""


class HealthWatch:
    """Follows the containers of a service. state, problem: like those of a run. log: the containers' log after a failure."""

    deployment = ahead = None

    def __init__(self, service, stable_for=10, clock=time.monotonic):
        self.service, self.stable_for, self._clock = service, stable_for, clock
        self.state, self.problem, self.log, self.asked = RUNNING, "", "", None
        self._old, self._breaks, self._since, self._seen, self._details = set(), {}, None, None, {}
        self._units = []

    def look(self):
        """What has to be read before the deployment, so that what runs by then is not taken for its outcome."""
        return calls_for(self.service)

    def remember(self, outcomes):
        """Take the answers to look(): what ran before the deployment."""
        self._old = {unit.id for unit in units_of(outcomes)}

    def begin(self, asked):
        """Start to judge. asked: when the deployment was asked for, as its time counts too."""
        self.asked = asked

    def calls(self):
        """The queries of one look at the containers."""
        return calls_for(self.service) + self._inspections()

    def take(self, calls, outcomes):
        """Take the answers to calls() and judge by them."""
        fixed = len(calls_for(self.service))
        self._units, spec = units_of(outcomes[:fixed]), spec_of(self.service, outcomes[:fixed])
        if self.service.kind.name == "compose":
            self._take_details(outcomes[fixed:])
            good = self._judge_stack() if self.service.stack else self._judge_project()
        else:
            good = self._judge_service(spec)
        if self.finished:
            return
        seen = tuple(
            sorted(
                (unit.id, self._details.get(unit.id, {}).get("started", "")) for unit in self._units if unit.state == UP
            )
        )
        if not good or seen != self._seen:
            self._since = self._clock()
        self._seen = seen
        if good and self._clock() - self._since >= self.stable_for:
            self.state = DONE

    # Swarm services

    def _judge_service(self, spec):
        update = spec.get("UpdateStatus") or {}
        if "rollback" in update.get("State", "") or update.get("State") == "paused":
            return self._fail(
                f"Docker did not keep the new version ({update.get('State')}: {update.get('Message', '')})"
            )
        fresh = [unit for unit in self._units if unit.id not in self._old]
        self._count_breaks(fresh)
        wanted = copies(spec, self._units)
        up = [unit for unit in fresh if unit.wanted and unit.state == UP]
        return bool(spec) and len(up) >= wanted and update.get("State") != "updating"

    def _judge_stack(self):
        self._count_breaks([unit for unit in self._units if unit.id not in self._old])
        wanted = [unit for unit in self._units if unit.wanted]
        return bool(wanted) and all(unit.state in (UP, ENDED) for unit in wanted)

    def _count_breaks(self, units):
        for unit in units:
            # A service that is meant to run and ends again and again is broken, too.
            if unit.state == BROKEN or (unit.state == ENDED and "Complete" in unit.why and not unit.wanted):
                self._breaks[unit.id] = unit.why
        if len(self._breaks) >= MOST_BREAKS:
            self._fail(f"its containers end again and again, the last one with {list(self._breaks.values())[-1]!r}")
        elif self._breaks and not any(unit.wanted and unit.state in (UP, STARTING) for unit in units):
            # With a restart policy there is always a next one.
            self._fail(f"its container ended with {list(self._breaks.values())[-1]!r} and is not started again")

    # Compose projects

    def _inspections(self):
        if self.service.kind.name != "compose" or self.service.stack:
            return []
        return [inspection(self.service, unit.id) for unit in self._units]

    def _take_details(self, outcomes):
        for found in outcomes:
            if isinstance(found, dict) and found.get("Id"):
                id = found["Id"][:12]
                first = self._details.get(id, {}).get("first", found.get("RestartCount", 0))
                started = (found.get("State") or {}).get("StartedAt", "")
                self._details[id] = {
                    "first": first,
                    "restarts": found.get("RestartCount", 0) - first,
                    "started": started,
                }

    def _judge_project(self):
        for unit in self._units:
            if self._details.get(unit.id, {}).get("restarts", 0) >= MOST_BREAKS:
                return self._fail(f"container {unit.place} is restarted again and again ({unit.why})")
            if unit.state == BROKEN and not unit.wanted:
                # It may be about to be started again; Docker needs a moment for that.
                self._breaks[unit.id] = self._breaks.get(unit.id, 0) + 1
                if self._breaks[unit.id] >= MOST_BREAKS:
                    return self._fail(f"container {unit.place} ended: {unit.why}")
        return bool(self._units) and all(unit.state in (UP, ENDED) for unit in self._units)

    def _fail(self, problem):
        self.problem, self.state = problem, FAILED
        return False

    def time_out(self, seconds):
        """Give up after so many seconds and say in which state the containers are."""
        states = (
            ", ".join(
                sorted({f"{unit.place}: {unit.why}" for unit in self._units if unit.wanted or unit.state == BROKEN})
            )
            or "nothing runs"
        )
        # Docker would wait for ever, and begin where it was with the next deployment.
        hint = (
            ". A port published in the mode host is free only when the old container has gone: set swarm.update_config.order to stop-first"
            if "host-mode port already in use" in states
            else ""
        )
        self._fail(
            f"after {seconds} seconds (wait_timeout) its containers were not up for {self.stable_for} seconds ({states}){hint}"
        )

    @property
    def finished(self):
        """Whether it is known whether they stay up."""
        return self.state in (DONE, FAILED)

    def log_calls(self):
        """The queries for the logs of the containers."""
        if self.service.kind.name != "compose":
            return [Call(self.service.procedure("readLogs"), {**self.service.body, "tail": LOG_LINES})]
        bad = [unit for unit in self._units if unit.state == BROKEN] or self._units
        if self.service.stack:
            return []
        return [
            Call("compose.readLogs", {**self.service.body, "containerId": unit.id, "tail": LOG_LINES})
            for unit in bad[:5]
        ]

    def take_logs(self, outcomes):
        """Take the answers to log_calls()."""
        self.log = "\n".join(
            text.strip("\n") for text in outcomes if isinstance(text, str) and not isinstance(text, ApiError)
        )
