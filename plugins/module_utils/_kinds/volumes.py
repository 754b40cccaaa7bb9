# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The volumes of swarm services, which Dokploy keeps when it removes the service."""

from __future__ import annotations

from .._model.table import Field, Write

DELETE_VOLUMES = Field("delete_volumes", type="bool")
SWEEP = Write("dockerVolume.removeVolume", id=False)


def mounted(record):
    """The bodies that remove the volumes mounted into a service, from the service's whole record."""
    server = {"serverId": record["serverId"]} if record.get("serverId") else {}
    names = [mount.get("volumeName") for mount in record.get("mounts") or [] if mount.get("type") == "volume"]
    return [{"volumeName": name, **server} for name in dict.fromkeys(names) if name]
