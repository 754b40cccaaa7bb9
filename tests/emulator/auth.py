# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is calling: keys, and sessions of the login library below /api/auth."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timezone

from aiohttp import web

from .call import Identity
from .ids import Date, iso
from .state import State

COOKIE = "better-auth.session_token"
SESSION_SECONDS = 3 * 86_400


def identify(state: State, request: web.Request) -> Identity | None:
    """Check the key or, when none was sent, the session's cookie. One check counts one against a key's limit."""
    text = request.headers.get("x-api-key")
    if text:
        key = state.verify_key(text)
        if key is None or not key["metadata"]:
            return None
        expires = key["expiresAt"]
        if expires and expires < iso(time.time()):
            return None
        user = state.store.get("user", key["referenceId"])
        member = state.store.first("member", userId=user["id"], organizationId=key["metadata"])
        return Identity(user, member, key["metadata"])
    return session_identity(state, request)


def session_identity(state: State, request: web.Request) -> Identity | None:
    token = request.cookies.get(COOKIE, "")
    row = state.store.get("session", state.sessions.get(token, ""))
    if row is None:
        return None
    user = state.store.get("user", row["userId"])
    wanted = row["activeOrganizationId"]
    members = state.store.find("member", userId=user["id"])
    if wanted:
        members = [one for one in members if one["organizationId"] == wanted]
    members.sort(key=lambda one: (one["isDefault"], one["createdAt"]), reverse=True)
    member = members[0] if members else None
    return Identity(user, member, member["organizationId"] if member else "", row["id"])


def _refuse(status: int, message: str, code: str | None = None) -> web.Response:
    body = {"message": message}
    if code:
        body["code"] = code
    return web.json_response(body, status=status)


USER_COLUMNS = (
    "id", "lastName", "email", "emailVerified", "image", "createdAt", "updatedAt", "role", "banned", "banReason",
    "banExpires", "twoFactorEnabled", "allowImpersonation", "enableEnterpriseFeatures", "isValidEnterpriseLicense",
)  # fmt: skip


def public_user(user: dict) -> dict:
    """A user as the login library shows it: the first name is called name."""
    return {"name": user["firstName"], **{key: user[key] for key in USER_COLUMNS}}


class Login:
    """The login library's own routes. None of them accepts a key."""

    def __init__(self, state: State) -> None:
        self.state = state

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/auth/sign-up/email", self.sign_up),
            web.post("/api/auth/sign-in/email", self.sign_in),
            web.post("/api/auth/sign-out", self.sign_out),
            web.get("/api/auth/get-session", self.get_session),
            web.post("/api/auth/organization/accept-invitation", self.accept_invitation),
            web.route("*", "/api/auth/{rest:.*}", self.unknown),
        ]

    async def unknown(self, request: web.Request) -> web.Response:
        return web.Response(status=404)

    async def sign_up(self, request: web.Request) -> web.Response:
        state = self.state
        body = await self._body(request)
        email, password = str(body.get("email", "")), str(body.get("password", ""))
        if "name" not in body:
            return _refuse(400, "[body.name] Invalid input: expected string, received undefined", "VALIDATION_ERROR")
        if "@" not in email:
            return _refuse(400, "Invalid email", "INVALID_EMAIL")
        if len(password) < 8:
            return _refuse(400, "Password too short", "PASSWORD_TOO_SHORT")
        invitation = state.store.get("invitation", request.headers.get("x-dokploy-token", ""))
        owner = state.store.first("member", role="owner")
        if owner and not (invitation and invitation["email"] == email.lower()):
            return _refuse(400, "Admin is already created")
        if state.store.first("user", email=email.lower()):
            return _refuse(422, "User already exists. Use another email.", "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL")
        user = state.make_user(email, str(body["name"]), str(body.get("lastName") or ""), password)
        if not owner:
            state.organization_id = state.make_organization("My Organization", user["id"])["id"]
        return self._signed_in(request, user)

    async def sign_in(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        user = self.state.store.first("user", email=str(body.get("email", "")).lower())
        if user is None or self.state.passwords.get(user["id"]) != body.get("password"):
            return _refuse(401, "Invalid email or password", "INVALID_EMAIL_OR_PASSWORD")
        return self._signed_in(request, user, redirect=False)

    async def sign_out(self, request: web.Request) -> web.Response:
        session_id = self.state.sessions.pop(request.cookies.get(COOKIE, ""), None)
        if session_id:
            self.state.store.delete("session", session_id)
        response = web.json_response({"success": True})
        response.del_cookie(COOKIE)
        return response

    async def get_session(self, request: web.Request) -> web.Response:
        identity = session_identity(self.state, request)
        if identity is None:
            return web.json_response(None)
        row = self.state.store.get("session", identity.session_id)
        return web.json_response({"session": row, "user": {**public_user(identity.user), "role": identity.role}})

    async def accept_invitation(self, request: web.Request) -> web.Response:
        state = self.state
        identity = session_identity(state, request)
        if identity is None:
            return _refuse(401, "Unauthorized", "UNAUTHORIZED")
        body = await self._body(request)
        invitation = state.store.get("invitation", body.get("invitationId", ""))
        if invitation is None or invitation["status"] != "pending":
            return _refuse(400, "Invitation not found", "INVITATION_NOT_FOUND")
        state.store.update("invitation", invitation["id"], {"status": "accepted"})
        member = state.make_member(invitation["organizationId"], identity.user["id"], invitation["role"] or "member")
        return web.json_response({"invitation": {**invitation, "status": "accepted"}, "member": member})

    def _signed_in(self, request: web.Request, user: dict, **extra: object) -> web.Response:
        state = self.state
        token = state.ids.auth_id()
        member = state.store.first("member", userId=user["id"])
        row = state.store.insert(
            "session",
            {"id": state.ids.auth_id(), "token": token, "userId": user["id"], "createdAt": state.ids.date(),
             "updatedAt": state.ids.date(), "expiresAt": Date(iso(time.time() + SESSION_SECONDS)),
             "ipAddress": "", "userAgent": request.headers.get("User-Agent", ""),
             "activeOrganizationId": member["organizationId"] if member else None},
        )  # fmt: skip
        state.sessions[token] = row["id"]
        response = web.json_response({**extra, "token": token, "user": public_user(user)})
        response.set_cookie(COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="Lax", path="/")
        return response

    async def _body(self, request: web.Request) -> dict:
        await asyncio.sleep(0)
        try:
            body = await request.json()
        except ValueError:
            body = {}
        return body if isinstance(body, dict) else {}


def later(seconds: float) -> Date:
    moment = datetime.now(timezone.utc).timestamp() + seconds
    return Date(iso(moment))
