# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""YAML text of plain data, written for people and for Ansible. Pure.

PyYAML need not be where a module runs, and the tag that keeps Ansible from templating a text is none of its own.
"""

from __future__ import annotations

import json
import re

# Texts that need no quotes; everything YAML could take for something else is quoted.
_PLAIN = re.compile(r"^[A-Za-z_/][\w./@+-]*(?: [\w./@+-]+)*$")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
_JINJA = re.compile(r"\{\{|\{%|\{#")


class Placeholder(str):
    """A text that is meant to be templated."""


def dump(value, unsafe=False, indent=0):
    """Data as YAML. unsafe: mark texts that Ansible would take for templates, Placeholders excepted."""
    if isinstance(value, dict) and value:
        lines = []
        for key, item in value.items():
            lines.append(_entry(" " * indent + _scalar(str(key), False) + ":", item, unsafe, indent))
        return "\n".join(lines)
    if isinstance(value, list) and value:
        return "\n".join(_item(item, unsafe, indent) for item in value)
    return " " * indent + _inline(value, unsafe, indent)


def _entry(head, item, unsafe, indent):
    if isinstance(item, (dict, list)) and item:
        return head + "\n" + dump(item, unsafe, indent + 2)
    return head + " " + _inline(item, unsafe, indent + 2)


def _item(item, unsafe, indent):
    if isinstance(item, (dict, list)) and item:
        text = dump(item, unsafe, indent + 2)
        return " " * indent + "- " + text[indent + 2 :]
    return " " * indent + "- " + _inline(item, unsafe, indent + 2)


def _inline(value, unsafe, indent):
    if isinstance(value, str):
        tag = "!unsafe " if unsafe and _JINJA.search(value) and not isinstance(value, Placeholder) else ""
        return tag + _scalar(value, True, indent)
    text = json.dumps(value, ensure_ascii=False)
    # Without a point YAML 1.1 takes a number such as 1e-07 for a text.
    return text.replace("e", ".0e") if isinstance(value, float) and "." not in text else text


def _scalar(value, block, indent=0):
    if block and _fits_block(value):
        end = "" if value.endswith("\n") else "-"
        body = value[:-1] if value.endswith("\n") else value
        return f"|{end}\n" + "\n".join(" " * indent + line if line else "" for line in body.split("\n"))
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return "".join(char if char.isprintable() else _escaped(char) for char in json.dumps(value, ensure_ascii=False))


def _escaped(char):
    # json.dumps has seen to the control characters; YAML refuses some more.
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _fits_block(value):
    if "\n" not in value or value.endswith("\n\n") or value.startswith((" ", "\n")):
        return False
    # Anything that an editor or YAML itself could change is better quoted.
    return all((char.isprintable() or char == "\n") for char in value) and not any(
        line != line.rstrip() for line in value.split("\n")
    )
