# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From options to what is wanted."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import OptionError
from ansible_collections.community.dokploy.plugins.module_utils._engine.desired import from_params
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS

SCOPE = {"project": "shop", "application": "web"}


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("port", {"published_port": 99999}),
        ("domain", {"host": "my_shop.example.com"}),
        ("mount", {"mount_path": "relative/path"}),
    ],
)
def test_what_dokploy_would_not_take_any_more_can_be_removed_by_its_name(kind, options):
    assert from_params(KINDS[kind], {**SCOPE, **options, "state": "absent"}).values == options
    with pytest.raises(OptionError):
        from_params(KINDS[kind], {**SCOPE, **options, "state": "present"})
