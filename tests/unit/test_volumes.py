# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Volumes that a removal leaves behind go when that is asked for, as soon as their containers let go of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import ApiError
from ansible_collections.community.dokploy.plugins.module_utils._api.faces import Call
from ansible_collections.community.dokploy.plugins.module_utils._api.redact import Redactor
from ansible_collections.community.dokploy.plugins.module_utils._engine.run import run_kind
from ansible_collections.community.dokploy.plugins.module_utils._engine.volumes import TRIES
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS

MOUNTS = [{"type": "volume", "volumeName": "db-data"}, {"type": "bind", "hostPath": "/srv"}]
DATABASE = {"postgresId": "p1", "name": "db", "serverId": "s1", "mounts": MOUNTS}
# All that Dokploy tells of what went wrong on another server than its own.
REMOTE = "Remote command failed with exit code 1"
HELD = "Error response from daemon: remove db-data: volume is in use - [1234]"


class Server:
    """One project with one database; `refusals` are the answers to the removal of its volume before it works."""

    def __init__(self, refusals: list[str], volumes: tuple[str, ...] = ()) -> None:
        self.refusals, self.volumes = list(refusals), volumes
        self.written: list[tuple[str, Any]] = []
        self.paused = 0.0
        self.connection = SimpleNamespace(url="http://test", retries=1, timeout=60)
        self.http = SimpleNamespace(pause=self._pause, sent=0)
        self.redact = Redactor(set())

    def _pause(self, seconds: float) -> None:
        self.paused += seconds

    def read_all(self, calls: list[Call]) -> list[Any]:
        environment = {"environmentId": "e1", "name": "production", "isDefault": True, "postgres": [DATABASE]}
        project = {"projectId": "j1", "name": "shop", "environments": [environment]}
        answers = {"project.all": [project], "project.one": project, "postgres.one": DATABASE}
        return [answers[call.procedure] for call in calls]

    def read(self, procedure: str, input: Any) -> Any:
        assert (procedure, input) == ("dockerVolume.getVolumes", {"serverId": "s1"})
        return [{"Name": name} for name in self.volumes]

    def write_all(self, calls: list[Call], **further: Any) -> list[Any]:
        return [self._write(call) for call in calls]

    def _write(self, call: Call) -> Any:
        self.written.append((call.procedure, call.input))
        if call.procedure == "dockerVolume.removeVolume" and self.refusals:
            return ApiError(self.refusals.pop(0), call.procedure, 500, "INTERNAL_SERVER_ERROR")
        return None


def removed(server: Server, **options: Any) -> dict[str, Any]:
    """The result of removing the project."""
    return run_kind(KINDS["project"], {"name": "shop", "state": "absent", "force": True, **options}, client=server)


def test_volumes_are_kept_unless_asked_for() -> None:
    server = Server([])
    removed(server, delete_volumes=False)
    assert [procedure for procedure, _body in server.written] == ["postgres.remove", "project.remove"]


def test_volumes_of_what_is_inside_go_last_and_from_their_own_server() -> None:
    server = Server([])
    result = removed(server, delete_volumes=True)
    assert server.written == [
        ("postgres.remove", {"postgresId": "p1"}),
        ("project.remove", {"projectId": "j1"}),
        ("dockerVolume.removeVolume", {"volumeName": "db-data", "serverId": "s1"}),
    ]
    assert "warnings" not in result


def test_a_volume_is_waited_for() -> None:
    server = Server([HELD, HELD])
    assert "warnings" not in removed(server, delete_volumes=True)
    assert len(server.written) == 5
    assert server.paused > 0


@pytest.mark.parametrize("refusals", [[HELD] * TRIES, ["no permission"]])
def test_a_volume_that_stays_is_a_warning(refusals: list[str]) -> None:
    result = removed(Server(refusals), delete_volumes=True)
    assert "db-data" in result["warnings"][0]


def test_a_service_that_never_ran_has_no_volume() -> None:
    assert "warnings" not in removed(Server(["get db-data: no such volume"]), delete_volumes=True)


def test_on_another_server_its_volumes_tell_what_went_wrong() -> None:
    there = Server([REMOTE, REMOTE], volumes=("db-data",))
    assert "warnings" not in removed(there, delete_volumes=True)
    assert len(there.written) == 5
    gone = Server([REMOTE])
    assert "warnings" not in removed(gone, delete_volumes=True)
    assert len(gone.written) == 3
