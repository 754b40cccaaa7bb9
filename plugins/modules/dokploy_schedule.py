#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_schedule
short_description: Manage scheduled commands in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes commands that Dokploy runs by the clock, inside a container of an application or of a Compose stack, on a remote server,
    or on its own host.
  - A schedule is told from others of the same owner by its name. Without O(application), O(compose) and O(server) it is one of Dokploy's own host, which
    only owners and admins may have.
  - Dokploy takes any text as time or time zone and then never runs the command; this module checks both first.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_compose
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
options:
  application:
    description:
      - Name or id of the application whose container runs the command.
    type: str
  compose:
    description:
      - Name or id of the Compose stack of which a container runs the command.
    type: str
  server:
    description:
      - Name or id of the remote server that runs the script.
      - Before a script is brought there, Dokploy has to reach the server over SSH, or the task fails. Without that, Dokploy would store a
        schedule whose script is nowhere.
    type: str
  name:
    description:
      - Name of the schedule. Needed unless O(id) is given.
    type: str
  description:
    description:
      - Free text shown beside the name. Needs Dokploy 0.29.3.
    type: str
  cron:
    description:
      - When to run, as five fields (minute, hour, day, month, weekday), six with seconds first, or a name such as V(@daily). Needed at creation.
    type: str
  timezone:
    description:
      - Time zone that O(cron) is meant in, such as V(Europe/Berlin). If it was never set, it is UTC. Needs Dokploy 0.26.0.
    type: str
  command:
    description:
      - What the shell in the container runs. Needed at creation with O(application) or O(compose).
    type: str
  script:
    description:
      - What the host or server runs with bash. Needed at creation with neither O(application) nor O(compose).
    type: str
  shell:
    description:
      - Shell that runs O(command) in the container. Dokploy takes V(bash) if it is left out at creation, which small images do not have.
    type: str
    choices: [bash, sh]
  service_name:
    description:
      - Service of the Compose stack whose container runs the command. Needed at creation with O(compose).
    type: str
  enabled:
    description:
      - Whether it runs at all. A new one does.
    type: bool
"""

EXAMPLES = r"""
---
- name: Clean up every night
  community.dokploy.dokploy_schedule:
    project: shop
    application: web
    name: cleanup
    cron: 30 3 * * *
    timezone: Europe/Berlin
    shell: sh
    command: /app/bin/cleanup --older-than 30d

- name: Run a command in one service of a Compose stack
  community.dokploy.dokploy_schedule:
    project: shop
    compose: monitoring
    service_name: grafana
    name: snapshot
    cron: "@hourly"
    command: grafana-cli admin stats

- name: Run a script on Dokploy's own host
  community.dokploy.dokploy_schedule:
    name: prune
    cron: 0 5 * * 0
    script: |
      docker image prune --force

- name: Pause a schedule
  community.dokploy.dokploy_schedule:
    project: shop
    application: web
    name: cleanup
    enabled: false

- name: Remove a schedule
  community.dokploy.dokploy_schedule:
    name: prune
    state: absent
"""

RETURN = r"""
---
schedule:
  description: The schedule. With O(state=absent) it is what was removed, or nothing if there was none.
  returned: success
  type: dict
  sample:
    id: rRkXeYMfwD0FVMmBStSFk
    name: cleanup
    description: null
    cron: 30 3 * * *
    timezone: Europe/Berlin
    command: /app/bin/cleanup --older-than 30d
    script: null
    shell: sh
    service_name: null
    enabled: true
    app_name: schedule-hack-solid-array-8smnc1
    created_at: '2026-11-22T14:02:34.151Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("schedule")


if __name__ == "__main__":
    main()
