# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Who may do what: organizations, their members, invitations and roles, and the API keys of the key's own user."""

from __future__ import annotations

from .._model import units
from .._model.table import NEVER, Adopt, Field, Hooks, Kind, Read, Ref, Taken, Write
from .project import FORCE
from .refs import ENVIRONMENT_BY_PATH, PROJECT_PATH, SERVICE_PATH

_ROLE = {
    "pattern": r"^(?!owner$).",
    "expects": "admin, member or the name of a custom role; the owner's role cannot be given away",
}
_MUST = {"create": True, "required": True, "empty": NEVER}
# Lists that only an enterprise licence opens, which is also what it takes for Dokploy to store these.
_LICENSED_GIT = Ref("git provider", "gitProvider.allForPermissions", "gitProviderId", "name")
_LICENSED_SERVER = Ref("server", "server.allForPermissions", "serverId", "name")


def _organization_record(record):
    own = (record.get("members") or [{}])[0]
    # Only a key of an organization sees what is in it, so what goes with it cannot be told one by one.
    content = [{"name": "projects, servers, providers and members, which only keys of its own can list"}]
    return {**record, "organizationId": record.get("id"), "isDefault": own.get("isDefault"), "content": content}


def _organization_body(action, body, values, record):
    return {"organizationId": body["organizationId"]} if action == "default" else body


def _organization_refuse(action, changed, record):
    if "default" in changed and record.get("isDefault"):
        return "one organization is always the default; set default=true for another one instead"
    return None


ORGANIZATION = Kind(
    name="organization",
    title="organization",
    id_key="organizationId",
    read=Read(list="organization.all"),
    create=Write("organization.create", answers="record"),
    update=Write("organization.update", always=("name",)),
    delete=Write("organization.delete"),
    writes={"default": Write("organization.setDefault")},
    dependents=(("content", "everything in it:"),),
    # The organization of the key itself can be looked into.
    takes=(
        Taken("project", "project.all", key="organizationId"),
        Taken("server", "server.all", key="organizationId"),
        Taken("git provider", "gitProvider.getAll", key="organizationId"),
        Taken("user", "user.all", key="organizationId", name="user.email"),
    ),
    fields=(
        Field("name", **_MUST),
        Field("logo", create=True, empty=""),
        Field("default_role", since="0.30.0", **_ROLE),
        Field("default", key="isDefault", type="bool", via="default", empty=NEVER, since="0.25.7"),
    ),
    shown=(Field("slug"), Field("owner_id"), Field("created_at")),
    controls=(FORCE,),
    hooks=Hooks(record=_organization_record, body=_organization_body, refuse=_organization_refuse),
)

_FLAGS = (
    ("create_projects", "canCreateProjects"),
    ("delete_projects", "canDeleteProjects"),
    ("create_environments", "canCreateEnvironments", "0.25.5"),
    ("delete_environments", "canDeleteEnvironments", "0.25.5"),
    ("create_services", "canCreateServices"),
    ("delete_services", "canDeleteServices"),
    ("access_docker", "canAccessToDocker"),
    ("access_traefik_files", "canAccessToTraefikFiles"),
    ("access_api", "canAccessToAPI"),
    ("access_ssh_keys", "canAccessToSSHKeys"),
    ("access_git_providers", "canAccessToGitProviders"),
)
_LISTS = (
    ("projects", "accessedProjects", PROJECT_PATH),
    ("environments", "accessedEnvironments", ENVIRONMENT_BY_PATH),
    ("services", "accessedServices", SERVICE_PATH),
    ("git_providers", "accessedGitProviders", _LICENSED_GIT, "0.29.0"),
    ("servers", "accessedServers", _LICENSED_SERVER, "0.29.0"),
)


def _user_record(record):
    person = record.get("user") or {}
    return {
        **record,
        **{key: person.get(key) for key in ("email", "firstName", "lastName")},
        "memberId": record.get("id"),
    }


def _user_body(action, body, values, record):
    if action == "role":
        return {"memberId": record.get("memberId"), "role": body["role"]}
    if action == "permissions":
        # By the member's own id Dokploy answers 200 and changes nothing.
        return {"id": body.pop("userId"), **body}
    return body


def _user_refuse(action, changed, record):
    if record.get("role") != "owner":
        return None
    if action == "delete":
        return "the owner of an organization cannot be removed from it"
    return "the role of the owner cannot change" if "role" in changed else None


USER = Kind(
    name="user",
    title="user",
    id_key="userId",
    read=Read(list="user.all"),
    identity=("email",),
    create=Write("user.createUserWithCredentials"),
    delete=Write("user.remove"),
    writes={
        "role": Write("organization.updateMemberRole", id=False),
        "permissions": Write("user.assignPermissions", full=True),
    },
    # Dokploy removes the account itself, not only the membership.
    takes=(
        Taken("memberships in other organizations", "user.checkUserOrganizations", {"userId": "$id"}, beyond=1),
        Taken("git provider", "gitProvider.getAll", key="userId"),
    ),
    fields=(
        Field("email", type="email", **_MUST),
        Field(
            "password",
            secret=True,
            untold=True,
            create_only=True,
            since="0.29.0",
            pattern=r"^.{8}",
            expects="8 characters or longer",
            **_MUST,
        ),
        Field("role", via="role", since="0.26.0", create=True, default="member", empty=NEVER, **_ROLE),
        *(
            Field(f"permissions.{name}", key=key, type="bool", via="permissions", empty=False, since="".join(since))
            for name, key, *since in _FLAGS
        ),
        *(
            Field(
                f"permissions.{name}", key=key, type="set", ref=ref, via="permissions", empty=[], since="".join(since)
            )
            for name, key, ref, *since in _LISTS
        ),
    ),
    shown=(Field("first_name"), Field("last_name"), Field("member_id"), Field("created_at")),
    controls=(FORCE,),
    hooks=Hooks(record=_user_record, body=_user_body, refuse=_user_refuse),
)


def _invitation_record(record):
    return {**record, "invitationId": record.get("id")}


def _invitation_meant(values, record):
    # Those that were answered or called back are kept as a memory.
    return record.get("status") == "pending"


INVITATION = Kind(
    name="invitation",
    title="invitation",
    id_key="invitationId",
    read=Read(list="organization.allInvitations"),
    identity=("email",),
    create=Write("organization.inviteMember", answers="record"),
    delete=Write("organization.removeInvitation"),
    # Who followed an invitation need not be invited again.
    adopt=Adopt("", "user.all", None, key="user.email"),
    writes={"message": Write("user.sendInvitation", seconds=60)},
    fields=(
        Field("email", type="email", **_MUST),
        Field("role", create=True, create_only=True, since="0.28.7", default="member", empty=NEVER, **_ROLE),
        Field(
            "notification",
            key="notificationId",
            ref=Ref("e-mail notification", "notification.getEmailProviders", "notificationId", "name"),
            via="message",
            untold=True,
        ),
    ),
    shown=(Field("status"), Field("expires_at"), Field("created_at")),
    hooks=Hooks(record=_invitation_record, meant=_invitation_meant),
)


def _role_record(record):
    return {**record, "roleName": record.get("role") or record.get("roleName")}


def _role_body(action, body, values, record):
    if action != "update":
        return body
    renamed = {"newRoleName": body["roleName"]} if body.get("roleName") != record["roleName"] else {}
    return {"roleName": record["roleName"], "permissions": body["permissions"], **renamed}


CUSTOM_ROLE = Kind(
    name="custom_role",
    title="custom role",
    id_key="roleName",
    since="0.28.7",
    read=Read(list="customRole.all"),
    create=Write("customRole.create"),
    update=Write("customRole.update", full=True, id=False),
    # Refused by Dokploy itself while members have it.
    delete=Write("customRole.remove"),
    fields=(
        Field(
            "name",
            key="roleName",
            pattern=r"^(?!(owner|admin|member)$).{1,50}$",
            expects="up to 50 characters, and not the name of a role that Dokploy has by itself",
            **_MUST,
        ),
        Field("permissions", type="grants", create=True, default={}, empty={}),
    ),
    shown=(Field("member_count"), Field("created_at")),
    hooks=Hooks(record=_role_record, body=_role_body),
)

_SECOND, _MILLISECOND = 10**9, 10**6
_DAY = 24 * 3600 * _SECOND


def _duration(text):
    try:
        return units.duration(text)
    except ValueError:
        # That it is no duration at all is told by the type of the option.
        return _DAY


def _key_record(record):
    return {**record, "apiKeyId": record.get("id")}


def _key_body(action, body, values, record):
    if action != "create":
        return body
    body = dict(body)
    organization = body.pop("organizationId", None)
    # Durations are nanoseconds here; Dokploy wants seconds for the one and milliseconds for the others.
    for key, unit in (("expiresIn", _SECOND), ("rateLimitTimeWindow", _MILLISECOND), ("refillInterval", _MILLISECOND)):
        if body.get(key):
            body[key] //= unit
    # Said nothing about, a key serves ten requests a day.
    return {**body, "rateLimitEnabled": bool(body.get("rateLimitMax")), "metadata": {"organizationId": organization}}


def _key_check(given):
    problems = []
    if given.get("expires_in") and not _DAY <= _duration(given["expires_in"]) <= 365 * _DAY:
        problems.append(("expires_in", "must be between a day and 365 days, such as 720h"))
    if (given.get("rate_limit.requests") is None) != (given.get("rate_limit.window") is None):
        problems.append(("rate_limit", "needs both requests and window"))
    if (given.get("refill.amount") is None) != (given.get("refill.interval") is None):
        problems.append(("refill", "needs both amount and interval"))
    return problems


_ONLY = {"create": True, "create_only": True, "untold": True, "empty": NEVER}

API_KEY = Kind(
    name="api_key",
    title="API key",
    id_key="apiKeyId",
    read=Read(list="user.get", path="user.apiKeys"),
    create=Write("user.createApiKey", answers="record"),
    delete=Write("user.deleteApiKey"),
    once=(Field("key", secret=True),),
    fields=(
        Field("name", pattern=r"^.{1,32}$", expects="up to 32 characters", **_MUST),
        Field(
            "organization",
            key="organizationId",
            ref=Ref("organization", "organization.all", "id", "name"),
            implied=("organization.active", "id"),
            **_ONLY,
        ),
        Field("prefix", create=True, create_only=True),
        Field("expires_in", type="duration", **_ONLY),
        Field("rate_limit.requests", key="rateLimitMax", type="int", low=1, **_ONLY),
        Field("rate_limit.window", key="rateLimitTimeWindow", type="duration", **_ONLY),
        Field("remaining", type="int", low=1, **_ONLY),
        Field("refill.amount", key="refillAmount", type="int", low=1, **_ONLY),
        Field("refill.interval", key="refillInterval", type="duration", **_ONLY),
    ),
    shown=(Field("enabled"), Field("expires_at"), Field("created_at")),
    hooks=Hooks(record=_key_record, body=_key_body, check=_key_check),
)
