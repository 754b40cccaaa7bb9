# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whole stacks: how many requests they take, and what becomes of them when something goes wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.community.dokploy.plugins.module_utils._api.client import Client
from ansible_collections.community.dokploy.plugins.module_utils._api.errors import DokployError
from ansible_collections.community.dokploy.plugins.module_utils._engine.run import connection, run_kind
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._stack.run import run_stack
from tests.emulator.server import start_emulator
from tests.integration.harness import MODES, ROOT, Player

PASSWORD = "very-secret-1"


@pytest.fixture(scope="module")
def emulator() -> Iterator[Any]:
    """An emulator of these tests' own, for they script failures and count requests."""
    handle = start_emulator(deploy_time=0.02)
    yield handle
    handle.stop()


class Door:
    """Runs stacks in this process."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.requests = 0

    def params(self, **options: Any) -> dict[str, Any]:
        return {"api_url": self.handle.url, "api_key": self.handle.api_key, "api_retry_max_delay": 0, **options}

    def stack(self, document: dict[str, Any], check: bool = False, **options: Any) -> dict[str, Any]:
        params = self.params(stack=deepcopy(document), **options)
        client = Client(connection(params))
        before = len(self.handle.log)
        try:
            return run_stack(params, check, client=client)
        finally:
            self.requests = len(self.handle.log) - before

    def kind(self, kind: str, /, check: bool = False, **options: Any) -> dict[str, Any]:
        return run_kind(KINDS[kind], self.params(**options), check)

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.handle.call(lambda: self.handle.state.store.find(table))


@pytest.fixture
def door(emulator: Any) -> Door:
    """A door to an empty emulator."""
    emulator.reset()
    return Door(emulator)


def application(at: int, **options: Any) -> dict[str, Any]:
    return {"name": f"app{at}", "source_type": "docker", "docker": {"image": "nginx"}, "env": {"N": str(at)}, **options}


def database(at: int, **options: Any) -> dict[str, Any]:
    own = {"database_name": "data", "database_user": "user", "database_password": f"{PASSWORD}-{at}"}
    return {"name": f"db{at}", **own, **options}


def document(applications: int, databases: int, children: int = 1) -> dict[str, Any]:
    """A stack of that many applications with as many children each, and of that many databases."""

    def inner(at: int) -> dict[str, Any]:
        lists = {
            "domains": [{"host": f"a{at}.example.com", "port": 80}],
            "mounts": [{"type": "volume", "volume_name": f"v{at}", "mount_path": "/data"}],
            "ports": [{"published_port": 20000 + at, "target_port": 80}],
        }
        return dict(list(lists.items())[:children])

    return {
        "project": "shop",
        "applications": [application(at, **inner(at)) for at in range(applications)],
        "postgres": [database(at) for at in range(databases)],
    }


# Requests


def test_twenty_applications_and_four_databases(door: Door) -> None:
    stack = document(20, 4)
    assert door.stack(stack)["counts"] == {"create": 46, "change": 0, "remove": 0, "unchanged": 0}
    assert door.requests <= 12
    assert len(door.rows("application")) == 20
    assert len(door.rows("domain")) == 20
    again = door.stack(stack)
    assert not again["changed"]
    assert again["plan"] == []
    assert door.requests == 2
    stack["applications"][7]["env"]["N"] = "other"
    assert door.stack(stack)["counts"]["change"] == 1
    assert door.requests <= 4


def test_a_hundred_applications_with_three_hundred_children(door: Door) -> None:
    stack = document(100, 0, children=3)
    door.stack(stack)
    assert not door.stack(stack)["changed"]
    assert door.requests <= 6


def test_no_more_than_four_domains_are_made_at_once(door: Door) -> None:
    door.stack(document(10, 0))
    assert max(entry["procedures"].count("domain.create") for entry in door.handle.log) == 4


def test_ten_requests_a_day_are_enough_for_a_look(emulator: Any) -> None:
    with start_emulator(rate_limit=10) as limited:
        door = Door(limited)
        door.stack(document(3, 1))
        assert not door.stack(document(3, 1))["changed"]


@pytest.mark.parametrize(("role", "most"), [("member", 1), ("admin", 5)])
def test_services_of_a_plain_member_are_made_one_at_a_time(role: str, most: int) -> None:
    with start_emulator(role=role) as limited:
        door = Door(limited)
        door.stack(document(4, 1))
        creates = [[name for name in entry["procedures"] if name.endswith(".create")] for entry in limited.log]
        services = [len([name for name in names if name != "domain.create"]) for names in creates]
        assert max(services) == most
        assert not door.stack(document(4, 1))["changed"]
        assert door.requests == 2


# One item, one task


CASES = [
    ("application", "applications", {}, application(0, memory_limit="512Mi", replicas=2)),
    ("compose", "composes", {}, {"name": "c", "source_type": "raw", "compose_file": "services: {a: {image: b}}"}),
    ("postgres", "postgres", {}, database(0, external_port=15432)),
    ("domain", "domains", {"application": "app0"}, {"host": "a.example.com", "https": True, "enabled": False}),
    (
        "mount",
        "mounts",
        {"application": "app0"},
        {"type": "file", "mount_path": "/f", "file_path": "f", "content": "x"},
    ),
    ("port", "ports", {"application": "app0"}, {"published_port": 8080, "target_port": 80}),
]


@pytest.mark.parametrize(("kind", "key", "scope", "item"), CASES, ids=[case[0] for case in CASES])
def test_an_item_plans_what_the_task_plans(door: Door, kind: str, key: str, scope: dict, item: dict) -> None:
    door.kind("project", name="shop")
    base: dict[str, Any] = {"project": "shop"}
    inner: dict[str, Any] = {key: [item]}
    if scope:
        door.kind("application", project="shop", **application(0))
        base["applications"] = [{"name": "app0", **inner}]
    else:
        base.update(inner)
    task = {"project": "shop", **scope, **item}
    for _round in range(2):
        entry = next((one for one in door.stack(base, check=True)["plan"] if one["kind"] == kind), None)
        single = door.kind(kind, check=True, **task)
        assert (entry is not None) == single["changed"]
        if entry:
            assert (entry["after"], entry["before"] or {}) == (single["diff"]["after"], single["diff"]["before"])
        # What the stack makes the task finds as it wants it, and the other way round.
        if _round == 0:
            door.stack(base)


# At the same moment


def test_two_runs_of_the_same_new_stack_end_with_one(door: Door) -> None:
    stack = document(2, 1)
    stack["applications"][0]["env"]["DB"] = "<<postgres.db0.host>>"
    for _round in range(3):
        door.handle.reset()
        door.handle.set(latency=20)
        results: list[dict[str, Any]] = []
        start = threading.Barrier(2)

        def run(start: threading.Barrier, results: list[dict[str, Any]]) -> None:
            own = Door(door.handle)
            start.wait()
            results.append(own.stack(stack))

        threads = [threading.Thread(target=run, args=[start, results]) for _thread in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        door.handle.set(latency=0)
        assert len(results) == 2, "both runs ended well"
        made = [name for entry in door.handle.writes for name in entry["procedures"] if name == "project.create"]
        assert len(made) == 2, "both runs made the project"
        assert len(door.rows("project")) == 1
        assert [len(door.rows(table)) for table in ("application", "domain", "postgres")] == [2, 2, 1]
        kinds = ("project", "environment", "application", "domain", "postgres")
        ids = {row[f"{kind}Id"] for kind in kinds for row in door.rows(kind)}
        for result in results:
            assert {item["id"] for item in result["objects"]} <= ids, "what is told is what is there"
        assert not door.stack(stack)["changed"]


# References


def test_references_come_true(door: Door) -> None:
    env = {"DB": "<<postgres.db0.url>>", "API": "<<application.app1.host>>", "ME": "<<domain.a.example.com.url>>"}
    web = application(0, domains=[{"host": "a.example.com", "https": True}], env=env)
    api = application(1, env={"WEB": "<<application.app0.host>>"})
    shop = {"name": "shop", "env": {"DB_HOST": "<<postgres.db0.host>>"}}
    stack = {"project": shop, "applications": [web, api], "postgres": [database(0)]}
    result = door.stack(stack)
    assert PASSWORD not in str(result)
    rows = {row["name"]: row for table in ("application", "postgres", "project") for row in door.rows(table)}
    host = rows["db0"]["appName"]
    assert rows["app0"]["env"].splitlines() == [
        f"DB=postgresql://user:{PASSWORD}-0@{host}:5432/data",
        f"API={rows['app1']['appName']}",
        "ME=https://a.example.com",
    ]
    assert rows["app1"]["env"] == f"WEB={rows['app0']['appName']}"
    assert rows["shop"]["env"] == f"DB_HOST={host}"
    assert not door.stack(stack)["changed"]
    assert door.requests == 2


def test_a_secret_that_is_referred_to_is_shown_nowhere(door: Door) -> None:
    stack = {
        "project": "shop",
        "applications": [application(0, command="run <<postgres.db0.url>>")],
        "postgres": [database(0)],
    }
    assert PASSWORD not in str(door.stack(stack))
    stack["postgres"][0]["database_password"] = "other-secret-2"
    result = door.stack(stack, check=True)
    assert result["counts"]["change"] == 2
    assert PASSWORD not in str(result)
    assert "other-secret-2" not in str(result)


# Removal


def test_prune_removes_what_stated_lists_do_not_name(door: Door) -> None:
    door.stack(document(3, 1))
    stack = {"project": "shop", "applications": [application(0, domains=[])]}
    planned = door.stack(stack, check=True, prune=True)
    assert [(entry["action"], entry["kind"], entry["name"]) for entry in planned["plan"]] == [
        ("remove", "domain", "a0.example.com /"),
        ("remove", "application", "app1"),
        ("remove", "application", "app2"),
    ] or planned["counts"]["remove"] == 3
    assert "- remove application app1" in planned["diff"]["prepared"]
    assert len(door.rows("application")) == 3
    assert door.stack(stack)["counts"]["remove"] == 0
    door.stack(stack, prune=True)
    assert [row["name"] for row in door.rows("application")] == ["app0"]
    assert door.rows("domain") == []
    # A list that is left out is not managed.
    assert len(door.rows("postgres")) == 1
    door.stack(stack, prune=True, prune_lists=["postgres"])
    assert door.rows("postgres") == []


def test_environments_are_pruned_and_projects_never(door: Door) -> None:
    door.kind("project", name="other")
    environments = [{"name": "staging", "applications": [application(0)]}, {"name": "old", "postgres": [database(0)]}]
    door.stack({"projects": [{"name": "shop", "environments": environments}]})
    result = door.stack({"projects": [{"name": "shop", "environments": environments[:1]}]}, prune=True)
    assert [(entry["kind"], entry["name"]) for entry in result["plan"]] == [("environment", "old")]
    assert len(result["plan"][0]["contains"]) == 1
    assert sorted(row["name"] for row in door.rows("environment")) == ["production", "production", "staging"]
    assert door.rows("postgres") == []
    assert sorted(row["name"] for row in door.rows("project")) == ["other", "shop"]


def test_the_data_volume_of_a_database_is_not_pruned(door: Door) -> None:
    stack = {"project": "shop", "postgres": [database(0, mounts=[])]}
    door.stack(stack)
    assert door.rows("mount")
    assert not door.stack(stack, prune=True)["changed"]
    assert door.rows("mount")


def test_nothing_is_pruned_after_a_failure(door: Door) -> None:
    door.stack(document(2, 0))
    stack = {"project": "shop", "applications": [application(0), application(5)]}
    door.handle.fail("application.create", "error")
    with pytest.raises(DokployError):
        door.stack(stack, prune=True)
    assert len(door.rows("application")) == 2
    door.stack(stack, prune=True)
    assert sorted(row["name"] for row in door.rows("application")) == ["app0", "app5"]


def test_absent_items_go(door: Door) -> None:
    door.stack(document(2, 0))
    stack = {"project": "shop", "applications": [{"name": "app1", "state": "absent"}]}
    assert door.stack(stack)["counts"]["remove"] == 1
    assert not door.stack(stack)["changed"]


# Failures


def test_what_fails_is_named_and_the_rest_is_done(door: Door) -> None:
    stack = document(6, 2)
    door.handle.fail("domain.create", "error", nth=2)
    with pytest.raises(DokployError) as raised:
        door.stack(stack)
    paths = {entry["path"] for entry in raised.value.details["failures"]}
    assert paths == {"applications[4].domains[0]", "applications[5].domains[0]"}
    assert all(path in raised.value.message for path in paths)
    assert raised.value.details["changed"]
    assert len(door.rows("domain")) == 4
    assert door.stack(stack)["counts"]["create"] == 2
    assert len(door.rows("domain")) == 6


def test_children_of_what_failed_are_left_out(door: Door) -> None:
    stack = document(1, 1)
    door.handle.fail("application.create", "error")
    with pytest.raises(DokployError) as raised:
        door.stack(stack)
    found = {entry["path"]: entry["msg"] for entry in raised.value.details["failures"]}
    assert set(found) == {"applications[0]", "applications[0].domains[0]"}
    assert "left out because application app0 could not be made" in found["applications[0].domains[0]"]
    assert len(door.rows("postgres")) == 1
    door.stack(stack)
    assert not door.stack(stack)["changed"]


def test_what_was_done_is_told_when_the_server_goes_away(door: Door) -> None:
    stack = document(6, 1)
    door.handle.fail("application.update", "status", status=429, times=0)
    with pytest.raises(DokployError) as raised:
        door.stack(stack, api_retries=0)
    details = raised.value.details
    assert details["changed"]
    assert {entry["path"] for entry in details["failures"]} >= {f"applications[{at}]" for at in range(6)}


@pytest.mark.parametrize("procedure", ["project.create", "application.create", "application.update", "domain.create"])
@pytest.mark.parametrize("action", ["cut_before", "cut_after"])
def test_nothing_is_made_twice_when_an_answer_is_lost(door: Door, procedure: str, action: str) -> None:
    stack = document(3, 1)
    door.handle.fail(procedure, action)
    assert door.stack(stack)["changed"]
    assert len(door.rows("project")) == 1
    assert len(door.rows("application")) == 3
    assert len(door.rows("domain")) == 3
    assert not door.stack(stack)["changed"]


# Deploying


def test_only_what_changed_is_deployed(door: Door) -> None:
    stack = document(3, 1)
    stack["applications"][1]["env"] = {"DB": "<<postgres.db0.host>>"}
    first = door.stack(stack, deploy="changed")
    assert first["deployments"][0]["kind"] == "postgres"
    assert len(first["deployments"]) == 4
    assert all(entry["state"] == "done" for entry in first["deployments"])
    assert len(first["deployment_table"]) == 4
    again = door.stack(stack, deploy="changed")
    assert not again["changed"]
    assert again["deployments"] == []
    stack["applications"][2]["env"]["N"] = "other"
    stack["applications"][0]["description"] = "needs no deployment"
    assert [entry["path"] for entry in door.stack(stack, deploy="changed")["deployments"]] == ["applications[2]"]
    stack["applications"][0]["deploy"] = "always"
    stack["applications"][2]["env"]["N"] = "third"
    stack["applications"][2]["deploy"] = "never"
    planned = door.stack(stack, check=True, deploy="changed")
    assert [(entry["path"], entry["state"]) for entry in planned["deployments"]] == [("applications[0]", "planned")]


def test_a_failed_deployment_is_told_and_repeated(door: Door) -> None:
    stack = document(2, 0)
    door.handle.script_deployment("app0", status="error", log=["no such image"])
    with pytest.raises(DokployError) as raised:
        door.stack(stack, deploy="changed", parallel=1)
    assert "applications[0]" in raised.value.message
    assert "no such image" in raised.value.message
    states = [entry["state"] for entry in raised.value.details["deployments"]]
    assert states == ["failed", "not_begun"]
    assert raised.value.message.endswith("the next run deploys applications[1].")
    done = door.stack(stack, deploy="changed")
    assert [entry["state"] for entry in done["deployments"]] == ["done", "done"]


# Through Ansible


@pytest.mark.parametrize("mode", MODES)
def test_a_playbook_with_a_stack(player: Player, mode: str) -> None:
    if player.server.live:
        pytest.skip("its objects have fixed names")
    task = {"community.dokploy.dokploy_stack": {"stack": document(2, 1)}}
    tasks = [
        {"name": "plan", **task, "check_mode": True, "diff": True},
        {"name": "apply", **task},
        {"name": "again", **task, "diff": True},
        {
            "name": "wrong",
            "community.dokploy.dokploy_stack": {"stack": {"project": "shop", "aplications": []}},
            "ignore_errors": True,
        },
    ]
    run = player.run_tasks(tasks, mode)
    assert run.task("plan").changed
    assert "+ create application app0 (applications[0])" in run.output
    assert run.task("apply").changed
    assert not run.task("again").changed
    assert len(run.task("again").requests or []) == 2
    assert "did you mean applications?" in run.task("wrong").result["msg"]
    assert run.secrets_shown([f"{PASSWORD}-0"]) == []


@pytest.mark.parametrize("mode", MODES)
def test_the_role_and_its_playbook(player: Player, mode: str, tmp_path: Path) -> None:
    if player.server.live:
        pytest.skip("its objects have fixed names")
    shop, blog = document(1, 1), {**document(1, 0), "project": "blog"}
    shop["postgres"][0]["database_password"] = "{{ the_password }}"
    shop["applications"][0]["env"]["DB"] = "<<postgres.db0.url>>"
    files = []
    for name, content in (("shop", shop), ("blog", blog)):
        file = tmp_path / f"{name}.yml"
        file.write_text(yaml.safe_dump(content), encoding="utf-8")
        files.append(str(file))
    values = {"stack_files": files, "the_password": PASSWORD, "stack_stable_for": 0}
    arguments = ("-e", json.dumps(values))
    playbook = ROOT / "playbooks" / "stack.yml"
    first = player.run_file(playbook, mode, arguments)
    assert first.status == 0, first.output[-2000:]
    assert "postgres[0]" in first.output
    again = player.run_file(playbook, mode, arguments)
    assert again.status == 0
    assert "changed=0" in again.output
    assert first.secrets_shown([PASSWORD]) == []
    if mode == "fast":
        missing = player.run_file(playbook, mode, ("-e", "stack_files=nofile.yml"))
        assert missing.status != 0
        assert "/nofile.yml, but there is no such file." in missing.output
