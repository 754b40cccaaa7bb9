#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_network
short_description: Manage Docker networks in Dokploy
version_added: 0.1.0
description:
  - Creates Docker networks through Dokploy, on its own host or on a remote server, so that services can join them.
  - A network never changes once it exists. A task that asks for other settings fails and says so; remove the network and create it anew.
  - Needs Dokploy 0.29.14.
seealso:
  - module: community.dokploy.dokploy_server
  - module: community.dokploy.dokploy_application
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  server:
    description:
      - Name or id of the server on which the network is. If left out, it is on the host of Dokploy itself.
      - Before a network is made there, Dokploy has to reach the server over SSH, or the task fails. Without that, Dokploy would make the
        networks of a server that has no SSH key on its own host.
    type: str
  name:
    description:
      - Name of the network. It tells one from another on the same server. Needed unless O(id) is given.
    type: str
  driver:
    description:
      - Driver of the network. Services of the swarm can only join networks of the kind V(overlay). If left out at creation, V(overlay) is taken. It cannot
        change afterwards.
    type: str
    choices: [bridge, overlay]
  internal:
    description:
      - Whether the network is cut off from the outside. It cannot change afterwards.
    type: bool
  attachable:
    description:
      - Whether containers that are not part of the swarm may join. It cannot change afterwards.
    type: bool
  ipv4:
    description:
      - Whether it has IPv4 addresses. Older releases of Docker always give it some. It cannot change afterwards.
    type: bool
  ipv6:
    description:
      - Whether it has IPv6 addresses. It cannot change afterwards.
    type: bool
  mtu:
    description:
      - Size of the largest packet in bytes. It cannot change afterwards.
    type: int
  ipam_driver:
    description:
      - Driver that hands out the addresses, in place of the usual one of Docker. It cannot change afterwards.
    type: str
  subnets:
    description:
      - Ranges of addresses. If left out, Docker picks one. It cannot change afterwards.
    type: list
    elements: dict
    suboptions:
      subnet:
        description:
          - The range, such as V(10.20.0.0/24).
        type: str
        required: true
      gateway:
        description:
          - Address of the gateway inside the range.
        type: str
      ip_range:
        description:
          - Part of the range from which containers get their addresses.
        type: str
  import_existing:
    description:
      - What to do when Docker has a network of that name and Dokploy does not know it. With V(true) Dokploy takes it over as it is; otherwise the task
        fails.
      - Networks that come with Docker or with Dokploy cannot be taken over.
    type: bool
    default: false
  force:
    description:
      - Remove it even though services name it. They lose it with their next deployment. Docker itself refuses while containers are in it.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Create a network that services of the swarm can join
  community.dokploy.dokploy_network:
    name: backend
    driver: overlay
    attachable: true

- name: Create a network with addresses of its own on a remote server
  community.dokploy.dokploy_network:
    server: worker-1
    name: storage
    internal: true
    subnets:
      - subnet: 10.20.0.0/24
        gateway: 10.20.0.1

- name: Let Dokploy know a network that was made by hand
  community.dokploy.dokploy_network:
    name: legacy
    import_existing: true

- name: Remove a network
  community.dokploy.dokploy_network:
    name: backend
    state: absent
"""

RETURN = r"""
---
network:
  description: The network, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: yJ-JbhL_TR7w_AtAo3RQr
    name: storage
    driver: overlay
    internal: true
    attachable: false
    ipv4: true
    ipv6: false
    mtu: null
    ipam_driver: null
    subnets:
      - subnet: 10.20.0.0/24
        gateway: 10.20.0.1
    server_id: 8Kv8kOAXuoCVS9xCKNgzD
    created_at: '2026-11-22T13:57:32.021Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("network")


if __name__ == "__main__":
    main()
