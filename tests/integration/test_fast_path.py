# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible does around a module has to happen on the fast path as well; both ways are tried and compared."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.integration.checks import FOREIGN
from tests.integration.harness import MODES, Player

VARIABLES = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
PROJECT = "community.dokploy.dokploy_project"


@pytest.fixture(params=MODES)
def mode(request):
    return request.param


@pytest.fixture(autouse=True)
def emulated(server):
    if server.live:
        pytest.skip("looks at the emulator's log")


def steps(player: Player, tasks, mode, **play):
    """Run tasks that may fail, and give them by their names."""
    run = player.run_tasks([{"ignore_errors": True, **task} for task in tasks], mode, **play)
    assert run.status == 0, run.output[-2000:]
    return run


def test_the_mode_is_what_it_says(player, mode):
    run = steps(player, [{"name": "one", PROJECT: {"name": "shop"}}], mode)
    assert ("Using module file" in run.output) == (mode == "module")


def test_validation_speaks_with_one_voice(player):
    tasks = [
        {"name": "unknown", PROJECT: {"name": "shop", "colour": "red"}},
        {"name": "choice", PROJECT: {"name": "shop", "state": "gone"}},
        {"name": "type", PROJECT: {"name": "shop", "api_timeout": "soon"}},
        {"name": "missing", "community.dokploy.dokploy_api": {"method": "get"}},
        {"name": "inner", "community.dokploy.dokploy_application": {"name": "web", "docker": {"picture": "x"}}},
        {"name": "engine", "community.dokploy.dokploy_application": {"project": "none", "name": "web"}},
    ]
    runs = [steps(player, tasks, mode) for mode in MODES]
    for task in tasks:
        fast, module = (run.task(task["name"]) for run in runs)
        assert fast.failed
        assert fast.result["msg"] == module.result["msg"]


def test_environment_and_defaults_reach_the_task(player, server, mode):
    tasks = [
        {"name": "keyword", PROJECT: {"name": "shop"}, "environment": {"DOKPLOY_API_KEY": "not-the-key"}},
        {
            "name": "default",
            PROJECT: {"name": "shop"},
            "module_defaults": {"group/community.dokploy.dokploy": {"api_key": "not-the-key-either"}},
        },
        {
            "name": "own default",
            PROJECT: {"name": "shop"},
            "module_defaults": {PROJECT: {"description": "from a default"}},
        },
        {"name": "plain", PROJECT: {"name": "shop", "state": "absent"}},
    ]
    run = steps(player, tasks, mode)
    assert "refused the API key" in run.task("keyword").result["msg"]
    assert "refused the API key" in run.task("default").result["msg"]
    assert run.task("own default").result["project"]["description"] == "from a default"
    assert run.task("plain").changed


def test_play_environment_reaches_the_task(player, server, mode):
    run = steps(
        player,
        [{"name": "one", PROJECT: {"name": "shop"}}],
        mode,
        environment={"DOKPLOY_API_KEY": "{{ 'not' }}-the-key"},
    )
    assert "refused the API key" in run.task("one").result["msg"]


def test_nothing_secret_is_shown(player, mode):
    env = {"TOKEN": "hush-hush-token", "PORT": "3000", "MODE": "production"}
    options = {
        "project": "shop",
        "name": "web",
        "env": env,
        "docker": {"password": "hush-hush-docker"},
        "api_headers": {"X-Door": "hush-hush-door"},
    }
    tasks = [
        {"name": "project", PROJECT: {"name": "shop"}},
        {"name": "create", "community.dokploy.dokploy_application": options, "diff": True},
        {
            "name": "change",
            "community.dokploy.dokploy_application": {**options, "env": {**env, "TOKEN": "hush-hush-other"}},
            "diff": True,
        },
        {"name": "fail", "community.dokploy.dokploy_application": {**options, "memory_limit": "plenty"}},
    ]
    # The playbook itself holds the values, so they come from a variable that nothing prints.
    run = steps(player, tasks, mode)
    shown = "\n".join(line for line in run.output.splitlines() if '"env"' not in line)
    for secret in ("hush-hush-token", "hush-hush-docker", "hush-hush-door", "hush-hush-other", player.server.api_key):
        assert secret not in shown
    environment = run.task("project").result["project"]
    assert environment["name"] == "shop"
    assert run.task("create").result["application"]["env"] == {
        "MODE": "********",
        "PORT": "********",
        "TOKEN": "********",
    }
    assert run.task("change").result["diff"] == {
        "before": {"env": {"TOKEN": "********"}},
        "after": {"env": {"TOKEN": "******** (changed)"}},
    }


def test_no_log_of_the_task_counts(player, mode):
    run = steps(player, [{"name": "quiet", PROJECT: {"name": "shop"}, "no_log": True}], mode)
    assert "project" not in run.task("quiet").result


def test_keywords_of_tasks_work(player, mode):
    tasks = [
        {"name": "registered", PROJECT: {"name": "shop"}, "register": "shop"},
        {"name": "used", PROJECT: {"name": "shop", "description": "{{ shop.project.name }} {{ 1 + 1 }}"}},
        {
            "name": "until",
            PROJECT: {"name": "shop"},
            "register": "again",
            "until": "again is not changed",
            "retries": 2,
            "delay": 0,
        },
        {"name": "judged", PROJECT: {"name": "shop"}, "failed_when": True},
        {"name": "check", PROJECT: {"name": "other"}, "check_mode": True},
        {"name": "loop", PROJECT: {"name": "{{ item }}"}, "loop": ["a", "b", "{{ 'c' }}"]},
        {"name": "unsafe", PROJECT: {"name": "shop", "description": "{% raw %}{{ not a template }}{% endraw %}"}},
        {"name": "none", PROJECT: {"name": "shop", "description": "{{ omit }}"}},
    ]
    run = steps(player, tasks, mode)
    assert run.task("used").result["project"]["description"] == "shop 2"
    assert run.task("judged").failed
    assert run.task("check").changed
    assert [item["project"]["name"] for item in run.task("loop").result["results"]] == ["a", "b", "c"]
    assert run.task("unsafe").result["project"]["description"] == "{{ not a template }}"
    assert not run.task("none").changed
    assert (
        not steps(player, [{"name": "other", PROJECT: {"name": "other", "state": "absent"}}], mode)
        .task("other")
        .changed
    )


def test_a_loop_opens_one_connection(player, server):
    run = steps(player, [{"name": "loop", PROJECT: {"name": "{{ item }}"}, "loop": list("abcdef")}], "fast")
    assert len(run.task("loop").requests) == 6 * 3
    assert len({request.get("peer") for request in run.task("loop").requests}) == 1


def test_vaulted_values_arrive(player, server, tmp_path, mode):
    secret = tmp_path / "vault-password"
    secret.write_text("open sesame")
    command = [
        sys.executable,
        "-m",
        "ansible",
        "vault",
        "encrypt_string",
        "--vault-password-file",
        str(secret),
        "hush-hush-vault",
        "--name",
        "token",
    ]
    vaulted = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    playbook = tmp_path / "vault.yml"
    playbook.write_text(
        "- hosts: localhost\n  connection: local\n  gather_facts: false\n  vars:\n    ansible_python_interpreter: '{{ ansible_playbook_python }}'\n"
        + "".join(f"    {line}\n" for line in vaulted.splitlines())
        + f"  tasks:\n    - name: write\n      {PROJECT}: {{name: vaulted, env: {{TOKEN: '{{{{ token }}}}'}}}}\n"
        + f"    - name: direct\n      {PROJECT}:\n        name: vaulted\n        env:\n          TOKEN: {'!vault |'}\n"
        + "".join(f"            {line.strip()}\n" for line in vaulted.splitlines()[1:])
    )
    run = player.run_file(playbook, mode, ("--vault-password-file", str(secret)))
    assert run.status == 0, run.output[-2000:]
    assert run.task("write").changed
    assert not run.task("direct").changed
    assert "hush-hush-vault" not in run.output


def test_results_have_the_same_keys_and_values(player, tmp_path):
    # The file is in a volume; what this machine has under the same path is something else.
    tasks = [
        {"name": "file", "community.dokploy.dokploy_file": {"volume": "own", "path": "/tmp", "content": "x"}},
        {"name": "project", PROJECT: {"name": "shop", "env": {"A": True, "B": 1, "C": None, "D": "ü\U0001f600"}}},
        {
            "name": "keys",
            "community.dokploy.dokploy_application": {
                "project": "shop",
                "name": "web",
                "app_name": "web",
                "swarm": {"labels": {8080: "a", False: "b"}},
            },
        },
        {"name": "wrong key", PROJECT: {"name": "shop", "env": {1: "x"}}},
        {"name": "export", "community.dokploy.dokploy_export": {"project": "shop", "dest": str(tmp_path / "shop.yml")}},
    ]
    results = {}
    for mode in MODES:
        player.server.reset()
        (tmp_path / "shop.yml").unlink(missing_ok=True)
        run = steps(player, tasks, mode)
        for task in tasks:
            result = {key: value for key, value in run.task(task["name"]).result.items() if not FOREIGN.match(key)}
            results.setdefault(task["name"], []).append(without_ids(result))
    for name, (fast, module) in results.items():
        assert fast == module, name
    assert results["file"][0]["size"] == 1
    assert results["keys"][0]["application"]["swarm"]["labels"] == {"8080": "a", "false": "b"}


UNIQUE = ("id", "environment_id", "app_name", "created_at")


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key not in UNIQUE}
    return [without_ids(item) for item in value] if isinstance(value, list) else value


def test_what_stands_in_a_wrong_place_is_not_shown(player, mode):
    application, api = "community.dokploy.dokploy_application", "community.dokploy.dokploy_api"
    # By variables, for Ansible may show the lines of the playbook around a task that fails.
    door = player.server.url.replace("//", "//me:{{ hush }}@")
    tasks = [
        {"name": "project", PROJECT: {"name": "shop"}},
        {"name": "misspelt", application: {"name": "web", "pasword": "{{ hush }}"}},
        {"name": "misspelt inside", application: {"name": "web", "docker": {"pasword": "{{ hush }}"}}},
        {"name": "no group", application: {"name": "web", "docker": "{{ hush }}"}},
        {"name": "no headers", application: {"name": "web", "api_headers": "{{ hush }}"}},
        {"name": "address", PROJECT: {"name": "shop", "api_url": door}},
        {
            "name": "nobody there",
            PROJECT: {"name": "shop", "api_url": "http://me:{{ hush }}@127.0.0.1:9", "api_retries": 0},
        },
        {"name": "bad key", PROJECT: {"name": "shop", "api_key": "{{ hush }}\n{{ hush }}"}},
        {"name": "raw", api: {"procedure": "user.create", "method": "post", "input": {"password": "{{ hush }}"}}},
        {"name": "no input", api: {"procedure": "user.create", "method": "post", "input": "{{ hush }}"}},
    ]
    run = steps(player, tasks, mode, vars={**VARIABLES, "hush": "hush-hush"})
    assert run.secrets_shown(["hush-hush"]) == []
    assert [task.name for task in run.tasks if not task.failed] == ["project", "address"]


def test_the_variable_that_turns_it_off_may_be_a_template(player):
    variables = {"dokploy_fast_path": "{{ wanted | bool }}", "wanted": "no"}
    assert (
        "Using module file"
        in steps(player, [{"name": "one", PROJECT: {"name": "shop"}, "vars": variables}], "fast").output
    )


@pytest.mark.parametrize("keyword", [{"async": 30, "poll": 1}, {"vars": {"dokploy_fast_path": False}}])
def test_other_tasks_are_handed_to_the_module(player, keyword):
    run = steps(player, [{"name": "one", PROJECT: {"name": "shop"}, **keyword}], "fast")
    assert run.task("one").changed
    assert "dokploy_project.py" in run.output


def test_become_is_handed_to_the_module(player):
    # Whether su works here is not the point; the task must not be done in process, where become has no effect.
    run = steps(
        player,
        [{"name": "one", PROJECT: {"name": "shop"}, "become": True, "become_method": "ansible.builtin.su"}],
        "fast",
    )
    assert "Using module file" in run.output


def test_the_log_streams_while_a_deployment_goes_on(player, server):
    server.handle.script_deployment("web", log=["Step 1 of 2", "TOKEN is hush-hush-token"], times=-1)
    where = {"project": "shop", "application": "web", "stream_log": True}
    env = {"TOKEN": "hush-hush-token"}
    tasks = [
        {"name": "project", PROJECT: {"name": "shop"}},
        {
            "name": "web",
            "community.dokploy.dokploy_application": {
                "project": "shop",
                "name": "web",
                "source_type": "docker",
                "docker": {"image": "localhost:5000/web:1"},
                "env": env,
            },
        },
        {"name": "told", "community.dokploy.dokploy_deployment": where},
        {"name": "quiet", "community.dokploy.dokploy_deployment": where, "no_log": True},
        {"name": "off", "community.dokploy.dokploy_deployment": {**where, "stream_log": False}},
    ]
    run = steps(player, tasks, "fast")
    assert run.task("told").changed
    assert run.output.count("web: Step 1 of 2") == 1
    assert "web: TOKEN is hush-hush-token" not in run.output


def test_a_hidden_task_hands_on_what_it_found(player, mode):
    """What an option of any content says is no secret by itself: the answer must not be garbled where it has the same words."""
    pair = {"procedure": "sshKey.generate", "method": "post", "input": {"type": "ed25519"}, "include_secrets": True}
    tasks = [
        {"name": "pair", "community.dokploy.dokploy_api": pair, "register": "pair", "no_log": True},
        {"name": "use", "ansible.builtin.assert": {"that": "pair.response.publicKey is match('ssh-ed25519 ')"}},
    ]
    assert steps(player, tasks, mode).failures() == []
