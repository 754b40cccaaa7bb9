# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import yaml

from ansible_collections.community.dokploy.plugins.doc_fragments.connection import ModuleDocFragment as Connection
from ansible_collections.community.dokploy.plugins.module_utils._engine.spec import CONNECTION


def _with_variables(text):
    """The connection options as plugins of the controller declare them: Ansible itself reads the environment variables."""
    documentation = yaml.safe_load(text)
    for name, option in documentation["options"].items():
        option["description"] = [line for line in option["description"] if "environment variable" not in line]
        # Ansible makes no dict of a variable.
        if option["type"] != "dict":
            option["env"] = [{"name": CONNECTION[name]["env"]}]
    return yaml.safe_dump({key: documentation[key] for key in ("options", "requirements")})


class ModuleDocFragment:
    pass


ModuleDocFragment.DOCUMENTATION = _with_variables(Connection.DOCUMENTATION)
