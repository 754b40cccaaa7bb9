#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_custom_role
short_description: Manage custom roles of Dokploy
version_added: 0.1.0
description:
  - Keeps roles of an organization that allow just what they name.
  - This belongs to the enterprise edition. Without a licence Dokploy refuses every change, and the task fails. Needs Dokploy 0.28.7.
  - A role that members have is not removed; Dokploy refuses that.
seealso:
  - module: community.dokploy.dokploy_user
  - module: community.dokploy.dokploy_license
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the role. It tells one from another. Needed unless O(id) is given.
    type: str
  permissions:
    description:
      - 'What the role may do, as a dict of things and lists of deeds, such as V({service: [create, read], deployment: [read, create]}). It is written as
        a whole.'
      - Dokploy knows among others the things V(project), V(service), V(environment), V(deployment), V(domain), V(backup), V(schedule), V(server), V(registry),
        V(certificate), V(notification), V(logs) and V(monitoring), and the deeds V(read), V(create), V(update) and V(delete).
    type: dict
"""

EXAMPLES = r"""
---
- name: Let a role deploy and nothing else
  community.dokploy.dokploy_custom_role:
    name: deployer
    permissions:
      service: [read]
      deployment: [read, create]
      logs: [read]

- name: Remove a role
  community.dokploy.dokploy_custom_role:
    name: deployer
    state: absent
"""

RETURN = r"""
---
custom_role:
  description: The custom role, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: deployer
    name: deployer
    permissions:
      service:
        - read
      deployment:
        - read
        - create
      logs:
        - read
    member_count: 0
    created_at: '2026-11-22T14:15:05.592Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("custom_role")


if __name__ == "__main__":
    main()
