# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in check mode and tell what it would change without changing it.
    support: full
  diff_mode:
    description: Tells in diff mode what changed, with secrets masked.
    support: full
  idempotent:
    description: When run twice in a row with the same options, the second run changes nothing.
    support: full
  action_group:
    description: Belongs to an action group, so that C(module_defaults) can set options for all its modules at once.
    support: full
    membership: [community.dokploy.dokploy]
"""

    # For what always acts, such as a deployment.
    ACTION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in check mode and tell what it would change without changing it.
    support: full
  diff_mode:
    description: Tells in diff mode what changed, with secrets masked.
    support: none
  idempotent:
    description: When run twice in a row with the same options, the second run changes nothing.
    support: none
    details:
      - It carries out what it is asked for each time it runs.
  action_group:
    description: Belongs to an action group, so that C(module_defaults) can set options for all its modules at once.
    support: full
    membership: [community.dokploy.dokploy]
"""

    # For what only reads.
    INFO = r"""
options: {}
attributes:
  check_mode:
    description: Can run in check mode; it never changes anything.
    support: full
  diff_mode:
    description: Tells in diff mode what changed, with secrets masked.
    support: N/A
  idempotent:
    description: When run twice in a row with the same options, the second run changes nothing.
    support: N/A
  action_group:
    description: Belongs to an action group, so that C(module_defaults) can set options for all its modules at once.
    support: full
    membership: [community.dokploy.dokploy]
"""
