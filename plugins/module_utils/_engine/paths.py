# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Projects, environments and services by their paths: C(shop), C(shop/production), C(shop/production/web).

Names of environments and services repeat from project to project, so that an option which may name any of them needs more.
"""

from __future__ import annotations

from .._kinds.project import SERVICES
from .._kinds.registry import KINDS
from .reads import together

TREE = "project.all"


def entries_at(snapshot, level):
    """All things of a level (C(project), C(environment) or C(service)) as dicts.

    Their keys: path; id; scoped, the ids of the project and the environment with a slash between them. Raises Pending.
    """
    projects = snapshot.reads.get(TREE) or []
    if level == "project":
        return [{"path": project["name"], "id": project["projectId"]} for project in projects]
    found, jobs = [], []
    for project in projects:
        for environment in project.get("environments") or []:
            path, id = f"{project['name']}/{environment['name']}", environment["environmentId"]
            found.append({"path": path, "id": id, "scoped": f"{project['projectId']}/{id}"})
            for name in SERVICES:
                jobs.append(
                    lambda name=name, owner=environment, path=path: _services(snapshot, KINDS[name], owner, path)
                )
    return found if level == "environment" else [entry for part in together(jobs) for entry in part]


def _services(snapshot, kind, environment, path):
    entries = environment.get(kind.read.tree) or []
    named = snapshot.named(kind, environment["environmentId"], entries) if entries else []
    return [{"path": f"{path}/{entry.get('name')}", "id": entry[kind.id_key]} for entry in named]


def dig(item, path):
    """The value at a dotted path inside dicts, or None."""
    for part in path.split("."):
        item = item.get(part) if isinstance(item, dict) else None
    return item
