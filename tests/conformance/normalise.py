# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Take out of an answer what differs from run to run: ids, times, random suffixes, tokens, the run's prefix."""

from __future__ import annotations

import json
import re
from typing import Any

TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?)?")
STAMP = re.compile(r"\d{4}-\d\d-\d\d:\d\d:\d\d:\d\d")
QUERY = re.compile(r'Failed query: (insert into|update|delete from) "([^"]+)".*', re.DOTALL)
SUFFIXED = re.compile(r"^(.*)-[a-z0-9]{6}$", re.DOTALL)
PHRASE = re.compile(r"^([A-Za-z]+)-[a-z0-9-]+-[a-z0-9]{6}$")
SECRETS = {"refreshToken": "<token>", "certificatePath": "<path>", "slug": "<slug>", "inviterId": "<id>"}
NUMBERS = ("uniqueConfigKey", "timestamp", "processedOn", "finishedOn", "requestCount")
WITHOUT_TIME = ("expiresAt", "lastRequest", "lastUsedAt", "lastRefillAt")


class Normaliser:
    def __init__(self, values: dict[str, Any], key: str) -> None:
        self.values = values
        self.key = key
        self.given = set(values)  # what was there before anything was made
        self.apps: dict[str, str] = {}

    def learn(self, body: Any) -> None:
        """Remember the names with random endings that the server gave to this run's services."""
        if isinstance(body, dict):
            name = body.get("appName")
            if isinstance(name, str):
                self.apps.setdefault(name, self._app(name))
            for inner in body.values():
                self.learn(inner)
        elif isinstance(body, list):
            for inner in body:
                self.learn(inner)

    def _app(self, name: str) -> str:
        prefix = self.values["p"]
        if prefix in name:
            match = SUFFIXED.match(name)
            return f"{match[1] if match else name}-<suffix>".replace(prefix, "P")
        match = PHRASE.match(name)
        return f"{match[1]}-<phrase>" if match else name

    def clean(self, value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            cleaned = {name: self.clean(inner, name) for name, inner in value.items()}
            return self._error(cleaned)
        if isinstance(value, list):
            items = [self.clean(inner, key) for inner in value]
            # embedded deployments come in the order of the table's pages: mostly the oldest first, but not always
            return _ordered(items) if key in ("issues", "deployments") else items
        if isinstance(value, str):
            return self._text(value, key)
        if key in NUMBERS and isinstance(value, (int, float)) and not isinstance(value, bool):
            return "<number>"
        return value

    def _text(self, text: str, key: str) -> Any:
        if key in SECRETS and text:
            return SECRETS[key]
        names = {str(value): f"<{name}>" for name, value in self.values.items()
                 if isinstance(value, str) and name != "p" and len(value) > 3}  # fmt: skip
        if text in names:
            return names[text]
        issues = _issues(text) if key == "message" else None
        if issues is not None:
            return {"issues": _ordered([self.clean(issue) for issue in issues])}
        for name, shown in sorted(self.apps.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(name, shown)
        for value, shown in sorted(names.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(value, shown)
        text = QUERY.sub(r"Failed query: \1 \2", text)
        text = text.replace(self.values["p"], "P").replace(self.key, "<api-key>")
        text = STAMP.sub("<stamp>", TIME.sub("<time>", text))
        if (key == "id" or key.endswith(("Id", "Ids"))) and text and not text.startswith("<"):
            return "<id>"
        return text

    def _error(self, body: dict[str, Any]) -> dict[str, Any]:
        """The flattened validation errors: lists by field, in no order of interest."""
        errors = body.get("fieldErrors")
        if isinstance(errors, dict):
            body["fieldErrors"] = {name: sorted(texts) for name, texts in errors.items() if isinstance(texts, list)}
        return body

    def mine(self, body: Any) -> Any:
        """Of a list only what names this run's prefix or one of its ids. Marks of times by index are dropped."""
        if isinstance(body, dict) and "result" in body:
            return {"result": {"data": {"json": self.mine(body["result"]["data"]["json"])}}}
        if not isinstance(body, list):
            return body
        ours = [str(value) for name, value in self.values.items() if name not in self.given]
        return [one for one in body if any(mark in json.dumps(one) for mark in (self.values["p"], *ours))]


def _issues(text: str) -> list | None:
    if not text.startswith("["):
        return None
    try:
        issues = json.loads(text)
    except ValueError:
        return None
    return issues if isinstance(issues, list) else None


def _ordered(issues: list) -> list:
    return sorted(issues, key=lambda one: json.dumps(one, sort_keys=True))
