# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What stays behind on the host when a thing is removed, and goes only if somebody says so."""

from __future__ import annotations

from .._kinds.registry import KINDS
from .plan import contained

# The control option that asks for it.
CONTROL = "delete_volumes"
# Containers of a service that was removed stop a little later, and only then lets Docker go of their volumes.
TRIES, PAUSE = 15, 2
_GONE, _HELD = "no such volume", "in use"


def left_by(snapshot, node):
    """What a located node and all that is in it leave behind, as pairs (Write, body). Raises Pending."""
    if not node.controls.get(CONTROL):
        return []
    inner = [(KINDS[name], entry) for name, entry in contained(node.kind, node.record) if KINDS[name].sweep]
    for kind, entry in inner:
        snapshot.reads.hint(kind.read.one, {kind.id_key: entry[kind.id_key]})
    wholes = [(kind, snapshot.whole(kind, entry[kind.id_key])) for kind, entry in inner]
    owners = [(node.kind, node.record), *wholes] if node.kind.sweep else wholes
    return [(kind.sweep, body) for kind, record in owners if record for body in kind.hooks.leaves(record)]


def is_gone(client, body, error):
    """Tell whether a removal failed because there was nothing to remove; a service that never ran has no volume."""
    return not _exists(client, body) if _says_nothing(error) else _GONE in error.message


def is_held(client, body, error):
    """Tell whether a removal failed because a container still uses the volume."""
    return _exists(client, body) if _says_nothing(error) else _HELD in error.message


def _says_nothing(error):
    # On another server than its own Dokploy drops what Docker said.
    return error.message.startswith("Remote command failed")


def _exists(client, body):
    volumes = client.read("dockerVolume.getVolumes", {"serverId": body["serverId"]}) or []
    return body["volumeName"] in [volume.get("Name") for volume in volumes]
