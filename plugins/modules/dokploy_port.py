#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_port
short_description: Publish ports of Dokploy applications on the host
version_added: 0.1.0
description:
  - Creates, changes and removes ports of the host that Docker hands to the containers of an application, besides Traefik.
  - A port is told from others by its number on the host and its protocol.
  - Dokploy takes any number and fails when it deploys; this module checks it first. Whether the port is free on the host shows only at the next deployment.
  - O(application) is needed, unless O(id) is given.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_domain
  - module: community.dokploy.dokploy_deployment
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner.application
options:
  published_port:
    description:
      - Port on the host, from 1 to 65535. Needed unless O(id) is given.
    type: int
  target_port:
    description:
      - Port inside the container, from 1 to 65535. Needed at creation.
    type: int
  protocol:
    description:
      - Protocol of the port. If left out, V(tcp) is meant.
    type: str
    choices: [tcp, udp]
  publish_mode:
    description:
      - V(ingress) opens the port on every node of the swarm, V(host) only on nodes that run a container. Dokploy takes V(ingress) if it is left out at
        creation.
      - With V(host) a new container cannot start before the old one on its node has gone. Dokploy lets the swarm start new ones first, so the
        application needs O(community.dokploy.dokploy_application#module:swarm.update_config.order=stop-first), or its next deployment hangs.
    type: str
    choices: [ingress, host]
"""

EXAMPLES = r"""
---
- name: Let the outside reach a broker that does not speak HTTP
  community.dokploy.dokploy_port:
    project: shop
    application: broker
    published_port: 1883
    target_port: 1883
    publish_mode: host

- name: Publish a UDP port
  community.dokploy.dokploy_port:
    project: shop
    application: dns
    published_port: 5353
    protocol: udp
    target_port: 53

- name: Close the port again
  community.dokploy.dokploy_port:
    project: shop
    application: dns
    published_port: 5353
    protocol: udp
    state: absent
"""

RETURN = r"""
---
port:
  description: The port. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: zfyRocHd8dPXS9tQDJsWD
    published_port: 1883
    target_port: 1883
    protocol: tcp
    publish_mode: host
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("port")


if __name__ == "__main__":
    main()
