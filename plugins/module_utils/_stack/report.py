# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What is told about a stack: the plan as text and as data, counts, and what failed. Pure."""

from __future__ import annotations

import json

from .._engine.plan import CREATE, DELETE, NONE, UPDATE
from .._engine.report import diff_of
from .._kinds.registry import KINDS

# The longest value that a line of the plan shows.
LONGEST = 100
_SIGNS = {CREATE: ("+", "create"), UPDATE: ("~", "change"), DELETE: ("-", "remove")}


def counts(changes):
    """How many things are created, changed, removed and left as they are."""
    result = {"create": 0, "change": 0, "remove": 0, "unchanged": 0}
    for change in changes:
        result[_SIGNS[change.action][1] if change.action in _SIGNS else "unchanged"] += 1
    return result


def entries(changes):
    """The plan as data: one entry for each thing that changes."""
    result = []
    for change in changes:
        if change.action not in _SIGNS:
            continue
        diff = diff_of(change)
        entry = {
            "action": _SIGNS[change.action][1],
            "kind": change.node.kind.name,
            "name": short_name(change.node),
            "path": change.node.path,
            "before": diff["before"] if change.action != CREATE else None,
            "after": diff["after"] if change.action != DELETE else None,
        }
        if change.action == DELETE and change.contained:
            entry["contains"] = [
                f"{kind} {item.get('name') or item.get(KINDS[kind].id_key)}" for kind, item in change.contained
            ]
        result.append(entry)
    return result


def text(title, plan, numbers):
    """The plan as text for people to review. plan: what entries() gives."""
    lines = [
        f"stack {title}: {numbers['create']} to create, {numbers['change']} to change, {numbers['remove']} to remove, {numbers['unchanged']} unchanged"
    ]
    for entry in plan:
        sign = {"create": "+", "change": "~", "remove": "-"}[entry["action"]]
        name = f"{entry['kind']} {entry['name']}".strip()
        if entry["action"] == "change":
            before, after = _flat(entry["before"]), _flat(entry["after"])
            keys = dict.fromkeys([*before, *after])
            fields = [f"{key}: {_shown(before.get(key))} -> {_shown(after.get(key))}" for key in keys]
            lines += [f"{sign} change {name} ({entry['path']})", *[f"    {field}" for field in fields]]
            continue
        lines.append(f"{sign} {entry['action']} {name} ({entry['path']})")
        if entry["action"] == "create":
            lines += [f"    {key}: {_shown(value)}" for key, value in _flat(entry["after"]).items()]
        lines += [f"    with {item}" for item in entry.get("contains", ())]
    return "\n".join(lines) + "\n"


def short_name(node):
    """What identifies a node among its siblings, as one text."""
    values = [node.given.get(option) for option in node.kind.identity]
    shown = " ".join(str(value) for value in values if value not in (None, ""))
    if not shown and node.record:
        shown = str(node.record.get(node.kind.field(node.kind.identity[0]).column) or "")
    return shown or node.ref or node.id or ""


def _flat(value, path=""):
    if not isinstance(value, dict) or (not value and path):
        return {path: value}
    result = {}
    for key, item in value.items():
        result.update(_flat(item, f"{path}.{key}" if path else str(key)))
    return result


def _shown(value):
    if value is None:
        return "(none)"
    shown = (
        value
        if isinstance(value, str) and value and "\n" not in value
        else json.dumps(value, ensure_ascii=False, default=str)
    )
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + "..."


def objects(changes):
    """What the document names and where it is found now."""
    result = []
    for change in changes:
        node = change.node
        if change.action == DELETE or (change.action == NONE and node.record is None):
            continue
        entry = {"path": node.path, "kind": node.kind.name, "name": short_name(node), "id": node.id}
        if node.record and node.record.get("appName"):
            entry["app_name"] = node.record["appName"]
        result.append(entry)
    return result


def failures(pairs):
    """What did not work, each with its path."""
    return [
        {"path": node.path, "kind": node.kind.name, "name": short_name(node), "msg": _message(node, error)}
        for node, error in pairs
    ]


def _message(node, error):
    text = error.message
    return text if node.path and node.path in text else f"{node.path}: {text}"


def table(deployments):
    """Deployments as lines of text with aligned columns."""
    rows = []
    for entry in deployments:
        seconds = "" if entry["seconds"] is None else f"{entry['seconds']} s"
        rows.append(
            (entry["path"], f"{entry['kind']} {entry['name']}", str(entry["state"]), seconds, entry["reason"] or "")
        )
    widths = [max(len(row[at]) for row in rows) for at in range(5)] if rows else []
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
