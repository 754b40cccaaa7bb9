# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Keeping secrets out of every text that leaves."""

from __future__ import annotations

import json
import re

MASK = "********"

# Dokploy repeats a failed SQL statement with all its parameters, and failed commands with their whole command line.
_SQL = re.compile(r"Failed query:.*", re.S)
_COMMAND = re.compile(r"((?:the )?(?:Command (?:execution )?failed: *)+)(.*)", re.S | re.I)
# Lines that are part of a script or of its command line, and not of what it printed.
_SCRIPT = re.compile(
    r"^\s*(rclone|docker|echo|printf|mkdir|cd|rm|set|if|then|else|fi|do|done|for|exit|bash|sh|sudo|curl)\b(?!:)"
    r"|^\s*[A-Z_]+=|\s--?[A-Za-z]|[;|$`]|&&|>&|\bNOTICE:|^\s*$"
)
_NAMED = re.compile(
    r"""(?ix)((?:password|passwd|secret|token|api[-_]?key|access[-_]?key(?:[-_]?id)?|secret[-_]access[-_]key)["']?\s*[=:]\s*["']?)[^\s"',;&]+"""
)
# A password in an address, and a token that stands alone in front of the host.
_URL_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^\s/]+@|(https?://)[^/\s:@]+@")

_PASSWORD = re.compile(r"://[^/\s:@]*(:[^\s/]+@)|https?:(//[^/\s:@]+@)")

# Shorter values are too likely to be part of an ordinary word: masking "a" would make every text unreadable.
SHORTEST = 4


def without_passwords(text):
    """A text with what stands in front of the host of an address masked: a password, or a token without a user's name."""
    return _URL_PASSWORD.sub(lambda match: (match.group(1) or match.group(2)) + MASK + "@", text)


def passwords_in(value):
    """The passwords that stand in addresses in a value, lists and dicts included, each with the marks around it.

    With them it is found in that place only, for such a password may well be an ordinary word.
    """
    if isinstance(value, str):
        return {match.group(1) or match.group(2) for match in _PASSWORD.finditer(value)} if "://" in value else set()
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {password for item in items for password in passwords_in(item)}


def _printed(match):
    """What a failed command printed, without the command itself."""
    lines = [line.strip() for line in match.group(2).splitlines() if not _SCRIPT.search(line)]
    return "the command failed: " + ("; ".join(lines) or "(command line left out)")


class Redactor:
    """Removes the secrets of this run from texts.

    secrets: the values to remove; anything shorter than C(SHORTEST) characters is left alone.
    """

    def __init__(self, secrets=()):
        self._secrets = set()
        self.add(*secrets)

    def add(self, *secrets):
        """Take further values, such as a password read from the server; lists and dicts are searched for texts."""
        for secret in secrets:
            if isinstance(secret, dict):
                self.add(*secret.values())
            elif isinstance(secret, (list, tuple, set)):
                self.add(*secret)
            elif isinstance(secret, str) and len(secret) >= SHORTEST:
                self._secrets.add(secret)
                # Inside SQL and JSON the same value stands escaped.
                self._secrets.add(json.dumps(secret)[1:-1])
                if "\n" in secret:
                    self.add(*[line.strip() for line in secret.splitlines() if len(line.strip()) > 15])

    def values(self):
        """The secrets known so far, as a set of texts."""
        return set(self._secrets)

    def hide(self, text):
        """Mask the known secrets in a text and nothing else."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, MASK)
        return text

    def __call__(self, text):
        """Mask a text from Dokploy: known secrets, SQL statements, command lines and whatever looks like a credential."""
        text = self.hide(str(text))
        if "Failed query" in text:
            text = _SQL.sub("the database refused the statement (Dokploy's log has the details)", text)
        text = _COMMAND.sub(_printed, text)
        return without_passwords(_NAMED.sub(r"\1" + MASK, text))
