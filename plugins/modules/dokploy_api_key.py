#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_api_key
short_description: Manage API keys of Dokploy
version_added: 0.1.0
description:
  - Creates and removes API keys of the user to whom the API key of the task belongs.
  - The key itself is told once, in the result of the task that creates it, as C(key). Keep it in a vault and use C(no_log) for that task; nothing tells
    it later.
  - A key never changes. Options other than its name count at creation only, and Dokploy does not tell most of them afterwards, so that they are not compared.
seealso:
  - module: community.dokploy.dokploy_organization
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the key, up to 32 characters. It tells one from another. Needed unless O(id) is given.
    type: str
  organization:
    description:
      - Name or id of the organization in which the key acts. If left out, it is that of the API key of the task.
    type: str
  prefix:
    description:
      - Text that the key begins with. It cannot change afterwards.
    type: str
  expires_in:
    description:
      - How long the key is good for, such as V(720h), at least a day and at most 365 days. If left out, it never expires.
    type: str
  rate_limit:
    description:
      - How many requests the key serves. If left out, there is no limit.
    type: dict
    suboptions:
      requests:
        description:
          - How many requests it serves within O(rate_limit.window). A request to C(/api/<procedure>) counts as two.
        type: int
      window:
        description:
          - Length of the window, such as V(1m) or V(24h).
        type: str
  remaining:
    description:
      - How many requests the key serves altogether before it is used up.
    type: int
  refill:
    description:
      - How a key with O(remaining) is filled up again.
    type: dict
    suboptions:
      amount:
        description:
          - How many requests are added.
        type: int
      interval:
        description:
          - How often they are added, such as V(24h).
        type: str
"""

EXAMPLES = r"""
---
- name: Create a key without a limit
  community.dokploy.dokploy_api_key:
    name: ci
  register: created
  no_log: true

- name: Keep it while it is known
  ansible.builtin.copy:
    content: "{{ created.api_key.key }}"
    dest: /etc/ci/dokploy.key
    mode: "0600"
  when: created is changed
  no_log: true

- name: Create a key for another organization that serves 100 requests a minute for 90 days
  community.dokploy.dokploy_api_key:
    name: platform-bot
    organization: Platform
    expires_in: 2160h
    rate_limit:
      requests: 100
      window: 1m

- name: Remove a key
  community.dokploy.dokploy_api_key:
    name: ci
    state: absent
"""

RETURN = r"""
---
api_key:
  description:
    - The API key. With O(state=absent) it is what was removed, or null if there was none.
    - C(key) is the key itself and there only when the task created it.
  returned: success
  type: dict
  sample:
    id: ePNN7eFIUREPf2czlq1zksG2jelcQGPM
    name: ci
    prefix: null
    enabled: true
    expires_at: null
    created_at: '2026-11-22T14:14:35.053Z'
    key: only-when-it-was-created
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("api_key")


if __name__ == "__main__":
    main()
