# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The door of every module: argument spec, the work, and the one place where errors end a run.

A module states a Task and hands it to whoever opens the door: AnsibleModule on a target, or the action plugin inside
the running Ansible process. Both carry it out with the same function and so give the same result.
"""

from __future__ import annotations

import traceback

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib

from ._api.errors import DokployError
from ._api.http import REQUESTS_ERROR
from ._api.redact import SHORTEST
from ._engine.run import run_kind, secret_values
from ._engine.spec import connection_spec, kind_spec
from ._kinds.registry import kind_of

LEFT_OUT = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"


class Task:
    """What a module does.

    options: its own argument spec, without the connection's. work: a function of (params, check_mode) that gives the result
    or raises DokployError. fields: the table of its options, which says what is secret; without one every
    no_log option is. rules: further arguments for the validation, such as mutually_exclusive. secrets: a function of the
    params that gives the secret texts in them, for options that no table describes.
    """

    def __init__(self, options, work, fields=(), rules=None, secrets=None):
        self.options, self.work, self.fields, self.rules, self.secrets = (
            options,
            work,
            fields,
            dict(rules or {}),
            secrets,
        )

    @property
    def spec(self):
        """The full argument spec: the module's own options and those of the connection."""
        return {**connection_spec(env_fallback), **self.options}

    def hidden(self, params, no_log_values):
        """The values that must not appear in a result. no_log_values: those that Ansible's validation found."""
        if not self.fields and not self.secrets:
            return set(no_log_values)
        # Ansible would mask every value of a secret option wherever it occurs, "true" and "3000" included.
        found = self.secrets(params) if self.secrets else secret_values(self.fields, params)
        own = {value for value in found if len(value) >= SHORTEST}
        return (
            own
            | {str(value) for value in (params.get("api_headers") or {}).values()}
            | {params.get("api_key") or ""} - {""}
        )

    @property
    def streams(self):
        """Whether the work tells lines while it goes on; it then takes a further argument, progress."""
        return "stream_log" in self.options

    def run(self, params, check_mode, diff, progress=None):
        """Carry it out. Gives (failed, result); the result has the invocation and may have warnings. Raises nothing.

        progress: a function that gets lines for the user while the work goes on, or None.
        """
        invocation = {"module_args": censored(params, self.fields, self.options)}
        if REQUESTS_ERROR:
            return True, {
                "msg": missing_required_lib("requests"),
                "exception": REQUESTS_ERROR,
                "invocation": invocation,
            }
        try:
            further = {"progress": progress} if progress and self.streams else {}
            result = self.work(params, check_mode, **further)
        except DokployError as error:
            return True, {**error.details, "msg": error.message, "invocation": invocation}
        except Exception as error:
            # A fault of the collection itself; the trace may hold values, so only where it happened is told.
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} in {where.name}, line {where.lineno}"
            return True, {
                "msg": f"community.dokploy failed in a way it should not ({place}). Please report it.",
                "invocation": invocation,
            }
        if not diff:
            result.pop("diff", None)
        return False, {**result, "invocation": invocation}


def censored(params, fields, options):
    """Options as a task's invocation shows them: what a table or the argument spec calls secret is left out."""
    hidden = {name for name, facts in options.items() if facts.get("no_log")} | {"api_key", "api_headers"}
    shown = {key: LEFT_OUT if key in hidden and value is not None else value for key, value in params.items()}
    for field in fields:
        *groups, name = field.option.split(".")
        level = shown
        for group in groups:
            if isinstance(level.get(group), dict):
                level[group] = dict(level[group])
            level = level.get(group) or {}
        if (
            isinstance(level, dict)
            and level.get(name) is not None
            and (field.secret or any(inner.secret for inner in field.fields))
        ):
            level[name] = LEFT_OUT
    return shown


def run_as_module(task):
    """The door on a target: a module in a process of its own."""
    module = AnsibleModule(argument_spec=task.spec, supports_check_mode=True, **task.rules)
    module.no_log_values = task.hidden(module.params, module.no_log_values)
    failed, result = task.run(module.params, module.check_mode, module._diff)
    for warning in result.pop("warnings", []):
        module.warn(warning)
    if failed:
        module.fail_json(**result)
    module.exit_json(**result)


# Who opens the door; the action plugin replaces it to learn what a module would do.
_open = run_as_module


def capture(main):
    """The Task that a module's main function hands in, without carrying it out."""
    global _open
    taken = []
    before, _open = _open, taken.append
    try:
        main()
    finally:
        _open = before
    return taken[0]


def run_module(options, work, fields=(), secrets=None, **rules):
    """Run a module; see Task for the arguments."""
    _open(Task(options, work, fields, rules, secrets))


def run_kind_module(name):
    """Run the module of the kind with this name."""
    kind = kind_of(name)
    run_module(kind_spec(kind), lambda params, check_mode: run_kind(kind, params, check_mode), kind.fields)
