#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_deployment
short_description: Deploy services in Dokploy and follow them to the end
version_added: 0.1.0
description:
  - Deploys applications, Compose stacks and databases and waits until it is known how that ended. A failure carries the end of the build log
    in its message and the whole log in the result.
  - A deployment is recognized by being new, never by the status of the service, which may still be that of the deployment before.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run
  - community.dokploy.run.wait
options:
  services:
    description:
      - Several services, instead of naming one with the options of the task.
    type: list
    elements: dict
    suboptions:
      project:
        description:
          - Name or id of the project; O(project) and O(environment) of the task if left out.
        type: str
      environment:
        description:
          - Name or id of the environment; the default environment of the project if left out.
        type: str
      application:
        description:
          - Name or id of the application.
        type: str
      compose:
        description:
          - Name or id of the Compose stack.
        type: str
      postgres:
        description:
          - Name or id of the PostgreSQL database.
        type: str
      mysql:
        description:
          - Name or id of the MySQL database.
        type: str
      mariadb:
        description:
          - Name or id of the MariaDB database.
        type: str
      mongo:
        description:
          - Name or id of the MongoDB database.
        type: str
      redis:
        description:
          - Name or id of the Redis database.
        type: str
      libsql:
        description:
          - Name or id of the libSQL database.
        type: str
  parallel:
    description:
      - Whether the O(services) are all begun at once. How many Dokploy then builds at the same time is a setting of each server.
      - Otherwise each one is begun when the one before has ended, and none after one that failed.
    type: bool
    default: false
  state:
    description:
      - V(deployed) fetches the source, builds and runs the service.
      - V(redeployed) does it with the source that was fetched last. For databases it is the same as V(deployed).
    type: str
    choices: [deployed, redeployed]
    default: deployed
  title:
    description:
      - Title of the deployment. Dokploy replaces it with the message of the commit where the source is a repository.
      - If left out, it says that Ansible deployed it.
    type: str
  description:
    description:
      - Description of the deployment. Dokploy replaces it with the hash of the commit where the source is a repository.
    type: str
  stream_log:
    description:
      - Whether the lines of the build log are shown while the task runs. By default they are if it runs on the controller and has a terminal.
      - Has no effect where the module runs on another host.
    type: bool
"""

EXAMPLES = r"""
---
- name: Deploy an application and wait for it
  community.dokploy.dokploy_deployment:
    project: shop
    application: web
    title: "Release {{ release }}"

- name: Deploy the database first, then what needs it
  community.dokploy.dokploy_deployment:
    project: shop
    environment: staging
    services:
      - postgres: db
      - application: api
      - application: web
    wait_timeout: 1800

- name: Deploy three applications at once
  community.dokploy.dokploy_deployment:
    project: shop
    parallel: true
    services:
      - application: web
      - application: api
      - application: worker
"""

RETURN = r"""
---
service:
  description: The service. With O(services) it is found in each entry of RV(services), like all the values below.
  returned: when O(services) is not given
  type: dict
  sample: {kind: application, id: hdoihUG0FmYC8GdoFEc, name: web, app_name: web-rr9s2z, status: done}
state:
  description:
    - How it ended, V(done) or V(failed); V(waiting) or V(running) if it was not waited for; V(not_begun) after a failure of a service before it;
      in check mode the state that it would be brought into.
  returned: always
  type: str
  sample: done
deployment:
  description: Dokploy's record of the deployment. Databases have none.
  returned: always
  type: dict
  sample:
    id: d3SHnnFJ5wwGL7H7ohrGm
    title: Release 7
    description: ""
    status: done
    created_at: "2026-11-22T10:00:00.000Z"
    started_at: "2026-11-22T10:00:00.000Z"
    finished_at: "2026-11-22T10:00:41.000Z"
    error_message: null
previous_deployment_id:
  description: Id of the deployment that was the newest before.
  returned: when not in check mode
  type: str
  sample: Ab3SHnnFJ5wwGL7H7ohrG
queue_position:
  description: Its place among what waits for the same host, where it has not begun.
  returned: when it waits
  type: int
  sample: 2
duration:
  description: Seconds from the request to the end, with the time in the queue.
  returned: when not in check mode
  type: float
  sample: 41.2
log:
  description: The log of the deployment, at most its last 10000 lines, with the secrets of the service masked.
  returned: when not in check mode
  type: str
  sample: Initializing deployment
services:
  description: One entry for each of O(services), with V(failed) and V(msg) where one failed.
  returned: when O(services) is given
  type: list
  elements: dict
  sample: []
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.deployment import deploy
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import DEPLOYMENT
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(DEPLOYMENT, deploy)


if __name__ == "__main__":
    main()
