# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git providers: GitHub (made in the browser only), GitLab, Gitea, Bitbucket."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, not_found
from ..ids import UNDEFINED
from ..store import Row
from ._common import id_key, without, wrapped

KINDS = {"github": "Github", "gitlab": "Gitlab", "gitea": "Gitea", "bitbucket": "Bitbucket"}
PROVIDER = {"with": {"gitProvider": True}}


def _accessible(call: Call) -> list[Row]:
    rows = call.store.find("git_provider", organizationId=call.org)
    if call.privileged:
        return rows
    assigned = call.member()["accessedGitProviders"] if call.state.options.licensed else []
    return [
        row
        for row in rows
        if row["userId"] == call.user_id or row["sharedWithOrganization"] or row["gitProviderId"] in assigned
    ]


def _configured(kind: str, row: Row) -> bool:
    if kind == "github":
        return bool(row["githubPrivateKey"] and row["githubAppId"] and row["githubInstallationId"])
    if kind == "bitbucket":
        return False
    return bool(row["accessToken"] and row["refreshToken"])


def _listed(kind: str, row: Row) -> bool:
    """Gitea's own list asks for its credentials only, not for the tokens."""
    return bool(row["clientId"] and row["clientSecret"]) if kind == "gitea" else _configured(kind, row)


SHOWN = {
    "github": ("githubId", "githubAppName", "githubAppId", "githubInstallationId", "githubUrl"),
    "gitlab": ("gitlabId", "applicationId", "gitlabUrl"),
    "bitbucket": ("bitbucketId", "bitbucketUsername"),
    "gitea": ("giteaId", "giteaUrl", "clientId"),
}


@procedure("gitProvider.getAll")
def get_all(call: Call, value: dict) -> Any:
    result = []
    for row in sorted(_accessible(call), key=lambda one: one["createdAt"], reverse=True):
        shown = {**row, "isOwner": row["userId"] == call.user_id}
        for kind in KINDS:
            inner = call.store.first(kind, gitProviderId=row["gitProviderId"])
            shown[kind] = None
            if inner:
                shown[kind] = {key: inner[key] for key in SHOWN[kind]} | {"isConfigured": _configured(kind, inner)}
                if kind == "bitbucket":
                    shown[kind]["isDeprecated"] = bool(inner["appPassword"] and not inner["apiToken"])
        result.append(shown)
    return result


@procedure("gitProvider.allForPermissions")
def all_for_permissions(call: Call, value: dict) -> Any:
    if not call.state.options.licensed:
        raise ApiError("FORBIDDEN", "Valid enterprise license required")
    rows = sorted(call.store.find("git_provider", organizationId=call.org), key=lambda r: r["createdAt"], reverse=True)
    return [{key: row[key] for key in ("gitProviderId", "name", "providerType")} for row in rows]


@procedure("gitProvider.toggleShare")
def toggle_share(call: Call, value: dict) -> Any:
    row = call.need("git_provider", value["gitProviderId"], "Git Provider")
    if row["userId"] != call.user_id or row["organizationId"] != call.org:
        raise ApiError("UNAUTHORIZED", "Only the owner can share this provider")
    return call.store.update("git_provider", row["gitProviderId"],
                             {"sharedWithOrganization": value["sharedWithOrganization"]})  # fmt: skip


@procedure("gitProvider.remove")
def remove(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        row = call.need("git_provider", value["gitProviderId"], "Git Provider")
        call.own(row["organizationId"], "You are not allowed to delete this Git provider")
        if not call.privileged and row["userId"] != call.user_id:
            raise bad_request("You can only delete your own Git providers")
        return call.store.delete("git_provider", row["gitProviderId"])


def _one(call: Call, kind: str, key: Any) -> Row:
    row = call.need(kind, key, f"{KINDS[kind]} Provider")
    result = call.show(kind, row, PROVIDER)
    provider = result["gitProvider"]
    if provider["organizationId"] != call.org:
        raise not_found("Git provider")
    if provider["gitProviderId"] not in {one["gitProviderId"] for one in _accessible(call)}:
        raise ApiError("FORBIDDEN", "You don't have access to this git provider")
    return result


def one(call: Call, value: dict) -> Any:
    kind = call.name.split(".")[0]
    return _one(call, kind, value[id_key(kind)])


def create(call: Call, value: dict) -> Any:
    kind = call.name.split(".")[0]
    with wrapped(f"Error creating this {KINDS[kind]} provider", keep=False):
        provider = call.store.insert(
            "git_provider",
            {"providerType": kind, "organizationId": call.org, "name": value["name"], "userId": call.user_id},
        )
        values = {key: value[key] for key in call.store.columns(kind) if key in value}
        row = call.store.insert(kind, {**values, "gitProviderId": provider["gitProviderId"]})
    if kind == "gitea":
        return {key: row[key] for key in ("giteaId", "clientId", "giteaUrl")}
    return UNDEFINED


def update(call: Call, value: dict) -> Any:
    kind = call.name.split(".")[0]
    if value.get("name"):
        changes = {"name": value["name"], "organizationId": call.org}
        call.store.update("git_provider", value["gitProviderId"], changes)
    if kind == "github":
        return UNDEFINED
    row = call.store.update(kind, value[id_key(kind)], value)
    if kind == "gitea":
        if row is None:
            text = f"Failed to update Gitea provider with ID {value['giteaId']}"
            raise ApiError("INTERNAL_SERVER_ERROR", text)
        return {"success": True}
    if kind == "bitbucket":
        return UNDEFINED if row is None else row
    return UNDEFINED


def providers(call: Call, value: dict) -> Any:
    kind = call.name.split(".")[0]
    visible = {row["gitProviderId"] for row in _accessible(call)}
    rows = call.store.find(kind, lambda row: row["gitProviderId"] in visible)
    columns = {"github": ("githubId",), "gitlab": ("gitlabId", "gitlabUrl"), "gitea": ("giteaId",)}.get(
        kind, ("bitbucketId",)
    )
    return [
        {**{key: row[key] for key in columns}, "gitProvider": call.store.get("git_provider", row["gitProviderId"])}
        for row in rows
        if kind == "bitbucket" or _listed(kind, row)
    ]


def test_connection(call: Call, value: dict) -> Any:
    kind = call.name.split(".")[0]
    with wrapped("", keep=kind == "gitea"):
        row = _one(call, kind, value.get(id_key(kind)) or "")
        if kind != "bitbucket" and not _configured(kind, row):
            raise bad_request(f"{KINDS[kind]} provider is not configured")
    return "Found 0 repositories"


def repositories(call: Call, value: dict) -> Any:
    kind = call.name.split(".")[0]
    key = value.get(id_key(kind))
    if not key:
        return []
    row = _one(call, kind, key)
    if not _configured(kind, row):
        return []
    return []


for _kind, _title in KINDS.items():
    procedure(f"{_kind}.one")(one)
    procedure(f"{_kind}.update")(update)
    procedure(f"{_kind}.{_kind}Providers")(providers)
    procedure(f"{_kind}.testConnection")(test_connection)
    procedure(f"{_kind}.get{_title}Repositories", f"{_kind}.get{_title}Branches")(repositories)
    if _kind != "github":
        procedure(f"{_kind}.create")(create)


@procedure("gitea.getGiteaUrl")
def gitea_url(call: Call, value: dict) -> Any:
    return call.need("gitea", value["giteaId"], "Gitea Provider")["giteaUrl"]


def public(row: Row) -> Row:
    return without(row, "secret", "accessToken", "refreshToken", "clientSecret")
