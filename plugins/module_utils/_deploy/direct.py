# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""One deployment of a database: Dokploy carries it out while one waits, and keeps no record of it."""

from __future__ import annotations

import re
import time
from contextlib import closing

from .._api.errors import AnswerLost, ApiError
from .containers import wait_until_gone
from .follow import AWAY
from .run import DONE, FAILED, RUNNING, WAITING

# What Dokploy puts before Docker's own words.
_PREFIX = re.compile(r"^(Error on deploy [a-z]+)?(Error: )*")
# How many seconds a Dokploy that was away has to end what it may have gone on with.
PATIENCE = 60
_LAST_WORDS = ("Deployment completed", "Error:")


class DirectRun:
    """A deployment of a database, with the same attributes as a QueuedRun."""

    deployment = ahead = previous = None

    def __init__(self, service, log, verb="deploy", timeout=600, sleep=time.sleep):
        self.service, self.log, self.verb = service, log, verb
        self.timeout, self.sleep = timeout, sleep
        self.state, self.problem, self.asked, self.ended = WAITING, "", None, None

    def go(self, client):
        """Carry it out and judge it by the status that Dokploy then gives."""
        self.asked, self.state = time.monotonic(), RUNNING
        problem = ""
        try:
            self._carry_out(client)
        except AnswerLost:
            problem = self._wait(client)
        except ApiError as error:
            problem = error.message
        self._look(client)
        self.ended = time.monotonic()
        reasons = [line for line in self.log.lines if line.startswith("Error:")]
        if problem or reasons or self.service.status == "error":
            problem = problem or (reasons[-1] if reasons else "it ended with an error")
            self.state, self.problem = FAILED, _PREFIX.sub("", problem.strip()).rstrip(".")
            self.log.add([] if reasons else problem.splitlines())
        else:
            self.state = DONE

    def _carry_out(self, client):
        # The stream tells what happens, and no proxy takes its silence for death; only one face has it.
        if self.verb == "deploy" and client.connection.transport == "trpc":
            try:
                # Some engines leave the stream open when all is said, so the last words have to tell.
                with closing(
                    client.stream(self.service.procedure("deployWithLogs"), self.service.body, timeout=self.timeout)
                ) as stream:
                    for line in stream:
                        self.log.add(str(line).splitlines())
                        if str(line).startswith(_LAST_WORDS):
                            break
                return
            except ApiError as error:
                if not error.unknown_procedure and "No procedure found" not in error.message:
                    raise
        if self.verb == "rebuild":
            self._stop(client)
        client.write(self.service.procedure(self.verb), self.service.body, timeout=self.timeout)

    def _stop(self, client):
        """Stop the database. A rebuild gives its container six seconds to end before it removes the volumes; that may be too few."""
        try:
            client.write(self.service.procedure("stop"), self.service.body, timeout=self.timeout)
        except ApiError:
            # It was never deployed, perhaps.
            return
        wait_until_gone(client, self.service, self.sleep)

    def _wait(self, client):
        """Wait for the end of what was begun although nobody tells how it goes. Gives a problem or ""."""
        back = None
        while time.monotonic() - self.asked < self.timeout:
            if self._look(client):
                back = time.monotonic()
            if self.service.status == "idle":
                return "it was broken off: somebody stopped the database meanwhile"
            if self.service.status != "running":
                return ""
            if back and time.monotonic() - back >= PATIENCE:
                return (
                    f"Dokploy was away meanwhile and has not ended it within {PATIENCE} seconds since. After a restart it never will, "
                    "although it goes on saying that it deploys; deploy it again"
                )
            self.sleep(2)
        return f"after {self.timeout} seconds (wait_timeout) it still runs"

    def _look(self, client):
        """Read the record, also from a Dokploy that is away for a while; whether it was."""
        away = False
        while True:
            try:
                self.service.record = client.read(self.service.one.procedure, self.service.body)
                return away
            except AWAY:
                if time.monotonic() - self.asked >= self.timeout:
                    raise
                away = True
                self.sleep(2)

    @property
    def reached(self):
        """The state for the result."""
        return self.state

    @property
    def finished(self):
        """Whether it is known how it ended."""
        return self.state in (DONE, FAILED)

    @property
    def seconds(self):
        """How long it has taken since it was asked for."""
        return round((self.ended or time.monotonic()) - self.asked, 1) if self.asked else None
