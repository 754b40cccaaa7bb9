#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_registry
short_description: Manage image registries in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes the registries that Dokploy pulls images from and pushes images to.
  - Dokploy logs in to a registry whenever it is written. At a change it stores first and logs in afterwards, so that wrong credentials would stay; with
    O(verify=true) they are tried before anything is stored.
  - A registry that applications use is not removed unless O(force=true); they would go on without one.
notes:
  - Dokploy itself logs in when a registry is created, so O(verify=false) only helps with a change, and even then Dokploy answers with an error after it
    has stored the credentials.
  - When Docker cannot log out at a removal, Dokploy answers with an error though the registry is gone.
seealso:
  - module: community.dokploy.dokploy_application
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the registry in Dokploy. Needed unless O(id) is given.
    type: str
  username:
    description:
      - User to log in with. Needed at creation.
    type: str
  password:
    description:
      - Password or token to log in with. Needed at creation.
    type: str
  url:
    description:
      - Host of the registry, with a port where needed, without scheme and path, such as V(ghcr.io). If left out or V(""), it is Docker Hub.
    type: str
  image_prefix:
    description:
      - What is put before the names of images that are pushed, such as an organization.
    type: str
  verify:
    description:
      - Whether to try the credentials on Dokploy's host before they are stored. Nothing is tried in check mode, nor when there is nothing to change.
    type: bool
    default: true
  force:
    description:
      - Remove it though something uses it.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Use the GitHub registry
  community.dokploy.dokploy_registry:
    name: ghcr
    url: ghcr.io
    username: shop-robot
    password: "{{ vault_ghcr_token }}"
    image_prefix: shop

- name: Store credentials that do not work yet
  community.dokploy.dokploy_registry:
    name: internal
    url: registry.example.com:5000
    username: robot
    password: "{{ vault_registry_password }}"
    verify: false

- name: Remove a registry
  community.dokploy.dokploy_registry:
    name: internal
    state: absent
"""

RETURN = r"""
---
registry:
  description: The registry. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: i0u-YdREDIgxFYQW9rotO
    name: ghcr
    username: shop-robot
    password: '********'
    url: ghcr.io
    image_prefix: shop
    created_at: '2026-11-22T13:58:08.770Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("registry")


if __name__ == "__main__":
    main()
