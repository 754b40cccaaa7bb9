# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

_WHERE = """
  project:
    description:
      - Name or id of the project that holds the service. Not needed where the service is given by id.
    type: str
  environment:
    description:
      - Name or id of the environment that holds the service. If left out, the project's default environment is meant.
    type: str
"""
_APPLICATION = """
  application:
    description:
      - Name or id of the application.
    type: str
"""
_COMPOSE = """
  compose:
    description:
      - Name or id of the Compose stack.
    type: str
"""
_DATABASES = """
  postgres:
    description:
      - Name or id of the PostgreSQL database.
    type: str
  mysql:
    description:
      - Name or id of the MySQL database.
    type: str
  mariadb:
    description:
      - Name or id of the MariaDB database.
    type: str
  mongo:
    description:
      - Name or id of the MongoDB database.
    type: str
  libsql:
    description:
      - Name or id of the libSQL database.
    type: str
"""
_REDIS = """
  redis:
    description:
      - Name or id of the Redis database.
    type: str
"""


class ModuleDocFragment:
    # How long it is waited for.
    WAIT = r"""
options:
  wait:
    description:
      - Whether to wait until it has ended.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at the most, with the time in Dokploy's queue. The task then fails; what runs in Dokploy goes on.
    type: int
    default: 600
  poll_interval:
    description:
      - Seconds between two looks at how far it is. The first looks follow each other faster.
    type: float
    default: 2.0
"""

    # That it may be watched.
    STREAM = r"""
options:
  stream_log:
    description:
      - Whether the lines of the log are shown while the task runs. By default they are if it runs on the controller and has a terminal.
      - Has no effect where the module runs on another host.
    type: bool
"""

    # That a service has to prove itself.
    HEALTHY = r"""
options:
  healthy:
    description:
      - Whether to wait on until all containers run and stay up for O(stable_for) seconds. If they do not, the task fails with their logs.
      - Otherwise a deployment is over when Dokploy says so, which is before the containers have started.
      - It fails early when three new containers in a row have ended, when the swarm goes back to the version before, or when a container that ended is
        not started again. Containers of a Compose project may end with status 0.
      - The API key needs the permission to read Docker.
    type: bool
    default: false
  stable_for:
    description:
      - How many seconds the containers have to stay up with O(healthy).
    type: int
    default: 10
"""


# Put together outside the class: sanity tests read what a class holds as plain text only.

# How a service is named by what acts on it.
ModuleDocFragment.DOCUMENTATION = "options:" + _WHERE + _APPLICATION + _COMPOSE + _DATABASES + _REDIS

# What has volumes or something that can be dumped.
ModuleDocFragment.RESTORED = "options:" + _WHERE + _APPLICATION + _COMPOSE + _DATABASES

# What has versions and previews.
ModuleDocFragment.APPLICATION = "options:" + _WHERE + _APPLICATION
