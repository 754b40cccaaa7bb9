#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_application
short_description: FILL-IN (Manage applications in Dokploy)
version_added: 0.1.0
description:
  - FILL-IN
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_environment
  - community.dokploy.service
  - community.dokploy.service.swarm
  - community.dokploy.service.args
options:
  icon:
    description:
      - FILL-IN
    type: str
  title:
    description:
      - FILL-IN
    type: str
  subtitle:
    description:
      - FILL-IN
    type: str
  enabled:
    description:
      - FILL-IN
    type: bool
  source_type:
    description:
      - FILL-IN
    type: str
    choices: [docker, git, github, gitlab, bitbucket, gitea, drop]
  docker:
    description:
      - FILL-IN
    type: dict
    suboptions:
      image:
        description:
          - FILL-IN
        type: str
      username:
        description:
          - FILL-IN
        type: str
      password:
        description:
          - FILL-IN
        type: str
      registry_url:
        description:
          - FILL-IN
        type: str
  git:
    description:
      - FILL-IN
    type: dict
    suboptions:
      url:
        description:
          - FILL-IN
        type: str
      branch:
        description:
          - FILL-IN
        type: str
      ssh_key:
        description:
          - FILL-IN
        type: str
      build_path:
        description:
          - FILL-IN
        type: str
  github:
    description:
      - FILL-IN
    type: dict
    suboptions:
      provider:
        description:
          - FILL-IN
        type: str
      owner:
        description:
          - FILL-IN
        type: str
      repository:
        description:
          - FILL-IN
        type: str
      branch:
        description:
          - FILL-IN
        type: str
      build_path:
        description:
          - FILL-IN
        type: str
  gitlab:
    description:
      - FILL-IN
    type: dict
    suboptions:
      provider:
        description:
          - FILL-IN
        type: str
      owner:
        description:
          - FILL-IN
        type: str
      repository:
        description:
          - FILL-IN
        type: str
      branch:
        description:
          - FILL-IN
        type: str
      project_id:
        description:
          - FILL-IN
        type: int
      path_namespace:
        description:
          - FILL-IN
        type: str
      build_path:
        description:
          - FILL-IN
        type: str
  bitbucket:
    description:
      - FILL-IN
    type: dict
    suboptions:
      provider:
        description:
          - FILL-IN
        type: str
      owner:
        description:
          - FILL-IN
        type: str
      repository:
        description:
          - FILL-IN
        type: str
      repository_slug:
        description:
          - FILL-IN
        type: str
      branch:
        description:
          - FILL-IN
        type: str
      build_path:
        description:
          - FILL-IN
        type: str
  gitea:
    description:
      - FILL-IN
    type: dict
    suboptions:
      provider:
        description:
          - FILL-IN
        type: str
      owner:
        description:
          - FILL-IN
        type: str
      repository:
        description:
          - FILL-IN
        type: str
      branch:
        description:
          - FILL-IN
        type: str
      build_path:
        description:
          - FILL-IN
        type: str
  watch_paths:
    description:
      - FILL-IN
    type: list
    elements: str
  enable_submodules:
    description:
      - FILL-IN
    type: bool
  auto_deploy:
    description:
      - FILL-IN
    type: bool
  trigger_type:
    description:
      - FILL-IN
    type: str
    choices: [push, tag]
  drop:
    description:
      - FILL-IN
    type: dict
    suboptions:
      build_path:
        description:
          - FILL-IN
        type: str
  build:
    description:
      - FILL-IN
    type: dict
    suboptions:
      type:
        description:
          - FILL-IN
        type: str
        choices: [dockerfile, nixpacks, railpack, heroku_buildpacks, paketo_buildpacks, static]
      dockerfile:
        description:
          - FILL-IN
        type: str
      context_path:
        description:
          - FILL-IN
        type: str
      stage:
        description:
          - FILL-IN
        type: str
      publish_directory:
        description:
          - FILL-IN
        type: str
      static_spa:
        description:
          - FILL-IN
        type: bool
      heroku_version:
        description:
          - FILL-IN
        type: str
      railpack_version:
        description:
          - FILL-IN
        type: str
      args:
        description:
          - FILL-IN
        type: raw
      secrets:
        description:
          - FILL-IN
        type: raw
      clean_cache:
        description:
          - FILL-IN
        type: bool
      server:
        description:
          - FILL-IN
        type: str
      registry:
        description:
          - FILL-IN
        type: str
  create_env_file:
    description:
      - FILL-IN
    type: bool
  registry:
    description:
      - FILL-IN
    type: str
  preview:
    description:
      - FILL-IN
    type: dict
    suboptions:
      enabled:
        description:
          - FILL-IN
        type: bool
      env:
        description:
          - FILL-IN
        type: raw
      build_args:
        description:
          - FILL-IN
        type: raw
      build_secrets:
        description:
          - FILL-IN
        type: raw
      labels:
        description:
          - FILL-IN
        type: list
        elements: str
      wildcard:
        description:
          - FILL-IN
        type: str
      port:
        description:
          - FILL-IN
        type: int
      path:
        description:
          - FILL-IN
        type: str
      https:
        description:
          - FILL-IN
        type: bool
      certificate:
        description:
          - FILL-IN
        type: str
        choices: [none, letsencrypt, custom]
      certificate_resolver:
        description:
          - FILL-IN
        type: str
      limit:
        description:
          - FILL-IN
        type: int
      require_collaborator:
        description:
          - FILL-IN
        type: bool
  rollback:
    description:
      - FILL-IN
    type: dict
    suboptions:
      enabled:
        description:
          - FILL-IN
        type: bool
      registry:
        description:
          - FILL-IN
        type: str
"""

EXAMPLES = r"""
---
- name: FILL-IN
  community.dokploy.dokploy_application:
    FILL-IN: FILL-IN
"""

RETURN = r"""
---
application:
  description: FILL-IN
  returned: success
  type: dict
  sample: {}
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("application")


if __name__ == "__main__":
    main()
