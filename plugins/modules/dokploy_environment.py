#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_environment
short_description: FILL-IN (Manage environments in Dokploy)
version_added: 0.1.0
description:
  - FILL-IN
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  project:
    description:
      - FILL-IN
    type: str
  name:
    description:
      - FILL-IN
    type: str
  description:
    description:
      - FILL-IN
    type: str
  env:
    description:
      - FILL-IN
    type: raw
  force:
    description:
      - FILL-IN
    type: bool
    default: false
  delete_volumes:
    description:
      - FILL-IN
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: FILL-IN
  community.dokploy.dokploy_environment:
    FILL-IN: FILL-IN
"""

RETURN = r"""
---
environment:
  description: FILL-IN
  returned: success
  type: dict
  sample: {}
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("environment")


if __name__ == "__main__":
    main()
