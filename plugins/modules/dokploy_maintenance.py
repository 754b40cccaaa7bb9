#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_maintenance
short_description: Clean up the hosts of Dokploy
version_added: 0.1.0
description:
  - Removes what Docker and Dokploy no longer need, and tells how much space that gave back.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
options:
  clean:
    description:
      - What to clean up.
      - V(containers) removes stopped containers, V(images) images that no container uses, V(build_cache) the cache of image builds, V(system) all of
        these and unused networks.
      - V(volumes) removes volumes that no container uses, B(with their data), and needs O(force=true).
      - V(monitoring) removes what Dokploy's monitoring has recorded, V(queue) the deployments that wait in the queue of all servers.
    type: list
    elements: str
    required: true
    choices: [containers, images, volumes, build_cache, system, monitoring, queue]
  server:
    description:
      - Name or id of the server; Dokploy's own host if left out. It does not go with V(monitoring) and V(queue).
    type: str
  force:
    description:
      - Has to be V(true) for V(volumes), which destroys data.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Make room for the next builds
  community.dokploy.dokploy_maintenance:
    clean: [containers, images, build_cache]

- name: Clean up a remote server
  community.dokploy.dokploy_maintenance:
    server: builder
    clean: [system]

- name: Forget all deployments that wait
  community.dokploy.dokploy_maintenance:
    clean: [queue]
"""

RETURN = r"""
---
cleaned:
  description: What was cleaned up, in this order.
  returned: success
  type: list
  elements: str
  sample: [containers, images]
freed_bytes:
  description: By how much Docker's use of disk space fell. Null for remote servers, for which Dokploy does not know it.
  returned: when not in check mode
  type: int
  sample: 413100000
reclaimable:
  description: What Docker says could be given back, by O(clean). Null for remote servers.
  returned: in check mode
  type: dict
  sample: {images: 413.1MB (50%)}
removed_from_queue:
  description: How many waiting deployments were removed.
  returned: success
  type: int
  sample: 0
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import MAINTENANCE
from ansible_collections.community.dokploy.plugins.module_utils._deploy.upkeep import maintain
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(MAINTENANCE, maintain)


if __name__ == "__main__":
    main()
