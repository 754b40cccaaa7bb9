#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_preview_deployment
short_description: Redeploy or remove preview deployments in Dokploy
version_added: 0.1.0
description:
  - Lists, redeploys or removes what Dokploy has built for pull requests. Previews come into being by themselves, when a pull request is opened.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes.action
  - community.dokploy.run.application
  - community.dokploy.run.wait
  - community.dokploy.run.stream
options:
  pull_request:
    description:
      - Number of the pull request, or id of its preview; all previews of the application if left out.
    type: str
  state:
    description:
      - V(listed) only reads. V(redeployed) builds again and follows that to its end. V(removed) removes.
    type: str
    choices: [listed, redeployed, removed]
    default: redeployed
  title:
    description:
      - Title of the deployment.
    type: str
  description:
    description:
      - Description of the deployment.
    type: str
"""

EXAMPLES = r"""
---
- name: Build the preview of a pull request again
  community.dokploy.dokploy_preview_deployment:
    project: shop
    application: web
    pull_request: "118"

- name: Remove all previews
  community.dokploy.dokploy_preview_deployment:
    project: shop
    application: web
    state: removed
"""

RETURN = r"""
---
previews:
  description:
    - The previews that were meant; redeployed ones with C(state), C(deployment), C(duration) and C(log) as M(community.dokploy.dokploy_deployment)
      gives them.
  returned: success
  type: list
  elements: dict
  sample:
    - id: r3SHnnFJ5wwGL7H7ohrGm
      pull_request: "118"
      title: Faster checkout
      url: https://github.com/example/shop/pull/118
      branch: faster
      status: done
      app_name: preview-web-rr9s2z
      host: preview-web-rr9s2z.example.com
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.options import PREVIEW
from ansible_collections.community.dokploy.plugins.module_utils._deploy.previews import manage_previews
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module


def main():
    run_module(PREVIEW, manage_previews)


if __name__ == "__main__":
    main()
