# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Things that options of several kinds may name, and where Dokploy lists them."""

from __future__ import annotations

from .._model.table import Ref

TAG = Ref("tag", "tag.all", "tagId", "name")
REGISTRY = Ref("registry", "registry.all", "registryId", "registryName")
SSH_KEY = Ref("SSH key", "sshKey.allForApps", "sshKeyId", "name")
SERVER = Ref("server", "server.all", "serverId", "name")
BUILD_SERVER = Ref("build server", "server.buildServers", "serverId", "name")
DESTINATION = Ref("destination", "destination.all", "destinationId", "name")
NETWORK = Ref("network", "network.all", "networkId", "name")
GITHUB = Ref("GitHub provider", "github.githubProviders", "githubId", "gitProvider.name")
GITLAB = Ref("GitLab provider", "gitlab.gitlabProviders", "gitlabId", "gitProvider.name")
BITBUCKET = Ref("Bitbucket provider", "bitbucket.bitbucketProviders", "bitbucketId", "gitProvider.name")
GITEA = Ref("Gitea provider", "gitea.giteaProviders", "giteaId", "gitProvider.name")
