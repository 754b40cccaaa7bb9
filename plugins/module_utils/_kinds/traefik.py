# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Traefik in front of Dokploy: its files, and how its container is run. A module of its own carries this table out."""

from __future__ import annotations

from .._model.table import NEVER, Field, Hooks, Kind, Read, Write
from .refs import SERVER

# Where Traefik's files for routing are on every server; a relative path is meant to be there.
DYNAMIC = "/etc/dokploy/traefik/dynamic/"
# The dashboard is the port 8080, which Dokploy counts among the additional ports.
DASHBOARD = {"targetPort": 8080, "publishedPort": 8080, "protocol": "tcp"}

# Options whose wishes Dokploy keeps in files, and those for which it makes Traefik's container anew, with their queries.
FILES = {
    "main": "settings.readTraefikConfig",
    "middlewares": "settings.readMiddlewareTraefikConfig",
    "web_server": "settings.readWebServerTraefikConfig",
    "file.content": "settings.readTraefikFile",
    "application_config": "application.readTraefikConfig",
}
CONTAINER = {
    "env": "settings.readTraefikEnv",
    "ports": "settings.getTraefikPorts",
    "dashboard": "settings.haveTraefikDashboardPortEnabled",
}
# Dokploy reaches these on its own host alone.
LOCAL = ("main", "middlewares", "web_server")


def absolute(path):
    """The path of a file of Traefik's; a relative one counts from the folder of the routing files."""
    return path if path.startswith("/") else DYNAMIC + path


def place(option, values):
    """What the queries and writes of an option say about where: a server, a path, an application."""
    if option == "application_config":
        return {"applicationId": values.get("application")}
    args = {}
    if option not in LOCAL and values.get("server"):
        args["serverId"] = values["server"]
    if option == "file.content":
        args["path"] = absolute(values["file.path"])
    return args


def _check(given):
    problems = []
    if given.get("server"):
        problems += [
            (
                option,
                "belongs to the host of Dokploy itself; for another server name the file by its whole path in file.path",
            )
            for option in LOCAL
            if option in given
        ]
    if ("file.path" in given) != ("file.content" in given):
        problems.append(("file", "needs both path and content"))
    if ("application_config" in given) != bool(given.get("application")):
        problems.append(("application_config", "and application belong together"))
    for port in given.get("ports") or []:
        if port.get("target_port") == DASHBOARD["targetPort"]:
            problems.append(("ports", "leaves the port 8080 to the option dashboard"))
        elif port.get("target_port") in (80, 443):
            problems.append(("ports", "holds additional ports only; 80 and 443 are always there"))
    return problems


def _body(action, body, values, record):
    if action == "dashboard":
        return {**place(action, values), "enableDashboard": body["dashboard"]}
    if action == "ports":
        shown = values.get("dashboard", (record or {}).get("dashboard"))
        return {**place(action, values), "additionalPorts": [*body["ports"], *([DASHBOARD] if shown else [])]}
    if action == "env":
        return {**place(action, values), "env": body["env"]}
    return {**place(action, values), "traefikConfig": next(iter(body.values()))}


TRAEFIK = Kind(
    name="traefik",
    plural="traefik",
    title="Traefik",
    id_key="id",
    identity=(),
    parents=("application",),
    parent_optional=True,
    owner={},
    read=Read(list="settings.readTraefikConfig", single=True),
    writes={
        "file.content": Write("settings.updateTraefikFile", id=False),
        "application_config": Write("application.updateTraefikConfig", id=False),
        "middlewares": Write("settings.updateMiddlewareTraefikConfig", id=False),
        "web_server": Write("settings.updateWebServerTraefikConfig", id=False),
        "main": Write("settings.updateTraefikConfig", id=False),
        "env": Write("settings.writeTraefikEnv", id=False),
        "ports": Write("settings.updateTraefikPorts", id=False),
        "dashboard": Write("settings.toggleDashboard", id=False),
    },
    fields=(
        Field("server", key="serverId", ref=SERVER),
        Field("main", type="config", via="main", empty=NEVER),
        Field("middlewares", type="config", via="middlewares", empty=NEVER),
        Field("web_server", type="config", via="web_server", empty=NEVER),
        Field(
            "file.path", key="path", pattern=r"^[^.].*\.ya?ml$", expects="the path of a file that ends in .yml or .yaml"
        ),
        Field("file.content", key="content", type="config", via="file.content", empty=NEVER),
        Field("application_config", type="config", via="application_config", empty=NEVER),
        Field("env", type="env", secret=True, via="env", empty=""),
        Field(
            "ports",
            type="records",
            via="ports",
            empty=[],
            fields=(
                Field("target_port", type="int", low=1, high=65535, required=True),
                Field("published_port", type="int", low=1, high=65535, required=True),
                Field("protocol", choices=("tcp", "udp", "sctp"), default="tcp", empty=NEVER),
            ),
        ),
        Field("dashboard", type="bool", via="dashboard"),
    ),
    controls=(Field("reload", choices=("changed", "always", "never"), assume="changed"),),
    hooks=Hooks(check=_check, body=_body),
)
