#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_settings
short_description: Manage the settings of a Dokploy web server
version_added: 0.1.0
description:
  - Sets what a Dokploy server has only once, from the domain of its own web interface to the clean-up of Docker and the monitoring of the host.
  - Settings that are left out stay as they are. There is nothing to create and nothing to remove.
  - It needs an API key of an owner or an administrator, and does nothing useful on Dokploy Cloud. Needs Dokploy 0.26.3.
notes:
  - Dokploy keeps the domain, the certificate and the e-mail address in one place. To change the e-mail address of a server without a domain makes Dokploy
    rewrite the routing file of its web interface too.
  - O(letsencrypt_email) and O(request_logging) change the main configuration of Traefik, which reads it only when it starts. Let a handler
    with M(community.dokploy.dokploy_traefik)
    and O(community.dokploy.dokploy_traefik#module:reload=always) follow.
  - Dokploy stores O(letsencrypt_email) before it writes it into that configuration. Where the latter has no resolver named C(letsencrypt), the task fails,
    and the next run finds the address stored.
  - O(enforce_sso) and O(remote_servers_only) belong to the enterprise edition. Without a licence Dokploy refuses to change them.
seealso:
  - module: community.dokploy.dokploy_traefik
  - module: community.dokploy.dokploy_whitelabeling
  - module: community.dokploy.dokploy_license
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  host:
    description:
      - Domain under which the web interface of Dokploy is reached. An empty text removes it, so that only the port of Dokploy is left.
    type: str
  https:
    description:
      - Whether the web interface is served over HTTPS, with a redirect from HTTP.
    type: bool
  certificate:
    description:
      - Where the certificate of O(host) comes from. V(custom) expects one that Traefik has from elsewhere.
    type: str
    choices: [none, letsencrypt, custom]
  letsencrypt_email:
    description:
      - E-mail address that Let's Encrypt gets together with orders for certificates.
    type: str
  server_ip:
    description:
      - Public IP address of the server, which Dokploy uses in generated host names and shows to its users. An empty text clears it.
    type: str
  ssh_private_key:
    description:
      - Private key in PEM form with which Dokploy opens a terminal on its own host. An empty text deletes it.
    type: str
  docker_cleanup:
    description:
      - Whether Dokploy removes unused images, stopped containers and the build cache of its host once a day.
    type: bool
  log_cleanup:
    description:
      - Cron expression for shortening the access log of Traefik. An empty text stops that.
    type: str
  request_logging:
    description:
      - Whether Traefik writes the access log that the request pages of the web interface show.
    type: bool
  builds_concurrency:
    description:
      - How many builds may run on this host at the same time, from 1 to 100. Needs Dokploy 0.29.9.
    type: int
  remote_servers_only:
    description:
      - Whether services may only be created on further servers and no longer on this host. Needs a licence and Dokploy 0.29.6.
    type: bool
  enforce_sso:
    description:
      - Whether users have to sign in by single sign-on. Needs a licence and Dokploy 0.29.6.
    type: bool
  monitoring:
    description:
      - Monitoring of the host and of its containers.
      - A change makes Dokploy start its monitoring container anew. The first time, O(monitoring.token), O(monitoring.callback_url) and
        O(monitoring.cleanup_schedule)
        are all needed.
    type: dict
    suboptions:
      refresh_rate:
        description:
          - Seconds between two measurements of the host, 2 or more.
        type: int
      port:
        description:
          - Port on which the monitoring container answers.
        type: int
      token:
        description:
          - Secret that the monitoring container shares with Dokploy.
        type: str
      callback_url:
        description:
          - URL of this Dokploy to which the monitoring container reports thresholds that were passed.
        type: str
      retention_days:
        description:
          - Days for which measurements are kept.
        type: int
      cleanup_schedule:
        description:
          - Cron expression for the deletion of old measurements.
        type: str
      cpu_threshold:
        description:
          - Load of the processors in percent above which a notification is sent. V(0) turns that off.
        type: float
      memory_threshold:
        description:
          - Use of memory in percent above which a notification is sent. V(0) turns that off.
        type: float
      container_refresh_rate:
        description:
          - Seconds between two measurements of the containers, 2 or more.
        type: int
      include_services:
        description:
          - Names of the services whose containers are measured. The order does not matter.
        type: list
        elements: str
      exclude_services:
        description:
          - Names of services that are left out.
        type: list
        elements: str
"""

EXAMPLES = r"""
---
- name: Serve the web interface under its own name
  community.dokploy.dokploy_settings:
    host: dokploy.example.com
    https: true
    certificate: letsencrypt
    letsencrypt_email: ops@example.com
    server_ip: 203.0.113.10
  notify: Restart Traefik

- name: Keep the host tidy and build two things at a time
  community.dokploy.dokploy_settings:
    docker_cleanup: true
    log_cleanup: 0 4 * * *
    builds_concurrency: 2

- name: Watch the host
  community.dokploy.dokploy_settings:
    monitoring:
      token: "{{ vault_monitoring_token }}"
      callback_url: https://dokploy.example.com/api/trpc/notification.receiveNotification
      cleanup_schedule: 0 0 * * *
      retention_days: 7
      cpu_threshold: 90
      memory_threshold: 85

- name: Give up the domain of the web interface and the clean-up of logs
  community.dokploy.dokploy_settings:
    host: ""
    https: false
    certificate: none
    log_cleanup: ""
"""

RETURN = r"""
---
settings:
  description: The settings as they are after the task, with secrets masked. In check mode as they would be.
  returned: success
  type: dict
  sample:
    host: dokploy.example.com
    https: true
    certificate: letsencrypt
    letsencrypt_email: ops@example.com
    server_ip: 203.0.113.10
    ssh_private_key: null
    docker_cleanup: true
    log_cleanup: 0 4 * * *
    request_logging: false
    builds_concurrency: 2
    remote_servers_only: false
    enforce_sso: false
    monitoring:
      refresh_rate: 60
      port: 4500
      token: "********"
      callback_url: https://dokploy.example.com/api/trpc/notification.receiveNotification
      retention_days: 7
      cleanup_schedule: 0 0 * * *
      cpu_threshold: 90
      memory_threshold: 85
      container_refresh_rate: 60
      include_services: []
      exclude_services: []
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("settings")


if __name__ == "__main__":
    main()
