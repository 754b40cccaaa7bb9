# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The options of tasks that run something. Pure data."""

from __future__ import annotations

from .._kinds.project import SERVICES

# How a task names a service.
NAMES = {"project": {"type": "str"}, "environment": {"type": "str"}, **{name: {"type": "str"} for name in SERVICES}}

WAITING = {
    "wait": {"type": "bool", "default": True},
    "wait_timeout": {"type": "int", "default": 600},
    "poll_interval": {"type": "float", "default": 2.0},
}

STATES = ("deployed", "redeployed", "started", "stopped", "restarted", "cancelled", "rolled_back", "rebuilt")

HEALTHY = {
    "healthy": {"type": "bool", "default": False},
    "stable_for": {"type": "int", "default": 10},
}

DEPLOYMENT = {
    **NAMES,
    "services": {"type": "list", "elements": "dict", "options": NAMES},
    "parallel": {"type": "bool", "default": False},
    "state": {"type": "str", "choices": list(STATES), "default": "deployed"},
    "only_if_needed": {"type": "bool", "default": False},
    "force": {"type": "bool", "default": False},
    "deployment": {"type": "str"},
    "age": {"type": "str"},
    "title": {"type": "str"},
    "description": {"type": "str"},
    "stream_log": {"type": "bool"},
    **WAITING,
    **HEALTHY,
}
