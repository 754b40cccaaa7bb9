#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_api
short_description: Call any procedure of Dokploy's API
version_added: 0.1.0
description:
  - Calls one procedure by its name, for what no other module of this collection covers.
  - It does not know what a procedure does. A query counts as unchanged and a mutation as changed; use C(changed_when) where that is too coarse.
  - A mutation is sent once and not repeated.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
options:
  procedure:
    description:
      - Router and procedure, such as V(project.all). A server lists its own under C(/swagger).
    type: str
    required: true
  method:
    description:
      - V(get) for a query, V(post) for a mutation. Dokploy refuses the wrong one.
    type: str
    choices: [get, post]
    default: get
  input:
    description:
      - What the procedure takes. Names and types are Dokploy's own.
    type: dict
  include_secrets:
    description:
      - Whether passwords, keys, tokens and environment variables appear in RV(response). They are masked otherwise.
      - Set C(no_log) on the task when this is true.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Ask for the version of the server
  community.dokploy.dokploy_api:
    procedure: settings.getDokployVersion
  register: version

- name: Clear the queue of waiting deployments
  community.dokploy.dokploy_api:
    procedure: settings.cleanAllDeploymentQueue
    method: post

- name: Give an application a new webhook address
  community.dokploy.dokploy_api:
    procedure: application.refreshToken
    method: post
    input:
      applicationId: "{{ shop.application.id }}"
"""

RETURN = r"""
---
response:
  description:
    - What Dokploy answered, with secrets masked unless O(include_secrets=true). Null in check mode for a mutation, and where Dokploy answers nothing.
  returned: success
  type: raw
  sample: v0.30.2
"""

from ansible_collections.community.dokploy.plugins.module_utils._engine.raw import run_api, secrets_in
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module

OPTIONS = {
    "procedure": {"type": "str", "required": True},
    "method": {"type": "str", "choices": ["get", "post"], "default": "get"},
    # Nobody knows what is in it; what its names call secret is found by secrets_in.
    "input": {"type": "dict", "no_log": True},
    "include_secrets": {"type": "bool", "default": False, "no_log": False},
}


def main():
    run_module(OPTIONS, run_api, secrets=secrets_in)


if __name__ == "__main__":
    main()
