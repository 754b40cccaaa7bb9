# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The fast path of every module of the collection; each file in plugins/action is this one under the name of its module.

A task that runs on the controller anyway is carried out inside the running Ansible process, which spares it a new
interpreter and its imports. Any other task is handed to the module on its target.
"""

from __future__ import annotations

import os
import sys

from ansible import constants as C
from ansible.plugins.action import ActionBase

from ansible_collections.community.dokploy.plugins.module_utils._api.http import REQUESTS_ERROR
from ansible_collections.community.dokploy.plugins.plugin_utils import in_process

# Whoever runs Ansible in a terminal is there to read along. AWX gives its jobs a terminal too, which nobody watches;
# it is known by the variables that it and its runner set. Asked here, in the parent: workers have no terminal.
TERMINAL = sys.stdout.isatty() and not any(
    name in os.environ for name in ("AWX_HOST", "AWX_ISOLATED_DATA_DIR", "RUNNER_OMIT_EVENTS")
)

_OFF = ("0", "false", "no", "off")


def prepare(module):
    """Load a module of this collection ahead of its first task.

    module: its name, such as C(dokploy_project). Ansible loads an action plugin once in the parent and forks a worker for
    each task; what is loaded here, the worker need not load again every time.
    """
    in_process.task_of(module)


class ActionModule(ActionBase):
    """Glue between Ansible's task and the collection's engine."""

    _supports_check_mode = True
    _supports_async = True
    _supports_diff = True

    def run(self, tmp=None, task_vars=None):
        """Carry out the task in process, or hand it over."""
        task_vars = task_vars or {}
        super().run(tmp, task_vars)
        module = self._task.action.rsplit(".", 1)[-1]
        if not self._is_local(task_vars):
            return self._execute_module(
                module_name=f"community.dokploy.{module}",
                module_args=self._task.args,
                task_vars=task_vars,
                wrap_async=bool(self._task.async_val),
            )
        variables = {}
        self._compute_environment_string(variables)
        return in_process.run(
            module,
            self._task.args,
            variables,
            bool(self._task.check_mode),
            bool(self._task.diff),
            _wants_invocation(task_vars),
            self._progress,
        )

    def _progress(self, params):
        wanted = params.get("stream_log")
        if self._task.no_log or not (TERMINAL if wanted is None else wanted):
            return None
        return self._display.display

    def _is_local(self, task_vars):
        wanted = self._templar.template(task_vars.get("dokploy_fast_path", True))
        off = str(os.environ.get("DOKPLOY_FAST_PATH", "1")).lower() in _OFF or str(wanted).lower() in _OFF
        become = bool(getattr(self._connection, "become", None)) or bool(self._task.become)
        return not (off or become or REQUESTS_ERROR or self._task.async_val) and self._connection.transport == "local"


def _wants_invocation(task_vars):
    try:
        return bool(C.config.get_config_value("INJECT_INVOCATION", variables=task_vars))
    except Exception:
        # Before ansible-core 2.19 there was no such setting: the invocation was always there.
        return True
