# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of the instance: tags, registries, SSH keys, destinations, certificates."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request, not_found
from ..ids import UNDEFINED
from ..relations import View
from ..store import Row
from ._common import no_values, ssh, without, wrapped


def owned(call: Call, table: str, key: Any, what: str, verb: str, noun: str | None = None) -> Row:
    """A row of the caller's organization, or the two refusals that every router has in its own words."""
    row = call.need(table, key, what)
    call.own(row["organizationId"], f"You are not allowed to {verb} this {noun or what}")
    return row


def listed(call: Call, table: str, view: View | bool = True) -> list[Row]:
    return call.show_many(table, view, organizationId=call.org)


# tags


@procedure("tag.create")
def create_tag(call: Call, value: dict) -> Any:
    with wrapped("Error creating tag:"):
        return call.store.insert("tag", {**value, "organizationId": call.org})


@procedure("tag.all")
def all_tags(call: Call, value: dict) -> Any:
    return listed(call, "tag", {"order": "name"})


def _tag(call: Call, key: str, verb: str) -> Row:
    row = call.store.first("tag", tagId=key, organizationId=call.org)
    if row is None:
        raise (
            not_found("Tag")
            if not verb
            else ApiError("NOT_FOUND", f"Tag not found or you don't have permission to {verb} it")
        )
    return row


@procedure("tag.one")
def one_tag(call: Call, value: dict) -> Any:
    return _tag(call, value["tagId"], "")


@procedure("tag.update")
def update_tag(call: Call, value: dict) -> Any:
    row = _tag(call, value["tagId"], "update")
    with wrapped("Error updating tag:"):
        changes = {key: value[key] for key in ("name", "color") if key in value}
        no_values(changes)
        return call.store.update("tag", row["tagId"], changes)


@procedure("tag.remove")
def remove_tag(call: Call, value: dict) -> Any:
    call.store.delete("tag", _tag(call, value["tagId"], "delete")["tagId"])
    return {"success": True}


def _tagged_project(call: Call, key: str) -> Row:
    row = call.store.first("project", projectId=key, organizationId=call.org)
    if row is None:
        raise ApiError("NOT_FOUND", "Project not found or you don't have permission to modify it")
    if not call.privileged and key not in call.member()["accessedProjects"]:
        raise ApiError("UNAUTHORIZED", "You don't have access to this project")
    return row


@procedure("tag.assignToProject")
def assign_tag(call: Call, value: dict) -> Any:
    _tagged_project(call, value["projectId"])
    _tag(call, value["tagId"], "use")
    with wrapped("Error assigning tag to project:"):
        return call.store.insert("project_tag", value)


@procedure("tag.removeFromProject")
def unassign_tag(call: Call, value: dict) -> Any:
    _tagged_project(call, value["projectId"])
    _tag(call, value["tagId"], "use")
    call.store.delete_all("project_tag", call.store.find("project_tag", **value))
    return {"success": True}


@procedure("tag.bulkAssign")
def bulk_assign(call: Call, value: dict) -> Any:
    """Deletes, then inserts, not in one transaction: a tag that is named twice leaves none."""
    project = _tagged_project(call, value["projectId"])
    known = {row["tagId"] for row in listed(call, "tag")}
    if set(value["tagIds"]) - known:
        raise ApiError("NOT_FOUND", "One or more tags not found in your organization")
    call.store.delete_all("project_tag", call.store.find("project_tag", projectId=project["projectId"]))
    with wrapped("Error bulk assigning tags to project:"):
        if len(set(value["tagIds"])) != len(value["tagIds"]):
            raise ApiError("INTERNAL_SERVER_ERROR", 'Failed query: insert into "project_tag"')
        for key in value["tagIds"]:
            call.store.insert("project_tag", {"projectId": project["projectId"], "tagId": key})
    return {"success": True}


# registries


def login(call: Call, row: Row, trial: bool = False) -> None:
    """``docker login``: refused for the password ``wrong``, and for hosts that cannot be there.

    trial: without a shell, so that there is no command line to tell.
    """
    host = row["registryUrl"] or ""
    if row["password"] == "wrong" or host.endswith(".invalid"):
        text = f'Error response from daemon: Get "https://{host}/v2/": unauthorized'
        if trial:
            raise bad_request(f"Command failed with code 1. Stderr: {text}\n")
        command = f"printf %s '***' | docker login '{host}' -u '{row['username']}' --password-stdin"
        raise bad_request(f"Command execution failed: Command failed: {command}\n{text}\n")


@procedure("registry.create")
def create_registry(call: Call, value: dict) -> Any:
    values = without(value, "serverId")
    login(call, values)
    return call.store.insert("registry", {**values, "organizationId": call.org})


@procedure("registry.update")
def update_registry(call: Call, value: dict) -> Any:
    """Stores first and logs in afterwards: a refused login leaves the change behind."""
    row = owned(call, "registry", value["registryId"], "Registry", "update", "registry")
    with wrapped("", keep=False):
        result = call.store.update("registry", row["registryId"], without(value, "registryId", "serverId"))
        login(call, result or row)
    return True


@procedure("registry.remove")
def remove_registry(call: Call, value: dict) -> Any:
    row = owned(call, "registry", value["registryId"], "Registry", "delete", "registry")
    return call.store.delete("registry", row["registryId"])


@procedure("registry.all")
def all_registries(call: Call, value: dict) -> Any:
    return listed(call, "registry")


@procedure("registry.one")
def one_registry(call: Call, value: dict) -> Any:
    return without(owned(call, "registry", value["registryId"], "Registry", "access", "registry"), "password")


@procedure("registry.testRegistry")
def test_registry(call: Call, value: dict) -> Any:
    login(call, value, trial=True)
    return True


@procedure("registry.testRegistryById")
def test_registry_by_id(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        login(call, owned(call, "registry", value.get("registryId"), "Registry", "test", "registry"), trial=True)
    return True


# SSH keys


@procedure("sshKey.create")
def create_key(call: Call, value: dict) -> Any:
    with wrapped("Error creating the SSH key", keep=False):
        call.store.insert("ssh-key", {**value, "organizationId": call.org})
    return UNDEFINED


@procedure("sshKey.all")
def all_keys(call: Call, value: dict) -> Any:
    return listed(call, "ssh-key", {"order": "-createdAt"})


@procedure("sshKey.allForApps")
def keys_for_apps(call: Call, value: dict) -> Any:
    rows = listed(call, "ssh-key", {"order": "-createdAt"})
    return [{"sshKeyId": row["sshKeyId"], "name": row["name"]} for row in rows]


@procedure("sshKey.one")
def one_key(call: Call, value: dict) -> Any:
    return owned(call, "ssh-key", value["sshKeyId"], "SSH Key", "access", "SSH key")


@procedure("sshKey.update")
def update_key(call: Call, value: dict) -> Any:
    with wrapped("Error updating this SSH key", keep=False):
        row = owned(call, "ssh-key", value["sshKeyId"], "SSH Key", "update", "SSH key")
        return call.store.update("ssh-key", row["sshKeyId"], without(value, "sshKeyId"))


@procedure("sshKey.remove")
def remove_key(call: Call, value: dict) -> Any:
    row = owned(call, "ssh-key", value["sshKeyId"], "SSH Key", "delete", "SSH key")
    return call.store.delete("ssh-key", row["sshKeyId"])


@procedure("sshKey.generate")
def generate_key(call: Call, value: dict) -> Any:
    ids = call.state.ids
    kind = value.get("type") or "rsa"
    head = "RSA" if kind == "rsa" else "OPENSSH"
    body = "\n".join(ids.pick("ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789+/", 64) for _line in range(4))
    prefix = "ssh-rsa AAAAB3NzaC1yc2E" if kind == "rsa" else "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
    return {
        "privateKey": f"-----BEGIN {head} PRIVATE KEY-----\n{body}\n-----END {head} PRIVATE KEY-----\n",
        "publicKey": f"{prefix}{ids.pick('ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789', 60)} dokploy\n",
    }


# destinations


@procedure("destination.create")
def create_destination(call: Call, value: dict) -> Any:
    with wrapped("Error creating the destination", keep=False):
        return call.store.insert("destination", {**value, "organizationId": call.org})


@procedure("destination.testConnection")
def test_destination(call: Call, value: dict) -> Any:
    """Refused for hosts that cannot be there; the message carries the whole command with its keys."""
    if ".invalid" in value["endpoint"] or value["secretAccessKey"] == "wrong":
        flags = f"--s3-access-key-id={value['accessKey']} --s3-secret-access-key={value['secretAccessKey']}"
        text = "2026/01/01 00:00:00 Failed to ls: RequestError: send request failed"
        raise bad_request(
            f"Command execution failed: Command failed: rclone ls {flags} :s3:{value['bucket']}\n{text}\n"
        )
    return UNDEFINED


@procedure("destination.all")
def all_destinations(call: Call, value: dict) -> Any:
    return listed(call, "destination", {"order": "-createdAt"})


@procedure("destination.one")
def one_destination(call: Call, value: dict) -> Any:
    return owned(call, "destination", value["destinationId"], "Destination", "access", "destination")


@procedure("destination.update")
def update_destination(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        row = owned(call, "destination", value["destinationId"], "Destination", "update", "destination")
        return call.store.update("destination", row["destinationId"], value)


@procedure("destination.remove")
def remove_destination(call: Call, value: dict) -> Any:
    row = owned(call, "destination", value["destinationId"], "Destination", "delete", "destination")
    return call.store.delete("destination", row["destinationId"])


# certificates


@procedure("certificates.create")
def create_certificate(call: Call, value: dict) -> Any:
    return call.store.insert("certificate", {**value, "organizationId": call.org})


@procedure("certificates.all")
def all_certificates(call: Call, value: dict) -> Any:
    return listed(call, "certificate", {"with": {"server": True}})


@procedure("certificates.one")
def one_certificate(call: Call, value: dict) -> Any:
    return owned(call, "certificate", value["certificateId"], "Certificate", "access", "certificate")


@procedure("certificates.update")
def update_certificate(call: Call, value: dict) -> Any:
    row = owned(call, "certificate", value["certificateId"], "Certificate", "update", "certificate")
    changes = {key: value[key] for key in ("name", "certificateData", "privateKey") if key in value}
    row = call.store.update("certificate", row["certificateId"], changes)
    # After the row; a creation does it in the background and never tells.
    ssh(call, row["serverId"] if {"certificateData", "privateKey"} & set(changes) else None)
    return row


@procedure("certificates.remove")
def remove_certificate(call: Call, value: dict) -> Any:
    row = owned(call, "certificate", value["certificateId"], "Certificate", "delete", "certificate")
    ssh(call, row["serverId"])
    call.store.delete("certificate", row["certificateId"])
    return True
