# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Docker Compose stacks, also those that run as a swarm stack."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Hooks, Kind, Read, Write
from .application import APP_NAME, GIT_SOURCES, SERVICE_ASIDES, SERVICE_SHOWN, source_check
from .facts import SERVICE_FACTS
from .refs import NETWORK, SERVER
from .volumes import DELETE_VOLUMES

SOURCES = ("raw", "git", "github", "gitlab", "bitbucket", "gitea")
_check_source = source_check(SOURCES)


def _check(given):
    problems = _check_source(given)
    if given.get("compose_file") and given.get("source_type") not in (None, "raw"):
        problems.append(
            ("compose_file", "is the text of a raw stack; a stack from a repository has a compose_path in it")
        )
    return problems


COMPOSE = Kind(
    name="compose",
    plural="composes",
    title="Compose stack",
    id_key="composeId",
    parents=("environment",),
    read=Read(one="compose.one", tree="compose"),
    create=Write("compose.create", answers="record", access=True, share=MANY),
    update=Write("compose.update", share=MANY),
    delete=Write("compose.delete", controls={"deleteVolumes": "delete_volumes"}, seconds=300),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        APP_NAME,
        Field("description", create=True),
        Field("server", key="serverId", ref=SERVER, create=True, create_only=True),
        Field("icon", since="0.29.14"),
        Field("source_type", choices=SOURCES, create=True, empty=NEVER),
        Field("compose_type", choices=("docker-compose", "stack"), create=True, empty=NEVER),
        Field("compose_file", type="yaml", create=True, empty=""),
        Field("compose_path", empty=NEVER),
        *GIT_SOURCES,
        Field("env", type="env", secret=True),
        Field("create_env_file", type="bool", assume=True, since="0.30.0"),
        Field("command", empty=""),
        Field("suffix", empty=""),
        Field("randomize", type="bool"),
        Field("isolated_deployment", type="bool"),
        Field("isolated_deployments_volume", type="bool"),
        Field(
            "service_networks",
            type="records",
            empty=[],
            since="0.29.14",
            fields=(
                Field("service", key="serviceName", required=True),
                Field("networks", key="networkIds", type="set", ref=NETWORK, empty=[], default=[]),
                Field("detach_dokploy_network", type="bool", default=False),
            ),
        ),
    ),
    shown=(*SERVICE_SHOWN, Field("status", key="composeStatus")),
    controls=(DELETE_VOLUMES,),
    # Its services have hosts of their own.
    facts={name: fact for name, fact in SERVICE_FACTS.items() if name != "host"},
    asides=SERVICE_ASIDES,
    hooks=Hooks(check=_check),
)
