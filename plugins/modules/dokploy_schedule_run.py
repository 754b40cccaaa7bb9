#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_schedule_run
short_description: Run a schedule in Dokploy now
version_added: 0.1.0
description:
  - Runs the command or script of a schedule at once, waits for it and returns its log. The task fails if the command does.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run.stream
options:
  project:
    description:
      - Name or id of the project that holds the service. Not needed where the service or the schedule is given by id.
    type: str
  environment:
    description:
      - Name or id of the environment that holds the service. If left out, the project's default environment is meant.
    type: str
  application:
    description:
      - Name or id of the application that the schedule belongs to.
    type: str
  compose:
    description:
      - Name or id of the Compose stack that the schedule belongs to.
    type: str
  server:
    description:
      - Name or id of the server that the schedule belongs to. Without a service and a server it is a schedule of Dokploy's own host.
    type: str
  schedule:
    description:
      - Name or id of the schedule.
    type: str
    required: true
  wait_timeout:
    description:
      - Seconds to wait at the most. The task then fails; what runs in Dokploy goes on.
    type: int
    default: 600
"""

EXAMPLES = r"""
---
- name: Migrate the database
  community.dokploy.dokploy_schedule_run:
    project: shop
    application: web
    schedule: migrate

- name: Run a script of Dokploy's own host and show what it printed
  community.dokploy.dokploy_schedule_run:
    schedule: nightly cleanup
  register: cleanup
"""

RETURN = r"""
---
schedule:
  description: The schedule.
  returned: success
  type: dict
  sample: {id: s3SHnnFJ5wwGL7H7ohrGm, name: migrate}
deployment:
  description: Dokploy's record of the run.
  returned: when it was run
  type: dict
  sample:
    id: d3SHnnFJ5wwGL7H7ohrGm
    title: Schedule
    description: Schedule
    status: done
    created_at: "2026-11-22T10:00:00.000Z"
    started_at: "2026-11-22T10:00:00.000Z"
    finished_at: "2026-11-22T10:00:01.000Z"
    error_message: null
log:
  description: Its log, at most the last 10000 lines.
  returned: when it was run
  type: str
  sample: Initializing schedule
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.jobs import run_schedule
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import SCHEDULE_RUN
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(SCHEDULE_RUN, run_schedule)


if __name__ == "__main__":
    main()
