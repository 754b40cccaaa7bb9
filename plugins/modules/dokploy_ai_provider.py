#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_ai_provider
short_description: Manage AI providers of Dokploy
version_added: 0.1.0
description:
  - Keeps the language models that Dokploy asks when it explains logs or suggests a Compose stack.
  - Needs an API key of an owner or an admin.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the provider. It tells one from another. Needed unless O(id) is given.
    type: str
  url:
    description:
      - Base address of the API, such as V(https://api.openai.com/v1). Required to create one. An organization may have narrowed which addresses are allowed;
        then Dokploy refuses others.
    type: str
  key:
    description:
      - API key of the provider. V("") for one that asks for none.
    type: str
  model:
    description:
      - Name of the model. Required to create one.
    type: str
  enabled:
    description:
      - Whether Dokploy offers it. If left out at creation, V(true) is taken.
    type: bool
  verify:
    description:
      - Ask the model something with the new settings before they are written. If that fails, nothing is written and the task fails.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Use a model of OpenAI
  community.dokploy.dokploy_ai_provider:
    name: openai
    url: https://api.openai.com/v1
    key: "{{ vault_openai_key }}"
    model: gpt-4o-mini
    verify: true

- name: Use a model that runs next door
  community.dokploy.dokploy_ai_provider:
    name: local
    url: http://ollama.internal:11434
    model: llama3.2

- name: Remove a provider
  community.dokploy.dokploy_ai_provider:
    name: openai
    state: absent
"""

RETURN = r"""
---
ai_provider:
  description: The AI provider, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: 3_yfmg3m9nVjQqS99nq0v
    name: openai
    url: https://api.openai.com/v1
    key: '********'
    model: gpt-4o-mini
    enabled: true
    created_at: '2026-11-22T14:04:40.831Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("ai_provider")


if __name__ == "__main__":
    main()
