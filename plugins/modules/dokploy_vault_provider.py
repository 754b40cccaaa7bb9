#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_vault_provider
short_description: Manage vault providers of Dokploy
version_added: 0.1.0
description:
  - Keeps the accounts at secret vaults from which environment variables of services are filled, and which projects may use them.
  - The type of a provider is that of the one group of options that is given, such as O(hashicorp). It cannot change; remove the provider and create it
    anew.
  - Needs Dokploy 0.30.0.
seealso:
  - module: community.dokploy.dokploy_project
  - module: community.dokploy.dokploy_application
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the provider, up to 64 letters, digits, dashes and underscores. It tells one from another. Needed unless O(id) is given.
    type: str
  projects:
    description:
      - Names or ids of the projects that may use it in all their environments.
    type: list
    elements: str
  environments:
    description:
      - Environments that may use it, each as project and environment with a slash between them, such as V(shop/production).
    type: list
    elements: str
  hashicorp:
    description:
      - HashiCorp Vault with a key-value store.
    type: dict
    suboptions:
      url:
        description:
          - Address of the server. Required to create one of this type.
        type: str
      token:
        description:
          - Token. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides when it is written.
        type: str
      namespace:
        description:
          - Namespace.
        type: str
      mount:
        description:
          - Where the key-value store is mounted. V(secret) if not set.
        type: str
  infisical:
    description:
      - Infisical.
    type: dict
    suboptions:
      site_url:
        description:
          - Address of the server. V(https://app.infisical.com) if not set.
        type: str
      client_id:
        description:
          - Client id of the machine identity. Required to create one of this type.
        type: str
      client_secret:
        description:
          - Client secret of the machine identity. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides when
            it is written.
        type: str
      project_id:
        description:
          - Id of the project at Infisical. Required to create one of this type.
        type: str
      environment_slug:
        description:
          - Short name of the environment at Infisical. Required to create one of this type.
        type: str
      secret_path:
        description:
          - Folder of the secrets. V(/) if not set.
        type: str
  aws:
    description:
      - AWS Secrets Manager.
    type: dict
    suboptions:
      region:
        description:
          - Region, such as V(eu-central-1). Required to create one of this type.
        type: str
      access_key_id:
        description:
          - Id of the access key. Required to create one of this type.
        type: str
      secret_access_key:
        description:
          - Secret of the access key. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides when it is written.
        type: str
      endpoint:
        description:
          - Address of the service where it is not the one of AWS.
        type: str
  doppler:
    description:
      - Doppler.
    type: dict
    suboptions:
      service_token:
        description:
          - Service token. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides when it is written.
        type: str
      project:
        description:
          - Project at Doppler, where the token does not tell.
        type: str
      config:
        description:
          - Config at Doppler, where the token does not tell.
        type: str
  azure:
    description:
      - Azure Key Vault.
    type: dict
    suboptions:
      vault_uri:
        description:
          - Address of the key vault, such as V(https://acme.vault.azure.net). Required to create one of this type.
        type: str
      tenant_id:
        description:
          - Id of the tenant. Required to create one of this type.
        type: str
      client_id:
        description:
          - Id of the application. Required to create one of this type.
        type: str
      client_secret:
        description:
          - Secret of the application. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides when it is written.
        type: str
  scaleway:
    description:
      - Scaleway Secret Manager.
    type: dict
    suboptions:
      region:
        description:
          - Region. V(fr-par) if not set.
        type: str
      project_id:
        description:
          - Id of the project at Scaleway. Required to create one of this type.
        type: str
      secret_key:
        description:
          - Secret of the API key. Required to create one of this type. Dokploy does not show it, so that O(update_secrets) decides when it is written.
        type: str
      api_url:
        description:
          - Address of the API. V(https://api.scaleway.com) if not set.
        type: str
  verify:
    description:
      - Sign in to the vault with the new settings before they are written. If that fails, nothing is written and the task fails.
    type: bool
    default: false
  update_secrets:
    description:
      - When secrets that Dokploy does not show are written. V(on_create) writes them when the vault provider is created and keeps them afterwards; V(always)
        writes them with every run, which then always counts as changed.
    type: str
    choices: [always, on_create]
    default: on_create
"""

EXAMPLES = r"""
---
- name: Fill the variables of one project from HashiCorp Vault
  community.dokploy.dokploy_vault_provider:
    name: vault
    projects: [shop]
    hashicorp:
      url: https://vault.example.com
      token: "{{ vault_token_for_dokploy }}"
      mount: kv
    verify: true

- name: Write a new token
  community.dokploy.dokploy_vault_provider:
    name: vault
    hashicorp:
      token: "{{ vault_token_for_dokploy }}"
    update_secrets: always

- name: Let only one environment use it
  community.dokploy.dokploy_vault_provider:
    name: vault
    projects: []
    environments: [shop/production]

- name: Remove a vault provider
  community.dokploy.dokploy_vault_provider:
    name: vault
    state: absent
"""

RETURN = r"""
---
vault_provider:
  description: The vault provider, without its secrets. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: Nvu51rEW-CiNof-ISN1kP
    name: vault
    projects:
      - cV6yVEkDolToHg3v7nhMe
    environments: []
    hashicorp:
      url: https://vault.example.com
      token: '********'
      mount: kv
    type: hashicorp
    created_at: '2026-11-22T14:04:41.910Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("vault_provider")


if __name__ == "__main__":
    main()
