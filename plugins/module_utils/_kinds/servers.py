# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Remote servers that Dokploy reaches over SSH, and the Docker networks it knows on its own host or on one of them."""

from __future__ import annotations

import ipaddress

from .._model.table import NEVER, Adopt, Field, Hooks, Kind, Reach, Read, Write
from .._model.values import blank
from .project import FORCE
from .refs import SSH_KEY

_NAME = {
    "pattern": r"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
    "expects": "a name that Docker takes: letters, digits, dashes, dots and underscores",
}
# A server without a key is none to Dokploy, which then does on its own host what was meant for that server.
REACHED = Reach("server.validate", "serverId", answered="Failed to parse output")
_ENGINES = ("postgres", "mysql", "mariadb", "mongo", "redis", "libsql")
# Docker's own networks and Dokploy's: neither may be made or taken over.
_RESERVED = ("bridge", "host", "none", "ingress", "docker_gwbridge", "dokploy-network")


def _server_record(record):
    # The settings of the monitoring agent are one JSON column, two levels deep.
    metrics = record.get("metricsConfig") or {}
    server, containers = metrics.get("server") or {}, metrics.get("containers") or {}
    columns = {f"metrics.{key}": value for key, value in server.items() if key != "thresholds"}
    columns.update({f"metrics.threshold.{key}": value for key, value in (server.get("thresholds") or {}).items()})
    columns["metrics.containers.refreshRate"] = containers.get("refreshRate")
    columns.update({f"metrics.containers.{key}": value for key, value in (containers.get("services") or {}).items()})
    return {**record, **columns}


def _server_body(action, body, values, record):
    if action != "monitoring":
        return body
    start = "metrics."
    metrics = {key[len(start) :]: value for key, value in body.items() if key.startswith(start)}
    server = {key: value for key, value in metrics.items() if "." not in key}
    server["thresholds"] = {name: metrics.get(f"threshold.{name}") or 0 for name in ("cpu", "memory")}
    services = {name: metrics.get(f"containers.{name}") or [] for name in ("include", "exclude")}
    containers = {"refreshRate": metrics.get("containers.refreshRate") or 60, "services": services}
    plain = {key: value for key, value in body.items() if not key.startswith(start)}
    return {**plain, "metricsConfig": {"server": server, "containers": containers}}


def _server_refuse(action, changed, record):
    wanted = [option for option in changed if option.startswith("monitoring.")]
    complete = all(not blank(record.get(f"metrics.{key}")) for key in ("token", "urlCallback", "cronJob"))
    given = {"monitoring.token", "monitoring.callback_url", "monitoring.cleanup_schedule"} <= set(changed)
    if wanted and not complete and not given:
        return "its monitoring has never been set up; give monitoring.token, monitoring.callback_url and monitoring.cleanup_schedule along with the rest"
    return None


SERVER = Kind(
    name="server",
    title="server",
    id_key="serverId",
    read=Read(one="server.one", list="server.all"),
    create=Write("server.create", answers="record", full=True),
    update=Write("server.update", full=True),
    # Dokploy removes its deployments and their logs over SSH first.
    delete=Write("server.remove", seconds=120),
    held_by=tuple((name, "server") for name in ("application", "compose", *_ENGINES)),
    # Dokploy takes these along.
    used_by=(("network", ""), ("schedule", ""), ("certificate", "server"), ("application", "build.server")),
    controls=(FORCE,),
    writes={
        "concurrency": Write("server.updateBuildsConcurrency", full=True),
        # Installs the agent on the server.
        "monitoring": Write("server.setupMonitoring", full=True, seconds=600, keeps=True),
    },
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("description", create=True, empty=""),
        Field(
            "ip_address",
            create=True,
            required=True,
            empty=NEVER,
            pattern=r"^([0-9A-Fa-f:]*:[0-9A-Fa-f:]+|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)$",
            expects="an IP address or a host name, without a scheme and without a port",
        ),
        Field("port", type="int", create=True, default=22, low=1, high=65535, empty=NEVER),
        Field("username", create=True, default="root", empty=NEVER),
        Field("ssh_key", key="sshKeyId", ref=SSH_KEY, create=True),
        Field(
            "type",
            key="serverType",
            choices=("deploy", "build"),
            create=True,
            default="deploy",
            empty=NEVER,
            since="0.26.0",
        ),
        # Left out of an update it would be switched on.
        Field("docker_cleanup", key="enableDockerCleanup", type="bool", create=True, default=True, since="0.29.8"),
        Field("setup_command", key="command", empty=""),
        Field("builds_concurrency", type="int", low=1, high=100, via="concurrency", empty=NEVER, since="0.29.9"),
        Field("monitoring.token", key="metrics.token", secret=True, via="monitoring", empty=NEVER),
        Field("monitoring.callback_url", key="metrics.urlCallback", type="url", via="monitoring", empty=NEVER),
        Field("monitoring.port", key="metrics.port", type="int", low=1, high=65535, via="monitoring", empty=NEVER),
        Field("monitoring.refresh_rate", key="metrics.refreshRate", type="int", low=2, via="monitoring", empty=NEVER),
        Field(
            "monitoring.retention_days", key="metrics.retentionDays", type="int", low=1, via="monitoring", empty=NEVER
        ),
        Field("monitoring.cleanup_schedule", key="metrics.cronJob", type="cron", via="monitoring", empty=NEVER),
        Field("monitoring.cpu_threshold", key="metrics.threshold.cpu", type="int", low=0, high=100, via="monitoring"),
        Field(
            "monitoring.memory_threshold", key="metrics.threshold.memory", type="int", low=0, high=100, via="monitoring"
        ),
        Field(
            "monitoring.container_refresh_rate",
            key="metrics.containers.refreshRate",
            type="int",
            low=2,
            via="monitoring",
            empty=NEVER,
        ),
        Field("monitoring.include_services", key="metrics.containers.include", type="set", via="monitoring", empty=[]),
        Field("monitoring.exclude_services", key="metrics.containers.exclude", type="set", via="monitoring", empty=[]),
    ),
    shown=(Field("app_name"), Field("created_at"), Field("status", key="serverStatus")),
    hooks=Hooks(record=_server_record, body=_server_body, refuse=_server_refuse),
)


def _network_record(record):
    ipam = record.get("ipam") or {}
    return {**record, "ipam.driver": ipam.get("driver"), "ipam.config": ipam.get("config") or []}


def _network_body(action, body, values, record):
    if "names" in body:
        # An existing network is taken over by its name alone, as it is.
        return {"names": [values["name"]]}
    ipam = {key.split(".")[1]: value for key, value in body.items() if key.startswith("ipam.") and not blank(value)}
    plain = {key: value for key, value in body.items() if not key.startswith("ipam.")}
    return {**plain, "ipam": ipam} if ipam else plain


def _network_check(given):
    problems = []
    if given.get("name") in _RESERVED:
        problems.append(("name", f"cannot be {given['name']}, which is a network of Docker or of Dokploy itself"))
    if given.get("ipv4") is False and not given.get("ipv6"):
        problems.append(("ipv4", "can be false only with ipv6=true: a network needs addresses of one kind"))
    for subnet in given.get("subnets") or []:
        problems += _subnet_problems(subnet)
    return problems


def _subnet_problems(entry):
    try:
        subnet = ipaddress.ip_network(str(entry.get("subnet")))
    except ValueError:
        return []
    problems = []
    try:
        if entry.get("gateway") and ipaddress.ip_address(str(entry["gateway"])) not in subnet:
            problems.append(("subnets", f"has a gateway {entry['gateway']} that is not in {subnet}"))
        if entry.get("ip_range") and not _within(entry["ip_range"], subnet):
            problems.append(("subnets", f"has an ip_range {entry['ip_range']} that is not in {subnet}"))
    except ValueError:
        # What is no address at all is told by the type of the option.
        pass
    return problems


def _within(inner, outer):
    inner = ipaddress.ip_network(str(inner))
    return inner.version == outer.version and inner.subnet_of(outer)


NETWORK = Kind(
    name="network",
    title="network",
    id_key="networkId",
    since="0.29.14",
    parents=("server",),
    parent_optional=True,
    # Without a server Dokploy lists the networks of its own host.
    read=Read(one="network.one", list="network.all", args={"$key": "$id"}),
    create=Write("network.create", answers="record"),
    delete=Write("network.remove"),
    adopt=Adopt(
        "import_existing",
        "network.networksToSync",
        Write("network.import", constants={"names": ()}),
        args={"$key": "$id"},
        path="importable",
    ),
    reach=REACHED,
    # Docker refuses while containers are in it; services that are to join it at their next deployment would lose it silently.
    used_by=(
        ("application", "networks"),
        ("compose", "service_networks"),
        *((engine, "networks") for engine in _ENGINES),
    ),
    controls=(Field("import_existing", type="bool"), FORCE),
    fields=(
        Field("name", create=True, required=True, empty=NEVER, **_NAME),
        Field("driver", choices=("bridge", "overlay"), create=True, create_only=True, default="overlay", empty=NEVER),
        Field("internal", type="bool", create=True, create_only=True),
        Field("attachable", type="bool", create=True, create_only=True),
        Field("ipv4", key="enableIPv4", type="bool", create=True, create_only=True, assume=True),
        Field("ipv6", key="enableIPv6", type="bool", create=True, create_only=True),
        Field("mtu", type="int", low=68, high=65535, create=True, create_only=True),
        Field("ipam_driver", key="ipam.driver", create=True, create_only=True),
        Field(
            "subnets",
            key="ipam.config",
            type="records",
            create=True,
            create_only=True,
            empty=[],
            fields=(
                Field("subnet", type="cidr", required=True),
                Field("gateway", type="address"),
                Field("ip_range", type="cidr"),
            ),
        ),
    ),
    shown=(Field("created_at"), Field("server_id")),
    hooks=Hooks(record=_network_record, body=_network_body, check=_network_check),
)
