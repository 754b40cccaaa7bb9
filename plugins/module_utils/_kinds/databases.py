# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The databases: one family, written once; an engine states only what is its own."""

from __future__ import annotations

import re
from dataclasses import replace

from .._model.table import MANY, NEVER, Field, Hooks, Kind, Read, Write
from .application import APP_NAME, SERVICE_ASIDES, SERVICE_SHOWN
from .facts import database_facts
from .refs import SERVER
from .swarm import NETWORKS, RESOURCES, SWARM, ULIMITS
from .volumes import DELETE_VOLUMES, SWEEP, mounted

PASSWORD = {
    "pattern": r"^[a-zA-Z0-9@#%^&*()_+\-=[\]{}|;:,.<>?~`]*$",
    "expects": "made of letters, digits and @#%^&*()_+-=[]{}|;:,.<>?~` only (Dokploy refuses quotes, $, !, slashes and blanks)",
}
_NAME = Field("database_name", create=True, required=True, empty=NEVER)
_USER = Field("database_user", create=True, required=True, empty=NEVER)
_PASSWORD = Field("database_password", create=True, required=True, secret=True, empty=NEVER, **PASSWORD)
_ROOT = Field("database_root_password", create=True, secret=True, empty=NEVER, **PASSWORD)
_PORT = Field("external_port", type="int", low=1, high=65535)

# update only stores a password; this one alters that of the running database as well.
_CHANGE = Field("change_password", type="bool")
_CHANGED = {"database_password": "user", "database_root_password": "root"}


def _password_body(id_key, typed):
    """The body of changePassword, which calls things its own way. typed: whether it wants to be told whose password it is."""

    def body(action, body, values, record):
        for option, whose in _CHANGED.items():
            if action == f"{whose}_password":
                return {id_key: body[id_key], "password": values[option], **({"type": whose} if typed else {})}
        return body

    return body


def database(name, title, own, image, ulimits=(ULIMITS,), resources=RESOURCES, **further):
    """The table of one engine.

    own: its own fields. image: the image that is sent where the user names none; Dokploy's own defaults name images that do
    not exist for some engines. ulimits, resources: fields that not every engine has.
    """
    passwords = [field for field in own if field.option in _CHANGED]
    settings = {
        "writes": {
            f"{_CHANGED[field.option]}_password": Write(f"{name}.changePassword", seconds=120) for field in passwords
        },
        "detours": {field.option: ("change_password", f"{_CHANGED[field.option]}_password") for field in passwords},
        "controls": (_CHANGE,),
        "hooks": Hooks(body=_password_body(f"{name}Id", len(passwords) > 1)),
        "create": Write(f"{name}.create", answers="record", access=True, share=MANY),
        # update stores the port and the environment without deploying; saveExternalPort and saveEnvironment are not needed.
        "update": Write(f"{name}.update", share=MANY),
        "delete": Write(f"{name}.remove", seconds=120),
        "sweep": SWEEP,
        **further,
    }
    settings["controls"] = (*settings["controls"], DELETE_VOLUMES)
    settings["hooks"] = replace(settings["hooks"], leaves=mounted)
    return Kind(
        name=name,
        facts=database_facts(name, own),
        asides=SERVICE_ASIDES,
        plural=name,
        title=title,
        id_key=f"{name}Id",
        parents=("environment",),
        read=Read(one=f"{name}.one", tree=name),
        fields=(
            Field("name", create=True, required=True, empty=NEVER),
            APP_NAME,
            Field("description", create=True),
            Field("server", key="serverId", ref=SERVER, create=True, create_only=True),
            Field("docker_image", create=True, empty=NEVER, default=image),
            *own,
            Field("env", type="env", secret=True),
            *resources,
            *SWARM,
            *ulimits,
            *NETWORKS,
        ),
        shown=(*SERVICE_SHOWN, Field("status", key="applicationStatus")),
        **settings,
    )


POSTGRES = database("postgres", "PostgreSQL database", (_NAME, _USER, _PASSWORD, _PORT), "postgres:18")
MYSQL = database("mysql", "MySQL database", (_NAME, _USER, _PASSWORD, _ROOT, _PORT), "mysql:8")
MARIADB = database("mariadb", "MariaDB database", (_NAME, _USER, _PASSWORD, _ROOT, _PORT), "mariadb:11")
MONGO = database(
    "mongo",
    "MongoDB database",
    (_USER, _PASSWORD, _PORT, Field("replica_sets", type="bool", create=True, empty=NEVER)),
    "mongo:8",
    # Releases before 0.30 forget it when an update leaves it out.
    update=Write("mongo.update", always=("replicaSets",), share=MANY),
)
# Dokploy lets the password of Redis hold anything: its shell trips over some of it, but a command of the user's own need not.
REDIS = database(
    "redis",
    "Redis database",
    (Field("database_password", create=True, required=True, secret=True, empty=NEVER), _PORT),
    "redis:8",
)


def _libsql_check(given):
    problems = []
    if given.get("node") == "replica" and given.get("primary_url") == "":
        problems.append(("primary_url", "is needed with node=replica"))
    if given.get("node") == "primary" and given.get("primary_url"):
        problems.append(("primary_url", "only counts with node=replica"))
    if given.get("node") == "replica" and given.get("external_grpc_port"):
        problems.append(("external_grpc_port", "is not for a replica"))
    return problems


def _libsql_missing(parent, values):
    return ["primary_url"] if values.get("node") == "replica" and not values.get("primary_url") else []


def _libsql_body(action, body, values, record):
    if action == "create" and "app_name" not in values:
        # Dokploy insists on a name here and puts a suffix after it.
        body["appName"] = re.sub(r"[^a-z0-9]+", "-", values["name"].lower()).strip("-")[:56] or "libsql"
    return body


LIBSQL = database(
    "libsql",
    "libSQL database",
    (
        _USER,
        _PASSWORD,
        Field("node", key="sqldNode", choices=("primary", "replica"), create=True, default="primary", empty=NEVER),
        Field("primary_url", key="sqldPrimaryUrl", type="url", create=True),
        Field("enable_namespaces", type="bool", create=True, default=False, empty=NEVER),
        _PORT,
        Field("external_grpc_port", key="externalGRPCPort", type="int", low=1, high=65535),
        Field("external_admin_port", type="int", low=1, high=65535),
    ),
    "ghcr.io/tursodatabase/libsql-server:v0.24.32",
    ulimits=(),
    resources=tuple(field for field in RESOURCES if field.option != "args"),
    since="0.29.0",
    create=Write("libsql.create", full=True),
    # What an update leaves out of these falls back to Dokploy's own choice.
    update=Write("libsql.update", always=("dockerImage", "enableNamespaces"), share=MANY),
    writes={},
    detours={},
    controls=(),
    hooks=Hooks(check=_libsql_check, missing=_libsql_missing, body=_libsql_body),
)
