# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the instance: web server, Traefik's files and ports, clean-ups, version."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ..call import Call, procedure
from ..contract import document
from ..errors import ApiError, bad_request
from ..ids import UNDEFINED
from ._common import ssh, without

ROOT = "/etc/dokploy/traefik"
MAIN = f"{ROOT}/traefik.yml"
DYNAMIC = f"{ROOT}/dynamic"
DEFAULTS = {
    MAIN: {
        "global": {"sendAnonymousUsage": False},
        "providers": {
            "swarm": {"exposedByDefault": False, "watch": True},
            "docker": {"exposedByDefault": False, "watch": True, "network": "dokploy-network"},
            "file": {"directory": "/etc/dokploy/traefik/dynamic", "watch": True},
        },
        "entryPoints": {
            "web": {"address": ":80"},
            "websecure": {"address": ":443", "http3": {"advertisedPort": 443},
                          "http": {"tls": {"certResolver": "letsencrypt"}}},
        },
        "api": {"insecure": True},
        "certificatesResolvers": {
            "letsencrypt": {
                "acme": {"email": "test@localhost.com", "storage": "/etc/dokploy/traefik/dynamic/acme.json",
                         "httpChallenge": {"entryPoint": "web"}}
            }
        },
    },
    f"{DYNAMIC}/dokploy.yml": {
        "http": {
            "routers": {
                "dokploy-router-app": {"rule": "Host(`dokploy.docker.localhost`) && PathPrefix(`/`)",
                                       "service": "dokploy-service-app", "entryPoints": ["web"]}
            },
            "services": {
                "dokploy-service-app": {
                    "loadBalancer": {"servers": [{"url": "http://dokploy:3000"}], "passHostHeader": True}
                }
            },
        }
    },
}  # fmt: skip


QUOTES = "\"'`"


def read(call: Call, path: str) -> str | None:
    if path in call.state.files:
        return call.state.files[path]
    if path == f"{DYNAMIC}/middlewares.yml":
        fixed = {"redirect-to-https": {"redirectScheme": {"scheme": "https", "permanent": True}}}
        return yaml.safe_dump({"http": {"middlewares": {**fixed, **call.state.middlewares}}}, sort_keys=False)
    if path in DEFAULTS:
        return yaml.safe_dump(DEFAULTS[path], sort_keys=False)
    return None


def update(call: Call, values: dict) -> dict:
    row = call.store.update("webServerSettings", call.state.settings()["id"],
                            {**values, "updatedAt": call.state.ids.date()})  # fmt: skip
    assert row is not None
    return row


@procedure("settings.getDokployVersion")
def version(call: Call, value: dict) -> Any:
    return f"v{call.state.options.version}"


@procedure("settings.getReleaseTag")
def release_tag(call: Call, value: dict) -> Any:
    return "latest"


@procedure("settings.isCloud")
def is_cloud(call: Call, value: dict) -> Any:
    return False


@procedure("settings.isUserSubscribed")
def is_subscribed(call: Call, value: dict) -> Any:
    return bool(
        call.store.find("server", organizationId=call.org) or call.store.find("project", organizationId=call.org)
    )


@procedure("settings.health")
async def health(call: Call, value: dict) -> Any:
    async with call.state.pool:
        return {"status": "ok"}


@procedure("settings.checkInfrastructureHealth")
def infrastructure(call: Call, value: dict) -> Any:
    return {"postgres": {"status": "healthy"}, "traefik": {"status": "healthy"}}


@procedure("settings.getWebServerSettings")
def get_settings(call: Call, value: dict) -> Any:
    return call.state.settings()


@procedure("settings.assignDomainServer")
def assign_domain(call: Call, value: dict) -> Any:
    """Options that are left out stay as they are."""
    row = update(call, value)
    if not value["host"]:
        call.state.files.pop(f"{DYNAMIC}/dokploy.yml", None)
    if value.get("letsEncryptEmail"):
        main = yaml.safe_load(read(call, MAIN) or "{}")
        main.setdefault("certificatesResolvers", {}).setdefault("letsencrypt", {}).setdefault("acme", {})["email"] = (
            value["letsEncryptEmail"]
        )
        call.state.files[MAIN] = yaml.safe_dump(main, sort_keys=False)
    return row


@procedure("settings.updateServerIp")
def update_ip(call: Call, value: dict) -> Any:
    return update(call, value)


@procedure("settings.getIp")
def get_ip(call: Call, value: dict) -> Any:
    return call.state.settings()["serverIp"] or ""


@procedure("settings.saveSSHPrivateKey", "settings.cleanSSHPrivateKey")
def save_key(call: Call, value: dict) -> Any:
    update(call, {"sshPrivateKey": value.get("sshPrivateKey")})
    return True


@procedure("settings.updateDockerCleanup")
def docker_cleanup(call: Call, value: dict) -> Any:
    wanted = {"enableDockerCleanup": value["enableDockerCleanup"]}
    if value.get("serverId"):
        row = call.store.update("server", value["serverId"], wanted)
        if row is None:
            raise ApiError("NOT_FOUND", "Server not found")
        call.own(row["organizationId"], "You are not authorized to access this server")
        if row["enableDockerCleanup"] and row["serverStatus"] == "inactive":
            raise ApiError("NOT_FOUND", "Server is inactive")
    else:
        update(call, wanted)
    return True


@procedure("settings.updateRemoteServersOnly", "settings.updateEnforceSSO", "settings.updateBuildsConcurrency")
def update_flags(call: Call, value: dict) -> Any:
    update(call, value)
    call.state.queue.schedule()
    return True


@procedure("settings.updateLogCleanup")
def update_log_cleanup(call: Call, value: dict) -> Any:
    update(call, {"logCleanupCron": value["cronExpression"] or None})
    return True


@procedure("settings.getLogCleanupStatus")
def log_cleanup_status(call: Call, value: dict) -> Any:
    cron = call.state.settings()["logCleanupCron"]
    return {"enabled": cron is not None, "cronExpression": cron}


CLEANERS = ("cleanUnusedImages", "cleanUnusedVolumes", "cleanStoppedContainers", "cleanDockerPrune", "cleanMonitoring",
            "reloadServer", "reloadTraefik", "updateServer", "cleanAllDeploymentQueue")  # fmt: skip


def maintenance(call: Call, value: dict) -> Any:
    if call.name.endswith("cleanAllDeploymentQueue"):
        call.state.queue.clean("")
    if call.name.endswith("updateServer") and call.state.options.newest:
        call.state.options.version = call.state.options.newest
    if call.name.endswith(("cleanUnusedImages", "cleanDockerPrune")):
        call.state.docker.images = {
            one.image: call.state.docker.images[one.image] for one in call.state.docker.services.values()
        }
    return True


for _name in CLEANERS:
    procedure(f"settings.{_name}")(maintenance)


@procedure("settings.cleanDockerBuilder")
def clean_builder(call: Call, value: dict) -> Any:
    return UNDEFINED


@procedure("settings.cleanAll")
def clean_all(call: Call, value: dict) -> Any:
    return {"status": "scheduled", "message": "Docker cleanup has been initiated in the background"}


@procedure("settings.getUpdateData")
def update_data(call: Call, value: dict) -> Any:
    newest = call.state.options.newest
    return {
        "latestVersion": f"v{newest}" if newest else None,
        "updateAvailable": bool(newest) and newest != call.state.options.version,
    }


@procedure("settings.getDockerDiskUsage")
def disk_usage(call: Call, value: dict) -> Any:
    """Images count a megabyte each; nothing else takes room."""
    docker, rows = call.state.docker, []
    used = {one.image for one in docker.services.values()}
    counts = {
        "Images": len(docker.images),
        "Containers": len(docker.services),
        "Local Volumes": len(docker.volumes),
        "Build Cache": 0,
    }
    for name, count in counts.items():
        size, free = (count, count - len(used)) if name == "Images" else (0, 0)
        rows.append({"type": name, "totalCount": count, "active": count, "size": f"{size}MB", "reclaimable": f"{free}{'MB' if free else 'B'} (0%)",
                     "sizeBytes": size * 1_000_000})  # fmt: skip
    return rows


@procedure("settings.getDokployCloudIps")
def empty_list(call: Call, value: dict) -> Any:
    return []


@procedure("settings.getOpenApiDocument")
def openapi(call: Call, value: dict) -> Any:
    """The document with every path and its input; the answers of the real one are empty shells as well."""
    version = call.state.options.version
    table = document(version)
    paths: dict[str, Any] = {}
    for name, entry in table.items():
        schema = entry["input"]
        operation: dict[str, Any] = {"operationId": name.replace(".", "-"), "tags": [name.split(".")[0]]}
        if entry["method"] == "GET":
            operation["parameters"] = [
                {"in": "query", "name": key, "schema": inner}
                | ({"required": True} if key in schema.get("required", ()) else {})
                for key, inner in schema.get("properties", {}).items()
            ]
        else:
            kind = entry.get("content", "application/json")
            operation["parameters"] = []
            operation["requestBody"] = {"required": True, "content": {kind: {"schema": schema}}}
        paths[f"/{name}"] = {entry["method"].lower(): operation}
    info = {"title": "Dokploy API", "description": "Endpoints for dokploy", "version": f"v{version}"}
    return {"openapi": "3.1.0", "info": info, "paths": paths}


# Traefik


@procedure("settings.readTraefikConfig", "settings.readWebServerTraefikConfig", "settings.readMiddlewareTraefikConfig")
def read_config(call: Call, value: dict) -> Any:
    return read(call, _path_of(call.name))


@procedure(
    "settings.updateTraefikConfig", "settings.updateWebServerTraefikConfig", "settings.updateMiddlewareTraefikConfig"
)
def update_config(call: Call, value: dict) -> Any:
    """Stores the text as it is; nothing looks at its YAML."""
    call.state.files[_path_of(call.name)] = value["traefikConfig"]
    return True


def _path_of(name: str) -> str:
    if "Middleware" in name:
        return f"{DYNAMIC}/middlewares.yml"
    return f"{DYNAMIC}/dokploy.yml" if "WebServer" in name else MAIN


@procedure("settings.readTraefikFile")
def read_file(call: Call, value: dict) -> Any:
    call.permit("traefikFiles.read")
    if not value.get("serverId"):
        return read(call, value["path"])
    ssh(call, value["serverId"])
    text = call.state.files.get(_on(value))
    if text is None:
        raise ApiError("INTERNAL_SERVER_ERROR", "Remote command failed with exit code 1")
    return text or None


def _on(value: dict) -> str:
    """What a file is called among all; those of another server begin with its id."""
    return f"{value.get('serverId') or ''}{value['path']}"


@procedure("settings.updateTraefikFile")
def update_file(call: Call, value: dict) -> Any:
    call.permit("traefikFiles.write")
    # only reading is confined to Traefik's folder
    try:
        ssh(call, value.get("serverId"))
    except ApiError:
        # It goes into the log of Dokploy alone.
        return True
    call.state.files[_on(value)] = value["traefikConfig"]
    return True


@procedure("settings.readDirectories")
def read_directories(call: Call, value: dict) -> Any:
    call.permit("traefikFiles.read")
    inside = {path for path in call.state.files if path.startswith(f"{ROOT}/")}
    inside |= set(DEFAULTS) | {f"{DYNAMIC}/middlewares.yml"}
    inside |= {f"{DYNAMIC}/{name}.yml" for name in call.state.routers if call.state.routers[name]}
    tree: list[dict] = [{"id": DYNAMIC, "name": "dynamic", "type": "directory", "children": []}]
    for path in sorted(inside):
        entry = {"id": path, "name": path.rsplit("/", 1)[1], "type": "file"}
        (tree[0]["children"] if path.startswith(f"{DYNAMIC}/") else tree).append(entry)
    return tree


@procedure("settings.readTraefikEnv")
def read_env(call: Call, value: dict) -> Any:
    """What the container has: the variables without their quotes, and the path that its image sets."""
    return "\n".join([*call.state.settings_extra["traefik_env"].splitlines(), "PATH=/usr/local/bin:/usr/bin"])


@procedure("settings.writeTraefikEnv")
def write_env(call: Call, value: dict) -> Any:
    lines = re.findall(r"""^\s*([\w.-]+)\s*=\s*("[^"]*"|'[^']*'|`[^`]*`|[^#\n]*)""", value["env"], re.M)
    call.state.settings_extra["traefik_env"] = "\n".join(f"{key}={text.strip().strip(QUOTES)}" for key, text in lines)
    return True


@procedure("settings.getTraefikPorts")
def get_ports(call: Call, value: dict) -> Any:
    return call.state.settings_extra["ports"]


def _check_port(call: Call, port: int, shown: int, tail: str = "") -> None:
    user = call.state.docker.port_user(port)
    if user:
        raise ApiError("CONFLICT", f'Port {shown} is already in use by container "{user}"{tail}')


@procedure("settings.updateTraefikPorts")
def update_ports(call: Call, value: dict) -> Any:
    for port in value["additionalPorts"]:
        try:
            _check_port(call, port["publishedPort"], port["targetPort"])
        except ApiError as error:
            raise bad_request(error.message) from None
    call.state.settings_extra["ports"] = value["additionalPorts"]
    return True


@procedure("settings.toggleDashboard")
def toggle_dashboard(call: Call, value: dict) -> Any:
    ports = [one for one in call.state.settings_extra["ports"] if one["targetPort"] != 8080]
    if value["enableDashboard"]:
        _check_port(call, 8080, 8080)
        ports.append({"targetPort": 8080, "publishedPort": 8080, "protocol": "tcp"})
    call.state.settings_extra["ports"] = ports
    return True


@procedure("settings.haveTraefikDashboardPortEnabled")
def dashboard_enabled(call: Call, value: dict) -> Any:
    return any(one["targetPort"] == 8080 for one in call.state.settings_extra["ports"])


@procedure("settings.toggleRequests")
def toggle_requests(call: Call, value: dict) -> Any:
    call.state.settings_extra["requests"] = value["enable"]
    return True


@procedure("settings.haveActivateRequests")
def have_requests(call: Call, value: dict) -> Any:
    return call.state.settings_extra["requests"]


@procedure("settings.setupGPU")
def setup_gpu(call: Call, value: dict) -> Any:
    raise ApiError("INTERNAL_SERVER_ERROR", "NVIDIA drivers not installed on the local server.")


@procedure("settings.checkGPUStatus")
def gpu_status(call: Call, value: dict) -> Any:
    return {"driverInstalled": False, "runtimeInstalled": False, "runtimeConfigured": False, "availableGPUs": 0,
            "swarmEnabled": True, "gpuResources": 0}  # fmt: skip


def public_settings(row: dict) -> dict:
    return without(row, "sshPrivateKey")
