# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start an emulated server: inside a test (own thread, own event loop) or as a program."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from aiohttp import web

from .app import Emulator
from .options import Options
from .state import State


class Handle:
    """A running server. ``log`` is the list of API requests since the last reset; ``state`` may be looked at
    while no request is under way; use ``call`` to change it."""

    def __init__(self, options: Options, port: int = 0) -> None:
        self.options = options
        self.url = ""
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="dokploy-emulator", daemon=True)

    @property
    def api_key(self) -> str:
        return self.options.api_key

    @property
    def log(self) -> list[dict[str, Any]]:
        return list(self.state.log)

    @property
    def writes(self) -> list[dict[str, Any]]:
        return [entry for entry in self.log if entry["is_write"]]

    def start(self) -> Handle:
        self._thread.start()
        self._ready.wait(30)
        if self._failure:
            raise self._failure
        return self

    def call(self, function: Any, *args: Any) -> Any:
        """Run a function in the server's own thread and return its result."""

        async def run() -> Any:
            return function(*args)

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(30)

    def reset(self) -> None:
        """Everything new: rows, log, script. Options stay."""
        self.call(self.state.reset)

    def restart(self) -> None:
        """As when Dokploy is restarted, see State.restart."""
        self.call(self.state.restart)

    def set(self, **options: Any) -> None:
        self.call(self.options.change, options)

    def fail(self, match: str, action: str = "status", **how: Any) -> None:
        """Script a failure, see faults.Fault."""
        self.call(self.state.faults.add, [{"match": match, "action": action, **how}])

    def script_deployment(self, match: str = "*", **how: Any) -> None:
        """Script how deployments end, see faults.DeploymentScript."""
        self.call(self.state.faults.add_deployments, [{"match": match, **how}])

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join(10)

    def __enter__(self) -> Handle:
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:  # handed to the thread that started us
            self._failure = error
            self._ready.set()
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._stopped = asyncio.Event()
        self.state = State(self.options)
        runner, port = await listen(self.state, self._port)
        self.url = f"http://127.0.0.1:{port}"
        self._ready.set()
        await self._stopped.wait()
        for task in list(self.state.tasks):
            task.cancel()
        await runner.cleanup()


async def listen(state: State, port: int) -> tuple[web.AppRunner, int]:
    runner = web.AppRunner(Emulator(state).application(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return runner, runner.addresses[0][1]


def start_emulator(port: int = 0, **options: Any) -> Handle:
    """Start a server on loopback (``port`` 0: any free one) with the options of options.Options."""
    return Handle(Options(**options), port).start()
