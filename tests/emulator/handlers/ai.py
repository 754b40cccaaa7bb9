# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AI settings: the same call makes and changes them."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, not_found
from ..store import Row


@procedure("ai.create", "ai.update")
def save(call: Call, value: dict) -> Any:
    """An update without all fields is an insert without all fields, and fails as one."""
    key = value.get("aiId")
    if key and call.store.get("ai", key):
        needed = [c for c, s in call.store.columns("ai").items() if s.get("n") and "d" not in s and "g" not in s]
        missing = [column for column in needed if column not in value and column != "organizationId"]
        if missing:
            raise ApiError("INTERNAL_SERVER_ERROR", 'Failed query: insert into "ai" (...) values (...)')
        call.store.update("ai", key, value)
        return []
    call.store.insert("ai", {**value, "organizationId": call.org})
    return []


@procedure("ai.getAll")
def get_all(call: Call, value: dict) -> Any:
    rows = call.store.find("ai", organizationId=call.org)
    return sorted(rows, key=lambda row: row["createdAt"], reverse=True)


@procedure("ai.get", "ai.one")
def get(call: Call, value: dict) -> Any:
    row = call.store.get("ai", value["aiId"])
    if row is None:
        raise not_found("AI settings")
    return row


@procedure("ai.delete")
def delete(call: Call, value: dict) -> Any:
    call.store.delete("ai", value["aiId"])
    return []


@procedure("ai.getEnabledProviders")
def enabled(call: Call, value: dict) -> Any:
    rows = call.store.find("ai", organizationId=call.org, isEnabled=True)
    return [{key: row[key] for key in ("aiId", "name", "model")} for row in rows]


def _custom(call: Call) -> dict[str, list[Row]]:
    return call.state.settings_extra.setdefault("ai_custom", {})


@procedure("ai.getCustomProviders")
def custom_providers(call: Call, value: dict) -> Any:
    return _custom(call).get(call.org, [])


@procedure("ai.saveCustomProviders")
def save_custom(call: Call, value: dict) -> Any:
    _custom(call)[call.org] = value["providers"]
    return value["providers"]


@procedure("ai.getModels", "ai.testConnection", "ai.suggest")
def offline(call: Call, value: dict) -> Any:
    raise bad_request("fetch failed")


@procedure("ai.analyzeLogs")
def analyze(call: Call, value: dict) -> Any:
    row = call.store.get("ai", value["aiId"])
    if row is None:
        raise bad_request("AI settings not found")
    if not row["isEnabled"]:
        raise bad_request("AI provider is not enabled")
    return {"analysis": "Nothing to see."}
