# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables as data: complete in themselves, true to the contract, and true to the documentation."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from statistics import median

import module_docs
import pytest
import scaffold_module

from ansible_collections.community.dokploy.plugins.module_utils import _entry
from ansible_collections.community.dokploy.plugins.module_utils._kinds import registry
from ansible_collections.community.dokploy.plugins.module_utils._model.table import Kind
from ansible_collections.community.dokploy.plugins.module_utils._model.values import TYPES
from ansible_collections.community.dokploy.plugins.module_utils._model.variants import fill_in
from tests.unit import completeness

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS, TABLES = completeness.KINDS, completeness.TABLES
CONTRACT = completeness.contract()
# Kinds whose creation sends the columns as they are; bodies of another shape are what the test of completeness looks at.
PLAIN = sorted(name for name, kind in TABLES.items() if kind.create and not kind.variants and not kind.hooks.body)
HARMLESS = completeness.lists()["harmless"]
SECRETIVE = re.compile(
    r"passw|secret|token|private.?key|api.?key|access.?key|user.?key|credential|passphrase|webhook|licen[cs]e.?key",
    re.I,
)
FACTS = ("type", "elements", "choices", "default", "required", "aliases")
# Lines of code in a module file, besides documentation, comments and blank lines.
MEDIAN = 15


def inner_fields(fields, start=""):
    """All fields, those inside records included, with their full option names."""
    for field in fields:
        yield start + field.option, field
        yield from inner_fields(field.fields, f"{start}{field.option}.")


def procedures(kind):
    """Pairs (method, procedure) of all that a table names."""
    read, types = kind.read, kind.variants.names if kind.variants else ("",)
    queries = [read.one, read.list, *read.more.values(), *(field.ref.list for field in kind.fields if field.ref)]
    writes = [kind.create, kind.update, kind.delete, *kind.writes.values()]
    for name in filter(None, queries):
        # The tables of things in types read each type by a procedure of its own.
        yield from (("GET", fill_in(name, one)) for one in types)
    for write in filter(None, writes):
        for one in types:
            if kind.variants and write is kind.create and one in kind.variants.made_elsewhere:
                continue
            yield "POST", fill_in(write.procedure, one)
        if write.clear:
            yield "POST", write.clear


def test_every_table_is_entered_and_packed():
    # A table is loaded by its name, so a target only has it if the registry spells out the import of its file.
    files, found = set(), set()
    for path in Path(registry.__file__).parent.glob("*.py"):
        room = importlib.import_module(f"{registry.__package__}.{path.stem}")
        tables = {item.name for item in vars(room).values() if isinstance(item, Kind)}
        found |= tables
        files |= {path.stem} if tables else set()
    spelled_out = next(
        node for node in ast.walk(ast.parse(Path(registry.__file__).read_text())) if isinstance(node, ast.If)
    )
    assert found == set(TABLES)
    assert {alias.name for alias in spelled_out.body[0].names} == files


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_is_complete_in_itself(name):
    kind = TABLES[name]
    options = [field.option for field in kind.fields]
    assert kind.name == name
    assert len(options) == len(set(options)), "an option is there twice"
    assert set(kind.identity) <= set(options)
    assert set(kind.parents) <= set(KINDS)
    assert {field.via for field in kind.fields} - {""} <= set(kind.writes)
    assert {field.type for _option, field in inner_fields(kind.fields)} <= set(TYPES)
    for option, field in inner_fields(kind.fields):
        assert re.match(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", option), f"{option} is no good name for an option"
        assert not field.pattern or field.expects, f"{option} has a pattern and no words for it"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_names_procedures_that_exist(name):
    wrong = [
        f"{procedure} is no {method}"
        for method, procedure in procedures(TABLES[name])
        if (CONTRACT.get(procedure) or {}).get("method") != method
    ]
    assert not wrong


@pytest.mark.parametrize("name", PLAIN)
def test_what_creation_takes_is_in_its_contract(name):
    kind = TABLES[name]
    takes = completeness.settable(CONTRACT[kind.create.procedure]["input"])
    wrong = [field.option for field in kind.fields if field.create and field.column not in takes]
    assert not wrong, f"{kind.create.procedure} does not take {wrong}"


@pytest.mark.parametrize("name", PLAIN)
def test_what_creation_demands_is_given(name):
    """What the contract requires is a required option, has a default, or is said about the parent."""
    kind = TABLES[name]
    demanded = set(CONTRACT[kind.create.procedure]["input"].get("required", ()))
    sure = {field.column for field in kind.fields if field.create and (field.required or field.default is not None)}
    if kind.create.full:
        sure |= {field.column for field in kind.fields if field.create}
    sure |= {*kind.create.constants, *kind.create.controls}
    for parent in kind.parents:
        sure |= {TABLES[parent].id_key if key == "$key" else key for key in kind.owner}
    made = {kind.field(option).column for option in kind.prepare.gives} if kind.prepare else set()
    assert not demanded - sure - made


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_looks_secret_is_secret(name):
    wrong = []
    for option, field in inner_fields(TABLES[name].fields):
        last = option.rsplit(".", 1)[-1]
        looks = SECRETIVE.search(last) or SECRETIVE.search(field.column.rsplit(".", 1)[-1])
        above = any(
            upper.secret and option.startswith(f"{whole}.") for whole, upper in inner_fields(TABLES[name].fields)
        )
        if looks and not (field.secret or field.masked or above) and TYPES[field.type].ansible not in ("bool", "int"):
            wrong.append(f"{name}.{option}")
    assert not set(wrong) - set(HARMLESS), "neither secret nor listed as harmless"


def test_what_is_listed_as_harmless_exists():
    known = {f"{name}.{option}" for name, kind in TABLES.items() for option, _field in inner_fields(kind.fields)}
    assert set(HARMLESS) <= known


def documented(module):
    """The options of a module with those of its fragments."""
    documentation = module_docs.documentation("modules", module)
    named = documentation.get("extends_documentation_fragment", [])
    named = [named] if isinstance(named, str) else named
    return {**scaffold_module.fragment_options(named), **documentation.get("options", {})}


def differences(spec, options, start=""):
    """Sentences about where an argument spec and documented options differ."""
    for name in sorted({*spec, *options}):
        place = start + name
        if name not in options:
            yield f"{place} is not documented"
        elif name not in spec:
            yield f"{place} is documented and does not exist"
        else:
            for fact in FACTS:
                neutral = False if fact == "required" else None
                have, told = spec[name].get(fact, neutral), options[name].get(fact, neutral)
                if have != told:
                    yield f"{place}: {fact} is {have!r}, documented as {told!r}"
            inner = spec[name].get("options") or {}
            yield from differences(inner, options[name].get("suboptions") or {}, f"{place}.")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_kind_has_a_module(name):
    assert (ROOT / "plugins" / "modules" / f"dokploy_{name}.py").is_file()


@pytest.mark.parametrize("module", module_docs.plugin_names("modules"))
def test_the_documentation_has_exactly_the_options_that_there_are(module):
    code = importlib.import_module(f"ansible_collections.community.dokploy.plugins.modules.{module}")
    wrong = list(differences(_entry.capture(code.main).spec, documented(module)))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_module_does_not_repeat_a_fragment(name):
    """What the scaffolding would leave to a doc fragment is not written again, unless in other words."""
    fragments = scaffold_module.fragment_options(scaffold_module.fragments(TABLES[name]))
    own = module_docs.documentation("modules", f"dokploy_{name}").get("options") or {}
    assert not [option for option in own if own[option] == fragments.get(option)]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_versions_that_a_table_asks_for_are_told(name):
    kind, documentation = TABLES[name], module_docs.documentation("modules", f"dokploy_{name}")
    wrong = []
    if kind.since and f"Dokploy {kind.since}" not in str([documentation["description"], documentation.get("notes")]):
        wrong.append(kind.since)
    for field in kind.fields:
        level, told = documented(f"dokploy_{name}"), []
        for part in field.option.split("."):
            told.append(str(level[part]["description"]))
            level = level[part].get("suboptions") or {}
        if field.since and not any(f"Dokploy {field.since}" in text for text in told):
            wrong.append(f"{field.option}: {field.since}")
    assert not wrong


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_default_image_of_a_database_is_told(name):
    images = [field.default for field in TABLES[name].fields if field.option == "docker_image"]
    told = str(scaffold_module.fragment_options(["community.dokploy.database"])["docker_image"]["description"])
    assert all(f"V({image})" in told for image in images)


@pytest.mark.parametrize("module", module_docs.plugin_names("modules"))
def test_no_words_are_left_to_fill_in(module):
    text = (ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8")
    assert "FILL-IN" not in text


def lines_of_code(path):
    """Lines of a module file that are neither documentation nor comment nor blank."""
    text = path.read_text(encoding="utf-8")
    told = set()
    for node in ast.parse(text).body:
        targets = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
        if {"DOCUMENTATION", "EXAMPLES", "RETURN"} & set(targets):
            told |= set(range(node.lineno, node.end_lineno + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(1 for number, line in lines if number not in told and line.strip() and not line.lstrip().startswith("#"))


def test_modules_hold_no_logic():
    counts = [
        lines_of_code(ROOT / "plugins" / "modules" / f"{name}.py") for name in module_docs.plugin_names("modules")
    ]
    assert median(counts) <= MEDIAN
