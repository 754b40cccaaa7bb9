#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_duplicate
short_description: Copy a project or an environment in Dokploy
version_added: 0.1.0
description:
  - Copies the services of an environment into a new project, or an environment into a new one of the same project. Copies are not deployed.
  - What has the new name already is left alone, whatever it holds.
  - Dokploy gives copies mounts of the same volumes that the originals use. A warning names them; change these mounts before anything is deployed,
    as two databases that run on one volume destroy it.
  - Dokploy 0.30 cannot copy databases that have backups. It stops halfway then, and the task fails.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  project:
    description:
      - Name or id of the project that is copied from.
    type: str
    required: true
  environment:
    description:
      - Name or id of the environment that is copied; the project's default environment if left out.
    type: str
  target:
    description:
      - V(project) makes a new project whose default environment has copies of the services, with their domains, mounts, ports and settings.
      - V(environment) makes a new environment in the same project. Dokploy copies the variables of the environment, but none of its services.
    type: str
    choices: [project, environment]
    default: project
  name:
    description:
      - Name of the new project or environment.
    type: str
    required: true
  description:
    description:
      - Description of the new project or environment.
    type: str
  services:
    description:
      - Names or ids of the services to copy; all of the environment if left out.
    type: list
    elements: str
"""

EXAMPLES = r"""
---
- name: Make a project for a new customer from a pattern
  community.dokploy.dokploy_duplicate:
    project: pattern
    name: customer-17

- name: Copy two of the services
  community.dokploy.dokploy_duplicate:
    project: shop
    environment: staging
    name: shop-experiment
    services: [web, db]

- name: Make an environment with the variables of staging
  community.dokploy.dokploy_duplicate:
    project: shop
    environment: staging
    target: environment
    name: review
"""

RETURN = r"""
---
project:
  description: The new project.
  returned: with O(target=project)
  type: dict
  sample: {id: p3SHnnFJ5wwGL7H7ohrGm, name: customer-17}
environment:
  description: The new environment.
  returned: with O(target=environment)
  type: dict
  sample: {id: n3SHnnFJ5wwGL7H7ohrGm, name: review}
services:
  description: The services that were copied, as they are where they were copied from.
  returned: success
  type: list
  elements: dict
  sample:
    - {kind: application, id: hdoihUG0FmYC8GdoFEc, name: web}
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.arrange import duplicate
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import DUPLICATE
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(DUPLICATE, duplicate)


if __name__ == "__main__":
    main()
