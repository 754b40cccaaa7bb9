# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Objects within a column, spread over columns of their own with dotted names (C(metricsConfig.server.port)) and put together again."""

from __future__ import annotations


def spread(name, value):
    """The members of a nested dict as a flat dict whose keys are dotted paths that begin with C(name)."""
    if not isinstance(value, dict) or not value:
        return {name: value}
    flat = {}
    for key, item in value.items():
        flat.update(spread(f"{name}.{key}", item))
    return flat


def gather(body):
    """The reverse: dotted keys become nested dicts, other keys stay."""
    result = {}
    for path, value in body.items():
        *groups, name = path.split(".")
        level = result
        for group in groups:
            level = level.setdefault(group, {})
        level[name] = value
    return result
