# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check an input against its contract and answer in the words of the validation library (zod 4)."""

from __future__ import annotations

import math
import re
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlparse

from .contract import Procedure
from .ids import UNDEFINED
from .messages import PATTERNS, own_message
from .refine import REFINED, WHOLE

Path = tuple
# a value that fails one of these is of another kind; the other checks are about a value of the right kind
ABORTING = {"invalid_type", "invalid_value", "invalid_union"}
# Coercion stops at what is wrapped as required; these are such fields, found by asking a server.
UNCOERCED = (
    ("notification.*", "smtpPort"),
    ("notification.*Gotify*", "priority"),
    ("notification.*Ntfy*", "priority"),
    ("notification.[cu]*", "decoration"),
    ("port.*", "publishedPort"),
    ("port.*", "targetPort"),
    ("redirects.*", "permanent"),
    ("server.*", "port"),
    ("server.setupMonitoring", "metricsConfig"),
    ("settings.assignDomainServer", "https"),
    ("user.assignPermissions", "can*"),
)
SAFE = 9007199254740991
TOO_LARGE = "Integers must be within the safe integer range."


def is_coerced(procedure: str, field: str) -> bool:
    return not any(fnmatchcase(procedure, where) and fnmatchcase(field, one) for where, one in UNCOERCED)


def type_name(value: Any) -> str:
    if value is UNDEFINED:
        return "undefined"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def invalid_type(expected: str, value: Any, path: Path) -> dict:
    issue = {"expected": expected, "code": "invalid_type"}
    if type_name(value) == "NaN":
        issue["received"] = "NaN"
    issue |= {"path": list(path), "message": f"Invalid input: expected {expected}, received {type_name(value)}"}
    return issue


def _size(kind: str, value: float, low: float | None, high: float | None, strict: bool, path: Path) -> list[dict]:
    unit = {"string": " characters", "array": " items", "number": ""}[kind]
    verb = "to be" if kind == "number" else "to have"
    found = []
    if low is not None and (value <= low if strict else value < low):
        sign = ">" if strict else ">="
        message = f"Too small: expected {kind} {verb} {sign}{low}{unit}"
        found.append({"origin": kind, "code": "too_small", "minimum": low, "inclusive": not strict,
                      "path": list(path), "message": message})  # fmt: skip
    if high is not None and value > high:
        message = f"Too big: expected {kind} {verb} <={high}{unit}"
        found.append({"origin": kind, "code": "too_big", "maximum": high, "inclusive": True,
                      "path": list(path), "message": message})  # fmt: skip
    return found


def coerce_number(value: Any) -> Any:
    if value is UNDEFINED:
        return math.nan
    if value is None or value in ("", []):
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return math.nan
        return int(number) if number.is_integer() else number
    return value if isinstance(value, (int, float)) else math.nan


def coerce_boolean(value: Any) -> bool:
    return not (value is UNDEFINED or value is None or value is False or value in ("", 0))


class Validator:
    """One pass over one input. ``coerce`` is on for REST calls, and for tRPC calls of a procedure that has been
    called over REST before: the server switches it on in the schema itself, which both faces share."""

    def __init__(self, procedure: Procedure, coerce: bool) -> None:
        self.procedure = procedure
        self.coerce = coerce
        self.issues: list[dict] = []

    def run(self, value: Any) -> Any:
        schema = self.procedure.input
        if not schema.get("properties"):
            return {} if value is UNDEFINED or not isinstance(value, dict) else value
        if not isinstance(value, dict):
            self.issues.append(invalid_type("object", value, ()))
            return None
        return self._object(schema, value, (), self.coerce, self.procedure.nonoptional)

    def _object(self, schema: dict, value: dict, path: Path, coerce: bool, nonoptional: set[str]) -> dict:
        result = {}
        required = set(schema.get("required", ()))
        properties = schema.get("properties", {})
        for name, inner in properties.items():
            given = value.get(name, UNDEFINED)
            here = (*path, name)
            if given is UNDEFINED:
                default = _default(inner)
                if default is not UNDEFINED:
                    result[name] = _copy(default)
                    continue
                if name not in required:
                    continue
                if name in nonoptional:
                    message = "Invalid input: expected nonoptional, received undefined"
                    self.issues.append({"code": "invalid_type", "expected": "nonoptional", "path": list(here),
                                        "message": message})  # fmt: skip
                    continue
            result[name] = self._value(inner, given, here, coerce and is_coerced(self.procedure.name, name))
        extra = [name for name in value if name not in properties]
        additional = schema.get("additionalProperties")
        if extra and additional is False:
            keys = ", ".join(f'"{name}"' for name in extra)
            message = f"Unrecognized key{'s' if len(extra) > 1 else ''}: {keys}"
            self.issues.append({"code": "unrecognized_keys", "keys": extra, "path": list(path), "message": message})
        elif isinstance(additional, dict):
            for name in extra:
                result[name] = self._value(additional, value[name], (*path, name), False)
        return result

    def _value(self, schema: dict, value: Any, path: Path, coerce: bool) -> Any:
        options = schema.get("anyOf") or schema.get("oneOf")
        if options:
            return self._union(schema, options, value, path, coerce)
        kind = schema.get("type")
        if "enum" in schema or "const" in schema:
            return self._enum(schema, value, path)
        check = getattr(self, f"_check_{kind}", None)
        return check(schema, value, path, coerce) if check else value

    def _union(self, schema: dict, options: list[dict], value: Any, path: Path, coerce: bool) -> Any:
        if value is None and _nullable(schema):
            return None
        rest = [option for option in options if option.get("type") != "null"]
        if len(rest) == 1:
            return self._value(rest[0], value, path, coerce)
        tagged = _by_tag(rest, value)
        if tagged is not None:
            return self._value(tagged, value, path, coerce)
        if "oneOf" in schema and isinstance(value, dict):
            self.issues.append({"code": "invalid_union", "errors": [], "note": "No matching discriminator",
                                "discriminator": "providerType", "path": [*path, "providerType"],
                                "message": "Invalid input"})  # fmt: skip
            return value
        if "oneOf" in schema:
            issue = invalid_type("object", value, path)
            self.issues.append(issue)
            return value
        failed = []
        for option in rest:
            attempt = Validator(self.procedure, self.coerce)
            result = attempt._value(option, value, (), coerce)
            if not attempt.issues:
                return result
            failed.append(attempt.issues)
        softly = [issues for issues in failed if not ABORTING & {issue["code"] for issue in issues}]
        if len(softly) == 1:
            self.issues += [{**issue, "path": [*path, *issue["path"]]} for issue in softly[0]]
            return value
        self.issues.append({"code": "invalid_union", "errors": failed, "path": list(path), "message": "Invalid input"})
        return value

    def _enum(self, schema: dict, value: Any, path: Path) -> Any:
        values = schema["enum"] if "enum" in schema else [schema["const"]]
        if value not in values or isinstance(value, bool) != isinstance(values[0], bool):
            words = "|".join(f'"{one}"' for one in values)
            head = "Invalid option: expected one of" if len(values) > 1 else "Invalid input: expected"
            self.issues.append({"code": "invalid_value", "values": values, "path": list(path),
                                "message": f"{head} {words}"})  # fmt: skip
        return value

    def _check_string(self, schema: dict, value: Any, path: Path, coerce: bool) -> Any:
        if not isinstance(value, str):
            self.issues.append(invalid_type("string", value, path))
            return value
        if schema.get("format") == "uri":
            if not _is_url(value):
                self.issues.append({"code": "invalid_format", "format": "url", "path": list(path),
                                    "message": "Invalid URL"})  # fmt: skip
            return value
        self.issues += _size("string", len(value), schema.get("minLength"), schema.get("maxLength"), False, path)
        pattern = schema.get("pattern")
        if pattern and not _matches(pattern, value):
            shown = pattern
            name = "email" if schema.get("format") == "email" else "regex"
            default = "Invalid email address" if name == "email" else f"Invalid string: must match pattern /{shown}/"
            self.issues.append({"origin": "string", "code": "invalid_format", "format": name, "pattern": f"/{shown}/",
                                "path": list(path), "message": PATTERNS.get(pattern, default)})  # fmt: skip
        return value

    def _check_number(self, schema: dict, value: Any, path: Path, coerce: bool) -> Any:
        if coerce:
            value = coerce_number(value)
        if type_name(value) != "number":
            self.issues.append(invalid_type("number", value, path))
            return value
        if schema.get("type") == "integer" and not float(value).is_integer():
            self.issues.append({"expected": "int", "format": "safeint", "code": "invalid_type", "path": list(path),
                                "message": "Invalid input: expected int, received number"})  # fmt: skip
            return value
        if schema.get("type") == "integer" and schema.get("maximum") == SAFE and value > SAFE:
            self.issues.append({"code": "too_big", "maximum": SAFE, "note": TOO_LARGE, "origin": "int",
                                "inclusive": True, "path": list(path),
                                "message": f"Too big: expected int to be <={SAFE}"})  # fmt: skip
            return value
        self.issues += _size("number", value, schema.get("minimum"), schema.get("maximum"), False, path)
        self.issues += _size("number", value, schema.get("exclusiveMinimum"), None, True, path)
        return value

    _check_integer = _check_number

    def _check_boolean(self, schema: dict, value: Any, path: Path, coerce: bool) -> Any:
        if coerce:
            return coerce_boolean(value)
        if not isinstance(value, bool):
            self.issues.append(invalid_type("boolean", value, path))
        return value

    def _check_array(self, schema: dict, value: Any, path: Path, coerce: bool) -> Any:
        if not isinstance(value, list):
            self.issues.append(invalid_type("array", value, path))
            return value
        self.issues += _size("array", len(value), schema.get("minItems"), schema.get("maxItems"), False, path)
        inner = schema.get("items") or {}
        return [self._value(inner, item, (*path, index), coerce) for index, item in enumerate(value)]

    def _check_object(self, schema: dict, value: Any, path: Path, coerce: bool) -> Any:
        is_record = "properties" not in schema and "propertyNames" in schema
        if not isinstance(value, dict):
            self.issues.append(invalid_type("record" if is_record else "object", value, path))
            return value
        if not schema.get("properties") and not isinstance(schema.get("additionalProperties"), (dict, bool)):
            return value
        return self._object(schema, value, path, coerce, set())


def _nullable(schema: dict) -> bool:
    return any(option.get("type") == "null" or _nullable(option) for option in schema.get("anyOf", ()))


def _by_tag(options: list[dict], value: Any) -> dict | None:
    if not isinstance(value, dict):
        return None
    for option in options:
        for name, inner in option.get("properties", {}).items():
            if "const" in inner and value.get(name) == inner["const"]:
                return option
    return None


def _matches(pattern: str, value: str) -> bool:
    # JavaScript's $ does not match before a trailing newline, Python's does.
    python = re.sub(r"(?<!\\)\$$", r"\\Z", pattern).replace(r"\d", "[0-9]")
    return re.search(python, value) is not None


def _is_url(value: str) -> bool:
    parts = urlparse(value.strip())
    return bool(parts.scheme and (parts.netloc or parts.path)) and ":" in value


def _default(schema: dict) -> Any:
    for one in (schema, *schema.get("anyOf", ())):
        if "default" in one:
            return one["default"]
    return UNDEFINED


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, (list, dict)) else value


def validate(procedure: Procedure, value: Any, coerce: bool) -> tuple[dict, list[dict]]:
    """Return the parsed input (unknown keys gone, defaults filled in) and the issues found."""
    validator = Validator(procedure, coerce)
    result = validator.run(value)
    refine = REFINED.get(procedure.name)
    if refine and isinstance(result, dict):
        validator.issues += refine(result)
    whole = WHOLE.get(procedure.name)
    if whole and not validator.issues:
        validator.issues += whole(result)
    for issue in validator.issues:
        issue["message"] = own_message(procedure.name, issue) or issue["message"]
    return result, validator.issues
