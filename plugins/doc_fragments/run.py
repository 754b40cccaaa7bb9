# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # How a service is named by what acts on it.
    DOCUMENTATION = r"""
options:
  project:
    description:
      - Name or id of the project that holds the service. Not needed where the service is given by id.
    type: str
  environment:
    description:
      - Name or id of the environment that holds the service. If left out, the project's default environment is meant.
    type: str
  application:
    description:
      - Name or id of the application.
    type: str
  compose:
    description:
      - Name or id of the Compose stack.
    type: str
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
  redis:
    description:
      - Name or id of the Redis database.
    type: str
  libsql:
    description:
      - Name or id of the libSQL database.
    type: str
"""

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
