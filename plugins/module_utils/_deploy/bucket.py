# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The files that backups have left in a destination; their names hold the time.

Dokploy lists no more than the first hundred of a folder, which are the oldest ones, or of those whose path contains a
text. So the newest one is looked for by the beginning of its time where there are many. Seen on Dokploy 0.30.2.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from .._api.errors import ApiError
from .._api.faces import Call

MOST = 100
# Nothing is older than Dokploy itself.
_FIRST_YEAR = 2024


def _last_days():
    # The clocks may differ a little.
    today = datetime.now(timezone.utc).date()
    return [f"{today + timedelta(days=ahead)}T" for ahead in range(1, -7, -1)]


def _years():
    return [f"{year}-" for year in range(datetime.now(timezone.utc).year + 1, _FIRST_YEAR - 1, -1)]


def _numbers(most, least, after):
    return lambda: [f"{number:02}{after}" for number in range(most, least - 1, -1)]


# Two ways to the newest file: most often it is a few days old.
_HOURS = _numbers(23, 0, "")
_WAYS = ((_last_days, _HOURS), (_years, _numbers(12, 1, "-"), _numbers(31, 1, "T"), _HOURS))


class Bucket:
    """A destination. client: a _api Client. id: the destination's id."""

    def __init__(self, client, id):
        self.client, self.id = client, id

    def newest(self, folders, start=""):
        """The newest file in some folders as Dokploy describes it, or {}. start: what its name has before the time."""
        found = [row for folder in folders for row in self._newest(folder, start)]
        return max(found, key=lambda row: row["Name"], default={})

    def has(self, path):
        """Whether there is a file with this path. What cannot be listed counts as not there."""
        return any(row["Path"] == path and not row.get("IsDir") for row in self._listed([path])[0])

    def _newest(self, folder, start):
        wanted = re.compile(re.escape(start) + r"\d{4}-\d\d-\d\dT")

        def fitting(rows):
            return [row for row in rows if wanted.match(row["Name"]) and not row.get("IsDir")]

        # Volumes and backups of Dokploy itself have a name before the time.
        rows = self._listed([folder + start])[0]
        if len(rows) < MOST:
            return fitting(rows)
        for way in _WAYS:
            known, filled = "", None
            for parts in way:
                texts = [known + part for part in parts()]
                listed = self._listed([f"{folder}{start}{text}" for text in texts])
                filled = next(((text, rows) for text, rows in zip(texts, listed) if fitting(rows)), None)
                if filled is None:
                    break
                known, rows = filled
                if len(rows) < MOST:
                    break
            if known:
                break
        return fitting(rows)

    def _listed(self, searches):
        calls = [Call("backup.listBackupFiles", {"destinationId": self.id, "search": search}) for search in searches]
        result = []
        for outcome in self.client.read_all(calls):
            # A folder that is not there yet cannot be listed.
            if isinstance(outcome, ApiError) and outcome.status != 400:
                raise outcome
            result.append([] if isinstance(outcome, ApiError) else outcome or [])
        return result


def places(backup, name):
    """The folders to which a backup writes, several where releases differ. name: what Dokploy calls the service."""
    prefix = (backup.get("prefix") or "").strip("/")
    names = [f"{name}_{backup['serviceName']}"] if backup.get("serviceName") else []
    return [f"{one}/{prefix}/" if prefix else f"{one}/" for one in (*names, name)]
