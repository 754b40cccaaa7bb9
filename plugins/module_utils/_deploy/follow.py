# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Following what Dokploy does to its end: begun, then looked at in turns with one request for all of them."""

from __future__ import annotations

import time

from .._api.errors import AnswerLost, ApiError, ConnectionFailed, NotDokploy
from .run import RUNNING

# Dokploy may be away for a while, for instance because it restarts.
AWAY = (ConnectionFailed, AnswerLost, NotDokploy)


class Follower:
    """Follows several things at once: deployments, containers.

    client: a _api Client. timeout: seconds until one is given up. interval: seconds between two looks. say: a function
    of a service and a line that tells the user how it goes, or None.
    """

    def __init__(self, client, timeout=600, interval=2, say=None, sleep=time.sleep):
        self.client, self.timeout, self.interval = client, timeout, interval
        self.say, self.sleep = say or (lambda service, line: None), sleep
        self._told = {}

    def look_before(self, things):
        """Let things remember how it was before they begin."""
        for thing, outcomes in self.ask_about(things, lambda thing: thing.look()):
            thing.remember(outcomes)

    def look_once(self, things):
        """Look where things are, without waiting for them."""
        asked = {id(thing): thing.calls() for thing in things}
        for thing, outcomes in self.ask_about(things, lambda thing: asked[id(thing)]):
            thing.take(asked[id(thing)], outcomes)
            self._tell(thing)

    def follow(self, things):
        """Look again and again until all have ended or their time is over."""
        pause = min(self.interval, 0.5)
        while True:
            going = [thing for thing in things if not thing.finished]
            if not going:
                return
            try:
                self.look_once(going)
            except AWAY as error:
                self._tell_all(going, f"Dokploy does not answer: {error.message}")
            for thing in going:
                if not thing.finished and time.monotonic() - thing.asked >= self.timeout:
                    thing.time_out(self.timeout)
            if any(not thing.finished for thing in things):
                self.sleep(pause)
                # Much is over within a second; whatever is not can be looked at less often.
                pause = min(self.interval, pause * 2)

    def ask_about(self, things, calls_of):
        """The answers to the queries of several things, read together, as pairs (thing, answers)."""
        calls = [(thing, call) for thing in things for call in calls_of(thing)]
        outcomes = self.client.read_all([call for _thing, call in calls])
        return [
            (thing, [outcome for (owner, _call), outcome in zip(calls, outcomes) if owner is thing]) for thing in things
        ]

    def read_logs(self, runs):
        """Read the whole build logs of runs that have ended."""
        known = [run for run in runs if run.deployment is not None]
        try:
            for run, outcomes in self.ask_about(known, lambda run: [run.log_call()]):
                if not isinstance(outcomes[0], ApiError):
                    run.log.take(outcomes[0], whole=True)
        except AWAY:
            # A result without the last lines of a log is better than none.
            pass

    def _tell(self, thing):
        if thing.deployment is None and thing.ahead is not None:
            self._tell_all(
                [thing], f"waits in the queue, {thing.ahead} ahead of it" if thing.ahead else "is next in the queue"
            )
        elif thing.state == RUNNING:
            self._told[id(thing)] = ""

    def _tell_all(self, things, line):
        for thing in things:
            if self._told.get(id(thing)) != line:
                self._told[id(thing)] = line
                self.say(thing.service, line)
