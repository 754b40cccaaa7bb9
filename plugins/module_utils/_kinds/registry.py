# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Every kind the collection knows. Nothing else in the code lists them."""

from __future__ import annotations

from dataclasses import replace

from .access import PORT, REDIRECT, SECURITY
from .accounts import DESTINATION, REGISTRY
from .application import APPLICATION
from .compose import COMPOSE
from .databases import LIBSQL, MARIADB, MONGO, MYSQL, POSTGRES, REDIS
from .domain import DOMAIN
from .enterprise import FORWARD_AUTH, SCIM, SSO_PROVIDER, TRUSTED_ORIGIN
from .git_provider import GIT_PROVIDER
from .jobs import BACKUP, SCHEDULE, VOLUME_BACKUP
from .keys import CERTIFICATE, SSH_KEY
from .mount import MOUNT
from .notification import NOTIFICATION
from .patch import PATCH
from .people import API_KEY, CUSTOM_ROLE, INVITATION, ORGANIZATION, USER
from .project import ENVIRONMENT, PROJECT
from .providers import AI_PROVIDER, DNS_PROVIDER, DNS_RECORD, VAULT_PROVIDER
from .server_wide import LICENSE, SETTINGS, WHITELABELING
from .servers import NETWORK, SERVER
from .swarm_node import SWARM_NODE
from .tag import TAG
from .traefik import TRAEFIK

ALL = (
    NOTIFICATION,
    GIT_PROVIDER,
    AI_PROVIDER,
    VAULT_PROVIDER,
    DNS_PROVIDER,
    DNS_RECORD,
    ORGANIZATION,
    USER,
    INVITATION,
    CUSTOM_ROLE,
    API_KEY,
    SSO_PROVIDER,
    TRUSTED_ORIGIN,
    SCIM,
    FORWARD_AUTH,
    SERVER,
    NETWORK,
    TAG,
    SSH_KEY,
    REGISTRY,
    DESTINATION,
    CERTIFICATE,
    PROJECT,
    ENVIRONMENT,
    APPLICATION,
    COMPOSE,
    POSTGRES,
    MYSQL,
    MARIADB,
    MONGO,
    REDIS,
    LIBSQL,
    DOMAIN,
    MOUNT,
    PORT,
    REDIRECT,
    SECURITY,
    SCHEDULE,
    BACKUP,
    VOLUME_BACKUP,
    PATCH,
    SETTINGS,
    WHITELABELING,
    LICENSE,
)

_NAMES = {kind.name for kind in ALL}
# A table may count kinds as parents that have no table (yet).
KINDS = {kind.name: replace(kind, parents=tuple(name for name in kind.parents if name in _NAMES)) for kind in ALL}

# Tables that a module of their own carries out, since they are no things that one creates.
APART = {kind.name: kind for kind in (SWARM_NODE, TRAEFIK)}


def kind_of(name):
    """The table of a kind. Raises KeyError for a name that no table has."""
    return KINDS[name]
