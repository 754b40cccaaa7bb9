#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_mongo
short_description: Manage MongoDB databases in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes MongoDB databases that Dokploy runs.
notes:
  - With O(replica_sets=true) Dokploy 0.30 starts C(mongod) by a script of its own, without access control, so that whoever reaches the database needs no
    password. O(args) then has no effect, and O(command) is a line of shell at the end of that script.
seealso:
  - module: community.dokploy.dokploy_backup
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_environment
  - community.dokploy.service
  - community.dokploy.service.swarm
  - community.dokploy.service.args
  - community.dokploy.database
  - community.dokploy.database.login
  - community.dokploy.database.change_password
options:
  replica_sets:
    description:
      - Whether it runs as a replica set of one member, which transactions and change streams need.
    type: bool
"""

EXAMPLES = r"""
---
- name: Make a database that only other services can reach
  community.dokploy.dokploy_mongo:
    project: shop
    environment: staging
    name: db
    app_name: shop-db
    docker_image: mongo:8
    database_user: shop
    database_password: "{{ vault_shop_db_password }}"
    replica_sets: true
    memory_limit: 1Gi

- name: Open a port on the host with the next deployment
  community.dokploy.dokploy_mongo:
    project: shop
    environment: staging
    name: db
    external_port: 27018

- name: Change the password of the running database
  community.dokploy.dokploy_mongo:
    project: shop
    environment: staging
    name: db
    database_password: "{{ vault_new_shop_db_password }}"
    change_password: true

- name: Remove a database, but not its data
  community.dokploy.dokploy_mongo:
    project: shop
    environment: staging
    name: db
    state: absent
"""

RETURN = r"""
---
mongo:
  description: The database. With O(state=absent) it is what was removed, or null if there was none. Settings that were never made are left out of this
    sample.
  returned: success
  type: dict
  sample:
    id: yy1lqIuh3teSp6V8DaZze
    name: db
    app_name: shop-db-x1enah
    description: null
    server: null
    docker_image: mongo:8
    database_user: shop
    database_password: '********'
    replica_sets: true
    external_port: null
    env: {}
    memory_limit: 1Gi
    replicas: 1
    environment_id: jXO7AUh5PONBp2SS31IOd
    created_at: '2026-11-22T13:52:25.587Z'
    status: idle
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("mongo")


if __name__ == "__main__":
    main()
