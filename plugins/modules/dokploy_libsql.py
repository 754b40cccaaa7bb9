#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_libsql
short_description: Manage libSQL databases in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes libSQL databases that Dokploy runs. Needs Dokploy 0.29.0.
notes:
  - Dokploy 0.30 makes no use of O(docker_image), O(swarm.stop_grace_period) and O(swarm.endpoint_spec) for libSQL. It stores them and always runs the image
    V(ghcr.io/tursodatabase/libsql-server:v0.24.32).
  - O(command) is a line of shell here, to which Dokploy adds C(--enable-namespaces) with O(enable_namespaces=true).
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
  - community.dokploy.service.swarm_without_ulimits
  - community.dokploy.database
options:
  database_user:
    description:
      - User of the database. Needed at creation. A change takes effect with the next deployment.
    type: str
  database_password:
    description:
      - Password of O(database_user). Needed at creation. A change takes effect with the next deployment.
      - Letters, digits and V(@#%^&*(\)_+-=[]{}|;:,.<>?~`) are accepted.
    type: str
  node:
    description:
      - Whether it takes writes itself or follows another one. If left out at creation, V(primary) is meant.
    type: str
    choices: [primary, replica]
  primary_url:
    description:
      - URL of the primary that a replica follows. Needed with O(node=replica).
    type: str
  enable_namespaces:
    description:
      - Whether one server holds many databases. If left out at creation, it holds one.
    type: bool
  external_grpc_port:
    description:
      - Port on the host for replicas that follow this database, from the next deployment on; V(0) closes it. Not for a replica.
    type: int
  external_admin_port:
    description:
      - Port on the host for its administration, from the next deployment on; V(0) closes it.
    type: int
"""

EXAMPLES = r"""
---
- name: Make a database that only other services can reach
  community.dokploy.dokploy_libsql:
    project: shop
    environment: staging
    name: db
    app_name: shop-db
    docker_image: ghcr.io/tursodatabase/libsql-server:v0.24.32
    database_user: shop
    database_password: "{{ vault_shop_db_password }}"
    enable_namespaces: true
    memory_limit: 1Gi

- name: Open a port on the host with the next deployment
  community.dokploy.dokploy_libsql:
    project: shop
    environment: staging
    name: db
    external_port: 28080

- name: Follow it from elsewhere
  community.dokploy.dokploy_libsql:
    project: shop
    environment: reports
    name: db
    database_user: shop
    database_password: "{{ vault_shop_db_password }}"
    node: replica
    primary_url: http://db.example.com:25001

- name: Remove a database, but not its data
  community.dokploy.dokploy_libsql:
    project: shop
    environment: staging
    name: db
    state: absent
"""

RETURN = r"""
---
libsql:
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
    docker_image: ghcr.io/tursodatabase/libsql-server:v0.24.32
    database_user: shop
    database_password: '********'
    node: primary
    primary_url: null
    enable_namespaces: true
    external_grpc_port: null
    external_admin_port: null
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
    run_kind_module("libsql")


if __name__ == "__main__":
    main()
