# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Dotenv text, as Dokploy stores environment variables, and the dicts that playbooks like better."""

from __future__ import annotations

import json
import re

# What counts as a blank for Dokploy's dotenv library.
_BLANK = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_BLANKS = _BLANK.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B))))
# One assignment as that library finds it: KEY=value or KEY: value; the value in quotes (over several lines, with a quote after
# a backslash inside) or up to the next number sign or line end.
_ASSIGNMENT = re.compile(
    rf"""^[{_BLANK}]*(?:export[{_BLANK}]+)?(?P<key>[A-Za-z0-9_.-]+)(?:[{_BLANK}]*=[{_BLANK}]*?|:[{_BLANK}]+?)"""
    rf"""(?P<value>[{_BLANK}]*'(?:\\'|[^'])*'|[{_BLANK}]*"(?:\\"|[^"])*"|[{_BLANK}]*`(?:\\`|[^`])*`|[^#\r\n]+)?"""
    rf"""[{_BLANK}]*(?:#[^\n]*)?$""",
    re.MULTILINE,
)
_QUOTED = re.compile(r"""^(['"`])([\s\S]*)\1$""", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_PLAIN = re.compile(r"[^\s#'\"`\\]*")
# What may follow a value in the text: quotes that one left open would run into.
_NEXT = "\nA='a'\nB=\"b\"\nC=`c`"


def bad_name(name):
    """Tell whether a text cannot be the name of a variable."""
    return not isinstance(name, str) or not _NAME.fullmatch(name)


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"), sort_keys=True)
    return str(value)


def _quoted(text):
    if _PLAIN.fullmatch(text):
        return text
    # Double quotes take \n and \r for line ends and know no other escapes, so a text with a backslash stands better in others.
    escaped = '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"'
    quotes = "'`\"" if "\\" in text else "\"'`"
    first = [escaped] if "\n" in text or "\r" in text else []
    for written in (*first, *(quote + text + quote for quote in quotes), text):
        if parse("KEY=" + written + _NEXT) == {"KEY": text, "A": "a", "B": "b", "C": "c"}:
            return written
    return None


def unwritable(value):
    """Tell whether no dotenv text can hold a value: the library knows no way to escape a quote."""
    return _quoted(_text(value)) is None


def render(values):
    """Write a dict as dotenv text, one C(KEY=value) a line in the dict's own order.

    Booleans become C(true) and C(false), null an empty value, lists and dicts compact JSON. What is unwritable stands in double
    quotes with a backslash before each one in it, which stays part of the value.
    """
    lines = []
    for key, value in values.items():
        written = _quoted(_text(value))
        if written is None:
            written = '"' + _text(value).replace('"', '\\"') + '"'
        lines.append(key + "=" + written)
    return "\n".join(lines)


def parse(text):
    """Read dotenv text into a dict of strings, as Dokploy's own library does. What is no assignment is left out."""
    result = {}
    for match in _ASSIGNMENT.finditer((text or "").replace("\r\n", "\n").replace("\r", "\n")):
        value = (match.group("value") or "").strip(_BLANKS)
        quote = value[:1]
        value = _QUOTED.sub(r"\2", value)
        if quote == '"':
            value = value.replace("\\n", "\n").replace("\\r", "\r")
        result[match.group("key")] = value
    return result


def same(wanted, current):
    """Compare as a user means it: text exactly, a dict key by key whatever the order and the quotes."""
    if isinstance(wanted, dict):
        return parse(render(wanted)) == parse(current or "")
    return (wanted or "") == (current or "")
