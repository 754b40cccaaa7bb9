#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_logs
short_description: Read build logs and container logs in Dokploy
version_added: 0.1.0
description:
  - Reads the log of a deployment, or what the containers of a service have printed. The secrets of the service are masked.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.info
  - community.dokploy.run
options:
  source:
    description:
      - V(container) reads what the containers printed, V(build) the log of a deployment of an application or a Compose stack.
    type: str
    choices: [container, build]
    default: container
  deployment:
    description:
      - Id of the deployment with O(source=build); the newest one if left out.
    type: str
  container:
    description:
      - Name or id of a container of a Compose stack, or of a service in its file; all of its containers if left out.
    type: str
  tail:
    description:
      - How many of the last lines are read, at most 10000. For a Compose stack it counts for each container.
    type: int
    default: 100
  since:
    description:
      - How old the lines of containers may be, such as V(10m), V(2h) or V(all).
    type: str
    default: all
  search:
    description:
      - Only the lines that hold this text, whatever its case, out of those that O(tail) reads.
    type: str
"""

EXAMPLES = r"""
---
- name: Look at the last lines of an application
  community.dokploy.dokploy_logs:
    project: shop
    application: web
    tail: 50
  register: web

- name: Make sure that a database reported no error in the last hour
  community.dokploy.dokploy_logs:
    project: shop
    postgres: db
    since: 1h
    tail: 10000
    search: error
  register: errors
  failed_when: errors.lines | length > 0

- name: Read the last build log
  community.dokploy.dokploy_logs:
    project: shop
    application: web
    source: build
    tail: 10000
"""

RETURN = r"""
---
lines:
  description: The lines, oldest first. Those of a Compose stack begin with the name of the container.
  returned: success
  type: list
  elements: str
  sample: ["2026-11-22T10:00:00Z ready"]
log:
  description: The same as one text.
  returned: success
  type: str
  sample: "2026-11-22T10:00:00Z ready"
deployment:
  description: The deployment, with O(source=build).
  returned: with O(source=build)
  type: dict
  sample: {id: d3SHnnFJ5wwGL7H7ohrGm, title: Release 7, status: done}
containers:
  description: The containers of a Compose stack that were read.
  returned: with O(source=container)
  type: list
  elements: str
  sample: [monitoring-v62lkz-grafana-1]
service:
  description: The service.
  returned: success
  type: dict
  sample: {kind: application, id: hdoihUG0FmYC8GdoFEc, name: web, app_name: web-rr9s2z, status: done}
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import LOGS
from ansible_collections.community.dokploy.plugins.module_utils._deploy.shell import read_logs
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(LOGS, read_logs)


if __name__ == "__main__":
    main()
