#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_restore
short_description: Restore a backup in Dokploy
version_added: 0.1.0
description:
  - Restores a database, a database inside a Compose stack, a volume or Dokploy itself from a file in a destination, waits for it and returns the log.
  - What is there is overwritten. The task fails if Dokploy reports a failure in the log, which is the only place where it does.
  - It uses an event stream of Dokploy, which only the address C(/api/trpc) has.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run.restored
  - community.dokploy.run.stream
options:
  web_server:
    description:
      - Whether Dokploy itself is restored, its database and its files. Restart it afterwards, which it does not do by itself.
    type: bool
    default: false
  destination:
    description:
      - Name or id of the destination that holds the file.
    type: str
    required: true
  file:
    description:
      - Path of the file in the destination, such as RV(community.dokploy.dokploy_backup_run#module:file), or V(latest) for the newest one of the service.
      - The names of files do not say which database is in them. So V(latest) is refused where backups of several databases go to one folder.
    type: str
    default: latest
  folder:
    description:
      - Folder of the destination in which V(latest) is looked for, such as that of another installation. By default it is where the backups of the
        service go.
    type: str
  volume:
    description:
      - Name of the volume of an application or a Compose stack to restore. No container may use it, so stop the service first; what is in the volume is
        replaced as a whole.
      - Dokploy takes no volumes of databases here, but does not look whose volume it is. So one that was backed up can be restored in the name of any
        application, with the database stopped and the file named.
    type: str
  database:
    description:
      - Name of the database to restore into; that of the service if left out. Needed for O(compose).
    type: str
  service_name:
    description:
      - Service of the Compose stack in which the database runs.
    type: str
  database_type:
    description:
      - What kind of database it is inside a Compose stack.
    type: str
    choices: [postgres, mariadb, mysql, mongo]
  database_user:
    description:
      - User of the database inside a Compose stack. MySQL needs O(database_root_password) instead.
    type: str
  database_password:
    description:
      - Password of O(database_user); PostgreSQL needs none.
    type: str
  database_root_password:
    description:
      - Password of the user C(root) of a MySQL database inside a Compose stack.
    type: str
  force:
    description:
      - Has to be V(true), because a restore overwrites what is there.
    type: bool
    default: false
  wait_timeout:
    description:
      - Seconds of silence after which it is given up.
    type: int
    default: 600
"""

EXAMPLES = r"""
---
- name: Bring staging to the state of last night's backup
  community.dokploy.dokploy_restore:
    project: shop
    environment: staging
    postgres: db
    destination: backups
    file: db-rr9s2z/2026-11-22T02-00-00-000Z.sql.gz
    force: true

- name: Restore the newest backup of a volume of a stopped application
  community.dokploy.dokploy_restore:
    project: shop
    application: web
    volume: uploads
    destination: backups
    force: true

- name: Restore a database inside a Compose stack
  community.dokploy.dokploy_restore:
    project: shop
    compose: wiki
    service_name: db
    database_type: postgres
    database: wiki
    database_user: wiki
    destination: backups
    force: true
"""

RETURN = r"""
---
service:
  description: The service that was restored, null for Dokploy itself.
  returned: success
  type: dict
  sample: {kind: postgres, id: hdoihUG0FmYC8GdoFEc, name: db, app_name: db-rr9s2z, status: done}
file:
  description: The file it was restored from.
  returned: success
  type: str
  sample: db-rr9s2z/2026-11-22T02-00-00-000Z.sql.gz
log:
  description: What Dokploy reported.
  returned: always
  type: str
  sample: Restore completed successfully!
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import RESTORE
from ansible_collections.community.dokploy.plugins.module_utils._deploy.restore import restore
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(RESTORE, restore)


if __name__ == "__main__":
    main()
