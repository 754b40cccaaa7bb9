#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_export
short_description: Turn what is in Dokploy into a stack document or a playbook
version_added: 0.1.0
description:
  - Reads an environment, a project or everything and gives it as the document that M(community.dokploy.dokploy_stack) takes, whoever made it and how.
  - Applying the export to the server it came from changes nothing. Applying it to an empty server makes the same there; what it refers to and does not
    hold, such as registries, SSH keys and backup destinations, has to exist there under the same names.
  - The host names of services, which every Dokploy makes up anew, become references to the service where they stand in settings of others.
  - Options that are not set are left out, and so is what Dokploy adds by itself. What this collection could not take back is left out with a warning.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  project:
    description:
      - Name or id of the project. If left out, all projects are exported.
    type: str
  environment:
    description:
      - Name or id of the environment in O(project). If left out, all of its environments are exported.
    type: str
  secrets:
    description:
      - V(omit) leaves out all secret values, environment variables among them. On the server they come from nothing is lost, because options that are left
        out are not managed.
      - V(placeholder) puts a variable such as C({{ vault_shop_production_db_database_password }}) in the place of each; RV(variables) names them.
        The document is then to be loaded as variables, with C(vars_files) or C(ansible.builtin.include_vars), so that they are templated.
      - V(include) writes them as they are. The result of the task then holds them too; use C(no_log) and a O(dest) that only you can read.
    type: str
    choices: [omit, placeholder, include]
    default: omit
  format:
    description:
      - Whether RV(text), and the file, is the document alone or a playbook that applies it.
    type: str
    choices: [document, playbook]
    default: document
  dest:
    description:
      - File to write the text to, on the host where the task runs. A new file can be read by everybody, unless it holds secrets.
      - An existing file keeps its mode, except that one which everybody can read becomes its owner's alone when secrets are written to it.
    type: path
seealso:
  - module: community.dokploy.dokploy_stack
"""

EXAMPLES = r"""
- name: Keep a project as a playbook, with variables in the place of secrets
  community.dokploy.dokploy_export:
    project: shop
    secrets: placeholder
    format: playbook
    dest: "{{ playbook_dir }}/shop.yml"

- name: Copy an environment to another Dokploy
  community.dokploy.dokploy_export:
    project: shop
    environment: production
    secrets: include
  no_log: true
  register: shop

- name: Make it there
  community.dokploy.dokploy_stack:
    api_url: https://other.example.com
    api_key: "{{ other_api_key }}"
    stack: "{{ shop.stack }}"
"""

RETURN = r"""
---
stack:
  description: The document.
  returned: success
  type: dict
  sample:
    project: {name: shop}
    environment: {name: production}
    applications:
      - name: web
        source_type: docker
        docker: {image: "nginx:1.27"}
text:
  description: The document or the playbook as text.
  returned: success
  type: str
  sample: |
    ---
    project:
      name: shop
variables:
  description: The names of the variables that stand for secrets, with what each of them is.
  returned: success
  type: dict
  sample: {vault_shop_production_db_database_password: shop production db database_password}
dest:
  description: The file.
  returned: when O(dest) is given
  type: str
  sample: /home/me/shop.yml
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module
from ansible_collections.community.dokploy.plugins.module_utils._stack.run_export import EXPORT, run_export


def main():
    run_module(EXPORT, run_export)


if __name__ == "__main__":
    main()
