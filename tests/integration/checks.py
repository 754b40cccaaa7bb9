# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""What every step of every case must hold. Each check returns sentences about what is wrong, so that one run of a
case shows all its faults at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import yaml

from tests.integration.case import Case, Step, flatten
from tests.integration.harness import Run, Task

# Options which say how to work, not what the object should be.
CONTROL_OPTIONS = frozenset({"state", "api_headers", "update_secrets"})
VOLATILE = re.compile(r"(^|_)(id|ids|at|date|time|timestamp|app_name|token)$|^(created|updated|duration|elapsed)")
# Added by Ansible itself, and not by both ways of running.
FOREIGN = re.compile(r"^_ansible|^(invocation|ansible_facts|warnings|deprecations|exception|rc|module_stdout)$")


def object_of(task: Task, case: Case) -> dict[str, Any]:
    """The object a result carries; empty when there is none."""
    found = task.result.get(case.result_key) if case.result_key else None
    return found if isinstance(found, dict) else {}


def contains(actual: Any, wanted: Any, path: str = "") -> list[str]:
    """Where `actual` lacks something that `wanted` names; lists must match item by item."""
    if isinstance(wanted, dict):
        if not isinstance(actual, dict):
            return [f"{path or 'value'} is {actual!r}, not a mapping"]
        wrong = []
        for key, value in wanted.items():
            place = f"{path}.{key}" if path else str(key)
            wrong += contains(actual[key], value, place) if key in actual else [f"{place} is missing"]
        return wrong
    if isinstance(wanted, list) and isinstance(actual, list) and len(wanted) == len(actual):
        return [text for index, item in enumerate(wanted) for text in contains(actual[index], item, f"{path}[{index}]")]
    return [] if actual == wanted else [f"{path or 'value'} is {actual!r}, expected {wanted!r}"]


def sides(diff: Any) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    """The before and after sides of a diff, as mappings."""
    for part in diff if isinstance(diff, list) else [diff]:
        if isinstance(part, dict):
            yield mapping(part.get("before")), mapping(part.get("after"))


def mapping(side: Any) -> dict[str, Any]:
    """One side of a diff as a mapping; a text is read as YAML, of which JSON is a part."""
    if isinstance(side, str):
        try:
            side = yaml.safe_load(side)
        except yaml.YAMLError:
            return {"text": side}
    return side if isinstance(side, dict) else {}


def managed(case: Case, step: Step) -> list[str]:
    """The paths in the object that show the options which the step sets."""
    renamed = case.data.get("fields", {})
    options = [option for option in flatten(step.args) if option.partition(".")[0] not in CONTROL_OPTIONS]
    return [path for path in (renamed.get(option, option) for option in options) if path]


def related(path: str, others: Iterable[str]) -> bool:
    """Whether a dotted path is one of the others, or one lies within the other."""
    return any(f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.") for other in others)


def check_outcome(case: Case, step: Step, task: Task) -> list[str]:
    """Failure, change and returned object are as expected."""
    message = str(task.result.get("msg", ""))
    if step.fails:
        if not task.failed:
            return ["did not fail"]
        return [] if re.search(step.fails, message, re.S) else [f"failed with {message!r}, not with {step.fails!r}"]
    if task.failed:
        return [f"failed: {message}"]
    wrong = []
    if step.changed is not None and task.changed != step.changed:
        wrong.append(f"changed is {task.changed}, expected {step.changed}")
    if case.result_key and step.module == case.module and case.result_key not in task.result:
        wrong.append(f"the result has no key {case.result_key!r} (but {sorted(task.result)})")
    if not step.check:
        wrong += contains(object_of(task, case), step.expect, case.result_key)
        wrong += contains(task.result, step.returns)
    return wrong


def check_diff(case: Case, step: Step, task: Task) -> list[str]:
    """A change is shown, and only what the step changes; no change shows nothing."""
    if task.failed or step.module != case.module or not case.result_key:
        return []
    parts = list(sides(task.result.get("diff", [])))
    if not task.changed:
        return [f"unchanged, but the diff shows {parts}"] if any(before != after for before, after in parts) else []
    if not any(before != after for before, after in parts):
        return [f"changed, but the diff shows nothing: {task.result.get('diff')!r}"]
    if not step.before or step.args.get("state") == "absent":
        return []
    changes = {option for option, value in flatten(step.args).items() if step.before.get(option) != value}
    renamed = case.data.get("fields", {})
    allowed = changes | {renamed[option] for option in changes if renamed.get(option)} | set(case.data.get("also", []))
    shown = {path for before, after in parts for path in {**flatten(before), **flatten(after)}}
    foreign = sorted(path for path in shown if not related(path, allowed))
    return [f"the diff shows {foreign}, which the step does not change"] if foreign else []


def check_prediction(case: Case, step: Step, check: Task, real: Task) -> list[str]:
    """What check mode predicted is what then came, in the fields the task manages."""
    if check.failed or real.failed or step.args.get("state") == "absent":
        return []
    predicted, actual = flatten(object_of(check, case)), flatten(object_of(real, case))
    return [
        f"check mode predicts {path} = {predicted.get(path)!r}, the real run returns {actual[path]!r}"
        for path in managed(case, step)
        if path in actual and predicted.get(path) != actual[path]
    ]


def check_requests(step: Step, task: Task) -> list[str]:
    """Check mode and repetitions write nothing; a real change writes what the case says."""
    if task.requests is None:
        return []
    if step.check and task.writes:
        return [f"check mode wrote: {task.writes}"]
    if not step.check and step.writes is not None and task.writes != step.writes:
        return [f"wrote {task.writes}, expected {step.writes}"]
    return []


def check_run(case: Case, steps: list[Step], run: Run, secrets: list[str]) -> list[str]:
    """All checks of one playbook run; the sentences begin with the step's name."""
    wrong = []
    previous: Task | None = None
    for step in steps:
        task = run.find(step.name)
        if task is None:
            # The step before failed and said so, or the setup did.
            wrong.append(f"{step.name}: did not run; {run.failures() or run.output[-3000:]}")
            break
        found = check_outcome(case, step, task) + check_diff(case, step, task) + check_requests(step, task)
        if not step.check and previous is not None and previous.name == f"{step.name} (check)":
            found += check_prediction(case, step, previous, task)
        wrong += [f"{step.name}: {text}" for text in found]
        previous = task
    shown = run.secrets_shown(secrets)
    wrong += [f"the secret {value[:4]}... appears in the output or in a result" for value in shown]
    expected = case.data.get("warnings", [])
    wrong += [
        f"unexpected warning: {text}" for text in run.warnings if not any(re.search(one, text) for one in expected)
    ]
    return wrong


def comparable(value: Any, volatile: frozenset[str], key: str = "") -> Any:
    """A result without what differs from run to run: ids and times become a mark, foreign keys go."""
    if isinstance(value, dict):
        return {
            name: comparable(item, volatile, name)
            for name, item in value.items()
            if not (key == "" and FOREIGN.match(name))
        }
    if isinstance(value, list):
        return [comparable(item, volatile, f"{key}[]") for item in value]
    if isinstance(value, str):
        if key and (VOLATILE.search(key.rstrip("[]")) or key.rstrip("[]") in volatile):
            return "*" if value else value
        if key in ("before", "after"):
            return comparable(mapping(value), volatile, "diff") or value
    return value


def compare_modes(case: Case, fast: Run, module: Run) -> list[str]:
    """Both ways of running return the same."""
    volatile = frozenset(case.data.get("volatile", []))
    wrong = []
    for step in case.steps():
        tasks = fast.find(step.name), module.find(step.name)
        if tasks[0] is None or tasks[1] is None:
            # One of them ended early and said so, or the step is spared.
            continue
        one, two = (comparable(task.result, volatile) for task in tasks)
        for key in sorted({*one, *two}):
            if key not in one or key not in two:
                wrong.append(f"{step.name}: only the {'fast path' if key in one else 'module'} returns {key}")
            elif one[key] != two[key]:
                texts = [json.dumps(side[key], sort_keys=True, default=str) for side in (one, two)]
                wrong.append(f"{step.name}: {key} differs:\n    fast path: {texts[0]}\n    module:    {texts[1]}")
    return wrong
