# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a stack costs: requests, seconds and memory, by its size and by how far away the server is.

Every figure comes from a process of its own that carries out the stack once, against an emulator in another one.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# As long as the keys of a real server, for a peer insists on that.
KEY = "bench" + "k" * 59
SIZES = (10, 100, 1000)
LATENCIES = (0, 20, 100)
SCENES = ("cold", "unchanged", "one_change")


@contextmanager
def emulator(latency: int = 0) -> Iterator[str]:
    """An emulator in a process of its own; gives its URL. latency: milliseconds added to every request."""
    command = [sys.executable, "-m", "tests.emulator", "--api-key", KEY, "--latency", str(latency)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def requests_so_far(url: str) -> int:
    """How many API requests an emulator has answered."""
    with urllib.request.urlopen(f"{url}/__emulator__/log") as response:
        return len(json.load(response))


def document(services: int, databases: int | None = None) -> dict[str, Any]:
    """A stack of that many services: applications with a domain each, and databases, one in six unless told."""
    databases = services // 6 if databases is None else databases
    return {
        "project": "bench",
        "applications": [
            {
                "name": f"app{at}",
                "source_type": "docker",
                "docker": {"image": "nginx:1.27"},
                "env": {"PORT": "80", "NUMBER": str(at)},
                "domains": [{"host": f"app{at}.example.com", "port": 80}],
            }
            for at in range(services - databases)
        ],
        "postgres": [
            {
                "name": f"db{at}",
                "database_name": "data",
                "database_user": "user",
                "database_password": f"password-{at}",
            }
            for at in range(databases)
        ],
    }


def carry_out(url: str, services: int, change: bool) -> dict[str, Any]:
    """Carry out a stack in this process."""
    sys.path.insert(0, str(ROOT / "build" / "collections"))
    from ansible_collections.community.dokploy.plugins.module_utils._stack.run import run_stack

    stack = document(services)
    if change:
        stack["applications"][0]["env"]["PORT"] = "8080"
    begin = time.perf_counter()
    result = run_stack({"api_url": url, "api_key": KEY, "stack": stack})
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if not change and result["counts"]["unchanged"] not in (0, sum(result["counts"].values())):
        raise RuntimeError(f"neither a new stack nor an unchanged one: {result['counts']}")
    return {"seconds": round(seconds, 3), "peak_mb": round(peak)}


def figures(services: int, latency: int) -> dict[str, Any]:
    """The scenes of one size at one latency."""
    found = {}
    with emulator(latency) as url:
        for scene in SCENES:
            before = requests_so_far(url)
            command = [sys.executable, __file__, url, str(services), scene]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            own = json.loads(done.stdout)
            found[scene] = {"requests": requests_so_far(url) - before, **own}
            print(
                f"{services:5} services  {latency:4} ms  {scene:10}  {found[scene]['requests']:4} requests  "
                f"{own['seconds']:7.2f} s  {own['peak_mb']:4} MB",
                flush=True,
            )
    return found


def scenes(services: int) -> dict[str, Any]:
    """The scenes of one size: requests, seconds and peak_mb without latency, and seconds_at each latency in milliseconds."""
    by_latency = {latency: figures(services, latency) for latency in LATENCIES}
    return {
        scene: {
            **{key: by_latency[0][scene][key] for key in ("requests", "seconds", "peak_mb")},
            "seconds_at": {str(latency): found[scene]["seconds"] for latency, found in by_latency.items()},
        }
        for scene in SCENES
    }


def measure() -> dict[str, Any]:
    """Per size and scene: requests, seconds, peak_mb, seconds_at."""
    return {"stack": {str(size): scenes(size) for size in SIZES}}


if __name__ == "__main__":
    print(json.dumps(carry_out(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "one_change")))
