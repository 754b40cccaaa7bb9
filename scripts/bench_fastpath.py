# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long one task takes: by the fast path, through the module, and beside what Ansible itself offers."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
import yaml

ROOT = Path(__file__).resolve().parent.parent
TASKS = 30
RUNS = 5
KEY = "bench-key"


@contextmanager
def emulator() -> Iterator[str]:
    """An emulator in a process of its own, so that it takes no time from the play's."""
    command = [sys.executable, "-m", "tests.emulator", "--port", "0", "--api-key", KEY]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def playbook(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One play on localhost."""
    return [{"hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": tasks}]


def plays(url: str) -> dict[str, tuple[list[dict[str, Any]], str]]:
    """What is timed: name -> (tasks, value of DOKPLOY_FAST_PATH)."""
    project = {"community.dokploy.dokploy_project": {"name": "bench", "description": "the same"}}
    read = {"url": f"{url}/api/trpc/project.all", "headers": {"x-api-key": KEY}, "return_content": True}
    loop = {"loop": list(range(TASKS))}
    return {
        "empty_play": ([], "1"),
        "debug": ([{"ansible.builtin.debug": {"msg": "hello"}}] * TASKS, "1"),
        "fast": ([project] * TASKS, "1"),
        "module": ([project] * TASKS, "0"),
        "uri": ([{"ansible.builtin.uri": read}] * TASKS, "1"),
        "fast_loop": ([{**project, **loop}], "1"),
        "module_loop": ([{**project, **loop}], "0"),
    }


def seconds(path: Path, url: str, fast: str) -> float:
    """Wall time of one ansible-playbook."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "DOKPLOY_"))}
    env.update(
        ANSIBLE_COLLECTIONS_PATH=str(ROOT / "build" / "collections"),
        ANSIBLE_LOCALHOST_WARNING="False",
        ANSIBLE_INVENTORY_UNPARSED_WARNING="False",
        ANSIBLE_PYTHON_INTERPRETER=sys.executable,
        DOKPLOY_API_KEY=KEY,
        DOKPLOY_FAST_PATH=fast,
        DOKPLOY_URL=url,
    )
    start = time.perf_counter()
    done = subprocess.run(
        [str(Path(sys.executable).parent / "ansible-playbook"), str(path)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"a timed playbook failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start


def round_trip(url: str) -> float:
    """Median milliseconds of one read on an open connection."""
    session = requests.Session()
    session.headers["x-api-key"] = KEY
    times = []
    for _run in range(30):
        start = time.perf_counter()
        session.get(f"{url}/api/trpc/project.all", timeout=10).raise_for_status()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure() -> dict[str, Any]:
    """Time every play in turn, several times over; print a table of medians."""
    with emulator() as url, tempfile.TemporaryDirectory() as folder:
        requests.post(
            f"{url}/api/project.create",
            json={"name": "bench", "description": "the same"},
            headers={"x-api-key": KEY},
            timeout=10,
        )
        times: dict[str, list[float]] = {}
        for run in range(RUNS + 1):
            for name, (tasks, fast) in plays(url).items():
                path = Path(folder) / f"{name}.yml"
                path.write_text(yaml.safe_dump(playbook(tasks), sort_keys=False))
                taken = seconds(path, url, fast)
                if run:
                    times.setdefault(name, []).append(taken)
        trip = round_trip(url)
    medians = {name: statistics.median(found) for name, found in times.items()}
    empty = medians.pop("empty_play")
    figures = {f"{name}_ms": round((found - empty) * 1000 / TASKS, 2) for name, found in medians.items()}
    figures.update(empty_play_ms=round(empty * 1000, 1), round_trip_ms=round(trip, 2), tasks=TASKS, runs=RUNS)
    report(figures)
    return {"fastpath": figures}


def report(figures: dict[str, Any]) -> None:
    """Print the table."""
    print(f"{TASKS} tasks a play, median of {RUNS} runs, an empty play ({figures['empty_play_ms']:.0f} ms) taken off")
    print(f"  {'what':<34}{'ms a task':>10}")
    rows = (
        ("ansible.builtin.debug", "debug_ms"),
        ("dokploy_project, fast path", "fast_ms"),
        ("dokploy_project, module", "module_ms"),
        ("ansible.builtin.uri, one read", "uri_ms"),
        ("dokploy_project, fast path, loop", "fast_loop_ms"),
        ("dokploy_project, module, loop", "module_loop_ms"),
    )
    for title, key in rows:
        print(f"  {title:<34}{figures[key]:>10.1f}")
    floor = figures["debug_ms"] + figures["round_trip_ms"]
    print(
        f"  fast path / (debug + one round trip of {figures['round_trip_ms']:.1f} ms): {figures['fast_ms'] / floor:.2f}"
    )
    print(
        f"  module / fast path: {figures['module_ms'] / figures['fast_ms']:.1f} as tasks, {figures['module_loop_ms'] / figures['fast_loop_ms']:.1f} in a loop"
    )
