#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_upgrade
short_description: Upgrade Dokploy itself
version_added: 0.1.0
description:
  - Brings Dokploy to its newest release and waits until it answers as that. Dokploy cannot go to any other release by itself.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  version:
    description:
      - The release it should be, such as V(0.30.3). The task fails if this is neither the present nor the newest one. If left out, the newest.
    type: str
  wait_timeout:
    description:
      - Seconds to wait at the most. The task then fails; what runs in Dokploy goes on.
    type: int
    default: 900
  poll_interval:
    description:
      - Seconds between two looks at whether it is back.
    type: float
    default: 5.0
"""

EXAMPLES = r"""
---
- name: Keep Dokploy up to date
  community.dokploy.dokploy_upgrade:

- name: Upgrade to a release that was tried elsewhere before
  community.dokploy.dokploy_upgrade:
    version: 0.30.3
    wait_timeout: 1800
"""

RETURN = r"""
---
version:
  description: The release that runs now.
  returned: success
  type: str
  sample: 0.30.3
previous_version:
  description: The release that ran before.
  returned: success
  type: str
  sample: 0.30.2
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import UPGRADE
from ansible_collections.community.dokploy.plugins.module_utils._deploy.upkeep import upgrade
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(UPGRADE, upgrade)


if __name__ == "__main__":
    main()
