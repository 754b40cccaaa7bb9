# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the documentation shows would run: every task and every stack document in it, as far as no server is needed."""

from __future__ import annotations

import functools
import importlib
import re
from pathlib import Path

import module_docs
import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.community.dokploy.plugins.module_utils import _entry
from ansible_collections.community.dokploy.plugins.module_utils._api.errors import OptionError
from ansible_collections.community.dokploy.plugins.module_utils._engine.desired import from_params
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._stack.document import read

ROOT = Path(__file__).resolve().parent.parent.parent
PREFIX = "community.dokploy.dokploy_"
MODULES = module_docs.plugin_names("modules")
PAGES = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md"), *ROOT.glob("roles/*/README.md"))
)
PLAYBOOKS = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("playbooks/*.yml"))
# What a template gives is not known here; something that any check of the type lets pass stands for it.
TEMPLATE = re.compile(r"{{.*?}}", re.S)
STAND_INS = {"int": 1, "float": 1.0, "bool": True, "list": [], "dict": {}, "raw": {}}
# Texts of a form of their own, for which nothing can stand; none of them is needed to tell what is meant.
FORMED = ("private_key", "public_key", "certificate")
TASK_WORDS = ("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always")


@functools.cache
def task_of(module):
    """What a module would do, with its argument spec."""
    path = f"ansible_collections.community.dokploy.plugins.modules.{module}"
    return _entry.capture(importlib.import_module(path).main)


def filled_in(name, value, facts):
    """An option's value with its templates replaced by what fits the option. facts: the option's argument spec."""
    if isinstance(value, str) and TEMPLATE.search(value):
        whole = TEMPLATE.fullmatch(value.strip())
        if whole and facts.get("choices"):
            return facts["choices"][0]
        if whole and facts.get("type") in STAND_INS:
            return STAND_INS[facts["type"]]
        return TEMPLATE.sub("https://example.com" if name.endswith("url") else "long-example", value)
    if isinstance(value, dict):
        inner = facts.get("options") or {}
        return {key: filled_in(key, item, inner.get(key, {})) for key, item in value.items()}
    if isinstance(value, list):
        entry = {**facts, "type": facts.get("elements", "str")}
        return [filled_in(name, item, entry) for item in value]
    return value


def problems(name, options):
    """What is wrong with the options of a task, as sentences. name: the module without the collection."""
    if name not in MODULES:
        return [f"there is no module {name}"]
    task = task_of(name)
    options = {
        key: filled_in(key, value, task.spec.get(key, {}))
        for key, value in (options or {}).items()
        if not (key in FORMED and TEMPLATE.fullmatch(str(value)))
    }
    result = ArgumentSpecValidator(task.spec, **task.rules).validate(options)
    if result.error_messages:
        return result.error_messages
    kind = KINDS.get(name.removeprefix("dokploy_"))
    try:
        if kind:
            from_params(kind, result.validated_parameters)
        if name == "dokploy_stack" and options["stack"]:
            read(options["stack"])
    except OptionError as error:
        return [error.message]
    return []


def tasks_in(data):
    """The tasks in a list of tasks or of plays, those in blocks included."""
    for item in data:
        if any(word in item for word in TASK_WORDS):
            for word in TASK_WORDS:
                yield from tasks_in(item.get(word) or [])
        else:
            yield item


def check(data):
    """Fail where a task with a module of the collection would not get past its options."""
    wrong, seen = [], 0
    for item in data:
        for role in item.get("roles") or []:
            for document in (role.get("vars") or {}).get("stack_documents") or []:
                seen += 1
                wrong += [f"{item.get('name')}: {text}" for text in problems("dokploy_stack", {"stack": document})]
    for task in tasks_in(data):
        for key, options in task.items():
            if key.startswith("community.dokploy."):
                seen += 1
                wrong += [
                    f"{task.get('name')}: {text}" for text in problems(key.removeprefix("community.dokploy."), options)
                ]
    assert not wrong, "\n".join(wrong)
    return seen


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_would_run(module):
    text = module_docs.variable(ROOT / "plugins" / "modules" / f"{module}.py", "EXAMPLES")
    tasks = yaml.safe_load(text)
    assert check(tasks)
    assert any(f"community.dokploy.{module}" in task for task in tasks_in(tasks)), "no example shows the module itself"


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_would_run(page):
    for block in re.findall(r"^```yaml\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.S | re.M):
        data = yaml.safe_load(block)
        if isinstance(data, list):
            check(data)
        elif "project" in data or "projects" in data:
            assert not problems("dokploy_stack", {"stack": data})


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_a_playbook_would_run(playbook):
    check(yaml.safe_load((ROOT / playbook).read_text(encoding="utf-8")))
