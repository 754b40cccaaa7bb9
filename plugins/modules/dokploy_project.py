#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_project
short_description: Manage projects in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes projects. A project holds environments, and these hold applications, Compose stacks and databases.
  - Each project is born with an environment named C(production), its default one; further ones are made with M(community.dokploy.dokploy_environment).
  - Removing a project removes its services first, so that no container of it goes on running without an owner. Dokploy by itself would leave them behind.
seealso:
  - module: community.dokploy.dokploy_environment
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the project. Needed unless O(id) is given.
    type: str
  description:
    description:
      - Free text shown beside the name.
    type: str
  env:
    description:
      - Environment variables that all services of the project can refer to as C(${{project.NAME}}), as a dict or as dotenv text. A dict is compared key
        by key, a text exactly. Either is the whole set.
      - Values are secret; the names of the variables are not.
    type: raw
  tags:
    description:
      - Names or ids of the tags that the project carries, in any order; others are taken off. Needs Dokploy 0.29.0.
    type: list
    elements: str
  force:
    description:
      - With O(state=absent), also remove the services that the project still holds. Without it a project that holds any is not removed.
    type: bool
    default: false
  delete_volumes:
    description:
      - With O(state=absent) and O(force=true), also remove the volumes of all these services, once their containers have stopped. A volume that another
        container uses stays, and a warning says so. For volumes of applications and databases it needs Dokploy 0.30.0.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Make a project
  community.dokploy.dokploy_project:
    name: shop
    description: Everything the web shop needs
    tags:
      - customer-facing
    env:
      DOMAIN: shop.example.com
      LOG_LEVEL: info

- name: Take off all tags and all variables
  community.dokploy.dokploy_project:
    name: shop
    tags: []
    env: {}

- name: Give a project another name
  community.dokploy.dokploy_project:
    id: 0Y5tTZ4hR0mXo9mQmS6nD
    name: web-shop

- name: Remove a project with everything in it, its data included
  community.dokploy.dokploy_project:
    name: web-shop
    state: absent
    force: true
    delete_volumes: true
"""

RETURN = r"""
---
project:
  description: The project. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: 0Y5tTZ4hR0mXo9mQmS6nD
    name: shop
    description: Everything the web shop needs
    env:
      DOMAIN: "********"
      LOG_LEVEL: "********"
    tags:
      - Vx1pGQF3Tq0o6hJ2jZc9b
    created_at: "2026-11-22T13:46:39.779Z"
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("project")


if __name__ == "__main__":
    main()
