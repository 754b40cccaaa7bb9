# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""A task about the nodes of a swarm: what they are like, how further ones join, and how one leaves."""

from __future__ import annotations

from .._api.client import Client
from .._api.errors import ApiError, DokployError, OptionError
from .._api.redact import Redactor
from .._engine.desired import Node, fill
from .._engine.names import resolve
from .._engine.paths import dig
from .._engine.reads import Reads
from .._engine.report import explain
from .._engine.run import connection
from .._engine.snapshot import Snapshot
from .._engine.spec import kind_spec
from .._kinds.swarm_node import ABOUT, JOIN, SWARM_NODE

# A node has no id besides the one by which it may be named anyway.
OPTIONS = {name: facts for name, facts in kind_spec(SWARM_NODE).items() if name != "id"}


def run_swarm_node(params, check_mode=False, client=None):
    """Carry out a task of the module and give its result. Raises DokployError."""
    client = client or Client(connection(params), Redactor())
    absent, named = params["state"] == "absent", params.get("node")
    if absent and not named:
        raise OptionError("node is needed with state=absent.")
    node = Node(SWARM_NODE)
    fill(node, params)
    try:
        nodes, join = _look(client, node, bool(params.get("join_commands")))
        result = {"changed": False, "nodes": [about(entry) for entry in nodes]}
        if named:
            result["swarm_node"] = found = _named(result["nodes"], named)
            if absent:
                result["changed"] = found is not None
                result["diff"] = {"before": found or {}, "after": {}}
                if found is not None:
                    _remove(client, node, found, check_mode)
            elif found is None:
                names = ", ".join(sorted(str(entry["hostname"]) for entry in result["nodes"]))
                raise OptionError(
                    f"node: there is no swarm node {named!r}; there are: {names}. A machine joins by a command; see join_commands."
                )
    except ApiError as error:
        raise explain(error, node) from None
    if join:
        result["join"] = join
    return result


def _look(client, node, with_join):
    reads, found = Reads(client), {}
    snapshot = Snapshot(reads)
    queries = {"nodes": SWARM_NODE.read.list, **(JOIN if with_join else {})}

    def gather():
        resolve(snapshot, node)
        where = _where(node)
        for query in queries.values():
            reads.hint(query, where)
        found.update({name: reads.get(query, where) for name, query in queries.items()})

    reads.gather([gather])
    join = {name: (found[name] or {}).get("command") for name in JOIN if name in found}
    return found["nodes"] or [], join


def _where(node):
    return {"serverId": node.values["server"]} if node.values.get("server") else {}


def about(entry):
    """What a task tells about a node."""
    told = {name: dig(entry, path) for name, path in ABOUT.items()}
    told["leader"] = bool(told["leader"])
    told["cpus"] = (told.pop("nano_cpus") or 0) / 10**9
    return told


def _named(nodes, wanted):
    matches = [entry for entry in nodes if wanted in (entry["id"], entry["hostname"])]
    if len(matches) > 1:
        # A machine that left and came back is there twice until somebody removes its former self.
        listed = ", ".join(f"{entry['id']} ({entry['state']}, {entry['availability']})" for entry in matches)
        raise OptionError(
            f"node: there are {len(matches)} swarm nodes named {wanted!r}; give the id of the one that is meant: {listed}."
        )
    return matches[0] if matches else None


def _remove(client, node, found, check_mode):
    if found["role"] == "manager":
        # Dokploy would drain it first, and then fail.
        raise DokployError(
            f"swarm node {found['hostname']} is a manager, which Docker does not let go. Make it a worker first, on a manager: docker node demote {found['id']}"
        )
    if not check_mode:
        write = SWARM_NODE.delete
        client.write(write.procedure, {SWARM_NODE.id_key: found["id"], **_where(node)}, timeout=write.seconds)
