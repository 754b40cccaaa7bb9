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
from ansible.module_utils.common.parameters import remove_values

from ._api.errors import DokployError
from ._api.http import REQUESTS_ERROR
from ._api.redact import SHORTEST, passwords_in, without_passwords
from ._engine.run import run_kind, secret_values
from ._engine.spec import connection_spec, kind_spec
from ._kinds.registry import kind_of

# Ansible looks for each hidden value in each text of the result; a stack has thousands of addresses, in variables that are masked anyway.
MOST_ADDRESSES = 200

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
        """The values that must not appear in a result. no_log_values: those that Ansible's validation found.

        The params may be those of a task that failed the validation, and so of any type.
        """
        addresses = passwords_in(params)
        if len(addresses) > MOST_ADDRESSES:
            addresses = passwords_in(params.get("api_url"))
        if not self.fields and not self.secrets:
            return set(no_log_values) | addresses
        # Ansible would mask every value of a secret option wherever it occurs, "true" and "3000" included.
        found = self.secrets(params) if self.secrets else secret_values(self.fields, params)
        own = {value for value in found if len(value) >= SHORTEST}
        key, headers = str(params.get("api_key") or ""), params.get("api_headers") or {}
        headers = headers.values() if isinstance(headers, dict) else [headers]
        return own | addresses | {key, key.strip(), *map(str, headers)} - {""}

    @property
    def streams(self):
        """Whether the work tells lines while it goes on; it then takes a further argument, progress."""
        return "stream_log" in self.options

    def run(self, params, check_mode, diff, progress=None):
        """Carry it out. Gives (failed, result); the result has the invocation and may have warnings. Raises nothing.

        progress: a function that gets lines for the user while the work goes on, or None.
        """
        invocation = {"module_args": censored(params, self.spec)}
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


def censored(params, spec):
    """Options as a task's invocation shows them, without what the spec calls secret.

    What no spec knows is left out too: a misspelt option or a group of a wrong type may well hold a secret.
    """
    names = {alias: name for name, facts in spec.items() for alias in facts.get("aliases", ())}
    return {key: _censored(value, spec.get(names.get(key, key))) for key, value in params.items()}


def _censored(value, facts):
    if value is None:
        return None
    if facts is None or facts.get("no_log"):
        return LEFT_OUT
    if not facts.get("options"):
        return without_passwords(value) if isinstance(value, str) else value
    if isinstance(value, list):
        return [_censored(item, facts) for item in value]
    return censored(value, facts["options"]) if isinstance(value, dict) else LEFT_OUT


def run_as_module(task):
    """The door on a target: a module in a process of its own."""

    class Module(AnsibleModule):
        """What Ansible does on its own at the ends of a module, done as on the fast path."""

        def fail_json(self, msg, **further):
            # Also called for options that fail the validation, before anything below has begun.
            self.no_log_values = task.hidden(self.params, self.no_log_values)
            further.setdefault("invocation", {"module_args": censored(self.params, task.spec)})
            super().fail_json(msg, **further)

        def add_path_info(self, kwargs):
            # A path in a result is one in a container; what this machine has there is none of its business.
            return kwargs

        def _log_invocation(self):
            # Ansible writes the options to the log of the machine, and knows fewer secrets than the tables.
            params = self.params
            self.no_log_values = task.hidden(params, self.no_log_values)
            self.params = remove_values(censored(params, task.spec), self.no_log_values)
            try:
                super()._log_invocation()
            finally:
                self.params = params

    module = Module(argument_spec=task.spec, supports_check_mode=True, **task.rules)
    # Again, since nothing is logged of a task with no_log.
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
