# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Carrying out a module's task inside the running Ansible process, with everything Ansible does around a module."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.errors import UnsupportedError

from ansible_collections.community.dokploy.plugins.module_utils import _entry
from ansible_collections.community.dokploy.plugins.module_utils._api import http

_PACKAGE = "ansible_collections.community.dokploy.plugins.modules."
_tasks = {}


def task_of(module):
    """The Task of a module of this collection by its name, such as C(dokploy_project)."""
    if module not in _tasks:
        _tasks[module] = _entry.capture(import_module(_PACKAGE + module).main)
    return _tasks[module]


def plain(value):
    """A value without what ansible-core attaches to it (tags, vaulted text, unsafe text), as a module would receive it."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        # As with a module: no JSON can carry them, and their text is nothing that anybody wants stored.
        raise AnsibleActionFail("An option holds binary data (!!binary), which no module can be given.")
    return str(value)


def _key(key):
    """The key of a dict; a module gets its options as JSON, where every key is a text."""
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key)
    return plain(key)


@contextmanager
def environment(variables):
    """The task's C(environment) for as long as it runs: option fallbacks, proxies and CA variables are read from there."""
    if not variables:
        # Hardly any task has one, and to copy the whole environment twice takes longer than the rest around a task.
        yield
        return
    before = dict(os.environ)
    os.environ.update({str(key): str(value) for key, value in variables.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run(module, args, variables, check_mode, diff, inject_invocation=True, progress=None):
    """Carry out a module's task. Gives its result as the module would have printed it.

    module: its name. args: the task's arguments, templated. variables: the task's environment.
    inject_invocation: whether the result carries the options it was called with. progress: a function of the validated
    options that gives a function for the lines of a long task, or None for silence.
    """
    task = task_of(module)
    http.keep_sessions()
    with environment(plain(variables)):
        validation = ArgumentSpecValidator(task.spec, **task.rules).validate(plain(args))
        params = validation.validated_parameters
        hidden = task.hidden(params, validation._no_log_values)
        if validation.error_messages:
            message = validation.errors.msg
            if isinstance(validation.errors[0], UnsupportedError):
                message = f"Unsupported parameters for (community.dokploy.{module}) module: {message}"
            failed, result = (
                True,
                {"msg": message, "invocation": {"module_args": _entry.censored(params, task.spec)}},
            )
        else:
            tell = progress(params) if progress and task.streams else None
            failed, result = task.run(params, check_mode, diff, tell)
    for warning in validation._warnings:
        result.setdefault("warnings", []).append(
            f"Both option {warning['option']} and its alias {warning['alias']} are set."
        )
    if not inject_invocation:
        result.pop("invocation", None)
    kept = {key: value for key, value in result.items() if value is None or isinstance(value, bool)}
    result = {**remove_values(result, hidden), **kept}
    if failed:
        result["failed"] = True
    result.setdefault("changed", False)
    return result
