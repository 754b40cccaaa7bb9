#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_certificate
short_description: Manage certificates in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes certificates that Traefik serves because you bring them, and not Let's Encrypt.
  - Dokploy does not look at what it is given; this module checks at least that it is PEM text. A change of an existing certificate needs Dokploy 0.29.0.
seealso:
  - module: community.dokploy.dokploy_domain
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the certificate in Dokploy. Needed unless O(id) is given.
    type: str
  certificate:
    description:
      - The certificate in PEM form, followed by those of the authorities between it and a trusted one. Needed at creation.
    type: str
  private_key:
    description:
      - The private key in PEM form, without a passphrase. Needed at creation.
    type: str
  server:
    description:
      - Name or id of the server whose Traefik serves it; Dokploy's own host if left out. It cannot change after creation.
      - Before a certificate is brought there, Dokploy has to reach the server over SSH, or the task fails. Without that, Dokploy would store a
        certificate whose files are nowhere.
    type: str
  auto_renew:
    description:
      - Marks the certificate as one that renews itself. Dokploy stores the mark and does nothing with it. It cannot change after creation.
    type: bool
"""

EXAMPLES = r"""
---
- name: Serve a certificate of our own authority
  community.dokploy.dokploy_certificate:
    name: wildcard
    certificate: "{{ lookup('ansible.builtin.file', 'wildcard.crt') }}"
    private_key: "{{ lookup('ansible.builtin.file', 'wildcard.key') }}"

- name: Remove a certificate
  community.dokploy.dokploy_certificate:
    name: wildcard
    state: absent
"""

RETURN = r"""
---
certificate:
  description: The certificate. With O(state=absent) it is what was removed, or nothing if there was none.
  returned: success
  type: dict
  sample:
    id: 8HVhZc8MkYKAD9cM1xPrb
    name: wildcard
    certificate: '-----BEGIN CERTIFICATE-----

      ...

      -----END CERTIFICATE-----

      '
    private_key: '********'
    server: null
    auto_renew: null
    path: certificate-hack-wireless-feed-73lnab
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("certificate")


if __name__ == "__main__":
    main()
