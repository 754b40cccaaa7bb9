# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Moving services to other environments, and copying projects and environments."""

from __future__ import annotations

from .._api.errors import ApiError, DokployError, OptionError
from .._api.faces import Call
from .._kinds.project import SERVICES
from .._kinds.registry import KINDS
from .context import Context, reason


def move(params, check_mode=False, progress=None, client=None):
    """Move a service to another environment; one that is there already stays. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    scope = {"project": params.get("to_project") or params.get("project"), "environment": params.get("to_environment")}
    if not any(scope.values()):
        raise OptionError("Give to_project or to_environment (or both) to say where it goes.")
    target = context.find("environment", scope)
    service = context.service(optional=True)
    if service is None and target is not None:
        # It may have been moved before; by its name it is found where it is to be.
        named = {name: params.get(name) for name in SERVICES}
        there = context.service({**named, "project": None, "environment": target["id"]}, optional=True)
        if there is not None:
            return context.result(False, service=there.shown(), environment=_place(target))
        context.service()
    if service is None or target is None:
        return context.result(True, service=service and service.shown(), environment=target and _place(target))
    changed = service.record.get("environmentId") != target["id"]
    origin = (service.record.get("environment") or {}).get("name")
    diff = ({"environment": origin if changed else target.get("name")}, {"environment": target.get("name")})
    if changed and not check_mode:
        context.client.write(service.procedure("move"), {**service.body, "targetEnvironmentId": target["id"]})
    return context.result(changed, service=service.shown(), environment=_place(target), diff=diff)


def _place(record):
    return {"id": record["id"], "name": record.get("name")}


def duplicate(params, check_mode=False, progress=None, client=None):
    """Copy an environment's services into a new project, or its variables into a new environment. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    source = context.find("environment")
    target = params["target"]
    if target == "environment":
        existing = context.find(
            "environment", {"project": params["project"], "environment": params["name"]}, optional=True
        )
    else:
        existing = context.find("project", {"project": params["name"]}, optional=True)
    if existing is not None:
        return context.result(False, **{target: _place(existing)}, services=[])
    if target == "environment" and params.get("services"):
        raise OptionError("services: Dokploy copies the variables of an environment, but none of its services.")
    chosen = _chosen(context, source) if source and target == "project" else []
    diff = ({}, {target: params["name"], "services": sorted(str(item["name"]) for item in chosen)})
    shown = [{"kind": item["type"], "id": item["id"], "name": item["name"]} for item in chosen]
    wholes = _wholes(context, chosen)
    _note_volumes(context, wholes)
    if source is None or check_mode:
        return context.result(True, **{target: {"id": None, "name": params["name"]}}, services=shown, diff=diff)
    described = {
        "name": params["name"],
        **({"description": params["description"]} if params.get("description") is not None else {}),
    }
    selected = [{"id": item["id"], "type": item["type"]} for item in chosen]
    if target == "project":
        body = {
            "sourceEnvironmentId": source["id"],
            "selectedServices": selected,
            "includeServices": bool(selected),
            **described,
        }
        try:
            context.client.write("project.duplicate", body, timeout=300)
        except ApiError as error:
            raise DokployError(_broken_off(params["name"], wholes, reason(error)), changed=True) from None
        made = context.find("project", {"project": params["name"]})
    else:
        made = context.client.write("environment.duplicate", {"environmentId": source["id"], **described})
        made = {**made, "id": made["environmentId"]}
    return context.result(True, **{target: _place(made)}, services=shown, diff=diff)


def _wholes(context, chosen):
    calls = [Call(KINDS[item["type"]].read.one, {KINDS[item["type"]].id_key: item["id"]}) for item in chosen]
    outcomes = context.client.read_all(calls) if calls else []
    return [outcome for outcome in outcomes if isinstance(outcome, dict)]


def _note_volumes(context, wholes):
    """Warn of volumes: the copies have mounts of the very same ones, which two databases at once would destroy."""
    shared = [
        f"{record.get('name')} ({mount['volumeName']})"
        for record in wholes
        for mount in record.get("mounts") or []
        if mount.get("type") == "volume" and mount.get("volumeName")
    ]
    if shared:
        context.notes.append(
            "The copies use the same volumes as what they are copied from: "
            + ", ".join(shared)
            + ". Give them others with community.dokploy.dokploy_mount before they are deployed."
        )


def _broken_off(name, wholes, why):
    backed_up = ", ".join(str(record.get("name")) for record in wholes if record.get("backups"))
    hint = f" Dokploy 0.30 cannot copy databases that have backups ({backed_up})." if backed_up else ""
    return f"The copy broke off: {why}.{hint} A project {name} that is there now is incomplete; remove it before you try again."


def _chosen(context, source):
    """The services to copy: all of the environment, or those that the option names."""
    found = []
    for kind in SERVICES:
        table = KINDS[kind]
        for item in source.get(table.read.tree) or []:
            found.append({"type": kind, "id": item[table.id_key], "name": item.get("name")})
    wanted = context.params.get("services")
    if wanted is None:
        return found
    chosen = [item for item in found if item["id"] in wanted or item["name"] in wanted]
    missing = [name for name in wanted if not any(name in (item["id"], item["name"]) for item in chosen)]
    if missing:
        known = ", ".join(sorted(str(item["name"]) for item in found))
        raise OptionError(f"services: the environment has no {', '.join(missing)} (there are: {known}).")
    return chosen
