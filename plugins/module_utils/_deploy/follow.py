# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Following deployments to their end: asked for, looked at in turns with one request for all of them."""

from __future__ import annotations

import time

from .._api.errors import AnswerLost, ApiError, ConnectionFailed, NotDokploy
from .run import RUNNING

# Dokploy may be away for a while, for instance because it restarts.
_AWAY = (ConnectionFailed, AnswerLost, NotDokploy)


class Follower:
    """Follows several runs at once.

    client: a _api Client. timeout: seconds until a run is given up. interval: seconds between two looks. say: a function
    of a service and a line that tells the user how it goes, or None.
    """

    def __init__(self, client, timeout=600, interval=2, say=None, sleep=time.sleep):
        self.client, self.timeout, self.interval = client, timeout, interval
        self.say, self.sleep = say or (lambda service, line: None), sleep
        self._told = {}

    def start(self, runs):
        """Ask for all of these runs. Raises DokployError."""
        for run, outcomes in self._ask_about(runs, lambda run: run.look()):
            run.remember(outcomes)
        for run in runs:
            run.ask(self.client)

    def look_once(self, runs):
        """Look where runs are, without waiting for them."""
        for run, (calls, outcomes) in self._batches(runs):
            run.take(calls, outcomes)

    def follow(self, runs):
        """Look again and again until every run has ended or its time is over."""
        pause = min(self.interval, 0.5)
        while True:
            going = [run for run in runs if not run.finished]
            if not going:
                break
            try:
                for run, (calls, outcomes) in self._batches(going):
                    run.take(calls, outcomes)
                    self._tell(run)
            except _AWAY as error:
                self._tell_all(going, f"Dokploy does not answer: {error.message}")
            for run in going:
                if not run.finished and time.monotonic() - run.asked >= self.timeout:
                    run.time_out(self.timeout)
            if any(not run.finished for run in runs):
                self.sleep(pause)
                # Much is over within a second; whatever is not can be looked at less often.
                pause = min(self.interval, pause * 2)
        self._read_logs(runs)

    def _batches(self, runs):
        asked = {id(run): run.calls() for run in runs}
        for run, outcomes in self._ask_about(runs, lambda run: asked[id(run)]):
            yield run, (asked[id(run)], outcomes)

    def _ask_about(self, runs, calls_of):
        calls = [(run, call) for run in runs for call in calls_of(run)]
        outcomes = self.client.read_all([call for _run, call in calls])
        for run in runs:
            yield run, [outcome for (owner, _call), outcome in zip(calls, outcomes) if owner is run]

    def _read_logs(self, runs):
        known = [run for run in runs if run.deployment is not None]
        try:
            for run, outcomes in self._ask_about(known, lambda run: [run.log_call()]):
                if not isinstance(outcomes[0], ApiError):
                    run.log.take(outcomes[0], whole=True)
        except _AWAY:
            # A result without the last lines of a log is better than none.
            pass

    def _tell(self, run):
        if run.deployment is None and run.ahead is not None:
            self._tell_all(
                [run], f"waits in the queue, {run.ahead} ahead of it" if run.ahead else "is next in the queue"
            )
        elif run.state == RUNNING:
            self._told[id(run)] = ""

    def _tell_all(self, runs, line):
        for run in runs:
            if self._told.get(id(run)) != line:
                self._told[id(run)] = line
                self.say(run.service, line)
