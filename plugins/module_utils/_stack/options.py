# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The options of the stack module and what is secret in them."""

from __future__ import annotations

from .._deploy.options import HEALTHY
from .document import secrets_in
from .shape import DEPLOY

STACK = {
    # Secrets inside are found by the tables; this keeps the document out of the logs.
    "stack": {"type": "dict", "required": True, "no_log": True},
    "prune": {"type": "bool", "default": False},
    "prune_lists": {"type": "list", "elements": "str", "default": []},
    "delete_volumes": {"type": "bool", "default": False},
    "deploy": {"type": "str", "choices": list(DEPLOY), "default": "never"},
    "parallel": {"type": "int", "default": 4},
    "wait_timeout": {"type": "int", "default": 600},
    "poll_interval": {"type": "float", "default": 2.0},
    **HEALTHY,
    "stream_log": {"type": "bool"},
}

# Ansible looks for each of them in each text of the result; beyond this many that would take longer than all the rest. The
# result carries secrets masked by the tables anyway.
MOST = 200


def secrets(params):
    """The secret texts in the options of a task."""
    found = secrets_in(params.get("stack"))
    return found if len(found) <= MOST else set()
