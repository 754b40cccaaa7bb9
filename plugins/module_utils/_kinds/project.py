# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Projects and their environments."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Hooks, Kind, Read, Write
from .refs import TAG
from .volumes import DELETE_VOLUMES

SERVICES = ("application", "compose", "postgres", "mysql", "mariadb", "mongo", "redis", "libsql")

FORCE = Field("force", type="bool")


def _project_record(record):
    # Tags come as join rows around the tag itself.
    tags = [row.get("tagId") or (row.get("tag") or {}).get("tagId") for row in record.get("projectTags") or []]
    return {**record, "tagIds": tags}


def _environment_refuse(action, changed, record):
    # Dokploy refuses every update of the default environment that carries a name, even an unchanged one.
    if not record.get("isDefault"):
        return None
    if action == "delete":
        return "Dokploy keeps the default environment of a project as long as the project; remove the project instead"
    if "name" in changed:
        return f"Dokploy does not rename the default environment of a project; leave out name or set it to {record['name']}"
    return None


PROJECT = Kind(
    name="project",
    title="project",
    id_key="projectId",
    read=Read(one="project.one", tree="projects"),
    create=Write("project.create", answers="project", access=True, share=MANY),
    update=Write("project.update", share=MANY),
    delete=Write("project.remove", share=MANY),
    writes={"tags": Write("tag.bulkAssign", full=True, share=MANY)},
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("description", create=True),
        Field("env", type="env", create=True, empty="", secret=True),
        Field("tags", key="tagIds", type="set", ref=TAG, via="tags", empty=[], since="0.29.0"),
    ),
    shown=(Field("created_at"),),
    controls=(FORCE, DELETE_VOLUMES),
    contents=SERVICES,
    brings=("environment",),
    hooks=Hooks(record=_project_record),
)

ENVIRONMENT = Kind(
    name="environment",
    title="environment",
    id_key="environmentId",
    parents=("project",),
    unnamed="isDefault",
    read=Read(one="environment.one", tree="environments"),
    create=Write("environment.create", answers="record", access=True, share=MANY),
    update=Write("environment.update", share=MANY),
    delete=Write("environment.remove", share=MANY),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("description", create=True, empty=""),
        Field("env", type="env", empty="", secret=True),
    ),
    shown=(Field("is_default", type="bool"),),
    controls=(FORCE, DELETE_VOLUMES),
    contents=SERVICES,
    hooks=Hooks(refuse=_environment_refuse),
)
