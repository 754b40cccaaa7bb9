#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_postgres
short_description: FILL-IN (Manage PostgreSQL databases in Dokploy)
version_added: 0.1.0
description:
  - FILL-IN
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_environment
  - community.dokploy.service
  - community.dokploy.service.swarm
  - community.dokploy.service.args
  - community.dokploy.service.database
options:
  database_name:
    description:
      - FILL-IN
    type: str
  database_user:
    description:
      - FILL-IN
    type: str
  database_password:
    description:
      - FILL-IN
    type: str
"""

EXAMPLES = r"""
---
- name: FILL-IN
  community.dokploy.dokploy_postgres:
    FILL-IN: FILL-IN
"""

RETURN = r"""
---
postgres:
  description: FILL-IN
  returned: success
  type: dict
  sample: {}
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("postgres")


if __name__ == "__main__":
    main()
