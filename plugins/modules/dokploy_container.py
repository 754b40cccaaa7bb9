#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_container
short_description: Start, stop, restart, kill or remove containers in Dokploy
version_added: 0.1.0
description:
  - Commands single containers, for what M(community.dokploy.dokploy_deployment) does not do, which starts and stops whole services.
  - The swarm puts another container in the place of one of its own that was stopped, killed or removed. So a restart of what belongs to a service in
    the swarm only stops it.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run
options:
  server:
    description:
      - Name or id of the server; Dokploy's own host if left out. Only with O(container) alone.
    type: str
  container:
    description:
      - Name or id of the container. With a service it may also be the name of a service in the Compose file; without one it stands alone.
    type: str
  state:
    description:
      - What becomes of the containers. V(started), V(stopped) and V(killed) leave alone what is so already, V(removed) what is not there.
      - With a service and no O(container), all of its containers are meant.
    type: str
    choices: [started, stopped, restarted, killed, removed]
    default: restarted
"""

EXAMPLES = r"""
---
- name: Restart one service of a Compose stack
  community.dokploy.dokploy_container:
    project: shop
    compose: monitoring
    container: grafana

- name: Remove a container that is left over
  community.dokploy.dokploy_container:
    container: old-proxy
    state: removed
"""

RETURN = r"""
---
containers:
  description: The containers that were commanded, with the state they had before.
  returned: success
  type: list
  elements: dict
  sample:
    - {id: e026bda4f467, name: monitoring-v62lkz-grafana-1, state: running}
state:
  description: What became of them.
  returned: success
  type: str
  sample: restarted
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import CONTAINER
from ansible_collections.community.dokploy.plugins.module_utils._deploy.shell import command_container
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(CONTAINER, command_container)


if __name__ == "__main__":
    main()
