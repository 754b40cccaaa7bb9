# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remote servers: records only, their set-up is a story told in log lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from ..call import Call, procedure, stream
from ..errors import ApiError, bad_request
from ..ids import UNDEFINED
from ..relations import SERVICES, View
from ..store import Row
from ._common import answers, ssh, wrapped

TOOLS = ("docker", "rclone", "nixpacks", "buildpacks", "railpack")
VIEW: View = {"with": {"deployments": True, "sshKey": True}}


def _server(call: Call, key: str, verb: str) -> Row:
    row = call.need("server", key, "Server")
    call.own(row["organizationId"], f"You are not authorized to {verb} this server")
    return row


def _shown(call: Call, row: Row) -> Row:
    """With its key's record, but never the private key."""
    result = call.show("server", row, VIEW)
    if result["sshKey"]:
        result["sshKey"]["privateKey"] = ""
    return result


def _rows(call: Call) -> list[Row]:
    rows = call.store.find("server", organizationId=call.org)
    if not call.privileged:
        allowed = call.member()["accessedServers"] if call.state.options.licensed else [r["serverId"] for r in rows]
        rows = [row for row in rows if row["serverId"] in allowed]
    return sorted(rows, key=lambda row: row["createdAt"], reverse=True)


@procedure("server.create")
def create(call: Call, value: dict) -> Any:
    with wrapped("Error creating the server", keep=False):
        return call.store.insert("server", {**value, "organizationId": call.org, "createdAt": call.state.ids.now()})


@procedure("server.one")
def one(call: Call, value: dict) -> Any:
    return _shown(call, _server(call, value["serverId"], "access"))


@procedure("server.all")
def all_(call: Call, value: dict) -> Any:
    counted = [table for table in SERVICES if table != "libsql"]
    return [
        {**row, "totalSum": sum(len(call.store.find(table, serverId=row["serverId"])) for table in counted)}
        for row in _rows(call)
    ]


@procedure("server.allForPermissions")
def all_for_permissions(call: Call, value: dict) -> Any:
    if not call.state.options.licensed:
        raise ApiError("FORBIDDEN", "Valid enterprise license required")
    return [{key: row[key] for key in ("serverId", "name", "ipAddress", "serverType")} for row in _rows(call)]


@procedure("server.count")
def count(call: Call, value: dict) -> Any:
    mine = {row["id"] for row in call.store.find("organization", ownerId=call.user_id)}
    return len(call.store.find("server", lambda row: row["organizationId"] in mine))


@procedure("server.withSSHKey")
def with_key(call: Call, value: dict) -> Any:
    return [row for row in _rows(call) if row["sshKeyId"] and row["serverType"] == "deploy"]


@procedure("server.buildServers")
def build_servers(call: Call, value: dict) -> Any:
    return [row for row in _rows(call) if row["sshKeyId"] and row["serverType"] == "build"]


@procedure("server.update")
def update(call: Call, value: dict) -> Any:
    row = _server(call, value["serverId"], "update")
    if row["serverStatus"] == "inactive":
        raise ApiError("NOT_FOUND", "Server is inactive")
    return call.store.update("server", row["serverId"], value)


@procedure("server.updateBuildsConcurrency")
def update_concurrency(call: Call, value: dict) -> Any:
    row = _server(call, value["serverId"], "update")
    return call.store.update("server", row["serverId"], {"buildsConcurrency": value["buildsConcurrency"]})


@procedure("server.remove")
def remove(call: Call, value: dict) -> Any:
    row = _server(call, value["serverId"], "delete")
    if any(call.store.first(table, serverId=row["serverId"]) for table in SERVICES):
        raise bad_request("Server has active services, please delete them first")
    before = _shown(call, row)
    call.store.delete("server", row["serverId"])
    return before


@procedure("server.getDefaultCommand")
def default_command(call: Call, value: dict) -> Any:
    call.need("server", value["serverId"], "Server")
    return '#!/bin/bash\nset -e;\necho "Installing requirements"\n'


@procedure("server.publicIp")
def public_ip(call: Call, value: dict) -> Any:
    return call.state.settings()["serverIp"]


@procedure("server.getServerTime")
def server_time(call: Call, value: dict) -> Any:
    return {"time": call.state.ids.date(), "timezone": "UTC"}


@procedure("server.setup")
async def setup(call: Call, value: dict) -> Any:
    """Answers the same however it went; only the deployment's status tells."""
    row = _server(call, value["serverId"], "setup")
    async for __ in _set_up(call, row):
        pass
    return UNDEFINED


@stream("server.setupWithLogs")
async def setup_with_logs(call: Call, value: dict) -> AsyncIterator[str]:
    call.permit("server.create")
    async for line in _set_up(call, _server(call, value.get("serverId", ""), "setup")):
        yield line


async def _set_up(call: Call, row: Row) -> AsyncIterator[str]:
    state, builds = call.state, row["serverType"] == "build"
    owner = {"serverId": row["serverId"]}
    deployment = state.queue.start_row(
        {"appName": row["appName"]}, owner, "Setup Server", "Setup Server", startedAt=None
    )
    yield f"\nInstalling {'Build ' if builds else ''}Server Dependencies: ✅\n"
    await asyncio.sleep(state.options.deploy_time)
    error = ""
    if not row["sshKeyId"]:
        error = "No SSH Key found"
        yield "❌ No SSH Key found, please assign one to this server"
    else:
        try:
            answers(call, row)
        except ApiError as refused:
            error = f"{refused.message} client-socket"
            yield "\n❌ Couldn't connect to your server.\n\n💡 Hints:\n  • Check the address."
    if error:
        status, end = "error", f"Error: {error} ❌\n"
    else:
        # The script stops at its first failure, and nobody looks how it ended.
        for tool in TOOLS:
            if tool in state.options.lacking:
                yield "curl: (6) Could not resolve host\n"
                break
            yield f"{tool} installed ✅\n"
        status, end = "done", "\nSetup Server: ✅\n"
    changes = {"status": status, "finishedAt": state.ids.now()}
    call.store.update("deployment", deployment["deploymentId"], changes)
    yield end


def _reached(call: Call, value: dict) -> None:
    with wrapped("", keep=False):
        row = _server(call, value["serverId"], "validate")
        if not row["sshKeyId"]:
            raise bad_request("No SSH Key found")
        answers(call, row)


@procedure("server.validate")
def validate(call: Call, value: dict) -> Any:
    _reached(call, value)
    lacking = call.state.options.lacking
    tools = {name: {"version": "0.0.0" if name in lacking else "1.0.0", "enabled": name not in lacking}
             for name in TOOLS}  # fmt: skip
    return {**tools, "isDokployNetworkInstalled": "network" not in lacking, "isSwarmInstalled": "swarm" not in lacking,
            "isMainDirectoryInstalled": "directory" not in lacking, "privilegeMode": "root",
            "dockerGroupMember": False}  # fmt: skip


@procedure("server.security")
def security(call: Call, value: dict) -> Any:
    _reached(call, value)
    return {
        "ufw": {"installed": True, "active": True, "defaultIncoming": "deny"},
        "ssh": {"enabled": True, "keyAuth": True, "permitRootLogin": "no", "passwordAuth": "no", "usePam": "no"},
        "fail2ban": {"installed": True, "enabled": True, "active": True, "sshEnabled": "true", "sshMode": "normal"},
    }


@procedure("server.setupMonitoring")
def setup_monitoring(call: Call, value: dict) -> Any:
    """Stored first, so that it stays though the agent could not be installed."""
    row = _server(call, value["serverId"], "setup")
    config = {**value["metricsConfig"], "server": {"type": "Remote", **value["metricsConfig"]["server"]}}
    call.store.update("server", row["serverId"], {"metricsConfig": config})
    ssh(call, row["serverId"])
    return UNDEFINED
