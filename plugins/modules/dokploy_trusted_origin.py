#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_trusted_origin
short_description: Manage trusted origins of Dokploy
version_added: 0.1.0
description:
  - Keeps the list of origins that sign-ins may come from. An SSO provider is only accepted if the origin of its issuer is in it.
  - This belongs to the enterprise edition. Without a licence Dokploy refuses it, and the task fails. Needs Dokploy 0.27.1.
seealso:
  - module: community.dokploy.dokploy_sso_provider
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  origin:
    description:
      - The origin, a scheme and a host with the port where needed, such as V(https://id.example.com). It tells one from another. Needed unless O(id) is given.
    type: str
"""

EXAMPLES = r"""
---
- name: Trust an identity provider
  community.dokploy.dokploy_trusted_origin:
    origin: https://id.example.com

- name: Trust it no longer
  community.dokploy.dokploy_trusted_origin:
    origin: https://id.example.com
    state: absent
"""

RETURN = r"""
---
trusted_origin:
  description: The trusted origin. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: https://id.example.com
    origin: https://id.example.com
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("trusted_origin")


if __name__ == "__main__":
    main()
