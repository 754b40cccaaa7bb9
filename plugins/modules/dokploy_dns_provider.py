#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_dns_provider
short_description: Manage DNS providers of Dokploy
version_added: 0.1.0
description:
  - Keeps the accounts at Cloudflare and Amazon Route 53 by which Dokploy writes DNS records.
  - The type of a provider is that of the one group of options that is given. It cannot change; remove the provider and create it anew.
  - Needs Dokploy 0.30.0.
seealso:
  - module: community.dokploy.dokploy_dns_record
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the provider, up to 64 letters, digits, dashes and underscores. It tells one from another. Needed unless O(id) is given.
    type: str
  cloudflare:
    description:
      - An account at Cloudflare.
    type: dict
    suboptions:
      api_token:
        description:
          - API token that may read zones and edit their DNS. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides
            when it is written.
        type: str
  route53:
    description:
      - An account at AWS.
    type: dict
    suboptions:
      access_key_id:
        description:
          - Id of the access key. Required to create one of this type.
        type: str
      secret_access_key:
        description:
          - Secret of the access key. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides when it is written.
        type: str
  verify:
    description:
      - Ask the DNS host for its zones with the new settings before they are written. If that fails, nothing is written and the task fails.
    type: bool
    default: false
  update_secrets:
    description:
      - When secrets that Dokploy does not show are written. V(on_create) writes them when the DNS provider is created and keeps them afterwards; V(always)
        writes them with every run, which then always counts as changed.
    type: str
    choices: [always, on_create]
    default: on_create
"""

EXAMPLES = r"""
---
- name: Use Cloudflare
  community.dokploy.dokploy_dns_provider:
    name: cloudflare
    cloudflare:
      api_token: "{{ vault_cloudflare_token }}"
    verify: true

- name: Use Route 53
  community.dokploy.dokploy_dns_provider:
    name: route53
    route53:
      access_key_id: "{{ vault_aws_key_id }}"
      secret_access_key: "{{ vault_aws_key }}"

- name: Remove a DNS provider
  community.dokploy.dokploy_dns_provider:
    name: cloudflare
    state: absent
"""

RETURN = r"""
---
dns_provider:
  description: The DNS provider, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: yWV-7YE99nbZO-yraAId4
    name: cloudflare
    cloudflare:
      api_token: '********'
    type: cloudflare
    created_at: '2026-11-22T14:04:49.973Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("dns_provider")


if __name__ == "__main__":
    main()
