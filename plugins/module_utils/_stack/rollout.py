# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Deploying what a stack changed: which services, in which order, and a table of how it went."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from .._api.client import Client
from .._api.faces import Call
from .._deploy.deployer import Deployer
from .._deploy.needed import UNTOLD
from .._deploy.service import DATABASES, Service
from .._engine.desired import PRESENT
from .._engine.plan import CREATE, NONE
from .shape import is_service

CHANGED, ALWAYS, NEVER = "changed", "always", "never"


class Rollout:
    """Deploys the services of a document.

    params: deploy, parallel, wait_timeout, poll_interval, healthy and stable_for of the task.
    """

    def __init__(self, client, document, params, check_mode=False, progress=None):
        self.client, self.document, self.params, self.check_mode, self.progress = (
            client,
            document,
            params,
            check_mode,
            progress,
        )

    def run(self, outcome):
        """Deploy what is to be deployed, level by level. Gives an entry for each service; after a failure nothing more is begun."""
        reasons = self.due(outcome)
        entries, broken = [], False
        for level in levels(list(reasons), self.document.references.targets):
            for group in _chunks(level, max(1, self.params.get("parallel") or 1)):
                if self.check_mode or broken:
                    state = "planned" if self.check_mode else "not_begun"
                    results = {node: {"state": state} for node in group}
                else:
                    results = self._deploy(group)
                entries += [_entry(node, reasons[node], results[node]) for node in group]
                broken = broken or any(entry["failed"] for entry in entries)
        return entries

    def due(self, outcome):
        """The nodes of the services to deploy, each with the reason."""
        modes = {}
        for change in outcome.changes:
            if change.node.state == PRESENT and is_service(change.node.kind):
                modes[change.node] = (
                    self.document.items[change.node].get("deploy") or self.params.get("deploy") or NEVER
                )
        if outcome.changed and not self.check_mode:
            self._read_again([node for node, mode in modes.items() if mode != NEVER])
        touched = dict.fromkeys(filter(None, (needs_deployment(change) for change in outcome.changes)))
        unsure = [node for node, mode in modes.items() if mode == CHANGED and node not in touched and node.id]
        needs = dict(zip(unsure, self._reasons(unsure)))
        reasons = {}
        for node, mode in modes.items():
            if mode == ALWAYS:
                reasons[node] = "deploy=always"
            elif mode == CHANGED and node in touched:
                reasons[node] = "it is new" if node.created or not node.id else "it changed"
            elif mode == CHANGED and needs.get(node):
                reasons[node] = needs[node]
        return reasons

    def _read_again(self, nodes):
        # Their records hold what surrounds and belongs to them, and that was just written.
        calls = [Call(node.kind.read.one, {node.kind.id_key: node.id}) for node in nodes]
        for node, outcome in zip(nodes, self.client.read_all(calls)):
            if isinstance(outcome, dict):
                node.record = outcome

    def _reasons(self, nodes):
        if not nodes:
            return []
        services = [self._service(node) for node in nodes]
        # Without a sign that it is needed a stack that runs is left alone.
        return ["" if reason == UNTOLD else reason for reason in self._deployer(only_if_needed=True).reasons(services)]

    def _deploy(self, nodes):
        services = {node: self._service(node) for node in nodes}
        queued = [node for node in nodes if services[node].queued]
        direct = [node for node in nodes if not services[node].queued]
        results = {}
        if direct:
            # A database is deployed while one waits for the answer, so several at once need several connections.
            with ThreadPoolExecutor(len(direct)) as pool:
                jobs = [(node, pool.submit(self._deploy_alone, services[node])) for node in direct]
                results.update({node: job.result() for node, job in jobs})
        if queued:
            results.update(zip(queued, self._deployer().deploy([services[node] for node in queued])))
        return results

    def _deploy_alone(self, service):
        return self._deployer(Client(self.client.connection, self.client.redact)).deploy([service])[0]

    def _deployer(self, client=None, **further):
        settings = {
            "state": "deployed",
            "wait": True,
            "wait_timeout": self.params.get("wait_timeout") or 600,
            "poll_interval": self.params.get("poll_interval") or 2.0,
            "healthy": self.params.get("healthy"),
            "stable_for": self.params.get("stable_for", 10),
            **further,
        }
        return Deployer(client or self.client, settings, progress=self.progress)

    @staticmethod
    def _service(node):
        return Service(node.kind, node.id, node.record)


def needs_deployment(change):
    """The node of the service that takes up a change only with its next deployment, or None."""
    node = change.node
    if change.action == NONE:
        return None
    if is_service(node.kind):
        if node.state != PRESENT:
            return None
        running = [
            field
            for field in change.fields
            if field.option not in node.kind.asides and field.option.split(".")[0] not in node.kind.asides
        ]
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


def _entry(node, reason, result):
    entry = {
        "path": node.path,
        "kind": node.kind.name,
        "name": node.given.get("name") or (node.record or {}).get("name"),
        "reason": reason,
        "state": result.get("state"),
        "seconds": result.get("duration"),
        "failed": bool(result.get("failed")),
    }
    if result.get("deployment"):
        entry["deployment_id"] = result["deployment"]["id"]
    if result.get("msg"):
        entry["msg"] = f"{node.path}: {result['msg']}"
    return entry
