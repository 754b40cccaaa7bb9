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
  - Creates, changes and removes libSQL databases that Dokploy runs.
  - Changes are stored and take effect with the next deployment, see M(community.dokploy.dokploy_deployment). The data stays in a volume that Dokploy makes
    with the database and keeps when the database is removed, unless O(delete_volumes=true).
seealso:
  - module: community.dokploy.dokploy_deployment
  - module: community.dokploy.dokploy_backup
  - module: community.dokploy.dokploy_mount
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_environment
  - community.dokploy.service
  - community.dokploy.service.database
options:
  database_user:
    description:
      - User of the database. Needed at creation. A change is stored by Dokploy, but libSQL takes it up only when its volume is still empty.
    type: str
  database_password:
    description:
      - Password of O(database_user). Needed at creation. A change is stored by Dokploy, but libSQL takes it up only when its volume is still empty.
      - Letters, digits and C(@#%^&*()_+-=[]{}|;:,.<>?~`) are accepted.
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
  memory_limit:
    description:
      - Most memory it may use, such as V(512Mi) or V(1.5Gi). A number without a unit is bytes; V(k), V(m) and V(g) are binary, V(kB), V(MB) and V(GB) decimal.
    type: str
  memory_reservation:
    description:
      - Memory that is kept free for it, written like O(memory_limit).
    type: str
  cpu_limit:
    description:
      - Most CPUs it may use, such as V(0.5) or V(500m).
    type: str
  cpu_reservation:
    description:
      - CPUs that are kept free for it, written like O(cpu_limit).
    type: str
  replicas:
    description:
      - How many copies run. O(swarm.mode) wins over it.
    type: int
  command:
    description:
      - Command that replaces the one of the image.
    type: str
  swarm:
    description:
      - Settings of the Docker swarm service. Each one is written as a whole, and V({}) gives it back to Dokploy's default.
    type: dict
    suboptions:
      health_check:
        description:
          - How Docker tells whether a container is healthy.
        type: dict
        suboptions:
          test:
            description:
              - The check, such as V([CMD-SHELL, curl -f http://localhost/]).
            type: list
            elements: str
          interval:
            description:
              - Time between two checks, such as V(30s).
            type: str
          timeout:
            description:
              - How long one check may take, such as V(5s).
            type: str
          start_period:
            description:
              - How long failures do not count after the start, such as V(1m).
            type: str
          retries:
            description:
              - How many failures in a row make it unhealthy.
            type: int
      restart_policy:
        description:
          - When Docker starts a container again.
        type: dict
        suboptions:
          condition:
            description:
              - After which kind of end it is started again.
            type: str
            choices: [none, on-failure, any]
          delay:
            description:
              - Pause before the restart, such as V(5s).
            type: str
          max_attempts:
            description:
              - How many restarts at the most.
            type: int
          window:
            description:
              - How long a container has to run for a restart to count as successful, such as V(2m).
            type: str
      placement:
        description:
          - On which nodes it may run.
        type: dict
        suboptions:
          constraints:
            description:
              - Conditions, such as V(node.role==worker).
            type: list
            elements: str
          preferences:
            description:
              - How the copies are spread.
            type: list
            elements: dict
            suboptions:
              spread:
                description:
                  - Spread evenly over the values of a label.
                type: dict
                suboptions:
                  descriptor:
                    description:
                      - The label, such as V(node.labels.zone).
                    type: str
          max_replicas:
            description:
              - How many copies may run on one node.
            type: int
          platforms:
            description:
              - Platforms it can run on.
            type: list
            elements: dict
            suboptions:
              architecture:
                description:
                  - The processor architecture, such as V(x86_64).
                type: str
                required: true
              os:
                description:
                  - The operating system, such as V(linux).
                type: str
                required: true
      update_config:
        description:
          - How Docker replaces the copies when the service changes.
        type: dict
        suboptions:
          parallelism:
            description:
              - How many copies at a time; V(0) is all.
            type: int
          delay:
            description:
              - Pause between two steps, such as V(10s).
            type: str
          failure_action:
            description:
              - What happens when a step fails.
            type: str
            choices: [continue, pause, rollback]
          monitor:
            description:
              - How long a new copy is watched for failure, such as V(15s).
            type: str
          max_failure_ratio:
            description:
              - Which share of failures is accepted, from 0 to 1.
            type: float
          order:
            description:
              - Whether the old copy stops before or after the new one starts.
            type: str
            choices: [stop-first, start-first]
      rollback_config:
        description:
          - How Docker goes back when a change fails.
        type: dict
        suboptions:
          parallelism:
            description:
              - How many copies at a time; V(0) is all.
            type: int
          delay:
            description:
              - Pause between two steps, such as V(10s).
            type: str
          failure_action:
            description:
              - What happens when a step fails.
            type: str
            choices: [continue, pause]
          monitor:
            description:
              - How long a copy is watched for failure, such as V(15s).
            type: str
          max_failure_ratio:
            description:
              - Which share of failures is accepted, from 0 to 1.
            type: float
          order:
            description:
              - Whether the old copy stops before or after the new one starts.
            type: str
            choices: [stop-first, start-first]
      mode:
        description:
          - Mode of the service as Docker's API writes it, with one of the members C(Replicated), C(Global), C(ReplicatedJob) and C(GlobalJob).
        type: dict
      labels:
        description:
          - Labels of the service.
        type: dict
      networks:
        description:
          - Networks of the service as Docker knows them, instead of the one that all services share.
        type: list
        elements: dict
        suboptions:
          target:
            description:
              - Name or id of the Docker network.
            type: str
          aliases:
            description:
              - Further names of the service in that network.
            type: list
            elements: str
          driver_opts:
            description:
              - Options for the driver of the network.
            type: dict
      stop_grace_period:
        description:
          - How long a container may take to stop before it is killed, such as V(30s).
        type: str
      endpoint_spec:
        description:
          - How the service is reached.
        type: dict
        suboptions:
          mode:
            description:
              - By a virtual address or by DNS.
            type: str
            choices: [vip, dnsrr]
          ports:
            description:
              - Published ports.
            type: list
            elements: dict
            suboptions:
              protocol:
                description:
                  - The protocol.
                type: str
                choices: [tcp, udp, sctp]
              target_port:
                description:
                  - The port inside the container.
                type: int
              published_port:
                description:
                  - The port on the host.
                type: int
              publish_mode:
                description:
                  - On every node, or on the node that runs a copy.
                type: str
                choices: [ingress, host]
  networks:
    description:
      - Names or ids of the Docker networks of Dokploy that it joins. They have to be overlay networks on the same server. Needs Dokploy 0.30.0.
    type: list
    elements: str
  detach_dokploy_network:
    description:
      - Whether it leaves the network that all services share. Needs Dokploy 0.30.0.
    type: bool
  delete_volumes:
    description:
      - With O(state=absent), also remove the volumes that are mounted into it, once its containers have stopped. A volume that another container uses stays,
        and a warning says so. Needs Dokploy 0.30.0.
    type: bool
    default: false
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
  description: The database. With O(state=absent) it is what was removed, or nothing if there was none. Settings that were never made are left out of this
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
