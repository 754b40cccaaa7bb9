# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patches of an application's or a stack's files."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request
from ..store import Row
from ._common import id_key, without
from .children import check_owner


def _patch(call: Call, key: str, permission: str) -> Row:
    row = call.need("patch", key, "Patch")
    check_owner(call, row, permission)
    return row


def _by_path(call: Call, value: dict) -> Row | None:
    return call.store.first("patch", filePath=value["filePath"], **{id_key(value["type"]): value["id"]})


def _update(call: Call, key: str, values: dict) -> Row | None:
    """A text that is written gets a newline at its end."""
    text = values.get("content")
    if text and not text.endswith("\n"):
        values = {**values, "content": f"{text}\n"}
    return call.store.update("patch", key, {**values, "updatedAt": call.state.ids.now()})


@procedure("patch.create")
def create(call: Call, value: dict) -> Any:
    owner = value.get("applicationId") or value.get("composeId")
    if not owner:
        raise bad_request("Either applicationId or composeId must be provided")
    call.check_service_permission(owner, "service.create")
    return call.store.insert("patch", {**value, "enabled": True})


@procedure("patch.one")
def one(call: Call, value: dict) -> Any:
    return _patch(call, value["patchId"], "service.read")


@procedure("patch.byEntityId")
def by_entity(call: Call, value: dict) -> Any:
    call.check_service(value["id"])
    rows = call.store.find("patch", **{id_key(value["type"]): value["id"]})
    return sorted(rows, key=lambda row: row["filePath"])


@procedure("patch.update")
def update(call: Call, value: dict) -> Any:
    row = _patch(call, value["patchId"], "service.create")
    return _update(call, row["patchId"], without(value, "patchId"))


@procedure("patch.delete")
def delete(call: Call, value: dict) -> Any:
    return call.store.delete("patch", _patch(call, value["patchId"], "service.delete")["patchId"])


@procedure("patch.toggleEnabled")
def toggle(call: Call, value: dict) -> Any:
    row = _patch(call, value["patchId"], "service.create")
    return _update(call, row["patchId"], {"enabled": value["enabled"]})


@procedure("patch.saveFileAsPatch")
def save(call: Call, value: dict) -> Any:
    call.check_service_permission(value["id"], "service.create")
    existing = _by_path(call, value)
    kind = value.get("patchType", "update")
    if existing:
        return _update(call, existing["patchId"], {"content": value["content"], "type": kind})
    values = {"filePath": value["filePath"], "content": value["content"], "type": kind, "enabled": True,
              id_key(value["type"]): value["id"]}  # fmt: skip
    return call.store.insert("patch", values)


@procedure("patch.markFileForDeletion")
def mark(call: Call, value: dict) -> Any:
    call.check_service_permission(value["id"], "service.create")
    existing = _by_path(call, value)
    if existing:
        return _update(call, existing["patchId"], {"type": "delete", "content": ""})
    values = {"filePath": value["filePath"], "content": "", "type": "delete", "enabled": True,
              id_key(value["type"]): value["id"]}  # fmt: skip
    return call.store.insert("patch", values)


@procedure("patch.cleanPatchRepos")
def clean(call: Call, value: dict) -> Any:
    return True


@procedure("patch.readRepoFile")
def read_file(call: Call, value: dict) -> Any:
    existing = _by_path(call, value)
    if existing and existing["type"] != "delete":
        return existing["content"]
    raise ApiError("INTERNAL_SERVER_ERROR", "Failed to read file")


@procedure("patch.ensureRepo")
def ensure_repo(call: Call, value: dict) -> Any:
    row = call.need(value["type"], value["id"], value["type"].title())
    return f"/etc/dokploy/patch-repos/{value['type']}/{row['appName']}"


@procedure("patch.readRepoDirectories")
def read_directories(call: Call, value: dict) -> Any:
    return []
