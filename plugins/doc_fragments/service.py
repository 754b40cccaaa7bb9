# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

# A dict ends both texts, so that the second one goes on where the first one ends.
_SWARM = r"""
options:
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
      - How many copies run; a new service has one. V(0) keeps it from running. O(swarm.mode) wins over it.
    type: int
  command:
    description:
      - Command that replaces the entrypoint of the image. Dokploy splits it at its blanks, also inside quotes.
    type: str
  networks:
    description:
      - Names or ids of the Docker networks of Dokploy that it joins. They have to be overlay networks on the same server. Needs Dokploy 0.29.14.
    type: list
    elements: str
  detach_dokploy_network:
    description:
      - Whether it leaves the network that all services share. Needs Dokploy 0.29.14.
    type: bool
  delete_volumes:
    description:
      - With O(state=absent), also remove the volumes that are mounted into it, once its containers have stopped. A volume that another container uses stays,
        and a warning says so. Needs Dokploy 0.30.0.
    type: bool
    default: false
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
            description: The check, such as V([CMD-SHELL, curl -f http://localhost/]).
            type: list
            elements: str
          interval:
            description: Time between two checks, such as V(30s).
            type: str
          timeout:
            description: How long one check may take, such as V(5s).
            type: str
          start_period:
            description: How long failures do not count after the start, such as V(1m).
            type: str
          retries:
            description: How many failures in a row make it unhealthy.
            type: int
      restart_policy:
        description:
          - When Docker starts a container again.
        type: dict
        suboptions:
          condition:
            description: After which kind of end it is started again.
            type: str
            choices: [none, on-failure, any]
          delay:
            description: Pause before the restart, such as V(5s).
            type: str
          max_attempts:
            description: How many restarts at the most.
            type: int
          window:
            description: How long a container has to run for a restart to count as successful, such as V(2m).
            type: str
      placement:
        description:
          - On which nodes it may run. If left out, what has mounts stays on the managers of the swarm.
        type: dict
        suboptions:
          constraints:
            description: Conditions, such as V(node.role==worker).
            type: list
            elements: str
          preferences:
            description: How the copies are spread.
            type: list
            elements: dict
            suboptions:
              spread:
                description: Spread evenly over the values of a label.
                type: dict
                suboptions:
                  descriptor:
                    description: The label, such as V(node.labels.zone). Needed.
                    type: str
          max_replicas:
            description: How many copies may run on one node.
            type: int
          platforms:
            description: Platforms it can run on.
            type: list
            elements: dict
            suboptions:
              architecture:
                description: The processor architecture, such as V(x86_64).
                type: str
                required: true
              os:
                description: The operating system, such as V(linux).
                type: str
                required: true
      update_config:
        description:
          - How Docker replaces the copies when the service changes.
        type: dict
        suboptions:
          failure_action:
            description: What happens when a step fails.
            type: str
            choices: [continue, pause, rollback]
          # What both have in common.
          <<: &steps
            parallelism:
              description: How many copies at a time; V(0) is all. Needed.
              type: int
            delay:
              description: Pause between two steps, such as V(10s).
              type: str
            monitor:
              description: How long a copy is watched for failure, such as V(15s).
              type: str
            max_failure_ratio:
              description: Which share of failures is accepted, from 0 to 1.
              type: float
            order:
              description: Whether the old copy stops before or after the new one starts. Needed.
              type: str
              choices: [stop-first, start-first]
      rollback_config:
        description:
          - How Docker goes back when a change fails.
        type: dict
        suboptions:
          failure_action:
            description: What happens when a step fails.
            type: str
            choices: [continue, pause]
          <<: *steps
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
            description: Name or id of the Docker network.
            type: str
          aliases:
            description: Further names of the service in that network.
            type: list
            elements: str
          driver_opts:
            description: Options for the driver of the network.
            type: dict
      stop_grace_period:
        description:
          - How long a container may take to stop before it is killed, such as V(30s). Needs Dokploy 0.25.5.
        type: str
      endpoint_spec:
        description:
          - How the service is reached. It takes the place of what Dokploy publishes otherwise, that is ports of M(community.dokploy.dokploy_port)
            and the C(external_port) of a database. Needs Dokploy 0.25.7.
        type: dict
        suboptions:
          mode:
            description: By a virtual address or by DNS.
            type: str
            choices: [vip, dnsrr]
          ports:
            description: Published ports.
            type: list
            elements: dict
            suboptions:
              protocol:
                description: The protocol. Dokploy takes V(tcp) if it is left out.
                type: str
                choices: [tcp, udp, sctp]
              target_port:
                description: The port inside the container.
                type: int
              published_port:
                description: The port on the host.
                type: int
              publish_mode:
                description: On every node, or on the node that runs a copy. Dokploy takes V(host) if it is left out.
                type: str
                choices: [ingress, host]
"""

_ULIMITS = r"""      ulimits:
        description:
          - Limits of the operating system for its processes. Needs Dokploy 0.27.0.
        type: list
        elements: dict
        suboptions:
          name:
            description: The limit, such as V(nofile).
            type: str
            required: true
          soft:
            description: The soft limit; V(-1) is none.
            type: int
            required: true
          hard:
            description: The hard limit; V(-1) is none.
            type: int
            required: true
"""


class ModuleDocFragment:
    # What every service has, however it runs.
    DOCUMENTATION = r"""
options:
  name:
    description:
      - Name of the service within its environment. Needed unless O(id) is given.
    type: str
  app_name:
    description:
      - How the name begins that the service has on the server. Dokploy adds a dash and six random characters; the result tells the whole name, by which
        other containers reach the service.
      - Letters, digits, dots, dashes and underscores, 56 at the most. It cannot change after creation. If left out, Dokploy invents a name.
    type: str
  description:
    description:
      - Free text shown beside the name.
    type: str
  server:
    description:
      - Name or id of the server it runs on; Dokploy's own host if left out. It cannot change after creation.
    type: str
  env:
    description:
      - Environment variables, as a dict or as dotenv text. A dict is compared key by key, a text exactly. Either is the whole set.
      - Values are secret; the names of the variables are not.
    type: raw
"""

    # Not every engine has these.
    ARGS = r"""
options:
  args:
    description:
      - Arguments for the command. Needs Dokploy 0.26.0.
    type: list
    elements: str
"""


# Put together outside the class: sanity tests read what a class holds as plain text only.

# What every service has that runs as a swarm service.
ModuleDocFragment.SWARM = _SWARM + _ULIMITS

# libSQL has no limits of the operating system.
ModuleDocFragment.SWARM_WITHOUT_ULIMITS = _SWARM
