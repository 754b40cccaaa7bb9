# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Deploying what a stack changed: which services, in which order, and a table of how it went."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from .._api.client import Client
from .._deploy.deployment import Deployer
from .._deploy.service import DATABASES, Service
from .._engine.desired import PRESENT
from .._engine.plan import CREATE, NONE
from .shape import is_service

CHANGED, ALWAYS, NEVER = "changed", "always", "never"


class Rollout:
    """Deploys the services of a document.

    params: deploy, parallel, wait_timeout and poll_interval of the task.
    """

    def __init__(self, client, document, params, check_mode=False, progress=None):
        self.client, self.document, self.params, self.check_mode, self.progress = client, document, params, check_mode, progress

    def run(self, outcome):
        """Deploy what is to be deployed, level by level. Gives an entry for each service; after a failed level nothing is begun."""
        due = self.due(outcome.changes)
        entries, broken = [], False
        for level in levels(due, self.document.references.targets):
            for group in _chunks(level, max(1, self.params.get("parallel") or 1)):
                if self.check_mode:
                    entries += [_entry(node, "planned") for node in group]
                elif broken:
                    entries += [_entry(node, "not_begun") for node in group]
                else:
                    entries += self._group(group)
            broken = broken or any(entry["failed"] for entry in entries)
        return entries

    def due(self, changes):
        """The nodes of the services to deploy, with the reason decided by the task's and the item's C(deploy)."""
        touched = {}
        for change in changes:
            service = needs_deployment(change)
            if service is not None:
                touched[service] = True
        found = []
        for change in changes:
            node = change.node
            if node.state != PRESENT or not is_service(node.kind):
                continue
            mode = self.document.items.get(node, {}).get("deploy") or self.params.get("deploy") or NEVER
            if mode == ALWAYS or (mode == CHANGED and node in touched):
                found.append(node)
        return found

    def _group(self, nodes):
        services = [(node, Service(node.kind, node.id, self._record(node))) for node in nodes]
        queued = [pair for pair in services if pair[1].queued]
        direct = [pair for pair in services if not pair[1].queued]
        results = {}
        if direct:
            # A database is deployed while one waits for the answer, so several at once need several connections.
            with ThreadPoolExecutor(len(direct)) as pool:
                jobs = [(node, pool.submit(self._deployer(len(direct) > 1).group, [service])) for node, service in direct]
                results.update({node: job.result()[0] for node, job in jobs})
        if queued:
            results.update(zip([node for node, dummy in queued], self._deployer().group([service for dummy, service in queued])))
        return [_entry(node, None, results[node]) for node in nodes]

    def _deployer(self, own_connection=False):
        client = Client(self.client.connection, self.client.redact) if own_connection else self.client
        settings = {
            "state": "deployed",
            "wait": True,
            "wait_timeout": self.params.get("wait_timeout") or 600,
            "poll_interval": self.params.get("poll_interval") or 2.0,
            "title": self.params.get("title"),
        }
        return Deployer(client, settings, progress=self.progress)

    def _record(self, node):
        return node.record if node.record.get(node.kind.id_key) else self.client.read(node.kind.read.one, {node.kind.id_key: node.id})


def needs_deployment(change):
    """The node of the service that takes up a change only with its next deployment, or None."""
    node = change.node
    if change.action == NONE:
        return None
    if is_service(node.kind):
        if node.state != PRESENT:
            return None
        running = [field for field in change.fields if field.option not in node.kind.asides and field.option.split(".")[0] not in node.kind.asides]
        return node if change.action == CREATE or running else None
    parent = node.parent
    return parent if parent is not None and parent.kind.name in node.kind.deploy_for else None


def levels(nodes, targets):
    """Services in groups that can be deployed side by side: databases first, then what refers to what came before.

    targets: for each node of the document, the nodes it refers to.
    """
    due = dict.fromkeys(nodes, True)
    wanted = {node: {} for node in nodes}
    for node, others in targets.items():
        service = _service_of(node)
        for other in others:
            target = _service_of(other)
            if service in due and target in due and target is not service:
                wanted[service][target] = True
    databases = [node for node in nodes if node.kind.name in DATABASES]
    for node in nodes:
        if node.kind.name not in DATABASES:
            wanted[node].update(dict.fromkeys(databases))
    found, left = [], dict.fromkeys(nodes)
    while left:
        free = [node for node in left if not any(other in left for other in wanted[node])]
        # Things that refer to each other have no order; they go together.
        free = free or list(left)
        found.append(free)
        for node in free:
            del left[node]
    return found


def _service_of(node):
    for member in node.chain():
        if is_service(member.kind):
            return member
    return None


def _chunks(nodes, size):
    return [nodes[at : at + size] for at in range(0, len(nodes), size)]


def _entry(node, state, result=None):
    result = result or {}
    entry = {
        "path": node.path,
        "kind": node.kind.name,
        "name": node.given.get("name") or (node.record or {}).get("name"),
        "state": state or result.get("state"),
        "seconds": result.get("duration"),
        "deployment": result.get("deployment"),
        "failed": bool(result.get("failed")),
    }
    if result.get("msg"):
        entry["msg"] = f"{node.path}: {result['msg']}"
    return entry
