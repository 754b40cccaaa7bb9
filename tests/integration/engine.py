# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running a kind's task in this process, for tests that look at requests and failures rather than at playbooks."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.dokploy.plugins.module_utils._api.client import Client
from ansible_collections.community.dokploy.plugins.module_utils._api.redact import Redactor
from ansible_collections.community.dokploy.plugins.module_utils._engine.run import connection, run_kind, secret_values
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS

IMAGE = {"source_type": "docker", "docker": {"image": "localhost:5000/web:1"}}
DATABASE = {"database_name": "shop", "database_user": "shop", "database_password": "hush-hush-4711"}


class Door:
    """Tasks against one server. sent: the number of HTTP requests of the last task."""

    def __init__(self, url: str, api_key: str, **options: Any) -> None:
        self.options = {
            "api_url": url,
            "api_key": api_key,
            "api_timeout": 5,
            "api_retries": 2,
            "api_retry_max_delay": 0,
            **options,
        }
        self.sent = 0

    def client(self, secrets: set[str] = frozenset()) -> Client:
        client = Client(connection(self.options), Redactor(secrets))
        client.http.sleep = lambda seconds: None
        return client

    def __call__(self, kind: str, check: bool = False, **params: Any) -> dict[str, Any]:
        params = {**self.options, "state": "present", **params}
        client = self.client(secret_values(KINDS[kind].fields, params))
        try:
            return run_kind(KINDS[kind], params, check, client=client)
        finally:
            self.sent = client.http.sent
