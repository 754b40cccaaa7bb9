# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a row is shown with the rows that belong to it: one small language for every read.

A view is a dict: ``columns`` (list of names to show), ``without`` (names to hide), ``with`` (relation to its view
or True), ``order`` (column, newest first when prefixed with ``-``), ``where`` (function of a row).
"""

from __future__ import annotations

from typing import Any

from .store import Row, Store

View = dict[str, Any]

DATABASES = ("libsql", "mariadb", "mongo", "mysql", "postgres", "redis")
SERVICES = ("application", "compose", *DATABASES)


def id_key(table: str) -> str:
    return f"{table}Id"


def _one(table: str, column: str) -> tuple[str, str, str]:
    return ("one", table, column)


def _many(table: str, column: str) -> tuple[str, str, str]:
    return ("many", table, column)


# relation: (one, table, my column that holds its key) or (many, table, its column that holds my key)
RELATIONS: dict[str, dict[str, tuple[str, str, str]]] = {
    "project": {
        "environments": _many("environment", "projectId"),
        "projectTags": _many("project_tag", "projectId"),
        "organization": _one("organization", "organizationId"),
    },
    "project_tag": {"tag": _one("tag", "tagId"), "project": _one("project", "projectId")},
    "tag": {"projectTags": _many("project_tag", "tagId")},
    "environment": {
        "project": _one("project", "projectId"),
        "applications": _many("application", "environmentId"),
        "compose": _many("compose", "environmentId"),
        **{name: _many(name, "environmentId") for name in DATABASES},
    },
    "mount": {name: _one(name, id_key(name)) for name in SERVICES},
    "domain": {
        "application": _one("application", "applicationId"),
        "compose": _one("compose", "composeId"),
        "previewDeployment": _one("preview_deployments", "previewDeploymentId"),
    },
    "port": {"application": _one("application", "applicationId")},
    "deployment": {
        "application": _one("application", "applicationId"),
        "compose": _one("compose", "composeId"),
        "schedule": _one("schedule", "scheduleId"),
        "server": _one("server", "serverId"),
        "buildServer": _one("server", "buildServerId"),
        "backup": _one("backup", "backupId"),
        "rollback": _one("rollback", "rollbackId"),
    },
    "certificate": {"server": _one("server", "serverId")},
    "rollback": {"deployment": _one("deployment", "deploymentId")},
    "preview_deployments": {
        "application": _one("application", "applicationId"),
        "domain": _one("domain", "domainId"),
        "deployments": _many("deployment", "previewDeploymentId"),
    },
    "backup": {
        "destination": _one("destination", "destinationId"),
        "deployments": _many("deployment", "backupId"),
        "compose": _one("compose", "composeId"),
        "user": _one("user", "userId"),
        **{name: _one(name, id_key(name)) for name in DATABASES},
    },
    "volume_backup": {
        "destination": _one("destination", "destinationId"),
        "deployments": _many("deployment", "volumeBackupId"),
        **{name: _one(name, id_key(name)) for name in SERVICES},
    },
    "schedule": {
        "application": _one("application", "applicationId"),
        "compose": _one("compose", "composeId"),
        "server": _one("server", "serverId"),
        "organization": _one("organization", "organizationId"),
        "deployments": _many("deployment", "scheduleId"),
    },
    "patch": {"application": _one("application", "applicationId"), "compose": _one("compose", "composeId")},
    "server": {
        "organization": _one("organization", "organizationId"),
        "sshKey": _one("ssh-key", "sshKeyId"),
        "deployments": _many("deployment", "serverId"),
        "applications": _many("application", "serverId"),
        "compose": _many("compose", "serverId"),
        **{name: _many(name, "serverId") for name in DATABASES},
    },
    "git_provider": {
        "github": _many("github", "gitProviderId"),
        "gitlab": _many("gitlab", "gitProviderId"),
        "gitea": _many("gitea", "gitProviderId"),
        "bitbucket": _many("bitbucket", "gitProviderId"),
    },
    "github": {"gitProvider": _one("git_provider", "gitProviderId")},
    "gitlab": {"gitProvider": _one("git_provider", "gitProviderId")},
    "gitea": {"gitProvider": _one("git_provider", "gitProviderId")},
    "bitbucket": {"gitProvider": _one("git_provider", "gitProviderId")},
    "member": {"user": _one("user", "userId"), "organization": _one("organization", "organizationId")},
    "organization": {"members": _many("member", "organizationId")},
    "user": {"apiKeys": _many("apikey", "referenceId"), "backups": _many("backup", "userId")},
}
RELATIONS["application"] = {
    "environment": _one("environment", "environmentId"),
    "domains": _many("domain", "applicationId"),
    "deployments": _many("deployment", "applicationId"),
    "mounts": _many("mount", "applicationId"),
    "redirects": _many("redirect", "applicationId"),
    "security": _many("security", "applicationId"),
    "ports": _many("port", "applicationId"),
    "previewDeployments": _many("preview_deployments", "applicationId"),
    "server": _one("server", "serverId"),
    "buildServer": _one("server", "buildServerId"),
    "registry": _one("registry", "registryId"),
    "buildRegistry": _one("registry", "buildRegistryId"),
    "rollbackRegistry": _one("registry", "rollbackRegistryId"),
    **{name: _one(name, id_key(name)) for name in ("github", "gitlab", "gitea", "bitbucket")},
}
RELATIONS["compose"] = {
    "environment": _one("environment", "environmentId"),
    "deployments": _many("deployment", "composeId"),
    "mounts": _many("mount", "composeId"),
    "domains": _many("domain", "composeId"),
    "backups": _many("backup", "composeId"),
    "server": _one("server", "serverId"),
    **{name: _one(name, id_key(name)) for name in ("github", "gitlab", "gitea", "bitbucket")},
}
for _database in DATABASES:
    RELATIONS[_database] = {
        "environment": _one("environment", "environmentId"),
        "mounts": _many("mount", id_key(_database)),
        "backups": _many("backup", id_key(_database)),
        "server": _one("server", "serverId"),
    }
NOTIFIERS = ("slack", "telegram", "discord", "email", "resend", "gotify", "ntfy", "mattermost", "custom", "lark",
             "pushover", "teams")  # fmt: skip
RELATIONS["notification"] = {name: _one(name, id_key(name)) for name in NOTIFIERS}


def show(store: Store, table: str, row: Row, view: View | bool) -> Row:
    """Return ``row`` as the view says."""
    if view is True:
        view = {}
    assert isinstance(view, dict)
    names = view.get("columns")
    hidden = view.get("without", ())
    result = {name: row[name] for name in row if (names is None or name in names) and name not in hidden}
    for relation, inner in view.get("with", {}).items():
        kind, other, column = RELATIONS[table][relation]
        if kind == "one":
            target = store.get(other, row[column]) if row.get(column) is not None else None
            result[relation] = show(store, other, target, inner) if target else None
        else:
            result[relation] = show_many(store, other, inner, **{column: row[store.pk(table)]})
    return result


def show_many(store: Store, table: str, view: View | bool, **equal: Any) -> list[Row]:
    settings: View = {} if view is True else view  # type: ignore[assignment]
    rows = store.find(table, settings.get("where"), **equal)
    order = settings.get("order")
    if order:
        rows.sort(key=lambda row: row[order.lstrip("-")] or "", reverse=order.startswith("-"))
    return [show(store, table, row, view) for row in rows]
