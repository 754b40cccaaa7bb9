# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deploy URLs of applications and stacks: no key, the token in the path is all."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from .state import State
from .store import Row

BRANCHES = {"github": "branch", "gitlab": "gitlabBranch", "gitea": "giteaBranch", "bitbucket": "bitbucketBranch",
            "git": "customGitBranch"}  # fmt: skip
TITLES = {"application": "Application", "compose": "Compose"}


class Webhooks:
    def __init__(self, state: State) -> None:
        self.state = state

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/deploy/compose/{token}", self.compose),
            web.post("/api/deploy/{token}", self.application),
        ]

    async def application(self, request: web.Request) -> web.Response:
        return await self._deploy(request, "application")

    async def compose(self, request: web.Request) -> web.Response:
        return await self._deploy(request, "compose")

    async def _deploy(self, request: web.Request, table: str) -> web.Response:
        if request.headers.get("x-github-event") == "ping":
            return _say(200, "Ping received, webhook is active")
        row = self.state.store.first(table, refreshToken=request.match_info["token"])
        if row is None:
            return _say(404, f"{TITLES[table]} Not Found")
        if not row["autoDeploy"]:
            return _say(400, f"Automatic deployments are disabled for this {table}")
        try:
            body = await request.json() if request.can_read_body else {}
        except ValueError:
            body = {}
        column = BRANCHES.get(row["sourceType"])
        if column and _branch(request, body) != (row[column] or False):
            return _say(301, "Branch Not Match")
        if row["sourceType"] == "docker" and not row["dockerImage"]:
            return _say(301, "Application Docker Image Name Not Found")
        self._queue(table, row, body)
        return _say(200, f"{TITLES[table]} deployed successfully")

    def _queue(self, table: str, row: Row, body: Any) -> None:
        commit = body.get("head_commit") if isinstance(body, dict) else None
        title = commit["message"] if isinstance(commit, dict) else "NEW CHANGES"
        # an application with the docker source gets no line about a commit
        note = "" if row["sourceType"] == "docker" else "Hash: "
        self.state.queue.add(
            {f"{table}Id": row[f"{table}Id"], "titleLog": title, "descriptionLog": note, "type": "deploy",
             "applicationType": table, "server": bool(row["serverId"])}
        )  # fmt: skip


def _branch(request: web.Request, body: Any) -> str | None:
    known = any(request.headers.get(name) for name in ("x-github-event", "x-gitlab-event", "x-gitea-event"))
    reference = body.get("ref") if isinstance(body, dict) else None
    return str(reference).removeprefix("refs/heads/") if known and reference else None


def _say(status: int, message: str) -> web.Response:
    return web.json_response({"message": message}, status=status)
