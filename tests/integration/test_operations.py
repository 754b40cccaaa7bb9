# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""What runs besides deployments: rollbacks, backups, schedules, containers, files, templates, copies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.harness import MODES, Player
from tests.integration.tasks import (
    CHANGED,
    FAILED,
    FINE,
    PROJECT,
    WEB,
    control,
    deploy,
    outcomes,
    play,
    rows,
    task,
)

REGISTRY = {"name": "kept", "url": "registry.example.com", "username": "robot", "password": "robot-secret-55"}
STACK = [
    task(
        "setup stack",
        "dokploy_compose",
        project="shop",
        name="stack",
        source_type="raw",
        compose_file="services: {a: {image: a}, b: {image: b}}",
    ),
    deploy("setup stack runs", compose="stack"),
]
DATABASE = [
    task(
        "setup db",
        "dokploy_postgres",
        project="shop",
        name="db",
        database_name="d",
        database_user="u",
        database_password="sesame-8841",
    ),
    deploy("setup db runs", postgres="db"),
]
BUCKET = [
    task(
        "setup bucket",
        "dokploy_destination",
        name="bucket",
        provider="Other",
        access_key="key-of-bucket",
        secret_access_key="s3-secret-6612",
        bucket="backups",
        region="eu",
        endpoint="http://s3",
    )
]


@pytest.mark.parametrize("mode", MODES)
def test_going_back_to_an_earlier_version(shop: Player, mode: str) -> None:
    back = {"project": "shop", "application": "web", "wait_timeout": 30, "poll_interval": 0.1}
    run = play(
        shop,
        [
            *PROJECT,
            *WEB,
            task("nothing kept", "dokploy_rollback", **back),
            task("setup registry", "dokploy_registry", **REGISTRY),
            task(
                "setup keep",
                "dokploy_application",
                project="shop",
                name="web",
                rollback={"enabled": True, "registry": "kept"},
            ),
            deploy("setup first", application="web"),
            deploy("setup second", application="web"),
            task("would", "dokploy_rollback", check=True, **back),
            task("back", "dokploy_rollback", healthy=True, stable_for=0, **back),
            task("back again", "dokploy_rollback", **back),
            deploy("back the long way", application="web", state="rolled_back"),
            deploy("needed after it", application="web", only_if_needed=True, check=True),
            task("too old", "dokploy_rollback", age="2h", **back),
            task("no age", "dokploy_rollback", age="soon", **back),
            task("no such", "dokploy_rollback", deployment="nonesuch", **back),
        ],
        mode,
    )
    assert outcomes(run) == {
        "nothing kept": FAILED,
        "would": CHANGED,
        "back": CHANGED,
        "back again": FINE,
        "back the long way": FINE,
        "needed after it": CHANGED,
        "too old": FAILED,
        "no age": FAILED,
        "no such": FAILED,
    }
    assert run.task("would").writes == []
    assert run.task("back").writes == ["rollback.rollback"]
    assert run.task("back").result["image"].endswith(":v1")
    assert "another version" in run.task("needed after it").result["reason"]


@pytest.mark.parametrize("mode", MODES)
def test_backups_are_run_and_restored(shop: Player, mode: str) -> None:
    where = {"project": "shop", "postgres": "db"}
    restore = {**where, "destination": "bucket"}
    volume = {"project": "shop", "application": "web"}
    run = play(
        shop,
        [
            *PROJECT,
            *DATABASE,
            WEB[0],
            task(
                "setup volume",
                "dokploy_mount",
                project="shop",
                application="web",
                type="volume",
                volume_name="files",
                mount_path="/files",
            ),
            WEB[1],
            *BUCKET,
            task("none yet", "dokploy_backup_run", **where),
            task(
                "setup backup",
                "dokploy_backup",
                destination="bucket",
                database="d",
                cron="0 0 * * *",
                prefix="nightly",
                **where,
            ),
            task("would run", "dokploy_backup_run", check=True, **where),
            {**task("run", "dokploy_backup_run", **where), "register": "done_run"},
            task("unforced", "dokploy_restore", **restore),
            task("would restore", "dokploy_restore", force=True, check=True, **restore),
            task("latest", "dokploy_restore", force=True, **restore),
            task("wrong file", "dokploy_restore", force=True, file="nonesuch.gz", **restore),
            task("by name", "dokploy_restore", force=True, file="{{ done_run.file }}", **restore),
            task(
                "setup another backup",
                "dokploy_backup",
                destination="bucket",
                database="e",
                cron="0 0 * * *",
                prefix="nightly",
                **where,
            ),
            task("latest of which", "dokploy_restore", force=True, **restore),
            task("which backup", "dokploy_backup_run", **where),
            task(
                "setup volume backup",
                "dokploy_volume_backup",
                name="files",
                volume_name="files",
                destination="bucket",
                cron="0 0 * * *",
                **volume,
            ),
            task("volume", "dokploy_backup_run", volume_backup="files", **volume),
            task("volume in use", "dokploy_restore", volume="files", destination="bucket", force=True, **volume),
            deploy("setup stopped", application="web", state="stopped"),
            task("volume back", "dokploy_restore", volume="files", destination="bucket", force=True, **volume),
            task("no volume named", "dokploy_restore", destination="bucket", force=True, **volume),
            *STACK,
            *[
                task(
                    f"setup backup of {service}",
                    "dokploy_backup",
                    project="shop",
                    compose="stack",
                    service_name=service,
                    database_type="postgres",
                    database="d",
                    database_user="u",
                    destination="bucket",
                    cron="0 0 * * *",
                )
                for service in ("a", "b")
            ],
            task("of the stack", "dokploy_backup_run", project="shop", compose="stack"),
            task("of a", "dokploy_backup_run", project="shop", compose="stack", service_name="a"),
            task("of b", "dokploy_backup_run", project="shop", compose="stack", service_name="b"),
            task(
                "a back",
                "dokploy_restore",
                project="shop",
                compose="stack",
                service_name="a",
                database_type="postgres",
                database="d",
                database_user="u",
                destination="bucket",
                force=True,
            ),
        ],
        mode,
    )
    done = outcomes(run)
    assert done["none yet"] == FAILED
    assert done["would run"] == done["run"] == done["would restore"] == done["latest"] == CHANGED
    assert run.task("would run").writes == run.task("would restore").writes == []
    file = run.task("run").result["file"]
    assert "/nightly/" in file
    assert run.task("run").result["deployment"]["status"] == "done"
    assert run.task("latest").result["file"] == file
    assert "completed successfully" in run.task("latest").result["log"]
    assert "force=true" in run.task("unforced").result["msg"]
    assert "not in the destination" in run.task("wrong file").result["msg"]
    assert run.task("wrong file").writes == []
    assert done["by name"] == CHANGED
    assert "(d, e) go to the same folder" in run.task("latest of which").result["msg"]
    assert "2 backups fit" in run.task("which backup").result["msg"]
    assert "of d in a" in run.task("of the stack").result["msg"]
    # The one of the other service is newer.
    assert run.task("a back").result["file"] == run.task("of a").result["file"] != run.task("of b").result["file"]
    assert done["volume"] == CHANGED, run.task("volume").result
    assert "failed: Volume restore aborted - volume is in use." in run.task("volume in use").result["msg"]
    assert done["volume back"] == CHANGED, run.task("volume back").result
    assert "volume is needed" in run.task("no volume named").result["msg"]


@pytest.mark.parametrize("mode", MODES)
def test_schedules_are_run(shop: Player, mode: str) -> None:
    where = {"project": "shop", "application": "web"}
    run = play(
        shop,
        [
            *PROJECT,
            *WEB,
            task("setup schedule", "dokploy_schedule", name="migrate", command="echo hello", cron="0 0 * * *", **where),
            task("would run", "dokploy_schedule_run", schedule="migrate", check=True, **where),
            task("run", "dokploy_schedule_run", schedule="migrate", **where),
            task("missing", "dokploy_schedule_run", schedule="nonesuch", **where),
            task("setup host", "dokploy_schedule", name="tidy", script="echo hello", cron="0 0 * * *"),
            task("on the host", "dokploy_schedule_run", schedule="tidy"),
            task("nowhere", "dokploy_schedule_run", schedule="nonesuch"),
            task("nowhere yet", "dokploy_schedule_run", schedule="nonesuch", check=True),
            deploy("stop", application="web", state="stopped"),
            task("nobody home", "dokploy_schedule_run", schedule="migrate", **where),
        ],
        mode,
    )
    assert outcomes(run)["would run"] == outcomes(run)["run"] == CHANGED
    assert run.task("would run").writes == []
    assert run.task("run").writes == ["schedule.runManually"]
    assert run.task("run").result["deployment"]["status"] == "done"
    assert "There are: migrate" in run.task("missing").result["msg"]
    assert outcomes(run)["on the host"] == outcomes(run)["nowhere yet"] == CHANGED
    assert "(there are: tidy)" in run.task("nowhere").result["msg"]
    assert run.task("nobody home").failed


@pytest.mark.parametrize("mode", MODES)
def test_containers_files_and_logs(shop: Player, mode: str) -> None:
    web, stack = {"project": "shop", "application": "web"}, {"project": "shop", "compose": "stack"}
    page = {**web, "path": "/www/index.html"}
    run = play(
        shop,
        [
            *PROJECT,
            *WEB,
            *STACK,
            task("restart", "dokploy_container", **web),
            task("would stop", "dokploy_container", container="a", state="stopped", check=True, **stack),
            task("stop", "dokploy_container", container="a", state="stopped", **stack),
            task("stop again", "dokploy_container", container="a", state="stopped", **stack),
            task("start", "dokploy_container", container="a", state="started", **stack),
            task("remove", "dokploy_container", container="a", state="removed", **stack),
            task("remove again", "dokploy_container", container="a", state="removed", **stack),
            task("nobody", "dokploy_container", container="nonesuch"),
            task("would write", "dokploy_file", content="<h1>é</h1>\n", check=True, **page),
            task("write", "dokploy_file", content="<h1>é</h1>\n", **page),
            task("write again", "dokploy_file", content="<h1>é</h1>\n", **page),
            task("write a secret", "dokploy_file", secret_content="variable-secret-9", **page),
            task("erase", "dokploy_file", state="absent", **page),
            task("erase again", "dokploy_file", state="absent", **page),
            task("erase in a volume that is not there", "dokploy_file", volume="own", path="/x", state="absent"),
            task("would write into it", "dokploy_file", volume="own", path="/x", content="x", check=True),
            task("write into it", "dokploy_file", volume="own", path="/x", content="x"),
            task("write into it again", "dokploy_file", volume="own", path="/x", content="x"),
            task("no directory", "dokploy_file", volume="own", path="/none/x", content="x"),
            task("too large", "dokploy_file", volume="own", path="/x", content="x" * 100000),
            task("the whole volume", "dokploy_file", volume="own", path="/", state="absent"),
            task("a way out", "dokploy_file", volume="own", path="/../x", content="x"),
            task("write below", "dokploy_file", content="x", **{**page, "path": "/srv/a/b"}),
            task("onto a directory", "dokploy_file", content="x", **{**page, "path": "/srv/a"}),
            task("remove a directory", "dokploy_file", state="absent", **{**page, "path": "/srv/"}),
            task("container log", "dokploy_logs", **web),
            task("search", "dokploy_logs", search="READY", **web),
            task("stack log", "dokploy_logs", **stack),
            task("build log", "dokploy_logs", source="build", **web),
            task("bad tail", "dokploy_logs", tail=0, **web),
        ],
        mode,
    )
    assert run.task("restart").writes == ["docker.stopContainer"]
    done = outcomes(run)
    expected = {
        FAILED: [
            "nobody",
            "no directory",
            "too large",
            "the whole volume",
            "a way out",
            "onto a directory",
            "bad tail",
        ],
        FINE: ["stop again", "remove again", "write again", "erase again", "write into it again"],
    }
    expected[FINE] += ["erase in a volume that is not there"]
    expected[FINE] += ["container log", "search", "stack log", "build log"]
    expected[CHANGED] = ["restart", "would stop", "stop", "start", "remove", "would write", "write", "erase"]
    expected[CHANGED] += ["would write into it", "write into it", "write below", "remove a directory"]
    assert {name: done[name] for names in expected.values() for name in names} == {
        name: result for result, names in expected.items() for name in names
    }
    assert run.task("would stop").writes == run.task("would write").writes == []
    # Looking into a volume would make it, which a check run must not.
    asked = run.task("would write into it").requests or []
    assert "dockerVolume.readVolumeFile" not in [name for request in asked for name in request["procedures"]]
    assert "/x: nonexistent directory" in run.task("no directory").result["msg"]
    assert "95 KiB" in run.task("too large").result["msg"]
    assert "is a directory" in run.task("onto a directory").result["msg"]
    assert run.task("write").result["diff"]["after"] == "<h1>é</h1>\n"
    assert "diff" not in run.task("write a secret").result
    assert [line for line in run.task("search").result["lines"] if "ready" not in line] == []
    assert "Pulling web:1" in run.task("build log").result["log"]


@pytest.mark.parametrize("mode", MODES)
def test_moving_and_copying(shop: Player, mode: str) -> None:
    move = {"project": "shop", "application": "web", "to_environment": "next"}
    copy = {"project": "shop", "name": "copy", "services": ["web"]}
    run = play(
        shop,
        [
            *PROJECT,
            *WEB,
            *STACK,
            task("nowhere", "dokploy_move", **move),
            task("setup next", "dokploy_environment", project="shop", name="next"),
            task("would copy", "dokploy_duplicate", check=True, **copy),
            task("copy", "dokploy_duplicate", **copy),
            task("copy again", "dokploy_duplicate", **copy),
            task("copy nothing", "dokploy_duplicate", project="shop", name="other", services=["nonesuch"]),
            DATABASE[0],
            task("copy a database", "dokploy_duplicate", project="shop", name="volumes", services=["db"]),
            *BUCKET,
            task(
                "setup backup",
                "dokploy_backup",
                project="shop",
                postgres="db",
                destination="bucket",
                database="d",
                cron="@daily",
            ),
            task("copy a backup", "dokploy_duplicate", project="shop", name="backups", services=["db"]),
            task("would move", "dokploy_move", check=True, **move),
            task("move", "dokploy_move", **move),
            task("move again", "dokploy_move", **move),
            task(
                "environment",
                "dokploy_duplicate",
                project="shop",
                environment="next",
                target="environment",
                name="third",
            ),
            task(
                "environment again",
                "dokploy_duplicate",
                project="shop",
                environment="next",
                target="environment",
                name="third",
            ),
        ],
        mode,
    )
    done = outcomes(run)
    failed = [one.name for one in run.tasks if one.failed]
    assert failed == ["nowhere", "copy nothing", "copy a backup"]
    assert any("the same volumes" in text for text in run.warnings)
    assert "backups (db)" in run.task("copy a backup").result["msg"]
    assert "is incomplete" in run.task("copy a backup").result["msg"]
    assert [name for name, outcome in done.items() if outcome == FINE] == [
        "copy again",
        "move again",
        "environment again",
    ]
    assert run.task("would copy").writes == run.task("would move").writes == []
    assert run.task("move").writes == ["application.move"]
    assert run.task("copy").writes == ["project.duplicate"]
    assert len([row for row in rows(shop, "application") if row["name"] == "web"]) == 2


TEMPLATE = {
    "compose": "services:\n  a:\n    image: hello\n",
    "config": '[variables]\npassword = "${password:16}"\n\n[config]\nenv = ["PASSWORD=${password}", "LEVEL=info"]\n\n'
    '[[config.domains]]\nserviceName = "a"\nport = 80\nhost = "x.example.com"\n',
}


@pytest.mark.parametrize("mode", MODES)
def test_templates(shop: Player, mode: str, tmp_path: Path) -> None:
    control(shop, "options", catalogue=["hello"])
    (tmp_path / "own.json").write_text(json.dumps(TEMPLATE), encoding="utf-8")
    other = json.dumps({**TEMPLATE, "compose": "services:\n  b:\n    image: hello\n"})
    known = {"project": "shop", "template": "hello", "name": "greeter", "variables": {"LEVEL": "variable-secret-9"}}
    own = {"project": "shop", "name": "own"}
    run = play(
        shop,
        [
            *PROJECT,
            task("would make", "dokploy_template", check=True, **known),
            task("make", "dokploy_template", **known),
            task("make again", "dokploy_template", **known),
            task("unknown", "dokploy_template", project="shop", template="nonesuch"),
            task("import", "dokploy_template", src=str(tmp_path / "own.json"), **own),
            task("import again", "dokploy_template", content=json.dumps(TEMPLATE), **own),
            task("import another", "dokploy_template", content=other, **own),
            task("import by force", "dokploy_template", content=other, force=True, **own),
            task("no template", "dokploy_template", content="hello", **own),
        ],
        mode,
    )
    done = outcomes(run)
    assert [name for name, outcome in done.items() if outcome == FAILED] == ["unknown", "import another", "no template"]
    assert [name for name, outcome in done.items() if outcome == FINE] == ["make again", "import again"]
    assert run.task("would make").writes == []
    assert run.task("make").writes == ["compose.deployTemplate", "compose.update"]
    assert run.task("import").result["compose"]["domains"] == ["x.example.com"]
    assert "force=true" in run.task("import another").result["msg"]


def organization(player: Player) -> str:
    """The id of the emulator's only organization."""
    return rows(player, "organization")[0]["id"]


def test_previews_are_redeployed_and_removed(shop: Player) -> None:
    where = {"project": "shop", "application": "web"}
    play(shop, [*PROJECT, WEB[0]])
    application = rows(shop, "application")[0]["applicationId"]
    for number in ("7", "8"):
        values = {
            "applicationId": application,
            "pullRequestNumber": number,
            "pullRequestTitle": "T",
            "pullRequestId": number,
            "appName": f"preview-{number}",
        }
        more = {"branch": "b", "pullRequestURL": "u", "pullRequestCommentId": "c", "previewStatus": "idle"}
        control(shop, "insert", table="preview_deployments", values={**values, **more})
    control(shop, "script", deployments=[{"match": "preview-8", "status": "error", "log": ["it broke"]}])
    run = play(
        shop,
        [
            task("list", "dokploy_preview_deployment", state="listed", **where),
            task("would redeploy", "dokploy_preview_deployment", pull_request="7", check=True, **where),
            task("redeploy", "dokploy_preview_deployment", pull_request="7", poll_interval=0.1, **where),
            task("fail", "dokploy_preview_deployment", pull_request="8", poll_interval=0.1, **where),
            task("no such", "dokploy_preview_deployment", pull_request="9", **where),
            task("remove", "dokploy_preview_deployment", state="removed", **where),
            task("remove again", "dokploy_preview_deployment", state="removed", **where),
        ],
    )
    assert len(run.task("list").result["previews"]) == 2
    assert run.task("redeploy").result["previews"][0]["state"] == "done"
    assert run.task("fail").failed
    assert "it broke" in run.task("fail").result["msg"]
    assert run.task("no such").failed
    assert outcomes(run)["remove"] == CHANGED
    assert outcomes(run)["remove again"] == FINE
    assert run.task("would redeploy").writes == []


@pytest.mark.parametrize("mode", MODES)
def test_local_code_is_uploaded(shop: Player, mode: str, tmp_path: Path) -> None:
    code = tmp_path / "code"
    (code / "node_modules").mkdir(parents=True)
    (code / "node_modules" / "big.js").write_text("x", encoding="utf-8")
    (code / "Dockerfile").write_text("FROM scratch\n", encoding="utf-8")
    (code / ".gitignore").write_text("node_modules/\n", encoding="utf-8")
    run = play(
        shop,
        [
            *PROJECT,
            WEB[0],
            deploy("would upload", application="web", archive=str(code), check=True),
            deploy("upload", application="web", archive=str(code)),
            deploy("nothing there", application="web", archive=str(tmp_path / "nonesuch")),
            deploy("with a title", application="web", archive=str(code), title="no"),
        ],
        mode,
    )
    assert outcomes(run) == {
        "would upload": CHANGED,
        "upload": CHANGED,
        "nothing there": FAILED,
        "with a title": FAILED,
    }
    assert run.task("would upload").writes == []
    assert run.task("upload").writes == ["application.dropDeployment"]
    assert run.task("upload").result["deployment"]["status"] == "done"
