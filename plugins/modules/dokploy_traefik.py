#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_traefik
short_description: Manage Traefik in front of a Dokploy server
version_added: 0.1.0
description:
  - Keeps the configuration files of Traefik as given, and with them the additional ports, the environment and the dashboard of its container.
  - Files are compared as data, so that neither comments nor another layout count as a change. Where PyYAML is missing, they are compared as text.
  - Dokploy stores what it is given without looking at it. This module checks that it is YAML, and reads back what it wrote, since Dokploy does not tell
    when a file could not be written.
  - It needs an API key of an owner or an administrator.
notes:
  - Parts that are left out are not looked at. A task that names none of them and has O(reload=always) restarts Traefik and nothing else.
  - To change O(env), O(ports) or O(dashboard), Dokploy fetches the image of Traefik, removes its container and starts a new one. The task waits until the
    new one runs. Requests fail meanwhile, and where the image cannot be fetched, Traefik stays away.
  - Dokploy writes the file of an application, and the routing file of its own web interface, anew whenever a domain of theirs changes.
  - Password hashes in files are masked in results and diffs.
  - A file cannot be removed through the API of Dokploy.
seealso:
  - module: community.dokploy.dokploy_settings
  - module: community.dokploy.dokploy_domain
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
options:
  project:
    description:
      - Name or id of the project that holds O(application). Not needed where that is given by id.
    type: str
  environment:
    description:
      - Name or id of the environment that holds O(application). If left out, the project's default environment is meant.
    type: str
  application:
    description:
      - Name or id of the application whose own routing file O(application_config) is.
    type: str
  server:
    description:
      - Name or id of another server whose Traefik is meant. If left out, it is the one beside Dokploy.
    type: str
  main:
    description:
      - Main configuration of Traefik, as data or text. It is the whole file, and takes effect with a restart, see O(reload).
    type: raw
  middlewares:
    description:
      - File with the middlewares that all applications share, as data or text.
      - Dokploy keeps the redirects and the basic authentication of applications in the same file, so this has to have them all.
    type: raw
  web_server:
    description:
      - File that routes to the web interface of Dokploy, as data or text.
    type: raw
  file:
    description:
      - One file for routing or of any other kind that Traefik reads.
    type: dict
    suboptions:
      path:
        description:
          - Where the file is. A relative path counts from the folder that Traefik watches, C(/etc/dokploy/traefik/dynamic).
          - It has to end in C(.yml) or C(.yaml). Dokploy refuses places outside of C(/etc/dokploy/traefik).
        type: str
      content:
        description:
          - What the file holds, as data or text. Text may have Go templates in it, as Traefik allows.
        type: raw
  application_config:
    description:
      - Routing file of O(application), as data or text. Traefik takes it up at once.
    type: raw
  env:
    description:
      - Environment variables of the container, such as the credentials of a DNS provider, as a dict or as dotenv text. It replaces all that are there.
    type: raw
  ports:
    description:
      - Ports that the container publishes besides 80 and 443, in any order. It replaces all that are there.
    type: list
    elements: dict
    suboptions:
      target_port:
        description:
          - Port inside the container, which an entry point of O(main) has to listen on.
        type: int
        required: true
      published_port:
        description:
          - Port on the host.
        type: int
        required: true
      protocol:
        description:
          - Protocol, by default V(tcp).
        type: str
        choices: [tcp, udp, sctp]
  dashboard:
    description:
      - Whether the dashboard of Traefik is published on port 8080, without any authentication.
    type: bool
  reload:
    description:
      - When Traefik is restarted.
      - V(changed) restarts it when O(main) changed, as it reads that file only at its start. All other files are watched.
      - V(always) restarts it every time, which suits a handler, and counts as a change. V(never) leaves that to you.
    type: str
    choices: [changed, always, never]
    default: changed
"""

EXAMPLES = r"""
---
- name: Add an entry point and restart Traefik if that changed anything
  community.dokploy.dokploy_traefik:
    main: "{{ lookup('ansible.builtin.template', 'traefik.yml.j2') }}"

- name: Send security headers
  community.dokploy.dokploy_traefik:
    file:
      path: security-headers.yml
      content:
        http:
          middlewares:
            security-headers:
              headers:
                frameDeny: true
                stsSeconds: 31536000

- name: Take mail on further ports and let Traefik prove domains by DNS
  community.dokploy.dokploy_traefik:
    ports:
      - target_port: 465
        published_port: 465
      - target_port: 993
        published_port: 993
    env:
      CF_DNS_API_TOKEN: "{{ vault_cloudflare_token }}"

- name: Close the dashboard and give up the further ports
  community.dokploy.dokploy_traefik:
    dashboard: false
    ports: []

- name: Restart Traefik
  community.dokploy.dokploy_traefik:
    reload: always
"""

RETURN = r"""
---
traefik:
  description: The parts that the task manages, as they are afterwards. In check mode as they would be.
  returned: success
  type: dict
  sample:
    file:
      path: security-headers.yml
      content: "http:\n  middlewares:\n    security-headers:\n      headers:\n        frameDeny: true\n"
    ports:
      - target_port: 465
        published_port: 465
        protocol: tcp
    env:
      CF_DNS_API_TOKEN: "********"
    dashboard: false
reloaded:
  description: Whether Traefik was restarted, or would be. That its container was made anew does not count here.
  returned: success
  type: bool
  sample: false
"""

from ansible_collections.community.dokploy.plugins.module_utils._deploy.traefik import run_traefik, secrets_in
from ansible_collections.community.dokploy.plugins.module_utils._engine.spec import kind_spec
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_module
from ansible_collections.community.dokploy.plugins.module_utils._kinds.traefik import TRAEFIK


def main():
    run_module(kind_spec(TRAEFIK), run_traefik, TRAEFIK.fields, secrets_in)


if __name__ == "__main__":
    main()
