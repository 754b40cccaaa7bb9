#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_mount
short_description: Manage mounts of Dokploy services
version_added: 0.1.0
description:
  - Creates, changes and removes what the containers of a service find at a path, be it a named volume, a directory of the host or a file whose text Dokploy
    keeps.
  - A mount is told from others by its path in the container. In Compose stacks, whose files only lie beside the stack, those at V(/) are told by O(file_path).
  - It belongs to exactly one service, whose option is needed unless O(id) is given.
  - Every database comes with a mount for its data. Dokploy needs it, so this module refuses to change or remove it.
  - A change takes effect with the next deployment. Removing a volume's mount leaves the volume and its data on the host.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_compose
  - module: community.dokploy.dokploy_volume_backup
  - module: community.dokploy.dokploy_deployment
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_service
  - community.dokploy.owner
options:
  mount_path:
    description:
      - Absolute path in the container. Needed unless O(id) is given.
    type: str
  type:
    description:
      - What is mounted. Needed at creation. V(bind) needs O(host_path), V(volume) needs O(volume_name), V(file) needs O(file_path).
    type: str
    choices: [bind, volume, file]
  host_path:
    description:
      - Absolute path on the host that is mounted. It has to be there when the service is deployed.
    type: str
  volume_name:
    description:
      - Name of the Docker volume. Docker makes it when it is missing.
      - With another name the containers find another volume, which may be empty; the data stays in the one before.
    type: str
  file_path:
    description:
      - Path of the file below the directory that Dokploy keeps for the service.
    type: str
  content:
    description:
      - Text of the file. It may hold secrets, so it is shown nowhere.
    type: str
"""

EXAMPLES = r"""
---
- name: Keep uploads in a volume
  community.dokploy.dokploy_mount:
    project: shop
    application: web
    mount_path: /app/uploads
    type: volume
    volume_name: shop-uploads

- name: Give a database a configuration file
  community.dokploy.dokploy_mount:
    project: shop
    postgres: db
    mount_path: /etc/postgresql/extra.conf
    type: file
    file_path: extra.conf
    content: "{{ lookup('ansible.builtin.file', 'extra.conf') }}"

- name: Put a file beside a Compose stack
  community.dokploy.dokploy_mount:
    project: shop
    compose: monitoring
    mount_path: /
    type: file
    file_path: prometheus.yml
    content: "{{ lookup('ansible.builtin.template', 'prometheus.yml.j2') }}"

- name: Remove a mount
  community.dokploy.dokploy_mount:
    project: shop
    application: web
    mount_path: /app/uploads
    state: absent
"""

RETURN = r"""
---
mount:
  description: The mount. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: h1WvUJ3oTOgYzFMsCN2sn
    mount_path: /app/uploads
    type: volume
    host_path: null
    volume_name: shop-uploads
    file_path: null
    content: null
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("mount")


if __name__ == "__main__":
    main()
