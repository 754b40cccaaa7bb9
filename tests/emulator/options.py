# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be set about an emulated server, at the start and while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

DEFAULT_KEY = "emulator-key"


@dataclass
class Options:
    """``latency`` is in milliseconds and added to every API request; times are in seconds.

    ``role`` is that of the key: owner, admin or member (a member that may create and delete projects, environments
    and services and sees only what its access lists name). ``owner_key`` is a second key, the owner's, for a
    look at what the first one may not see. ``fresh`` starts without an administrator, so that the
    first sign-up can be tested. ``rate_limit`` allows the key that many checks a day (None: no limit).
    ``unhealthy`` lists patterns of service names whose containers exit right after a deployment that is ``done``.
    ``newest`` is the release that the internet knows of, ``catalogue`` the templates it has (a server without internet
    knows neither). ``bad_images`` are patterns of images that cannot be pulled, ``bad_repositories`` of
    repositories that do not build; what is built of one with ``crash`` in its URL exits at once. ``lacking`` are the
    tools that remote servers do not get (docker, rclone, nixpacks, buildpacks, railpack, network, swarm, directory),
    ``unreachable`` patterns of the addresses of servers that do not answer.
    """

    api_key: str = DEFAULT_KEY
    version: str = "0.30.2"
    latency: float = 0.0
    deploy_time: float = 0.2
    database_deploy_time: float = 0.05
    stop_time: float = 0.05
    role: str = "owner"
    owner_key: str = ""
    fresh: bool = False
    licensed: bool = False
    rate_limit: int | None = None
    seed: int | None = None
    docker: bool = True
    newest: str = ""
    catalogue: list[str] = field(default_factory=list)
    unhealthy: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=lambda: ["192.0.2.*"])
    bad_repositories: list[str] = field(default_factory=lambda: ["*broken*", "*does-not-exist*"])
    bad_images: list[str] = field(
        default_factory=lambda: ["mariadb:6", "mongo:15", "*does-not-exist*", "*missing*", "*nonexistent*"]
    )

    def change(self, values: dict[str, Any]) -> None:
        """Set options by name; unknown names are an error."""
        known = {one.name for one in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise KeyError(name)
            setattr(self, name, value)
