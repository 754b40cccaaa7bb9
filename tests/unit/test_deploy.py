# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What follows and judges deployments, as far as it needs no server."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import ApiError, DokployError, OptionError
from ansible_collections.community.dokploy.plugins.module_utils._api.redact import Redactor
from ansible_collections.community.dokploy.plugins.module_utils._deploy import (
    archive,
    containers,
    health,
    needed,
    rollback,
    run,
)
from ansible_collections.community.dokploy.plugins.module_utils._deploy.log import Log
from ansible_collections.community.dokploy.plugins.module_utils._deploy.service import Service, secrets_of
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS


def application(**record: Any) -> Service:
    base = {
        "name": "web",
        "appName": "web-1",
        "applicationStatus": "running",
        "sourceType": "docker",
        "dockerImage": "web:1",
        "replicas": 1,
    }
    return Service(KINDS["application"], "a1", {**base, **record})


def row(id: str, status: str = "running", title: str = "t", description: str = "d", at: int = 0) -> dict[str, Any]:
    return {
        "deploymentId": id,
        "status": status,
        "title": title,
        "description": description,
        "createdAt": f"2026-01-01T00:00:{at:02d}Z",
    }


def job(
    id: str, title: str = "t", description: str = "d", state: str = "waiting", at: int = 0, **data: Any
) -> dict[str, Any]:
    return {
        "id": id,
        "state": state,
        "timestamp": at,
        "data": {"applicationId": "a1", "titleLog": title, "descriptionLog": description, **data},
    }


class Scene:
    """A run whose answers are given by hand."""

    def __init__(self, before: tuple = ((), ()), title: str = "t", description: str = "d") -> None:
        self.service = application()
        self.run = run.QueuedRun(self.service, "application.deploy", Log(lambda line: line), title, description)
        self.run.remember([list(before[0]), list(before[1])])
        self.run.begin()

    def look(self, rows: list, jobs: Any = (), status: str = "running", log: str = "") -> str:
        calls = self.run.calls()
        answers = {"application.one": {**self.service.record, "applicationStatus": status}, "deployment.all": rows}
        answers.update(
            {"deployment.queueList": list(jobs) if not isinstance(jobs, ApiError) else jobs, "deployment.readLogs": log}
        )
        self.run.take(calls, [answers[call.procedure] for call in calls])
        return self.run.state


def test_an_old_deployment_is_never_ours() -> None:
    scene = Scene(before=([row("old", "done")], []))
    assert scene.run.previous == "old"
    assert scene.look([row("old", "done")], [job("j1")]) == run.WAITING
    assert scene.look([row("new", at=1), row("old", "done")], [job("j1", state="active")]) == run.RUNNING
    assert scene.look([row("new", "done", at=1), row("old", "done")], status="done") == run.DONE


def test_another_deployment_of_the_same_moment_is_not_ours() -> None:
    scene = Scene()
    other = row("other", "error", title="theirs", at=1)
    assert scene.look([other], [job("j0", "theirs", state="active"), job("j1")]) == run.WAITING
    assert scene.look([row("mine", at=2), other], []) == run.RUNNING
    assert scene.run.deployment["deploymentId"] == "mine"


def test_what_waited_before_us_goes_first_even_with_the_words_of_a_commit() -> None:
    scene = Scene(before=([], [job("j0", "theirs")]))
    first = row("first", "done", "a commit", "Commit: 1", at=1)
    assert scene.look([first], [job("j1", state="active")]) == run.WAITING
    assert scene.look([row("second", "done", "a commit", "Commit: 1", at=2), first], []) == run.DONE
    assert scene.run.deployment["deploymentId"] == "second"


def test_the_place_in_the_queue_counts_the_same_host_only() -> None:
    scene = Scene()
    elsewhere = job("j9", "x", serverId="s1", applicationId="b")
    earlier = job("j2", "x", at=1, applicationId="c")
    active = job("j1", "x", state="active", at=5, applicationId="b")
    later = job("j4", "x", at=9, applicationId="e")
    assert scene.look([], [job("j3", at=3), earlier, active, elsewhere, later]) == run.WAITING
    assert scene.run.ahead == 2


@pytest.mark.parametrize(
    ("status", "word"),
    [("error", "ended with an error"), ("cancelled", "restarted"), ("removed", "removed")],
)
def test_every_end_is_called_what_it_is(status: str, word: str) -> None:
    scene = Scene()
    scene.look([row("new")])
    assert scene.look([] if status == "removed" else [row("new", status)]) == run.FAILED
    assert word in scene.run.problem


def test_an_idle_service_counts_only_when_it_stays_idle() -> None:
    scene = Scene()
    assert [scene.look([row("new")], status=status) for status in ("idle", "running", "idle", "idle")] == [
        run.RUNNING
    ] * 4
    assert scene.look([row("new")], status="idle") == run.FAILED


def test_what_is_nowhere_is_lost_and_without_the_queue_it_is_waited_for() -> None:
    scene = Scene()
    assert [scene.look([], []) for _turn in range(3)][-1] == run.FAILED
    blind = Scene()
    assert [blind.look([], ApiError("no", "deployment.queueList", 401)) for _turn in range(5)][-1] == run.WAITING


def test_what_dokploy_dropped_is_not_waited_for() -> None:
    """Its record goes on saying that it runs; seen with previews on Dokploy 0.30.2."""
    scene = Scene()
    scene.look([], [job("j1", state="active")])
    assert [scene.look([row("new")], []) for _turn in range(3)] == [run.RUNNING, run.RUNNING, run.FAILED]
    assert "not in the queue any more" in scene.run.problem


def test_what_was_never_seen_in_the_queue_gets_more_time() -> None:
    scene = Scene()
    assert [scene.look([row("new")], []) for _turn in range(14)][-1] == run.RUNNING
    assert scene.look([row("new")], [job("j9", "renamed", state="active")]) == run.RUNNING
    assert [scene.look([row("new")], []) for _turn in range(3)][-1] == run.FAILED
    blind = Scene()
    refused = ApiError("no", "deployment.queueList", 401)
    assert [blind.look([row("new")], refused) for _turn in range(20)][-1] == run.RUNNING


def test_previews_of_an_application_are_not_its_own_jobs() -> None:
    preview = job("j0", "theirs", previewDeploymentId="p1")
    scene = Scene(before=([], [preview]))
    assert scene.look([row("new", "done", "a commit", "Commit: 1")], [preview]) == run.DONE


def test_giving_up_tells_where_it_is() -> None:
    scene = Scene()
    scene.look([], [job("j1", at=2), job("j0", "x", state="active", applicationId="b")])
    scene.run.time_out(5)
    assert (scene.run.state, scene.run.reached) == (run.FAILED, run.WAITING)
    assert "behind 1 other." in scene.run.problem + "."


def test_a_growing_log_is_told_once_and_masked() -> None:
    told: list[str] = []
    log = Log(Redactor(["sesame"]), told.append)
    log.take("one\ntw")
    log.take("one\ntwo sesame\n10%\r20%\n")
    log.take("two sesame\n10%\r20%\n\x1b[31mred\x1b[0m\nlast", whole=True)
    assert told == log.lines == ["one", "two ********", "20%", "red", "last"]
    assert log.tail(2) == ["red", "last"]


def test_a_log_whose_beginning_is_gone_goes_on_where_it_was() -> None:
    log = Log(lambda line: line)
    log.take("".join(f"{number}\n" for number in range(100)))
    log.take("".join(f"{number}\n" for number in range(40, 130)))
    assert log.lines == [str(number) for number in range(130)]


# Health


def task(id: str, current: str, state: str = "running", error: str = "") -> dict[str, Any]:
    return {"containerId": id, "name": "web-1.1", "state": state, "currentState": current, "error": error}


class Watched:
    """A watch with a clock of its own."""

    def __init__(self, service: Service, before: list, stable_for: int = 10) -> None:
        self.now = 0.0
        self.watch = health.HealthWatch(service, stable_for, lambda: self.now)
        self.watch.remember(before)
        self.watch.begin(0)

    def look(self, *answers: Any, seconds: float = 0) -> str:
        self.now += seconds
        calls = self.watch.calls()
        assert len(calls) == len(answers)
        self.watch.take(calls, list(answers))
        return self.watch.state


def spec(replicas: int = 1, **update: Any) -> dict[str, Any]:
    return {"Spec": {"Mode": {"Replicated": {"Replicas": replicas}}}, "UpdateStatus": update}


def test_the_old_container_is_no_proof_of_health() -> None:
    watched = Watched(application(), [spec(), [task("old", "Running 2 hours ago")]])
    both = [task("new", "Starting 1 second ago"), task("old", "Running 2 hours ago")]
    assert watched.look(spec(State="updating"), both) == run.RUNNING
    fresh = [task("new", "Running 1 second ago"), task("old", "Shutdown 1 second ago", "shutdown")]
    assert watched.look(spec(State="completed"), fresh, seconds=60) == run.RUNNING
    assert watched.look(spec(State="completed"), fresh, seconds=9) == run.RUNNING
    assert watched.look(spec(State="completed"), fresh, seconds=2) == run.DONE


def test_a_crash_begins_the_count_anew_and_three_are_enough() -> None:
    watched = Watched(application(), [spec(), []])
    assert watched.look(spec(), [task("a", "Running 1 second ago")]) == run.RUNNING
    broken = [task("a", "Failed 1 second ago", "shutdown", "task: non-zero exit (3)")]
    assert watched.look(spec(), [task("b", "Ready 1 second ago", "ready"), *broken], seconds=9) == run.RUNNING
    assert watched.look(spec(), [task("b", "Running 1 second ago"), *broken], seconds=5) == run.RUNNING
    more = [task(id, "Failed 1 second ago", "shutdown", "task: non-zero exit (3)") for id in "cba"]
    assert watched.look(spec(), [task("d", "Ready 1 second ago", "ready"), *more]) == run.FAILED
    assert "non-zero exit (3)" in watched.watch.problem


def test_a_rollback_of_the_swarm_and_a_missing_restart_are_failures() -> None:
    watched = Watched(application(), [spec(), []])
    assert (
        watched.look(spec(State="rollback_completed", Message="why"), [task("a", "Running 1 second ago")]) == run.FAILED
    )
    once = Watched(application(), [spec(), []])
    assert once.look(spec(), [task("a", "Failed 1 second ago", "shutdown", "exit")]) == run.FAILED


def test_a_compose_project_may_have_containers_that_end_well() -> None:
    stack = Service(KINDS["compose"], "c1", {"name": "s", "appName": "s-1", "composeType": "docker-compose"})
    rows = [
        {"containerId": "one", "name": "s-1-web-1", "state": "running", "status": "Up 2 seconds (healthy)"},
        {"containerId": "two", "name": "s-1-init-1", "state": "exited", "status": "Exited (0) 1 second ago"},
    ]
    watched = Watched(stack, [rows], 3)
    assert watched.look(rows) == run.RUNNING
    details = [{"Id": row["containerId"], "RestartCount": 0, "State": {"StartedAt": "t"}} for row in rows]
    assert watched.look(rows, *details, seconds=1) == run.RUNNING
    assert watched.look(rows, *details, seconds=4) == run.DONE
    restarting = [{**details[0], "RestartCount": 3}, details[1]]
    bad = Watched(stack, [rows], 3)
    bad.look(rows)
    bad.look(rows, *details)
    assert bad.look(rows, *restarting) == run.FAILED


def test_a_key_that_may_not_see_containers_is_told() -> None:
    with pytest.raises(DokployError, match="permission to read Docker"):
        containers.units_of(
            [None, ApiError("UNAUTHORIZED", "docker.getServiceContainersByAppName", 401, "UNAUTHORIZED")]
        )


# Whether a deployment is needed


def test_the_mark_changes_with_what_matters_and_reveals_nothing() -> None:
    service = application(env="A=secret-value", mounts=[], ports=[])
    assert needed.mark(service) == needed.mark(
        application(env="A=secret-value", mounts=[], ports=[], description="other", name="other")
    )
    assert needed.mark(service) != needed.mark(application(env="A=other-value", mounts=[], ports=[]))
    assert needed.mark(service) != needed.mark(
        application(env="A=secret-value", mounts=[{"type": "volume", "mountPath": "/x"}])
    )
    assert "secret" not in needed.mark(service)


def test_what_the_swarm_took_back_is_deployed_again() -> None:
    service = application(env="A=1", mounts=[], ports=[])
    rows = [{"status": "done", "description": needed.mark(service)}]
    kept = {"Spec": {}, "UpdateStatus": {"State": "completed"}}
    gone = {"Spec": {}, "UpdateStatus": {"State": "rollback_completed", "Message": "update rolled back"}}
    assert "rollback_completed: update rolled back" in needed.reason(service, rows, gone)
    assert "rollback" not in needed.reason(service, rows, kept)
    assert "rollback" in needed.reason(service, [{"status": "done", "description": "Commit: 1"}], gone)
    assert needed.reason(service, rows, {}) == "Docker does not know it any more"


def test_the_mark_of_a_stack_changes_with_where_its_domains_come_in() -> None:
    def stack(**domain):
        record = {"name": "s", "appName": "s-1", "domains": [{"host": "a.example.com", **domain}]}
        return Service(KINDS["compose"], "c1", record)

    assert needed.mark(stack()) == needed.mark(stack(createdAt="now"))
    assert needed.mark(stack()) != needed.mark(stack(customEntrypoint="internal"))


def docker(**container: Any) -> dict[str, Any]:
    inner = {"Image": "web:1@sha256:1", "Env": [], **container}
    return {
        "Spec": {"TaskTemplate": {"ContainerSpec": inner}, "Mode": {"Replicated": {"Replicas": 1}}, "EndpointSpec": {}}
    }


@pytest.mark.parametrize(
    ("rows", "spec", "word"),
    [
        ([], docker(), "never"),
        ([row("x", "error")], docker(), "failed"),
        ([row("x", "cancelled")], docker(), "cancelled"),
        ([row("x", "running")], docker(), "still runs"),
        ([row("x", "done")], {}, "does not know it"),
        ([row("x", "done")], docker(Image="web:2"), "image"),
        ([row("x", "done")], docker(Env=["A=1"]), "env"),
        ([row("x", "done")], None, "does not tell"),
        ([row("x", "done", description="settings 000000000000")], docker(), "changed"),
        ([row("x", "done")], docker(), ""),
    ],
)
def test_the_reason_for_a_deployment(rows: list, spec: Any, word: str) -> None:
    reason = needed.reason(application(), rows, spec)
    assert word in reason
    assert bool(word) == bool(reason)


def test_variables_are_compared_as_docker_gets_them() -> None:
    surroundings = {"env": "LEVEL=info", "project": {"env": "HOST=example.com"}}
    service = application(
        env="URL=https://${{project.HOST}}/${{environment.LEVEL}}\nSAME=${{URL}}", environment=surroundings
    )
    assert needed.differences(service, docker(Env=["URL=https://example.com/info", "SAME=x"])["Spec"]) == ["env"]
    plain = application(env="URL=https://${{project.HOST}}/${{environment.LEVEL}}", environment=surroundings)
    assert needed.differences(plain, docker(Env=["URL=https://example.com/info"])["Spec"]) == []


def test_the_secrets_of_a_service_include_those_of_its_surroundings() -> None:
    surroundings = {"env": "LEVEL=info\nTOKEN=token-of-environment", "project": {"env": "KEY=key-of-project"}}
    found = secrets_of(application(env="A=own-secret\nPORT=80", password="of-registry", environment=surroundings))
    assert found == {"own-secret", "of-registry", "token-of-environment", "key-of-project"}


# Going back


def kept(id: str, at: int, status: str = "done", version: bool = True) -> dict[str, Any]:
    return {
        **row(id, status, at=at),
        "rollback": {"rollbackId": f"r-{id}", "image": f"web-1:{id}"} if version else None,
    }


def test_the_last_good_version_is_the_one_before_the_newest() -> None:
    rows = [kept("e", 5), kept("d", 4, "error"), kept("c", 3, version=False), kept("b", 2), kept("a", 1)]
    assert rollback.choose(rows)["deploymentId"] == "b"
    assert rollback.choose([kept("f", 6, "error"), *rows])["deploymentId"] == "e"
    assert rollback.choose(rows, id="a")["deploymentId"] == "a"
    noon = datetime(2026, 1, 1, 0, 1, 2, tzinfo=timezone.utc)
    assert rollback.choose(rows, age="1m", now=noon)["deploymentId"] == "b"
    for wrong in ({"id": "c"}, {"id": "z"}, {"age": "1d", "now": noon}, {"age": "often"}):
        with pytest.raises(OptionError):
            rollback.choose(rows, **wrong)
    with pytest.raises(OptionError):
        rollback.choose([kept("a", 1)])


# Local code


def test_what_git_ignores_stays_at_home(tmp_path: Path) -> None:
    files = [
        "Dockerfile",
        "a.log",
        "keep.log",
        "src/b.log",
        "src/main.py",
        "build/x",
        "src/build/y",
        "docs/z.md",
        "node_modules/m/i.js",
        ".git/config",
        "sub/t1",
        "sub/t2",
    ]
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / ".gitignore").write_text(
        "# comment\n*.log\n!keep.log\n/build/\nnode_modules\ndocs/**\n", encoding="utf-8"
    )
    (tmp_path / "sub" / ".gitignore").write_text("t[12]\n!t2\n", encoding="utf-8")
    (tmp_path / "link").symlink_to("/etc/passwd")
    expected = [".gitignore", "Dockerfile", "keep.log", "src/build/y", "src/main.py", "sub/.gitignore", "sub/t2"]
    assert sorted(archive.files_of(str(tmp_path))) == expected
    content, count = archive.pack(str(tmp_path))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert sorted(packed.namelist()) == ["archive/", *(f"archive/{name}" for name in expected)]
    assert count == len(expected)


def test_only_folders_with_files_and_zip_files_are_taken(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no zip", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("text", "empty", "nonesuch"):
        with pytest.raises(OptionError, match="archive"):
            archive.pack(str(tmp_path / name))
