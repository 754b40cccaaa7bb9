#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_notification
short_description: Manage notifications of Dokploy
version_added: 0.1.0
description:
  - Tells Dokploy where to send news of deployments, failed builds, backups and the like.
  - The type of a notification is that of the one group of options that is given, such as O(slack) or O(email). It cannot change; remove the notification
    and create it anew.
  - All events are off unless they are switched on.
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  name:
    description:
      - Name of the notification. It tells one from another, whatever their types. Needed unless O(id) is given.
    type: str
  app_deploy:
    description:
      - Tell when a service was deployed. If left out at creation, V(false) is taken.
    type: bool
  app_build_error:
    description:
      - Tell when a build failed. If left out at creation, V(false) is taken.
    type: bool
  database_backup:
    description:
      - Tell when a database was backed up. If left out at creation, V(false) is taken.
    type: bool
  volume_backup:
    description:
      - Tell when a volume was backed up. If left out at creation, V(false) is taken. Needs Dokploy 0.26.0.
    type: bool
  dokploy_backup:
    description:
      - Tell when Dokploy itself was backed up. If left out at creation, V(false) is taken. Needs Dokploy 0.29.0.
    type: bool
  dokploy_restart:
    description:
      - Tell when Dokploy was restarted. If left out at creation, V(false) is taken.
    type: bool
  docker_cleanup:
    description:
      - Tell when unused images and containers were removed. If left out at creation, V(false) is taken.
    type: bool
  server_threshold:
    description:
      - Tell when a watched server uses more CPU or memory than it should. The types V(gotify) and V(ntfy) know this since Dokploy 0.30.5. If left out at
        creation, V(false) is taken.
    type: bool
  slack:
    description:
      - A channel in Slack.
    type: dict
    suboptions:
      webhook_url: &webhook_url
        description:
          - Address of the webhook, which is a secret. Required to create one of this type.
        type: str
      channel:
        description:
          - Channel in place of the one the webhook was made for, such as V(#deployments).
        type: str
  telegram:
    description:
      - A chat in Telegram.
    type: dict
    suboptions:
      bot_token:
        description:
          - Token of the bot. Required to create one of this type.
        type: str
      chat_id:
        description:
          - Id of the chat. Required to create one of this type.
        type: str
      message_thread_id:
        description:
          - Id of the topic inside the chat.
        type: str
  discord:
    description:
      - A channel in Discord.
    type: dict
    suboptions:
      webhook_url: *webhook_url
      decoration: &decoration
        description:
          - Whether messages carry pictograms. If left out at creation, V(true) is taken.
        type: bool
  email:
    description:
      - Mail by way of an SMTP server.
    type: dict
    suboptions:
      smtp_server:
        description:
          - Host name of the SMTP server. Required to create one of this type.
        type: str
      smtp_port:
        description:
          - Port of the SMTP server. Dokploy speaks TLS from the start on V(465). If left out at creation, V(587) is taken.
        type: int
      username:
        description:
          - User name at the SMTP server. Required to create one of this type.
        type: str
      password:
        description:
          - Password at the SMTP server. Required to create one of this type.
        type: str
      from_address: &from_address
        description:
          - Address that the mail comes from. Required to create one of this type.
        type: str
      to_addresses: &to_addresses
        description:
          - Addresses that the mail goes to. Required to create one of this type.
        type: list
        elements: str
  resend:
    description:
      - Mail by way of Resend. Needs Dokploy 0.27.0.
    type: dict
    suboptions:
      api_key:
        description:
          - API key of Resend. Required to create one of this type.
        type: str
      from_address: *from_address
      to_addresses: *to_addresses
  gotify:
    description:
      - A Gotify server.
    type: dict
    suboptions:
      server_url: &server_url
        description:
          - Address of the server. Required to create one of this type.
        type: str
      app_token:
        description:
          - Token of the application in Gotify. Required to create one of this type.
        type: str
      priority:
        description:
          - How urgent the messages are, from V(1) to V(10). If left out at creation, V(5) is taken.
        type: int
      decoration: *decoration
  ntfy:
    description:
      - A topic of an ntfy server. Needs Dokploy 0.25.0.
    type: dict
    suboptions:
      server_url: *server_url
      topic:
        description:
          - Topic that the messages go to. Required to create one of this type.
        type: str
      access_token:
        description:
          - Access token, if the topic asks for one.
        type: str
      priority:
        description:
          - How urgent the messages are, from V(1) to V(5). If left out at creation, V(3) is taken.
        type: int
  mattermost:
    description:
      - A channel in Mattermost. Needs Dokploy 0.29.0.
    type: dict
    suboptions:
      webhook_url: *webhook_url
      channel:
        description:
          - Channel in place of the one the webhook was made for.
        type: str
      username:
        description:
          - Name that the messages come from.
        type: str
  pushover:
    description:
      - Devices with Pushover. Needs Dokploy 0.26.7.
    type: dict
    suboptions:
      user_key:
        description:
          - Key of the user or the group. Required to create one of this type.
        type: str
      api_token:
        description:
          - Token of the application. Required to create one of this type.
        type: str
      priority:
        description:
          - How urgent the messages are, from V(-2) to V(2). If left out at creation, V(0) is taken.
        type: int
      retry:
        description:
          - Seconds between two repetitions of a message with the priority V(2).
        type: int
      expire:
        description:
          - Seconds after which a message with the priority V(2) is no longer repeated.
        type: int
  custom:
    description:
      - Any service that takes JSON by HTTP POST. Needs Dokploy 0.26.0.
    type: dict
    suboptions:
      endpoint:
        description:
          - URL that the messages are posted to. Required to create one of this type.
        type: str
      headers:
        description:
          - HTTP headers to send along. Their values are treated as secrets.
        type: dict
  lark:
    description:
      - A group in Lark or Feishu. Needs Dokploy 0.25.6.
    type: dict
    suboptions:
      webhook_url: *webhook_url
  teams:
    description:
      - A channel in Microsoft Teams. Needs Dokploy 0.27.1.
    type: dict
    suboptions:
      webhook_url: *webhook_url
  test:
    description:
      - Send a message with the new settings before they are written. If that fails, nothing is written and the task fails.
      - Nothing is sent when there is nothing to write. For Telegram and Lark Dokploy does not notice a failure.
    type: bool
    default: false
"""

EXAMPLES = r"""
---
- name: Tell a channel in Slack of deployments and failed builds
  community.dokploy.dokploy_notification:
    name: ops
    app_deploy: true
    app_build_error: true
    slack:
      webhook_url: "{{ vault_slack_webhook }}"
      channel: "#deployments"
    test: true

- name: Send mail about backups
  community.dokploy.dokploy_notification:
    name: backups
    database_backup: true
    volume_backup: true
    dokploy_backup: true
    email:
      smtp_server: mail.example.com
      smtp_port: 465
      username: dokploy@example.com
      password: "{{ vault_mail_password }}"
      from_address: dokploy@example.com
      to_addresses: [ops@example.com]

- name: Be quiet about deployments from now on
  community.dokploy.dokploy_notification:
    name: ops
    app_deploy: false

- name: Remove a notification
  community.dokploy.dokploy_notification:
    name: backups
    state: absent
"""

RETURN = r"""
---
notification:
  description: The notification, with its secrets masked. With O(state=absent) it is what was removed, or null if there was none.
  returned: success
  type: dict
  sample:
    id: rzd2lmzSEOVuT7nT8ePNH
    name: ops
    app_deploy: true
    app_build_error: true
    database_backup: false
    volume_backup: false
    dokploy_backup: false
    dokploy_restart: false
    docker_cleanup: false
    server_threshold: false
    slack:
      webhook_url: '********'
      channel: '#deployments'
    type: slack
    created_at: '2026-11-22T14:02:11.118Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("notification")


if __name__ == "__main__":
    main()
