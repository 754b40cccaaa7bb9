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
    "archive": {"type": "path"},
    "build_path": {"type": "str"},
    "title": {"type": "str"},
    "description": {"type": "str"},
    "stream_log": {"type": "bool"},
    **WAITING,
    **HEALTHY,
}


def names(*kinds):
    """The options that name one service of these kinds."""
    return {name: {"type": "str"} for name in ("project", "environment", *kinds)}


STREAM = {"stream_log": {"type": "bool"}}
TIMEOUT = {"wait_timeout": {"type": "int", "default": 600}}
SERVER = {"server": {"type": "str"}}
BACKED_UP = ("postgres", "mysql", "mariadb", "mongo", "libsql", "compose")

ROLLBACK = {
    **names("application"),
    "deployment": {"type": "str"},
    "age": {"type": "str"},
    "stream_log": {"type": "bool"},
    **WAITING,
    **HEALTHY,
}
SCHEDULE_RUN = {
    **names("application", "compose"),
    **SERVER,
    "schedule": {"type": "str", "required": True},
    **TIMEOUT,
    **STREAM,
}
BACKUP_RUN = {
    **names("application", *BACKED_UP, "redis"),
    "web_server": {"type": "bool", "default": False},
    "backup": {"type": "str"},
    "volume_backup": {"type": "str"},
    "destination": {"type": "str"},
    "database": {"type": "str"},
    "service_name": {"type": "str"},
    **TIMEOUT,
    **STREAM,
}
RESTORE = {
    **names(*BACKED_UP, "application"),
    "web_server": {"type": "bool", "default": False},
    "destination": {"type": "str", "required": True},
    "file": {"type": "str", "default": "latest"},
    "folder": {"type": "str"},
    "volume": {"type": "str"},
    "database": {"type": "str"},
    "service_name": {"type": "str"},
    "database_type": {"type": "str", "choices": ["postgres", "mariadb", "mysql", "mongo"]},
    "database_user": {"type": "str"},
    "database_password": {"type": "str", "no_log": True},
    "database_root_password": {"type": "str", "no_log": True},
    "force": {"type": "bool", "default": False},
    **TIMEOUT,
    **STREAM,
}

MAINTENANCE = {
    "clean": {
        "type": "list",
        "elements": "str",
        "required": True,
        "choices": ["containers", "images", "volumes", "build_cache", "system", "monitoring", "queue"],
    },
    **SERVER,
    "force": {"type": "bool", "default": False},
}
SERVER_SETUP = {
    "server": {"type": "str", "required": True},
    "state": {"type": "str", "choices": ["validated", "audited", "set_up"], "default": "validated"},
    "strict": {"type": "bool", "default": False},
    "wait_timeout": {"type": "int", "default": 1800},
    **STREAM,
}
UPGRADE = {
    "version": {"type": "str"},
    "wait_timeout": {"type": "int", "default": 900},
    "poll_interval": {"type": "float", "default": 5.0},
}
BOOTSTRAP = {
    "email": {"type": "str", "required": True},
    "password": {"type": "str", "required": True, "no_log": True},
    "first_name": {"type": "str", "default": "Admin"},
    "last_name": {"type": "str", "default": ""},
    "organization": {"type": "str"},
    "key_name": {"type": "str", "default": "ansible", "no_log": False},
    "key_file": {"type": "path", "no_log": False},
    "replace": {"type": "bool", "default": False},
    "wait_timeout": {"type": "int", "default": 300},
}
MOVE = {**NAMES, "to_project": {"type": "str"}, "to_environment": {"type": "str"}}
DUPLICATE = {
    "project": {"type": "str", "required": True},
    "environment": {"type": "str"},
    "target": {"type": "str", "choices": ["project", "environment"], "default": "project"},
    "name": {"type": "str", "required": True},
    "description": {"type": "str"},
    "services": {"type": "list", "elements": "str"},
}
CONTAINER = {
    **NAMES,
    **SERVER,
    "container": {"type": "str"},
    "state": {
        "type": "str",
        "choices": ["started", "stopped", "restarted", "killed", "removed"],
        "default": "restarted",
    },
}
LOGS = {
    **NAMES,
    "source": {"type": "str", "choices": ["container", "build"], "default": "container"},
    "deployment": {"type": "str"},
    "container": {"type": "str"},
    "tail": {"type": "int", "default": 100},
    "since": {"type": "str", "default": "all"},
    "search": {"type": "str"},
}
FILE = {
    **NAMES,
    **SERVER,
    "container": {"type": "str"},
    "volume": {"type": "str"},
    "path": {"type": "str", "required": True},
    "content": {"type": "str"},
    "secret_content": {"type": "str", "no_log": True},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
}
PREVIEW = {
    **names("application"),
    "pull_request": {"type": "str"},
    "state": {"type": "str", "choices": ["listed", "redeployed", "removed"], "default": "redeployed"},
    "title": {"type": "str"},
    "description": {"type": "str"},
    **WAITING,
    **STREAM,
}
TEMPLATE = {
    "project": {"type": "str", "required": True},
    "environment": {"type": "str"},
    "name": {"type": "str"},
    "template": {"type": "str"},
    "base_url": {"type": "str"},
    "content": {"type": "str"},
    "src": {"type": "path"},
    "variables": {"type": "dict", "no_log": True},
    **SERVER,
    "force": {"type": "bool", "default": False},
}
