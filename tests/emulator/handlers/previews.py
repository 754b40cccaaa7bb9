# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preview deployments (made by webhooks only) and rollbacks."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import bad_request
from ..ids import UNDEFINED
from ..store import Row
from ._common import PROJECT, wrapped

VIEW = {"with": {"deployments": {"order": "-createdAt"}, "domain": True}}


@procedure("previewDeployment.all")
def all_(call: Call, value: dict) -> Any:
    call.check_service_permission(value["applicationId"], "deployment.read")
    return call.show_many("preview_deployments", {**VIEW, "order": "-createdAt"}, applicationId=value["applicationId"])


def _preview(call: Call, value: dict, permission: str) -> Row:
    row = call.need("preview_deployments", value["previewDeploymentId"], "Preview Deployment")
    call.check_service_permission(row["applicationId"], permission)
    return row


@procedure("previewDeployment.one")
def one(call: Call, value: dict) -> Any:
    view = {"with": {"domain": True, "application": {"with": {"server": True, "environment": PROJECT}}}}
    return call.show("preview_deployments", _preview(call, value, "deployment.read"), view)


@procedure("previewDeployment.delete")
def delete(call: Call, value: dict) -> Any:
    row = _preview(call, value, "deployment.cancel")
    call.state.docker.remove(row["appName"])
    call.store.delete("preview_deployments", row["previewDeploymentId"])
    return True


@procedure("previewDeployment.redeploy")
def redeploy(call: Call, value: dict) -> Any:
    row = _preview(call, value, "deployment.create")
    title = value.get("title") or "Rebuild Preview Deployment"
    data = {"applicationId": row["applicationId"], "titleLog": title, "descriptionLog": value.get("description") or ""}
    key = {"previewDeploymentId": row["previewDeploymentId"]}
    call.state.queue.add({**data, **key, "type": "redeploy", "applicationType": "application-preview", "server": False})
    return True


# rollbacks


def _rollback(call: Call, key: str) -> Row:
    row = call.need("rollback", key, "Rollback")
    deployment = call.store.get("deployment", row["deploymentId"]) or {}
    if deployment.get("applicationId"):
        call.check_service_permission(deployment["applicationId"], "deployment.create")
    return row


@procedure("rollback.delete")
def delete_rollback(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        return call.store.delete("rollback", _rollback(call, value["rollbackId"])["rollbackId"])


@procedure("rollback.rollback")
def roll_back(call: Call, value: dict) -> Any:
    row = call.store.get("rollback", value["rollbackId"])
    if row is None:
        raise bad_request("Error input: Rolling back")
    deployment = call.store.get("deployment", row["deploymentId"]) or {}
    application = call.store.get("application", deployment.get("applicationId")) or {}
    for service in call.state.docker.of(application.get("appName", "")):
        service.image = row["image"] or service.image
        service.spec.setdefault("TaskTemplate", {}).setdefault("ContainerSpec", {})["Image"] = service.image
        call.state.docker.run(service)
    return UNDEFINED
