#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_volume_backup
short_description: Manage backups of volumes in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes backups of the Docker volumes of a service that Dokploy makes by the clock and writes to an S3 destination.
  - It belongs to exactly one service, whose option is needed unless O(id) is given.
  - A volume backup is told from others of the same service by its name. Removing one leaves what it wrote in the bucket.
seealso:
  - module: community.dokploy.dokploy_destination
  - module: community.dokploy.dokploy_backup
  - module: community.dokploy.dokploy_mount
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner
  - community.dokploy.backup
options:
  name:
    description:
      - Name of the volume backup. Needed unless O(id) is given.
    type: str
  volume_name:
    description:
      - Name of the Docker volume. Needed at creation.
    type: str
  destination:
    description:
      - Name or id of the destination that is written to. Needed at creation.
    type: str
  turn_off:
    description:
      - Whether the service is stopped while its volume is copied, so that the copy is of one moment. Only for applications and Compose stacks.
      - If the copy fails, Dokploy leaves the service stopped.
    type: bool
  service_name:
    description:
      - Service of the Compose stack that uses the volume. Needed at creation with O(compose).
    type: str
"""

EXAMPLES = r"""
---
- name: Back up uploads every night, with the application stopped
  community.dokploy.dokploy_volume_backup:
    project: shop
    application: web
    name: uploads
    volume_name: shop-uploads
    destination: offsite
    cron: 15 3 * * *
    prefix: uploads/
    keep_latest: 14
    turn_off: true

- name: Back up a volume of a Compose stack
  community.dokploy.dokploy_volume_backup:
    project: shop
    compose: monitoring
    service_name: grafana
    name: dashboards
    volume_name: monitoring_grafana
    destination: offsite
    cron: "@daily"

- name: Remove a volume backup
  community.dokploy.dokploy_volume_backup:
    project: shop
    application: web
    name: uploads
    state: absent
"""

RETURN = r"""
---
volume_backup:
  description: The volume backup. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: PYKYscZOZWA5ijGsR8zeS
    name: uploads
    volume_name: shop-uploads
    destination: WqZzyi4FzkUnx52gKHomo
    cron: 15 3 * * *
    prefix: uploads/
    keep_latest: 14
    turn_off: true
    service_name: null
    enabled: true
    app_name: volumeBackup-hack-solid-state-array-8smnc1
    created_at: '2026-11-22T14:02:34.151Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("volume_backup")


if __name__ == "__main__":
    main()
