#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_compose
short_description: Manage Docker Compose stacks in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes stacks of containers that a Compose file describes, from text in the playbook or from a repository.
  - Changes are stored and take effect with the next deployment, see M(community.dokploy.dokploy_deployment).
seealso:
  - module: community.dokploy.dokploy_deployment
  - module: community.dokploy.dokploy_domain
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_environment
  - community.dokploy.service
  - community.dokploy.source
  - community.dokploy.source.repository
options:
  icon:
    description:
      - Picture beside the name, as a data URL or as one of Dokploy's icon names. Needs Dokploy 0.29.14.
    type: str
  source_type:
    description:
      - Where the Compose file comes from. V(raw) is O(compose_file); the options of the other sources have the same name as the source.
      - A new stack has V(github) if this is left out.
    type: str
    choices: [raw, git, github, gitlab, bitbucket, gitea]
  compose_type:
    description:
      - Whether the stack runs with Docker Compose, which a new one does, or as a stack of the Docker swarm.
    type: str
    choices: [docker-compose, stack]
  compose_file:
    description:
      - The Compose file itself. Goes with O(source_type=raw). It is compared as data, so that comments, quotes and the order of keys make no difference.
      - To take it from a file beside the playbook, use the lookup C(ansible.builtin.file).
    type: str
  compose_path:
    description:
      - Path of the Compose file in the repository. A new stack has V(./docker-compose.yml).
    type: str
  create_env_file:
    description:
      - Whether the variables of O(env) are written to a file C(.env) beside the Compose file. A new stack has it. Needs Dokploy 0.30.0.
    type: bool
  command:
    description:
      - Arguments for C(docker) that replace Dokploy's own C(compose up) command.
    type: str
  suffix:
    description:
      - Suffix for the names in the Compose file. Goes with O(randomize).
    type: str
  randomize:
    description:
      - Whether the names of services, volumes and networks get a suffix, so that the same file can run more than once. If left out
        at creation, they do not.
    type: bool
  isolated_deployment:
    description:
      - Whether the stack gets a network of its own. Dokploy advises against it since 0.30.0; use O(service_networks).
    type: bool
  isolated_deployments_volume:
    description:
      - Whether the volumes get names of their own as well. Goes with O(isolated_deployment). Needs Dokploy 0.26.0.
    type: bool
  service_networks:
    description:
      - Which Docker networks of Dokploy the services of the stack join. The list is written as a whole. Needs Dokploy 0.29.14.
    type: list
    elements: dict
    suboptions:
      service:
        description:
          - Name of the service in the Compose file.
        type: str
        required: true
      networks:
        description:
          - Names or ids of networks on the same server, in any order.
        type: list
        elements: str
      detach_dokploy_network:
        description:
          - Whether the service leaves the network that all services share. It stays if this is left out.
        type: bool
  delete_volumes:
    description:
      - With O(state=absent), also remove the volumes of the stack. Dokploy does so only with O(compose_type=docker-compose).
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Run a stack whose file stands in the playbook
  community.dokploy.dokploy_compose:
    project: shop
    environment: staging
    name: cache
    source_type: raw
    compose_file: |
      services:
        cache:
          image: valkey/valkey:8
          command: valkey-server --requirepass ${PASSWORD}
          restart: unless-stopped
    env:
      PASSWORD: "{{ vault_cache_password }}"

- name: Run a stack whose file lies beside the playbook
  community.dokploy.dokploy_compose:
    project: shop
    environment: staging
    name: monitoring
    source_type: raw
    compose_file: "{{ lookup('ansible.builtin.file', 'monitoring.yml') }}"
    service_networks:
      - service: prometheus
        networks:
          - metrics

- name: Run a stack from a Git repository on the swarm
  community.dokploy.dokploy_compose:
    project: shop
    name: mail
    source_type: git
    git:
      url: https://git.example.com/shop/mail.git
      branch: main
    compose_path: ./deploy/stack.yml
    compose_type: stack
    auto_deploy: false

- name: Remove a stack and its data
  community.dokploy.dokploy_compose:
    project: shop
    environment: staging
    name: cache
    state: absent
    delete_volumes: true
"""

RETURN = r"""
---
compose:
  description:
    - The stack. With O(state=absent) it is what was removed, or null if there was none. This sample leaves
      out most of what is not set.
  returned: success
  type: dict
  sample:
    id: yZLZ4bL3kuWelDafsXj_b
    name: cache
    app_name: compose-parse-open-source-pixel-3v8kq1
    description: null
    server: null
    source_type: raw
    compose_type: docker-compose
    compose_file: |
      services:
        cache:
          image: valkey/valkey:8
    compose_path: ./docker-compose.yml
    env:
      PASSWORD: "********"
    create_env_file: true
    service_networks: []
    environment_id: 62zzNdKKSfH19ztkOeZ9U
    created_at: "2026-11-22T13:46:41.870Z"
    status: done
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("compose")


if __name__ == "__main__":
    main()
