#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_domain
short_description: FILL-IN (Manage domains in Dokploy)
version_added: 0.1.0
description:
  - FILL-IN
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
options:
  application:
    description:
      - FILL-IN
    type: str
  compose:
    description:
      - FILL-IN
    type: str
  host:
    description:
      - FILL-IN
    type: str
  path:
    description:
      - FILL-IN
    type: str
  port:
    description:
      - FILL-IN
    type: int
  https:
    description:
      - FILL-IN
    type: bool
  certificate:
    description:
      - FILL-IN
    type: str
    choices: [none, letsencrypt, custom]
  certificate_resolver:
    description:
      - FILL-IN
    type: str
  internal_path:
    description:
      - FILL-IN
    type: str
  strip_path:
    description:
      - FILL-IN
    type: bool
  service_name:
    description:
      - FILL-IN
    type: str
  middlewares:
    description:
      - FILL-IN
    type: list
    elements: str
  entrypoint:
    description:
      - FILL-IN
    type: str
  forward_auth:
    description:
      - FILL-IN
    type: bool
  enabled:
    description:
      - FILL-IN
    type: bool
"""

EXAMPLES = r"""
---
- name: FILL-IN
  community.dokploy.dokploy_domain:
    FILL-IN: FILL-IN
"""

RETURN = r"""
---
domain:
  description: FILL-IN
  returned: success
  type: dict
  sample: {}
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("domain")


if __name__ == "__main__":
    main()
