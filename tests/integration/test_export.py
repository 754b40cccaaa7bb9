# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Exports: what comes out changes nothing where it came from, and makes the same elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.community.dokploy.plugins.module_utils._api.client import Client
from ansible_collections.community.dokploy.plugins.module_utils._api.errors import DokployError
from ansible_collections.community.dokploy.plugins.module_utils._engine.report import readable
from ansible_collections.community.dokploy.plugins.module_utils._engine.run import connection, run_kind
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._stack import shape
from ansible_collections.community.dokploy.plugins.module_utils._stack.document import read
from ansible_collections.community.dokploy.plugins.module_utils._stack.run import run_stack
from ansible_collections.community.dokploy.plugins.module_utils._stack.run_export import run_export
from tests.emulator.server import start_emulator
from tests.integration.case import case_files, load
from tests.integration.harness import MODES, Player

PREFIX = "community.dokploy.dokploy_"
LISTS = sorted({kind.collection for kind in KINDS.values() if shape.in_stack(kind) and kind.parents})


class Dokploy:
    """One emulated server and the doors to it."""

    def __init__(self) -> None:
        self.handle = start_emulator(deploy_time=0.02)

    def params(self, **options: Any) -> dict[str, Any]:
        return {"api_url": self.handle.url, "api_key": self.handle.api_key, **options}

    def export(self, **options: Any) -> dict[str, Any]:
        return run_export(self.params(**options))

    def apply(self, stack: dict[str, Any], **options: Any) -> dict[str, Any]:
        return run_stack(self.params(stack=deepcopy(stack), **options))

    def task(self, kind: str, args: dict[str, Any]) -> dict[str, Any]:
        return run_kind(KINDS[kind], self.params(**args))


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Dokploy, Dokploy]]:
    """Two servers."""
    one, other = Dokploy(), Dokploy()
    yield one, other
    one.handle.stop()
    other.handle.stop()


@pytest.fixture
def dokploy(servers: tuple[Dokploy, Dokploy]) -> Dokploy:
    """The first server, empty."""
    servers[0].handle.reset()
    return servers[0]


@pytest.fixture
def other(servers: tuple[Dokploy, Dokploy]) -> Dokploy:
    """The second server, empty."""
    servers[1].handle.reset()
    return servers[1]


SHOP: dict[str, Any] = {
    "project": {"name": "shop", "description": "A shop", "env": {"TZ": "UTC"}},
    "environment": {"name": "staging"},
    "postgres": [
        {"name": "db", "database_name": "d", "database_user": "u", "database_password": "very-secret-1"},
    ],
    "applications": [
        {
            "name": "web",
            "source_type": "docker",
            "docker": {"image": "nginx", "password": "very-secret-2"},
            "command": "serve {{ port }} <<!postgres.db.url>>",
            "env": {
                "DB": "<<postgres.db.url>>",
                "TEMPLATE": "${{project.TZ}} {{ x }}",
                "LINES": "a\nb",
                "QUOTES": "\"'",
                "KEY": "very-secret-3",
            },
            "memory_limit": "512Mi",
            "swarm": {"labels": {"yes": "true"}},
            "domains": [{"host": "a.example.com", "https": True}, {"host": "a.example.com", "path": "/api"}],
            "mounts": [{"type": "file", "mount_path": "/f", "file_path": "f", "content": "one\n  two\n"}],
            "schedules": [{"name": "night", "cron": "0 0 * * *", "command": "true"}],
        },
        {"name": "api", "env": {"WEB": "http://<<application.web.host>>:80"}},
    ],
    "composes": [
        {"name": "stack", "source_type": "raw", "compose_file": "services:\n  a:\n    image: b\n"},
    ],
}


@pytest.mark.parametrize("secrets", ["omit", "include"])
def test_an_export_changes_nothing_where_it_came_from(dokploy: Dokploy, secrets: str) -> None:
    dokploy.apply(SHOP)
    exported = dokploy.export(project="shop", environment="staging", secrets=secrets)
    result = dokploy.apply(exported["stack"], prune=True, prune_lists=LISTS)
    assert result["plan"] == []
    assert not result["changed"]
    assert "warnings" not in exported
    whole = dokploy.export(secrets=secrets)
    assert not dokploy.apply(whole["stack"])["changed"]


def test_an_export_makes_the_same_elsewhere(dokploy: Dokploy, other: Dokploy) -> None:
    dokploy.apply(SHOP)
    exported = dokploy.export(project="shop", environment="staging", secrets="include")
    assert other.apply(exported["stack"])["changed"]
    again = other.export(project="shop", environment="staging", secrets="include")
    strip = re.compile(r"app_name: .*\n")
    assert strip.sub("", again["text"]) == strip.sub("", exported["text"])
    # Hosts are those of the other server.
    rows = {row["name"]: row for row in other.handle.call(lambda: other.handle.state.store.find("application"))}
    assert f"http://{rows['web']['appName']}:80" in rows["api"]["env"]


def test_the_text_is_the_document(dokploy: Dokploy) -> None:
    dokploy.apply(SHOP)
    exported = dokploy.export(project="shop", secrets="include")
    assert yaml.safe_load(exported["text"]) == exported["stack"]


def test_no_secret_is_exported_unless_wanted(dokploy: Dokploy) -> None:
    dokploy.apply(SHOP)
    for secrets in ("omit", "placeholder"):
        exported = dokploy.export(secrets=secrets)
        assert "very-secret" not in str(exported)
    names = exported["variables"]
    assert "vault_shop_staging_db_database_password" in names
    assert "vault_shop_staging_web_env_key" in names
    assert all(f"{{{{ {name} }}}}" in exported["text"] for name in names)


def test_things_of_the_same_name_are_told_apart(dokploy: Dokploy) -> None:
    project = dokploy.task("project", {"name": "twins"})["project"]
    tree = dokploy.handle.call(lambda: dokploy.handle.state.store.find("environment", projectId=project["id"]))
    client = Client(connection(dokploy.params()))
    for _twin in range(2):
        client.write("application.create", {"name": "web", "environmentId": tree[0]["environmentId"]})
    exported = dokploy.export(project="twins")
    assert len({item["id"] for item in exported["stack"]["applications"]}) == 2
    assert not dokploy.apply(exported["stack"])["changed"]


def test_what_is_not_there_is_an_error(dokploy: Dokploy) -> None:
    dokploy.apply(SHOP)
    with pytest.raises(DokployError, match="did you mean shop"):
        dokploy.export(project="shpo")
    with pytest.raises(DokployError, match="there is no environment"):
        dokploy.export(project="shop", environment="nope")
    with pytest.raises(DokployError, match="project is needed"):
        dokploy.export(environment="staging")


# Every kind


def everything() -> dict[str, Any]:
    """A document with a thing of every kind that can stand in one."""
    backup = {"destination": "store", "database": "data", "cron": "0 3 * * *", "prefix": "/b"}
    volume = {"name": "files", "volume_name": "v", "destination": "store", "cron": "0 4 * * *"}
    user = {"database_user": "user", "database_password": "very-secret-1"}
    named = {**user, "database_name": "data"}

    def database(name: str, own: dict[str, Any], **lists: Any) -> dict[str, Any]:
        return {"name": name, **own, "mounts": [{"type": "volume", "volume_name": "v", "mount_path": "/v"}], **lists}

    service = {
        "domains": [{"host": "a.example.com"}],
        "mounts": [{"type": "bind", "host_path": "/srv", "mount_path": "/srv"}],
        "schedules": [{"name": "night", "cron": "0 0 * * *", "command": "true", "timezone": "Europe/Berlin"}],
        "volume_backups": [volume],
        "patches": [{"file_path": "a/b", "type": "create", "content": "text"}],
    }
    application = {
        **service,
        "ports": [{"published_port": 8080, "target_port": 80, "publish_mode": "host"}],
        "redirects": [{"regex": "^/a$", "replacement": "/b", "permanent": True}],
        "security": [{"username": "u", "password": "very-secret-2"}],
    }
    stack = deepcopy(service)
    stack["domains"][0]["service_name"] = "a"
    stack["schedules"][0]["service_name"] = "a"
    stack["volume_backups"][0]["service_name"] = "a"
    inner = {"service_name": "a", "database_type": "postgres", "database_user": "u"}
    lists = {"backups": [backup], "volume_backups": [volume]}
    return {
        "project": "all",
        "applications": [{"name": "web", **application}],
        "composes": [
            {
                "name": "stack",
                "source_type": "raw",
                "compose_file": "services: {a: {image: b}}",
                "backups": [{**backup, **inner}],
                **stack,
            }
        ],
        "postgres": [database("pg", named, **lists)],
        "mysql": [database("my", named, **lists)],
        "mariadb": [database("ma", named, **lists)],
        "mongo": [database("mo", user, **lists)],
        "redis": [database("re", {"database_password": "very-secret-3"})],
        "libsql": [database("li", user, **lists)],
    }


def test_a_document_with_everything_comes_back(dokploy: Dokploy, other: Dokploy) -> None:
    stack = everything()
    wanted = {kind.name for kind in KINDS.values() if shape.in_stack(kind)}
    assert {node.kind.name for node in read(stack).nodes} == wanted
    for server in (dokploy, other):
        server.task(
            "destination",
            {
                "name": "store",
                "provider": "Other",
                "access_key": "a",
                "secret_access_key": "s",
                "bucket": "b",
                "region": "r",
                "endpoint": "http://127.0.0.1:9",
            },
        )
    dokploy.apply(stack)
    assert not dokploy.apply(stack)["changed"]
    exported = dokploy.export(project="all", secrets="include")
    assert exported.get("warnings", []) == []
    assert {node.kind.name for node in read(exported["stack"]).nodes} == wanted
    assert dokploy.apply(exported["stack"], prune=True, prune_lists=LISTS)["plan"] == []
    other.apply(exported["stack"])
    assert not other.apply(exported["stack"], prune=True, prune_lists=LISTS)["changed"]


def kind_cases() -> list[Path]:
    """The life cycles, in a project, of the kinds that can stand in a document."""

    def counts(path: Path) -> bool:
        case = load(path, "it")
        kind, create = _kind(case.module), case.data.get("create", {})
        return kind is not None and "id" not in create and (kind == "project" or "project" in create)

    return [path for path in case_files() if counts(path)]


def _kind(module: str) -> str | None:
    name = module.removeprefix("dokploy_")
    return name if name in KINDS and shape.in_stack(KINDS[name]) else None


def set_up(dokploy: Dokploy, tasks: list[dict[str, Any]]) -> dict[str, Any]:
    """Carry out the tasks that prepare a case. Gives what they registered."""
    results: dict[str, Any] = {}
    for task in tasks:
        module, args = next((key, value) for key, value in task.items() if key.startswith("community.dokploy."))
        args = rendered(args, results)
        name = module.removeprefix(PREFIX)
        if name == "api":
            client = Client(connection(dokploy.params()))
            call = client.read if args.get("method", "get") == "get" else client.write
            result: Any = {"response": call(args["procedure"], args.get("input"))}
        elif name in KINDS:
            result = dokploy.task(name, args)
        else:
            raise AssertionError(f"{module} is no kind that can be prepared without a playbook")
        if "register" in task:
            results[task["register"]] = result
    return results


def rendered(value: Any, results: dict[str, Any]) -> Any:
    """Put what tasks registered in the place of its names."""
    if isinstance(value, dict):
        return {key: rendered(item, results) for key, item in value.items()}
    if isinstance(value, list):
        return [rendered(item, results) for item in value]
    if isinstance(value, str) and "{{" in value:
        match = re.fullmatch(r"\{\{ ([\w.\[\]]+) \}\}", value)
        assert match, f"{value} takes more than a name and its parts"
        found: Any = results
        for part in re.findall(r"\w+", match.group(1)):
            found = found[int(part)] if isinstance(found, list) else found[part]
        return found
    return value


@pytest.mark.parametrize("path", kind_cases(), ids=lambda path: path.stem)
def test_every_kind_comes_back_as_it_is(dokploy: Dokploy, path: Path) -> None:
    case = load(path, "it")
    dokploy.handle.set(**case.data.get("emulator", {}))
    results = set_up(dokploy, case.setup())
    for step in ("create", "modify"):
        args = rendered(case.data.get(step), results)
        if not args:
            continue
        dokploy.task(_kind(case.module) or "", args)
        for secrets in ("omit", "include"):
            result = dokploy.apply(dokploy.export(secrets=secrets)["stack"])
            assert result["plan"] == []
            assert not result["changed"]


def as_stack(kind: str, args: dict[str, Any]) -> dict[str, Any]:
    """The document that says the same as a task of a kind's module."""
    item = dict(args)
    if kind == "project":
        return {"project": item}
    stack: dict[str, Any] = {"project": item.pop("project")}
    if kind == "environment":
        return {**stack, "environment": item}
    if "environment" in item:
        stack["environment"] = item.pop("environment")
    parent = next((name for name in KINDS[kind].parents if name in item), None)
    if parent is None:
        return {**stack, KINDS[kind].collection: [item]}
    holder = {"name": item.pop(parent), KINDS[kind].collection: [item]}
    return {**stack, KINDS[parent].collection: [holder]}


@pytest.mark.parametrize("path", kind_cases(), ids=lambda path: path.stem)
def test_an_item_of_every_kind_plans_what_the_task_plans(dokploy: Dokploy, path: Path) -> None:
    case = load(path, "it")
    kind = _kind(case.module) or ""
    dokploy.handle.set(**case.data.get("emulator", {}))
    results = set_up(dokploy, case.setup())
    for step in ("create", "modify", "delete"):
        args = rendered(case.data.get(step), results)
        if not args or "id" in args:
            continue
        args = {"state": "absent", **args} if step == "delete" else args
        planned = run_stack(dokploy.params(stack=deepcopy(as_stack(kind, args))), True)["plan"]
        single = run_kind(KINDS[kind], dokploy.params(**deepcopy(args)), True)
        entry = next((one for one in planned if one["kind"] == kind), None)
        assert (entry is not None) == single["changed"], step
        if entry:
            assert readable(entry["after"] or {}) == single["diff"]["after"]
            assert readable(entry["before"] or {}) == single["diff"]["before"]
        dokploy.task(kind, args)


# Through Ansible


@pytest.mark.parametrize("mode", MODES)
def test_a_playbook_that_was_exported(player: Player, mode: str, tmp_path: Path) -> None:
    if player.server.live:
        pytest.skip("its objects have fixed names")
    file, document = tmp_path / "shop.yml", tmp_path / "document.yml"
    # Not by a playbook, for texts in it look like templates.
    run_stack({"api_url": player.server.url, "api_key": player.server.api_key, "stack": deepcopy(SHOP)})
    export = {"project": "shop", "environment": "staging"}
    tasks: list[dict[str, Any]] = [
        {
            "name": "export",
            "community.dokploy.dokploy_export": {**export, "format": "playbook", "dest": str(file)},
        },
        {
            "name": "again",
            "community.dokploy.dokploy_export": {**export, "format": "playbook", "dest": str(file)},
        },
        {
            "name": "placeholders",
            "community.dokploy.dokploy_export": {**export, "secrets": "placeholder", "dest": str(document)},
        },
    ]
    run = player.run_tasks(tasks, mode)
    assert run.task("export").changed
    assert not run.task("again").changed
    assert run.task("placeholders").changed
    assert player.run_file(file, mode).status == 0
    assert not player.run_file(file, mode).task("Converge the stack").changed
    names = run.task("placeholders").result["variables"]
    load = {"name": "load", "ansible.builtin.include_vars": {"file": str(document), "name": "shop"}}
    apply = {"name": "apply", "community.dokploy.dokploy_stack": {"stack": "{{ shop }}"}, "check_mode": True}
    values = {**dict.fromkeys(names, "a-new-value"), "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    last = player.run_tasks([load, apply], mode, vars=values)
    plan = last.task("apply").result["plan"]
    assert {entry["action"] for entry in plan} == {"change"}


# Set up by hand


def by_hand(client: Client, environment: str) -> None:
    """What somebody may have made on Dokploy's own pages, which call the same procedures."""

    def make(procedure: str, **body: Any) -> dict[str, Any]:
        return client.write(procedure, body)

    app = make("application.create", name="Git App", environmentId=environment, appName="gitapp")["applicationId"]
    make(
        "application.saveGitProvider",
        applicationId=app,
        customGitUrl="https://git.example.com/web.git",
        customGitBranch="main",
        customGitBuildPath="/",
        customGitSSHKeyId=None,
        watchPaths=["src/**"],
        enableSubmodules=True,
    )
    make(
        "application.saveBuildType",
        applicationId=app,
        buildType="dockerfile",
        dockerfile="Dockerfile",
        dockerContextPath=".",
        dockerBuildStage="",
        publishDirectory=None,
        isStaticSpa=False,
        herokuVersion=None,
        railpackVersion=None,
    )
    env = '# a comment\nKEY=va{{l}}ue\nexport OTHER=1\nMULTI="a\nb"\nJSON={"a": 1}\nKEY=again\n'
    make(
        "application.saveEnvironment",
        applicationId=app,
        env=env,
        buildArgs="ARG=1",
        buildSecrets="",
        createEnvFile=True,
    )
    make(
        "application.update",
        applicationId=app,
        memoryLimit="268435456",
        cpuLimit="500000000",
        replicas=2,
        healthCheckSwarm={"Test": ["CMD", "true"], "Interval": 30000000000},
        updateConfigSwarm={"Parallelism": 1, "Order": "start-first"},
    )
    make("domain.create", host="Raw.Example.com", applicationId=app, domainType="application", path="/x", https=True)
    make(
        "mounts.create",
        type="file",
        mountPath="/etc/app.conf",
        filePath="app.conf",
        content="a: {{ b }}\n",
        serviceId=app,
        serviceType="application",
    )
    make("redirects.create", applicationId=app, regex="^x$", replacement="y", permanent=True)
    make("application.create", name="plain", environmentId=environment)
    compose = make("compose.create", name="stack", environmentId=environment, composeType="stack")["composeId"]
    make("compose.update", composeId=compose, sourceType="raw", composeFile="services:\n  a:\n    image: b\n")
    own = {"databaseName": "d", "databaseUser": "u", "databasePassword": "pw1234", "dockerImage": "postgres:17"}
    database = make("postgres.create", name="pg", environmentId=environment, **own)["postgresId"]
    make("postgres.update", postgresId=database, env="X=1", command="postgres", memoryReservation="1000")


@pytest.mark.parametrize("secrets", ["omit", "include"])
def test_what_was_set_up_by_hand_comes_back(server: Any, secrets: str) -> None:
    params = {"api_url": server.url, "api_key": server.api_key}
    name = f"{server.prefix}-by-hand-{secrets}"
    client = Client(connection(params))
    made = client.write("project.create", {"name": name, "description": "by hand", "env": 'A=1\nB="two words"'})
    try:
        by_hand(client, made["environment"]["environmentId"])
        exported = run_export({**params, "project": name, "secrets": secrets})
        result = run_stack({**params, "stack": exported["stack"], "prune": True, "prune_lists": LISTS}, True)
        assert result["plan"] == []
        assert "warnings" not in exported
    finally:
        project = {"id": made["project"]["projectId"], "state": "absent", "force": True}
        run_stack({**params, "stack": {"project": project}})
