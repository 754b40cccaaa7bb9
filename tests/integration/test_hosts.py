# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Looking after hosts: cleaning up, upgrading, setting up remote servers."""

from __future__ import annotations

import pytest

from tests.integration.harness import MODES, Player
from tests.integration.tasks import CHANGED, FAILED, FINE, HALFWAY, PROJECT, WEB, control, deploy, outcomes, play, task


@pytest.mark.parametrize("mode", MODES)
def test_looking_after_hosts(shop: Player, mode: str) -> None:
    control(shop, "options", newest="0.30.3")
    control(shop, "script", deployments=[{"match": "web", "seconds": 90, "times": 2}])
    run = play(
        shop,
        [
            *PROJECT,
            WEB[0],
            deploy("long", application="web", wait=False),
            deploy("waits", application="web", wait=False),
            task("would clean", "dokploy_maintenance", clean=["queue"], check=True),
            task("clean", "dokploy_maintenance", clean=["queue"]),
            task("clean again", "dokploy_maintenance", clean=["queue"]),
            task("unforced", "dokploy_maintenance", clean=["volumes"]),
            task("wrong release", "dokploy_upgrade", version="0.29.0"),
            task("would upgrade", "dokploy_upgrade", check=True),
            task("upgrade", "dokploy_upgrade", poll_interval=0.1),
            task("upgrade again", "dokploy_upgrade", version="0.30.3"),
            task("no server", "dokploy_server_setup", server="nonesuch"),
        ],
        mode,
    )
    done = outcomes(run)
    assert [name for name, outcome in done.items() if outcome == FAILED] == ["unforced", "wrong release", "no server"]
    assert [name for name, outcome in done.items() if outcome == FINE] == ["clean again", "upgrade again"]
    assert run.task("would clean").writes == []
    assert run.task("clean").result["removed_from_queue"] == 1
    assert run.task("upgrade").result["version"] == "0.30.3"


def test_servers_are_set_up_and_judged(shop: Player) -> None:
    def setup(name: str, server: str, state: str = "validated", **more: object) -> dict:
        return task(name, "dokploy_server_setup", server=server, state=state, **more)

    servers = {"worker": {"ssh_key": "key"}, "builder": {"ssh_key": "key", "type": "build"}, "keyless": {}}
    servers["gone"] = {"ssh_key": "key", "ip_address": "192.0.2.9"}
    made = [
        task(f"make {name}", "dokploy_server", **{"name": name, "ip_address": "10.0.0.1", **options})
        for name, options in servers.items()
    ]
    run = play(
        shop,
        [
            task("key", "dokploy_ssh_key", name="key", generate="ed25519"),
            *made,
            setup("validate", "worker", strict=True),
            setup("audit", "worker", "audited"),
            setup("would set up", "worker", "set_up", check=True),
            setup("set up", "worker", "set_up"),
            setup("validate keyless", "keyless"),
            setup("set up keyless", "keyless", "set_up"),
            setup("set up gone", "gone", "set_up"),
        ],
    )
    done = outcomes(run)
    assert [done[name] for name in ("validate", "audit", "would set up", "set up")] == [FINE, FINE, CHANGED, CHANGED]
    assert run.task("audit").result["problems"] == [] == run.task("set up").result["problems"]
    assert "Setup Server" in run.task("set up").result["log"]
    refused = {name: run.task(name).result["msg"] for name, (failed, _changed) in done.items() if failed}
    assert list(refused) == ["validate keyless", "set up keyless", "set up gone"]
    assert refused["validate keyless"].endswith("could not be looked at: No SSH Key found.")
    assert refused["set up gone"].endswith(
        "Error: SSH connection error: connect ECONNREFUSED 192.0.2.9:22 client-socket ❌"
    )


@pytest.mark.parametrize(
    ("lacking", "worker", "builder"),
    [("railpack", CHANGED, CHANGED), ("network", HALFWAY, CHANGED), ("docker", HALFWAY, HALFWAY)],
)
def test_a_setup_that_went_wrong_is_told(shop: Player, lacking: str, worker: str, builder: str) -> None:
    # Dokploy calls every setup a success whose script ended.
    shop.server.configure({"lacking": [lacking]})
    steps = [
        task(name, "dokploy_server_setup", server=name, state="set_up", strict=strict)
        for name, strict in (("worker", False), ("builder", False), ("strict", True))
    ]
    servers = [
        task(f"make {name}", "dokploy_server", name=name, ip_address="10.0.0.1", ssh_key="key", type=kind)
        for name, kind in (("worker", "deploy"), ("builder", "build"), ("strict", "deploy"))
    ]
    run = play(shop, [task("key", "dokploy_ssh_key", name="key", generate="ed25519"), *servers, *steps])
    done = outcomes(run)
    assert (done["worker"], done["builder"], done["strict"]) == (worker, builder, HALFWAY)
    found = {"railpack": "railpack is not installed", "network": "Dokploy's network is missing"}.get(
        lacking, "docker is not installed"
    )
    assert found in run.task("worker").result["problems"]
    assert found in run.task("strict").result["msg"]
    assert (run.task("builder").result["problems"] == []) == (lacking == "network")
