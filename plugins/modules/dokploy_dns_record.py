#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_dns_record
short_description: Manage DNS records by way of Dokploy
version_added: 0.1.0
description:
  - Writes DNS records of the types A and CNAME at the DNS host of a provider that Dokploy has.
  - Dokploy asks the DNS host itself with every run, so what was changed there by hand is seen and put right.
  - Needs Dokploy 0.30.0.
seealso:
  - module: community.dokploy.dokploy_dns_provider
  - module: community.dokploy.dokploy_domain
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  dns_provider:
    description:
      - Name or id of the DNS provider.
    type: str
  zone:
    description:
      - Name or id of the zone, such as V(example.com).
    type: str
  type:
    description:
      - Type of the record.
    type: str
    choices: [A, CNAME]
  name:
    description:
      - Full name of the record, such as V(www.example.com), without a dot at its end. Together with O(zone) and O(type) it tells one record from another;
        where a host has several such records, give O(id).
    type: str
  content:
    description:
      - Where it points, an IPv4 address for V(A) and a host name for V(CNAME). Required to create one.
    type: str
  ttl:
    description:
      - How long others may remember the record, in seconds. If left out at creation, the DNS host decides; V(1) means that Cloudflare decides.
    type: int
"""

EXAMPLES = r"""
---
- name: Point a name to the server
  community.dokploy.dokploy_dns_record:
    dns_provider: cloudflare
    zone: example.com
    type: A
    name: shop.example.com
    content: 203.0.113.10

- name: Make another name an alias
  community.dokploy.dokploy_dns_record:
    dns_provider: cloudflare
    zone: example.com
    type: CNAME
    name: www.example.com
    content: shop.example.com
    ttl: 300

- name: Remove a record
  community.dokploy.dokploy_dns_record:
    dns_provider: cloudflare
    zone: example.com
    type: A
    name: shop.example.com
    state: absent
"""

RETURN = r"""
---
dns_record:
  description: The DNS record, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: 372e67954025e0ba6aaa6d586b9e0b59
    zone: 023e105f4ecef8ad9ca31a8372d0c353
    type: A
    name: shop.example.com
    content: 203.0.113.10
    ttl: 1
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("dns_record")


if __name__ == "__main__":
    main()
