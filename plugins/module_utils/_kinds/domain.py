# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Domains of applications and of services in Compose stacks."""

from __future__ import annotations

from .._model.table import NEVER, Fact, Field, Hooks, Kind, Read, Write


def _check(given):
    problems = []
    if given.get("certificate") == "custom" and given.get("certificate_resolver") == "":
        problems.append(("certificate_resolver", "is needed with certificate=custom"))
    if given.get("certificate_resolver") and given.get("certificate") not in (None, "custom"):
        problems.append(("certificate_resolver", "only counts with certificate=custom"))
    if given.get("strip_path") and given.get("path") in (None, "", "/"):
        problems.append(("strip_path", "needs a path other than / to strip"))
    if given.get("compose") is None and given.get("service_name"):
        problems.append(("service_name", "names a service of a Compose stack; an application has none"))
    return problems


def _url(columns):
    path = columns["path"]
    return ("https://" if columns.get("https") else "http://") + columns["host"] + ("" if path == "/" else path)


DOMAIN = Kind(
    name="domain",
    title="domain",
    id_key="domainId",
    parents=("application", "compose"),
    owner={"$key": "$id", "domainType": "$kind"},
    identity=("host", "path"),
    read=Read(one="domain.one", embedded="domains"),
    # Ten at once hang a server for good; four leave its database connections some air.
    create=Write("domain.create", answers="record", share=4),
    update=Write("domain.update", always=("host",)),
    delete=Write("domain.delete"),
    fields=(
        Field("host", type="host", create=True, required=True, empty=NEVER),
        Field(
            "path", create=True, assume="/", default="/", empty="/", pattern=r"^/", expects="a path that begins with /"
        ),
        Field("port", type="int", create=True, low=1, high=65535),
        Field("https", type="bool", create=True),
        Field(
            "certificate", key="certificateType", choices=("none", "letsencrypt", "custom"), create=True, empty=NEVER
        ),
        Field("certificate_resolver", key="customCertResolver", create=True),
        Field("internal_path", create=True, assume="/", empty="/", pattern=r"^/", expects="a path that begins with /"),
        Field("strip_path", type="bool", create=True),
        # Dokploy takes a domain of a stack without it, and every later deployment of the stack fails.
        Field("service_name", create=True, required_for="compose"),
        Field("middlewares", type="list", create=True, empty=[], since="0.29.0"),
        Field("entrypoint", key="customEntrypoint", create=True, since="0.29.0"),
        Field("forward_auth", key="forwardAuthEnabled", type="bool", create=True, since="0.29.8"),
        Field("enabled", type="bool", assume=True, since="0.30.0"),
    ),
    shown=(Field("created_at"),),
    facts={
        "host": Fact(lambda columns: columns["host"]),
        "url": Fact(_url),
    },
    # Traefik learns of an application's domain at once, of a stack's by the labels of its containers.
    deploy_for=("compose",),
    hooks=Hooks(check=_check),
)
