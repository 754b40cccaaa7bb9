# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Changes to files of a repository that Dokploy makes before it builds."""

from __future__ import annotations

from .._model.table import NEVER, Field, Hooks, Kind, Read, Write


def _check(given):
    if given.get("type") == "delete" and given.get("content"):
        return [("content", "is for a file that stays; with type=delete the file goes")]
    return []


def _missing(parent, values):
    return ["content"] if values.get("type") != "delete" and values.get("content") is None else []


PATCH = Kind(
    name="patch",
    plural="patches",
    title="patch",
    id_key="patchId",
    since="0.28.0",
    parents=("application", "compose"),
    identity=("file_path",),
    deploy_for=("application", "compose"),
    read=Read(one="patch.one", list="patch.byEntityId", args={"id": "$id", "type": "$kind"}),
    create=Write("patch.create", answers="record"),
    update=Write("patch.update"),
    delete=Write("patch.delete"),
    fields=(
        Field(
            "file_path",
            create=True,
            required=True,
            empty=NEVER,
            pattern=r"^[^/]",
            expects="a path inside the repository, without a slash at its start",
        ),
        Field("type", choices=("create", "update", "delete"), create=True, empty=NEVER),
        Field("content", type="file", create=True, default="", empty=""),
        # Whatever is sent, a patch is made switched on.
        Field("enabled", type="bool", assume=True, empty=NEVER),
    ),
    shown=(Field("created_at"), Field("updated_at")),
    hooks=Hooks(check=_check, missing=_missing),
)
