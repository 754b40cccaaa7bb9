#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_git_provider
short_description: Manage Git providers in Dokploy
version_added: 0.1.0
description:
  - Keeps the accounts at GitLab, Gitea, Bitbucket and GitHub from which services fetch their source.
  - The type of a provider is that of the one group of options that is given, such as O(gitlab). It cannot change; remove the provider and create it anew.
  - Providers of GitLab and Gitea are complete only after somebody has signed in once in a browser, unless O(gitea.access_token) is given; the result tells
    by C(configured).
  - A GitHub App is made in a browser as well. This module can rename, share and remove one.
seealso:
  - module: community.dokploy.dokploy_application
  - module: community.dokploy.dokploy_compose
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the provider. It tells one from another, whatever their types. Needed unless O(id) is given.
    type: str
  shared:
    description:
      - Whether all members of the organization may use it. Only the user that made it can say so. Needs Dokploy 0.29.0.
    type: bool
  gitlab:
    description:
      - An application at GitLab.
    type: dict
    suboptions:
      url:
        description:
          - Address of the server. If left out at creation, V(https://gitlab.com) is taken.
        type: str
      internal_url:
        description:
          - Address by which Dokploy reaches the server, where it differs from the one for browsers. Needs Dokploy 0.27.0.
        type: str
      application_id:
        description:
          - Id of the application.
        type: str
      secret:
        description:
          - Secret of the application.
        type: str
      group_name:
        description:
          - Group whose repositories are listed.
        type: str
      redirect_uri:
        description:
          - Address to come back to after signing in, as the application has it, such as V(https://dokploy.example.com/api/providers/gitlab/callback).
        type: str
  gitea:
    description:
      - An OAuth application at Gitea or Forgejo.
    type: dict
    suboptions:
      url:
        description:
          - Address of the server. If left out at creation, V(https://gitea.com) is taken.
        type: str
      internal_url:
        description:
          - Address by which Dokploy reaches the server, where it differs from the one for browsers. Needs Dokploy 0.27.0.
        type: str
      client_id:
        description:
          - Id of the application.
        type: str
      client_secret:
        description:
          - Secret of the application.
        type: str
      redirect_uri:
        description:
          - Address to come back to after signing in, as the application has it, such as V(https://dokploy.example.com/api/providers/gitea/callback).
        type: str
      scopes:
        description:
          - What the application may do, with commas between. If left out at creation, it is V(repo,repo:status,read:user,read:org).
        type: str
      access_token:
        description:
          - Token to use without signing in. Dokploy itself puts a new one here when somebody signs in, so that a given one is put back by the next run.
        type: str
      refresh_token:
        description:
          - Token by which Dokploy gets a new access token.
        type: str
      expires_at:
        description:
          - When the access token expires, in seconds since 1970.
        type: int
  bitbucket:
    description:
      - An account at Bitbucket.
    type: dict
    suboptions:
      username:
        description:
          - User name.
        type: str
      email:
        description:
          - E-mail address of the account, which belongs to the API token. Needs Dokploy 0.25.3.
        type: str
      api_token:
        description:
          - API token. Needs Dokploy 0.25.3.
        type: str
      app_password:
        description:
          - App password, which Bitbucket has given up in favour of API tokens.
        type: str
      workspace:
        description:
          - Workspace whose repositories are listed.
        type: str
  github:
    description:
      - A GitHub App.
    type: dict
    suboptions:
      app_name:
        description:
          - Name of the GitHub App, as in its address.
        type: str
  force:
    description:
      - Remove it even though services fetch their source by way of it. They keep their settings and lose the provider.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Use a GitLab of your own
  community.dokploy.dokploy_git_provider:
    name: gitlab-internal
    gitlab:
      url: https://gitlab.example.com
      application_id: "{{ gitlab_application_id }}"
      secret: "{{ vault_gitlab_secret }}"
      redirect_uri: https://dokploy.example.com/api/providers/gitlab/callback

- name: Use Bitbucket and share it with everybody
  community.dokploy.dokploy_git_provider:
    name: bitbucket
    shared: true
    bitbucket:
      username: acme-bot
      email: bot@example.com
      api_token: "{{ vault_bitbucket_token }}"
      workspace: acme

- name: Share a GitHub App that was made in the browser
  community.dokploy.dokploy_git_provider:
    name: acme-github
    shared: true

- name: Remove a provider
  community.dokploy.dokploy_git_provider:
    name: gitlab-internal
    state: absent
"""

RETURN = r"""
---
git_provider:
  description: The git provider, with its secrets masked. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: 16pIlSSAY2dauWWGJTAz3
    name: gitlab-internal
    shared: false
    gitlab:
      url: https://gitlab.example.com
      internal_url: null
      application_id: 4f2c
      secret: '********'
      group_name: ''
      redirect_uri: https://dokploy.example.com/api/providers/gitlab/callback
    type: gitlab
    configured: false
    created_at: '2026-11-22T14:04:17.423Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("git_provider")


if __name__ == "__main__":
    main()
