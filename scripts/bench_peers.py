# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same stack with other means: dokli from PyPI, and a playbook of ansible.builtin.uri tasks written by hand.

Twenty applications with a domain each and four databases, against a fresh emulator each time. Seconds are those of the
whole command, from its start to its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from bench_stack import KEY, ROOT, SCENES, document, emulator, requests_so_far

SERVICES, DATABASES = 24, 4
DOKLI = "dokli==0.7.0"
PEERS = ROOT / "build" / "peers"


def stack(change: bool) -> dict[str, Any]:
    """What everybody makes."""
    content = document(SERVICES, DATABASES)
    if change:
        content["applications"][0]["env"]["PORT"] = "8080"
    return content


def play(tasks: list[dict[str, Any]], url: str) -> list[dict[str, Any]]:
    """One play on localhost."""
    return [
        {
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "vars": {"ansible_python_interpreter": sys.executable, "url": url, "key": KEY},
            "tasks": tasks,
        }
    ]


def own_tasks(content: dict[str, Any]) -> list[dict[str, Any]]:
    """This collection's way."""
    return [{"community.dokploy.dokploy_stack": {"api_url": "{{ url }}", "api_key": "{{ key }}", "stack": content}}]


def uri_tasks(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The way of a careful author without a collection: look, make what is missing, write every setting."""

    def call(name: str, register: str = "", body: Any = None, **further: Any) -> dict[str, Any]:
        options: dict[str, Any] = {"url": "{{ url }}/api/" + name, "headers": {"x-api-key": "{{ key }}"}}
        if body is not None:
            options.update(method="POST", body_format="json", body=body)
        return {"ansible.builtin.uri": options, **({"register": register} if register else {}), **further}

    here = "(tree.json | selectattr('name', 'equalto', 'bench') | first).environments[0]"
    missing = "item.name not in (" + here + ".applications | map(attribute='name'))"
    ids = here + ".applications | items2dict(key_name='name', value_name='applicationId')"
    databases = here + ".postgres"
    names = "databases.results | map(attribute='json') | map(attribute='name')"
    return [
        {"ansible.builtin.set_fact": {"applications": content["applications"], "wanted": content["postgres"]}},
        call("project.all", "tree"),
        call("project.create", body={"name": "bench"}, when="'bench' not in tree.json | map(attribute='name')"),
        call("project.all", "tree"),
        call(
            "application.create",
            body={"name": "{{ item.name }}", "environmentId": "{{ " + here + ".environmentId }}"},
            loop="{{ applications }}",
            when=missing,
        ),
        call("project.all", "tree"),
        call(
            "application.update",
            body={
                "applicationId": "{{ (" + ids + ")[item.name] }}",
                "sourceType": "docker",
                "dockerImage": "{{ item.docker.image }}",
                "env": "PORT={{ item.env.PORT }}\nNUMBER={{ item.env.NUMBER }}",
            },
            loop="{{ applications }}",
        ),
        call(
            "application.one?applicationId={{ (" + ids + ")[item.name] }}",
            "found",
            loop="{{ applications }}",
        ),
        call(
            "domain.create",
            body={
                "applicationId": "{{ item.1.json.applicationId }}",
                "host": "{{ item.0.domains[0].host }}",
                "port": 80,
            },
            loop="{{ applications | zip(found.results) }}",
            when="item.0.domains[0].host not in item.1.json.domains | map(attribute='host')",
        ),
        call("postgres.one?postgresId={{ item.postgresId }}", "databases", loop="{{ " + databases + " }}"),
        call(
            "postgres.create",
            body={
                "name": "{{ item.name }}",
                "environmentId": "{{ " + here + ".environmentId }}",
                "databaseName": "{{ item.database_name }}",
                "databaseUser": "{{ item.database_user }}",
                "databasePassword": "{{ item.database_password }}",
            },
            loop="{{ wanted }}",
            when=f"item.name not in {names}",
        ),
    ]


def manifest(content: dict[str, Any]) -> dict[str, Any]:
    """The stack as dokli wants it."""
    services = [
        {
            "type": "application",
            "name": item["name"],
            "image": item["docker"]["image"],
            "env": "\n".join(f"{key}={value}" for key, value in item["env"].items()),
        }
        for item in content["applications"]
    ]
    for item in content["postgres"]:
        own = {"password": item["database_password"], "database_name": "data", "database_user": "user"}
        services.append({"type": "postgres", "name": item["name"], **own})
    domains = [
        {
            "kind": "domain",
            "name": item["domains"][0]["host"],
            "in": f"application:{item['name']}",
            "data": {"host": item["domains"][0]["host"], "port": 80},
        }
        for item in content["applications"]
    ]
    project = {"name": "bench", "services": services}
    return {"connection": "bench", "apiVersion": "v1", "projects": [project], "resources": domains}


def timed(command: list[str], env: dict[str, str]) -> dict[str, Any]:
    """Run a command and measure it; memory is the most that any one of its processes took."""
    with tempfile.TemporaryFile("w+") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = round(time.perf_counter() - begin, 2)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{output.read()[-2000:]}")
    return {"seconds": seconds, "peak_mb": round(usage.ru_maxrss / 1024)}


def by_playbook(tasks_of: Callable[[dict[str, Any]], list[dict[str, Any]]]) -> Callable[..., dict[str, Any]]:
    """A way that is a playbook."""

    def run(url: str, content: dict[str, Any], folder: Path) -> dict[str, Any]:
        file = folder / "play.yml"
        file.write_text(yaml.safe_dump(play(tasks_of(content), url), sort_keys=False, width=4000))
        env = {
            **os.environ,
            "ANSIBLE_COLLECTIONS_PATH": str(ROOT / "build" / "collections"),
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_HOME": str(folder / "ansible"),
            "NO_PROXY": "127.0.0.1",
        }
        command = [sys.executable, "-m", "ansible", "playbook", "-i", "localhost,", str(file)]
        return timed(command, env)

    return run


def by_dokli(url: str, content: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The way of dokli."""
    env = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "NO_PROXY": "127.0.0.1"}
    program = str(PEERS / "bin" / "dokli")
    if not (folder / "connected").exists():
        # The schema of the server is fetched once and kept, which is not counted.
        timed([program, "connections", "add", "bench", "--url", url, "--api-key", KEY], env)
        timed([program, "connections", "test", "bench"], env)
        (folder / "connected").touch()
    file = folder / "manifest.yaml"
    file.write_text(yaml.safe_dump(manifest(content), sort_keys=False))
    before = requests_so_far(url)
    return {**timed([program, "apply", "-f", str(file)], env), "requests": requests_so_far(url) - before}


def has_dokli() -> bool:
    """Install dokli into a place of its own, if PyPI can be reached."""
    if (PEERS / "bin" / "dokli").exists():
        return True
    venv.create(PEERS, with_pip=True)
    done = subprocess.run([PEERS / "bin" / "pip", "install", "-q", DOKLI], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"dokli cannot be installed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
    return done.returncode == 0


def measure() -> dict[str, Any]:
    """Per way, size and scene: requests, seconds, peak_mb."""
    ways: dict[str, Callable[..., dict[str, Any]]] = {
        "community.dokploy": by_playbook(own_tasks),
        "ansible.builtin.uri": by_playbook(uri_tasks),
    }
    if has_dokli():
        ways["dokli"] = by_dokli
    found: dict[str, Any] = {}
    for name, way in ways.items():
        scenes = found[name] = {}
        with emulator() as url, tempfile.TemporaryDirectory() as folder:
            for scene in SCENES:
                before = requests_so_far(url)
                own = way(url, stack(scene == "one_change"), Path(folder))
                own.setdefault("requests", requests_so_far(url) - before)
                scenes[scene] = own
                print(
                    f"{name:20}  {scene:10}  {own['requests']:4} requests  {own['seconds']:6.2f} s  {own['peak_mb']:4} MB",
                    flush=True,
                )
    return {"peers": {name: {str(SERVICES): scenes} for name, scenes in found.items()}}
