#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_postgres
short_description: Manage PostgreSQL databases in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes PostgreSQL databases that Dokploy runs.
notes:
  - Dokploy decides where the volume is mounted when it makes the database, by the image of that moment. That is C(/var/lib/postgresql/18/docker) for
    V(postgres:18), likewise for later versions, and C(/var/lib/postgresql/data) for whatever else. An image that keeps its data at another place, such as
    V(postgres:latest), V(pgvector/pgvector:pg18) or the next major version of V(postgres:18), does not use that volume. It either refuses to start or
    B(loses its data with the next deployment). To go to another major version, make a second database and take the data over with a backup and
    M(community.dokploy.dokploy_restore).
  - To change the password of a running database, Dokploy logs in to a database that has the name of O(database_user), and fails if there is none.
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
  - community.dokploy.database.name
  - community.dokploy.database.login
  - community.dokploy.database.change_password
"""

EXAMPLES = r"""
---
- name: Make a database that only other services can reach
  community.dokploy.dokploy_postgres:
    project: shop
    environment: staging
    name: db
    app_name: shop-db
    docker_image: postgres:17
    database_name: shop
    database_user: shop
    database_password: "{{ vault_shop_db_password }}"
    memory_limit: 1Gi
    cpu_limit: "0.5"
  register: db

- name: Show where an application reaches it
  ansible.builtin.debug:
    msg: "{{ db.postgres.app_name }}:5432"

- name: Open a port on the host
  community.dokploy.dokploy_postgres:
    project: shop
    environment: staging
    name: db
    external_port: 15432

- name: Close the port again
  community.dokploy.dokploy_postgres:
    project: shop
    environment: staging
    name: db
    external_port: 0

- name: Remove the database; its volume stays on the server
  community.dokploy.dokploy_postgres:
    project: shop
    environment: staging
    name: db
    state: absent
"""

RETURN = r"""
---
postgres:
  description: The database. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: kOrNzyWrUBvTGpzVRFbYg
    name: db
    app_name: shop-db-k3x9a1
    description: null
    server: null
    docker_image: postgres:17
    database_name: shop
    database_user: shop
    database_password: "********"
    external_port: null
    env: {}
    memory_limit: 1Gi
    memory_reservation: null
    cpu_limit: "0.5"
    cpu_reservation: null
    replicas: 1
    command: null
    args: []
    networks: []
    detach_dokploy_network: false
    environment_id: 62zzNdKKSfH19ztkOeZ9U
    created_at: "2026-11-22T13:46:41.115Z"
    status: idle
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("postgres")


if __name__ == "__main__":
    main()
