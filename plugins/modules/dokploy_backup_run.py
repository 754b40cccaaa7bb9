#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_backup_run
short_description: Run a backup in Dokploy now
version_added: 0.1.0
description:
  - Runs a backup of a database, of a database inside a Compose stack, of a volume or of Dokploy itself at once, waits for it and tells which file it made.
  - The backup has to be set up in Dokploy; see M(community.dokploy.dokploy_backup) and M(community.dokploy.dokploy_volume_backup).
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run
  - community.dokploy.run.stream
options:
  web_server:
    description:
      - Whether it is a backup of Dokploy itself.
    type: bool
    default: false
  backup:
    description:
      - Id of the backup, instead of the service it belongs to.
    type: str
  volume_backup:
    description:
      - Name or id of a backup of a volume of the service.
    type: str
  destination:
    description:
      - Name or id of the destination, where a service has several backups.
    type: str
  database:
    description:
      - Name of the database, where a service has several backups.
    type: str
  service_name:
    description:
      - Service of the Compose stack in which the database runs, where the stack has several backups.
    type: str
  wait_timeout:
    description:
      - Seconds to wait at the most. The task then fails; what runs in Dokploy goes on.
    type: int
    default: 600
"""

EXAMPLES = r"""
---
- name: Back up the database before a release
  community.dokploy.dokploy_backup_run:
    project: shop
    postgres: db
  register: before_release

- name: Back up a volume
  community.dokploy.dokploy_backup_run:
    project: shop
    application: web
    volume_backup: uploads

- name: Back up Dokploy itself
  community.dokploy.dokploy_backup_run:
    web_server: true
"""

RETURN = r"""
---
backup:
  description: The backup that was run.
  returned: success
  type: dict
  sample: {id: b3SHnnFJ5wwGL7H7ohrGm, name: shop, destination: e3SHnnFJ5wwGL7H7ohrG}
file:
  description: Path of the new file in the destination, as M(community.dokploy.dokploy_restore) takes it.
  returned: when it was run
  type: str
  sample: db-rr9s2z/2026-11-22T10-00-00-000Z.sql.gz
size:
  description: Size of the new file in bytes.
  returned: when it was run
  type: int
  sample: 38712
deployment:
  description: Dokploy's record of the run.
  returned: when it was run
  type: dict
  sample:
    id: d3SHnnFJ5wwGL7H7ohrGm
    title: Initializing Backup
    description: Initializing Backup
    status: done
    created_at: "2026-11-22T10:00:00.000Z"
    started_at: "2026-11-22T10:00:00.000Z"
    finished_at: "2026-11-22T10:00:01.000Z"
    error_message: null
log:
  description: Its log, at most the last 10000 lines.
  returned: when it was run
  type: str
  sample: Backup done
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.jobs import run_backup
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import BACKUP_RUN
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(BACKUP_RUN, run_backup)


if __name__ == "__main__":
    main()
