# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, organizations, members, invitations, API keys."""

from __future__ import annotations

from typing import Any

from ..auth import later
from ..call import Call, procedure
from ..errors import ApiError, bad_request, not_found
from ..ids import UNDEFINED
from ..roles import allowed, resolved
from ..store import Row
from ._common import without, wrapped

KEY_COLUMNS = ["id", "name", "prefix", "enabled", "expiresAt", "createdAt"]
USER_COLUMNS = ["id", "firstName", "lastName", "email", "image", "allowImpersonation", "twoFactorEnabled",
                "stripeCustomerId", "stripeSubscriptionId", "serversQuantity", "isEnterpriseCloud",
                "sendInvoiceNotifications"]  # fmt: skip
DAY = 86_400


@procedure("user.get")
def get(call: Call, value: dict) -> Any:
    keys = {"columns": KEY_COLUMNS}
    view = {"with": {"user": {"columns": USER_COLUMNS, "with": {"apiKeys": keys}}}}
    return call.show("member", call.member(), view)


@procedure("user.all")
def all_(call: Call, value: dict) -> Any:
    return call.show_many("member", {"with": {"user": True}, "order": "createdAt"}, organizationId=call.org)


@procedure("user.one")
def one(call: Call, value: dict) -> Any:
    row = call.store.first("member", userId=value["userId"], organizationId=call.org)
    if row is None:
        raise ApiError("NOT_FOUND", "User not found in this organization")
    if row["userId"] != call.user_id and not call.privileged:
        raise ApiError("UNAUTHORIZED", "You are not authorized to access this user")
    return call.show("member", row, {"with": {"user": True}})


@procedure("user.session")
def session(call: Call, value: dict) -> Any:
    if call.identity is None or not call.org:
        return None
    return {"user": {"id": call.user_id}, "session": {"activeOrganizationId": call.org}}


@procedure("user.getPermissions")
def permissions(call: Call, value: dict) -> Any:
    return resolved(call.state, call.member())


@procedure("user.haveRootAccess")
def root_access(call: Call, value: dict) -> Any:
    return False


@procedure("user.listPasskeys", "user.getInvitations")
def nothing(call: Call, value: dict) -> Any:
    if call.name == "user.listPasskeys":
        return []
    mine = call.who.user["email"]
    rows = call.store.find("invitation", email=mine, status="pending")
    return [{**row, "organization": call.store.get("organization", row["organizationId"])} for row in rows]


@procedure("user.getBackups")
def backups(call: Call, value: dict) -> Any:
    user = call.store.get("user", call.user_id)
    assert user is not None
    inner = {"with": {"destination": True, "deployments": True}}
    return call.show("user", user, {"with": {"backups": inner, "apiKeys": True}})


@procedure("user.getServerMetrics")
def server_metrics(call: Call, value: dict) -> Any:
    return call.store.get("user", call.user_id)


@procedure("user.getMetricsToken")
def metrics_token(call: Call, value: dict) -> Any:
    settings = call.state.settings()
    return {"serverIp": settings["serverIp"], "enabledFeatures": call.who.user["enablePaidFeatures"],
            "metricsConfig": settings["metricsConfig"]}  # fmt: skip


@procedure("user.update")
def update(call: Call, value: dict) -> Any:
    state = call.state
    if value.get("password") or value.get("currentPassword"):
        if state.passwords.get(call.user_id) != value.get("currentPassword"):
            raise bad_request("Current password is incorrect")
        if not value.get("password"):
            raise bad_request("New password is required")
        state.passwords[call.user_id] = value["password"]
    with wrapped("", keep=False):
        return call.store.update("user", call.user_id, without(value, "password", "currentPassword", "id"))


@procedure("user.listSessions")
def list_sessions(call: Call, value: dict) -> Any:
    owner = call.who.role == "owner"
    result = []
    for row in call.store.find("session"):
        user = call.store.get("user", row["userId"]) or {}
        if not owner and row["userId"] != call.user_id:
            continue
        shown = {key: row[key] for key in ("id", "userId", "ipAddress", "userAgent", "createdAt", "expiresAt")}
        shown |= {key: user[key] for key in ("email", "firstName", "lastName")}
        result.append({**shown, "isCurrent": row["id"] == call.who.session_id})
    return sorted(result, key=lambda row: row["createdAt"], reverse=True)


@procedure("user.revokeSession")
def revoke_session(call: Call, value: dict) -> Any:
    row = call.store.get("session", value["sessionId"])
    if row is None:
        raise not_found("Session")
    if row["id"] == call.who.session_id:
        raise bad_request("Cannot revoke your own session. Use logout instead.")
    if call.who.role != "owner" and row["userId"] != call.user_id:
        raise ApiError("FORBIDDEN", "You can only revoke your own sessions")
    call.store.delete("session", row["id"])
    return True


@procedure("user.remove")
def remove(call: Call, value: dict) -> Any:
    """Deletes the user everywhere, not only the membership here."""
    role = call.who.role
    if role not in ("owner", "admin"):
        raise ApiError("FORBIDDEN", "Only owners or admins can delete users")
    target = call.store.first("member", userId=value["userId"], organizationId=call.org)
    if target is None:
        raise ApiError("NOT_FOUND", "Target user is not a member of this organization")
    if target["role"] == "owner":
        raise ApiError("FORBIDDEN", "You cannot delete the organization owner")
    if role == "admin" and target["role"] == "admin":
        raise ApiError("FORBIDDEN", "Only the organization owner can delete admins. Admins can only delete members.")
    call.store.delete("user", value["userId"])
    return UNDEFINED


@procedure("user.assignPermissions")
def assign(call: Call, value: dict) -> Any:
    """Takes a user's id; a member's id is accepted and changes nothing."""
    licensed = call.state.options.licensed
    drop = () if licensed else ("accessedGitProviders", "accessedServers")
    changes = without(value, "id", *drop)
    row = call.store.first("member", userId=value["id"], organizationId=call.org)
    if row:
        call.store.update("member", row["id"], changes)
    return UNDEFINED


@procedure("user.generateToken")
def generate_token(call: Call, value: dict) -> Any:
    return "token"


@procedure("user.createApiKey")
def create_key(call: Call, value: dict) -> Any:
    organization = value["metadata"]["organizationId"]
    if not call.store.first("member", organizationId=organization, userId=call.user_id):
        raise ApiError("FORBIDDEN", "You are not a member of this organization")
    seconds = value.get("expiresIn")
    if seconds is not None:
        days = seconds / DAY
        if days < 1:
            raise ApiError("INTERNAL_SERVER_ERROR", "The expiresIn is smaller than the predefined minimum value.")
        if days > 365:
            raise ApiError("INTERNAL_SERVER_ERROR", "The expiresIn is larger than the predefined maximum value.")
    ids = call.state.ids
    text = (value.get("prefix") or "") + ids.pick("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 64)
    row = call.state.make_key(
        call.user_id, value["name"], text, organization, value.get("rateLimitEnabled", True),
        value.get("rateLimitMax") or 10, value.get("rateLimitTimeWindow") or DAY * 1000,
        prefix=value.get("prefix"), remaining=value.get("remaining"), refillAmount=value.get("refillAmount"),
        refillInterval=value.get("refillInterval"), expiresAt=later(seconds) if seconds else None,
    )  # fmt: skip
    return {**row, "key": text, "metadata": None, "permissions": None}


@procedure("user.deleteApiKey")
def delete_key(call: Call, value: dict) -> Any:
    row = call.store.get("apikey", value["apiKeyId"])
    if row is None:
        raise not_found("API key")
    if row["referenceId"] != call.user_id:
        raise ApiError("UNAUTHORIZED", "You are not authorized to delete this API key")
    call.store.delete("apikey", row["id"])
    return True


@procedure("user.checkUserOrganizations")
def count_organizations(call: Call, value: dict) -> Any:
    if value["userId"] != call.user_id:
        if not call.store.first("member", userId=value["userId"], organizationId=call.org):
            raise ApiError("FORBIDDEN", "User is not a member of your active organization")
        if not call.privileged:
            raise ApiError("FORBIDDEN", "Only admins and owners can check other users' organizations")
    return len(call.store.find("member", userId=value["userId"]))


@procedure("user.createUserWithCredentials")
def create_user(call: Call, value: dict) -> Any:
    role, email = value["role"], value["email"].lower()
    if role == "owner":
        raise ApiError("FORBIDDEN", "Cannot create a user with the owner role")
    if call.store.first("user", email=email):
        text = "This email already has an account. Use the invitation link flow for existing users."
        raise bad_request(text)
    # the role is stored as it is: one that does not exist gives a member that may do nothing
    flags = {"emailVerified": True, "banned": None, "isRegistered": False}
    user = call.state.make_user(email, "", "", value["password"], **flags)
    call.state.make_member(call.org, user["id"], role, isDefault=True)
    return {"userId": user["id"], "email": email, "role": role}


def _custom_role(call: Call, role: str) -> Row | None:
    return call.store.first("organization_role", organizationId=call.org, role=role)


@procedure("user.sendInvitation")
def send_invitation(call: Call, value: dict) -> Any:
    row = call.need("notification", value["notificationId"], "Notification")
    if not row["emailId"] and not row["resendId"]:
        raise ApiError("NOT_FOUND", "Email provider not found")
    return f"http://localhost:3000/invitation?token={value['invitationId']}"


@procedure("user.getBookmarkedTemplates")
def bookmarks(call: Call, value: dict) -> Any:
    return call.who.user["bookmarkedTemplates"] or []


@procedure("user.toggleTemplateBookmark")
def toggle_bookmark(call: Call, value: dict) -> Any:
    row = call.store.get("user", call.user_id)
    assert row is not None
    known = row["bookmarkedTemplates"] or []
    marked = value["templateId"] in known
    rest = [one for one in known if one != value["templateId"]]
    call.store.update("user", row["id"], {"bookmarkedTemplates": rest if marked else [*known, value["templateId"]]})
    return {"isBookmarked": not marked}


# organizations


def _membership(call: Call, key: str) -> Row:
    row = call.store.first("member", organizationId=key, userId=call.user_id)
    if row is None:
        raise ApiError("FORBIDDEN", "You are not a member of this organization")
    return row


@procedure("organization.create")
def create_organization(call: Call, value: dict) -> Any:
    if not call.privileged:
        raise ApiError("FORBIDDEN", "Only the organization owner can create an organization")
    return call.state.make_organization(value["name"], call.user_id, slug=call.state.ids.nanoid(),
                                        logo=value.get("logo"))  # fmt: skip


@procedure("organization.all")
def all_organizations(call: Call, value: dict) -> Any:
    mine = {row["organizationId"] for row in call.store.find("member", userId=call.user_id)}
    members = {"where": lambda row: row["userId"] == call.user_id}
    rows = call.store.find("organization", lambda row: row["id"] in mine)
    return [call.show("organization", row, {"with": {"members": members}}) for row in rows]


@procedure("organization.one")
def one_organization(call: Call, value: dict) -> Any:
    _membership(call, value["organizationId"])
    return call.store.get("organization", value["organizationId"])


@procedure("organization.active")
def active(call: Call, value: dict) -> Any:
    return call.store.get("organization", call.org) if call.org else None


def _owned(call: Call, key: str, verb: str) -> Row:
    row = call.need("organization", key, "Organization")
    member = _membership(call, key)
    if row["ownerId"] != call.user_id and member["role"] != "owner":
        raise ApiError("FORBIDDEN", f"Only the organization owner can {verb} it")
    return row


@procedure("organization.update")
def update_organization(call: Call, value: dict) -> Any:
    row = _owned(call, value["organizationId"], "update")
    role = value.get("defaultRole")
    if role == "owner":
        raise ApiError("FORBIDDEN", "Cannot set owner as the default role")
    if role and role not in ("admin", "member"):
        if not call.store.first("organization_role", organizationId=row["id"], role=role):
            raise ApiError("NOT_FOUND", f'Role "{role}" not found')
        if not call.state.options.licensed:
            text = "Setting a custom role as default requires a valid enterprise license"
            raise ApiError("FORBIDDEN", text)
    return call.store.update("organization", row["id"], without(value, "organizationId"))


@procedure("organization.delete")
def delete_organization(call: Call, value: dict) -> Any:
    row = _owned(call, value["organizationId"], "delete")
    if len(call.store.find("organization", ownerId=call.user_id)) <= 1:
        text = "You must maintain at least one organization where you are the owner"
        raise ApiError("FORBIDDEN", text)
    call.store.delete("organization", row["id"])
    return []


@procedure("organization.setDefault")
def set_default(call: Call, value: dict) -> Any:
    _membership(call, value["organizationId"])
    for row in call.store.find("member", userId=call.user_id):
        call.store.update("member", row["id"], {"isDefault": row["organizationId"] == value["organizationId"]})
    return {"success": True}


@procedure("organization.inviteMember")
def invite(call: Call, value: dict) -> Any:
    email, role = value["email"].lower(), value["role"]
    user = call.store.first("user", email=email)
    if user and call.store.first("member", organizationId=call.org, userId=user["id"]):
        raise ApiError("CONFLICT", "User is already a member of this organization")
    if call.store.first("invitation", organizationId=call.org, email=email, status="pending"):
        raise ApiError("CONFLICT", "An invitation has already been sent to this email")
    if role == "owner":
        raise ApiError("FORBIDDEN", "Cannot invite a user with the owner role")
    if role not in ("admin", "member") and not _custom_role(call, role):
        raise ApiError("NOT_FOUND", f'Role "{role}" not found')
    return call.store.insert(
        "invitation",
        {"id": call.state.ids.nanoid(), "organizationId": call.org, "email": email, "role": role, "status": "pending",
         "expiresAt": later(2 * DAY), "inviterId": call.user_id},
    )  # fmt: skip


@procedure("organization.allInvitations")
def all_invitations(call: Call, value: dict) -> Any:
    rows = call.store.find("invitation", organizationId=call.org)
    return sorted(rows, key=lambda row: (row["status"], row["expiresAt"]), reverse=True)


@procedure("organization.removeInvitation")
def remove_invitation(call: Call, value: dict) -> Any:
    row = call.need("invitation", value["invitationId"], "Invitation")
    if row["organizationId"] != call.org:
        raise ApiError("FORBIDDEN", "You are not allowed to remove this invitation")
    call.store.delete("invitation", row["id"])
    return []


@procedure("organization.updateMemberRole")
def update_role(call: Call, value: dict) -> Any:
    target = call.need("member", value["memberId"], "Member")
    role = value["role"]
    if target["organizationId"] != call.org:
        raise ApiError("FORBIDDEN", "You are not allowed to update this member's role")
    if target["userId"] == call.user_id:
        raise ApiError("FORBIDDEN", "You cannot change your own role")
    if "owner" in (target["role"], role):
        raise ApiError("FORBIDDEN", "The owner role is nontransferable")
    if call.who.role == "admin" and target["role"] == "admin":
        text = "Only the organization owner can change admin roles. Admins can only modify member roles."
        raise ApiError("FORBIDDEN", text)
    if role not in ("admin", "member") and not _custom_role(call, role):
        raise ApiError("NOT_FOUND", f'Custom role "{role}" not found')
    call.store.update("member", target["id"], {"role": role})
    return True


def may(call: Call, resource: str, action: str) -> bool:
    return allowed(call.state, call.member(), resource, action)
