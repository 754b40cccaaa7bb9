# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Reading from Dokploy in as few requests as possible.

A job is a plain function that asks for what it needs as if it were there. What is not there yet interrupts
it; all that the jobs are waiting for is then fetched in one batch, and they run again.
"""

from __future__ import annotations

from .._api.errors import ApiError
from .._api.faces import Call

# Names to ids take a few rounds (projects, objects, references); more means that a job asks for ever new things.
MOST_ROUNDS = 12


class Pending(Exception):
    """A job needs something that has not been read yet."""


def together(jobs):
    """The results of jobs. What any of them misses is asked for before any of it is waited for: raises Pending after the last."""
    results, waiting = [], None
    for job in jobs:
        try:
            results.append(job())
        except Pending as pending:
            waiting = pending
    if waiting:
        raise waiting
    return results


class Reads:
    """What has been read so far in this run. client: a _api Client."""

    def __init__(self, client):
        self._client = client
        self._known = {}
        self._wanted = {}

    def hint(self, procedure, input=None):
        """Ask for something without waiting for it, so that it rides in the next batch."""
        call = Call(procedure, input)
        if call.key not in self._known:
            self._wanted[call.key] = call

    def peek(self, procedure, input=None):
        """The answer to a query if it has been read and was no error, else None."""
        outcome = self._known.get(Call(procedure, input).key)
        return None if isinstance(outcome, ApiError) else outcome

    def get(self, procedure, input=None, missing=False):
        """The answer to a query.

        missing: give None for an object that is not there instead of raising. Raises Pending, or the ApiError it got.
        """
        call = Call(procedure, input)
        if call.key not in self._known:
            self._wanted[call.key] = call
            raise Pending()
        outcome = self._known[call.key]
        if isinstance(outcome, ApiError):
            if missing and outcome.not_found:
                return None
            raise outcome
        return outcome

    def gather(self, jobs):
        """Run jobs until none of them waits for anything. An exception of a job ends it all."""
        for _dummy in range(MOST_ROUNDS):
            waiting = []
            for job in jobs:
                try:
                    job()
                except Pending:
                    waiting.append(job)
            if not waiting:
                return
            calls = list(self._wanted.values())
            self._wanted = {}
            for call, outcome in zip(calls, self._client.read_all(calls)):
                self._known[call.key] = outcome
            jobs = waiting
        raise RuntimeError("a job keeps asking for more")
