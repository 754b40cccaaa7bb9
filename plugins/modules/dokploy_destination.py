#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_destination
short_description: Manage S3 destinations of backups in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes the S3 buckets that Dokploy writes backups to.
  - Dokploy deletes the definitions of all backups into a destination along with it. A destination that backups use is not removed unless O(force=true).
    What lies in the bucket stays there.
seealso:
  - module: community.dokploy.dokploy_backup
  - module: community.dokploy.dokploy_volume_backup
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the destination in Dokploy. Needed unless O(id) is given.
    type: str
  provider:
    description:
      - Name that rclone has for the provider, such as V(AWS), V(Minio), V(Cloudflare) or V(Other).
    type: str
  bucket:
    description:
      - Name of the bucket. Needed at creation.
    type: str
  endpoint:
    description:
      - URL of the S3 service, with scheme. Needed at creation.
    type: str
  region:
    description:
      - Region of the bucket. Not every provider has one.
    type: str
  access_key:
    description:
      - Id of the access key. Needed at creation.
    type: str
  secret_access_key:
    description:
      - Secret of the access key. Needed at creation.
    type: str
  additional_flags:
    description:
      - Further flags for rclone, such as V(--s3-sign-accept-encoding=false). They are stored as the whole list. Needs Dokploy 0.29.0.
    type: list
    elements: str
  verify:
    description:
      - Whether to list the bucket with the wanted settings before they are stored. Nothing is tried in check mode, nor when there is nothing to change.
    type: bool
    default: false
  force:
    description:
      - Remove it though backups use it, and their definitions along with it.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Write backups to a bucket, which must be reachable
  community.dokploy.dokploy_destination:
    name: offsite
    provider: Minio
    bucket: dokploy-backups
    endpoint: https://s3.example.com
    region: eu-central-1
    access_key: "{{ vault_s3_access_key }}"
    secret_access_key: "{{ vault_s3_secret }}"
    verify: true

- name: Remove a destination and all backups into it
  community.dokploy.dokploy_destination:
    name: offsite
    state: absent
    force: true
"""

RETURN = r"""
---
destination:
  description: The destination. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: WqZzyi4FzkUnx52gKHomo
    name: offsite
    provider: Minio
    bucket: dokploy-backups
    endpoint: https://s3.example.com
    region: eu-central-1
    access_key: '********'
    secret_access_key: '********'
    additional_flags: []
    created_at: '2026-11-22T14:02:06.099Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("destination")


if __name__ == "__main__":
    main()
