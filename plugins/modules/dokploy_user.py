#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_user
short_description: Manage members of an organization in Dokploy
version_added: 0.1.0
description:
  - Creates users with a password, gives them a role in the organization of the API key and says what members may do and see.
  - Users are told from one another by their e-mail addresses, in which capitals do not count. Somebody who has an account already, in another organization
    for instance, cannot be created; see M(community.dokploy.dokploy_invitation).
  - A removal removes the account itself, in every organization, and the git providers that belong to it.
  - It is refused while there are other memberships or git providers, unless O(force=true).
seealso:
  - module: community.dokploy.dokploy_invitation
  - module: community.dokploy.dokploy_custom_role
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  email:
    description:
      - E-mail address of the user. It tells one from another. Needed unless O(id) is given.
    type: str
  password:
    description:
      - Password for a new user, 8 characters or longer. Required to create one. It is not compared and not changed afterwards; Dokploy lets only users
        themselves do that. Needs Dokploy 0.29.0.
    type: str
  role:
    description:
      - Role of the user, V(admin), V(member) or the name of a custom role. The owner cannot be created, changed or removed. If left out at creation, V(member)
        is taken. Needs Dokploy 0.26.0.
    type: str
  permissions:
    description:
      - What a user with the role V(member) may do and see. Owners and admins may do everything. What is left out stays as it is.
    type: dict
    suboptions:
      create_projects:
        description:
          - 'For members: whether the user may create projects.'
        type: bool
      delete_projects:
        description:
          - 'For members: whether the user may remove projects.'
        type: bool
      create_environments:
        description:
          - 'For members: whether the user may create environments. Needs Dokploy 0.25.5.'
        type: bool
      delete_environments:
        description:
          - 'For members: whether the user may remove environments. Needs Dokploy 0.25.5.'
        type: bool
      create_services:
        description:
          - 'For members: whether the user may create services.'
        type: bool
      delete_services:
        description:
          - 'For members: whether the user may remove services.'
        type: bool
      access_docker:
        description:
          - 'For members: whether the user may see the containers of the host.'
        type: bool
      access_traefik_files:
        description:
          - 'For members: whether the user may see and change Traefik''s files.'
        type: bool
      access_api:
        description:
          - 'For members: whether the user may make API keys.'
        type: bool
      access_ssh_keys:
        description:
          - 'For members: whether the user may use SSH keys.'
        type: bool
      access_git_providers:
        description:
          - 'For members: whether the user may manage Git providers.'
        type: bool
      projects:
        description:
          - Names or ids of the projects that the user sees.
        type: list
        elements: str
      environments:
        description:
          - Environments that the user sees, each as project and environment with a slash between them, such as V(shop/production), or an id.
        type: list
        elements: str
      services:
        description:
          - Services that the user sees, each as project, environment and service with slashes between them, such as V(shop/production/web), or an id.
        type: list
        elements: str
      git_providers:
        description:
          - Names or ids of the Git providers that the user may use. Dokploy keeps them only with an enterprise licence. Needs Dokploy 0.29.0.
        type: list
        elements: str
      servers:
        description:
          - Names or ids of the servers that the user may use. Dokploy keeps them only with an enterprise licence. Needs Dokploy 0.29.0.
        type: list
        elements: str
  force:
    description:
      - Remove the user from all organizations and with all git providers.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Create a member who sees one project
  community.dokploy.dokploy_user:
    email: anna@example.com
    password: "{{ vault_first_password }}"
    role: member
    permissions:
      create_services: true
      projects: [shop]
      environments: [shop/production, shop/staging]
      services: [shop/production/web, shop/production/db]

- name: Make her an admin
  community.dokploy.dokploy_user:
    email: anna@example.com
    role: admin

- name: Remove the account
  community.dokploy.dokploy_user:
    email: anna@example.com
    state: absent
"""

RETURN = r"""
---
user:
  description: The user, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: 4GvFQEx0g4Ky1Hahk3zFh
    email: anna@example.com
    role: member
    permissions:
      create_projects: false
      create_services: true
      projects:
        - gCY5Wxhe03pWYc65Y3RBq
      environments: []
      services: []
      git_providers: []
      servers: []
    first_name: ''
    last_name: ''
    member_id: Zq2o4Pj3pVt7p2i0bI1mF
    created_at: '2026-11-22T14:15:02.401Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("user")


if __name__ == "__main__":
    main()
