# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Columns that every service which runs as a swarm service has: resources, scale and Docker's own settings.

The members of the swarm columns are Docker's, written in PascalCase and with durations in nanoseconds; Dokploy refuses unknown ones.
"""

from __future__ import annotations

from .._model.table import NEVER, Field
from .refs import NETWORK

_UPDATE = (
    Field("parallelism", key="Parallelism", type="int", required=True),
    Field("delay", key="Delay", type="duration"),
    Field("failure_action", key="FailureAction", choices=("continue", "pause", "rollback")),
    Field("monitor", key="Monitor", type="duration"),
    Field("max_failure_ratio", key="MaxFailureRatio", type="float"),
    Field("order", key="Order", choices=("stop-first", "start-first"), required=True),
)
_ROLLBACK = tuple(
    field
    if field.option != "failure_action"
    else Field("failure_action", key="FailureAction", choices=("continue", "pause"))
    for field in _UPDATE
)

RESOURCES = (
    Field("memory_limit", type="size"),
    Field("memory_reservation", type="size"),
    Field("cpu_limit", type="cpus"),
    Field("cpu_reservation", type="cpus"),
    # Dokploy stores null as 0, so nothing may ever clear this.
    Field("replicas", type="int", low=0, assume=1, empty=NEVER),
    Field("command"),
    Field("args", type="list", since="0.26.0"),
)

SWARM = (
    Field(
        "swarm.health_check",
        key="healthCheckSwarm",
        type="record",
        fields=(
            Field("test", key="Test", type="list"),
            Field("interval", key="Interval", type="duration"),
            Field("timeout", key="Timeout", type="duration"),
            Field("start_period", key="StartPeriod", type="duration"),
            Field("retries", key="Retries", type="int"),
        ),
    ),
    Field(
        "swarm.restart_policy",
        key="restartPolicySwarm",
        type="record",
        fields=(
            Field("condition", key="Condition", choices=("none", "on-failure", "any")),
            Field("delay", key="Delay", type="duration"),
            Field("max_attempts", key="MaxAttempts", type="int"),
            Field("window", key="Window", type="duration"),
        ),
    ),
    Field(
        "swarm.placement",
        key="placementSwarm",
        type="record",
        fields=(
            Field("constraints", key="Constraints", type="list"),
            Field(
                "preferences",
                key="Preferences",
                type="records",
                fields=(
                    Field(
                        "spread",
                        key="Spread",
                        type="record",
                        fields=(Field("descriptor", key="SpreadDescriptor", required=True),),
                    ),
                ),
            ),
            Field("max_replicas", key="MaxReplicas", type="int"),
            Field(
                "platforms",
                key="Platforms",
                type="records",
                fields=(Field("architecture", key="Architecture", required=True), Field("os", key="OS", required=True)),
            ),
        ),
    ),
    Field("swarm.update_config", key="updateConfigSwarm", type="record", fields=_UPDATE),
    Field("swarm.rollback_config", key="rollbackConfigSwarm", type="record", fields=_ROLLBACK),
    Field("swarm.mode", key="modeSwarm", type="dict"),
    Field("swarm.labels", key="labelsSwarm", type="labels"),
    Field(
        "swarm.networks",
        key="networkSwarm",
        type="records",
        fields=(
            Field("target", key="Target"),
            Field("aliases", key="Aliases", type="list"),
            Field("driver_opts", key="DriverOpts", type="labels"),
        ),
    ),
    Field("swarm.stop_grace_period", key="stopGracePeriodSwarm", type="duration", since="0.25.5"),
    Field(
        "swarm.endpoint_spec",
        key="endpointSpecSwarm",
        type="record",
        since="0.25.7",
        fields=(
            Field("mode", key="Mode", choices=("vip", "dnsrr")),
            Field(
                "ports",
                key="Ports",
                type="records",
                fields=(
                    Field("protocol", key="Protocol", choices=("tcp", "udp", "sctp")),
                    Field("target_port", key="TargetPort", type="int"),
                    Field("published_port", key="PublishedPort", type="int"),
                    Field("publish_mode", key="PublishMode", choices=("ingress", "host")),
                ),
            ),
        ),
    ),
)

ULIMITS = Field(
    "swarm.ulimits",
    key="ulimitsSwarm",
    type="records",
    since="0.27.0",
    fields=(
        Field("name", key="Name", required=True),
        Field("soft", key="Soft", type="int", required=True),
        Field("hard", key="Hard", type="int", required=True),
    ),
)

NETWORKS = (
    Field("networks", key="networkIds", type="set", ref=NETWORK, empty=[], since="0.29.14"),
    Field("detach_dokploy_network", type="bool", since="0.29.14"),
)
