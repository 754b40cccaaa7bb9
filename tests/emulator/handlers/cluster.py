# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The swarm's nodes, and what Docker says about the whole machine."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError
from ..ids import UNDEFINED
from ._common import ssh

NODE = "emulatornode0000000000001"
DOCKER_VERSION = "28.5.0"


WORKER = "emulatornode0000000000002"


def swarm(call: Call) -> dict:
    """What there is of the swarm: its nodes, one of which can leave, and the tokens by which others join."""
    if "swarm" not in call.state.settings_extra:
        tokens = {
            role: call.state.ids.pick("abcdefghijklmnopqrstuvwxyz0123456789", 25) for role in ("Worker", "Manager")
        }
        call.state.settings_extra["swarm"] = {
            "nodes": [_node(NODE, "emulator", True), _node(WORKER, "emulator-2", False)],
            **tokens,
        }
    return call.state.settings_extra["swarm"]


def _node(id: str, name: str, manager: bool) -> dict:
    now = "2026-01-01T00:00:00.000000000Z"
    address = "127.0.0.1" if manager else "127.0.0.2"
    node = {
        "ID": id, "Version": {"Index": 9}, "CreatedAt": now, "UpdatedAt": now,
        "Spec": {"Labels": {}, "Role": "manager" if manager else "worker", "Availability": "active"},
        "Description": {"Hostname": name, "Platform": {"Architecture": "x86_64", "OS": "linux"},
                        "Resources": {"NanoCPUs": 2000000000, "MemoryBytes": 8330932224},
                        "Engine": {"EngineVersion": DOCKER_VERSION}},
        "Status": {"State": "ready", "Addr": address},
    }  # fmt: skip
    if manager:
        node["ManagerStatus"] = {"Leader": True, "Reachability": "reachable", "Addr": f"{address}:2377"}
    return node


@procedure("cluster.getNodes")
def nodes(call: Call, value: dict) -> Any:
    return swarm(call)["nodes"]


@procedure("cluster.addWorker", "cluster.addManager")
def join(call: Call, value: dict) -> Any:
    token = swarm(call)[call.name.removeprefix("cluster.add")]
    return {"command": f"docker swarm join --token SWMTKN-1-{token} 127.0.0.1:2377", "version": DOCKER_VERSION}


@procedure("cluster.removeWorker")
def remove_worker(call: Call, value: dict) -> Any:
    """Docker lets workers go, and no managers."""
    entries = swarm(call)["nodes"]
    for node in entries:
        if value["nodeId"] == node["ID"] and node["Spec"]["Role"] == "worker":
            entries.remove(node)
            return True
    raise ApiError("INTERNAL_SERVER_ERROR", "Error removing the node")


@procedure("swarm.getNodes")
def swarm_nodes(call: Call, value: dict) -> Any:
    return [
        {"Availability": "Active", "EngineVersion": DOCKER_VERSION, "Hostname": node["Description"]["Hostname"],
         "ID": node["ID"], "ManagerStatus": "Leader" if "ManagerStatus" in node else "", "Self": "ManagerStatus" in node,
         "Status": "Ready", "TLSStatus": "Ready"}
        for node in swarm(call)["nodes"]
    ]  # fmt: skip


@procedure("swarm.getNodeInfo")
def node_info(call: Call, value: dict) -> Any:
    found = [node for node in nodes(call, value) if node["ID"] == value["nodeId"]]
    return found[0] if found else UNDEFINED


@procedure("swarm.getNodeApps")
def node_apps(call: Call, value: dict) -> Any:
    return [
        {"ID": one.swarm_id[:12], "Image": one.image, "Mode": "replicated", "Name": one.app_name,
         "Ports": "", "Replicas": f"{one.replicas}/{one.replicas}"}
        for one in call.state.docker.services.values()
        if one.kind == "service" and not one.app_name.startswith("dokploy-")
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
    name = _volume(call, value)["Name"]
    call.state.docker.volumes.pop(name)
    call.state.docker.files.pop(f"volume {name}", None)
    return UNDEFINED


def _volume(call: Call, value: dict) -> dict:
    found = call.state.docker.volumes.get(value["volumeName"])
    if found is None and value.get("serverId"):
        ssh(call, value["serverId"])
        raise ApiError("INTERNAL_SERVER_ERROR", "Remote command failed with exit code 1")
    if found is None:
        verb = "rm" if call.name.endswith("removeVolume") else "inspect"
        text = f"Command execution failed: Command failed: docker volume {verb} {value['volumeName']}\n"
        text += f"Error response from daemon: get {value['volumeName']}: no such volume\n"
        raise ApiError("INTERNAL_SERVER_ERROR", text)
    return found


@procedure("admin.setupMonitoring")
def setup_monitoring(call: Call, value: dict) -> Any:
    row = call.state.settings()
    config = {**value["metricsConfig"], "server": {"type": "Dokploy", **value["metricsConfig"]["server"]}}
    return call.store.update("webServerSettings", row["id"], {"metricsConfig": config})


@procedure("dockerImage.getImageConfig")
def image_config(call: Call, value: dict) -> Any:
    digest = call.state.docker.images.get(value["imageRef"])
    if digest is None:
        raise ApiError("INTERNAL_SERVER_ERROR", f"Error response from daemon: No such image: {value['imageRef']}")
    return {"Id": digest, "RepoTags": [value["imageRef"]], "Config": {}}


@procedure("dockerVolume.getVolumeConfig")
def volume_config(call: Call, value: dict) -> Any:
    return _volume(call, value)


@procedure("dockerVolume.getVolumesSize")
def volume_sizes(call: Call, value: dict) -> Any:
    return dict.fromkeys(call.state.docker.volumes, "0B")


@procedure("dockerDiskUsage.getDiskUsage", "dockerDiskUsage.getBuildCache", "docker.getEvents")
def nothing_used(call: Call, value: dict) -> Any:
    return []


@procedure("dockerDiskUsage.pruneBuildCache")
def prune_cache(call: Call, value: dict) -> Any:
    return UNDEFINED


@procedure("docker.getServerHealth")
def server_health(call: Call, value: dict) -> Any:
    return {"docker": {"status": "healthy"}, "swarm": {"status": "healthy"}}


@procedure("server.getServerMetrics", "user.getContainerMetrics")
def no_metrics(call: Call, value: dict) -> Any:
    raise ApiError("INTERNAL_SERVER_ERROR", "fetch failed")


@procedure("user.getUserByToken")
def user_by_token(call: Call, value: dict) -> Any:
    row = call.store.get("invitation", value["token"])
    if row is None:
        raise ApiError("NOT_FOUND", "Invitation not found")
    known = call.store.first("user", email=row["email"])
    return {**row, "isExpired": False, "userAlreadyExists": known is not None}
