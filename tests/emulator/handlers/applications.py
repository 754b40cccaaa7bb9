# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Applications: everything but their deployments."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request
from ..ids import UNDEFINED
from ..relations import View
from ..store import Row
from ..traefik import drop_middleware
from ._common import PROJECT, check_app_name, check_create, move, search, service_org, without, wrapped

NO_PASSWORD: View = {"without": ["password"]}
VIEW: View = {
    "with": {
        "environment": PROJECT,
        **dict.fromkeys(("domains", "deployments", "mounts", "redirects", "security", "ports", "server", "previewDeployments"), True),
        "gitlab": {"without": ["secret", "accessToken", "refreshToken"]},
        "github": {"without": ["githubClientSecret", "githubPrivateKey", "githubWebhookSecret"]},
        "bitbucket": {"without": ["appPassword", "apiToken"]},
        "gitea": {"without": ["clientSecret", "accessToken", "refreshToken"]},
        **dict.fromkeys(("registry", "buildRegistry", "rollbackRegistry"), NO_PASSWORD),
    }
}  # fmt: skip
SEARCHED = ["applicationId", "name", "appName", "description", "environmentId", "applicationStatus", "sourceType",
            "createdAt"]  # fmt: skip
# what each of the save calls writes; the providers also set the source and throw the status back to idle
SAVED = {
    "saveEnvironment": ("env", "buildArgs", "buildSecrets", "createEnvFile"),
    "saveBuildType": ("buildType", "dockerfile", "publishDirectory", "dockerContextPath", "dockerBuildStage",
                      "herokuVersion", "isStaticSpa", "railpackVersion"),
}  # fmt: skip
WATCHED = ("watchPaths", "enableSubmodules")
PROVIDERS = {
    "saveGithubProvider": ("github", "repository", "branch", "owner", "buildPath", "githubId", "triggerType", *WATCHED),
    "saveGitlabProvider": ("gitlab", "gitlabRepository", "gitlabOwner", "gitlabBranch", "gitlabBuildPath", "gitlabId",
                           "gitlabProjectId", "gitlabPathNamespace", *WATCHED),
    "saveBitbucketProvider": ("bitbucket", "bitbucketRepository", "bitbucketRepositorySlug", "bitbucketOwner",
                              "bitbucketBranch", "bitbucketBuildPath", "bitbucketId", *WATCHED),
    "saveGiteaProvider": ("gitea", "giteaRepository", "giteaOwner", "giteaBranch", "giteaBuildPath", "giteaId",
                          *WATCHED),
    "saveDockerProvider": ("docker", "dockerImage", "username", "password", "registryUrl"),
    "saveGitProvider": ("git", "customGitBranch", "customGitBuildPath", "customGitUrl", "customGitSSHKeyId", *WATCHED),
}  # fmt: skip
GIT_COLUMNS = (
    "repository", "branch", "owner", "githubId", "gitlabRepository", "gitlabOwner", "gitlabBranch", "gitlabId",
    "gitlabProjectId", "gitlabPathNamespace", "bitbucketRepository", "bitbucketOwner", "bitbucketBranch",
    "bitbucketId", "giteaRepository", "giteaOwner", "giteaBranch", "giteaId", "customGitBranch", "customGitUrl",
    "customGitSSHKeyId", "watchPaths",
)  # fmt: skip
BUILD_PATHS = ("gitlabBuildPath", "bitbucketBuildPath", "giteaBuildPath", "customGitBuildPath")


def find(call: Call, key: str) -> Row:
    return call.need("application", key, "Application")


def shown(call: Call, row: Row) -> Row:
    return call.show("application", row, VIEW)


@procedure("application.create")
async def create(call: Call, value: dict) -> Any:
    check_create(call, value, "application")
    with wrapped("Error creating the application"):
        app_name = call.state.ids.app_name("app", value.get("appName"))
        check_app_name(call, app_name, "Application")
        row = call.store.insert("application", {**value, "appName": app_name})
    await call.grant("accessedServices", row["applicationId"])
    return row


@procedure("application.one")
def one(call: Call, value: dict) -> Any:
    call.check_service(value["applicationId"])
    row = find(call, value["applicationId"])
    call.own(service_org(call, "application", row), "You are not authorized to access this application")
    return {**shown(call, row), "hasGitProviderAccess": True, "unauthorizedProvider": None}


@procedure("application.update")
def update(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "service.create")
    if value.get("buildServerId"):
        server = call.store.get("server", value["buildServerId"])
        if server is None or server["organizationId"] != call.org:
            raise ApiError("UNAUTHORIZED", "You are not authorized to access this build server")
    changes = without(value, "applicationId", "appName")
    if call.store.update("application", value["applicationId"], changes) is None:
        raise bad_request("Error updating application")
    return True


def _save(call: Call, value: dict) -> Any:
    name = call.name.split(".")[1]
    permission = "envVars.write" if name == "saveEnvironment" else "service.create"
    call.check_service_permission(value["applicationId"], permission)
    if name in SAVED:
        changes: Row = {key: value[key] for key in SAVED[name] if key in value}
    else:
        source, *keys = PROVIDERS[name]
        changes = {key: value[key] for key in keys if key in value}
        changes |= {"sourceType": source, "applicationStatus": "idle"}
    call.store.update("application", value["applicationId"], changes)
    find(call, value["applicationId"])
    return True


for _name in (*SAVED, *PROVIDERS):
    procedure(f"application.{_name}")(_save)


@procedure("application.disconnectGitProvider")
def disconnect(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "service.create")
    changes = dict.fromkeys((*GIT_COLUMNS, *BUILD_PATHS))
    changes |= {"buildPath": "/", "triggerType": "push", "sourceType": "github", "applicationStatus": "idle"}
    call.store.update("application", value["applicationId"], {**changes, "enableSubmodules": False})
    find(call, value["applicationId"])
    return True


@procedure("application.markRunning")
def mark_running(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "deployment.create")
    call.store.update("application", value["applicationId"], {"applicationStatus": "running"})
    find(call, value["applicationId"])
    return UNDEFINED


@procedure("application.refreshToken")
def refresh_token(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "service.create")
    call.store.update("application", value["applicationId"], {"refreshToken": call.state.ids.nanoid()})
    find(call, value["applicationId"])
    return True


@procedure("application.delete")
async def delete(call: Call, value: dict) -> Any:
    call.check_service(value["applicationId"], "delete")
    row = find(call, value["applicationId"])
    call.own(service_org(call, "application", row), "You are not authorized to delete this application")
    before = shown(call, row)
    call.store.delete("application", row["applicationId"])
    forget(call, row)
    return before


def forget(call: Call, row: Row) -> None:
    """What is cleaned up after the row is gone: queue, router file, middlewares, files, the swarm service."""
    state, name = call.state, row["appName"]
    state.queue.clean("applicationId", row["applicationId"])
    state.docker.remove(name)
    state.routers.pop(name, None)
    drop_middleware(state, f"auth-{name}")
    for key in [key for key in state.middlewares if key.startswith(f"redirect-{name}-")]:
        drop_middleware(state, key)
    for path in [path for path in state.files if path.startswith(f"/etc/dokploy/applications/{name}/")]:
        del state.files[path]


@procedure("application.move")
def move_application(call: Call, value: dict) -> Any:
    return move(call, "application", value)


@procedure("application.search")
def search_applications(call: Call, value: dict) -> Any:
    return search(call, "application", value, SEARCHED)


def config_path(app_name: str) -> str:
    return f"/etc/dokploy/traefik/dynamic/{app_name}.yml"


@procedure("application.readTraefikConfig")
def read_traefik(call: Call, value: dict) -> Any:
    from ..traefik import service_config

    call.check_service_permission(value["applicationId"], "traefikFiles.read")
    row = find(call, value["applicationId"])
    return call.state.files.get(config_path(row["appName"])) or service_config(call.state, row["appName"])


@procedure("application.updateTraefikConfig")
def write_traefik(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "traefikFiles.write")
    row = find(call, value["applicationId"])
    call.state.files[config_path(row["appName"])] = value["traefikConfig"]
    return True


@procedure("application.readAppMonitoring")
def monitoring(call: Call, value: dict) -> Any:
    """Nothing, as on a server whose monitoring was never set up."""
    return None
