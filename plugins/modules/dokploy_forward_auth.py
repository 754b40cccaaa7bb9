#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_forward_auth
short_description: Manage forward authentication of Dokploy
version_added: 0.1.0
description:
  - Sets up the proxy of a server behind which domains of applications are only served to users who signed in by way of an SSO provider.
  - Which domains it guards is said by O(community.dokploy.dokploy_domain#module:forward_auth).
  - Needs Dokploy 0.29.8.
  - This belongs to the enterprise edition. Without a licence Dokploy refuses it, and the task fails.
seealso:
  - module: community.dokploy.dokploy_sso_provider
  - module: community.dokploy.dokploy_domain
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  server:
    description:
      - Name or id of the server. If left out, it is the host of Dokploy itself. There is one proxy on each.
    type: str
  domain:
    description:
      - Host name at which the proxy lets users sign in. Required to set it up. Guarded domains have to be below the same parent domain.
    type: str
  https:
    description:
      - Whether that host is served over HTTPS. If left out at creation, V(true) is taken.
    type: bool
  certificate:
    description:
      - Where its certificate comes from. If left out at creation, V(letsencrypt) is taken.
    type: str
    choices: [none, letsencrypt, custom]
  certificate_resolver:
    description:
      - Resolver of Traefik with O(certificate=custom).
    type: str
  provider:
    description:
      - Id of the SSO provider by which users sign in, one of the type OIDC. Needed with O(deployed=true). Dokploy does not tell which one a running proxy
        uses, so it is not compared; to change it, take the proxy away with O(deployed=false) first.
    type: str
  deployed:
    description:
      - Whether the proxy runs.
    type: bool
"""

EXAMPLES = r"""
---
- name: Guard domains on the host of Dokploy
  community.dokploy.dokploy_forward_auth:
    domain: auth.example.com
    provider: keycloak
    deployed: true

- name: Guard one domain
  community.dokploy.dokploy_domain:
    project: shop
    application: admin
    host: admin.example.com
    forward_auth: true

- name: Take the proxy away
  community.dokploy.dokploy_forward_auth:
    deployed: false

- name: Remove the rest
  community.dokploy.dokploy_forward_auth:
    state: absent
"""

RETURN = r"""
---
forward_auth:
  description: The forward authentication, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: local
    server: null
    domain: auth.example.com
    https: true
    certificate: letsencrypt
    certificate_resolver: null
    deployed: true
    status: running
    callback_url: https://auth.example.com/oauth2/callback
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("forward_auth")


if __name__ == "__main__":
    main()
