# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the emulator as a program: the first line it prints is its URL."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from .options import DEFAULT_KEY, Options
from .server import listen
from .state import State


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1, 0 takes a free one")
    parser.add_argument("--api-key", default=DEFAULT_KEY)
    parser.add_argument("--dokploy-version", default="0.30.2")
    parser.add_argument("--latency", type=float, default=0.0, help="milliseconds added to every request")
    parser.add_argument("--deploy-time", type=float, default=0.2, help="seconds a deployment takes")
    parser.add_argument("--role", choices=("owner", "admin", "member"), default="owner", help="role of the key")
    parser.add_argument("--rate-limit", type=int, help="checks that the key is good for in 24 hours")
    parser.add_argument("--licensed", action="store_true", help="with an enterprise licence")
    parser.add_argument("--fresh", action="store_true", help="no administrator yet, no key")
    parser.add_argument("--seed", type=int, help="make ids repeatable")
    return parser.parse_args()


async def serve(options: Options, port: int) -> None:
    runner, port = await listen(State(options), port)
    print(f"http://127.0.0.1:{port}", flush=True)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
    await runner.cleanup()


def main() -> int:
    given = arguments()
    options = Options(
        api_key=given.api_key, version=given.dokploy_version, latency=given.latency, deploy_time=given.deploy_time,
        role=given.role, rate_limit=given.rate_limit, licensed=given.licensed, fresh=given.fresh, seed=given.seed,
    )  # fmt: skip
    asyncio.run(serve(options, given.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
