# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Applications: built from a repository, a Dockerfile or an upload, or run from an image."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Hooks, Kind, Read, Write
from .facts import SERVICE_FACTS
from .refs import BITBUCKET, BUILD_SERVER, GITEA, GITHUB, GITLAB, REGISTRY, SERVER, SSH_KEY
from .swarm import NETWORKS, RESOURCES, SWARM, ULIMITS
from .volumes import DELETE_VOLUMES, SWEEP, mounted

SOURCES = ("docker", "git", "github", "gitlab", "bitbucket", "gitea", "drop")
BUILDS = ("dockerfile", "nixpacks", "railpack", "heroku_buildpacks", "paketo_buildpacks", "static")
BRANCH = {"pattern": r"^[a-zA-Z0-9._\-/#]+$", "expects": "the name of a branch"}

# The same columns serve Compose stacks, so they are written once.
GIT_SOURCES = (
    Field("git.url", key="customGitUrl"),
    Field("git.branch", key="customGitBranch", **BRANCH),
    Field("git.ssh_key", key="customGitSSHKeyId", ref=SSH_KEY),
    Field("github.provider", key="githubId", ref=GITHUB),
    Field("github.owner", key="owner"),
    Field("github.repository", key="repository"),
    Field("github.branch", key="branch", **BRANCH),
    Field("gitlab.provider", key="gitlabId", ref=GITLAB),
    Field("gitlab.owner", key="gitlabOwner"),
    Field("gitlab.repository", key="gitlabRepository"),
    Field("gitlab.branch", key="gitlabBranch", **BRANCH),
    Field("gitlab.project_id", key="gitlabProjectId", type="int", low=1),
    Field("gitlab.path_namespace", key="gitlabPathNamespace"),
    Field("bitbucket.provider", key="bitbucketId", ref=BITBUCKET),
    Field("bitbucket.owner", key="bitbucketOwner"),
    Field("bitbucket.repository", key="bitbucketRepository"),
    Field("bitbucket.repository_slug", key="bitbucketRepositorySlug", since="0.26.7"),
    Field("bitbucket.branch", key="bitbucketBranch", **BRANCH),
    Field("gitea.provider", key="giteaId", ref=GITEA),
    Field("gitea.owner", key="giteaOwner"),
    Field("gitea.repository", key="giteaRepository"),
    Field("gitea.branch", key="giteaBranch", **BRANCH),
    Field("watch_paths", type="list"),
    Field("enable_submodules", type="bool"),
    Field("auto_deploy", type="bool"),
    Field("trigger_type", choices=("push", "tag"), empty=NEVER),
)
BUILD_PATHS = (
    Field("git.build_path", key="customGitBuildPath"),
    Field("github.build_path", key="buildPath"),
    Field("gitlab.build_path", key="gitlabBuildPath"),
    Field("bitbucket.build_path", key="bitbucketBuildPath"),
    Field("gitea.build_path", key="giteaBuildPath"),
)

APP_NAME = Field(
    "app_name",
    type="app_name",
    create=True,
    create_only=True,
    empty=NEVER,
    pattern=r"^[a-zA-Z0-9._-]{1,56}$",
    expects="1 to 56 letters, digits, dots, dashes or underscores",
)
SERVICE_SHOWN = (
    Field("environment_id"),
    Field("created_at"),
)

# What only concerns Dokploy's own pages and its reaction to webhooks.
SERVICE_ASIDES = (
    "name",
    "description",
    "icon",
    "title",
    "subtitle",
    "auto_deploy",
    "trigger_type",
    "watch_paths",
    "preview",
    "rollback",
)


def source_check(sources):
    """A rule for kinds with a C(source_type): the options of a source go with that source."""

    def check(given):
        chosen = given.get("source_type")
        if chosen is None:
            return []
        used = {option.split(".")[0] for option in given if "." in option}
        return [
            (other, f"belongs to another source than source_type={chosen}; leave it out or change source_type")
            for other in sources
            if other != chosen and other in used
        ]

    return check


APPLICATION = Kind(
    name="application",
    title="application",
    id_key="applicationId",
    parents=("environment",),
    read=Read(one="application.one", tree="applications"),
    create=Write("application.create", answers="record", access=True, share=MANY),
    # One partial update takes every column; the save* procedures would reset the status of the application.
    update=Write("application.update", share=MANY),
    delete=Write("application.delete", seconds=300),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        APP_NAME,
        Field("description", create=True),
        Field("server", key="serverId", ref=SERVER, create=True, create_only=True),
        Field("icon", since="0.29.0"),
        Field("title"),
        Field("subtitle"),
        Field("enabled", type="bool"),
        Field("source_type", choices=SOURCES, create=True, empty=NEVER),
        Field("docker.image", key="dockerImage"),
        Field("docker.username"),
        Field("docker.password", secret=True),
        Field("docker.registry_url"),
        *GIT_SOURCES,
        *BUILD_PATHS,
        Field("drop.build_path", key="dropBuildPath"),
        Field("build.type", key="buildType", choices=BUILDS, empty=NEVER),
        Field("build.dockerfile"),
        Field("build.context_path", key="dockerContextPath"),
        Field("build.stage", key="dockerBuildStage"),
        Field("build.publish_directory"),
        Field("build.static_spa", key="isStaticSpa", type="bool"),
        Field("build.heroku_version"),
        Field("build.railpack_version", since="0.24.8"),
        Field("build.args", key="buildArgs", type="env", secret=True),
        Field("build.secrets", key="buildSecrets", type="env", secret=True, since="0.25.6"),
        Field("build.clean_cache", type="bool"),
        Field("build.server", key="buildServerId", ref=BUILD_SERVER, since="0.26.0"),
        Field("build.registry", key="buildRegistryId", ref=REGISTRY, since="0.26.0"),
        Field("env", type="env", secret=True),
        Field("create_env_file", type="bool", assume=True, since="0.26.1"),
        Field("registry", key="registryId", ref=REGISTRY),
        *RESOURCES,
        *SWARM,
        ULIMITS,
        *NETWORKS,
        Field("preview.enabled", key="isPreviewDeploymentsActive", type="bool"),
        Field("preview.env", key="previewEnv", type="env", secret=True),
        Field("preview.build_args", key="previewBuildArgs", type="env", secret=True),
        Field("preview.build_secrets", key="previewBuildSecrets", type="env", secret=True, since="0.25.6"),
        Field("preview.labels", key="previewLabels", type="list", since="0.25.0"),
        Field("preview.wildcard", key="previewWildcard"),
        Field("preview.port", key="previewPort", type="int", low=1, high=65535),
        Field("preview.path", key="previewPath"),
        Field("preview.https", key="previewHttps", type="bool"),
        Field(
            "preview.certificate", key="previewCertificateType", choices=("none", "letsencrypt", "custom"), empty=NEVER
        ),
        Field("preview.certificate_resolver", key="previewCustomCertResolver"),
        Field("preview.limit", key="previewLimit", type="int", low=0),
        Field("preview.require_collaborator", key="previewRequireCollaboratorPermissions", type="bool", since="0.24.3"),
        Field("rollback.enabled", key="rollbackActive", type="bool"),
        Field("rollback.registry", key="rollbackRegistryId", ref=REGISTRY, since="0.26.0"),
    ),
    shown=(*SERVICE_SHOWN, Field("status", key="applicationStatus")),
    facts=SERVICE_FACTS,
    asides=SERVICE_ASIDES,
    controls=(DELETE_VOLUMES,),
    sweep=SWEEP,
    hooks=Hooks(check=source_check(SOURCES), leaves=mounted),
)
