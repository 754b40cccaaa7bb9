#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_stack
short_description: Bring a whole environment in Dokploy into being from one document
version_added: 0.1.0
description:
  - Takes a project, an environment, its applications, Compose stacks and databases, and what belongs to each of them, from one document and makes the
    server have them, in a handful of requests however many they are.
  - An item of the document has the options of the module of its kind, with the same names, the same comparison and the same masking of secrets. Only the
    options that say where it belongs are not given, because that follows from where it stands.
  - The whole document is checked before the first request. Unknown keys, wrong types, items that stand twice and references to nothing are reported
    together, each with its path.
  - If some changes fail, the others are carried out all the same; what failed is named with its path in the document, and the next run does the rest.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  stack:
    description:
      - The document.
      - C(project) is the name of a project, or a dict of the options of M(community.dokploy.dokploy_project). C(environment) is likewise the name of an
        environment, or a dict of the options of M(community.dokploy.dokploy_environment); if left out, the default environment of the project is meant.
        Both are created if they do not exist.
      - Beside them stand lists of what the environment holds, with the keys C(applications), C(composes), C(postgres), C(mysql), C(mariadb), C(mongo),
        C(redis) and C(libsql). An item has the options of the module of its kind, such as M(community.dokploy.dokploy_application).
      - Inside an item stand lists of what belongs to it, such as C(domains), C(mounts), C(ports), C(redirects), C(security), C(schedules), C(backups),
        C(volume_backups) and C(patches), as far as its kind can have them.
      - Instead of C(project) and C(environment) there may be C(projects), a list of projects, each with a list C(environments), each with the lists above.
      - A list that is left out is not managed; the things it could name stay as they are.
      - An item may have C(state=absent), which removes it, and C(protect=true), which makes C(state=absent) an error.
        A service may have C(deploy), which counts for it in place of O(deploy).
      - 'Any text may contain references of the form C(<<KIND.NAME.FACT>>), such as C(<<postgres.db.url>>), which stand for a fact of another thing in the
        document. The kinds are the names of the modules without C(dokploy_). Databases have C(host), C(port), C(password) and C(url), and as far as the
        engine has them C(user), C(database) and C(root_password). Services have C(app_name), C(id) and (but for Compose stacks) C(host). Domains have
        C(host) and C(url) and are named by their host, or by host and path. The environment of the text is searched first, then the whole document.'
      - C(<<!KIND.NAME.FACT>>) writes C(<<KIND.NAME.FACT>>) itself.
      - Things that refer to each other in a circle are an error where neither could be created first. An environment variable of one application that
        names the host of another, and the other way round, is no such circle.
    type: dict
    required: true
  prune:
    description:
      - Whether to remove what the lists in the document do not name, whoever made it. Only lists that the document states count, also empty ones, and
        those named in O(prune_lists). Check mode with C(--diff) shows what would go.
      - It happens last, and not at all if something else failed.
      - Projects and default environments are never removed. Another environment goes B(with all that it holds) where a list C(environments) does not
        name it. The volumes of what is removed stay unless O(delete_volumes=true).
    type: bool
    default: false
  prune_lists:
    description:
      - Keys of lists, such as V(domains), that O(prune) counts as stated wherever they could stand.
    type: list
    elements: str
    default: []
  delete_volumes:
    description:
      - Whether O(prune) also removes the volumes of the services that it removes, B(the data of databases included). A volume that another container uses
        stays, and a warning says so. For volumes of applications and databases it needs Dokploy 0.30.0.
      - An item with C(state=absent) has an option C(delete_volumes) of its own, as far as the module of its kind has it.
    type: bool
    default: false
  deploy:
    description:
      - Which services to deploy in the end, and wait for. V(changed) deploys those whose settings need it, because they are new, because something changed
        that they take up with a deployment only, or because their last deployment failed. V(always) deploys all in the document, V(never) none.
      - Databases go first, then what refers to nothing that is still to be deployed, and so on. After a failure nothing further is begun.
    type: str
    choices: [changed, always, never]
    default: never
  parallel:
    description:
      - How many deployments to ask for at the same time. How many Dokploy builds at once is set in Dokploy.
    type: int
    default: 4
  wait_timeout:
    description:
      - Seconds to wait for each deployment at the most.
    type: int
    default: 600
  poll_interval:
    description:
      - Seconds between two looks at how far the deployments are.
    type: float
    default: 2.0
  healthy:
    description:
      - Whether a deployment counts as done only once its containers have stayed up for O(stable_for) seconds and are healthy if they have a health check.
    type: bool
    default: false
  stable_for:
    description:
      - Seconds that containers have to stay up with O(healthy).
    type: int
    default: 10
  stream_log:
    description:
      - Whether the lines of build logs are shown while the task runs. By default they are if it runs on the controller and has a terminal.
      - Has no effect where the module runs on another host.
    type: bool
seealso:
  - module: community.dokploy.dokploy_export
  - module: community.dokploy.dokploy_deployment
"""

EXAMPLES = r"""
- name: A shop with its database
  community.dokploy.dokploy_stack:
    stack:
      project: shop
      environment: staging
      postgres:
        - name: db
          database_name: shop
          database_user: shop
          database_password: "{{ vault_shop_db_password }}"
          protect: true
      applications:
        - name: web
          source_type: docker
          docker:
            image: ghcr.io/example/shop:1.4.2
          env:
            DATABASE_URL: <<postgres.db.url>>
            PUBLIC_URL: <<domain.shop.example.com.url>>
          domains:
            - host: shop.example.com
              port: 3000
              https: true
              certificate: letsencrypt
          mounts:
            - type: volume
              volume_name: shop-uploads
              mount_path: /app/uploads
    deploy: changed

- name: Look at what a document in a file would change, and what it would remove
  community.dokploy.dokploy_stack:
    stack: "{{ lookup('ansible.builtin.file', 'shop.yml') | from_yaml }}"
    prune: true
  check_mode: true
  diff: true

- name: Take an application out of service
  community.dokploy.dokploy_stack:
    stack:
      project: shop
      environment: staging
      applications:
        - name: web
          state: absent
"""

RETURN = r"""
---
counts:
  description: How many things are created, changed, removed and left as they are.
  returned: always
  type: dict
  sample: {create: 2, change: 1, remove: 0, unchanged: 21}
plan:
  description: One entry for each thing that changes. With C(--diff) the same is shown as text.
  returned: always
  type: list
  elements: dict
  sample:
    - action: change
      kind: application
      name: web
      path: applications[0]
      before: {docker: {image: "ghcr.io/example/shop:1.4.1"}}
      after: {docker: {image: "ghcr.io/example/shop:1.4.2"}}
objects:
  description: What the document names and where it is found. In check mode things that do not exist yet have no id.
  returned: always
  type: list
  elements: dict
  sample:
    - path: applications[0]
      kind: application
      name: web
      id: Xw3vM1hF9x0Zb5pQeYkRt
      app_name: shop-web-rr9s2z
deployments:
  description: A row for each service that is deployed, in their order, with the reason, the state and how many seconds it took.
  returned: always
  type: list
  elements: dict
  sample:
    - path: applications[0]
      kind: application
      name: web
      reason: it changed
      state: done
      seconds: 31.5
      failed: false
deployment_table:
  description: The same as text, a line for each service.
  returned: when something was deployed
  type: list
  elements: str
  sample: ["applications[0]  application web  done  31.5 s  it changed"]
failures:
  description: What did not work, each with its path in the document.
  returned: when something failed
  type: list
  elements: dict
  sample:
    - path: applications[3].domains[0]
      kind: domain
      name: shop.example.com
      msg: "applications[3].domains[0]: domain shop.example.com: Dokploy answered 500 to domain.create: out of order."
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module
from ansible_collections.community.dokploy.plugins.module_utils._stack.options import STACK, secrets
from ansible_collections.community.dokploy.plugins.module_utils._stack.run import run_stack


def main():
    run_module(STACK, run_stack, secrets=secrets)


if __name__ == "__main__":
    main()
