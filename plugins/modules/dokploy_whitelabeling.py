#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_whitelabeling
short_description: Manage the appearance of a Dokploy server
version_added: 0.1.0
description:
  - Gives the web interface of Dokploy a name, logos, links and styles of your own.
  - This belongs to the enterprise edition. What is set can be read without a licence, but Dokploy refuses every change, and the task fails.
  - It needs an API key of the owner, and Dokploy 0.28.6.
seealso:
  - module: community.dokploy.dokploy_license
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  app_name:
    description:
      - Name shown in place of Dokploy.
    type: str
  app_description:
    description:
      - Sentence that describes the server, for the sign-in page.
    type: str
  logo_url:
    description:
      - URL of the logo.
    type: str
  favicon_url:
    description:
      - URL of the icon for browser tabs.
    type: str
  login_logo_url:
    description:
      - URL of the logo on the sign-in page.
    type: str
  support_url:
    description:
      - URL behind the link to support.
    type: str
  docs_url:
    description:
      - URL behind the link to the documentation.
    type: str
  custom_css:
    description:
      - Style sheet that is added to every page.
    type: str
  error_page_title:
    description:
      - Heading of error pages.
    type: str
  error_page_description:
    description:
      - Text of error pages.
    type: str
  meta_title:
    description:
      - Title that browsers show for the pages.
    type: str
  footer_text:
    description:
      - Text at the foot of the pages.
    type: str
  state:
    description:
      - V(present) makes sure that the given settings are in place; V(absent) goes back to the appearance that Dokploy comes with.
    type: str
    choices: [present, absent]
    default: present
"""

EXAMPLES = r"""
---
- name: Show the company's name
  community.dokploy.dokploy_whitelabeling:
    app_name: Example Cloud
    logo_url: https://static.example.com/logo.svg
    support_url: https://help.example.com

- name: Drop the logo and keep the rest
  community.dokploy.dokploy_whitelabeling:
    logo_url: ""

- name: Go back to the looks of Dokploy
  community.dokploy.dokploy_whitelabeling:
    state: absent
"""

RETURN = r"""
---
whitelabeling:
  description: The settings as they are after the task. Null if none is set.
  returned: success
  type: dict
  sample:
    app_name: Example Cloud
    app_description: null
    logo_url: https://static.example.com/logo.svg
    favicon_url: null
    login_logo_url: null
    support_url: https://help.example.com
    docs_url: null
    custom_css: null
    error_page_title: null
    error_page_description: null
    meta_title: null
    footer_text: null
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("whitelabeling")


if __name__ == "__main__":
    main()
