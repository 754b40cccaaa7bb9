# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The door of every module: argument spec, AnsibleModule, the engine, and the one place where errors end a run."""

from __future__ import annotations

import traceback

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib

from ._api.errors import DokployError
from ._api.http import REQUESTS_ERROR
from ._api.redact import SHORTEST
from ._engine.run import run_kind, secret_values
from ._engine.spec import connection_spec, kind_spec
from ._kinds.registry import kind_of


def argument_spec(options):
    """The full argument spec of a module: its own options and those of the connection."""
    return {**connection_spec(env_fallback), **options}


def run_module(options, work, fields=(), **further):
    """Run a module.

    options: its own argument spec. work: a function of (params, check_mode) that gives the result or raises
    DokployError. fields: the table of its options, which says what is secret. further: for AnsibleModule.
    """
    module = AnsibleModule(argument_spec=argument_spec(options), supports_check_mode=True, **further)
    if REQUESTS_ERROR:
        module.fail_json(msg=missing_required_lib("requests"), exception=REQUESTS_ERROR)
    invocation = {"module_args": censored(module.params, fields)}
    if fields:
        # Ansible would mask every value of a secret option wherever it occurs, "true" and "3000" included.
        own = {value for value in secret_values(fields, module.params) if len(value) >= SHORTEST}
        headers = {str(value) for value in (module.params.get("api_headers") or {}).values()}
        module.no_log_values = own | headers | {module.params.get("api_key") or ""} - {""}
    try:
        result = work(module.params, module.check_mode)
    except DokployError as error:
        module.fail_json(msg=error.message, invocation=invocation, **error.details)
    except Exception as error:
        # A fault of the collection itself; the trace may hold values, so only where it happened is told.
        where = traceback.extract_tb(error.__traceback__)[-1]
        module.fail_json(
            msg=f"community.dokploy failed in a way it should not ({type(error).__name__} in {where.name}, line {where.lineno}). Please report it.",
            invocation=invocation,
        )
    if not module._diff:
        result.pop("diff", None)
    for warning in result.pop("warnings", []):
        module.warn(warning)
    module.exit_json(invocation=invocation, **result)


def censored(params, fields):
    """Options as a task's invocation shows them: what a table calls secret is left out."""
    shown = {key: value for key, value in params.items() if key not in ("api_key", "api_headers")}
    for field in fields:
        *groups, name = field.option.split(".")
        level = shown
        for group in groups:
            if isinstance(level.get(group), dict):
                level[group] = dict(level[group])
            level = level.get(group) or {}
        if level.get(name) is not None and (field.secret or any(inner.secret for inner in field.fields)):
            level[name] = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
    for name in ("api_key", "api_headers"):
        if params.get(name) is not None:
            shown[name] = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
    return shown


def run_kind_module(name):
    """Run the module of the kind with this name."""
    kind = kind_of(name)
    run_module(kind_spec(kind), lambda params, check_mode: run_kind(kind, params, check_mode), kind.fields)
