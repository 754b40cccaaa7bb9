# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The types a field can have: what a user writes, what Dokploy stores, and when the two are the same.

A type turns an option into the column's value (C(to_api)), a column's value back into an option (C(show)), and
compares (C(same)). C(to_api) raises ValueError with a text that completes "must be ...".
"""

from __future__ import annotations

import json
import re

from . import checks, dotenv, units
from .table import NEVER

# A password as htpasswd writes it: apr1, bcrypt, sha1 or crypt.
HASH = re.compile(r"(:)(?:\$(?:apr1|2[abxy]|[156y])\$[^\s'\",]+|\{SHA\}[^\s'\",]+)")


def blank(value):
    """Tell whether a value is one of those that Dokploy uses for "not set": null, "", [] or {}."""
    return value is None or value == "" or value == [] or value == {}


def flag(value):
    """Read a boolean the way YAML 1.1 and Ansible write it, for values that Ansible has not converted."""
    if isinstance(value, str) and value.lower() in ("yes", "on", "true", "1", "no", "off", "false", "0"):
        return value.lower() in ("yes", "on", "true", "1")
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise ValueError("true or false")


class Text:
    """Plain text, sent as it is."""

    ansible, elements = "str", None

    def to_api(self, field, value):
        if isinstance(value, (dict, list)):
            raise ValueError("text")
        return str(value)

    def show(self, field, value):
        return value

    def same(self, field, given, wanted, current):
        return (blank(wanted) and blank(current)) or wanted == current


class Caseless(Text):
    """Text in which capitals do not count."""

    def same(self, field, given, wanted, current):
        return str(wanted or "").lower() == str(current or "").lower()


class Mail(Caseless):
    """An e-mail address. Dokploy keeps it in small letters."""

    def to_api(self, field, value):
        checks.email(str(value))
        return str(value)


class Checked(Text):
    """Text with a form of its own that Dokploy does not check (a cron expression, a time zone, a PEM block)."""

    def __init__(self, check, tidy=None):
        self.check, self.tidy = check, tidy

    def to_api(self, field, value):
        self.check(str(value))
        return self.tidy(str(value)) if self.tidy else str(value)

    def same(self, field, given, wanted, current):
        return Text.same(self, field, given, (wanted or "").strip(), (current or "").strip())


class Host(Checked):
    """A host name, in which capitals do not count."""

    def same(self, field, given, wanted, current):
        return str(wanted or "").lower() == str(current or "").lower()


class AppName(Text):
    """A name to which Dokploy adds a dash and six random characters, in small letters, so that a given one is how it begins."""

    def same(self, field, given, wanted, current):
        begin, end = str(wanted or "").lower(), str(current or "")
        return begin == end or bool(re.match(r"^-[a-z0-9]{6}$", end[len(begin) :]) and end.startswith(begin))


class File(Text):
    """The text of a file, which ends its last line."""

    def to_api(self, field, value):
        text = Text.to_api(self, field, value)
        return text if text.endswith("\n") else text + "\n"

    def same(self, field, given, wanted, current):
        return Text.same(self, field, given, (wanted or "").rstrip("\n"), (current or "").rstrip("\n"))


class Yaml(Text):
    """YAML compared as data where PyYAML is at hand, else as text."""

    def to_api(self, field, value):
        if isinstance(value, (dict, list)):
            return json.dumps(value, indent=2)
        checks.yaml_text(str(value))
        return str(value)

    def same(self, field, given, wanted, current):
        return Text.same(self, field, given, wanted, current) or checks.same_yaml(wanted, current)


class Config(Yaml):
    """YAML of a program that reads files: text, also with Go templates in it, or data that is written as YAML.

    Password hashes in it are masked where it is shown.
    """

    ansible = "raw"

    def to_api(self, field, value):
        if isinstance(value, (dict, list)):
            return checks.write_yaml(value)
        if "{{" not in str(value):
            checks.yaml_text(str(value))
        return str(value)

    def show(self, field, value):
        return HASH.sub(r"\1********", value) if isinstance(value, str) else value


class Whole:
    """A whole number. Zero clears where the lowest allowed number is above zero."""

    ansible, elements = "int", None

    def to_api(self, field, value):
        if isinstance(value, bool) or not re.match(r"^-?[0-9]+$", str(value)):
            raise ValueError("a whole number")
        number = int(value)
        _bounds(field, number)
        return number

    def show(self, field, value):
        return int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else value

    def same(self, field, given, wanted, current):
        if blank(wanted) or blank(current):
            return blank(wanted) and blank(current)
        return float(wanted) == float(current)


class Decimal(Whole):
    """A number with a fraction."""

    ansible = "float"

    def to_api(self, field, value):
        number = float(value)
        _bounds(field, number)
        return number

    def show(self, field, value):
        return value


class Flag:
    """A boolean. A column that was never set counts as the field's assumed value, or as false."""

    ansible, elements = "bool", None

    def to_api(self, field, value):
        return flag(value)

    def show(self, field, value):
        return value

    def same(self, field, given, wanted, current):
        current = bool(field.assume) if current is None else bool(current)
        return current == (bool(field.assume) if wanted in (None, "") else bool(wanted))


class Measure:
    """A quantity that Dokploy wants as a plain number: text (memory, CPU) or a number (durations)."""

    ansible, elements = "str", None

    def __init__(self, read, write, as_text):
        self.read, self.write, self.as_text = read, write, as_text

    def to_api(self, field, value):
        number = self.read(value)
        return str(number) if self.as_text else number

    def show(self, field, value):
        if blank(value):
            return None
        return self.write(int(value)) if re.match(r"^[0-9]+$", str(value)) else str(value)

    def same(self, field, given, wanted, current):
        if blank(wanted) or blank(current):
            return blank(wanted) and blank(current)
        return str(wanted) == str(current)


class Environment:
    """Environment variables: a dict, compared key by key, or dotenv text, compared exactly."""

    ansible, elements = "raw", None

    def to_api(self, field, value):
        if isinstance(value, dict):
            for key in value:
                if dotenv.bad_name(key):
                    raise ValueError(f"a dict of variable names and values; {key!r} is no name for a variable")
                if dotenv.unwritable(value[key]):
                    raise ValueError(
                        f"a dict of values that dotenv text can hold; that of {key} mixes quotes with number signs, "
                        "line ends or blanks in a way that Dokploy's dotenv library knows no notation for (use base64)"
                    )
            return dotenv.render(value)
        if isinstance(value, str):
            return value
        raise ValueError("a dict of variables or dotenv text")

    def show(self, field, value):
        return dotenv.parse(value) if value else {}

    def same(self, field, given, wanted, current):
        return dotenv.same(given if isinstance(given, dict) else wanted, current)


class Texts:
    """A list of texts. In order unless the order is of no account (C(unordered))."""

    ansible, elements = "list", "str"

    def __init__(self, unordered=False):
        self.unordered = unordered

    def to_api(self, field, value):
        if not isinstance(value, list):
            raise ValueError("a list")
        return [str(item) for item in value]

    def show(self, field, value):
        return list(value or [])

    def same(self, field, given, wanted, current):
        if self.unordered:
            return sorted(set(wanted or [])) == sorted(set(current or []))
        return list(wanted or []) == list(current or [])


class Numbers(Texts):
    """A list of whole numbers."""

    elements = "int"

    def to_api(self, field, value):
        return [int(item) for item in value]


class Mapping:
    """A free dict, stored as it is. Compared as a whole, in whatever order."""

    ansible, elements = "dict", None

    def to_api(self, field, value):
        if not isinstance(value, dict):
            raise ValueError("a dict")
        return value

    def show(self, field, value):
        return value

    def same(self, field, given, wanted, current):
        return (blank(wanted) and blank(current)) or wanted == current


class Labels(Mapping):
    """A dict of texts; numbers and booleans are written as text."""

    def to_api(self, field, value):
        Mapping.to_api(self, field, value)
        return {
            str(key): ("true" if item else "false") if isinstance(item, bool) else str(item)
            for key, item in value.items()
        }


class Grants(Mapping):
    """A dict of lists of texts, such as what a role may do with what. The order within a list is of no account."""

    def to_api(self, field, value):
        if not isinstance(value, dict) or not all(isinstance(item, list) for item in value.values()):
            raise ValueError("a dict of lists")
        return {str(key): [str(item) for item in items] for key, items in value.items()}

    def same(self, field, given, wanted, current):
        return self._bare(wanted) == self._bare(current)

    @staticmethod
    def _bare(value):
        return {key: sorted(set(items)) for key, items in (value or {}).items() if items}


class Record:
    """A dict with columns of its own, stored in one column. What is left out of it is not sent."""

    ansible, elements = "dict", None

    def to_api(self, field, value):
        if not isinstance(value, dict):
            raise ValueError("a dict")
        packed = pack(field.fields, value)
        return packed if packed or field.empty is NEVER else field.empty

    def show(self, field, value):
        return unpack(field.fields, value) if isinstance(value, dict) else value

    def same(self, field, given, wanted, current):
        if blank(wanted) or blank(current):
            return blank(wanted) and blank(current)
        return _same_members(field.fields, wanted, current)


class Records(Record):
    """A list of such dicts, in order."""

    ansible, elements = "list", "dict"

    def to_api(self, field, value):
        if not isinstance(value, list):
            raise ValueError("a list of dicts")
        return [pack(field.fields, item) for item in value]

    def show(self, field, value):
        return [unpack(field.fields, item) for item in value or []]


def _bounds(field, number):
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        if field.high is None:
            raise ValueError(f"{field.low:g} or more")
        raise ValueError(f"between {field.low or 0:g} and {field.high:g}")


def _same_members(fields, wanted, current):
    if isinstance(wanted, list) and isinstance(current, list):
        return len(wanted) == len(current) and all(_same_members(fields, one, two) for one, two in zip(wanted, current))
    if not isinstance(wanted, dict) or not isinstance(current, dict):
        return wanted == current
    known = {item.column: item for item in fields}
    # Docker drops what was never set, so an empty member and a missing one are the same.
    return all(
        type_of(known[key]).same(known[key], None, wanted.get(key), current.get(key))
        if key in known
        else wanted.get(key) == current.get(key)
        for key in {**wanted, **current}
        if wanted.get(key) is not None or current.get(key) is not None
    )


TYPES = {
    "str": Text(),
    "caseless": Caseless(),
    "app_name": AppName(),
    "yaml": Yaml(),
    "config": Config(),
    "file": File(),
    "cron": Checked(checks.cron, str.strip),
    "timezone": Checked(checks.timezone),
    "pem": Checked(checks.pem, checks.lines),
    "ssh_private": Checked(checks.ssh_private, checks.lines),
    "ssh_public": Checked(checks.ssh_public, str.strip),
    "url": Checked(checks.url),
    "email": Mail(),
    "host": Host(checks.host),
    "cidr": Checked(checks.cidr),
    "address": Checked(checks.address),
    "int": Whole(),
    "float": Decimal(),
    "bool": Flag(),
    "size": Measure(units.size, units.show_size, True),
    "cpus": Measure(units.cpus, units.show_cpus, True),
    "duration": Measure(units.duration, units.show_duration, False),
    "env": Environment(),
    "list": Texts(),
    "set": Texts(unordered=True),
    "ints": Numbers(),
    "dict": Mapping(),
    "labels": Labels(),
    "grants": Grants(),
    "record": Record(),
    "records": Records(),
}


def type_of(field):
    """The type of a field. Raises KeyError if the table names one that does not exist."""
    return TYPES[field.type]


def is_clearing(field, value):
    """Tell whether a given value asks to clear: an empty one, or zero where zero is below the lowest allowed."""
    if isinstance(value, bool):
        return False
    return blank(value) or (value in (0, "0") and type_of(field).ansible == "int" and (field.low or 0) > 0)


def to_api(field, value):
    """The column's value for what a user gave. Raises ValueError completing "must be ..."."""
    if is_clearing(field, value):
        if field.empty is NEVER:
            raise ValueError("given a value: Dokploy has no way to clear it")
        return field.empty
    if field.choices and value not in field.choices and not isinstance(value, list):
        raise ValueError("one of " + ", ".join(field.choices))
    if field.choices and isinstance(value, list):
        wrong = [item for item in value if item not in field.choices]
        if wrong:
            raise ValueError(f"a list of {', '.join(field.choices)}, not {wrong[0]}")
    # A line end would slip through, for $ matches in front of it too.
    if field.pattern and isinstance(value, str) and (value.endswith("\n") or not re.search(field.pattern, value)):
        raise ValueError(field.expects or f"text that matches {field.pattern}")
    return type_of(field).to_api(field, value)


def pack(fields, value):
    """Turn a dict of suboptions into the object Dokploy stores. Raises ValueError naming the suboption."""
    known = {item.option: item for item in fields}
    result = {}
    for option, given in value.items():
        if given is None:
            continue
        if option not in known:
            raise ValueError(f"without {option!r}; it knows {', '.join(sorted(known))}")
        if is_clearing(known[option], given) and known[option].empty is None:
            # A member that is not set is left out; the object is written as a whole.
            continue
        try:
            result[known[option].column] = to_api(known[option], given)
        except ValueError as error:
            raise ValueError(f"right in {option}: must be {error}") from error
    for item in fields:
        if item.required and item.column not in result:
            raise ValueError(f"complete: {item.option} is missing")
        if item.default is not None and item.column not in result:
            result[item.column] = item.default
    return result


def unpack(fields, value):
    """Turn an object Dokploy stores into a dict of suboptions; members unknown to the table are left out."""
    value = value or {}
    return {
        item.option: type_of(item).show(item, value[item.column])
        for item in fields
        if value.get(item.column) is not None
    }
