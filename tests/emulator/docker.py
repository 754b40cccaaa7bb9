# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a Docker swarm that Dokploy's users can see: services, their containers, volumes and ports."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Any

from .ids import Ids


def not_pulled(image: str | None) -> str:
    return f"Error response from daemon: manifest for {image} not found: manifest unknown: manifest unknown"


@dataclass
class Service:
    """A swarm service, or one container of a Compose project (``kind`` says which)."""

    app_name: str
    image: str
    kind: str = "service"
    replicas: int = 1
    ports: list[int] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)
    container: str = ""
    crashed: bool = False
    service_name: str = ""
    # What the swarm was told, as far as a deployment can be recognized by it.
    spec: dict[str, Any] = field(default_factory=dict)
    started: float = 0.0

    @property
    def swarm_id(self) -> str:
        """The id of the swarm service, which an update keeps. Nothing else has an id that begins with an s."""
        return "s" + sha256(self.app_name.encode()).hexdigest()[:24]


class Docker:
    """What runs. ``owners`` tells which appNames still belong to a row; the rest are orphans."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.services: dict[str, Service] = {}
        self.volumes: dict[str, dict[str, Any]] = {}
        self.networks: dict[str, dict[str, Any]] = {}
        self.images: dict[str, str] = {}
        self.files: dict[str, dict[str, str]] = {}

    def run(self, service: Service) -> Service:
        service.container = self.ids.hex(64)
        service.started = time.monotonic()
        self.services[service.service_name or service.app_name] = service
        self.images.setdefault(service.image, f"sha256:{self.ids.hex(64)}")
        for volume in service.volumes:
            self.volumes.setdefault(volume, {"Name": volume, "Driver": "local", "Scope": "local"})
        return service

    def of(self, app_name: str) -> list[Service]:
        return [service for service in self.services.values() if service.app_name == app_name]

    def find(self, id: str) -> Service | None:
        """A container by a part of its id or by its name."""
        for service in self.services.values():
            if (
                service.container.startswith(id)
                or id == service.service_name
                or id.startswith(service.app_name + ".1.")
            ):
                return service
        return None

    def remove(self, app_name: str, volumes: bool = False) -> None:
        for service in self.of(app_name):
            self.services.pop(service.service_name or service.app_name)
            if volumes:
                for volume in service.volumes:
                    self.volumes.pop(volume, None)

    def port_user(self, port: int) -> str | None:
        """Dokploy greps for the port's digits, so 543 is also taken while 5432 is published."""
        for service in self.services.values():
            if service.replicas and any(str(one).startswith(str(port)) for one in service.ports):
                return service.app_name
        return None

    def orphans(self, owned: set[str]) -> list[str]:
        return sorted({s.app_name for s in self.services.values()} - owned)

    def can_pull(self, image: str | None, bad: list[str]) -> bool:
        return bool(image) and not any(fnmatchcase(image or "", pattern) for pattern in bad)
