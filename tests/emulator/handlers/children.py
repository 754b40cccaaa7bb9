# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to a service: domains, mounts, ports, redirects, basic auth, patches."""

from __future__ import annotations

import asyncio
from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, unauthorized
from ..store import Row
from ..traefik import drop_middleware, route, write_middleware
from ._common import SERVICES, TITLES, id_key, service_org, without, wrapped

APPLICATION_NAMES = {"columns": ["applicationId", "appName", "name"]}


def owner_of(row: Row) -> tuple[str, str] | None:
    """The (table, id) of the service that a child row belongs to."""
    for table in SERVICES:
        if row.get(id_key(table)):
            return table, row[id_key(table)]
    return None


def check_owner(call: Call, row: Row, permission: str) -> None:
    owner = owner_of(row)
    if owner:
        call.check_service_permission(owner[1], permission)


# domains


@procedure("domain.create")
async def create_domain(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        service = value.get(id_key(value.get("domainType") or "")) if value.get("domainType") else None
        if service:
            call.check_service_permission(service, "domain.create")
        async with call.transaction():
            row = call.store.insert("domain", {**value, "host": value["host"].strip()})
            route(call.state, row)
        return row


@procedure("domain.byApplicationId")
def domains_of_application(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "domain.read")
    return call.show_many("domain", {"with": {"application": APPLICATION_NAMES}}, applicationId=value["applicationId"])


@procedure("domain.byComposeId")
def domains_of_compose(call: Call, value: dict) -> Any:
    call.check_service_permission(value["composeId"], "domain.read")
    view = {"with": {"compose": {"columns": ["composeId", "appName", "name"]}}}
    return call.show_many("domain", view, composeId=value["composeId"])


def _domain(call: Call, value: dict, permission: str) -> Row:
    row = call.need("domain", value["domainId"], "Domain")
    check_owner(call, row, permission)
    return row


@procedure("domain.one")
def one_domain(call: Call, value: dict) -> Any:
    return call.show("domain", _domain(call, value, "domain.read"), {"with": {"application": APPLICATION_NAMES}})


@procedure("domain.update")
def update_domain(call: Call, value: dict) -> Any:
    row = _domain(call, value, "domain.create")
    changes = {**value, "host": value["host"].strip()} if value.get("host") else value
    result = call.store.update("domain", row["domainId"], changes)
    route(call.state, result)
    return result


@procedure("domain.toggleEnable")
def toggle_domain(call: Call, value: dict) -> Any:
    row = _domain(call, value, "domain.create")
    result = call.store.update("domain", row["domainId"], {"enabled": not row["enabled"]})
    assert result is not None
    route(call.state, result)
    return {**result, "requiresRedeploy": result["domainType"] == "compose"}


@procedure("domain.delete")
def delete_domain(call: Call, value: dict) -> Any:
    row = _domain(call, value, "domain.delete")
    call.store.delete("domain", row["domainId"])
    route(call.state, row, gone=True)
    return row


@procedure("domain.generateDomain")
def generate_domain(call: Call, value: dict) -> Any:
    address = call.state.settings()["serverIp"] or ""
    if value.get("serverId"):
        address = call.need("server", value["serverId"], "Server")["ipAddress"]
    dashed = address.replace(".", "-")
    return f"{value['appName'][:40]}-{call.state.ids.hex(6)}{'-' if dashed else ''}{dashed}.sslip.io"


@procedure("domain.canGenerateTraefikMeDomains")
def can_generate(call: Call, value: dict) -> Any:
    if value["serverId"]:
        return call.need("server", value["serverId"], "Server")["ipAddress"]
    return call.state.settings()["serverIp"] or ""


@procedure("domain.validateDomain")
def validate_domain(call: Call, value: dict) -> Any:
    host = value["domain"].replace("https://", "").replace("http://", "").split("/")[0]
    if host == "localhost":
        return {"isValid": not value.get("serverIp"), "resolvedIp": "127.0.0.1"}
    return {"isValid": False, "error": f"queryA ENOTFOUND {host}"}


# mounts


@procedure("mounts.create")
async def create_mount(call: Call, value: dict) -> Any:
    """Without ``serviceType`` the row belongs to nobody: the column has a default, the owner's id has none."""
    call.check_service_permission(value["serviceId"], "volume.create")
    with _text("Error "):
        values = without(value, "serviceId")
        kind = value.get("serviceType")
        if kind:
            values[id_key(kind)] = value["serviceId"]
        row = call.store.insert("mount", values)
        if row["type"] == "file":
            write_file(call, row)
        return row


def _text(prefix: str) -> Any:
    """Put a prefix before whatever message goes out."""
    from contextlib import contextmanager

    @contextmanager
    def add() -> Any:
        try:
            yield
        except ApiError as error:
            raise bad_request(f"{prefix}{error.message}") from None

    return add()


def base_path(call: Call, row: Row) -> str | None:
    owner = owner_of(row)
    if owner is None:
        return None
    service = call.store.get(*owner)
    folder = "compose" if owner[0] == "compose" else "applications"
    return f"/etc/dokploy/{folder}/{service['appName']}/files" if service else None


def write_file(call: Call, row: Row) -> None:
    """The row is stored before the file is written: a failure leaves it behind."""
    base = base_path(call, row)
    path = f"{base or '/etc/dokploy/files'}/{row['filePath'] or ''}"
    if any(name.startswith(f"{path}/") for name in call.state.files):
        message = f"EISDIR: illegal operation on a directory, open '{path}'"
        raise bad_request(f"Error creating the mount {message}")
    call.state.files[path] = row["content"] or ""


def _mount(call: Call, value: dict, permission: str) -> Row:
    row = call.need("mount", value["mountId"], "Mount")
    check_owner(call, row, permission)
    return row


def mount_view() -> dict:
    project = {"columns": ["organizationId"]}
    service = {
        "columns": ["serverId", "appName"],
        "with": {"environment": {"columns": [], "with": {"project": project}}},
    }
    return {"with": dict.fromkeys(SERVICES, service)}


@procedure("mounts.one")
def one_mount(call: Call, value: dict) -> Any:
    return call.show("mount", _mount(call, value, "volume.read"), mount_view())


@procedure("mounts.update")
async def update_mount(call: Call, value: dict) -> Any:
    """The answer shows the mount as it was before: it is read outside of the transaction that writes."""
    row = _mount(call, value, "volume.create")
    before = call.show("mount", row, mount_view())
    async with call.transaction():
        result = call.store.update("mount", row["mountId"], value)
    if result and result["type"] == "file" and result["filePath"]:
        call.state.files[f"{base_path(call, result)}/{result['filePath']}"] = result["content"] or ""
    return before


@procedure("mounts.remove")
def remove_mount(call: Call, value: dict) -> Any:
    row = _mount(call, value, "volume.delete")
    if row["type"] == "file" and row["filePath"]:
        call.state.files.pop(f"{base_path(call, row)}/{row['filePath']}", None)
    return call.store.delete("mount", row["mountId"])


@procedure("mounts.listByServiceId")
def list_mounts(call: Call, value: dict) -> Any:
    table, key = value["serviceType"], value["serviceId"]
    call.check_service(key)
    service = call.need(table, key, TITLES[table])
    if service_org(call, table, service) != call.org:
        raise unauthorized("You are not authorized to access this service or it does not exist")
    return call.store.find("mount", **{id_key(table): key})


@procedure("mounts.allNamedByApplicationId")
def named_mounts(call: Call, value: dict) -> Any:
    from ..ids import UNDEFINED

    call.check_service_permission(value["applicationId"], "volume.read")
    row = call.need("application", value["applicationId"], "Application")
    services = call.state.docker.of(row["appName"])
    if not services:
        return UNDEFINED
    return [
        {"Type": "volume", "Name": name, "Source": f"/var/lib/docker/volumes/{name}/_data", "Driver": "local"}
        for name in services[0].volumes
    ]


# ports


@procedure("port.create")
def create_port(call: Call, value: dict) -> Any:
    with wrapped("Error input: Inserting port", keep=False):
        call.check_service_permission(value["applicationId"], "service.create")
        return call.store.insert("port", value)


@procedure("port.one")
def one_port(call: Call, value: dict) -> Any:
    with wrapped("Port not found", keep=False):
        row = call.need("port", value["portId"], "Port")
        check_owner(call, row, "service.read")
        return call.show("port", row, {"with": {"application": {"columns": ["applicationId"]}}})


def _port(call: Call, value: dict, permission: str) -> Row:
    row = call.need("port", value["portId"], "Port")
    check_owner(call, row, permission)
    return row


@procedure("port.update")
def update_port(call: Call, value: dict) -> Any:
    row = _port(call, value, "service.create")
    with wrapped("", keep=False):
        return call.store.update("port", row["portId"], value)


@procedure("port.delete")
def delete_port(call: Call, value: dict) -> Any:
    return call.store.delete("port", _port(call, value, "service.delete")["portId"])


# redirects


@procedure("redirects.create")
async def create_redirect(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "service.create")
    with wrapped("Error creating this redirect", keep=False):
        async with call.transaction():
            row = call.store.insert("redirect", value)
            application = call.need("application", row["applicationId"], "Application")
            write_middleware(call.state, f"redirect-{application['appName']}-{row['uniqueConfigKey']}", row)
    return True


def _redirect(call: Call, value: dict, permission: str) -> Row:
    row = call.need("redirect", value["redirectId"], "Redirect")
    check_owner(call, row, permission)
    return row


@procedure("redirects.one")
def one_redirect(call: Call, value: dict) -> Any:
    return _redirect(call, value, "service.read")


@procedure("redirects.update")
def update_redirect(call: Call, value: dict) -> Any:
    row = _redirect(call, value, "service.create")
    with wrapped("", keep=False):
        return call.store.update("redirect", row["redirectId"], value)


@procedure("redirects.delete")
def delete_redirect(call: Call, value: dict) -> Any:
    row = _redirect(call, value, "service.delete")
    application = call.need("application", row["applicationId"], "Application")
    drop_middleware(call.state, f"redirect-{application['appName']}-{row['uniqueConfigKey']}")
    return call.store.delete("redirect", row["redirectId"])


# basic auth


async def add_security(call: Call, application: Row, row: Row) -> None:
    """The middlewares file is read, changed and written with a pause in between: of several at once only the
    last one's users remain."""
    name = f"auth-{application['appName']}"
    seen = {key: dict(inner) for key, inner in call.state.middlewares.items()}
    await asyncio.sleep(0.01)
    users = list(seen.get(name, {}).get("users", []))
    seen[name] = {"users": [*users, f"{row['username']}:hash"]}
    call.state.middlewares.clear()
    call.state.middlewares.update(seen)


@procedure("security.create")
async def create_security(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "service.create")
    with wrapped("", keep=False):
        application = call.need("application", value["applicationId"], "Application")
        async with call.transaction():
            row = call.store.insert("security", value)
            await add_security(call, application, row)
    return True


def _security(call: Call, value: dict, permission: str) -> Row:
    row = call.need("security", value["securityId"], "Security")
    check_owner(call, row, permission)
    return row


def _forget_user(call: Call, row: Row) -> None:
    application = call.need("application", row["applicationId"], "Application")
    name = f"auth-{application['appName']}"
    users = [u for u in call.state.middlewares.get(name, {}).get("users", []) if u != f"{row['username']}:hash"]
    if users:
        call.state.middlewares[name] = {"users": users}
    else:
        drop_middleware(call.state, name)


@procedure("security.one")
def one_security(call: Call, value: dict) -> Any:
    return _security(call, value, "service.read")


@procedure("security.update")
async def update_security(call: Call, value: dict) -> Any:
    from ..ids import UNDEFINED

    row = _security(call, value, "service.create")
    with wrapped("", keep=False):
        async with call.transaction():
            result = call.store.update("security", row["securityId"], value)
        _forget_user(call, row)
        await add_security(call, call.need("application", row["applicationId"], "Application"), result or row)
    return UNDEFINED


@procedure("security.delete")
def delete_security(call: Call, value: dict) -> Any:
    row = _security(call, value, "service.create")
    _forget_user(call, row)
    return call.store.delete("security", row["securityId"])
