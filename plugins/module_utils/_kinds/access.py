# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What reaches an application besides its domains: published ports, redirects and basic authentication."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Kind, Read, Write

PORT = Kind(
    name="port",
    title="port",
    id_key="portId",
    parents=("application",),
    identity=("published_port", "protocol"),
    deploy_for=("application",),
    read=Read(one="port.one", embedded="ports"),
    create=Write("port.create", answers="record", share=MANY),
    # What an update leaves out falls back to ingress and tcp.
    update=Write("port.update", full=True, share=MANY),
    delete=Write("port.delete", share=MANY),
    fields=(
        # Dokploy takes any number here and fails when it deploys.
        Field("published_port", type="int", low=1, high=65535, create=True, required=True, empty=NEVER),
        Field("target_port", type="int", low=1, high=65535, create=True, required=True, empty=NEVER),
        Field("protocol", choices=("tcp", "udp"), create=True, assume="tcp", empty=NEVER),
        Field("publish_mode", choices=("ingress", "host"), create=True, assume="ingress", empty=NEVER),
    ),
)

# Redirects and basic authentication are kept in one Traefik file for all applications; writes at the same moment lose each other there.
REDIRECT = Kind(
    name="redirect",
    title="redirect",
    id_key="redirectId",
    parents=("application",),
    identity=("regex",),
    read=Read(one="redirects.one", embedded="redirects"),
    create=Write("redirects.create"),
    update=Write("redirects.update", full=True),
    delete=Write("redirects.delete"),
    fields=(
        Field("regex", create=True, required=True, empty=NEVER),
        Field("replacement", create=True, required=True, empty=NEVER),
        Field("permanent", type="bool", create=True, default=False, empty=NEVER),
    ),
    shown=(Field("created_at"),),
)

SECURITY = Kind(
    name="security",
    plural="security",
    title="basic authentication user",
    id_key="securityId",
    parents=("application",),
    identity=("username",),
    read=Read(one="security.one", embedded="security"),
    create=Write("security.create"),
    update=Write("security.update", full=True),
    delete=Write("security.delete"),
    fields=(
        Field("username", create=True, required=True, empty=NEVER),
        Field("password", create=True, required=True, secret=True, empty=NEVER),
    ),
    shown=(Field("created_at"),),
)
