# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write tests/contract/dokploy-<version>.json from a live server's own OpenAPI document.

Only names, types, required keys, enums, bounds and patterns are kept; prose, examples and answers are not.

The document calls some keys required that the server fills by itself, and cannot tell how a missing key is
refused. With ``--probe`` every procedure that has a required text key is asked once, over tRPC, with an empty
input: the refusal lists exactly the keys that must be there, and under ``nonoptional`` those whose absence is
reported with that word. An empty input to such a procedure never passes validation, so nothing is written.
Numbers and booleans tell the truth only on a server that has served no plain REST call since its start (such a
call switches coercion on for its schema), so what the document says about those is never taken back.

Usage: DOKPLOY_URL=... DOKPLOY_API_KEY=... python scripts/extract_contract.py [--probe] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import requests

KEPT = (
    "additionalProperties", "anyOf", "const", "default", "enum", "exclusiveMaximum", "exclusiveMinimum", "format",
    "items", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "oneOf", "pattern",
    "properties", "propertyNames", "required", "type",
)  # fmt: skip


def slim(schema: object) -> object:
    """Return a JSON schema without anything but what validation needs."""
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, object] = {}
    for key in KEPT:
        if key not in schema:
            continue
        value = schema[key]
        if key == "properties":
            kept[key] = {name: slim(inner) for name, inner in value.items()}
        elif key in ("anyOf", "oneOf"):
            kept[key] = [slim(inner) for inner in value]
        elif key in ("items", "additionalProperties", "propertyNames"):
            kept[key] = slim(value)
        else:
            kept[key] = value
    return kept


def procedures(document: dict) -> dict[str, dict]:
    """Turn the paths of an OpenAPI document into ``{procedure: {method, input}}``."""
    found: dict[str, dict] = {}
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            schema: dict = {"type": "object", "properties": {}, "required": []}
            kinds = operation.get("requestBody", {}).get("content", {})
            for parameter in operation.get("parameters", []):
                schema["properties"][parameter["name"]] = parameter["schema"]
                if parameter.get("required"):
                    schema["required"].append(parameter["name"])
            for media in kinds.values():
                schema.update(media.get("schema", {}))
            entry = {"method": verb.upper(), "input": slim(schema)}
            entry["input"].setdefault("required", [])
            if kinds and "application/json" not in kinds:
                entry["content"] = next(iter(kinds))
            found[path.strip("/")] = entry
    return found


def is_text(schema: dict) -> bool:
    return schema.get("type") == "string" and "default" not in schema


def coercible(schema: dict) -> bool:
    return schema.get("type") in ("boolean", "number", "integer") and "default" not in schema


def probe(session: requests.Session, url: str, table: dict[str, dict]) -> None:
    """Correct ``required`` and add ``nonoptional`` by asking the server, see the module's docstring."""
    for name, entry in table.items():
        properties, required = entry["input"].get("properties", {}), entry["input"]["required"]
        if entry.get("content") or not any(is_text(properties[key]) for key in required):
            continue
        target = f"{url}/api/trpc/{name}"
        if entry["method"] == "GET":
            answer = session.get(target, params={"input": '{"json":{}}'}, timeout=60)
        else:
            answer = session.post(target, json={"json": {}}, timeout=60)
        if answer.status_code != 400:
            continue
        try:
            issues = json.loads(answer.json()["error"]["json"]["message"])
        except ValueError:
            continue
        missing = [issue["path"][0] for issue in issues if issue["path"]]
        entry["input"]["required"] = [key for key in required if key in missing or coercible(properties[key])]
        words = sorted(issue["path"][0] for issue in issues if issue.get("expected") == "nonoptional")
        if words:
            entry["nonoptional"] = words


def dump(version: str, table: dict[str, dict]) -> str:
    """One procedure a line, sorted: small enough, and a diff still shows what changed."""
    lines = [f"  {json.dumps(name)}: {json.dumps(table[name], sort_keys=True)}" for name in sorted(table)]
    return f'{{"dokploy": {json.dumps(version)}, "procedures": {{\n' + ",\n".join(lines) + "\n}}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--probe", action="store_true", help="ask each procedure which keys it really needs")
    parser.add_argument("--out", default=str(Path(__file__).parent.parent / "tests" / "contract"))
    options = parser.parse_args()
    url, key = os.environ.get("DOKPLOY_URL", "").rstrip("/"), os.environ.get("DOKPLOY_API_KEY", "")
    if not url or not key:
        print("DOKPLOY_URL and DOKPLOY_API_KEY must be set", file=sys.stderr)
        return 2
    session = requests.Session()
    session.headers["x-api-key"] = key
    answer = session.get(f"{url}/api/settings.getOpenApiDocument", timeout=120)
    answer.raise_for_status()
    document = answer.json()
    version = document["info"]["version"].lstrip("v")
    table = procedures(document)
    if options.probe:
        probe(session, url, table)
    target = Path(options.out) / f"dokploy-{version}.json"
    target.write_text(dump(version, table), encoding="utf-8")
    print(f"{target}: {len(table)} procedures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
