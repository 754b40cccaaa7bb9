# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One procedure call: who asks, what may they, and the registry of what answers."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

from . import relations
from .contract import Procedure
from .errors import ApiError, unauthorized
from .ids import UNDEFINED
from .roles import allowed, message_for
from .state import State
from .store import Row, Store

Handler = Callable[["Call", dict], Any]
HANDLERS: dict[str, Handler] = {}
STREAMS: dict[str, Handler] = {}


def procedure(*names: str) -> Callable[[Handler], Handler]:
    """Register what answers a procedure (or several)."""

    def register(handler: Handler) -> Handler:
        for name in names:
            HANDLERS[name] = handler
        return handler

    return register


def stream(*names: str) -> Callable[[Handler], Handler]:
    """Register a subscription: an async generator of lines, served as server-sent events on the tRPC face."""

    def register(handler: Handler) -> Handler:
        for name in names:
            STREAMS[name] = handler
        return handler

    return register


class Identity:
    """A checked key or session: the user and the membership it acts with."""

    def __init__(self, user: Row, member: Row | None, organization_id: str, session_id: str | None = None) -> None:
        self.user = user
        self.member = member
        self.organization_id = organization_id
        self.session_id = session_id

    @property
    def role(self) -> str:
        return self.member["role"] if self.member else "member"


class Call:
    """What a handler gets beside its input."""

    def __init__(self, state: State, spec: Procedure, identity: Identity | None) -> None:
        self.state = state
        self.spec = spec
        self.identity = identity

    # shortcuts

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def store(self) -> Store:
        return self.state.store

    @property
    def who(self) -> Identity:
        assert self.identity is not None
        return self.identity

    @property
    def org(self) -> str:
        return self.who.organization_id

    @property
    def user_id(self) -> str:
        return self.who.user["id"]

    @property
    def privileged(self) -> bool:
        return self.who.role in ("owner", "admin")

    def member(self) -> Row:
        row = self.store.first("member", userId=self.user_id, organizationId=self.org)
        if row is None:
            raise unauthorized("Permission denied")
        return row

    # rights

    def authorize(self) -> None:
        """Everything that the server checks before it looks at the input."""
        access = self.spec.access
        if access == "public":
            return
        if self.identity is None:
            raise ApiError("UNAUTHORIZED")
        if access in ("admin", "enterprise") and not self.privileged:
            raise ApiError("UNAUTHORIZED")
        if access == "enterprise" and not self.state.options.licensed:
            raise ApiError("FORBIDDEN", "Valid enterprise license required")
        if access.startswith("perm:"):
            self.permit(access[5:])

    def permit(self, permission: str) -> None:
        resource, action = permission.split(".")
        if not allowed(self.state, self.member(), resource, action):
            raise unauthorized(message_for(resource))

    def check_service(self, service_id: str, action: str = "read") -> None:
        """A restricted member needs the id in its list; owners and admins pass."""
        self.permit(f"service.{action}")
        if self.privileged:
            return
        member = self.member()
        if action == "create":
            if service_id not in member["accessedProjects"]:
                raise unauthorized("You don't have access to this project")
        elif service_id not in member["accessedServices"]:
            raise unauthorized("You don't have access to this service")

    def check_service_permission(self, service_id: str, permission: str) -> None:
        self.permit(permission)
        if not self.privileged and service_id not in self.member()["accessedServices"]:
            raise unauthorized("You don't have access to this service")

    async def grant(self, column: str, value: str) -> None:
        """Append to the caller's access list the way the server does: read, then write, with room in between for
        another call to do the same, so that parallel creates lose entries."""
        member = self.member()
        await asyncio.sleep(0.002)
        self.store.update("member", member["id"], {column: [*member[column], value]})

    # rows

    def need(self, table: str, key: Any, what: str) -> Row:
        row = self.store.get(table, key)
        if row is None:
            raise ApiError("NOT_FOUND", f"{what} not found")
        return row

    def show(self, table: str, row: Row, view: relations.View | bool = True) -> Row:
        return relations.show(self.store, table, row, view)

    def show_many(self, table: str, view: relations.View | bool = True, **equal: Any) -> list[Row]:
        return relations.show_many(self.store, table, view, **equal)

    def own(self, organization_id: str, message: str) -> None:
        if organization_id != self.org:
            raise unauthorized(message)

    @asynccontextmanager
    async def transaction(self) -> Any:
        """A transaction that asks for a second connection while it holds its own: with the pool's ten taken by ten
        of these, none of them ever gets on, and nothing else on the server does."""
        pool = self.state.pool
        await pool.acquire()
        try:
            await asyncio.sleep(0.005)
            async with pool:
                await asyncio.sleep(0)
            yield
        finally:
            pool.release()


async def answer(call: Call, value: dict) -> Any:
    """Run the handler of a call whose input is already checked."""
    handler = HANDLERS.get(call.name)
    if handler is None:
        return fallback(call)
    result = handler(call, value)
    if inspect.isawaitable(result):
        result = await result
    return result


def fallback(call: Call) -> Any:
    """Procedures without a handler: those that return nothing of interest succeed, the others say so."""
    if call.spec.returns in ("void", "true", "null", "empty array"):
        return {"void": UNDEFINED, "true": True, "null": None, "empty array": []}[call.spec.returns]
    raise ApiError("INTERNAL_SERVER_ERROR", f"The emulator has no {call.name}")
