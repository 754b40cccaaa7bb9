# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

_APPLICATION = """
  application:
    description:
      - Name or id of the application that it belongs to.
    type: str
"""
_COMPOSE = """
  compose:
    description:
      - Name or id of the Compose stack that it belongs to.
    type: str
"""
_DATABASES = """
  postgres:
    description:
      - Name or id of the PostgreSQL database that it belongs to.
    type: str
  mysql:
    description:
      - Name or id of the MySQL database that it belongs to.
    type: str
  mariadb:
    description:
      - Name or id of the MariaDB database that it belongs to.
    type: str
  mongo:
    description:
      - Name or id of the MongoDB database that it belongs to.
    type: str
  libsql:
    description:
      - Name or id of the libSQL database that it belongs to.
    type: str
"""
_REDIS = """
  redis:
    description:
      - Name or id of the Redis database that it belongs to.
    type: str
"""


class ModuleDocFragment:
    pass


# Put together outside the class: sanity tests read what a class holds as plain text only.

# How a thing names the service it belongs to, which may be any; O(project) and O(environment) come from kind.in_service.
ModuleDocFragment.DOCUMENTATION = "options:" + _APPLICATION + _COMPOSE + _DATABASES + _REDIS

# What Dokploy has a way to dump.
ModuleDocFragment.BACKED_UP = "options:" + _COMPOSE + _DATABASES

# What comes from sources.
ModuleDocFragment.APPLICATION_OR_COMPOSE = "options:" + _APPLICATION + _COMPOSE

# What only applications have.
ModuleDocFragment.APPLICATION = "options:" + _APPLICATION
