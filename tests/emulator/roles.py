# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which role may do what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .state import State

# resource: actions, in the order in which the server lists them
STATEMENTS: dict[str, tuple[str, ...]] = {
    "organization": ("update", "delete"),
    "member": ("read", "create", "update", "delete"),
    "invitation": ("create", "cancel"),
    "team": ("create", "update", "delete"),
    "ac": ("create", "read", "update", "delete"),
    "project": ("create", "delete"),
    "service": ("create", "read", "delete"),
    "environment": ("create", "read", "delete"),
    "docker": ("read",),
    "sshKeys": ("read", "create", "delete"),
    "gitProviders": ("read", "create", "delete"),
    "traefikFiles": ("read", "write"),
    "api": ("read",),
    "volume": ("read", "create", "delete"),
    "deployment": ("read", "create", "cancel"),
    "envVars": ("read", "write"),
    "projectEnvVars": ("read", "write"),
    "environmentEnvVars": ("read", "write"),
    "server": ("read", "create", "delete"),
    "registry": ("read", "create", "delete"),
    "certificate": ("read", "create", "update", "delete"),
    "backup": ("read", "create", "update", "delete", "restore"),
    "volumeBackup": ("read", "create", "update", "delete", "restore"),
    "schedule": ("read", "create", "update", "delete"),
    "domain": ("read", "create", "delete"),
    "destination": ("read", "create", "delete"),
    "notification": ("read", "create", "update", "delete"),
    "tag": ("read", "create", "update", "delete"),
    "logs": ("read",),
    "monitoring": ("read",),
    "auditLog": ("read",),
    "vaultProvider": ("read", "create", "update", "delete"),
    "dnsProvider": ("read", "create", "update", "delete"),
}
WITHIN_SERVICES = (
    "volume", "deployment", "envVars", "projectEnvVars", "environmentEnvVars", "backup", "volumeBackup", "schedule",
    "domain", "logs", "monitoring",
)  # fmt: skip
READABLE = ("ac", "service", "environment", "tag", "vaultProvider")
# flags of a member that grant more: (resource, action): flag
FLAGS = {
    ("project", "create"): "canCreateProjects",
    ("project", "delete"): "canDeleteProjects",
    ("service", "create"): "canCreateServices",
    ("service", "delete"): "canDeleteServices",
    ("environment", "create"): "canCreateEnvironments",
    ("environment", "delete"): "canDeleteEnvironments",
    ("traefikFiles", "read"): "canAccessToTraefikFiles",
    ("docker", "read"): "canAccessToDocker",
    ("api", "read"): "canAccessToAPI",
    **{("sshKeys", action): "canAccessToSSHKeys" for action in ("read", "create", "delete")},
    **{("gitProviders", action): "canAccessToGitProviders" for action in ("read", "create", "delete")},
}
# what an administrator lacks against an owner
NOT_ADMIN = {("organization", "delete")}


def allowed(state: State, member: dict[str, Any], resource: str, action: str) -> bool:
    role = member["role"]
    if role == "owner":
        return True
    if role == "admin":
        return (resource, action) not in NOT_ADMIN
    if role != "member":
        return _custom(state, member, resource, action)
    if resource in WITHIN_SERVICES or (resource in READABLE and action == "read"):
        return True
    flag = FLAGS.get((resource, action))
    return bool(flag and member[flag])


def _custom(state: State, member: dict[str, Any], resource: str, action: str) -> bool:
    if not state.options.licensed:
        return False
    rows = state.store.find("organization_role", organizationId=member["organizationId"], role=member["role"])
    return any(action in json.loads(row["permission"]).get(resource, ()) for row in rows)


def message_for(resource: str) -> str:
    return f'unauthorized to access resource "{resource}"'


def resolved(state: State, member: dict[str, Any]) -> dict[str, dict[str, bool]]:
    return {
        resource: {action: allowed(state, member, resource, action) for action in actions}
        for resource, actions in STATEMENTS.items()
    }
