# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

# The rest of these texts is written once: applications say of each repository in which folder they are built, Compose stacks do not.
_REPOSITORIES = r"""
options:
  git:
    description:
      - Any Git repository, by its URL. Goes with O(source_type=git).
    type: dict
    suboptions:
      url:
        description: URL of the repository, such as V(https://git.example.com/shop.git) or V(git@git.example.com:shop.git).
        type: str
      branch: &branch
        description: Branch to take.
        type: str
      ssh_key:
        description: Name or id of the SSH key that opens the repository.
        type: str
      # build_path
  github:
    description:
      - A repository at GitHub. Goes with O(source_type=github).
    type: dict
    suboptions:
      provider:
        description: Name or id of the GitHub provider that is set up in Dokploy.
        type: str
      owner: &owner
        description: User or organization that owns the repository.
        type: str
      repository: &repository
        description: Name of the repository alone, without its owner.
        type: str
      branch: *branch
      # build_path
  gitlab:
    description:
      - A repository at GitLab. Goes with O(source_type=gitlab).
    type: dict
    suboptions:
      provider:
        description: Name or id of the GitLab provider that is set up in Dokploy.
        type: str
      owner:
        description: User or group that owns the repository.
        type: str
      repository: *repository
      branch: *branch
      project_id:
        description: Number of the project at GitLab.
        type: int
      path_namespace:
        description: Full path of the project at GitLab, groups included.
        type: str
      # build_path
  bitbucket:
    description:
      - A repository at Bitbucket. Goes with O(source_type=bitbucket).
    type: dict
    suboptions:
      provider:
        description: Name or id of the Bitbucket provider that is set up in Dokploy.
        type: str
      owner:
        description: Workspace that owns the repository.
        type: str
      repository: *repository
      repository_slug:
        description: Short name of the repository in URLs. Needs Dokploy 0.26.7.
        type: str
      branch: *branch
      # build_path
  gitea:
    description:
      - A repository at Gitea. Goes with O(source_type=gitea).
    type: dict
    suboptions:
      provider:
        description: Name or id of the Gitea provider that is set up in Dokploy.
        type: str
      owner: *owner
      repository: *repository
      branch: *branch
      # build_path
"""

_BUILD_PATH = """build_path:
        description: Folder of the repository in which the build happens. V(/) is its top.
        type: str"""


class ModuleDocFragment:
    # What holds for every repository.
    DOCUMENTATION = r"""
options:
  watch_paths:
    description:
      - Patterns of files; a push that touches none of them starts no deployment.
    type: list
    elements: str
  enable_submodules:
    description:
      - Whether Git submodules are fetched as well. If left out at creation, they are not.
    type: bool
  auto_deploy:
    description:
      - Whether a call of the webhook, such as after a push, deploys. A new one does.
    type: bool
  trigger_type:
    description:
      - What at the provider starts a deployment, a push to the branch or a new tag. If left out at creation, it is V(push).
    type: str
    choices: [push, tag]
"""


# Put together outside the class: sanity tests read what a class holds as plain text only.

# Where a Compose file comes from.
ModuleDocFragment.REPOSITORY = _REPOSITORIES

# Where something comes from that is built.
ModuleDocFragment.BUILT = _REPOSITORIES.replace("# build_path", _BUILD_PATH)
