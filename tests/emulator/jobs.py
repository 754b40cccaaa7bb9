# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployment queue: in memory, first in first out for each service, so many at a time for each server."""

from __future__ import annotations

import asyncio
import re
import time
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import yaml

from .docker import Service, not_pulled

if TYPE_CHECKING:
    from .state import State
    from .store import Row

KEPT = 10
LOG_FOLDERS = {"scheduleId": "schedules", "volumeBackupId": "volume-backups"}
LOCAL = "__local__"
REFERENCE = re.compile(r"\$\{\{(.*?)\}\}")


class Job:
    def __init__(self, number: int, data: dict[str, Any]) -> None:
        self.id = f"job-{number}"
        self.data = data
        self.timestamp = int(time.time() * 1000)
        self.processed: int | None = None
        self.active = False

    @property
    def partition(self) -> str:
        return self.data.get("serverId") or LOCAL

    @property
    def group(self) -> str:
        return str(self.data.get("composeId") or self.data.get("applicationId"))

    def row(self) -> dict[str, Any]:
        row = {"id": self.id, "name": "deployments", "data": self.data, "timestamp": self.timestamp,
               "state": "active" if self.active else "waiting"}  # fmt: skip
        if self.processed:
            row["processedOn"] = self.processed
        return row


class Queue:
    def __init__(self, state: State) -> None:
        self.state = state
        self.jobs: list[Job] = []
        self.builds: list[tuple[str, str, asyncio.Event]] = []
        self.count = 0

    def rows(self) -> list[dict[str, Any]]:
        return [job.row() for job in self.jobs]

    def add(self, data: dict[str, Any]) -> None:
        self.count += 1
        self.jobs.append(Job(self.count, data))
        self.schedule()

    def clean(self, key: str, value: str | None = None) -> None:
        """Drop what waits, of one service or (with no value) of all."""
        self.jobs = [job for job in self.jobs if job.active or (value is not None and job.data.get(key) != value)]

    def schedule(self) -> None:
        for job in list(self.jobs):
            if job.active:
                continue
            busy = [one for one in self.jobs if one.active and one.partition == job.partition]
            if len(busy) >= self._limit(job.partition) or any(one.group == job.group for one in busy):
                continue
            job.active = True
            job.processed = int(time.time() * 1000)
            self.state.spawn(self._run(job))

    def _limit(self, partition: str) -> int:
        if partition == LOCAL:
            return max(1, self.state.settings()["buildsConcurrency"] or 1)
        server = self.state.store.get("server", partition)
        return max(1, (server or {}).get("buildsConcurrency") or 1)

    async def _run(self, job: Job) -> None:
        try:
            await self._process(job.data)
        finally:
            if job in self.jobs:
                self.jobs.remove(job)
            self.schedule()

    async def _process(self, data: dict[str, Any]) -> None:
        table = data["applicationType"]
        if table == "application-preview":
            await self._process_preview(data)
        if table not in ("application", "compose"):
            return
        store, state = self.state.store, self.state
        key, status = data[f"{table}Id"], "composeStatus" if table == "compose" else "applicationStatus"
        row = store.update(table, key, {status: "running"})
        if row is None:
            return
        deployment = self.start_row(row, {f"{table}Id": key}, data["titleLog"], data["descriptionLog"])
        script = state.faults.deployment(row["name"], row["appName"])
        seconds = script.seconds if script and script.seconds is not None else state.options.deploy_time
        killed = await self._last(seconds, data, row)
        row = store.get(table, key)
        if row is None:
            return
        error = "interrupt" if killed else self._build(table, row)
        lines = list(script.log) if script and script.log is not None else log_of(table, row, error)
        if script and script.status == "error":
            error = error or "scripted"
        if error and lines[-1:] != ["Error occurred ❌, check the logs for details."]:
            lines += ["", "Error occurred ❌, check the logs for details."]
        state.logs[deployment["deploymentId"]] = ["Initializing deployment", *lines]
        end = "error" if error else "done"
        changes: Row = {"status": end, "finishedAt": state.ids.now()}
        if row["sourceType"] not in ("docker", "raw", "drop") and data["type"] == "deploy" and _repository(row):
            changes["title"] = (script and script.title) or "Initial commit"
            changes["description"] = f"Commit: {(script and script.description) or state.ids.hex(40)}"
        store.update("deployment", deployment["deploymentId"], changes)
        store.update(table, key, {status: end})
        if not error:
            self._start_containers(table, row)
            self._keep_version(row, deployment)

    async def _last(self, seconds: float, data: dict[str, Any], row: Row) -> bool:
        """Let a build take its time; tell whether it was killed. A pull cannot be."""
        if row["sourceType"] == "docker":
            await asyncio.sleep(seconds)
            return False
        build = (data.get("serverId") or LOCAL, data["applicationType"], asyncio.Event())
        self.builds.append(build)
        try:
            await asyncio.wait_for(build[2].wait(), seconds)
            return True
        except TimeoutError:
            return False
        finally:
            self.builds.remove(build)

    def kill(self, table: str, server: str | None) -> None:
        """Interrupt every build of that sort on a host."""
        for host, kind, event in self.builds:
            if (host, kind) == (server or LOCAL, table):
                event.set()

    async def _process_preview(self, data: dict[str, Any]) -> None:
        store, key = self.state.store, data["previewDeploymentId"]
        row = store.update("preview_deployments", key, {"previewStatus": "running"})
        if row is None:
            return
        script = self.state.faults.deployment(row["appName"])
        deployment = self.start_row(row, {"previewDeploymentId": key}, data["titleLog"], data["descriptionLog"])
        await asyncio.sleep(self.state.options.deploy_time)
        end = script.status if script else "done"
        self.state.logs[deployment["deploymentId"]] += list(
            script.log if script and script.log else ["Build completed."]
        )
        store.update("deployment", deployment["deploymentId"], {"status": end, "finishedAt": self.state.ids.now()})
        store.update("preview_deployments", key, {"previewStatus": end})

    def _keep_version(self, row: Row, deployment: Row) -> None:
        """With a registry for it, each good deployment leaves a version to go back to."""
        if not (row.get("rollbackActive") and row.get("rollbackRegistryId")):
            return
        store, owner = self.state.store, {"applicationId": row["applicationId"]}
        mine = {one["deploymentId"] for one in store.find("deployment", **owner)}
        number = 1 + len([one for one in store.find("rollback") if one["deploymentId"] in mine])
        version = {
            "deploymentId": deployment["deploymentId"],
            "image": f"{row['appName']}:v{number}",
            "version": number,
        }
        kept = store.insert("rollback", {**version, "fullContext": dict(row)})
        store.update("deployment", deployment["deploymentId"], {"rollbackId": kept["rollbackId"]})

    def start_row(self, row: Row, owner: dict[str, Any], title: str, description: str, **more: Any) -> Row:
        """The row of a deployment that begins; of one service only the last ten stay."""
        store = self.state.store
        stamp = time.strftime("%Y-%m-%d:%H:%M:%S", time.gmtime())
        name = row["appName"]
        folder = next((path for key, path in LOG_FOLDERS.items() if key in owner), "logs")
        old = store.find("deployment", **owner)
        old.sort(key=lambda one: one["createdAt"], reverse=True)
        for surplus in old[KEPT - 1 :]:
            store.delete("deployment", surplus["deploymentId"])
        deployment = store.insert(
            "deployment",
            {**owner, "title": title, "description": description, "status": "running",
             "logPath": f"/etc/dokploy/{folder}/{name}/{name}-{stamp}.log", "startedAt": self.state.ids.now(), **more},
        )  # fmt: skip
        self.state.logs[deployment["deploymentId"]] = ["Initializing deployment"]
        return deployment

    def _build(self, table: str, row: Row) -> str | None:
        """The reason why a deployment fails by itself, None when it does not."""
        unknown = self._unknown_reference(row)
        if unknown:
            return f"Invalid {unknown}"
        if table == "compose":
            if row["sourceType"] == "raw":
                return self._compose_images(row["composeFile"])
            return None if _repository(row) else "Error: repository not found"
        if row["sourceType"] == "docker":
            image = row["dockerImage"]
            if not image:
                return "Error: Docker image not found"
            if not self.state.docker.can_pull(image, self.state.options.bad_images):
                return not_pulled(image)
            return None
        if row["sourceType"] != "drop" and not _repository(row):
            return "Error: repository not found"
        if any(fnmatchcase(row["customGitUrl"] or "", one) for one in self.state.options.bad_repositories):
            return "The command '/bin/sh -c exit 7' returned a non-zero code: 7"
        return None

    def _compose_images(self, text: str | None) -> str | None:
        for name, service in compose_services(text).items():
            image = service.get("image") if isinstance(service, dict) else None
            if image and not self.state.docker.can_pull(image, self.state.options.bad_images):
                return f"{name} Error {not_pulled(image)}"
        return None if compose_services(text) else "Error: Compose file not found"

    def _unknown_reference(self, row: Row) -> str | None:
        store = self.state.store
        environment = store.get("environment", row["environmentId"]) or {}
        project = store.get("project", environment.get("projectId")) or {}
        known = {"project": _names(project.get("env")), "environment": _names(environment.get("env"))}
        for reference in REFERENCE.findall(row.get("env") or ""):
            scope, __, name = reference.partition(".")
            if scope in known:
                if name not in known[scope]:
                    return f"{scope} environment variable: {reference}"
            elif reference != "DOKPLOY_DEPLOY_URL" and reference not in _names(row["env"]):
                return f"service environment variable: {reference}"
        return None

    def _start_containers(self, table: str, row: Row) -> None:
        docker, options = self.state.docker, self.state.options
        crashed = row["sourceType"] == "git" and "crash" in (row["customGitUrl"] or "")
        crashed = crashed or any(
            fnmatchcase(row["name"], one) or fnmatchcase(row["appName"], one) for one in options.unhealthy
        )
        key = f"{table}Id"
        mounts = self.state.store.find("mount", **{key: row[key]})
        volumes = [mount["volumeName"] for mount in mounts if mount["type"] == "volume" and mount["volumeName"]]
        docker.remove(row["appName"])
        if table == "application":
            ports = [one["publishedPort"] for one in self.state.store.find("port", applicationId=row[key])]
            image = row["dockerImage"] if row["sourceType"] == "docker" else f"{row['appName']}:latest"
            docker.run(Service(row["appName"], image, replicas=row["replicas"], ports=ports, volumes=volumes,
                               crashed=crashed, spec=swarm_spec(self.state, row, image, mounts)))  # fmt: skip
            return
        for name in service_names(row["composeFile"]) or ["app"]:
            docker.run(Service(row["appName"], "image", kind="compose", service_name=f"{row['appName']}-{name}-1",
                               volumes=volumes, crashed=crashed))  # fmt: skip


def swarm_spec(state: State, row: Row, image: str, mounts: list[Row], env: str = "") -> dict[str, Any]:
    """The part of a swarm service's settings that comes from the row's columns."""
    lines = [line for line in (env + (row.get("env") or "")).splitlines() if "=" in line]
    units = (("MemoryBytes", "memory"), ("NanoCPUs", "cpu"))
    resources = {
        part: {docker: int(row[name + part[:-1]]) for docker, name in units if row.get(name + part[:-1])}
        for part in ("Limits", "Reservations")
    }
    sources = {"volume": "volumeName", "bind": "hostPath"}
    return {
        "TaskTemplate": {
            "ContainerSpec": {
                "Image": image,
                "Env": [line.replace('"', "") for line in lines],
                "Mounts": [
                    {
                        "Type": one["type"],
                        "Source": one.get(sources.get(one["type"], "filePath")),
                        "Target": one["mountPath"],
                    }
                    for one in mounts
                ],
                **({"Command": row["command"].split(" ")} if row.get("command") else {}),
                **({"Args": row["args"]} if row.get("args") else {}),
            },
            "Resources": resources,
        },
        "EndpointSpec": {
            "Ports": [
                {"PublishedPort": one["publishedPort"], "TargetPort": one["targetPort"]}
                for one in state.store.find("port", applicationId=row.get("applicationId", ""))
            ]
            + [{"PublishedPort": row[name], "TargetPort": 0} for name in ("externalPort",) if row.get(name)],
        },
    }


def _repository(row: Row) -> bool:
    columns = ("repository", "gitlabRepository", "giteaRepository", "bitbucketRepository", "customGitUrl")
    column = dict(zip(("github", "gitlab", "gitea", "bitbucket", "git"), columns, strict=True)).get(row["sourceType"])
    return bool(column and row[column])


def _names(env: str | None) -> set[str]:
    return {line.split("=", 1)[0].strip() for line in (env or "").splitlines() if "=" in line}


def compose_services(text: str | None) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text or "")
    except yaml.YAMLError:
        return {}
    services = data.get("services") if isinstance(data, dict) else None
    return services if isinstance(services, dict) else {}


def service_names(text: str | None) -> list[str]:
    return list(compose_services(text))


def log_of(table: str, row: Row, error: str | None) -> list[str]:
    if error:
        return [error]
    if table == "compose":
        return ["App Name: " + row["appName"], "Build Compose 🐳", "Docker Compose Deployed: ✅"]
    if row["sourceType"] == "docker":
        return ["", f"Pulling {row['dockerImage']}", "Pulling image completed."]
    return ["Cloning Repo", "Build completed.", "Docker build completed."]
