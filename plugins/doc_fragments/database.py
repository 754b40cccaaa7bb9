# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # What every database has.
    DOCUMENTATION = r"""
options:
  docker_image:
    description:
      - Image to run. If left out at creation, it is V(postgres:18), V(mysql:8), V(mariadb:11), V(mongo:8), V(redis:8) or
        V(ghcr.io/tursodatabase/libsql-server:v0.24.32).
    type: str
  external_port:
    description:
      - Port on the host by which it can be reached from outside, from the next deployment on; V(0) closes it.
    type: int
notes:
  - The data is in a volume that Dokploy makes with the database. It stays when the database is removed, unless O(delete_volumes=true).
seealso:
  - module: community.dokploy.dokploy_deployment
  - module: community.dokploy.dokploy_mount
  - module: community.dokploy.dokploy_volume_backup
"""

    # The database that an engine of SQL makes at its first start.
    NAME = r"""
options:
  database_name:
    description:
      - Name of the database inside. Needed at creation.
      - A change is stored by Dokploy, but the engine sets up the name it was given only when its volume is still empty.
    type: str
"""

    # Who may log in.
    LOGIN = r"""
options:
  database_user:
    description:
      - User of the database. Needed at creation.
      - A change is stored by Dokploy, but the engine sets up the user it was given only when its volume is still empty.
    type: str
  database_password:
    description:
      - Password of O(database_user). Needed at creation.
      - Letters, digits and V(@#%^&*(\)_+-=[]{}|;:,.<>?~`) are accepted.
    type: str
"""

    # The administrator, where the engine has one beside the user.
    ROOT = r"""
options:
  database_root_password:
    description:
      - Password of root. If left out at creation, Dokploy makes one up.
      - The same characters are accepted as for O(database_password).
    type: str
"""

    # Dokploy logs in to the running engine for this.
    CHANGE_PASSWORD = r"""
options:
  change_password:
    description:
      - Whether a changed password is also changed inside the running database, instead of only being stored for its next deployment.
      - Fails when the database is not running. In PostgreSQL it also needs a database of the name of O(database_user), which Dokploy signs in to.
      - A database keeps the passwords of its first start, so for one that has data this is the way that works.
    type: bool
    default: false
"""
