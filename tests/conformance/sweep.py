# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that no server may accept, made from the contract: what the validation says about them is recorded too.

Only writes over REST are asked: there numbers and booleans are always coerced, while over tRPC that depends on
what was called before. Every input misses or spoils a required text, so nothing is ever stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WRONG = {"not": "this"}


def guards(entry: dict) -> list[str]:
    """Required texts: while one of them is wrong, the whole input is."""
    properties = entry["input"].get("properties", {})
    required = entry["input"].get("required", ())
    return [key for key in required if properties[key].get("type") == "string" and "default" not in properties[key]]


def wrong(schema: dict) -> Any:
    return WRONG if schema.get("type") not in ("object", None) else "text"


def limits(schema: dict) -> list[Any]:
    """Values just outside of what a schema allows."""
    found: list[Any] = []
    for option in [*schema.get("anyOf", ()), *schema.get("oneOf", ())]:
        found += limits(option)
    kind = schema.get("type")
    if kind == "string":
        if schema.get("minLength"):
            found.append("")
        if "pattern" in schema or "format" in schema or "enum" in schema:
            found.append(' b\u00e4d $"!\n')
        if schema.get("maxLength", 9999) <= 1000:
            found.append("x" * (schema["maxLength"] + 1))
    elif kind in ("number", "integer"):
        found += [schema[key] + step for key, step in (("minimum", -1), ("maximum", 1)) if key in schema]
        found += [schema["exclusiveMinimum"]] if "exclusiveMinimum" in schema else []
        found += [1.5] if kind == "integer" else []
    elif kind == "array":
        found += [[]] if schema.get("minItems") else []
        found += [[inner] for inner in limits(schema.get("items", {}))]
    elif kind == "object":
        found += [{"unknownKey": 1}] if schema.get("additionalProperties") is False else []
        for name, inner in schema.get("properties", {}).items():
            found += [{name: one} for one in (*limits(inner), wrong(inner))]
    return found


def inputs(entry: dict) -> Iterator[tuple[str, dict]]:
    """(label, input) for one procedure; nothing when it cannot be asked safely."""
    guard = guards(entry)
    if entry["method"] != "POST" or entry.get("content") or not guard:
        return
    properties = entry["input"].get("properties", {})
    yield "empty", {}
    yield "wrong", {name: wrong(schema) for name, schema in properties.items()}
    yield "null", dict.fromkeys(properties)
    choices = {name: limits(schema) for name, schema in properties.items() if name != guard[0]}
    for number in range(max((len(values) for values in choices.values()), default=0)):
        body = {name: values[number] for name, values in choices.items() if number < len(values)}
        yield f"limit {number}", {guard[0]: WRONG, **body}


def lines(issues: list[dict]) -> list[str]:
    """Issues in one line each, in no order of interest."""
    return sorted(f"{'.'.join(map(str, one['path']))}|{one['code']}|{one['message']}" for one in issues)
