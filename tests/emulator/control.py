# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control face below /__emulator__/: no key needed, only for tests.

GET  log       the requests since the start or the last reset: number, method, face, procedures, batch, is_write,
               status, fault. ``?writes=1`` only writes.
GET  state     docker services, orphans, deployments waiting, Traefik's middlewares and routers, counts of rows
GET  rows      ?table=application: the rows of one table
POST reset     everything new, the log and the script empty; ``{"log_only": true}`` empties the log alone
POST restart   as when Dokploy is restarted: waiting jobs lost, running ones cancelled, rows kept
POST options   {"latency": 50, ...}: set options by name, see options.py
POST script    {"faults": [...], "deployments": [...], "clear": true}: see faults.py
POST insert    {"table": ..., "values": {...}}: a row made behind the API's back, for example a GitHub app
POST update    {"table": ..., "key": ..., "values": {...}}
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aiohttp import web

from .state import State


class Control:
    def __init__(self, state: State) -> None:
        self.state = state

    def routes(self) -> list[web.RouteDef]:
        base = "/__emulator__"
        return [
            web.get(f"{base}/log", self.log),
            web.get(f"{base}/state", self.show),
            web.get(f"{base}/rows", self.rows),
            web.post(f"{base}/reset", self.reset),
            web.post(f"{base}/restart", self.restart),
            web.post(f"{base}/options", self.options),
            web.post(f"{base}/script", self.script),
            web.post(f"{base}/insert", self.insert),
            web.post(f"{base}/update", self.update),
        ]

    async def log(self, request: web.Request) -> web.Response:
        entries = self.state.log
        if request.query.get("writes"):
            entries = [entry for entry in entries if entry["is_write"]]
        return web.json_response(entries)

    async def show(self, request: web.Request) -> web.Response:
        state = self.state
        return web.json_response(
            {
                "services": {name: asdict(one) for name, one in state.docker.services.items()},
                "orphans": state.docker.orphans(state.owned_names()),
                "volumes": sorted(state.docker.volumes),
                "queue": state.queue.rows(),
                "middlewares": state.middlewares,
                "routers": state.routers,
                "files": state.files,
                "free_connections": state.pool._value,
                "rows": {table: len(rows) for table, rows in state.store.rows.items() if rows},
                "options": asdict(state.options),
            }
        )

    async def rows(self, request: web.Request) -> web.Response:
        return web.json_response(self.state.store.find(request.query["table"]))

    async def reset(self, request: web.Request) -> web.Response:
        body = await _json(request)
        if body.get("log_only"):
            self.state.log.clear()
        else:
            self.state.reset()
        return web.json_response({"ok": True})

    async def restart(self, request: web.Request) -> web.Response:
        self.state.restart()
        return web.json_response({"ok": True})

    async def options(self, request: web.Request) -> web.Response:
        try:
            self.state.options.change(await _json(request))
        except KeyError as error:
            return web.json_response({"message": f"unknown option {error}"}, status=400)
        return web.json_response(asdict(self.state.options))

    async def script(self, request: web.Request) -> web.Response:
        body = await _json(request)
        faults = self.state.faults
        if body.get("clear"):
            faults.faults.clear()
            faults.deployments.clear()
        try:
            faults.add(body.get("faults", []))
            faults.add_deployments(body.get("deployments", []))
        except (TypeError, ValueError) as error:
            return web.json_response({"message": str(error)}, status=400)
        return web.json_response({"faults": len(faults.faults), "deployments": len(faults.deployments)})

    async def insert(self, request: web.Request) -> web.Response:
        body = await _json(request)
        return web.json_response(self.state.store.insert(body["table"], body["values"]))

    async def update(self, request: web.Request) -> web.Response:
        body = await _json(request)
        return web.json_response(self.state.store.update(body["table"], body["key"], body["values"]))


async def _json(request: web.Request) -> dict[str, Any]:
    return await request.json() if request.can_read_body else {}
