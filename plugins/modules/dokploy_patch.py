#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_patch
short_description: Manage patches of repositories in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes patches, by which Dokploy writes or deletes files of a repository after it has fetched it and before it builds.
  - A patch is told from others of the same service by the path of its file. It takes effect with the next deployment. Needs Dokploy 0.28.0.
  - Exactly one of O(application) and O(compose) is needed, unless O(id) is given.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_compose
  - module: community.dokploy.dokploy_deployment
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner.application_or_compose
options:
  file_path:
    description:
      - Path of the file inside the repository, without a slash at its start. Needed unless O(id) is given.
    type: str
  type:
    description:
      - Whether the file is new, takes the place of one in the repository, or goes. Dokploy takes V(update) if it is left out at creation. It writes the
        file for V(create) and V(update) alike.
    type: str
    choices: [create, update, delete]
  content:
    description:
      - The whole text of the file. Needed at creation unless O(type=delete). A missing end of the last line is added.
    type: str
  enabled:
    description:
      - Whether the patch is used. A new one is.
    type: bool
"""

EXAMPLES = r"""
---
- name: Set a configuration file of a foreign repository
  community.dokploy.dokploy_patch:
    project: shop
    application: web
    file_path: config/production.yml
    content: |
      cache: redis
      workers: 4

- name: Leave a file out of the build
  community.dokploy.dokploy_patch:
    project: shop
    application: web
    file_path: .dockerignore
    type: delete

- name: Build without the patch for once
  community.dokploy.dokploy_patch:
    project: shop
    application: web
    file_path: config/production.yml
    enabled: false

- name: Remove a patch
  community.dokploy.dokploy_patch:
    project: shop
    application: web
    file_path: config/production.yml
    state: absent
"""

RETURN = r"""
---
patch:
  description: The patch. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: bWZ5Op0B3YkqTgnv0m9KG
    file_path: config/production.yml
    type: update
    content: 'cache: redis

      workers: 4

      '
    enabled: true
    created_at: '2026-11-22T14:02:30.151Z'
    updated_at: '2026-11-22T14:02:30.151Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("patch")


if __name__ == "__main__":
    main()
