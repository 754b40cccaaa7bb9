#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_info
short_description: Read what is there on a Dokploy server
version_added: 0.1.0
description:
  - Reads things of any kind as the modules of their kinds show them, with the options by which they could be set.
  - Whatever the number of kinds and things, it takes a handful of requests.
notes:
  - A project, an environment or a service that does not exist is an error, while nothing found within one is an empty list.
  - References to other things are shown as the ids that Dokploy stores.
  - Where the API key may not read a kind that O(kinds) names, the task fails. Without O(kinds) such kinds are left out with a warning.
seealso:
  - module: community.dokploy.dokploy_export
  - module: community.dokploy.dokploy_api
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.info
options:
  kinds:
    description:
      - What to read. If left out, everything except templates.
      - V(template) stands for the templates that Dokploy offers for new stacks, which it fetches from the internet. There are none if it cannot.
    type: list
    elements: str
    choices:
      - ai_provider
      - api_key
      - application
      - backup
      - certificate
      - compose
      - custom_role
      - destination
      - dns_provider
      - dns_record
      - domain
      - environment
      - forward_auth
      - git_provider
      - invitation
      - libsql
      - license
      - mariadb
      - mongo
      - mount
      - mysql
      - network
      - notification
      - organization
      - patch
      - port
      - postgres
      - project
      - redirect
      - redis
      - registry
      - schedule
      - scim
      - security
      - server
      - settings
      - ssh_key
      - sso_provider
      - tag
      - template
      - trusted_origin
      - user
      - vault_provider
      - volume_backup
      - whitelabeling
  project:
    description:
      - Name or id of a project. Only what is inside it is read. Kinds that belong to no project are not restricted by it.
    type: str
  environment:
    description:
      - Name or id of an environment. Only what is inside it is read.
    type: str
  application:
    description:
      - Name or id of an application. Only itself and what belongs to it is read.
    type: str
  compose:
    description:
      - Name or id of a Compose stack. Only itself and what belongs to it is read.
    type: str
  postgres:
    description:
      - Name or id of a PostgreSQL database. Only itself and what belongs to it is read.
    type: str
  mysql:
    description:
      - Name or id of a MySQL database. Only itself and what belongs to it is read.
    type: str
  mariadb:
    description:
      - Name or id of a MariaDB database. Only itself and what belongs to it is read.
    type: str
  mongo:
    description:
      - Name or id of a MongoDB database. Only itself and what belongs to it is read.
    type: str
  redis:
    description:
      - Name or id of a Redis database. Only itself and what belongs to it is read.
    type: str
  libsql:
    description:
      - Name or id of a libSQL database. Only itself and what belongs to it is read.
    type: str
  name:
    description:
      - Pattern for names, with C(*) and C(?), in which capitals do not count.
      - It is held against the first of the options that tell a thing of the kind from others, such as the host of a domain.
    type: str
  base_url:
    description:
      - Address of another catalogue of templates, as M(community.dokploy.dokploy_template) takes it.
    type: str
  include_secrets:
    description:
      - Whether passwords, keys, tokens and environment variables are shown. They are masked otherwise.
      - Set C(no_log) on the task when this is true.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Read all applications of a project with their domains
  community.dokploy.dokploy_info:
    kinds: [application, domain]
    project: shop
  register: shop

- name: Fail when one of them did not deploy
  ansible.builtin.assert:
    that: item.status != "error"
    quiet: true
  loop: "{{ shop.objects.application }}"
  loop_control:
    label: "{{ item.environment }}/{{ item.name }}"

- name: Find every domain below a name
  community.dokploy.dokploy_info:
    kinds: [domain]
    name: "*.example.com"
  register: domains

- name: Read the credentials of a database
  community.dokploy.dokploy_info:
    kinds: [postgres]
    project: shop
    name: orders
    include_secrets: true
  register: database
  no_log: true
"""

RETURN = r"""
---
objects:
  description:
    - For each kind a list of what there is, as the module of that kind returns it. Kinds of which there is only one thing give a list of one.
    - Things inside of projects carry the names of where they are, as C(project), C(environment) and, say, C(application).
  returned: success
  type: dict
  sample:
    application:
      - project: shop
        environment: production
        id: fXk3mPq9LtVbN2wRz7YcA
        name: web
        app_name: web-rr9s2z
        status: done
    domain:
      - project: shop
        environment: production
        application: web
        id: Qe5uJh8KdTgB1xMv4ZnSo
        host: shop.example.com
        path: /
        https: true
"""

from ansible_collections.community.dokploy.plugins.module_utils._engine.info import OPTIONS, run_info
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(OPTIONS, run_info)


if __name__ == "__main__":
    main()
