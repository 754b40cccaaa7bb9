# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Labels of the organization that projects can carry."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Kind, Read, Write

TAG = Kind(
    name="tag",
    title="tag",
    id_key="tagId",
    since="0.29.0",
    read=Read(one="tag.one", list="tag.all"),
    create=Write("tag.create", answers="record", share=MANY),
    update=Write("tag.update", share=MANY),
    delete=Write("tag.remove", share=MANY),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field(
            "color",
            type="caseless",
            create=True,
            pattern=r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$",
            expects="a colour such as '#3b82f6'",
        ),
    ),
    shown=(Field("created_at"),),
)
