#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_ssh_key
short_description: Manage SSH keys in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes the SSH keys with which Dokploy reaches Git repositories and remote servers.
  - Bring a key pair of your own, or let Dokploy make one with O(generate). The private key of a pair that Dokploy made stands in the result of that one
    task and in no later one.
  - A key pair cannot be exchanged once the key exists. A key that services or servers use is not removed unless O(force=true); they would lose their access.
notes:
  - With O(generate), set C(no_log=true) on the task to keep the private key out of the output of that run.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_compose
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the key in Dokploy. Needed unless O(id) is given.
    type: str
  description:
    description:
      - Free text shown beside the name.
    type: str
  private_key:
    description:
      - Private key without a passphrase, RSA or Ed25519, as C(ssh-keygen) writes it. Needed at creation unless O(generate) is given.
    type: str
  public_key:
    description:
      - Public key of the type C(ssh-rsa) or C(ssh-ed25519). Needed at creation unless O(generate) is given.
    type: str
  generate:
    description:
      - Let Dokploy make a key pair of this type if there is no key of that name yet. An existing key stays as it is.
    type: str
    choices: [ed25519, rsa]
  force:
    description:
      - Remove it though something uses it.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Store a key pair
  community.dokploy.dokploy_ssh_key:
    name: deploy
    private_key: "{{ lookup('ansible.builtin.file', '~/.ssh/deploy') }}"
    public_key: "{{ lookup('ansible.builtin.file', '~/.ssh/deploy.pub') }}"

- name: Let Dokploy make a key pair
  community.dokploy.dokploy_ssh_key:
    name: builder
    generate: ed25519
  register: builder

- name: Allow the key to log in
  ansible.posix.authorized_key:
    user: deploy
    key: "{{ builder.ssh_key.public_key }}"
  delegate_to: build.example.com

- name: Remove a key
  community.dokploy.dokploy_ssh_key:
    name: deploy
    state: absent
"""

RETURN = r"""
---
ssh_key:
  description: The key. With O(state=absent) it is what was removed, or nothing if there was none. The private key is masked, except in the result of the
    task in which Dokploy made it.
  returned: success
  type: dict
  sample:
    id: KM3X7IhNZ4V3UhX7nXj05
    name: builder
    description: null
    private_key: '********'
    public_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFXy1 dokploy
    created_at: '2026-11-22T13:58:15.564Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("ssh_key")


if __name__ == "__main__":
    main()
