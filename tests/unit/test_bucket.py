# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The newest of many backups, although Dokploy lists only the first hundred files of a folder."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import ApiError
from ansible_collections.community.dokploy.plugins.module_utils._deploy.bucket import Bucket, places

NOW = datetime.now(timezone.utc)


class Dokploy:
    """Lists as Dokploy does: one folder, by a text in the path, the first hundred."""

    def __init__(self, paths: list[str]) -> None:
        self.paths, self.asked = sorted(paths), 0

    def read_all(self, calls: list[Any]) -> list[Any]:
        self.asked += 1
        return [self.listed(call.input["search"]) for call in calls]

    def listed(self, search: str) -> Any:
        folder, _slash, term = search.rpartition("/")
        base = f"{folder}/" if folder else ""
        heads = sorted({path[len(base) :].split("/")[0] for path in self.paths if path.startswith(base)})
        if not heads:
            return ApiError("Command failed", "backup.listBackupFiles", 400)
        rows = [{"Name": head, "Path": base + head, "IsDir": base + head not in self.paths} for head in heads]
        return [row for row in rows if term.lower() in row["Path"].lower()][:100]


def name(at: datetime, start: str = "", ending: str = ".sql.gz") -> str:
    return start + at.strftime("%Y-%m-%dT%H-%M-%S-000Z") + ending


@pytest.mark.parametrize("step", [timedelta(minutes=5), timedelta(hours=1), timedelta(days=1), timedelta(days=9)])
@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=3), timedelta(days=200)])
@pytest.mark.parametrize("count", [1, 99, 100, 101, 250])
def test_the_newest_is_found_among_any_number(step: timedelta, age: timedelta, count: int) -> None:
    # Not before Dokploy itself.
    times = [at for at in (NOW - age - step * number for number in range(count)) if at.year >= 2024]
    server = Dokploy([f"db/nightly/{name(at)}" for at in times])
    assert Bucket(server, "d").newest(["none/", "db/nightly/"])["Path"] == f"db/nightly/{name(times[0])}"


def test_few_files_take_one_request_a_folder() -> None:
    server = Dokploy([f"db/{name(NOW)}"])
    Bucket(server, "d").newest(["db/"])
    assert server.asked == 1


def test_names_that_begin_alike_are_told_apart() -> None:
    """The volume data has the beginning of its name in common with data-old, whose files sort behind its own."""
    own, other = name(NOW, "data-", ".tar"), name(NOW, "data-old-", ".tar")
    server = Dokploy([f"web/{own}", f"web/{other}", "web/data-copy.tar", f"web/{name(NOW)}/inner.tar"])
    assert Bucket(server, "d").newest(["web/"], "data-")["Name"] == own
    assert Bucket(server, "d").newest(["web/"]) == {}


def test_a_file_is_there_or_not() -> None:
    bucket = Bucket(Dokploy(["db/a.sql.gz", "b.sql.gz"]), "d")
    assert bucket.has("db/a.sql.gz")
    assert bucket.has("b.sql.gz")
    assert not bucket.has("db/a.sql")
    assert not bucket.has("none/a.sql.gz")
    assert not bucket.has("db")


def test_other_errors_are_not_hidden() -> None:
    server = Dokploy([])
    server.listed = lambda search: ApiError("no", "backup.listBackupFiles", 401, "UNAUTHORIZED")  # type: ignore[method-assign]
    with pytest.raises(ApiError):
        Bucket(server, "d").newest(["db/"])


def test_a_service_of_a_stack_has_a_folder_of_its_own() -> None:
    assert places({"prefix": "/nightly/", "serviceName": "db"}, "stack") == ["stack_db/nightly/", "stack/nightly/"]
    assert places({"prefix": "/"}, "pg") == ["pg/"]
