#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_server_setup
short_description: Set up, validate or audit a remote server of Dokploy
version_added: 0.1.0
description:
  - Installs what Dokploy needs on a remote server, or looks whether that is there and how well the server is protected.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run.stream
options:
  server:
    description:
      - Name or id of the server.
    type: str
    required: true
  state:
    description:
      - V(validated) and V(audited) only look; what they miss is in RV(problems).
      - V(set_up) installs Docker and the other tools, and waits for the end. It can be repeated. It uses an event stream of Dokploy, which only the
        address C(/api/trpc) has.
      - Dokploy counts a setup as successful however its script ended. So the server is validated afterwards, and the task fails if it lacks Docker,
        the swarm, Dokploy's network or its directory. A build tool that is missing is a warning, or with O(strict=true) a failure as well.
    type: str
    choices: [validated, audited, set_up]
    default: validated
  strict:
    description:
      - Whether the task fails if there are RV(problems).
    type: bool
    default: false
  wait_timeout:
    description:
      - Seconds of silence after which setting up is given up.
    type: int
    default: 1800
"""

EXAMPLES = r"""
---
- name: Set up a new server
  community.dokploy.dokploy_server_setup:
    server: worker-1
    state: set_up

- name: Make sure that nothing is missing
  community.dokploy.dokploy_server_setup:
    server: worker-1
    strict: true

- name: See how well it is protected
  community.dokploy.dokploy_server_setup:
    server: worker-1
    state: audited
  register: audit
"""

RETURN = r"""
---
server:
  description: The server.
  returned: success
  type: dict
  sample: {id: v3SHnnFJ5wwGL7H7ohrGm, name: worker-1}
problems:
  description: What is missing or not safe, as sentences.
  returned: success, except in check mode with O(state=set_up)
  type: list
  elements: str
  sample: [SSH takes passwords]
report:
  description: All that Dokploy found, with O(state=set_up) afterwards.
  returned: success, except in check mode with O(state=set_up)
  type: dict
  sample: {isSwarmInstalled: true}
log:
  description: What was printed while it was set up.
  returned: with O(state=set_up)
  type: str
  sample: Installing requirements
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import SERVER_SETUP
from ansible_collections.community.dokploy.plugins.module_utils._deploy.upkeep import look_after_server
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(SERVER_SETUP, look_after_server)


if __name__ == "__main__":
    main()
