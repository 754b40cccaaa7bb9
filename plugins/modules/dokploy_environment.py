#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_environment
short_description: Manage environments of a Dokploy project
version_added: 0.1.0
description:
  - Creates, changes and removes environments, such as staging and production, inside a project.
  - Each project has one default environment that came into being with it. It is the one that is meant when O(name) is left out, whatever it is called.
    Dokploy neither renames nor removes it.
seealso:
  - module: community.dokploy.dokploy_project
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  project:
    description:
      - Name or id of the project. Not needed with O(id).
    type: str
  name:
    description:
      - Name of the environment within its project. If left out, the default environment of the project is meant.
      - The name C(production) is taken by the default environment; Dokploy refuses it for another one.
    type: str
  description:
    description:
      - Free text shown beside the name.
    type: str
  env:
    description:
      - Environment variables that the services in it can refer to as C(${{environment.NAME}}), as a dict or as dotenv text. A dict is compared key by key,
        a text exactly. Either is the whole set.
      - Values are secret; the names of the variables are not.
    type: raw
  force:
    description:
      - With O(state=absent), also remove the services that the environment still holds. Without it an environment that holds any is not removed.
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
- name: Make a staging environment
  community.dokploy.dokploy_environment:
    project: shop
    name: staging
    description: What goes live next
    env:
      LOG_LEVEL: debug

- name: Set variables in the default environment, whatever its name
  community.dokploy.dokploy_environment:
    project: shop
    env: |
      # Shared by all services
      LOG_LEVEL=warning

- name: Remove an environment along with its services
  community.dokploy.dokploy_environment:
    project: shop
    name: staging
    state: absent
    force: true
"""

RETURN = r"""
---
environment:
  description: The environment. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: 62zzNdKKSfH19ztkOeZ9U
    name: staging
    description: What goes live next
    env:
      LOG_LEVEL: "********"
    is_default: false
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("environment")


if __name__ == "__main__":
    main()
