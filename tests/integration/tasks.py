# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Tasks as these tests write them, and the emulator told and asked between them."""

from __future__ import annotations

from typing import Any

import requests

from tests.integration.harness import Player, Run


def task(called: str, module: str, **args: Any) -> dict[str, Any]:
    """A task that does not end the playbook when it fails."""
    check = args.pop("check", False)
    return {
        "name": called,
        f"community.dokploy.{module}": args,
        "check_mode": check,
        "diff": True,
        "ignore_errors": True,
    }


def deploy(called: str, **args: Any) -> dict[str, Any]:
    return task(called, "dokploy_deployment", **{"project": "shop", "poll_interval": 0.05, **args})


def control(player: Player, path: str, **body: Any) -> Any:
    answer = requests.post(f"{player.server.url}/__emulator__/{path}", json=body, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def rows(player: Player, table: str) -> list[dict[str, Any]]:
    return requests.get(f"{player.server.url}/__emulator__/rows?table={table}", timeout=10).json()


def script(player: Player, *deployments: dict[str, Any], **further: Any) -> None:
    control(player, "script", deployments=list(deployments), **further)


# What the tasks of these tests hold and nothing may show.
SECRETS = ["robot-secret-55", "s3-secret-6612", "sesame-8841", "variable-secret-9"]

# What most of them begin with.
PROJECT = [task("setup project", "dokploy_project", name="shop")]
WEB = [
    task(
        "setup web", "dokploy_application", project="shop", name="web", source_type="docker", docker={"image": "web:1"}
    ),
    deploy("setup web runs", application="web"),
]


def play(player: Player, tasks: list[dict[str, Any]], mode: str = "fast") -> Run:
    """Runs tasks of which those that are named setup must not fail; nothing may show a secret."""
    run = player.run_tasks(tasks, mode)
    for one in run.tasks:
        assert not (one.failed and one.name.startswith("setup")), (one.name, one.result)
    assert run.secrets_shown([*SECRETS, player.server.api_key]) == []
    return run


def outcomes(run: Run) -> dict[str, tuple[bool, bool]]:
    """Failed and changed of each task that is no setup."""
    return {one.name: (one.failed, one.changed) for one in run.tasks if not one.name.startswith("setup")}


FINE, CHANGED, FAILED, HALFWAY = (False, False), (False, True), (True, False), (True, True)
