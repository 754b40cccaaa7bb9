#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_license
short_description: Manage the enterprise licence of a Dokploy server
version_added: 0.1.0
description:
  - Switches the enterprise features of Dokploy on or off and activates or gives back a licence key.
  - It needs an API key of the owner, since Dokploy keeps the licence with that user, and Dokploy 0.27.0.
notes:
  - Dokploy asks the vendor's licence server to activate a key. If that refuses, the task fails with its answer.
  - Dokploy takes a key only while the enterprise features are switched on, so O(enterprise_features) is applied first.
seealso:
  - module: community.dokploy.dokploy_whitelabeling
  - module: community.dokploy.dokploy_settings
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  enterprise_features:
    description:
      - Whether the enterprise features are switched on. They stay locked until a licence is valid.
    type: bool
  license_key:
    description:
      - Licence key to activate. An empty text deactivates the one in use.
    type: str
"""

EXAMPLES = r"""
---
- name: Activate a licence
  community.dokploy.dokploy_license:
    enterprise_features: true
    license_key: "{{ vault_dokploy_license }}"

- name: Give the licence back before the server is shut down
  community.dokploy.dokploy_license:
    license_key: ""

- name: See whether the licence is valid
  community.dokploy.dokploy_license:
  register: licence
  failed_when: not licence.license.valid
"""

RETURN = r"""
---
license:
  description: What is set after the task, with the key masked.
  returned: success
  type: dict
  contains:
    enterprise_features:
      description: Whether the enterprise features are switched on.
      type: bool
      returned: always
    license_key:
      description: Masked; null if there is none.
      type: str
      returned: always
    valid:
      description: Whether Dokploy holds the licence for valid.
      type: bool
      returned: always
  sample:
    enterprise_features: true
    license_key: "********"
    valid: true
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("license")


if __name__ == "__main__":
    main()
