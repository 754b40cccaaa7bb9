# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # When something is written to a bucket, and how long it stays there.
    DOCUMENTATION = r"""
options:
  cron:
    description:
      - When to run, as five fields (minute, hour, day, month, weekday), six with seconds first, or a name such as V(@daily). Needed at creation.
      - Times are those of the container that Dokploy runs in, UTC unless it was set up otherwise.
    type: str
  prefix:
    description:
      - Path inside the bucket. If left out at creation or V(""), it is V(/).
    type: str
  keep_latest:
    description:
      - How many of its files stay in the bucket; older ones are deleted. V(0) keeps all.
    type: int
  enabled:
    description:
      - Whether it runs at all. A new one does.
    type: bool
"""
