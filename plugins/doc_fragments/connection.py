# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  api_url:
    description:
      - Address of the Dokploy server, such as V(https://dokploy.example.com). A path in front of Dokploy is kept; a trailing C(/api) is not needed.
      - Required, here, in C(module_defaults) or in the environment variable E(DOKPLOY_URL).
    type: str
  api_key:
    description:
      - API key, made in Dokploy under Settings > Profile > API/CLI Keys. It acts in the organization it was made for.
      - A key made through the API without C(rateLimitEnabled=false) serves ten requests a day and is refused from then on.
      - Required, here, in C(module_defaults) or in the environment variable E(DOKPLOY_API_KEY).
    type: str
  api_timeout:
    description:
      - Seconds to wait for an answer. Operations that are known to take longer get more.
      - May be set in the environment variable E(DOKPLOY_API_TIMEOUT).
    type: int
    default: 60
  api_retries:
    description:
      - How often a read is repeated after a connection error or HTTP 429, 502, 503 or 504. A write is repeated only when it certainly did nothing;
        when its answer is lost, the server is asked what it has before anything is written again.
      - May be set in the environment variable E(DOKPLOY_API_RETRIES).
    type: int
    default: 3
  api_retry_max_delay:
    description:
      - Longest pause between two repetitions in seconds. The pause starts near half a second and doubles.
      - May be set in the environment variable E(DOKPLOY_API_RETRY_MAX_DELAY).
    type: int
    default: 10
  api_headers:
    description:
      - Further HTTP headers for every request, for instance those that an access proxy wants. Their values are treated as secrets.
      - May be set in the environment variable E(DOKPLOY_API_HEADERS) as JSON.
    type: dict
  api_transport:
    description:
      - V(trpc) puts many procedures into one request. V(rest) sends one request for each, for proxies that let only C(/api/<procedure>) through.
      - May be set in the environment variable E(DOKPLOY_API_TRANSPORT).
    type: str
    choices: [trpc, rest]
    default: trpc
  validate_certs:
    description:
      - Whether the server's TLS certificate has to be valid.
      - May be set in the environment variable E(DOKPLOY_VALIDATE_CERTS).
    type: bool
    default: true
  ca_path:
    description:
      - File with the CA certificates to trust instead of the usual ones, in PEM form, on the machine where the module runs.
      - May be set in the environment variable E(DOKPLOY_CA_PATH).
    type: path
  client_cert:
    description:
      - File with a TLS client certificate in PEM form; it may hold the key as well.
      - May be set in the environment variable E(DOKPLOY_CLIENT_CERT).
    type: path
  client_key:
    description:
      - File with the key of O(client_cert).
      - May be set in the environment variable E(DOKPLOY_CLIENT_KEY).
    type: path
requirements:
  - requests >= 2.20
notes:
  - All connection options can be set once for a play with C(module_defaults) and the group C(group/community.dokploy.dokploy).
"""
