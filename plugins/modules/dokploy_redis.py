#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_redis
short_description: Manage Redis databases in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes Redis databases that Dokploy runs.
notes:
  - With O(command) or O(args) Dokploy does not hand O(database_password) to Redis; they have to do it themselves, by C(--requirepass).
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_environment
  - community.dokploy.service
  - community.dokploy.service.swarm
  - community.dokploy.service.args
  - community.dokploy.database
options:
  database_password:
    description:
      - Password that clients have to give. Needed at creation, where Dokploy takes any text. See also O(change_password).
      - Dokploy puts it into a shell command as it is, and a Redis whose password has blanks, quotes, C($), C(;), C(&) or other characters with a
        meaning there does not start. Such a password needs O(command) and O(args) which hand it over.
    type: str
  change_password:
    description:
      - Whether a changed password is also changed inside the running database, instead of only being stored for its next deployment.
      - Fails when the database is not running, and takes no quotes, slashes, blanks, C($) or C(!) in the password.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Make a cache for the other services of the environment
  community.dokploy.dokploy_redis:
    project: shop
    environment: staging
    name: cache
    docker_image: redis:8
    database_password: "{{ vault_shop_cache_password }}"
    memory_limit: 256Mi
  register: cache

- name: Tell the application where the cache is
  community.dokploy.dokploy_application:
    project: shop
    environment: staging
    name: web
    env:
      REDIS_URL: "redis://:{{ vault_shop_cache_password }}@{{ cache.redis.app_name }}:6379"

- name: Remove the cache
  community.dokploy.dokploy_redis:
    project: shop
    environment: staging
    name: cache
    state: absent
"""

RETURN = r"""
---
redis:
  description:
    - The database. With O(state=absent) it is what was removed, or null if there was none. Settings that were never made are left out of this sample.
  returned: success
  type: dict
  sample:
    id: mLq0v0dWq1x2HkzUoGf0B
    name: cache
    app_name: shop-cache-u2k9xd
    docker_image: redis:8
    database_password: "********"
    external_port: null
    env: {}
    memory_limit: 256Mi
    replicas: 1
    environment_id: jXO7AUh5PONBp2SS31IOd
    created_at: "2026-11-22T13:52:25.587Z"
    status: idle
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("redis")


if __name__ == "__main__":
    main()
