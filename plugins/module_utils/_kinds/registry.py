# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Every kind the collection knows, and the file of this folder that has its table. Nothing else in the code lists them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Never carried out: a table is loaded when it is asked for, since most tasks need one of them. It stands here for
    # Ansible, which packs for a target whatever it finds imported anywhere in a file.
    from . import (  # noqa: F401
        access,
        accounts,
        application,
        compose,
        databases,
        domain,
        enterprise,
        git_provider,
        jobs,
        keys,
        mount,
        notification,
        patch,
        people,
        project,
        providers,
        server_wide,
        servers,
        swarm_node,
        tag,
        traefik,
    )


class Tables(Mapping):
    """Tables of kinds by their names, each loaded when it is first asked for.

    files: name of a kind -> the file of this folder where its table stands under that name in capitals.
    """

    def __init__(self, files):
        self._files, self._loaded = files, {}

    def __getitem__(self, name):
        if name not in self._loaded:
            self._loaded[name] = getattr(import_module(f".{self._files[name]}", __package__), name.upper())
        return self._loaded[name]

    def __contains__(self, name):
        return name in self._files

    def __iter__(self):
        return iter(self._files)

    def __len__(self):
        return len(self._files)


KINDS = Tables(
    {
        "notification": "notification",
        "git_provider": "git_provider",
        "ai_provider": "providers",
        "vault_provider": "providers",
        "dns_provider": "providers",
        "dns_record": "providers",
        "organization": "people",
        "user": "people",
        "invitation": "people",
        "custom_role": "people",
        "api_key": "people",
        "sso_provider": "enterprise",
        "trusted_origin": "enterprise",
        "scim": "enterprise",
        "forward_auth": "enterprise",
        "server": "servers",
        "network": "servers",
        "tag": "tag",
        "ssh_key": "keys",
        "registry": "accounts",
        "destination": "accounts",
        "certificate": "keys",
        "project": "project",
        "environment": "project",
        "application": "application",
        "compose": "compose",
        "postgres": "databases",
        "mysql": "databases",
        "mariadb": "databases",
        "mongo": "databases",
        "redis": "databases",
        "libsql": "databases",
        "domain": "domain",
        "mount": "mount",
        "port": "access",
        "redirect": "access",
        "security": "access",
        "schedule": "jobs",
        "backup": "jobs",
        "volume_backup": "jobs",
        "patch": "patch",
        "settings": "server_wide",
        "whitelabeling": "server_wide",
        "license": "server_wide",
    }
)

# Tables that a module of their own carries out, since they are no things that one creates.
APART = Tables({"swarm_node": "swarm_node", "traefik": "traefik"})


def kind_of(name):
    """The table of a kind. Raises KeyError for a name that no table has."""
    return KINDS[name]
