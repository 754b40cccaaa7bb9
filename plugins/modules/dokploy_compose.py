#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_compose
short_description: FILL-IN (Manage Compose stacks in Dokploy)
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
options:
  icon:
    description:
      - FILL-IN
    type: str
  source_type:
    description:
      - FILL-IN
    type: str
    choices: [raw, git, github, gitlab, bitbucket, gitea]
  compose_type:
    description:
      - FILL-IN
    type: str
    choices: [docker-compose, stack]
  compose_file:
    description:
      - FILL-IN
    type: str
  compose_path:
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
  create_env_file:
    description:
      - FILL-IN
    type: bool
  command:
    description:
      - FILL-IN
    type: str
  suffix:
    description:
      - FILL-IN
    type: str
  randomize:
    description:
      - FILL-IN
    type: bool
  isolated_deployment:
    description:
      - FILL-IN
    type: bool
  isolated_deployments_volume:
    description:
      - FILL-IN
    type: bool
  service_networks:
    description:
      - FILL-IN
    type: list
    elements: dict
    suboptions:
      service:
        description:
          - FILL-IN
        type: str
        required: true
      networks:
        description:
          - FILL-IN
        type: list
        elements: str
        required: true
      detach_dokploy_network:
        description:
          - FILL-IN
        type: bool
  delete_volumes:
    description:
      - FILL-IN
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: FILL-IN
  community.dokploy.dokploy_compose:
    FILL-IN: FILL-IN
"""

RETURN = r"""
---
compose:
  description: FILL-IN
  returned: success
  type: dict
  sample: {}
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("compose")


if __name__ == "__main__":
    main()
