#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_rollback
short_description: Go back to an earlier version of an application in Dokploy
version_added: 0.1.0
description:
  - Lets an application run an earlier version again. Dokploy keeps a version of each of the last ten deployments while
    O(community.dokploy.dokploy_application#module:rollback.enabled) and O(community.dokploy.dokploy_application#module:rollback.registry) are set.
  - The version is run with the settings that it had. The settings of the application in Dokploy stay as they are and count again with its next deployment.
  - A version that runs already is left alone.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run.application
  - community.dokploy.run.wait
  - community.dokploy.run.healthy
  - community.dokploy.run.stream
options:
  deployment:
    description:
      - Id of the deployment to go back to.
    type: str
  age:
    description:
      - Goes back to the newest good deployment that is at least this old, such as V(90m), V(6h) or V(2d).
      - If neither this nor O(deployment) is given, it is the last good deployment before the newest one, whether that failed or not.
    type: str
"""

EXAMPLES = r"""
---
- name: Go back to the last good version
  community.dokploy.dokploy_rollback:
    project: shop
    application: web

- name: Go back to what ran yesterday and make sure that it stays up
  community.dokploy.dokploy_rollback:
    project: shop
    application: web
    age: 1d
    healthy: true
"""

RETURN = r"""
---
service:
  description: The application.
  returned: success
  type: dict
  sample: {kind: application, id: hdoihUG0FmYC8GdoFEc, name: web, app_name: web-rr9s2z, status: done}
deployment:
  description: The deployment that was gone back to.
  returned: success
  type: dict
  sample: {id: d3SHnnFJ5wwGL7H7ohrGm, title: Release 6, status: done}
image:
  description: The image that runs now.
  returned: success
  type: str
  sample: web-rr9s2z:v3
reason:
  description: Why nothing was done.
  returned: when nothing was done
  type: str
  sample: this version runs already
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.deployment import roll_back
from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import ROLLBACK
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(ROLLBACK, roll_back)


if __name__ == "__main__":
    main()
