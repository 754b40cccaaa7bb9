#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_security
short_description: Manage basic authentication of Dokploy applications
version_added: 0.1.0
description:
  - Creates, changes and removes the users that Traefik asks visitors of an application for. With no user left, nobody is asked.
  - A user is told from others by the name. Changes work at once, without a deployment.
  - O(application) is needed, unless O(id) is given.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_domain
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner.application
options:
  username:
    description:
      - Name that visitors give. Needed unless O(id) is given.
    type: str
  password:
    description:
      - Password that visitors give. Needed at creation. Dokploy gives it back, so that it is written only when it differs.
    type: str
"""

EXAMPLES = r"""
---
- name: Ask visitors of the staging site for a password
  community.dokploy.dokploy_security:
    project: shop
    environment: staging
    application: web
    username: preview
    password: "{{ vault_preview_password }}"

- name: Let everybody in
  community.dokploy.dokploy_security:
    project: shop
    environment: staging
    application: web
    username: preview
    state: absent
"""

RETURN = r"""
---
security:
  description: The user. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: fABHhNnhpcf-GMK0ye2Pc
    username: preview
    password: '********'
    created_at: '2026-11-22T13:56:48.703Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("security")


if __name__ == "__main__":
    main()
