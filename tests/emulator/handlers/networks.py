# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Docker networks that Dokploy keeps a record of."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, not_found
from ..store import Row
from ._common import answers

RESERVED = ("bridge", "host", "none", "ingress", "docker_gwbridge", "dokploy-network")


def _make(call: Call, row: Row) -> None:
    server = call.store.get("server", row["serverId"]) if row["serverId"] else None
    # One without a key is none to Dokploy, which takes its own host.
    if server and server["sshKeyId"]:
        try:
            answers(call, server)
        except ApiError as error:
            raise bad_request(error.message.removeprefix("SSH connection error: ")) from None
    networks = call.state.docker.networks
    if row["name"] in networks or row["name"] in RESERVED:
        raise bad_request(f"(HTTP code 409) unexpected - network with name {row['name']} already exists ")
    networks[row["name"]] = {"Name": row["name"], "Id": call.state.ids.hex(25), "Driver": row["driver"],
                             "Internal": row["internal"], "Attachable": row["attachable"], "Scope": "local",
                             "Labels": {}, "Options": {}}  # fmt: skip


def _network(call: Call, key: str) -> Row:
    row = call.need("network", key, "Network")
    if row["organizationId"] != call.org:
        raise not_found("Network")
    return row


@procedure("network.create")
def create(call: Call, value: dict) -> Any:
    """Docker is asked first: where it refuses, nothing is stored."""
    row = call.store.insert("network", {**value, "organizationId": call.org})
    try:
        _make(call, row)
    except ApiError:
        call.store.delete("network", row["networkId"])
        raise
    return row


@procedure("network.all")
def all_(call: Call, value: dict) -> Any:
    rows = call.store.find("network", organizationId=call.org, serverId=value.get("serverId"))
    return sorted(rows, key=lambda row: row["createdAt"], reverse=True)


@procedure("network.one")
def one(call: Call, value: dict) -> Any:
    return _network(call, value["networkId"])


@procedure("network.inspect")
def inspect(call: Call, value: dict) -> Any:
    row = _network(call, value["networkId"])
    found = call.state.docker.networks.get(row["name"])
    if found is None:
        raise bad_request(f"(HTTP code 404) no such network - network {row['name']} not found ")
    return found


@procedure("network.recreate")
def recreate(call: Call, value: dict) -> Any:
    row = _network(call, value["networkId"])
    _make(call, row)
    return row


@procedure("network.remove")
def remove(call: Call, value: dict) -> Any:
    row = call.need("network", value["networkId"], "Network")
    if row["organizationId"] != call.org:
        raise ApiError("UNAUTHORIZED", "Not authorized to delete this network")
    call.state.docker.networks.pop(row["name"], None)
    return call.store.delete("network", row["networkId"])


@procedure("network.networksToSync")
def to_sync(call: Call, value: dict) -> Any:
    known = {row["name"] for row in call.store.find("network", serverId=value.get("serverId"))}
    docker = call.state.docker.networks
    importable = [
        {"name": name, "driver": one["Driver"], "internal": one["Internal"], "attachable": one["Attachable"],
         "subnets": []}
        for name, one in docker.items()
        if name not in known
    ]  # fmt: skip
    rows = call.store.find("network", organizationId=call.org, serverId=value.get("serverId"))
    missing = [{"networkId": row["networkId"], "name": row["name"]} for row in rows if row["name"] not in docker]
    return {"importable": importable, "missing": missing}


@procedure("network.import")
def import_(call: Call, value: dict) -> Any:
    imported, errors = [], []
    known = {row["name"] for row in call.store.find("network", serverId=value.get("serverId"))}
    for name in value["names"]:
        found = call.state.docker.networks.get(name)
        if name in known:
            errors.append({"name": name, "error": "Already imported"})
        elif name in RESERVED:
            errors.append({"name": name, "error": "Network is reserved or not supported"})
        elif found is None:
            text = f"(HTTP code 404) no such network - network {name} not found "
            errors.append({"name": name, "error": text})
        else:
            values = {"name": name, "driver": found["Driver"], "internal": found["Internal"],
                      "attachable": found["Attachable"], "organizationId": call.org,
                      "serverId": value.get("serverId")}  # fmt: skip
            call.store.insert("network", values)
            imported.append(name)
    return {"imported": imported, "errors": errors}
