#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_move
short_description: Move a service to another environment in Dokploy
version_added: 0.1.0
description:
  - Moves an application, a Compose stack or a database to another environment or project. What runs goes on running.
  - A service that is there already stays. It is then found in its new place by its name.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.run
options:
  to_project:
    description:
      - Name or id of the project it moves to; O(project) if left out.
    type: str
  to_environment:
    description:
      - Name or id of the environment it moves to; the default environment of the project if left out.
    type: str
"""

EXAMPLES = r"""
---
- name: Move a database from staging to production
  community.dokploy.dokploy_move:
    project: shop
    environment: staging
    postgres: db
    to_environment: production

- name: Move an application to the default environment of another project
  community.dokploy.dokploy_move:
    project: shop
    application: blog
    to_project: marketing
"""

RETURN = r"""
---
service:
  description: The service.
  returned: success
  type: dict
  sample: {kind: postgres, id: hdoihUG0FmYC8GdoFEc, name: db, app_name: db-rr9s2z, status: done}
environment:
  description: The environment it is in now.
  returned: success
  type: dict
  sample: {id: n3SHnnFJ5wwGL7H7ohrGm, name: production}
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.arrange import move
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import MOVE
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(MOVE, move)


if __name__ == "__main__":
    main()
