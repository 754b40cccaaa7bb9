#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_file
short_description: Manage a file inside a container or a volume in Dokploy
version_added: 0.1.0
description:
  - Writes or removes a file inside a running container or inside a volume, compared by its content. It needs Dokploy 0.30.0 or later.
  - What is written into a container is gone with it, at the latest with the next deployment; for files that stay there is M(community.dokploy.dokploy_mount).
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.run
options:
  server:
    description:
      - Name or id of the server; Dokploy's own host if left out. Only with O(volume), or with O(container) alone.
    type: str
  container:
    description:
      - Name or id of the container. With a service it may be the name of a service in the Compose file, and is needed if several containers run.
    type: str
  volume:
    description:
      - Name of the volume, instead of a container. Dokploy starts a helper container (of the image C(busybox)) to reach it.
      - A volume that is not there yet is made when a file is written, so a file can be there before the first deployment.
    type: str
  path:
    description:
      - Absolute path of the file, in a volume beginning at its top. Its directory has to exist.
    type: str
    required: true
  content:
    description:
      - What the file holds, as text, at most about 95 KiB, because Dokploy puts it into a command line.
        With O(state=present), this or O(secret_content) is needed.
      - The file belongs to C(root) afterwards and everybody may read it.
    type: str
  secret_content:
    description:
      - The same as O(content), for what must not be shown anywhere. There is no diff then.
    type: str
  state:
    description:
      - V(present) makes sure that the file has this content; V(absent) removes it, or a whole directory.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
---
- name: Put a maintenance page into the running container
  community.dokploy.dokploy_file:
    project: shop
    application: web
    path: /usr/share/nginx/html/maintenance.html
    content: "{{ lookup('file', 'maintenance.html') }}"

- name: Remove a lock file from a volume
  community.dokploy.dokploy_file:
    volume: web-data
    path: /app.lock
    state: absent
"""

RETURN = r"""
---
path:
  description: Path of the file.
  returned: success
  type: str
  sample: /app.lock
size:
  description: Size of the content in bytes.
  returned: with O(state=present)
  type: int
  sample: 512
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.files import manage_file
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import FILE
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(FILE, manage_file)


if __name__ == "__main__":
    main()
