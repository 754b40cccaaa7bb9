# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Every kind the collection knows. Nothing else in the code lists them."""

from __future__ import annotations

from .application import APPLICATION
from .compose import COMPOSE
from .databases import POSTGRES
from .domain import DOMAIN
from .project import ENVIRONMENT, PROJECT
from .server_wide import LICENSE, SETTINGS, WHITELABELING

ALL = (
    PROJECT,
    ENVIRONMENT,
    APPLICATION,
    COMPOSE,
    POSTGRES,
    DOMAIN,
    SETTINGS,
    WHITELABELING,
    LICENSE,
)

KINDS = {kind.name: kind for kind in ALL}


def kind_of(name):
    """The table of a kind. Raises KeyError for a name that no table has."""
    return KINDS[name]
