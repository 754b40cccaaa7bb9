# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Logs: masked, and followed while they grow."""

from __future__ import annotations

import re

# The most lines that Dokploy gives of a build log.
MOST_LINES = 10000
# What is read of a log between two looks.
STEP_LINES = 1000
# How many lines of a failed build a message carries.
TAIL_LINES = 20

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
# How many lines tell where a part that was read before ends.
_OVERLAP = 50


class Log:
    """A log that is read again and again.

    redact: masks a line. sink: a function that gets each new line once, or None.
    """

    def __init__(self, redact, sink=None):
        self._redact, self._sink = redact, sink
        self._raw = []
        self.lines = []

    def take(self, text, whole=False):
        """Take the tail of the log as it is now. whole: nothing will follow, so that the last line is complete."""
        fresh = (text or "").split("\n")
        if fresh[-1] == "" or not whole:
            fresh.pop()
        self.add(fresh[self._known(fresh) :])

    def add(self, lines):
        """Take lines that certainly are new."""
        for line in lines:
            self._raw.append(line)
            self.lines.append(clean(line, self._redact))
            if self._sink:
                self._sink(self.lines[-1])

    def _known(self, fresh):
        """How many of these lines were there before."""
        old = self._raw
        if fresh[: len(old)] == old:
            return len(old)
        last = old[-_OVERLAP:]
        for end in range(len(fresh), len(last) - 1, -1):
            if fresh[end - len(last) : end] == last:
                return end
        # The beginning of what is known may be out of reach by now.
        return next((end for end in range(min(len(last), len(fresh)), 0, -1) if fresh[:end] == last[-end:]), 0)

    def tail(self, count=TAIL_LINES):
        """The last lines that say something."""
        return [line for line in self.lines if line.strip()][-count:]

    @property
    def text(self):
        """The whole log."""
        return "\n".join(self.lines)


def clean(line, redact):
    """A line without colours, without what a progress bar wrote over, and without secrets."""
    line = _ANSI.sub("", str(line)).rstrip("\r\n")
    return redact(line.rsplit("\r", 1)[-1])
