#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_scim
short_description: Manage SCIM providers of Dokploy
version_added: 0.1.0
description:
  - Lets a directory create and remove users of Dokploy by SCIM.
  - The token that the directory has to show is told once, in the result of the task that creates the provider, as C(token). Keep it in a vault and use
    C(no_log) for that task.
  - This belongs to the enterprise edition. Without a licence Dokploy refuses it, and the task fails. Needs Dokploy 0.29.11.
seealso:
  - module: community.dokploy.dokploy_sso_provider
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  provider_id:
    description:
      - Id of the provider, up to 64 small letters, digits and dashes. It tells one from another. Needed unless O(id) is given.
    type: str
"""

EXAMPLES = r"""
---
- name: Let the directory manage users
  community.dokploy.dokploy_scim:
    provider_id: entra
  register: scim
  no_log: true

- name: Put an end to it
  community.dokploy.dokploy_scim:
    provider_id: entra
    state: absent
"""

RETURN = r"""
---
scim:
  description:
    - The SCIM provider. With O(state=absent) it is what was removed, or null if there was none. C(token) is there only when the task created it.
  returned: success
  type: dict
  sample:
    id: entra
    provider_id: entra
    token: only-when-it-was-created
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("scim")


if __name__ == "__main__":
    main()
