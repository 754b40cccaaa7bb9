# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What needs a licence: custom roles, single sign-on, SCIM, forward auth, whitelabeling, the audit log."""

from __future__ import annotations

import json
from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, not_found
from ..ids import UNDEFINED
from ..roles import STATEMENTS
from ..store import Row

BUILT_IN = ("owner", "admin", "member")
INTERNAL = ("organization", "invitation", "team", "ac")
NOT_LICENSED = "Valid enterprise license required"


# custom roles


def _roles(call: Call, name: str | None = None) -> list[Row]:
    where = {"organizationId": call.org}
    if name is not None:
        where["role"] = name
    return call.store.find("organization_role", **where)


def _check(permissions: dict[str, list[str]]) -> None:
    for resource, actions in permissions.items():
        if resource in INTERNAL:
            text = f'Resource "{resource}" is managed internally and cannot be assigned to custom roles'
            raise bad_request(text)
        if resource not in STATEMENTS:
            raise bad_request(f"Unknown resource: {resource}")
        for action in actions:
            if action not in STATEMENTS[resource]:
                valid = ", ".join(STATEMENTS[resource])
                raise bad_request(f'Invalid action "{action}" for resource "{resource}". Valid actions: {valid}')


@procedure("customRole.all")
def all_roles(call: Call, value: dict) -> Any:
    result: dict[str, dict] = {}
    for row in _roles(call):
        members = call.store.find("member", organizationId=call.org, role=row["role"])
        result[row["role"]] = {
            "role": row["role"], "permissions": json.loads(row["permission"]), "createdAt": row["createdAt"],
            "ids": [row["id"]], "memberCount": len(members),
        }  # fmt: skip
    return list(result.values())


@procedure("customRole.create")
def create_role(call: Call, value: dict) -> Any:
    names = {row["role"] for row in _roles(call)}
    if len(names) >= 10:
        raise bad_request("Maximum of 10 custom roles per organization reached")
    if value["roleName"] in names:
        raise ApiError("CONFLICT", f'Role "{value["roleName"]}" already exists')
    _check(value["permissions"])
    return call.store.insert(
        "organization_role",
        {"organizationId": call.org, "role": value["roleName"], "permission": json.dumps(value["permissions"])},
    )


@procedure("customRole.update")
def update_role(call: Call, value: dict) -> Any:
    name, new = value["roleName"], value.get("newRoleName") or value["roleName"]
    if name in BUILT_IN:
        raise bad_request("Cannot modify built-in roles")
    if new != name:
        if _roles(call, new):
            raise ApiError("CONFLICT", f'Role "{new}" already exists')
        for member in call.store.find("member", organizationId=call.org, role=name):
            call.store.update("member", member["id"], {"role": new})
    _check(value["permissions"])
    rows = _roles(call, name)
    changes = {"role": new, "permission": json.dumps(value["permissions"])}
    return call.store.update("organization_role", rows[0]["id"], changes) if rows else UNDEFINED


@procedure("customRole.remove")
def remove_role(call: Call, value: dict) -> Any:
    name = value["roleName"]
    if name in BUILT_IN:
        raise bad_request("Cannot delete built-in roles")
    members = call.store.find("member", organizationId=call.org, role=name)
    if members:
        text = f'Cannot delete role "{name}": {len(members)} member(s) are currently assigned to it'
        raise bad_request(text)
    rows = _roles(call, name)
    if not rows:
        raise ApiError("NOT_FOUND", f'Role "{name}" not found')
    call.store.delete_all("organization_role", rows)
    return {"deleted": len(rows)}


@procedure("customRole.membersByRole")
def members_by_role(call: Call, value: dict) -> Any:
    rows = call.store.find("member", organizationId=call.org, role=value["roleName"])
    users = {row["id"]: call.store.get("user", row["userId"]) or {} for row in rows}
    names = ("email", "firstName", "lastName")
    return [{"id": row["id"], "userId": row["userId"]} | {n: users[row["id"]].get(n) for n in names} for row in rows]


@procedure("customRole.getStatements")
def statements(call: Call, value: dict) -> Any:
    return {resource: list(actions) for resource, actions in STATEMENTS.items()}


# licence


@procedure("licenseKey.haveValidLicenseKey")
def have_licence(call: Call, value: dict) -> Any:
    return call.state.options.licensed


@procedure("licenseKey.getEnterpriseSettings")
def enterprise_settings(call: Call, value: dict) -> Any:
    user = call.store.get("user", call.user_id) or {}
    return {"enableEnterpriseFeatures": bool(user.get("enableEnterpriseFeatures")),
            "licenseKey": user.get("licenseKey") or ""}  # fmt: skip


@procedure("licenseKey.updateEnterpriseSettings")
def update_enterprise(call: Call, value: dict) -> Any:
    if "enableEnterpriseFeatures" not in value:
        raise ApiError("INTERNAL_SERVER_ERROR", "enableEnterpriseFeatures must be provided")
    call.store.update("user", call.user_id, {"enableEnterpriseFeatures": value["enableEnterpriseFeatures"]})
    return True


@procedure("licenseKey.activate")
def activate(call: Call, value: dict) -> Any:
    """A server with the option ``licensed`` finds a licence server that takes every key."""
    if not enterprise_settings(call, value)["enableEnterpriseFeatures"]:
        raise ApiError("INTERNAL_SERVER_ERROR", "Please activate enterprise features to activate license key")
    if not call.state.options.licensed:
        reason = "Could not reach the license server. Check your connection or try again later."
        raise ApiError("INTERNAL_SERVER_ERROR", reason)
    call.store.update("user", call.user_id, {"licenseKey": value["licenseKey"]})
    return {"success": True}


@procedure("licenseKey.validate", "licenseKey.deactivate")
def deactivate(call: Call, value: dict) -> Any:
    if not enterprise_settings(call, value)["licenseKey"]:
        raise ApiError("INTERNAL_SERVER_ERROR", "No license key found")
    if call.name.endswith("validate"):
        return True
    call.store.update("user", call.user_id, {"licenseKey": None})
    return {"success": True}


# single sign-on


@procedure("sso.showSignInWithSSO")
def show_sso(call: Call, value: dict) -> Any:
    return call.state.options.licensed


@procedure("sso.enforceSSO")
def enforce_sso(call: Call, value: dict) -> Any:
    return call.state.settings()["enforceSSO"]


SHOWN = ("id", "providerId", "issuer", "domain", "oidcConfig", "samlConfig", "organizationId")


def _provider(call: Call, key: str, verb: str) -> Row:
    row = call.store.first("sso_provider", providerId=key, organizationId=call.org)
    if row is None:
        text = f"SSO provider not found or you do not have permission to {verb} it"
        raise ApiError("NOT_FOUND", text)
    return row


def _sso_values(call: Call, value: dict) -> dict:
    values = {key: value[key] for key in ("providerId", "issuer") if key in value}
    if "domains" in value:
        values["domain"] = ",".join(value["domains"])
    for key in ("oidcConfig", "samlConfig"):
        if value.get(key) is not None:
            values[key] = json.dumps(value[key])
    return values


def _check_domains(call: Call, value: dict, own: str | None = None) -> None:
    for domain in value.get("domains", ()):
        for row in call.store.find("sso_provider"):
            if row["providerId"] != own and domain in (row["domain"] or "").split(","):
                raise bad_request(f"Domain {domain} is already registered for another provider")


@procedure("sso.listProviders")
def list_sso(call: Call, value: dict) -> Any:
    rows = call.store.find("sso_provider", organizationId=call.org)
    return [{key: row[key] for key in SHOWN} for row in rows]


@procedure("sso.one")
def one_sso(call: Call, value: dict) -> Any:
    row = _provider(call, value["providerId"], "access")
    return {key: row[key] for key in SHOWN}


@procedure("sso.register")
def register_sso(call: Call, value: dict) -> Any:
    _check_domains(call, value)
    call.store.insert("sso_provider", {**_sso_values(call, value), "userId": call.user_id, "organizationId": call.org})
    return {"success": True}


@procedure("sso.update")
def update_sso(call: Call, value: dict) -> Any:
    row = _provider(call, value["providerId"], "update")
    _check_domains(call, value, own=row["providerId"])
    call.store.update("sso_provider", row["id"], _sso_values(call, value))
    return {"success": True}


@procedure("sso.deleteProvider")
def delete_sso(call: Call, value: dict) -> Any:
    call.store.delete("sso_provider", _provider(call, value["providerId"], "delete")["id"])
    return {"success": True}


def _owner(call: Call) -> Row:
    organization = call.store.get("organization", call.org) or {}
    return call.need("user", organization.get("ownerId"), "Organization owner")


@procedure("sso.getTrustedOrigins")
def trusted_origins(call: Call, value: dict) -> Any:
    return _owner(call)["trustedOrigins"] or []


@procedure("sso.addTrustedOrigin", "sso.removeTrustedOrigin", "sso.updateTrustedOrigin")
def change_origins(call: Call, value: dict) -> Any:
    row = _owner(call)
    known = row["trustedOrigins"] or []
    verb = call.name.split(".")[1]
    if verb == "addTrustedOrigin":
        known = known if value["origin"] in known else [*known, value["origin"]]
    elif verb == "removeTrustedOrigin":
        known = [one for one in known if one != value["origin"]]
    else:
        known = [value["newOrigin"] if one == value["oldOrigin"] else one for one in known]
    call.store.update("user", row["id"], {"trustedOrigins": known})
    return {"success": True}


# SCIM


@procedure("scim.listProviders")
def list_scim(call: Call, value: dict) -> Any:
    rows = call.store.find("scim_provider", organizationId=call.org)
    return [{"id": row["id"], "providerId": row["providerId"]} for row in rows]


@procedure("scim.generateToken")
def scim_token(call: Call, value: dict) -> Any:
    if call.store.first("scim_provider", providerId=value["providerId"]):
        raise bad_request("A SCIM provider with this ID already exists")
    token = call.state.ids.pick("abcdefghijklmnopqrstuvwxyz0123456789", 40)
    call.store.insert(
        "scim_provider", {"providerId": value["providerId"], "scimToken": token, "organizationId": call.org}
    )
    return {"scimToken": token, "providerId": value["providerId"]}


@procedure("scim.deleteProvider")
def delete_scim(call: Call, value: dict) -> Any:
    row = call.store.first("scim_provider", providerId=value["providerId"], organizationId=call.org)
    if row is None:
        raise not_found("SCIM provider")
    call.store.delete("scim_provider", row["id"])
    return {"success": True}


# forward auth


def _target(call: Call, value: dict) -> str | None:
    server = value.get("serverId")
    if server:
        row = call.need("server", server, "Server")
        call.own(row["organizationId"], "You are not authorized to access this server")
    return server


def _callback(row: Row) -> str:
    return f"{'https' if row['https'] else 'http'}://{row['authDomain']}/oauth2/callback"


@procedure("forwardAuth.getAuthDomain")
def auth_domain(call: Call, value: dict) -> Any:
    row = call.store.first("forward_auth_settings", serverId=_target(call, value))
    if row is None:
        return None
    return {
        "host": row["authDomain"],
        **{key: row[key] for key in ("https", "certificateType", "customCertResolver")},
        "callbackUrl": _callback(row),
    }


@procedure("forwardAuth.setAuthDomain")
def set_auth_domain(call: Call, value: dict) -> Any:
    server = _target(call, value)
    row = call.store.first("forward_auth_settings", serverId=server)
    facts = {
        "customCertResolver": None,
        **value,
        "baseDomain": value["authDomain"].partition(".")[2],
        "serverId": server,
    }
    if row:
        row = call.store.update("forward_auth_settings", row["forwardAuthSettingsId"], facts)
    else:
        row = call.store.insert("forward_auth_settings", facts)
    assert row is not None
    return {"callbackUrl": _callback(row)}


@procedure("forwardAuth.removeAuthDomain", "forwardAuth.removeOnServer")
def remove_auth_domain(call: Call, value: dict) -> Any:
    rows = call.store.find("forward_auth_settings", serverId=_target(call, value))
    if call.name.endswith("removeAuthDomain"):
        call.store.delete_all("forward_auth_settings", rows)
    for row in rows if call.name.endswith("removeOnServer") else ():
        call.store.update("forward_auth_settings", row["forwardAuthSettingsId"], {"providerId": None})
    return {"ok": True}


@procedure("forwardAuth.listProviders")
def forward_providers(call: Call, value: dict) -> Any:
    rows = call.store.find("sso_provider", organizationId=call.org)
    return [{key: row[key] for key in ("providerId", "issuer")} for row in rows]


@procedure("forwardAuth.serverStatus")
def forward_status(call: Call, value: dict) -> Any:
    """The host itself and every server that can be reached; a proxy runs where one was deployed."""
    servers = call.store.find("server", organizationId=call.org, serverType="deploy")
    places = [{"serverId": None, "name": "Dokploy Server (local)", "ipAddress": None}]
    places += [{key: row[key] for key in ("serverId", "name", "ipAddress")} for row in servers if row["sshKeyId"]]
    return [{**place, **_guard(call, place["serverId"])} for place in places]


def _guard(call: Call, server: str | None) -> Row:
    row = call.store.first("forward_auth_settings", serverId=server)
    return {
        "status": "running" if row and row["providerId"] else "stopped",
        "authDomain": row["authDomain"] if row else None,
        "https": row["https"] if row else True,
        "certificateType": row["certificateType"] if row else "none",
        "customCertResolver": row["customCertResolver"] if row else None,
        "callbackUrl": _callback(row) if row else None,
    }


@procedure("forwardAuth.deployOnServer")
def forward_deploy(call: Call, value: dict) -> Any:
    row = call.store.first("forward_auth_settings", serverId=_target(call, value))
    if row is None:
        text = "Set the authentication domain for this server before deploying the proxy."
        raise ApiError("PRECONDITION_FAILED", text)
    _provider(call, value["providerId"], "use")
    call.store.update("forward_auth_settings", row["forwardAuthSettingsId"], {"providerId": value["providerId"]})
    return {"ok": True}


@procedure("forwardAuth.status")
def domain_status(call: Call, value: dict) -> Any:
    row = call.need("domain", value["domainId"], "Domain")
    return {"enabled": row["forwardAuthEnabled"]}


@procedure("forwardAuth.enable", "forwardAuth.disable")
def switch_forward(call: Call, value: dict) -> Any:
    row = call.need("domain", value["domainId"], "Domain")
    enable = call.name.endswith("enable")
    if enable and not call.state.options.licensed:
        raise ApiError("FORBIDDEN", NOT_LICENSED)
    call.store.update("domain", row["domainId"], {"forwardAuthEnabled": enable})
    return {"success": True}


# whitelabeling, audit log


@procedure("whitelabeling.get")
def get_labels(call: Call, value: dict) -> Any:
    return call.state.settings()["whitelabelingConfig"] if call.state.options.licensed else None


@procedure("whitelabeling.getPublic")
def public_labels(call: Call, value: dict) -> Any:
    return call.state.settings()["whitelabelingConfig"] if call.state.options.licensed else None


@procedure("whitelabeling.update", "whitelabeling.reset")
def update_labels(call: Call, value: dict) -> Any:
    if call.who.role != "owner":
        verb = "update" if call.name.endswith("update") else "reset"
        raise ApiError("FORBIDDEN", f"Only the owner can {verb} whitelabeling settings")
    row = call.state.settings()
    config = value.get("whitelabelingConfig") or dict.fromkeys(row["whitelabelingConfig"])
    call.store.update("webServerSettings", row["id"], {"whitelabelingConfig": config})
    return {"success": True}


@procedure("auditLog.all")
def audit_log(call: Call, value: dict) -> Any:
    if not call.state.options.licensed:
        raise ApiError("FORBIDDEN", NOT_LICENSED)
    rows = call.store.find("audit_log", organizationId=call.org)
    start, count = int(value.get("offset") or 0), int(value.get("limit") or 20)
    return {"logs": rows[start : start + count], "total": len(rows)}
