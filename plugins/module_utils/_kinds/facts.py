# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What other things may want to know about a service: where it is reached inside Docker's network, and with what."""

from __future__ import annotations

from urllib.parse import quote

from .._model.table import Fact

SERVICE_FACTS = {
    "id": Fact(lambda columns: columns["id"]),
    "app_name": Fact(lambda columns: columns["appName"]),
    # The name under which other containers on the same network reach it.
    "host": Fact(lambda columns: columns["appName"]),
}

# The scheme of a connection URL and the port inside the network; the port does not depend on what is published.
CONNECTIONS = {
    "postgres": ("postgresql", 5432),
    "mysql": ("mysql", 3306),
    "mariadb": ("mariadb", 3306),
    "mongo": ("mongodb", 27017),
    "redis": ("redis", 6379),
    "libsql": ("http", 8080),
}


def _quoted(text):
    return quote(str(text), safe="")


def database_facts(name, fields):
    """The facts of a database. name: the engine. fields: its fields, which tell what it has."""
    scheme, port = CONNECTIONS[name]
    columns = {field.column for field in fields}
    has_user, has_name = "databaseUser" in columns, "databaseName" in columns

    def url(columns):
        user = _quoted(columns["databaseUser"]) if has_user else "default"
        path = "/" + _quoted(columns["databaseName"]) if has_name else ""
        return f"{scheme}://{user}:{_quoted(columns['databasePassword'])}@{columns['appName']}:{port}{path}"

    facts = {
        **SERVICE_FACTS,
        "port": Fact(lambda columns: port),
        "password": Fact(lambda columns: columns["databasePassword"], secret=True),
        "url": Fact(url, secret=True),
    }
    if has_user:
        facts["user"] = Fact(lambda columns: columns["databaseUser"])
    if has_name:
        facts["database"] = Fact(lambda columns: columns["databaseName"])
    if "databaseRootPassword" in columns:
        facts["root_password"] = Fact(lambda columns: columns["databaseRootPassword"], secret=True)
    return facts
