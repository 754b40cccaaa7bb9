#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_domain
short_description: Manage domains of Dokploy applications and Compose stacks
version_added: 0.1.0
description:
  - Creates, changes and removes the domains under which an application, or one service of a Compose stack, is reached.
  - A domain is told from others by its owner, its host and its path. Dokploy itself accepts the same one twice; where that has happened, the module names
    the ids and leaves the choice to you.
  - Exactly one of O(application) and O(compose) is needed, unless O(id) is given.
  - Domains of an application work at once. Those of a Compose stack work after its next deployment.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_compose
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner.application_or_compose
options:
  host:
    description:
      - Host name such as V(shop.example.com), without scheme, port or path. Capitals do not count. Needed unless O(id) is given.
    type: str
  path:
    description:
      - Path below which requests are taken. If left out, V(/) is meant.
    type: str
  port:
    description:
      - Port inside the container. Dokploy takes 3000 if it is left out at creation.
    type: int
  https:
    description:
      - Whether requests come in by HTTPS. If left out at creation, they come in by HTTP.
    type: bool
  certificate:
    description:
      - Where the certificate comes from. V(none), which a new domain has, is for certificates that somebody else brings, or for plain HTTP.
    type: str
    choices: [none, letsencrypt, custom]
  certificate_resolver:
    description:
      - Name of Traefik's certificate resolver. Goes with O(certificate=custom).
    type: str
  internal_path:
    description:
      - Path that the container sees in front of the requested one. V(/), which a new domain has, adds nothing.
    type: str
  strip_path:
    description:
      - Whether O(path) is taken off before the container sees the request. If left out at creation, it is not.
    type: bool
  service_name:
    description:
      - Service of the Compose stack that is reached. Needed to create a domain of a stack.
    type: str
  middlewares:
    description:
      - Traefik middlewares that each request passes, in this order, such as V(rate-limit@file). Needs Dokploy 0.29.0.
    type: list
    elements: str
  entrypoint:
    description:
      - Entry point of Traefik instead of the usual ones for HTTP and HTTPS. Needs Dokploy 0.29.0.
    type: str
  forward_auth:
    description:
      - Whether visitors have to log in through Dokploy's forward authentication, which has to be set up there. Needs Dokploy 0.29.8.
    type: bool
  enabled:
    description:
      - Whether the domain is served. A new one is. Needs Dokploy 0.30.0.
    type: bool
"""

EXAMPLES = r"""
---
- name: Reach an application by HTTPS
  community.dokploy.dokploy_domain:
    project: shop
    environment: staging
    application: web
    host: staging.shop.example.com
    port: 8080
    https: true
    certificate: letsencrypt

- name: Hand everything below /api to another application, which does not know that prefix
  community.dokploy.dokploy_domain:
    project: shop
    environment: staging
    application: api
    host: staging.shop.example.com
    path: /api
    strip_path: true
    https: true
    certificate: letsencrypt

- name: Reach one service of a Compose stack
  community.dokploy.dokploy_domain:
    project: shop
    environment: staging
    compose: monitoring
    service_name: grafana
    host: grafana.shop.example.com
    port: 3000

- name: Give a domain another host
  community.dokploy.dokploy_domain:
    id: v-84AZsOsqjyUOCvTe6xq
    host: metrics.shop.example.com

- name: Stop serving a domain without removing it
  community.dokploy.dokploy_domain:
    id: v-84AZsOsqjyUOCvTe6xq
    enabled: false

- name: Remove a domain
  community.dokploy.dokploy_domain:
    project: shop
    environment: staging
    application: api
    host: staging.shop.example.com
    path: /api
    state: absent
"""

RETURN = r"""
---
domain:
  description: The domain. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: v-84AZsOsqjyUOCvTe6xq
    host: staging.shop.example.com
    path: /
    port: 8080
    https: true
    certificate: letsencrypt
    certificate_resolver: null
    internal_path: /
    strip_path: false
    service_name: null
    middlewares: []
    entrypoint: null
    forward_auth: false
    enabled: true
    created_at: "2026-11-22T13:46:40.531Z"
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("domain")


if __name__ == "__main__":
    main()
