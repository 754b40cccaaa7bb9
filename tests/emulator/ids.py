# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids, names and times in the shapes that Dokploy gives them."""

from __future__ import annotations

import random
import string
import threading
import time
from datetime import datetime, timezone

_NANOID = string.ascii_letters + string.digits + "_-"
_ALNUM = string.ascii_letters + string.digits
_SUFFIX = string.ascii_lowercase + "123456789"
_VERBS = (
    "bypass",
    "calculate",
    "connect",
    "copy",
    "generate",
    "hack",
    "index",
    "input",
    "navigate",
    "parse",
    "quantify",
)
_ADJECTIVES = ("auxiliary", "back-end", "bluetooth", "digital", "haptic", "mobile", "neural", "open-source", "virtual")
_NOUNS = (
    "alarm",
    "bandwidth",
    "bus",
    "capacitor",
    "firewall",
    "matrix",
    "monitor",
    "panel",
    "port",
    "sensor",
    "system",
)


class Date(str):
    """An ISO time from a timestamp column: superjson marks those, and not the text columns that hold a time."""

    __slots__ = ()


class Undefined:
    """What a procedure answers that returns nothing; not the same as null."""

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED = Undefined()


class Ids:
    """A source of random ids; a seed makes a run repeatable. One id in eight begins with ``-`` or ``_``,
    far more than by chance, because ids that look like options are what clients stumble over."""

    def __init__(self, seed: int | None = None) -> None:
        self.random = random.Random(seed)
        self._lock = threading.Lock()
        self._last = 0.0

    def pick(self, alphabet: str, length: int) -> str:
        return "".join(self.random.choice(alphabet) for _letter in range(length))

    def nanoid(self) -> str:
        first = self.random.choice("-_") if self.random.random() < 0.125 else self.random.choice(_ALNUM)
        return first + self.pick(_NANOID, 20)

    def auth_id(self) -> str:
        """Users, sessions and keys get their ids from the login library, 32 letters and digits."""
        return self.pick(_ALNUM, 32)

    def app_name(self, kind: str, given: str | None) -> str:
        if given:
            return f"{given.strip().replace(' ', '-').lower()}-{self.pick(string.ascii_lowercase + string.digits, 6)}"
        words = "-".join(self.random.choice(words) for words in (_VERBS, _ADJECTIVES, _NOUNS))
        return f"{kind}-{words}-{self.pick(_SUFFIX, 6)}"

    def password(self, length: int = 16) -> str:
        return self.pick(string.ascii_lowercase + string.digits, length)

    def hex(self, length: int) -> str:
        return self.pick("0123456789abcdef", length)

    def now(self) -> str:
        """The time in ISO format with milliseconds, never the same twice, so that orders by time are stable."""
        with self._lock:
            moment = max(time.time(), self._last + 0.001)
            self._last = moment
        return iso(moment)

    def date(self) -> Date:
        return Date(self.now())


def iso(moment: float) -> str:
    text = datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return text[:-3] + "Z"
