#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_backup
short_description: Manage backups of databases in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes backups that Dokploy makes by the clock and writes to an S3 destination. It backs up its own databases, databases inside
    Compose stacks, and itself.
  - A backup belongs to one database or to one Compose stack, or, where none of these is given, to Dokploy itself, with its database and its files.
    It is told from others of the same owner by its destination and its database, in a Compose stack also by the service.
  - This module describes backups. Removing one leaves what it wrote in the bucket.
seealso:
  - module: community.dokploy.dokploy_destination
  - module: community.dokploy.dokploy_volume_backup
  - module: community.dokploy.dokploy_postgres
  - module: community.dokploy.dokploy_compose
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner.backed_up
  - community.dokploy.backup
options:
  destination:
    description:
      - Name or id of the destination that is written to. Needed unless O(id) is given. With O(id) it can be changed.
    type: str
  database:
    description:
      - Name of the database that is backed up. Needed unless O(id) is given. For libSQL it is the name of its file, for Dokploy itself only a label, such
        as V(dokploy).
    type: str
  include_encryption_key:
    description:
      - Whether a backup of Dokploy itself contains the key that its secrets are encrypted with. Without that key they cannot be read again elsewhere. A
        new one does. Needs Dokploy 0.29.12.
    type: bool
  service_name:
    description:
      - Service of the Compose stack that runs the database. Needed at creation with O(compose).
    type: str
  database_type:
    description:
      - Engine of the database inside the Compose stack. Needed at creation with O(compose).
    type: str
    choices: [postgres, mariadb, mongo, mysql]
  database_user:
    description:
      - User for a backup inside a Compose stack. Needed at creation with O(database_type=postgres), V(mariadb) and V(mongo).
    type: str
  database_password:
    description:
      - Password for a backup inside a Compose stack. Needed at creation with O(database_type=mariadb) and V(mongo).
    type: str
  database_root_password:
    description:
      - Password of root for a backup inside a Compose stack. Needed at creation with O(database_type=mysql).
    type: str
"""

EXAMPLES = r"""
---
- name: Back up a database every night
  community.dokploy.dokploy_backup:
    project: shop
    postgres: db
    destination: offsite
    database: shop
    cron: 0 2 * * *
    prefix: shop/
    keep_latest: 14

- name: Back up a database inside a Compose stack
  community.dokploy.dokploy_backup:
    project: shop
    compose: wiki
    service_name: db
    database_type: mariadb
    database_user: wiki
    database_password: "{{ vault_wiki_password }}"
    destination: offsite
    database: wiki
    cron: 30 2 * * *

- name: Back up Dokploy itself
  community.dokploy.dokploy_backup:
    destination: offsite
    database: dokploy
    cron: 0 4 * * *
    keep_latest: 7

- name: Remove a backup
  community.dokploy.dokploy_backup:
    project: shop
    postgres: db
    destination: offsite
    database: shop
    state: absent
"""

RETURN = r"""
---
backup:
  description: The backup. With O(state=absent) it is what was removed, or nothing if there was none.
  returned: success
  type: dict
  sample:
    id: _7LEQzPv-I_gRJnwbFFKB
    destination: WqZzyi4FzkUnx52gKHomo
    database: shop
    cron: 0 2 * * *
    prefix: shop/
    keep_latest: 14
    enabled: true
    include_encryption_key: true
    service_name: null
    database_type: postgres
    database_user: null
    database_password: null
    database_root_password: null
    app_name: backup-index-haptic-application-73lnab
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("backup")


if __name__ == "__main__":
    main()
