# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Dokploy's servers as an inventory, read by a real ansible-inventory."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.integration.harness import Player
from tests.integration.tasks import task

SERVERS = [("one", "10.0.0.1", "deploy"), ("two", "10.0.0.2", "build"), ("{{ 6 * 7 }}", "10.0.0.3", "build")]


def raw(text: str) -> str:
    """The text as a playbook has to write it, so that it is no template."""
    return "{% raw %}" + text + "{% endraw %}"


@pytest.fixture
def servers(player: Player) -> Player:
    """An emulator with three servers; the name of one looks like a template."""
    if player.server.live:
        pytest.skip("the servers are of made-up addresses")
    made = [
        task(f"server {ip}", "dokploy_server", name=raw(name), ip_address=ip, ssh_key="k", type=kind)
        for name, ip, kind in SERVERS
    ]
    run = player.run_tasks([task("key", "dokploy_ssh_key", name="k", generate="ed25519"), *made])
    assert run.failures() == []
    return player


def inventory(player: Player, env: dict[str, str] | None = None, **options: Any) -> tuple[dict[str, Any], str]:
    """What ansible-inventory makes of the options, and what it says besides."""
    source = player.directory / "servers.dokploy.yml"
    source.write_text(yaml.safe_dump({"plugin": "community.dokploy.dokploy", **options}))
    done = subprocess.run(
        [sys.executable, "-m", "ansible", "inventory", "-i", str(source), "--list", "--export"],
        env={**player.environment("fast", player.directory / "none"), **(env or {})},
        cwd=player.directory,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout or "{}"), done.stderr


def plain(value: Any) -> Any:
    """A value without the mark of what is no template."""
    if isinstance(value, dict):
        return (
            value["__ansible_unsafe"]
            if "__ansible_unsafe" in value
            else {key: plain(one) for key, one in value.items()}
        )
    return value


def hosts(found: dict[str, Any]) -> dict[str, Any]:
    return plain(found["_meta"]["hostvars"])


def test_servers_are_hosts(servers: Player) -> None:
    found, _said = inventory(
        servers,
        dokploy_host="main",
        keyed_groups=[{"prefix": "type", "key": "dokploy_type"}],
        groups={"first": "dokploy_ip_address == '10.0.0.1'"},
        compose={"where": "dokploy_name ~ '!'"},
    )
    assert found["dokploy"]["hosts"] == ["one", "two", "{{ 6 * 7 }}", "main"]
    assert found["type_build"]["hosts"] == ["two", "{{ 6 * 7 }}"]
    assert found["first"]["hosts"] == ["one"]
    one = hosts(found)["one"]
    assert [one["ansible_host"], one["ansible_port"], one["ansible_user"]] == ["10.0.0.1", 22, "root"]
    assert one["where"] == "one!"
    assert hosts(found)["main"] == {"ansible_host": "127.0.0.1"}
    # What somebody wrote into Dokploy is shown as it is and not carried out.
    assert hosts(found)["{{ 6 * 7 }}"]["dokploy_name"] == "{{ 6 * 7 }}"


def test_which_servers_and_what_they_are_called(servers: Player) -> None:
    found, _said = inventory(servers, server_type="build", hostnames="ip_address", group="machines")
    assert found["machines"]["hosts"] == ["10.0.0.2", "10.0.0.3"]


def test_servers_of_one_name_are_told_apart(servers: Player) -> None:
    made = task("twin", "dokploy_server", name="twin", ip_address="10.0.0.8", ssh_key="k", type="deploy")
    assert servers.run_tasks([made]).failures() == []
    # Dokploy itself allows two of one name.
    row = servers.server.handle.state.store.first("server", name="twin")
    servers.server.handle.call(servers.server.handle.state.store.insert, "server", {**row, "serverId": "another-id"})
    found, said = inventory(servers)
    assert f"twin-{row['serverId']}" in found["dokploy"]["hosts"]
    assert "twin-another-id" in found["dokploy"]["hosts"]
    assert "several servers that are called twin" in " ".join(said.split())


def test_a_cache_spares_the_second_look(servers: Player) -> None:
    cache = {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(servers.directory / "cache"),
    }
    first, _said = inventory(servers, **cache)
    asked = len(servers.server.handle.log)
    second, _said = inventory(servers, **cache)
    assert hosts(second) == hosts(first)
    assert len(servers.server.handle.log) == asked
    assert all(request["is_write"] is False for request in servers.server.handle.log[-1:])


def test_a_refused_key_is_told(servers: Player) -> None:
    found, said = inventory(servers, env={"DOKPLOY_API_KEY": "wrong-key-4471"})
    assert "_meta" not in found or hosts(found) == {}
    assert "Dokploy refused the API key" in " ".join(said.split())
    assert "wrong-key-4471" not in said
