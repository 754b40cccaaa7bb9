# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The swarm's nodes, and what Docker says about the whole machine."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import bad_request
from ..ids import UNDEFINED

NODE = "emulatornode0000000000001"
DOCKER_VERSION = "28.5.0"


@procedure("cluster.getNodes")
def nodes(call: Call, value: dict) -> Any:
    now = "2026-01-01T00:00:00.000000000Z"
    return [
        {
            "ID": NODE, "Version": {"Index": 9}, "CreatedAt": now, "UpdatedAt": now,
            "Spec": {"Labels": {}, "Role": "manager", "Availability": "active"},
            "Description": {"Hostname": "emulator", "Engine": {"EngineVersion": DOCKER_VERSION}},
            "Status": {"State": "ready", "Addr": "127.0.0.1"},
            "ManagerStatus": {"Leader": True, "Reachability": "reachable", "Addr": "127.0.0.1:2377"},
        }
    ]  # fmt: skip


@procedure("cluster.addWorker", "cluster.addManager")
def join(call: Call, value: dict) -> Any:
    token = call.state.ids.pick("abcdefghijklmnopqrstuvwxyz0123456789", 25)
    return {"command": f"docker swarm join --token SWMTKN-1-{token} 127.0.0.1:2377", "version": DOCKER_VERSION}


@procedure("cluster.removeWorker")
def remove_worker(call: Call, value: dict) -> Any:
    if value["nodeId"] != NODE:
        raise bad_request("Error removing the node")
    return True


@procedure("swarm.getNodes")
def swarm_nodes(call: Call, value: dict) -> Any:
    return [{"Availability": "Active", "EngineVersion": DOCKER_VERSION, "Hostname": "emulator", "ID": NODE,
             "ManagerStatus": "Leader", "Self": True, "Status": "Ready", "TLSStatus": "Ready"}]  # fmt: skip


@procedure("swarm.getNodeInfo")
def node_info(call: Call, value: dict) -> Any:
    found = [node for node in nodes(call, value) if node["ID"] == value["nodeId"]]
    return found[0] if found else UNDEFINED


@procedure("swarm.getNodeApps")
def node_apps(call: Call, value: dict) -> Any:
    return [
        {"ID": one.container[:12], "Image": one.image, "Mode": "replicated", "Name": one.app_name,
         "Ports": "", "Replicas": f"{one.replicas}/{one.replicas}"}
        for one in call.state.docker.services.values()
        if one.kind == "service"
    ]  # fmt: skip


@procedure("swarm.getContainerStats")
def stats(call: Call, value: dict) -> Any:
    return []


@procedure("dockerImage.getImages")
def images(call: Call, value: dict) -> Any:
    found = []
    for name, digest in call.state.docker.images.items():
        repository, __, tag = name.rpartition(":")
        found.append({"Repository": repository or name, "Tag": tag, "ID": digest, "Size": "4MB"})
    return found


@procedure("dockerImage.removeImage")
def remove_image(call: Call, value: dict) -> Any:
    call.state.docker.images.pop(f"{value['repository']}:{value['tag']}", None)
    return UNDEFINED


@procedure("dockerVolume.getVolumes")
def volumes(call: Call, value: dict) -> Any:
    return list(call.state.docker.volumes.values())


@procedure("dockerVolume.removeVolume")
def remove_volume(call: Call, value: dict) -> Any:
    call.state.docker.volumes.pop(value["volumeName"], None)
    return UNDEFINED


@procedure("admin.setupMonitoring")
def setup_monitoring(call: Call, value: dict) -> Any:
    row = call.state.settings()
    config = {**value["metricsConfig"], "server": {"type": "Dokploy", **value["metricsConfig"]["server"]}}
    call.store.update("webServerSettings", row["id"], {"metricsConfig": config})
    return call.store.get("user", call.user_id)
