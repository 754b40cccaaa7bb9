# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Projects, environments and services by their paths: C(shop), C(shop/production), C(shop/production/web).

Names of environments and services repeat from project to project, so that an option which may name any of them needs more.
"""

from __future__ import annotations

from .._kinds.registry import KINDS
from .reads import Pending

TREE = "project.all"
SERVICES = ("application", "compose", "postgres", "mysql", "mariadb", "mongo", "redis", "libsql")


def entries_at(snapshot, level):
    """All things of a level (C(project), C(environment) or C(service)) as dicts.

    Their keys: path; id; scoped, the ids of the project and the environment with a slash between them. Raises Pending.
    """
    found, waiting = [], None
    for project in snapshot.reads.get(TREE) or []:
        if level == "project":
            found.append({"path": project["name"], "id": project["projectId"]})
            continue
        for environment in project.get("environments") or []:
            path = f"{project['name']}/{environment['name']}"
            if level == "environment":
                id = environment["environmentId"]
                found.append({"path": path, "id": id, "scoped": f"{project['projectId']}/{id}"})
            else:
                # Everything that is missing is asked for before any of it is waited for.
                try:
                    found += _services(snapshot, environment, path)
                except Pending as pending:
                    waiting = pending
    if waiting:
        raise waiting
    return found


def _services(snapshot, environment, path):
    found, waiting = [], None
    for name in SERVICES:
        kind = KINDS.get(name)
        entries = environment.get(kind.read.tree) or [] if kind else []
        try:
            for entry in snapshot.named(kind, environment["environmentId"], entries) if entries else []:
                found.append({"path": f"{path}/{entry.get('name')}", "id": entry[kind.id_key]})
        except Pending as pending:
            waiting = pending
    if waiting:
        raise waiting
    return found


def dig(item, path):
    """The value at a dotted path inside dicts, or None."""
    for part in path.split("."):
        item = item.get(part) if isinstance(item, dict) else None
    return item
