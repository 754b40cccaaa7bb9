#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_bootstrap
short_description: Get from a newly installed Dokploy to an API key
version_added: 0.1.0
description:
  - Waits until Dokploy answers, makes its first administrator unless there is one, and makes an API key for all other modules. No browser is needed.
  - Where an API key that works is known already, by O(api_key) or O(key_file), nothing is done.
  - The key has no limit of requests. Dokploy keeps only its hash, so it cannot be read a second time; let O(key_file) keep it, or a vault of your own.
  - The result holds the key in clear, for other tasks to use. Give the task C(no_log=true).
  - It logs in and out again, which Dokploy allows three times in ten seconds. The task waits where it was more often.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  api_key:
    description:
      - An API key that is known already. If it works, nothing is done, and O(email) and O(password) are not even looked at.
      - It can come from the environment variable E(DOKPLOY_API_KEY), too.
    type: str
  email:
    description:
      - Email of the first administrator, or of another user that Dokploy has. The key belongs to this user and may do what they may.
    type: str
    required: true
  password:
    description:
      - Password of this user, with eight characters or more. An existing password is not changed.
    type: str
    required: true
  first_name:
    description:
      - First name of an administrator that is made.
    type: str
    default: Admin
  last_name:
    description:
      - Last name of an administrator that is made.
    type: str
    default: ""
  organization:
    description:
      - Name or id of the organization that the key acts in; the user's default one if left out. A new Dokploy has one, V(My Organization).
    type: str
  key_name:
    description:
      - Name of the key in Dokploy, up to 32 characters.
    type: str
    default: ansible
  key_file:
    description:
      - File on the machine where the module runs that keeps the key, readable for its owner only. Its folder has to be there.
      - A key in it that Dokploy does not accept any more makes way for a new one. A file that holds something else is left alone, and the task fails.
    type: path
  replace:
    description:
      - Whether a new key takes the place of one of the same name that is not known, which then stops working. Otherwise the task fails.
    type: bool
    default: false
  wait_timeout:
    description:
      - Seconds to wait for a Dokploy that is not up yet. With V(0) it has to answer at once.
    type: int
    default: 300
notes:
  - In check mode nothing is asked that needs a login. So without a key that works a change is foretold, even where O(password) is wrong or
    O(key_name) is taken.
seealso:
  - module: community.dokploy.dokploy_api_key
"""

EXAMPLES = r"""
---
- name: Make the first administrator of the new server and a key, on the server itself
  community.dokploy.dokploy_bootstrap:
    api_url: http://localhost:3000
    email: admin@example.com
    password: "{{ vault_dokploy_password }}"
    key_file: /root/.dokploy-api-key
  register: dokploy
  no_log: true

- name: Use the key
  community.dokploy.dokploy_project:
    api_url: http://localhost:3000
    api_key: "{{ dokploy.api_key }}"
    name: shop

- name: Make a key of its own for the deployments of another organization
  community.dokploy.dokploy_bootstrap:
    api_url: https://dokploy.example.com
    email: admin@example.com
    password: "{{ vault_dokploy_password }}"
    organization: Customers
    key_name: deployments
    key_file: ~/.config/dokploy/deployments
  no_log: true
"""

RETURN = r"""
---
api_key:
  description: The key, in clear. Not there in check mode before it is made, nor where O(api_key) works.
  returned: when it was made, or is kept in O(key_file)
  type: str
  sample: fJwXcHnSvKqLtRzMpYbDgAeUiOoPsWxZ
administrator_created:
  description: Whether the first administrator was made, or would be in check mode.
  returned: success
  type: bool
organization:
  description: The organization that the key acts in.
  returned: when the key was made
  type: dict
  contains:
    id:
      description: Its id.
      type: str
    name:
      description: Its name.
      type: str
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.bootstrap import bootstrap
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import BOOTSTRAP
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(BOOTSTRAP, bootstrap)


if __name__ == "__main__":
    main()
