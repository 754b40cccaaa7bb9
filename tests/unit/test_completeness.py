# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever Dokploy's contract lets one create, change or remove is reached by the collection, or left out for a reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._engine.versions import version
from tests.unit import completeness

ROOT = Path(__file__).resolve().parent.parent.parent
SUMMARY = completeness.summary()
LISTS = completeness.lists()
SINCE = completeness.since()


def test_every_write_of_every_table_can_be_planned() -> None:
    assert not SUMMARY.problems, "\n".join(SUMMARY.problems)


def test_every_body_fits_the_contract() -> None:
    assert not SUMMARY.foreign, "\n".join(SUMMARY.foreign)


def test_every_procedure_that_writes_is_accounted_for() -> None:
    assert not SUMMARY.missing, "\n".join(SUMMARY.missing)


def test_every_settable_field_is_accounted_for() -> None:
    assert not SUMMARY.fields_missing, "\n".join(SUMMARY.fields_missing)


def test_no_exception_is_out_of_date() -> None:
    entries = {*LISTS["operations"], *LISTS["procedures"], *LISTS["fields"], *LISTS["besides"]}
    assert not entries - SUMMARY.used, f"without effect: {sorted(entries - SUMMARY.used)}"


@pytest.mark.parametrize("section", ["procedures", "fields", "besides", "harmless", "since"])
def test_every_exception_has_a_reason(section: str) -> None:
    for name, reason in LISTS[section].items():
        assert re.match(r"^[A-Z].{15,}\.$", reason), f"{section}: {name} needs a sentence as its reason"


@pytest.mark.parametrize("module", sorted(set(LISTS["operations"].values())))
def test_an_operation_names_a_module_that_exists(module: str) -> None:
    assert (ROOT / "plugins" / "modules" / f"{module}.py").is_file()


def test_an_operation_is_called_somewhere() -> None:
    """A procedure that an operation claims stands in the code: as a text, or as one that is put together there."""
    texts, patterns = _spelled()
    unknown = [
        procedure
        for procedure in SUMMARY.operations
        if not {procedure, procedure.partition(".")[2]} & texts
        and not any(re.fullmatch(pattern, procedure) for pattern in patterns)
    ]
    assert not unknown, f"no code calls {unknown}"


def _spelled() -> tuple[set[str], set[str]]:
    """The texts in the plugins' code, and those with values in them as patterns for what they may become."""
    texts, patterns = set(), set()
    for path in (ROOT / "plugins").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                # A dot and a verb, or it would fit everything.
                if re.search(r"\.[a-z]{3}", "".join(part or "" for part in parts)):
                    patterns.add("".join("[A-Za-z.]+" if part is None else re.escape(part) for part in parts))
    return texts, patterns


def _since(procedure: str, path: str = "") -> tuple[int, ...]:
    """The version that a procedure, or a field of it, came with; empty if it was always there."""
    own = version(SINCE["procedures"].get(procedure, ""))
    column = path.split(".")[0]
    return max(own, version(SINCE["fields"].get(f"{procedure}.{column}", "")))


@pytest.mark.parametrize("name", sorted(completeness.TABLES))
def test_versions_agree_with_the_contract(name: str) -> None:
    kind, reach = completeness.TABLES[name], completeness.reach_of(name)
    # It has to be read as well as written.
    first = max(
        min((_since(procedure) for procedure in reach.bodies), default=()), _since(kind.read.one or kind.read.list)
    )
    wrong = []
    if not kind.since:
        if first > version(LISTS["oldest"]) and name not in LISTS["since"]:
            wrong.append(f"{name} lacks since={_text(first)}")
    elif version(kind.since) != first:
        wrong.append(f"{name} says {kind.since}, the contract {_text(first)}")
    for field in kind.fields:
        found = [
            _since(procedure, path)
            for procedure, paths in reach.bodies.items()
            for path in _paths(kind, field)
            if path in paths and _writes(kind, field, procedure)
        ]
        if not found:
            continue
        expected = min(found)
        # What is no younger than the kind itself needs no word of its own.
        type_since = kind.variants.since.get(field.option.split(".")[0], "") if kind.variants else ""
        born = max(version(kind.since), first, version(LISTS["oldest"]), version(type_since))
        told = version(field.since) if version(field.since) > born else ()
        if told != (expected if expected > born else ()) and f"{name}.{field.option}" not in LISTS["since"]:
            wrong.append(f"{name}.{field.option} says {field.since or 'always'}, the contract {_text(expected)}")
    assert not wrong, "\n".join(wrong)


def _text(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers)) or "always"


def _paths(kind, field):
    """Where the column of a field may stand in a body."""
    column = field.column
    if kind.variants and column.split(".")[0] in kind.variants.names:
        column = column.partition(".")[2]
    return (column, f"{kind.variants.inside}.{column}") if kind.variants and kind.variants.inside else (column,)


def _writes(kind, field, procedure):
    # A column of the same name in another group's procedure is another column.
    return not field.via or procedure == kind.writes[field.via].procedure or "{" in kind.writes[field.via].procedure
