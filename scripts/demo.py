# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Shows the collection at work, the way a user gets it: built, installed from the tarball, run from a playbook.

Without further ado it talks to the emulator in tests/emulator. With DOKPLOY_URL and DOKPLOY_API_KEY it does the same
on that server, and removes what it made (--keep leaves it there, --clean only removes).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import selectors
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import stage_collection

ROOT = stage_collection.ROOT
WORK = ROOT / "build" / "demo"
COLLECTIONS = WORK / "collections"
# Playbooks of the installed collection, not of the checkout.
PLAYBOOK = "community.dokploy.demo"
CLEAN_PLAYBOOK = "community.dokploy.demo_clean"
# The one value that the third run changes; a variable of playbooks/demo.yml.
EDIT = {"demo_log_level": "debug"}
# Seconds for the emulator to name its address.
START_TIMEOUT = 20
ANSI = re.compile(r"\x1b\[[0-9;]*m")
RECAP = re.compile(r"^\S+\s*: ok=(\d+)\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)", re.M)


class DemoError(Exception):
    """The demo did not show what it promises; the text says what."""


@dataclass
class Server:
    """Where the playbook goes."""

    url: str
    api_key: str
    emulator: bool

    def writes(self) -> list[str] | None:
        """The procedures that were written so far; None when the server keeps no log for us."""
        if not self.emulator:
            return None
        with urllib.request.urlopen(f"{self.url}/__emulator__/log", timeout=10) as answer:
            content = json.load(answer)
        entries = content if isinstance(content, list) else content["log"]
        return [name for entry in entries if entry["is_write"] for name in entry["procedures"]]


@dataclass
class Recap:
    """What Ansible counted."""

    ok: int
    changed: int
    failed: int
    seconds: float


def step(number: int, text: str) -> None:
    """Announces what comes next and what to look for."""
    width = min(shutil.get_terminal_size().columns, 100)
    print(f"\n{'=' * width}\n{number}. {text}\n{'=' * width}", flush=True)


def environment(server: Server | None = None) -> dict[str, str]:
    """The environment of the Ansible commands: the installed collection and nothing of the user's own set-up."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "DOKPLOY_"))}
    env.update(
        ANSIBLE_COLLECTIONS_PATH=str(COLLECTIONS),
        ANSIBLE_CONFIG=str(ROOT / "tests" / "ansible.cfg"),
        ANSIBLE_HOME=str(WORK / "ansible"),
        PYTHONUTF8="1",
    )
    if sys.stdout.isatty():
        env["ANSIBLE_FORCE_COLOR"] = "1"
    if server:
        env.update(DOKPLOY_URL=server.url, DOKPLOY_API_KEY=server.api_key)
        if server.emulator:
            env["NO_PROXY"] = env["no_proxy"] = "127.0.0.1,localhost"
    return env


def ansible(name: str, *arguments: str) -> list[str]:
    """The command line of an Ansible tool of this very environment."""
    return [sys.executable, "-m", "ansible", name, *arguments]


def install() -> None:
    """Builds the tarball and installs it into build/demo/collections."""
    dist = WORK / "dist"
    for folder in (dist, COLLECTIONS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    source = stage_collection.stage()
    subprocess.run(ansible("galaxy", "collection", "build", str(source), "--output-path", str(dist)), check=True)
    tarball = next(dist.glob("*.tar.gz"))
    command = ansible("galaxy", "collection", "install", str(tarball), "--offline", "-p", str(COLLECTIONS))
    subprocess.run(command, check=True, env=environment())


def first_line(process: subprocess.Popen[str]) -> str:
    """The first line a process prints, waiting no longer than START_TIMEOUT."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        if not selector.select(START_TIMEOUT):
            raise DemoError(f"the emulator did not start within {START_TIMEOUT} seconds")
    return process.stdout.readline()


@contextlib.contextmanager
def emulator() -> Iterator[Server]:
    """The emulator, for the time of the demo."""
    api_key = "demo-key"
    command = [sys.executable, "-m", "tests.emulator", "--port", "0", "--api-key", api_key]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        found = re.search(r"https?://[^\s/]+", first_line(process))
        if not found:
            raise DemoError("the emulator ended, or did not name its address first")
        print(f"The emulator listens on {found.group(0)}", flush=True)
        yield Server(found.group(0), api_key, emulator=True)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextlib.contextmanager
def chosen_server() -> Iterator[Server]:
    """The server of the environment, or else the emulator."""
    url, api_key = os.environ.get("DOKPLOY_URL", ""), os.environ.get("DOKPLOY_API_KEY", "")
    if url and api_key:
        print(f"Using the Dokploy at {url}", flush=True)
        yield Server(url.rstrip("/"), api_key, emulator=False)
    elif url or api_key:
        raise DemoError("set both DOKPLOY_URL and DOKPLOY_API_KEY, or neither for the emulator")
    else:
        with emulator() as server:
            yield server


def play(server: Server, playbook: str, *arguments: str) -> Recap:
    """Runs a playbook, shows its output as it comes, and returns what the recap says."""
    command = ansible("playbook", playbook, *arguments)
    print("$ ansible-playbook", playbook, *arguments, flush=True)
    began = time.monotonic()
    lines = []
    with subprocess.Popen(
        command, cwd=WORK, env=environment(server), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(ANSI.sub("", line))
            print(line, end="", flush=True)
    hosts = [tuple(map(int, found)) for found in RECAP.findall("".join(lines))]
    if process.returncode or not hosts:
        raise DemoError(f"ansible-playbook {playbook} failed with status {process.returncode}")
    return Recap(
        ok=sum(host[0] for host in hosts),
        changed=sum(host[1] for host in hosts),
        failed=sum(host[2] + host[3] for host in hosts),
        seconds=time.monotonic() - began,
    )


def show(server: Server) -> list[str]:
    """The three runs; returns one line for the summary of each."""
    step(2, "First run: everything is made. Every task that makes something says 'changed'.")
    first = play(server, PLAYBOOK)
    if not first.changed:
        print("Nothing was changed: the demo was there already. That is fine, it is the point of the next run.")

    step(3, "Second run, same playbook: everything is as it should be, so nothing is written and changed=0.")
    before = server.writes()
    second = play(server, PLAYBOOK)
    if second.changed:
        raise DemoError(f"the second run changed {second.changed} things; it must not change any")
    if server.writes() != before:
        raise DemoError(f"the second run wrote: {server.writes()[len(before or []) :]}")

    text = ", ".join(f"{key}={value}" for key, value in EDIT.items())
    step(4, f"Check mode with one value edited ({text}): --diff shows what would change; nothing is written.")
    extra = [argument for key, value in EDIT.items() for argument in ("-e", f"{key}={value}")]
    third = play(server, PLAYBOOK, "--check", "--diff", *extra)
    if not third.changed:
        raise DemoError(f"check mode did not notice that {text} differs")
    if server.writes() != before:
        raise DemoError("check mode wrote to the server")
    return [
        f"first run     ok={first.ok:<3} changed={first.changed:<3} {first.seconds:5.1f} s",
        f"second run    ok={second.ok:<3} changed={second.changed:<3} {second.seconds:5.1f} s",
        f"check mode    ok={third.ok:<3} changed={third.changed:<3} {third.seconds:5.1f} s  (nothing written)",
    ]


def clean(server: Server, number: int) -> None:
    """Removes the demo's project."""
    step(number, "Clean up: the demo's project is removed, with all that is in it.")
    play(server, CLEAN_PLAYBOOK)


def main() -> int:
    """Entry point; the status is 1 when the demo did not show what it promises."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clean", action="store_true", help="only remove what an earlier demo left on DOKPLOY_URL")
    parser.add_argument("--keep", action="store_true", help="do not remove the demo's project at the end")
    options = parser.parse_args()
    if options.clean and not os.environ.get("DOKPLOY_URL"):
        print("Nothing to clean: without DOKPLOY_URL the demo used the emulator, which forgets everything at its end.")
        return 0
    summary: list[str] = []
    try:
        step(1, "Build the collection and install the tarball, as ansible-galaxy does from Galaxy.")
        install()
        with chosen_server() as server:
            if options.clean:
                clean(server, 2)
                return 0
            summary = show(server)
            if not options.keep:
                clean(server, 5)
    except DemoError as error:
        print(f"\nThe demo failed: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\nThe demo failed: {' '.join(error.cmd)} ended with status {error.returncode}", file=sys.stderr)
        return 1
    print("\nThe demo in short:", *summary, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
