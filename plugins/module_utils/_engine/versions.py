# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What a server has to be new enough for."""

from __future__ import annotations

from .._api.errors import ApiError, OptionError
from .desired import PRESENT

VERSION = "settings.getDokployVersion"


def check_version(snapshot, node):
    """Refuse what the server is too old for. Raises OptionError, Pending."""
    needs = needs_version(node) if node.state == PRESENT else ()
    if not needs:
        return
    try:
        server = snapshot.reads.get(VERSION)
    except ApiError:
        # Not every key may ask; then the server itself has to judge.
        return
    for since, what in needs:
        if version(server) and version(server) < version(since):
            raise OptionError(f"{what} needs Dokploy {since} or later; this server is {str(server).lstrip('v')}.")


def needs_version(node):
    """What in a node depends on the server's version, as pairs (version, option or kind)."""
    needs = [
        (field.since, node.option(field.option))
        for field in node.kind.fields
        if field.since and field.option in node.given
    ]
    if node.kind.variants:
        since = node.kind.variants.since
        given = [option for option in node.given if f"{node.type}.{option}" in since and node.values.get(option)]
        needs += [
            (since[f"{node.type}.{option}"], f"{node.option(option)} of the type {node.type}") for option in given
        ]
        needs += [(since[node.type], f"A {node.kind.title} of the type {node.type}")] if node.type in since else []
    return needs + ([(node.kind.since, f"A {node.kind.title}")] if node.kind.since else [])


def version(text):
    """A version such as C(v0.30.2) as a tuple of numbers; empty if it is none."""
    numbers = str(text or "").lstrip("v").split("-", maxsplit=1)[0].split(".")
    return tuple(int(part) for part in numbers) if all(part.isdigit() for part in numbers) else ()
