# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every module must bring along, so that a new one cannot be forgotten somewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import module_docs
import pytest
import sync_runtime
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = module_docs.plugin_names("modules")
FRAGMENTS = ROOT / "plugins" / "doc_fragments"


def fragments(documentation: dict) -> list[str]:
    """The doc fragments that a module extends."""
    named = documentation.get("extends_documentation_fragment", [])
    return [named] if isinstance(named, str) else list(named)


def fragment_attributes(name: str) -> dict:
    """The attributes that a fragment "community.dokploy.FILE.SECTION" documents."""
    file, _dot, section = name.removeprefix("community.dokploy.").partition(".")
    path = FRAGMENTS / f"{file}.py"
    if not path.exists():
        return {}
    source = path.read_text(encoding="utf-8")
    scope: dict = {}
    exec(compile(source, str(path), "exec"), scope)
    text = getattr(scope["ModuleDocFragment"], section.upper() or "DOCUMENTATION", "")
    return (yaml.safe_load(text) or {}).get("attributes", {})


def test_there_are_modules() -> None:
    assert MODULES


@pytest.mark.parametrize("script", ["sync_runtime.py", "sync_readme.py"])
def test_generated_lists_are_up_to_date(script: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / script), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", MODULES)
def test_module_is_in_the_action_group(module: str) -> None:
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    group = runtime["action_groups"][sync_runtime.GROUP]
    assert (module in group) == (module not in sync_runtime.NOT_IN_GROUP)


@pytest.mark.parametrize("module", [name for name in MODULES if name not in sync_runtime.NOT_IN_GROUP])
def test_module_documents_the_connection(module: str) -> None:
    assert "community.dokploy.connection" in fragments(module_docs.documentation("modules", module))


@pytest.mark.parametrize("module", MODULES)
def test_module_documents_its_attributes(module: str) -> None:
    documentation = module_docs.documentation("modules", module)
    attributes: dict = {}
    for name in fragments(documentation):
        for key, value in fragment_attributes(name).items():
            attributes.setdefault(key, {}).update(value)
    for key, value in documentation.get("attributes", {}).items():
        attributes.setdefault(key, {}).update(value)
    for name in ("check_mode", "diff_mode", "idempotent"):
        assert attributes.get(name, {}).get("support"), f"{module} does not say its support of {name}"
        assert attributes[name].get("description"), f"{module} does not describe {name}"


def test_no_part_of_a_fragment_is_named_like_a_file_of_fragments() -> None:
    """Ansible would take C(owner.source) for the file C(source.py)."""
    files = {path.stem for path in FRAGMENTS.glob("*.py")}
    named = {
        name.removeprefix("community.dokploy.")
        for module in MODULES
        for name in fragments(module_docs.documentation("modules", module))
    }
    assert not [name for name in named if "." in name and name.partition(".")[2] in files]


@pytest.mark.parametrize("module", MODULES)
def test_module_brings_examples_and_returns(module: str) -> None:
    path = ROOT / "plugins" / "modules" / f"{module}.py"
    for name in ("EXAMPLES", "RETURN"):
        text = module_docs.variable(path, name)
        assert text, f"{module} lacks {name}"
        assert yaml.safe_load(text), f"{name} of {module} is empty"
    for task in yaml.safe_load(module_docs.variable(path, "EXAMPLES")):
        assert "name" in task, f"an example of {module} has no name"


@pytest.mark.parametrize("role", sorted(path.name for path in (ROOT / "roles").iterdir()))
def test_a_role_says_the_same_of_its_variables_everywhere(role: str) -> None:
    folder = ROOT / "roles" / role
    specs = yaml.safe_load((folder / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    options = specs["argument_specs"]["main"]["options"]
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert not [name for name in options if f"`{name}`" not in page]
    defaults = yaml.safe_load((folder / "defaults" / "main.yml").read_text(encoding="utf-8"))
    told = {name: option["default"] for name, option in options.items() if "default" in option}
    assert {name: value for name, value in defaults.items() if name in told} == told
    for name, value in told.items():
        shown = yaml.safe_dump(value).splitlines()[0]
        assert f"| `{name}` | `{shown}` |" in page
