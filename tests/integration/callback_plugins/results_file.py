# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Writes every task's result as one line of JSON to the file that DOKPLOY_TEST_RESULTS names.

A callback of our own, because the names and forms of the stock JSON callbacks differ from one ansible-core to the
next, while these few hooks have been the same from 2.16 to 2.21.

Where DOKPLOY_TEST_LOG names the emulator's request log, every line also carries the requests that came in while the
task ran. Tasks run one after the other, so nothing but the order is needed to tell whose they are.
"""

from __future__ import annotations

import json
import os
import urllib.request

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: results_file
type: aggregate
short_description: Writes the results of tasks as lines of JSON
description:
  - Used by the integration tests only.
options: {}
"""


class CallbackModule(CallbackBase):
    """Collects results for the test harness; prints nothing."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "results_file"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.path = os.environ.get("DOKPLOY_TEST_RESULTS", "")
        self.log = os.environ.get("DOKPLOY_TEST_LOG", "")
        self.seen = 0

    def _requests(self):
        if not self.log:
            return None
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.log, timeout=10) as answer:
            entries = json.load(answer)
        new, self.seen = entries[self.seen :], len(entries)
        return new

    def _write(self, status, result):
        # 2.19 made the attributes public and warns about the private ones from a later version on.
        task = getattr(result, "task", None) or result._task
        content = getattr(result, "result", None)
        if content is None:
            content = result._result
        entry = {
            "name": task.get_name(),
            "action": task.action,
            "status": status,
            "result": content,
            "requests": self._requests(),
        }
        if self.path:
            with open(self.path, "a", encoding="utf-8") as stream:
                stream.write(json.dumps(entry, default=str) + "\n")

    def v2_runner_on_ok(self, result):
        self._write("ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write("ignored" if ignore_errors else "failed", result)

    def v2_runner_on_skipped(self, result):
        self._write("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._write("unreachable", result)
