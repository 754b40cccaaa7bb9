#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_tag
short_description: Manage tags in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes the tags of an organization. Which of them a project carries is an option of M(community.dokploy.dokploy_project).
  - A removed tag also disappears from the projects that carried it. Needs Dokploy 0.29.0.
seealso:
  - module: community.dokploy.dokploy_project
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the tag, unique in the organization. Needed unless O(id) is given.
    type: str
  color:
    description:
      - Colour as C(#rgb) or C(#rrggbb). Capitals do not count. V("") takes the colour away.
    type: str
"""

EXAMPLES = r"""
---
- name: Make a tag
  community.dokploy.dokploy_tag:
    name: customer
    color: "#3b82f6"

- name: Rename a tag
  community.dokploy.dokploy_tag:
    id: CGPXn5qfZTMxqIq7KHzbU
    name: client

- name: Remove a tag
  community.dokploy.dokploy_tag:
    name: client
    state: absent
"""

RETURN = r"""
---
tag:
  description: The tag. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: CGPXn5qfZTMxqIq7KHzbU
    name: customer
    color: '#3b82f6'
    created_at: '2026-11-22T13:56:49.603Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("tag")


if __name__ == "__main__":
    main()
