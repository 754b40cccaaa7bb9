# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs real ansible-playbook processes against the emulator, or against the Dokploy that DOKPLOY_URL names."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COLLECTIONS = ROOT / "build" / "collections"
# "fast" works inside the Ansible process, "module" starts a Python process as on any other host.
MODES = ("fast", "module")
# Seconds for one ansible-playbook; a case needs a few, this only ends a hanging one.
TIMEOUT = 300


class EmulatorServer:
    """The emulator, started once for each test process."""

    live = False
    # Deployments take no time in these tests, except where a case asks for it.
    options: ClassVar[dict[str, Any]] = {"deploy_time": 0.05}
    # Fixed, so that the two modes of a case produce comparable results.
    prefix = "it"

    def __init__(self) -> None:
        from tests.emulator.server import start_emulator

        self.handle = start_emulator(**self.options)
        self.url: str = self.handle.url
        self.api_key: str = self.handle.api_key

    def reset(self) -> None:
        """Forgets all objects, all requests and the options of the case before."""
        defaults = self.handle.options.__class__(**self.options)
        self.handle.set(**{**asdict(defaults), "api_key": self.api_key})
        self.handle.reset()

    def configure(self, options: dict[str, Any]) -> None:
        """Sets options of the emulator until the next reset."""
        if options:
            self.handle.set(**options)

    def stop(self) -> None:
        """Ends the emulator."""
        self.handle.stop()


class LiveServer:
    """A real Dokploy; it keeps no log for us and nothing is reset."""

    live = True

    def __init__(self, url: str, api_key: str) -> None:
        self.url = url
        self.api_key = api_key
        # Several workers and people may share the server.
        self.prefix = f"it-{secrets.token_hex(3)}"

    def reset(self) -> None:
        """Every case removes its own objects instead."""

    def configure(self, options: dict[str, Any]) -> None:
        """A real server is what it is."""

    def stop(self) -> None:
        """Nothing to end."""


Server = EmulatorServer | LiveServer


def start_server() -> Server:
    """The server that the tests of this process talk to."""
    url, api_key = os.environ.get("DOKPLOY_URL"), os.environ.get("DOKPLOY_API_KEY")
    if url and api_key:
        return LiveServer(url, api_key)
    return EmulatorServer()


@dataclass
class Task:
    """What one task of a playbook reported."""

    name: str
    action: str
    status: str
    result: dict[str, Any]
    # What the server was asked meanwhile; None when it keeps no log for us.
    requests: list[dict[str, Any]] | None = None

    @property
    def failed(self) -> bool:
        """Whether the task failed, ignored or not."""
        return self.status in ("failed", "ignored", "unreachable")

    @property
    def changed(self) -> bool:
        """Whether the task claims a change."""
        return bool(self.result.get("changed"))

    @property
    def writes(self) -> list[str]:
        """The procedures by which the task wrote, in order."""
        return [name for request in self.requests or [] if request["is_write"] for name in request["procedures"]]


@dataclass
class Run:
    """One finished ansible-playbook."""

    status: int
    output: str
    tasks: list[Task] = field(default_factory=list)

    def find(self, name: str) -> Task | None:
        """The result of the task with this name; None when the play did not get that far."""
        return next((task for task in self.tasks if task.name == name), None)

    def task(self, name: str) -> Task:
        """The result of the task with this name."""
        found = self.find(name)
        assert found, f"task {name!r} did not run; {self.failures() or self.output[-3000:]}"
        return found

    def failures(self) -> list[str]:
        """What the failed tasks said."""
        return [f"{task.name}: {task.result.get('msg')}" for task in self.tasks if task.failed]

    @property
    def warnings(self) -> list[str]:
        """Warnings and deprecations, from the tasks' results and from what Ansible printed."""
        found = [
            str(warning.get("msg", warning) if isinstance(warning, dict) else warning)
            for task in self.tasks
            for key in ("warnings", "deprecations")
            for warning in task.result.get(key) or []
        ]
        lines = self.output.splitlines()
        printed = [line for line in lines if line.startswith(("[WARNING]", "[DEPRECATION WARNING]"))]
        return list(dict.fromkeys(found + printed))

    def secrets_shown(self, values: list[str]) -> list[str]:
        """Which of the values appear anywhere in the printed output or in a result."""
        results = json.dumps([task.result for task in self.tasks], default=str, ensure_ascii=False)
        # As JSON the value may be escaped (a PEM key has line ends), so its escaped form is looked for too.
        haystack = self.output + results
        return [value for value in values if value in haystack or json.dumps(value)[1:-1] in haystack]


class Player:
    """Runs playbooks against one server."""

    def __init__(self, server: Server, directory: Path) -> None:
        self.server = server
        self.directory = directory
        self.count = 0

    def environment(self, mode: str, results: Path) -> dict[str, str]:
        """The environment of ansible-playbook: nothing of the developer's own configuration, nothing shared."""
        env = {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "DOKPLOY_"))}
        home = self.directory / "ansible"
        env.update(
            # By default it is in the home directory, of which a machine may have two opinions.
            ANSIBLE_ASYNC_DIR=str(home / "async"),
            ANSIBLE_CALLBACKS_ENABLED="results_file",
            ANSIBLE_CALLBACK_PLUGINS=str(Path(__file__).parent / "callback_plugins"),
            ANSIBLE_COLLECTIONS_PATH=str(COLLECTIONS),
            ANSIBLE_CONFIG=str(ROOT / "tests" / "ansible.cfg"),
            ANSIBLE_HOME=str(home),
            # Newer versions leave the arguments out of the results; here they are wanted, as the place where
            # a secret that the argument specification forgot to mark would show.
            ANSIBLE_INJECT_INVOCATION="1",
            ANSIBLE_LOCAL_TEMP=str(home / "tmp"),
            ANSIBLE_REMOTE_TEMP=str(home / "tmp"),
            ANSIBLE_NOCOLOR="1",
            ANSIBLE_PIPELINING="1",
            COLUMNS="4000",
            DOKPLOY_API_KEY=self.server.api_key,
            DOKPLOY_TEST_RESULTS=str(results),
            DOKPLOY_URL=self.server.url,
            DOKPLOY_FAST_PATH="1" if mode == "fast" else "0",
            NO_PROXY="127.0.0.1,localhost",
            PYTHONUTF8="1",
            no_proxy="127.0.0.1,localhost",
        )
        if not self.server.live:
            env["DOKPLOY_TEST_LOG"] = f"{self.server.url}/__emulator__/log"
        return env

    def run_file(
        self,
        playbook: Path,
        mode: str = "fast",
        arguments: tuple[str, ...] = (),
        env: dict[str, str] | None = None,
        inventory: str = "localhost,",
    ) -> Run:
        """Runs a playbook file with -vvv and collects what it reported."""
        self.count += 1
        results = self.directory / f"results-{self.count}.jsonl"
        command = [sys.executable, "-m", "ansible", "playbook", "-vvv", "-i", inventory, *arguments, str(playbook)]
        done = subprocess.run(
            command,
            cwd=self.directory,
            env={**self.environment(mode, results), **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
        lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
        run = Run(done.returncode, done.stdout, [Task(**json.loads(line)) for line in lines])
        (self.directory / f"output-{self.count}.txt").write_text(done.stdout, encoding="utf-8")
        return run

    def run_tasks(self, tasks: list[dict], mode: str = "fast", always: list[dict] | None = None, **play: Any) -> Run:
        """Runs tasks on localhost as one play; `always` are tasks that run whatever happens."""
        content = {
            "name": "Test",
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}", "prefix": self.server.prefix},
            **play,
            "tasks": [{"name": "Steps", "block": tasks, "always": always}] if always else tasks,
        }
        playbook = self.directory / f"playbook-{self.count + 1}.yml"
        playbook.write_text(yaml.safe_dump([content], sort_keys=False), encoding="utf-8")
        return self.run_file(playbook, mode)
