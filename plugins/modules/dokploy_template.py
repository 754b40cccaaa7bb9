#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_template
short_description: Make a Compose stack in Dokploy from a template
version_added: 0.1.0
description:
  - Makes a stack from a template of Dokploy's catalogue, or imports a template that one has. It is not deployed; see M(community.dokploy.dokploy_deployment).
  - A stack of this name that exists already is not made anew from the catalogue; only its O(variables) are looked after.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  project:
    description:
      - Name or id of the project.
    type: str
    required: true
  environment:
    description:
      - Name or id of the environment; the project's default environment if left out.
    type: str
  name:
    description:
      - Name of the stack; the id of the template if left out.
    type: str
  template:
    description:
      - Id of a template of the catalogue, such as V(plausible). Dokploy fetches it from the internet.
    type: str
  base_url:
    description:
      - Address of another catalogue.
    type: str
  content:
    description:
      - A template as Dokploy exports it (Base64), or as JSON with the texts C(compose) and C(config). A stack whose Compose file is that of the
        template is left alone.
    type: str
  src:
    description:
      - File that holds what O(content) takes, on the machine where the module runs.
    type: path
  variables:
    description:
      - Environment variables of the stack with values of one's own. The others stay as the template made them. Values are secret.
    type: dict
  server:
    description:
      - Name or id of the server a new stack runs on; Dokploy's own host if left out.
    type: str
  force:
    description:
      - Has to be V(true) to import a template into a stack that is not empty. Dokploy removes its file mounts and domains first and replaces its
        Compose file and its variables.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Make a stack from the catalogue
  community.dokploy.dokploy_template:
    project: analytics
    template: plausible
    variables:
      DISABLE_REGISTRATION: "true"

- name: Import a template from a file
  community.dokploy.dokploy_template:
    project: analytics
    name: metrics
    src: templates/metrics.json

- name: Deploy it
  community.dokploy.dokploy_deployment:
    project: analytics
    compose: metrics
"""

RETURN = r"""
---
compose:
  description: The stack, with the names of its variables and the hosts of its domains.
  returned: success
  type: dict
  sample:
    kind: compose
    id: c3SHnnFJ5wwGL7H7ohrGm
    name: plausible
    app_name: analytics-plausible-x1y2z3
    status: idle
    variables: [BASE_URL, DISABLE_REGISTRATION]
    domains: [plausible.example.com]
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import TEMPLATE
from ansible_collections.community.dokploy.plugins.module_utils._deploy.templates import apply_template
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(TEMPLATE, apply_template)


if __name__ == "__main__":
    main()
