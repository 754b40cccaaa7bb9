#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_swarm_node
short_description: Look at the nodes of a Docker swarm and take them out
version_added: 0.1.0
description:
  - Tells what the nodes of the swarm are like that Dokploy deploys to, and by which commands further machines join it.
  - Takes a worker out of the swarm. Dokploy drains it first, so that its containers move to other nodes.
  - A node comes into being when a machine joins, which this module cannot do. Its availability and labels cannot be changed through the API of Dokploy
    either.
notes:
  - Docker does not let a manager go. This module says so before Dokploy drains it in vain.
seealso:
  - module: community.dokploy.dokploy_server
    description: Let a machine join the swarm.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  node:
    description:
      - Id or host name of a node. Needed with O(state=absent).
    type: str
  server:
    description:
      - Name or id of a server whose swarm is meant. If left out, it is the swarm of Dokploy's own host.
    type: str
  join_commands:
    description:
      - Whether to return the commands by which further machines join, with their secret tokens.
      - Set C(no_log) on the task when this is true.
    type: bool
    default: false
  state:
    description:
      - V(present) tells about O(node) and fails if there is none; V(absent) takes it out of the swarm.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
---
- name: Let the new workers join
  community.dokploy.dokploy_swarm_node:
    join_commands: true
  register: swarm
  no_log: true

- name: Wait until a machine has joined
  community.dokploy.dokploy_swarm_node:
    node: worker-3
  register: joined
  until: joined is success and joined.swarm_node.state == "ready"
  retries: 10
  delay: 3

- name: Take a machine out of the swarm
  community.dokploy.dokploy_swarm_node:
    node: worker-3
    state: absent
"""

RETURN = r"""
---
swarm_node:
  description: The node that O(node) names. Null if it is absent already.
  returned: when O(node) is given
  type: dict
  contains:
    id:
      description: Id of the node.
      type: str
      returned: always
    hostname:
      description: Host name of the machine.
      type: str
      returned: always
    role:
      description: V(worker) or V(manager).
      type: str
      returned: always
    availability:
      description: Whether it takes containers, V(active), V(pause) or V(drain).
      type: str
      returned: always
    state:
      description: What Docker thinks of it, such as V(ready) or V(down).
      type: str
      returned: always
    message:
      description: What Docker says about that state.
      type: str
      returned: always
    address:
      description: Address of the node.
      type: str
      returned: always
    leader:
      description: Whether it leads the managers.
      type: bool
      returned: always
    reachability:
      description: For managers, whether the others reach it.
      type: str
      returned: always
    labels:
      description: Labels by which services can be placed.
      type: dict
      returned: always
    engine_version:
      description: Version of Docker on it.
      type: str
      returned: always
    os:
      description: Operating system.
      type: str
      returned: always
    architecture:
      description: Architecture of its processors.
      type: str
      returned: always
    cpus:
      description: Number of its processors.
      type: float
      returned: always
    memory:
      description: Memory in bytes.
      type: int
      returned: always
    created_at:
      description: When it joined.
      type: str
      returned: always
  sample:
    id: xfr0qpznh6a3uazdra773nepe
    hostname: worker-3
    role: worker
    availability: active
    state: ready
    message: null
    address: 10.0.0.13
    leader: false
    reachability: null
    labels: {}
    engine_version: 28.5.0
    os: linux
    architecture: x86_64
    cpus: 4.0
    memory: 8330932224
    created_at: "2026-05-02T09:30:12.178511539Z"
nodes:
  description: All nodes of the swarm, each as RV(swarm_node). The one that was taken out is still among them.
  returned: success
  type: list
  elements: dict
  sample: []
join:
  description: Commands to run on a machine that is to join, as C(worker) and as C(manager).
  returned: when O(join_commands=true)
  type: dict
  sample:
    worker: docker swarm join --token SWMTKN-1-2c6f-worker 10.0.0.10:2377
    manager: docker swarm join --token SWMTKN-1-2c6f-manager 10.0.0.10:2377
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.swarm_node import OPTIONS, run_swarm_node
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(OPTIONS, run_swarm_node)


if __name__ == "__main__":
    main()
