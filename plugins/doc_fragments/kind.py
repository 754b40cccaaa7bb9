# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # What every module of a kind has in common.
    DOCUMENTATION = r"""
options:
  state:
    description:
      - V(present) makes sure that it exists and has the given settings; V(absent) makes sure that it does not exist.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of an existing one. It wins over the options that tell it from others, which can be changed that way.
    type: str
notes:
  - An option that is left out is not managed. An empty value (V(""), V([]), V({}), for ports V(0)) clears what is set, and is an error where Dokploy has
    no way to clear it.
  - What exists already is adopted if its identifying options match. Two matches are an error that names the ids.
  - Settings of a service take effect with its next deployment; see M(community.dokploy.dokploy_deployment).
"""

    # For things inside an environment.
    IN_ENVIRONMENT = r"""
options:
  project:
    description:
      - Name or id of the project. Not needed with O(id).
    type: str
  environment:
    description:
      - Name or id of the environment. If left out, the project's default environment is meant, whatever its name.
    type: str
"""

    # For things that belong to a service.
    IN_SERVICE = r"""
options:
  project:
    description:
      - Name or id of the project that holds the service. Not needed where the service is given by id, nor with O(id).
    type: str
  environment:
    description:
      - Name or id of the environment that holds the service. If left out, the project's default environment is meant.
    type: str
"""
