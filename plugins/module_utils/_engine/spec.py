# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""From a kind's table to the argument spec of its module. Pure."""

from __future__ import annotations

import re

from .._kinds.registry import KINDS
from .._model.values import type_of

# What Ansible itself takes for a secret by its name; such an option has to say whether it is one.
_SECRETIVE = re.compile(r"pass(?!ive)|token|secret|key(?!_?name|board|word)|credential|passphrase", re.I)

CONNECTION = {
    "api_url": {"type": "str", "env": "DOKPLOY_URL"},
    "api_key": {"type": "str", "no_log": True, "env": "DOKPLOY_API_KEY"},
    "api_timeout": {"type": "int", "default": 60, "env": "DOKPLOY_API_TIMEOUT"},
    "api_retries": {"type": "int", "default": 3, "env": "DOKPLOY_API_RETRIES"},
    "api_retry_max_delay": {"type": "int", "default": 10, "env": "DOKPLOY_API_RETRY_MAX_DELAY"},
    "api_headers": {"type": "dict", "no_log": True, "env": "DOKPLOY_API_HEADERS"},
    "api_transport": {"type": "str", "choices": ["trpc", "rest"], "default": "trpc", "env": "DOKPLOY_API_TRANSPORT"},
    "validate_certs": {"type": "bool", "default": True, "env": "DOKPLOY_VALIDATE_CERTS"},
    "ca_path": {"type": "path", "env": "DOKPLOY_CA_PATH"},
    "client_cert": {"type": "path", "env": "DOKPLOY_CLIENT_CERT"},
    "client_key": {"type": "path", "no_log": False, "env": "DOKPLOY_CLIENT_KEY"},
}


def connection_spec(fallback):
    """The connection options. fallback: Ansible's env_fallback, handed in because this room does not import Ansible."""
    spec = {}
    for name, facts in CONNECTION.items():
        option = {key: value for key, value in facts.items() if key != "env"}
        option["fallback"] = (fallback, [facts["env"]])
        spec[name] = option
    return spec


def scope_options(kind):
    """The options that say where a thing of this kind lives, outermost first: the names of its possible ancestors."""
    names = []
    for parent in kind.parents:
        for name in [*scope_options(KINDS[parent]), parent]:
            if name not in names:
                names.append(name)
    return names


def field_option(field, parts=None):
    """The argument spec of one field, suboptions included."""
    kind_type = type_of(field)
    option = {"type": kind_type.ansible}
    if kind_type.elements:
        option["elements"] = kind_type.elements
    if field.fields:
        # An empty dict clears, so only the entries of a list can be held to completeness by Ansible itself.
        option["options"] = fields_spec(field.fields, inner=field.type == "records")
    if field.choices:
        # An empty text clears where Dokploy allows it, so it has to pass Ansible's own check.
        option["choices"] = list(field.choices)
    if field.aliases:
        option["aliases"] = list(field.aliases)
    if field.secret or _SECRETIVE.search(field.option.rsplit(".", 1)[-1]):
        option["no_log"] = field.secret
    return option


def fields_spec(fields, inner=False):
    """The argument spec of several fields; dotted options become suboptions. inner: inside an entry of a list, so required counts."""
    spec = {}
    for field in fields:
        *groups, name = field.option.split(".")
        level = spec
        for group in groups:
            level = level.setdefault(group, {"type": "dict", "options": {}})["options"]
        level[name] = field_option(field)
        if inner and field.required:
            level[name]["required"] = True
    return spec


def kind_spec(kind):
    """The options of the module of a kind, without the connection's."""
    spec = {name: {"type": "str"} for name in scope_options(kind)}
    if not kind.read.single:
        spec["id"] = {"type": "str"}
    spec.update(fields_spec(kind.fields))
    for control in kind.controls:
        spec[control.option] = field_option(control)
        if control.assume is not None or control.type == "bool":
            spec[control.option]["default"] = control.assume if control.assume is not None else False
    if kind.delete is not None:
        spec["state"] = {"type": "str", "choices": ["present", "absent"], "default": "present"}
    if any(field.masked for field in kind.fields if not field.create_only):
        spec["update_secrets"] = {
            "type": "str",
            "choices": ["always", "on_create"],
            "default": "on_create",
            "no_log": False,
        }
    return spec
