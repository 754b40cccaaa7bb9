#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_server
short_description: Manage remote servers of Dokploy
version_added: 0.1.0
description:
  - Registers servers that Dokploy reaches over SSH, either to run services on them or to build on them, and keeps their settings.
  - A server is only registered. Installing Docker and the rest on it is a step of its own; see M(community.dokploy.dokploy_server_setup).
  - Dokploy does not connect to the server when it is registered or changed, except for O(monitoring).
seealso:
  - module: community.dokploy.dokploy_server_setup
  - module: community.dokploy.dokploy_ssh_key
  - module: community.dokploy.dokploy_network
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the server. It tells one from another. Needed unless O(id) is given.
    type: str
  description:
    description:
      - Description of the server.
    type: str
  ip_address:
    description:
      - Address by which Dokploy reaches it, an IP address or a host name. Required to register a server.
    type: str
  port:
    description:
      - Port of its SSH service. If left out at creation, V(22) is taken.
    type: int
  username:
    description:
      - User that Dokploy signs in as. If left out at creation, V(root) is taken.
    type: str
  ssh_key:
    description:
      - Name or id of the SSH key that Dokploy signs in with. V("") takes it away, and Dokploy cannot reach the server any more.
      - Some of what is meant for a server without a key Dokploy does on its own host instead.
    type: str
  type:
    description:
      - V(deploy) for a server that runs services, V(build) for one that only builds images for others. If left out at creation, V(deploy) is taken. Needs
        Dokploy 0.26.0.
    type: str
    choices: [deploy, build]
  docker_cleanup:
    description:
      - Whether Dokploy removes unused images and containers on it every night. If left out at creation, V(true) is taken. Needs Dokploy 0.29.8.
    type: bool
  setup_command:
    description:
      - Shell script that sets the server up in place of the one that Dokploy comes with. V("") goes back to that one.
    type: str
  builds_concurrency:
    description:
      - How many builds may run on it at the same time. Needs Dokploy 0.29.9.
    type: int
  monitoring:
    description:
      - The agent that watches the server and its containers. A change installs the agent anew on the server over SSH, so Dokploy has to be able to reach
        it.
      - The first time O(monitoring.token), O(monitoring.callback_url) and O(monitoring.cleanup_schedule) have to be given.
    type: dict
    suboptions:
      token:
        description:
          - Token that the agent shows to Dokploy and Dokploy to the agent.
        type: str
      callback_url:
        description:
          - URL of Dokploy at which the agent reports exceeded thresholds, such as V(https://dokploy.example.com/api/trpc/notification.receiveNotification).
        type: str
      port:
        description:
          - Port of the server that the agent listens on.
        type: int
      refresh_rate:
        description:
          - Seconds between two measurements of the server.
        type: int
      retention_days:
        description:
          - How many days measurements are kept.
        type: int
      cleanup_schedule:
        description:
          - Cron expression of when old measurements are removed.
        type: str
      cpu_threshold:
        description:
          - Load of the CPU in percent from which a notification is sent; V(0) sends none.
        type: int
      memory_threshold:
        description:
          - Use of memory in percent from which a notification is sent; V(0) sends none.
        type: int
      container_refresh_rate:
        description:
          - Seconds between two measurements of the containers.
        type: int
      include_services:
        description:
          - Names of the services whose containers are measured, as Docker knows them.
        type: list
        elements: str
      exclude_services:
        description:
          - Names of the services whose containers are left out.
        type: list
        elements: str
  force:
    description:
      - Remove it even though networks, schedules or certificates belong to it, or applications are built on it. While services run on it, Dokploy
        itself refuses, and the task names them.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Register a server for deployments
  community.dokploy.dokploy_server:
    name: worker-1
    ip_address: 203.0.113.10
    username: root
    ssh_key: fleet

- name: Register a server that only builds, three images at a time
  community.dokploy.dokploy_server:
    name: builder
    ip_address: 203.0.113.20
    ssh_key: fleet
    type: build
    builds_concurrency: 3

- name: Watch a server
  community.dokploy.dokploy_server:
    name: worker-1
    monitoring:
      token: "{{ vault_metrics_token }}"
      callback_url: https://dokploy.example.com/api/trpc/notification.receiveNotification
      cleanup_schedule: "0 4 * * *"
      cpu_threshold: 90
      memory_threshold: 85

- name: Forget a server
  community.dokploy.dokploy_server:
    name: builder
    state: absent
"""

RETURN = r"""
---
server:
  description: The server, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: 8Kv8kOAXuoCVS9xCKNgzD
    name: worker-1
    description: ''
    ip_address: 203.0.113.10
    port: 22
    username: root
    ssh_key: kR3xUAhT0v4mS5DqLw2Zy
    type: deploy
    docker_cleanup: true
    setup_command: ''
    builds_concurrency: 1
    monitoring:
      token: null
      port: 4500
      refresh_rate: 60
      retention_days: 2
    app_name: server-parse-wireless-panel-wv8lor
    status: active
    created_at: '2026-11-22T13:57:31.602Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("server")


if __name__ == "__main__":
    main()
