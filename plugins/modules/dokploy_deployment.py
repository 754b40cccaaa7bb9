#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_deployment
short_description: Deploy, start, stop and cancel services in Dokploy and follow them to the end
version_added: 0.1.0
description:
  - Deploys applications, Compose stacks and databases and waits until it is known how that ended. A failure carries the end of the build log
    in its message and the whole log in the result.
  - Starts, stops, restarts, cancels and rolls back, too.
  - A deployment is recognized by being new, never by the status of the service, which may still be that of the deployment before.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run
  - community.dokploy.run.wait
  - community.dokploy.run.healthy
  - community.dokploy.run.stream
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
      - Whether the O(services) are all deployed at once. How many Dokploy then builds at the same time is a setting of each server.
      - Otherwise each one is begun when the one before has ended, and none after one that failed.
      - With states other than V(deployed), V(redeployed) and V(rebuilt) they still follow each other, but all of them have their turn.
    type: bool
    default: false
  state:
    description:
      - V(deployed) fetches the source, builds and runs the service.
      - V(redeployed) does it with the source that was fetched last. For databases it is the same as V(deployed).
      - V(started) and V(stopped) change nothing where it is so already. What was never deployed, and a stopped swarm stack, is started by deploying it.
      - V(restarted) starts all containers anew with the present settings, without a build; a Compose stack is stopped and started.
      - V(cancelled) removes what waits in the queue for the service and interrupts its build. Dokploy can interrupt only all builds of a host
        at once, so the task fails instead where another service builds on the same host.
      - V(rolled_back) goes back to an earlier version of an application, see O(deployment) and M(community.dokploy.dokploy_rollback).
      - V(rebuilt) removes a database B(with all of its data volumes) and deploys it anew and empty. It needs O(force=true).
    type: str
    choices: [deployed, redeployed, started, stopped, restarted, cancelled, rolled_back, rebuilt]
    default: deployed
  only_if_needed:
    description:
      - Deploys only what was never deployed, whose last deployment failed, was cancelled or still runs, or whose settings changed since the last
        deployment, and what Docker did not keep or does not know any more. RV(reason) says which of these it was. It goes with O(state=deployed)
        and O(state=redeployed).
      - With O(healthy) also what does not run at this moment, because it was stopped or because its containers have ended. Otherwise nobody looks at
        the containers of what did not change.
      - Dokploy does not record when a setting changed. So this collection puts a mark of all settings that a deployment uses into the description of
        each deployment that it starts, and compares it. The mark is made of the settings of the service, its mounts and ports, the domains of
        a Compose stack, and the variables of its project and environment. It does not reveal them.
      - Dokploy replaces the description where the source is a repository, and keeps none for databases. There, and where the last deployment was not
        started by this collection, the settings are compared with what Docker runs. That is image, variables, resources, replicas,
        command, arguments, mounts, ports, health check and labels. Settings that only a build uses, such as build arguments, cannot be seen that way.
      - A Compose stack without a mark, which includes all from a repository, is always deployed.
      - New commits, and new images behind the same tag, are no changed settings.
      - In check mode it is judged by what the server has now, without what earlier tasks of the same check run would change.
    type: bool
    default: false
  force:
    description:
      - Has to be V(true) for O(state=rebuilt), which destroys data. It has no other effect.
    type: bool
    default: false
  deployment:
    description:
      - Id of the deployment to go back to with O(state=rolled_back). If neither this nor O(age) is given, it is the last good one before the newest.
    type: str
  age:
    description:
      - Goes back to the newest good deployment that is at least this old with O(state=rolled_back), such as V(90m), V(6h) or V(2d).
    type: str
  archive:
    description:
      - Local code to deploy, a folder or a zip file on the machine where the module runs. The application gets the source V(drop).
      - Of a folder, what its C(.gitignore) files name is left out, and so are C(.git) and symbolic links.
      - It goes with O(application) and O(state=deployed), and not with O(title) and O(description). Dokploy takes it at the address C(/api/trpc) only.
    type: path
  build_path:
    description:
      - Directory inside O(archive) that is built; as it was before if left out.
    type: str
  title:
    description:
      - Title of the deployment. Dokploy replaces it with the message of the commit where the source is a repository.
      - If left out, it says that Ansible deployed it.
    type: str
  description:
    description:
      - Description of the deployment. Dokploy replaces it with the hash of the commit where the source is a repository.
    type: str
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

- name: Deploy only what changed, and fail unless its containers stay up
  community.dokploy.dokploy_deployment:
    project: shop
    application: web
    only_if_needed: true
    healthy: true
    stable_for: 30

- name: Deploy local code
  community.dokploy.dokploy_deployment:
    project: shop
    application: web
    archive: "{{ playbook_dir }}/../web"

- name: Stop a database
  community.dokploy.dokploy_deployment:
    project: shop
    postgres: db
    state: stopped

- name: Cancel whatever is going on for a stack
  community.dokploy.dokploy_deployment:
    project: shop
    compose: monitoring
    state: cancelled

- name: Begin with an empty database, destroying the old one
  community.dokploy.dokploy_deployment:
    project: shop
    environment: staging
    postgres: db
    state: rebuilt
    force: true
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
    - How a deployment ended, V(done), V(failed) or V(unhealthy); V(waiting) or V(running) if it was not waited for or took too long;
      V(not_begun) after a failure of a service before it. For everything else the O(state).
  returned: always
  type: str
  sample: done
reason:
  description: Why it was deployed, or why nothing was done.
  returned: with O(only_if_needed), and where nothing was done or it was done another way
  type: str
  sample: its settings changed since the last deployment
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
  returned: when something was deployed
  type: str
  sample: Ab3SHnnFJ5wwGL7H7ohrG
queue_position:
  description: Its place among what waits for the same host, where it has not begun.
  returned: when it waits
  type: int
  sample: 2
duration:
  description: Seconds from the request to the end, with the time in the queue, without the wait for O(healthy).
  returned: when something was done
  type: float
  sample: 41.2
log:
  description: The log of the deployment, at most its last 10000 lines, with the secrets of the service masked.
  returned: when something was deployed
  type: str
  sample: Initializing deployment
container_log:
  description: The end of the logs of the containers.
  returned: when they did not stay up with O(healthy)
  type: str
  sample: "2026-11-22T10:00:00Z cannot connect to db"
removed_from_queue:
  description: How many waiting deployments of the service were removed.
  returned: with O(state=cancelled)
  type: int
  sample: 1
image:
  description: The image that was gone back to.
  returned: with O(state=rolled_back)
  type: str
  sample: web-rr9s2z:v3
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
