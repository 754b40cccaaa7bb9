# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""A Dokploy that nobody has seen yet, up to the first project made with its first key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integration.harness import MODES, Player
from tests.integration.tasks import rows, task

PASSWORD = "correct-horse-5512"
USER = {"email": "ada@example.com", "password": PASSWORD}


@pytest.fixture
def fresh(player: Player) -> Player:
    """An emulator without an administrator; the key in the environment is none that it knows."""
    if player.server.live:
        pytest.skip("a real Dokploy has its administrator already")
    player.server.configure({"fresh": True})
    player.server.handle.reset()
    return player


def bootstrap(called: str, **args: Any) -> dict[str, Any]:
    return task(called, "dokploy_bootstrap", **{**USER, "wait_timeout": 0, **args})


def names(player: Player, table: str, column: str = "name") -> list[str]:
    return [row[column] for row in rows(player, table)]


@pytest.mark.parametrize("mode", MODES)
def test_from_nothing_to_a_project(fresh: Player, mode: str, tmp_path: Path) -> None:
    kept = tmp_path / "key"
    foretold = fresh.run_tasks([bootstrap("look", check=True, key_file=str(kept))], mode).task("look")
    assert foretold.changed
    assert foretold.writes == []
    assert foretold.result["administrator_created"] is True
    assert foretold.result["diff"]["after"] == {"administrator": "ada@example.com", "api_key": "ansible"}
    assert names(fresh, "user", "email") == []
    assert not kept.exists()

    run = fresh.run_tasks(
        [
            {**bootstrap("make", key_file=str(kept)), "register": "made"},
            task("use", "dokploy_project", name="shop", api_key="{{ made.api_key }}"),
            bootstrap("again", key_file=str(kept)),
            bootstrap("look again", check=True, key_file=str(kept)),
            bootstrap("given", api_key="{{ made.api_key }}"),
            bootstrap("unknown"),
            bootstrap("in its place", replace=True),
            bootstrap("stale", key_file=str(kept)),
            bootstrap("beside it", key_file=str(kept), key_name="further"),
        ],
        mode,
    )
    made, unknown = run.task("make"), run.task("unknown")
    assert made.changed
    assert made.result["administrator_created"] is True
    assert made.result["organization"]["name"] == "My Organization"
    assert not run.task("use").failed
    assert run.task("use").changed
    for one in ("again", "look again"):
        assert not run.task(one).changed
        assert run.task(one).result["api_key"] == made.result["api_key"]
        assert run.task(one).writes == []
    assert not run.task("given").changed
    assert "api_key" not in run.task("given").result
    assert unknown.failed
    assert "key_name: there is an API key 'ansible' already" in unknown.result["msg"]
    assert run.task("in its place").result["api_key"] != made.result["api_key"]
    assert run.task("in its place").result["administrator_created"] is False
    # What the file keeps does not work any more, and still nothing of somebody else's is taken away.
    assert run.task("stale").failed
    assert kept.read_text().strip() == run.task("beside it").result["api_key"]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(names(fresh, "apikey")) == ["ansible", "further"]
    assert names(fresh, "session", "id") == [], "a session stayed behind"
    assert run.secrets_shown([PASSWORD]) == []


@pytest.mark.parametrize("mode", MODES)
def test_what_cannot_work_makes_nothing(fresh: Player, mode: str, tmp_path: Path) -> None:
    foreign = tmp_path / "notes"
    foreign.write_text("these are my notes\n")
    run = fresh.run_tasks(
        [
            bootstrap("short", password="short"),
            bootstrap("no address", email="ada"),
            bootstrap("no folder", key_file=str(tmp_path / "nowhere" / "key")),
            bootstrap("foreign file", key_file=str(foreign)),
            bootstrap("long name", key_name="k" * 33),
            bootstrap("nobody there", api_url="http://127.0.0.1:9", api_retries=0),
        ],
        mode,
    )
    said = {one.name: one.result["msg"] for one in run.tasks if one.failed}
    assert said["short"].startswith("password: ")
    assert said["no address"].startswith("email: ")
    assert said["no folder"].startswith("key_file: the folder ")
    assert said["foreign file"].startswith("key_file: ")
    assert "not overwritten" in said["foreign file"]
    assert said["long name"].startswith("key_name ")
    assert "No connection to http://127.0.0.1:9" in said["nobody there"]
    assert foreign.read_text() == "these are my notes\n"
    assert names(fresh, "user", "email") == []


def test_another_user_and_another_organization(fresh: Player) -> None:
    run = fresh.run_tasks(
        [
            {**bootstrap("first"), "register": "made"},
            task("second organization", "dokploy_organization", name="Customers", api_key="{{ made.api_key }}"),
            bootstrap("for it", organization="Customers", key_name="customers"),
            bootstrap("for none", organization="Nobody", key_name="nobody"),
            bootstrap("not let in", password="wrong-horse-5512", key_name="mine"),
        ]
    )
    assert run.task("for it").result["organization"]["name"] == "Customers"
    assert "organization: there is none for 'Nobody'; there are: " in run.task("for none").result["msg"]
    assert run.task("not let in").result["msg"].startswith("email, password: Dokploy has its administrator already")
    assert run.secrets_shown([PASSWORD, "wrong-horse-5512"]) == []
