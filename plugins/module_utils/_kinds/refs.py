# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Things that options of several kinds may name, and where Dokploy lists them."""

from __future__ import annotations

from .._model.table import Ref

TAG = Ref("tag", "tag.all", "tagId", "name")
REGISTRY = Ref("registry", "registry.all", "registryId", "registryName")
PROJECT_PATH = Ref("project", "project.all", "id", "path", paths="project")
ENVIRONMENT_PATH = Ref("environment", "project.all", "scoped", "path", paths="environment")
ENVIRONMENT_BY_PATH = Ref("environment", "project.all", "id", "path", paths="environment")
SERVICE_PATH = Ref("service", "project.all", "id", "path", paths="service")
SSH_KEY = Ref("SSH key", "sshKey.allForApps", "sshKeyId", "name")
SERVER = Ref("server", "server.all", "serverId", "name")
BUILD_SERVER = Ref("build server", "server.buildServers", "serverId", "name")
DESTINATION = Ref("destination", "destination.all", "destinationId", "name")
# Without a server this lists the networks of Dokploy's own host alone.
NETWORK = Ref("network", "network.all", "networkId", "name", args={"serverId": "$serverId"})
# One list for all four makes; the lists of each make hide a provider until somebody has logged in to it in a browser.
GITHUB = Ref("GitHub provider", "gitProvider.getAll", "github.githubId", "name", where={"providerType": "github"})
GITLAB = Ref("GitLab provider", "gitProvider.getAll", "gitlab.gitlabId", "name", where={"providerType": "gitlab"})
BITBUCKET = Ref(
    "Bitbucket provider", "gitProvider.getAll", "bitbucket.bitbucketId", "name", where={"providerType": "bitbucket"}
)
GITEA = Ref("Gitea provider", "gitProvider.getAll", "gitea.giteaId", "name", where={"providerType": "gitea"})
