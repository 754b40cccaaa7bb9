#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_redirect
short_description: Manage redirects of Dokploy applications
version_added: 0.1.0
description:
  - Creates, changes and removes rules by which Traefik sends visitors of an application to another address.
  - A redirect is told from others by its regular expression. It works at once, without a deployment.
  - O(application) is needed, unless O(id) is given.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_domain
  - module: community.dokploy.dokploy_security
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner.application
options:
  regex:
    description:
      - Regular expression in Go's syntax that the whole requested URL is compared with. Needed unless O(id) is given.
    type: str
  replacement:
    description:
      - Address to go to instead; C($1) or C(${1}) stands for the first group of O(regex). Needed at creation.
    type: str
  permanent:
    description:
      - Whether browsers are told that it stays that way. If left out at creation, it does not.
    type: bool
"""

EXAMPLES = r"""
---
- name: Send visitors of www to the bare host
  community.dokploy.dokploy_redirect:
    project: shop
    application: web
    regex: ^https?://www\.example\.com/(.*)
    replacement: https://example.com/${1}
    permanent: true

- name: Remove the redirect
  community.dokploy.dokploy_redirect:
    project: shop
    application: web
    regex: ^https?://www\.example\.com/(.*)
    state: absent
"""

RETURN = r"""
---
redirect:
  description: The redirect. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: SCETOumtTTH8nOWnwMS8s
    regex: ^https?://www\.example\.com/(.*)
    replacement: https://example.com/${1}
    permanent: true
    created_at: '2026-11-22T13:56:47.721Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("redirect")


if __name__ == "__main__":
    main()
