# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of an input that its JSON schema cannot say: refinements, with the server's own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

HOST = re.compile(r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?")
BAD_HOST = (
    "Invalid domain name. Use only letters, numbers, hyphens and dots (e.g. example.com). Underscores are not allowed."
)


def custom(path: list[Any], message: str) -> dict:
    return {"code": "custom", "path": path, "message": message}


def host(value: dict) -> list[dict]:
    given = value.get("host")
    if not isinstance(given, str) or not given:
        return []
    issues = []
    if given != given.strip():
        issues.append(custom(["host"], "Domain name cannot have leading or trailing spaces"))
    if not HOST.fullmatch(given.strip()):
        issues.append(custom(["host"], BAD_HOST))
    return issues


def absolute(value: dict) -> list[dict]:
    path = value.get("path")
    if isinstance(path, str) and not path.startswith("/"):
        return [custom(["path"], "Path must be absolute.")]
    return []


REGISTRY_HOST = re.compile(r"[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?")
BAD_REGISTRY = "Registry URL must be a valid hostname or hostname:port (e.g. registry.example.com or localhost:5000)"


def registry(value: dict) -> list[dict]:
    url = value.get("registryUrl")
    if isinstance(value.get("username"), str):
        value["username"] = value["username"].strip()
    return (
        [custom(["registryUrl"], BAD_REGISTRY)]
        if isinstance(url, str) and url and not REGISTRY_HOST.fullmatch(url)
        else []
    )


PUBLIC_KEY = re.compile(r"ssh-(rsa|ed25519)\s+([A-Za-z0-9+/=]+)\s*(.*)?\s*$")
PRIVATE_KEY = re.compile(
    r"-----BEGIN (RSA|OPENSSH) PRIVATE KEY-----\n([A-Za-z0-9+/=\n]+)-----END (RSA|OPENSSH) PRIVATE KEY-----\s*$"
)


def ssh_key(value: dict) -> list[dict]:
    issues = []
    public, private = value.get("publicKey"), value.get("privateKey")
    if isinstance(public, str) and not PUBLIC_KEY.match(public):
        issues.append(custom(["publicKey"], "Invalid public key format"))
    if isinstance(private, str) and not PRIVATE_KEY.match(private):
        issues.append(custom(["privateKey"], "Invalid private key format"))
    return issues


_FILES = (
    "listContainerFiles",
    "readContainerFile",
    "writeContainerFile",
    "deleteContainerFile",
    "downloadContainerFile",
)
_VOLUME_FILES = ("listVolumeFiles", "readVolumeFile", "writeVolumeFile", "deleteVolumeFile")


def below_root(value: dict) -> list[dict]:
    if value.get("path") == "/":
        return [custom(["path"], f"Cannot delete the {'volume' if 'volumeName' in value else 'container'} root.")]
    return absolute(value)


def pushover(value: dict) -> list[dict]:
    if value.get("priority") == 2 and (value.get("retry") is None or value.get("expire") is None):
        return [custom(["retry"], "Retry and expire are required for emergency priority (2)")]
    return []


TRAEFIK = "/etc/dokploy/traefik"
OUTSIDE = "Invalid path: path traversal or unauthorized directory access detected"


def traefik_file(value: dict) -> list[dict]:
    path = value.get("path")
    if isinstance(path, str) and (".." in path or not path.startswith(TRAEFIK)):
        return [custom(["path"], OUTSIDE)]
    return []


def libsql_ports(value: dict) -> list[dict]:
    ports = ["externalPort", "externalGRPCPort", "externalAdminPort"]
    if any(value.get(port) is not None for port in ports):
        return []
    return [custom(ports, "Either externalPort, externalGRPCPort or externalAdminPort must be provided.")]


REFINED: dict[str, Callable[[dict], list[dict]]] = {
    "domain.create": host,
    "domain.update": host,
    "sshKey.create": ssh_key,
    "settings.readTraefikFile": traefik_file,
    **{f"registry.{name}": registry for name in ("create", "update", "testRegistry")},
    **{f"docker.{name}": absolute for name in _FILES},
    **{f"dockerVolume.{name}": absolute for name in _VOLUME_FILES},
    "docker.deleteContainerFile": below_root,
    "dockerVolume.deleteVolumeFile": below_root,
}
# Refinements of whole inputs are looked at only when nothing else is wrong.
WHOLE: dict[str, Callable[[dict], list[dict]]] = {
    "libsql.saveExternalPorts": libsql_ports,
    "notification.createPushover": pushover,
    "notification.testPushoverConnection": pushover,
}
