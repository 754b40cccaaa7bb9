# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Volumes, directories and files that a service finds in its container."""

from __future__ import annotations

import re

from .._model.table import MANY, NEVER, Field, Hooks, Kind, Read, Write
from .project import SERVICES

# Where the engines keep their data: a database comes with a volume at one of these places.
_DATA = re.compile(r"^(/var/lib/postgresql/(data|\d+/docker)|/var/lib/mysql|/data/db|/data|/var/lib/sqld)$")

# The column that each type needs; the others belong to other types.
_NEEDS = {"bind": ("host_path",), "volume": ("volume_name",), "file": ("file_path", "content")}


def _check(given):
    problems = []
    if given.get("type") and not given.get(_NEEDS[given["type"]][0]):
        problems.append((_NEEDS[given["type"]][0], f"is needed with type={given['type']}"))
    for kind, options in _NEEDS.items():
        if given.get("type") not in (None, kind):
            problems += [(option, f"only counts with type={kind}") for option in options if given.get(option)]
    return problems


def _kept(record):
    """The data volume that Dokploy gives every database by itself."""
    by_itself = record.get("type") == "volume" and str(record.get("volumeName")).endswith("-data")
    return (
        by_itself
        and record.get("serviceType") not in ("application", "compose")
        and bool(_DATA.match(record.get("mountPath") or ""))
    )


def _meant(values, record):
    # The files of a Compose stack all stand at / when they come from Dokploy's own pages; there their path tells them apart.
    return values.get("mount_path") != "/" or values.get("file_path") in (None, record.get("filePath"))


def _body(action, body, values, record):
    # A mount that changes its type keeps the columns of the old one unless they are cleared.
    if action == "update" and "type" in body:
        keep = {"bind": ("hostPath",), "volume": ("volumeName",), "file": ("filePath", "content")}[body["type"]]
        body.update(
            {
                column: None
                for column in ("hostPath", "volumeName", "filePath", "content")
                if column not in keep and record.get(column)
            }
        )
    return body


MOUNT = Kind(
    name="mount",
    title="mount",
    id_key="mountId",
    parents=SERVICES,
    # Without the type of the service Dokploy makes a mount that belongs to nobody.
    owner={"serviceId": "$id", "serviceType": "$kind"},
    identity=("mount_path",),
    deploy_for=SERVICES,
    read=Read(one="mounts.one", embedded="mounts"),
    create=Write("mounts.create", answers="record", share=MANY),
    # Like domain.create it wants a second connection inside its transaction; ten at once would hang a server.
    update=Write("mounts.update", share=4),
    delete=Write("mounts.remove", share=MANY),
    fields=(
        Field("mount_path", create=True, required=True, empty=NEVER, pattern=r"^/", expects="an absolute path"),
        Field("type", choices=("bind", "volume", "file"), create=True, required=True, empty=NEVER),
        Field("host_path", create=True, pattern=r"^/", expects="an absolute path"),
        Field(
            "volume_name",
            create=True,
            pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
            expects="made of letters, digits, dots, underscores and hyphens, with a letter or digit first",
        ),
        Field("file_path", create=True),
        Field("content", create=True, secret=True),
    ),
    hooks=Hooks(check=_check, kept=_kept, meant=_meant, body=_body),
)
