#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_sso_provider
short_description: Manage single sign-on providers of Dokploy
version_added: 0.1.0
description:
  - Lets users sign in to Dokploy by way of an OpenID Connect or a SAML provider.
  - The type of a provider is that of the one group of options that is given, O(oidc) or O(saml). It cannot change; remove the provider and create it anew.
  - This belongs to the enterprise edition. Without a licence Dokploy refuses it, and the task fails. Needs Dokploy 0.27.0.
seealso:
  - module: community.dokploy.dokploy_trusted_origin
  - module: community.dokploy.dokploy_scim
  - module: community.dokploy.dokploy_forward_auth
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  provider_id:
    description:
      - Id of the provider, which is part of the address that it sends users back to. It tells one from another. Needed unless O(id) is given.
    type: str
  issuer:
    description:
      - Address of the issuer. Required to create one. Its origin has to be trusted; see M(community.dokploy.dokploy_trusted_origin).
    type: str
  domains:
    description:
      - Domains of the e-mail addresses whose users sign in here. Required to create one. A domain belongs to one provider.
    type: list
    elements: str
  override_user_info:
    description:
      - Whether the name and the picture of a user are taken over with every sign-in. Dokploy does not tell it, so it is written with every other change
        and not compared.
    type: bool
  oidc:
    description:
      - An OpenID Connect provider.
    type: dict
    suboptions:
      client_id:
        description:
          - Id of the client. Required to create one of this type.
        type: str
      client_secret:
        description:
          - Secret of the client. Required to create one of this type.
        type: str
      authorization_endpoint:
        description:
          - Address at which users sign in, where discovery does not tell.
        type: str
      token_endpoint:
        description:
          - Address that hands out tokens, where discovery does not tell.
        type: str
      user_info_endpoint:
        description:
          - Address that tells of users, where discovery does not.
        type: str
      token_endpoint_authentication:
        description:
          - How Dokploy shows its secret to the token endpoint.
        type: str
        choices: [client_secret_post, client_secret_basic]
      jwks_endpoint:
        description:
          - Address of the signing keys, where discovery does not tell.
        type: str
      discovery_endpoint:
        description:
          - Address of the discovery document, where it is not the usual one behind the issuer.
        type: str
      skip_discovery:
        description:
          - Whether to go without discovery; then the endpoints have to be given.
        type: bool
      scopes:
        description:
          - Scopes to ask for.
        type: list
        elements: str
      pkce:
        description:
          - Whether to use PKCE.
        type: bool
      mapping:
        description:
          - Which claims or attributes hold what Dokploy wants to know of a user.
        type: dict
        suboptions:
          # What both protocols tell.
          <<: &claims
            id:
              description:
                - The one with the id.
              type: str
            email:
              description:
                - The one with the e-mail address.
              type: str
            email_verified:
              description:
                - The one that tells whether the address was checked.
              type: str
            name:
              description:
                - The one with the name.
              type: str
            extra_fields:
              description:
                - Further ones, by the name they get.
              type: dict
          image:
            description:
              - The one with the picture.
            type: str
  saml:
    description:
      - A SAML 2.0 identity provider.
    type: dict
    suboptions:
      entry_point:
        description:
          - Address at which users sign in. Required to create one of this type.
        type: str
      certificate:
        description:
          - Certificate by which the answers are checked, in PEM form or as its bare base64 text. Required to create one of this type.
        type: str
      callback_url:
        description:
          - Address of Dokploy that users come back to. Required to create one of this type.
        type: str
      audience:
        description:
          - Whom assertions have to be meant for.
        type: str
      idp_metadata:
        description:
          - Facts of the identity provider. Written as a whole.
        type: dict
        suboptions:
          metadata:
            description:
              - Metadata of the identity provider as XML, in place of the rest.
            type: str
          # What both sides have.
          <<: &keys
            private_key:
              description:
                - Private key for signatures, in PEM form.
              type: str
            private_key_passphrase:
              description:
                - Passphrase of the private key.
              type: str
            assertion_encrypted:
              description:
                - Whether assertions are encrypted.
              type: bool
            encryption_private_key:
              description:
                - Private key for encryption, in PEM form.
              type: str
            encryption_private_key_passphrase:
              description:
                - Passphrase of that key.
              type: str
          entity_id:
            description:
              - Entity id of the identity provider.
            type: str
          certificate:
            description:
              - Certificate of the identity provider.
            type: str
          single_sign_on_service:
            description:
              - Addresses for signing in.
            type: list
            elements: dict
            suboptions:
              binding:
                description:
                  - Binding of the address.
                type: str
                required: true
              location:
                description:
                  - The address.
                type: str
                required: true
      sp_metadata:
        description:
          - Facts of Dokploy as a service provider. Written as a whole. Required to create one of this type.
        type: dict
        suboptions:
          metadata:
            description:
              - Metadata of Dokploy as XML, in place of the rest.
            type: str
          <<: *keys
          entity_id:
            description:
              - Entity id of Dokploy.
            type: str
          binding:
            description:
              - Binding by which answers come.
            type: str
      want_assertions_signed:
        description:
          - Whether assertions have to be signed.
        type: bool
      authn_requests_signed:
        description:
          - Whether Dokploy signs its requests.
        type: bool
      signature_algorithm:
        description:
          - Algorithm of signatures, such as V(sha256).
        type: str
      digest_algorithm:
        description:
          - Algorithm of digests, such as V(sha256).
        type: str
      identifier_format:
        description:
          - Format of the name id.
        type: str
      private_key:
        description:
          - Private key by which Dokploy signs, in PEM form.
        type: str
      decryption_key:
        description:
          - Private key by which Dokploy decrypts, in PEM form.
        type: str
      additional_params:
        description:
          - Further parameters for requests.
        type: dict
      mapping:
        description:
          - Which claims or attributes hold what Dokploy wants to know of a user.
        type: dict
        suboptions:
          <<: *claims
          first_name:
            description:
              - The one with the first name.
            type: str
          last_name:
            description:
              - The one with the last name.
            type: str
"""

EXAMPLES = r"""
---
- name: Trust the address of the provider
  community.dokploy.dokploy_trusted_origin:
    origin: https://id.example.com

- name: Sign in by way of Keycloak
  community.dokploy.dokploy_sso_provider:
    provider_id: keycloak
    issuer: https://id.example.com/realms/acme
    domains: [example.com]
    oidc:
      client_id: dokploy
      client_secret: "{{ vault_keycloak_secret }}"
      scopes: [openid, email, profile]

- name: Remove a provider
  community.dokploy.dokploy_sso_provider:
    provider_id: keycloak
    state: absent
"""

RETURN = r"""
---
sso_provider:
  description: The SSO provider, with its secrets masked. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: keycloak
    provider_id: keycloak
    issuer: https://id.example.com/realms/acme
    domains:
      - example.com
    oidc:
      client_id: dokploy
      client_secret: '********'
      scopes:
        - openid
        - email
        - profile
      pkce: true
    type: oidc
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("sso_provider")


if __name__ == "__main__":
    main()
