# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The nodes of Docker's swarm, on Dokploy's own host or on another server. A module of its own carries this table out."""

from __future__ import annotations

from .._model.table import Field, Kind, Read, Write
from .refs import SERVER

# What is told about a node, with the place in what Docker says.
ABOUT = {
    "id": "ID",
    "hostname": "Description.Hostname",
    "role": "Spec.Role",
    "availability": "Spec.Availability",
    "labels": "Spec.Labels",
    "state": "Status.State",
    "message": "Status.Message",
    "address": "Status.Addr",
    "leader": "ManagerStatus.Leader",
    "reachability": "ManagerStatus.Reachability",
    "engine_version": "Description.Engine.EngineVersion",
    "os": "Description.Platform.OS",
    "architecture": "Description.Platform.Architecture",
    "nano_cpus": "Description.Resources.NanoCPUs",
    "memory": "Description.Resources.MemoryBytes",
    "created_at": "CreatedAt",
}

SWARM_NODE = Kind(
    name="swarm_node",
    title="swarm node",
    id_key="nodeId",
    identity=("node",),
    read=Read(list="cluster.getNodes"),
    # Dokploy drains the node and takes it out of the swarm.
    delete=Write("cluster.removeWorker", seconds=300),
    fields=(Field("node", key="nodeId"), Field("server", key="serverId", ref=SERVER)),
    controls=(Field("join_commands", type="bool"),),
)

# The command by which a further machine joins as what.
JOIN = {"worker": "cluster.addWorker", "manager": "cluster.addManager"}
