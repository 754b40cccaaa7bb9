# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Containers: what runs of a service, what Docker knows of it, its files, and the five verbs."""

from __future__ import annotations

import base64
import time
from typing import Any

from ..call import Call, procedure
from ..docker import Service
from ..errors import ApiError
from ..ids import UNDEFINED

# A crashing container is started again after so many seconds; the real one takes five.
RESTART = 0.3
LIMIT = 512 * 1024
# What fits into one argument of a command, as Base64 text, with the rest of the command.
LONGEST = 128 * 1024 - 300


def failures(service: Service) -> int:
    """How many of its containers have ended by now."""
    return 1 + int((time.monotonic() - service.started) / RESTART) if service.crashed and service.replicas else 0


def task_id(service: Service, number: int) -> str:
    return f"{number:03d}{service.container[:22]}"


def tasks(service: Service) -> list[dict[str, Any]]:
    """The swarm's tasks, newest first."""
    name, rows = f"{service.app_name}.1", []
    ended = failures(service)
    if service.replicas and service.crashed:
        rows.append((ended, "ready", "Ready 1 second ago", ""))
    elif service.replicas:
        rows += [(number, "running", "Running 3 seconds ago", "") for number in range(service.replicas)]
    else:
        rows.append((0, "shutdown", "Shutdown 2 seconds ago", ""))
    rows += [
        (number, "shutdown", "Failed 2 seconds ago", '"task: non-zero exit (3)"') for number in reversed(range(ended))
    ]
    shown = [
        {
            "containerId": task_id(service, number),
            "name": name,
            "state": state,
            "currentState": current,
            "node": "vm",
            "error": error,
        }
        for number, state, current, error in rows[:5]
    ]
    # the command's last line loses its trailing blank, and the label of an empty error with it is not taken off
    if shown and not shown[-1]["error"]:
        shown[-1]["error"] = "Error:"
    return shown


def container(service: Service) -> dict[str, Any]:
    name = service.service_name or f"{service.app_name}.1.{service.container[:25]}"
    state, status = ("exited", "Exited (3) 2 seconds ago") if service.crashed else ("running", "Up 3 seconds")
    if not service.replicas:
        state, status = "exited", "Exited (0) 2 seconds ago"
    return {"containerId": service.container[:12], "name": name, "state": state, "status": status}


@procedure("docker.getServiceContainersByAppName", "docker.getStackContainersByAppName")
def swarm_tasks(call: Call, value: dict) -> Any:
    found = [one for one in call.state.docker.of(value["appName"]) if one.kind != "compose" or "Stack" in call.name]
    return [row for service in found for row in tasks(service)]


@procedure("docker.getContainersByAppNameMatch")
def by_name(call: Call, value: dict) -> Any:
    found = call.state.docker.of(value["appName"])
    if value.get("appType") != "docker-compose":
        found = [one for one in call.state.docker.services.values() if one.app_name.startswith(value["appName"])]
    return [container(one) for one in found if one.kind == "compose" or one.replicas]


@procedure("docker.getContainersByAppLabel")
def by_label(call: Call, value: dict) -> Any:
    rows = [container(one) for one in call.state.docker.of(value["appName"]) if one.replicas]
    return [{key: row[key] for key in ("containerId", "name", "state")} for row in rows if row["state"] == "running"]


@procedure("docker.getContainers")
def all_of_them(call: Call, value: dict) -> Any:
    return [{**container(one), "image": one.image, "ports": ""} for one in call.state.docker.services.values()]


@procedure("docker.getConfig")
def config(call: Call, value: dict) -> Any:
    """Whatever has that name: a container, an image, a swarm service, in this order."""
    id = value["containerId"]
    image = call.state.docker.images.get(f"{id}:latest")
    if image and not call.state.docker.find(id):
        return {"Id": image, "RepoTags": [f"{id}:latest"], "Config": {"Env": ["PATH=/bin:/usr/bin"]}}
    running = call.state.docker.services.values()
    services = [one for one in running if one.kind != "compose" and (one.app_name == id or one.swarm_id.startswith(id))]
    if services:
        service = services[0]
        spec = {"Name": service.app_name, "Mode": {"Replicated": {"Replicas": service.replicas}}, **service.spec}
        return {
            "ID": service.swarm_id,
            "Spec": spec,
            "UpdateStatus": {"State": "completed", "Message": "update completed"},
        }
    service = call.state.docker.find(id)
    if service is None:
        return UNDEFINED
    return {
        "Id": service.container,
        "Name": "/" + container(service)["name"],
        "RestartCount": max(0, failures(service) - 1),
        "State": {"Status": container(service)["state"], "StartedAt": f"started-{service.started:.3f}"},
        "Config": {
            "Image": service.image,
            "Env": (service.spec.get("TaskTemplate") or {}).get("ContainerSpec", {}).get("Env", []),
        },
    }


def need(call: Call, id: str, command: str = "") -> Service:
    service = call.state.docker.find(id)
    if service is None:
        before = f"Command execution failed: Command failed: docker {command} {id}\n" if command else ""
        raise ApiError("INTERNAL_SERVER_ERROR", f"{before}Error response from daemon: No such container: {id}\n")
    return service


@procedure(
    "docker.restartContainer",
    "docker.startContainer",
    "docker.stopContainer",
    "docker.killContainer",
    "docker.removeContainer",
)
def verb(call: Call, value: dict) -> Any:
    word = call.name.split(".")[1].removesuffix("Container")
    service = need(call, value["containerId"], f"container {word}")
    if word in ("restart", "start"):
        service.replicas = max(1, service.replicas)
        service.started = time.monotonic()
    elif service.kind == "compose":
        service.replicas = 0
        if word == "remove":
            call.state.docker.services.pop(service.service_name)
    else:
        # The swarm puts another container in its place.
        call.state.docker.run(service)
    return UNDEFINED


def files_of(call: Call, value: dict) -> dict[str, str]:
    """The files of a container or a volume, by absolute path."""
    if "volumeName" in value:
        # The helper container that looks into a volume makes it if it is not there.
        name = value["volumeName"]
        call.state.docker.volumes.setdefault(name, {"Name": name, "Driver": "local", "Scope": "local"})
        return call.state.docker.files.setdefault(f"volume {name}", {})
    return call.state.docker.files.setdefault(need(call, value["containerId"]).container, {})


def failed(command: str, printed: str) -> ApiError:
    return ApiError("INTERNAL_SERVER_ERROR", f"Command execution failed: Command failed: {command}\n{printed}\n")


def is_folder(files: dict[str, str], path: str) -> bool:
    return path == "/" or any(name.startswith(path.rstrip("/") + "/") for name in files)


@procedure("docker.readContainerFile", "dockerVolume.readVolumeFile")
def read_file(call: Call, value: dict) -> Any:
    files, path = files_of(call, value), value["path"]
    if is_folder(files, path):
        raise ApiError("INTERNAL_SERVER_ERROR", "cat: read error: Is a directory\n")
    if path not in files:
        where = "/__volume" if "volumeName" in value else ""
        text = f"cat: can't open '{where}{path}': No such file or directory\n"
        raise ApiError("INTERNAL_SERVER_ERROR", text)
    raw = files[path].encode()
    return {"content": base64.b64encode(raw[:LIMIT]).decode(), "truncated": len(raw) > LIMIT}


@procedure("docker.writeContainerFile", "dockerVolume.writeVolumeFile")
def write_file(call: Call, value: dict) -> Any:
    """The content goes through a command line, which must not be longer than Linux takes."""
    files, path = files_of(call, value), value["path"]
    encoded = base64.b64encode(value["content"].encode()).decode()
    if len(encoded) > 2 * LIMIT:
        raise ApiError("INTERNAL_SERVER_ERROR", "File is too large to save from the editor (max 512KB)")
    if len(encoded) > LONGEST:
        raise ApiError("INTERNAL_SERVER_ERROR", "Command execution failed: spawn E2BIG")
    if "volumeName" not in value:
        # Onto a directory means into it, under the name of the temporary file.
        files[f"{path.rstrip('/')}/dokploy-edit-1" if is_folder(files, path) else path] = value["content"]
        return UNDEFINED
    there = f"/__volume{path}"
    command = f"docker run --rm -v {value['volumeName']}\\:/__volume busybox sh -c "
    command += f"\"printf '%s' {encoded} | base64 -d > {there}\""
    if is_folder(files, path):
        raise failed(command, f"sh: can't create {there}: Is a directory")
    if not is_folder(files, path.rpartition("/")[0] or "/"):
        raise failed(command, f"sh: can't create {there}: nonexistent directory")
    files[path] = value["content"]
    return UNDEFINED


@procedure("docker.deleteContainerFile", "dockerVolume.deleteVolumeFile")
def delete_file(call: Call, value: dict) -> Any:
    """Removes recursively, and does not mind what is not there."""
    files = files_of(call, value)
    for path in [path for path in files if path == value["path"] or path.startswith(value["path"].rstrip("/") + "/")]:
        del files[path]
    return UNDEFINED


@procedure("docker.listContainerFiles", "dockerVolume.listVolumeFiles")
def list_files(call: Call, value: dict) -> Any:
    folder, found = value["path"].rstrip("/") + "/", {}
    where = "/__volume" if "volumeName" in value else ""
    files = files_of(call, value)
    if value["path"] in files:
        return [{"name": where + value["path"], "isDirectory": False}]
    for path in files:
        if path.startswith(folder):
            name, *rest = path[len(folder) :].split("/", 1)
            found[name] = found.get(name) or bool(rest)
    if not found and folder != "/":
        before = f"docker exec {value.get('containerId')}"
        if where:
            before = f"docker run --rm -v {value['volumeName']}\\:/__volume\\:ro busybox"
        there = where + value["path"]
        raise failed(f"{before} ls -1Ap {there}", f"ls: {there}: No such file or directory")
    rows = [{"name": name, "isDirectory": folder} for name, folder in found.items()]
    return sorted(rows, key=lambda row: (not row["isDirectory"], row["name"]))
