# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Dotenv text, as Dokploy stores environment variables, and the dicts that playbooks like better."""

from __future__ import annotations

import json
import re

_LINE = re.compile(r"^\s*(?:export\s+)?(?P<key>[A-Za-z_][A-Za-z0-9_.-]*)\s*=(?P<value>.*)$")
_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.-]*$")
_PLAIN = re.compile(r"^[^\s#'\"`\\]*$")


def bad_name(name):
    """Tell whether a text cannot be the name of a variable."""
    return not isinstance(name, str) or not _NAME.match(name) or name.endswith("\n")


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"), sort_keys=True)
    return str(value)


def _quoted(text):
    # The dotenv library that Dokploy uses takes double quotes for \n escapes and no others, so a value
    # with a double quote is put into single quotes, and one with both into backticks.
    if _PLAIN.match(text):
        return text
    if "\n" in text or "\r" in text:
        if '"' not in text:
            return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"'
        return _wrapped(text, "'`")
    return _wrapped(text, "\"'`") if "\\" not in text else _wrapped(text, "'`\"")


def _wrapped(text, quotes):
    for quote in quotes:
        if quote not in text:
            return quote + text + quote
    return '"' + text.replace('"', '\\"') + '"'


def render(values):
    """Write a dict as dotenv text, one C(KEY=value) a line in the dict's own order.

    Booleans become C(true) and C(false), null an empty value, lists and dicts compact JSON.
    """
    return "\n".join(key + "=" + _quoted(_text(value)) for key, value in values.items())


def parse(text):
    """Read dotenv text into a dict of strings. Lines that are neither a comment nor C(KEY=value) are left out.

    Understands what Dokploy's own parser does: quotes (double, single, backtick), values over several lines inside
    quotes, C(\\n) inside double quotes, and comments after a blank.
    """
    result = {}
    lines = (text or "").replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        match = _LINE.match(lines[at])
        at += 1
        if not match:
            continue
        value = match.group("value").strip()
        quote = value[:1]
        if quote in ("'", '"', "`"):
            body = value[1:]
            while quote not in body and at < len(lines) and any(quote in line for line in lines[at:]):
                body += "\n" + lines[at]
                at += 1
            end = body.rfind(quote) if "\n" not in body else body.find(quote)
            if end >= 0:
                value = body[:end]
                if quote == '"':
                    value = value.replace("\\n", "\n").replace("\\r", "\r")
        else:
            value = re.split(r"\s#", value, maxsplit=1)[0].strip()
        result[match.group("key")] = value
    return result


def same(wanted, current):
    """Compare as a user means it: text exactly, a dict key by key whatever the order and the quotes."""
    if isinstance(wanted, dict):
        return parse(render(wanted)) == parse(current or "")
    return (wanted or "") == (current or "")
