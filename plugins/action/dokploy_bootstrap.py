# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Written by scripts/sync_runtime.py.

from __future__ import annotations

from ansible_collections.community.dokploy.plugins.plugin_utils.action import ActionModule, prepare

__all__ = ["ActionModule"]

prepare("dokploy_bootstrap")
