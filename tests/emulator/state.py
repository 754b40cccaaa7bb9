# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that one emulated server knows."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from .docker import Docker
from .faults import Faults
from .ids import Ids
from .options import Options
from .store import Row, Store

POOL_SIZE = 10
DAY_MS = 86_400_000


class State:
    """Rows, files, docker, queue and script of one server; ``reset`` makes it new."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.log: list[dict[str, Any]] = []
        self.tasks: set[asyncio.Task] = set()
        self.build()

    def build(self) -> None:
        from .jobs import Queue

        options = self.options
        self.ids = Ids(options.seed)
        self.store = Store(self.ids)
        self.docker = Docker(self.ids)
        self.faults = Faults()
        self.queue = Queue(self)
        self.keys: dict[str, str] = {}  # the key's text: id of its row
        self.passwords: dict[str, str] = {}  # user id: password
        self.sessions: dict[str, str] = {}  # cookie: id of the session's row
        self.coerced: set[str] = set()  # procedures that were called over REST
        self.logs: dict[str, list[str]] = {}  # deployment id: lines
        self.files: dict[str, str] = {}  # files below /etc/dokploy
        self.middlewares: dict[str, Any] = {}
        self.routers: dict[str, dict[str, Any]] = {}  # appName: its routers by key
        self.pool = asyncio.Semaphore(POOL_SIZE)
        self.started = time.time()
        self.settings_extra: dict[str, Any] = {"dashboard": False, "requests": False, "traefik_env": "", "ports": []}
        self.setup()

    def setup(self) -> None:
        store, ids, options = self.store, self.ids, self.options
        store.insert("webServerSettings", {"updatedAt": ids.date(), "createdAt": ids.date(), "serverIp": "127.0.0.1"})
        if options.fresh:
            return
        owner = self.make_user("admin@example.com", "Admin", "", "emulator-password", role="user")
        organization = self.make_organization("My Organization", owner["id"])
        self.organization_id = organization["id"]
        user = owner
        if options.owner_key and options.owner_key != options.api_key:
            self.make_key(owner["id"], "owner", options.owner_key, organization["id"], False)
        if options.role != "owner":
            user = self.make_user(f"plain-{options.role}@example.com", options.role.title(), "", "emulator-password")
            rights: dict[str, Any] = {}
            if options.role == "member":
                rights = {name: True for name in store.columns("member") if name.startswith("canCreate")}
                rights |= {name: True for name in store.columns("member") if name.startswith("canDelete")}
            self.make_member(organization["id"], user["id"], options.role, **rights)
        self.make_key(
            user["id"], "emulator", options.api_key, organization["id"], options.rate_limit is not None,
            options.rate_limit or 10,
        )  # fmt: skip

    # people

    def make_user(self, email: str, first: str, last: str, password: str, **extra: Any) -> Row:
        row = self.store.insert(
            "user",
            {"id": self.ids.auth_id(), "email": email.lower(), "firstName": first, "lastName": last,
             "emailVerified": False, "createdAt": self.ids.date(), "updatedAt": self.ids.date(),
             "isRegistered": True, "twoFactorEnabled": False, "banned": False, **extra},
        )  # fmt: skip
        self.passwords[row["id"]] = password
        return row

    def make_organization(self, name: str, owner_id: str, **extra: Any) -> Row:
        row = self.store.insert(
            "organization", {"name": name, "ownerId": owner_id, "createdAt": self.ids.date(), **extra}
        )
        is_default = not self.store.find("member", userId=owner_id)
        self.make_member(row["id"], owner_id, "owner", isDefault=is_default)
        return row

    def make_member(self, organization_id: str, user_id: str, role: str, **extra: Any) -> Row:
        values = {"organizationId": organization_id, "userId": user_id, "role": role, "createdAt": self.ids.date()}
        return self.store.insert("member", {**values, **extra})

    def make_key(
        self, user_id: str, name: str, text: str, organization_id: str, limited: bool = True, most: int = 10,
        window: int = DAY_MS, **extra: Any,
    ) -> Row:  # fmt: skip
        values = {
            "id": self.ids.auth_id(), "name": name, "start": text[:6], "key": f"hash-{self.ids.hex(20)}",
            "referenceId": user_id, "enabled": True, "rateLimitEnabled": limited, "rateLimitTimeWindow": window,
            "rateLimitMax": most, "requestCount": 0, "createdAt": self.ids.date(), "updatedAt": self.ids.date(),
            "metadata": organization_id,
        }  # fmt: skip
        row = self.store.insert("apikey", {**values, **extra})
        self.keys[text] = row["id"]
        return row

    # checks

    def verify_key(self, text: str) -> Row | None:
        """One check of a key: counts against its limit. None when it is unknown, used up or expired."""
        row = self.store.first("apikey", id=self.keys.get(text, ""))
        if row is None:
            return None
        now = int(time.time() * 1000)
        count = row["requestCount"] or 0
        last = int(row["lastRequest"] or 0)
        if row["rateLimitEnabled"]:
            if now - last > row["rateLimitTimeWindow"]:
                count = 0
            elif count >= row["rateLimitMax"]:
                return None
        values: Row = {"requestCount": count + 1, "lastRequest": now}
        if row["remaining"] is not None:
            if row["remaining"] <= 0:
                return None
            values["remaining"] = row["remaining"] - 1
        return self.store.update("apikey", row["id"], values)

    def settings(self) -> Row:
        return self.store.find("webServerSettings")[0]

    def owned_names(self) -> set[str]:
        names = set()
        for table in ("application", "compose", "libsql", "mariadb", "mongo", "mysql", "postgres", "redis"):
            names |= {row["appName"] for row in self.store.rows[table].values()}
        names |= {row["appName"] for row in self.store.rows["preview_deployments"].values()}
        return names

    def spawn(self, work: Any) -> asyncio.Task:
        """Run something beside the requests; it ends with the server."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def restart(self) -> None:
        """What a restart of Dokploy does: what waits in the queue is lost, what runs is marked as cancelled and its
        service as idle, hanging requests are gone. Rows, files and containers stay."""
        current = asyncio.current_task()
        for task in list(self.tasks):
            if task is not current:
                task.cancel()
        self.queue.jobs.clear()
        self.coerced.clear()
        self.pool = asyncio.Semaphore(POOL_SIZE)
        for row in self.store.find("deployment", status="running"):
            self.store.update("deployment", row["deploymentId"], {"status": "cancelled"})
            for table, status in (("application", "applicationStatus"), ("compose", "composeStatus")):
                if row[f"{table}Id"]:
                    self.store.update(table, row[f"{table}Id"], {status: "idle"})

    def reset(self) -> None:
        """Make everything new and let go of the requests that hang."""
        current = asyncio.current_task()
        for task in list(self.tasks):
            if task is not current:
                task.cancel()
        self.log.clear()
        self.build()
