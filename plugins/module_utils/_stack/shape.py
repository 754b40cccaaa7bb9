# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The shape of a stack document: which keys an item of each kind has, and values brought to their types. Pure.

Every fact comes from the tables of the kinds; an item's keys are the options of its module without those that say where
it belongs, for that follows from where it stands.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from .._engine.spec import kind_spec, scope_options
from .._kinds.registry import KINDS
from .._model.values import flag
from .references import mentions

DEPLOY = ("changed", "always", "never")


def children(kind):
    """The kinds that a thing of this kind may hold, by the key of their list."""
    return _children()[kind.name]


@cache
def _children():
    found = {name: {} for name in KINDS}
    for child in KINDS.values():
        for parent in child.parents:
            if in_stack(child):
                found[parent][child.collection] = child
    return found


def in_stack(kind):
    """Tell whether a kind lives somewhere inside a project, or is one."""
    return kind.name == "project" or any(in_stack(KINDS[name]) for name in kind.parents)


def is_service(kind):
    """Tell whether a kind is something that runs and is deployed: what an environment holds."""
    return "environment" in kind.parents


def keys_of(kind):
    """The argument spec of an item of this kind, without the lists of what it holds."""
    return _keys(kind.name)


@cache
def _keys(name):
    kind = KINDS[name]
    places = set(scope_options(kind))
    spec = {name: option for name, option in kind_spec(kind).items() if name not in places}
    if kind.delete is not None:
        spec["protect"] = {"type": "bool", "default": False}
    if is_service(kind):
        spec["deploy"] = {"type": "str", "choices": list(DEPLOY)}
    return spec


def hint(key, known):
    """The end of a sentence about an unknown key."""
    near = get_close_matches(str(key), sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def unknown_keys(item, known, path, problems):
    """Note the keys of an item that it does not have."""
    for key in item:
        if key not in known:
            problems.append((join(path, key), f"is not a key that belongs here{hint(key, known)}"))


def join(path, key):
    """The path of a key below a path."""
    return f"{path}.{key}" if path else str(key)


def coerce(option, value, path, problems):
    """Bring a value to the type of an option as Ansible does for the options of a module.

    Problems are noted as (path, text), and the value is given back as it is. A text that refers to something is left
    alone: what it stands for has its type later.
    """
    if value is None or (isinstance(value, str) and mentions(value)):
        return value
    try:
        return _TYPES[option.get("type", "str")](option, value, path, problems)
    except ValueError as error:
        problems.append((path, f"must be {error}"))
        return value


def _text(option, value, path, problems):
    if isinstance(value, (dict, list)):
        raise ValueError("text")
    if isinstance(value, bool):
        raise ValueError("text; put it in quotes, or YAML takes it for true or false")
    return value if isinstance(value, str) else str(value)


def _whole(option, value, path, problems):
    if isinstance(value, bool) or not str(value).strip().lstrip("-").isdigit():
        raise ValueError("a whole number")
    return int(value)


def _decimal(option, value, path, problems):
    if isinstance(value, bool):
        raise ValueError("a number")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ValueError("a number") from None


def _flag(option, value, path, problems):
    if isinstance(value, (dict, list)):
        raise ValueError("true or false")
    return flag(value)


def _list(option, value, path, problems):
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",")] if value else []
    elif not isinstance(value, list):
        if isinstance(value, dict):
            raise ValueError("a list")
        value = [value]
    inner = {"type": option.get("elements", "raw"), "options": option.get("options")}
    return [coerce(inner, item, f"{path}[{at}]", problems) for at, item in enumerate(value)]


def _dict(option, value, path, problems):
    if value == "" or value == []:
        return {}
    if not isinstance(value, dict):
        raise ValueError("a dict")
    if not option.get("options"):
        return value
    return coerce_keys(option["options"], value, path, problems)


def _raw(option, value, path, problems):
    return value


_TYPES = {
    "str": _text,
    "path": _text,
    "int": _whole,
    "float": _decimal,
    "bool": _flag,
    "list": _list,
    "dict": _dict,
    "raw": _raw,
}


def coerce_keys(spec, item, path, problems):
    """Bring the values of a dict to the types of a spec; what is null was left out."""
    unknown_keys(item, spec, path, problems)
    result = {}
    for key, value in item.items():
        if value is not None and key in spec:
            result[key] = coerce(spec[key], value, join(path, key), problems)
    for name, option in spec.items():
        if option.get("required") and name not in result:
            problems.append((join(path, name), "is needed"))
    return result
