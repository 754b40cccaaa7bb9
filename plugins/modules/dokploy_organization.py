#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_organization
short_description: Manage organizations of Dokploy
version_added: 0.1.0
description:
  - Creates and changes organizations. Each has projects, servers, members and providers of its own.
  - The user of the API key becomes the owner of what it creates. An API key stays with the organization it was made for, so that a new one needs a key
    of its own; see O(community.dokploy.dokploy_api_key#module:organization).
  - Only owners and admins may create organizations, and only the owner of one may change or remove it.
seealso:
  - module: community.dokploy.dokploy_user
  - module: community.dokploy.dokploy_api_key
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the organization. It tells one from another. Needed unless O(id) is given.
    type: str
  logo:
    description:
      - Address of a logo, or a data URL.
    type: str
  default_role:
    description:
      - Role of those who join by single sign-on, V(admin), V(member) or the name of a custom role. V("") goes back to V(member). A custom role needs an
        enterprise licence. Needs Dokploy 0.30.0.
    type: str
  default:
    description:
      - Whether it is the organization that the user of the API key sees first. Only V(true) can be asked for; another one is no default any more then.
        Needs Dokploy 0.25.7.
    type: bool
  force:
    description:
      - Remove it with everything in it. Only keys of the organization itself see what that is, so without V(true) a removal is always refused.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Have an organization for the second team
  community.dokploy.dokploy_organization:
    name: Platform
    logo: https://static.example.com/platform.svg

- name: See it first after signing in
  community.dokploy.dokploy_organization:
    name: Platform
    default: true

- name: Remove an organization and everything in it
  community.dokploy.dokploy_organization:
    name: Platform
    state: absent
    force: true
"""

RETURN = r"""
---
organization:
  description: The organization. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: y5IqZmQHKp-fo4_37JJOQ
    name: Platform
    logo: https://static.example.com/platform.svg
    default_role: null
    default: false
    slug: vX-cRvUsEKyWRY9AMy4hV
    owner_id: K5WWKExR2ap6cNMU0a4Ie2z1XAtFym4J
    created_at: '2026-11-22T14:14:33.879Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("organization")


if __name__ == "__main__":
    main()
