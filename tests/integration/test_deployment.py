# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Deployments as a playbook sees them: followed, failed, queued, lost, and everything else that a service can be told to do."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
import requests

from tests.integration.harness import MODES, Player, Run
from tests.integration.tasks import control, deploy, rows, script, task

SECRET = "deploy-secret-7731"
ENV = {"TOKEN": SECRET}


SETUP = [
    task("setup project", "dokploy_project", name="shop"),
    task(
        "setup web",
        "dokploy_application",
        project="shop",
        name="web",
        source_type="docker",
        docker={"image": "web:1"},
        env=ENV,
    ),
    task(
        "setup api", "dokploy_application", project="shop", name="api", source_type="docker", docker={"image": "api:1"}
    ),
    task(
        "setup git",
        "dokploy_application",
        project="shop",
        name="git",
        source_type="git",
        git={"url": "http://git/web.git", "branch": "main"},
    ),
    task(
        "setup stack",
        "dokploy_compose",
        project="shop",
        name="stack",
        source_type="raw",
        compose_file="services:\n  a:\n    image: a\n",
    ),
    task(
        "setup db",
        "dokploy_postgres",
        project="shop",
        name="db",
        database_name="d",
        database_user="u",
        database_password="sesame-8841",
    ),
]


def play(player: Player, *tasks: dict[str, Any], mode: str = "fast") -> Run:
    run = player.run_tasks([*SETUP, *tasks], mode)
    for step in SETUP:
        assert not run.task(step["name"]).failed, run.task(step["name"]).result
    assert run.secrets_shown([SECRET, "sesame-8841", player.server.api_key]) == []
    return run


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_is_deployed_and_the_record_returned(shop: Player, mode: str) -> None:
    run = play(
        shop,
        deploy("check", application="web", check=True),
        deploy("web", application="web", title="Release 7", description="from CI"),
        deploy("again", application="web", state="redeployed"),
        deploy("stack it", compose="stack"),
        deploy("db it", postgres="db"),
        mode=mode,
    )
    check, web, again = run.task("check"), run.task("web"), run.task("again")
    assert check.changed
    assert check.writes == []
    assert check.result["deployment"] is None
    assert web.result["state"] == "done"
    assert web.result["deployment"]["title"] == "Release 7"
    assert web.result["deployment"]["description"] == "from CI"
    assert web.result["previous_deployment_id"] is None
    assert "Pulling web:1" in web.result["log"]
    assert web.result["duration"] >= 0
    assert web.writes == ["application.deploy"]
    assert again.writes == ["application.redeploy"]
    assert again.result["previous_deployment_id"] == web.result["deployment"]["id"]
    assert run.task("stack it").result["deployment"]["status"] == "done"
    assert run.task("db it").result["state"] == "done"
    assert "Deployment completed" in run.task("db it").result["log"]


@pytest.mark.parametrize("mode", MODES)
def test_a_failure_brings_its_log_without_secrets(shop: Player, mode: str) -> None:
    lines = [f"line {number}" for number in range(40)] + [f"using {SECRET}", "\x1b[31mnpm ERR! missing script\x1b[0m"]
    script(shop, {"match": "web", "status": "error", "log": lines}, {"match": "db", "status": "error"})
    run = play(shop, deploy("fails", application="web"), deploy("fails too", postgres="db"), mode=mode)
    failed = run.task("fails")
    assert failed.failed
    assert failed.result["state"] == "failed"
    assert failed.result["deployment"]["status"] == "error"
    assert "npm ERR! missing script" in failed.result["msg"]
    assert "using ********" in failed.result["msg"]
    assert "line 3\n" not in failed.result["msg"]
    assert "line 3\n" in failed.result["log"]
    assert run.task("fails too").failed
    assert "sesame" not in str(run.task("fails too").result)


def test_an_old_status_counts_for_nothing(shop: Player) -> None:
    """The service is done from before, the new deployment fails after a while; and the words of the commit replace ours."""
    script(shop, {"match": "git"}, {"match": "git", "status": "error", "seconds": 0.6})
    run = play(shop, deploy("good", application="git"), deploy("bad", application="git"))
    assert run.task("good").result["deployment"]["description"].startswith("Commit: ")
    assert run.task("bad").failed
    assert run.task("bad").result["previous_deployment_id"] == run.task("good").result["deployment"]["id"]


def test_what_waits_in_the_queue_is_told_and_cancelled(shop: Player) -> None:
    script(shop, {"match": "api", "seconds": 3})
    run = play(
        shop,
        deploy("long", application="api", wait=False),
        deploy("queued", application="web", wait_timeout=1),
        deploy("would cancel", application="web", state="cancelled", check=True),
        deploy("cancel", application="web", state="cancelled"),
        deploy("cancel again", application="web", state="cancelled"),
        deploy("no database", postgres="db", state="cancelled"),
    )
    assert run.task("long").result["state"] == "running"
    queued = run.task("queued")
    assert queued.failed
    assert queued.result["state"] == "waiting"
    assert queued.result["queue_position"] == 2
    assert "behind 1 other" in queued.result["msg"]
    assert run.task("would cancel").changed
    assert run.task("would cancel").writes == []
    assert run.task("cancel").result["removed_from_queue"] == 1
    assert run.task("cancel").writes == ["application.cleanQueues"]
    assert not run.task("cancel again").changed
    assert run.task("no database").failed


def behind_its_back(player: Player, change: Any) -> threading.Thread:
    """Do something as soon as a deployment runs."""

    def wait() -> None:
        for _turn in range(400):
            running = [row for row in rows(player, "deployment") if row["status"] == "running"]
            if running:
                change(running[0])
                return
            time.sleep(0.02)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@pytest.mark.parametrize("how", ["cancelled", "idle", "removed"])
def test_a_deployment_that_nobody_follows_any_more_is_given_up(shop: Player, how: str) -> None:
    """Dokploy cancels what runs when it restarts; a service that is stopped meanwhile turns idle."""

    def change(row: dict[str, Any]) -> None:
        if how == "cancelled":
            control(shop, "update", table="deployment", key=row["deploymentId"], values={"status": "cancelled"})
        if how in ("cancelled", "idle"):
            control(shop, "update", table="application", key=row["applicationId"], values={"applicationStatus": "idle"})
        if how == "removed":
            headers = {"x-api-key": shop.server.api_key}
            body = {"applicationId": row["applicationId"]}
            requests.post(f"{shop.server.url}/api/application.delete", json=body, headers=headers, timeout=10)

    script(shop, {"match": "web", "seconds": 20})
    thread = behind_its_back(shop, change)
    begun = time.monotonic()
    run = play(shop, deploy("lost", application="web"))
    thread.join()
    words = {"cancelled": "was cancelled", "idle": "turned idle", "removed": "was removed"}
    assert run.task("lost").failed
    assert words[how] in run.task("lost").result["msg"]
    assert time.monotonic() - begun < 15


def test_a_build_is_cancelled_where_it_is_the_only_one(shop: Player) -> None:
    """Dokploy can interrupt all builds of a host only, and no pull at all."""
    long = {"seconds": 200}
    script(shop, {"match": "git", **long}, {"match": "git", **long}, {"match": "api", **long})
    concurrency = [
        {
            "community.dokploy.dokploy_api": {
                "procedure": "settings.updateBuildsConcurrency",
                "method": "post",
                "input": {"buildsConcurrency": 2},
            }
        }
    ]
    run = play(
        shop,
        deploy("build", application="git", wait=False),
        deploy("would cancel", application="git", state="cancelled", check=True),
        deploy("cancel", application="git", state="cancelled"),
        deploy("cancel again", application="git", state="cancelled"),
        *concurrency,
        deploy("build again", application="git", wait=False),
        deploy("another", application="api", wait=False),
        deploy("not alone", application="git", state="cancelled"),
    )
    assert run.task("would cancel").changed
    assert run.task("would cancel").writes == []
    assert run.task("cancel").writes == ["application.killBuild"]
    assert run.task("cancel").result["deployment"]["status"] == "error"
    assert not run.task("cancel again").changed
    assert run.task("not alone").failed
    assert "another service builds" in run.task("not alone").result["msg"]


def test_a_restart_of_the_server_is_noticed(shop: Player) -> None:
    script(shop, {"match": "web", "seconds": 200})
    thread = behind_its_back(shop, lambda row: control(shop, "restart"))
    run = play(shop, deploy("lost", services=[{"application": "web"}, {"application": "api"}], parallel=True))
    thread.join()
    first, second = run.task("lost").result["services"]
    assert "was cancelled" in first["msg"]
    assert "neither in the queue" in second["msg"]


def test_a_job_that_left_the_queue_is_lost(shop: Player) -> None:
    def clean(row: dict[str, Any]) -> None:
        time.sleep(2)
        headers = {"x-api-key": shop.server.api_key}
        requests.post(f"{shop.server.url}/api/settings.cleanAllDeploymentQueue", json={}, headers=headers, timeout=10)

    script(shop, {"match": "api", "seconds": 20})
    thread = behind_its_back(shop, clean)
    run = play(shop, deploy("long", application="api", wait=False), deploy("lost", application="web"))
    thread.join()
    assert run.task("lost").failed
    assert "neither in the queue" in run.task("lost").result["msg"]


def test_an_absent_server_is_waited_for(shop: Player) -> None:
    script(
        shop,
        {"match": "web", "seconds": 1},
        faults=[{"match": "deployment.all", "action": "html", "nth": 2, "times": 6}],
    )
    run = play(shop, deploy("patient", application="web", api_retries=0))
    assert run.task("patient").result["state"] == "done"


def test_healthy_means_that_the_containers_stay_up(shop: Player) -> None:
    control(shop, "options", unhealthy=["api"])
    run = play(
        shop,
        deploy("up", application="web", healthy=True, stable_for=1),
        deploy("up too", services=[{"compose": "stack"}, {"postgres": "db"}], healthy=True, stable_for=1),
        deploy("crashes", application="api", healthy=True, stable_for=1),
        deploy("who cares", application="api"),
        deploy("no sense", application="api", healthy=True, wait=False),
    )
    assert run.task("up").result["state"] == "done"
    assert not run.task("up too").failed
    crashes = run.task("crashes")
    assert crashes.failed
    assert crashes.result["state"] == "unhealthy"
    assert crashes.result["deployment"]["status"] == "done"
    assert "end again and again" in crashes.result["msg"]
    assert "non-zero exit (3)" in crashes.result["msg"]
    assert "is ready" in crashes.result["container_log"]
    assert not run.task("who cares").failed
    assert run.task("no sense").failed


def test_what_does_not_run_is_deployed_though_its_settings_are_the_same(shop: Player) -> None:
    wanted = {"only_if_needed": True, "healthy": True, "stable_for": 1}
    services = [{"application": "web"}, {"compose": "stack"}, {"postgres": "db"}]
    control(shop, "options", unhealthy=["api"])
    run = play(
        shop,
        deploy("first", services=services, **wanted),
        deploy("second", services=services, **wanted),
        deploy("stop", services=services, state="stopped"),
        deploy("unasked", services=services, only_if_needed=True),
        deploy("foretold", services=services, check=True, **wanted),
        deploy("third", services=services, **wanted),
        deploy("fourth", services=services, **wanted),
        deploy("crashes", application="api", **wanted),
        deploy("still crashes", application="api", **wanted),
    )
    assert run.task("first").changed
    for name in ("second", "unasked", "fourth"):
        assert not run.task(name).changed, name
    for name in ("foretold", "third"):
        assert [one["reason"] for one in run.task(name).result["services"]] == ["it does not run"] * 3
    assert run.task("crashes").failed
    assert run.task("still crashes").failed
    assert "its containers are not up (" in run.task("still crashes").result["reason"]


def test_only_what_needs_it_is_deployed(shop: Player) -> None:
    needed = {"only_if_needed": True}
    script(shop, {"match": "stack", "status": "error"})
    run = play(
        shop,
        deploy("never", application="web", check=True, **needed),
        deploy("first", application="web", **needed),
        deploy("second", application="web", **needed),
        task("change", "dokploy_application", project="shop", name="web", env={"TOKEN": SECRET, "MORE": "1"}),
        deploy("third", application="web", **needed),
        deploy("fourth", application="web", **needed),
        deploy("db first", postgres="db", **needed),
        deploy("db second", postgres="db", **needed),
        task("db change", "dokploy_postgres", project="shop", name="db", memory_limit="512Mi"),
        deploy("db third", postgres="db", **needed),
        deploy("git first", application="git", **needed),
        deploy("git second", application="git", **needed),
        deploy("stack first", compose="stack", **needed),
        deploy("stack second", compose="stack", **needed),
        deploy("stack third", compose="stack", **needed),
    )
    told = {
        one.name: (one.changed, one.result.get("reason", "")) for one in run.tasks if one.action.endswith("deployment")
    }
    assert told["never"] == (True, "it was never deployed")
    assert told["first"][0]
    assert told["second"] == (False, "nothing changed since the last good deployment")
    assert told["third"] == (True, "its settings changed since the last deployment")
    assert not told["fourth"][0]
    assert told["db first"][0]
    assert not told["db second"][0]
    assert told["db third"][0]
    assert "resources" in told["db third"][1]
    assert told["git first"][0]
    assert not told["git second"][0]
    assert run.task("stack first").failed
    assert told["stack second"] == (True, "the last deployment failed")
    assert not told["stack third"][0]


def test_several_services_each_with_its_own_outcome(shop: Player) -> None:
    script(shop, {"match": "api", "status": "error"}, {"match": "api", "status": "error"})
    services = [{"postgres": "db"}, {"application": "api"}, {"application": "web"}]
    run = play(
        shop,
        deploy("in order", services=services),
        deploy("together", services=services, parallel=True),
        deploy("wrong", services=[{"application": "web", "compose": "stack"}]),
        deploy("missing", services=[{"application": "web"}, {"application": "nobody"}]),
        deploy("not yet", services=[{"application": "nobody"}], check=True),
    )
    states = {name: [one["state"] for one in run.task(name).result["services"]] for name in ("in order", "together")}
    assert states == {"in order": ["done", "failed", "not_begun"], "together": ["done", "failed", "done"]}
    assert run.task("in order").failed
    assert run.task("together").failed
    assert "web done" in run.task("together").result["msg"]
    assert "exactly one of" in run.task("wrong").result["msg"]
    assert "services[1].application" in run.task("missing").result["msg"]
    assert run.task("missing").writes == []
    assert run.task("not yet").changed
    assert run.task("not yet").result["warnings"]


@pytest.mark.parametrize("mode", MODES)
def test_starting_and_stopping_is_idempotent(shop: Player, mode: str) -> None:
    tasks = [deploy("all", services=[{"application": "web"}, {"compose": "stack"}, {"postgres": "db"}])]
    for service in ({"application": "web"}, {"compose": "stack"}, {"postgres": "db"}):
        kind = next(iter(service))
        for state in ("stopped", "started", "restarted"):
            tasks += [
                deploy(f"{kind} {state} check", state=state, check=True, **service),
                deploy(f"{kind} {state}", state=state, **service),
            ]
            tasks += [deploy(f"{kind} {state} again", state=state, **service)]
    run = play(shop, *tasks, mode=mode)
    for kind in ("application", "compose", "postgres"):
        for state in ("stopped", "started"):
            first, again = run.task(f"{kind} {state}"), run.task(f"{kind} {state} again")
            assert first.changed, (kind, state, first.result)
            assert not first.failed
            assert not again.changed
            assert run.task(f"{kind} {state} check").changed
            assert run.task(f"{kind} {state} check").writes == []
        assert run.task(f"{kind} restarted").changed
        assert run.task(f"{kind} restarted again").changed
    assert run.task("application restarted").writes == ["application.reload"]


def test_what_cannot_be_started_is_deployed(shop: Player) -> None:
    run = play(
        shop,
        deploy("never deployed", application="web", state="started"),
        task(
            "swarm",
            "dokploy_compose",
            project="shop",
            name="swarm",
            source_type="raw",
            compose_type="stack",
            compose_file="services: {a: {image: a}}",
        ),
        deploy("swarm up", compose="swarm"),
        deploy("swarm down", compose="swarm", state="stopped"),
        deploy("swarm again", compose="swarm", state="started"),
    )
    assert run.task("never deployed").writes == ["application.deploy"]
    assert "never deployed" in run.task("never deployed").result["reason"]
    assert run.task("swarm again").writes == ["compose.deploy"]


def test_destroying_data_has_to_be_meant(shop: Player) -> None:
    run = play(
        shop,
        deploy("db it", postgres="db"),
        deploy("refused", postgres="db", state="rebuilt"),
        deploy("would", postgres="db", state="rebuilt", force=True, check=True),
        deploy("done", postgres="db", state="rebuilt", force=True),
        deploy("no application", application="web", state="rebuilt", force=True),
    )
    assert run.task("refused").failed
    assert "force=true" in run.task("refused").result["msg"]
    assert run.task("refused").writes == []
    assert run.task("would").changed
    assert run.task("would").writes == []
    assert run.task("done").writes == ["postgres.stop", "postgres.rebuild"]
    assert run.task("no application").failed
    assert "only databases" in run.task("no application").result["msg"]
