# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The planner's promises, for every kind there is."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ansible_collections.community.dokploy.plugins.module_utils._engine import desired
from ansible_collections.community.dokploy.plugins.module_utils._engine.plan import CREATE, NONE, differs, plan
from ansible_collections.community.dokploy.plugins.module_utils._engine.report import describe, diff_of
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from tests.unit.strategies import nest, options_of

QUICK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
MANAGED = sorted(name for name, kind in KINDS.items() if kind.create and not kind.read.single)
HUSH = re.compile(r"hush\d{12}")


def node_for(kind, flat, record=None):
    """A node with options and a record, as it leaves the snapshot."""
    node = desired.Node(kind)
    problems = desired.fill(node, nest(flat))
    # Rules over several options are the tables' own business; made-up options may break them.
    assume(not problems)
    node.record = record
    node.id = record.get(kind.id_key) if record else None
    return node


def stored(change, kind):
    """The record as Dokploy would have it after a change."""
    # Some things have no id besides the option that tells them apart.
    return {kind.id_key: "id-1", **(change.before or {}), **change.after}


@pytest.mark.parametrize("name", MANAGED)
@QUICK
@given(data=st.data())
def test_a_plan_carried_out_leaves_nothing_to_plan_and_tells_no_secret(name, data):
    kind = KINDS[name]
    try:
        first = plan(node_for(kind, data.draw(options_of(kind))))
    except desired.OptionError as error:
        # What a creation needs may depend on other options.
        assume("is needed to create" not in str(error))
        raise
    assert first.action == CREATE
    record = stored(first, kind)
    assert plan(settled(kind, first.node.given, record)).action == NONE, "making it once is enough"

    wanted = {
        option: value for option, value in data.draw(options_of(kind)).items() if not kind.field(option).create_only
    }
    try:
        second = plan(node_for(kind, wanted, record))
    except desired.OptionError:
        assume(False)
    after = stored(second, kind)
    assert plan(settled(kind, wanted, after)).action == NONE, "changing it once is enough"
    assert plan(settled(kind, turned(wanted), after)).action == NONE, "the order of keys never matters"

    for change in (first, second):
        assert not HUSH.search(json.dumps(diff_of(change)))
        assert not HUSH.search(json.dumps(describe(kind, change.after, "id-1")))


def settled(kind, flat, record):
    """A node whose masked secrets count as written: nobody can compare them."""
    node = node_for(kind, flat, record)
    node.written = {field.option for field in kind.fields}
    return node


def turned(value):
    """The same value with every dict's keys in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(item) for key, item in reversed(list(value.items()))}
    return [turned(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", MANAGED)
def test_what_is_empty_equals_what_was_never_set(name):
    kind = KINDS[name]
    for field in kind.fields:
        if field.assume is not None or field.option in kind.identity:
            continue
        for empty in ("", [], {}):
            node = desired.Node(kind)
            desired.fill(node, nest({field.option: empty}))
            if field.option not in node.values:
                # It cannot be cleared, and said so.
                continue
            for current in (None, "", [], {}):
                assert not differs(node, field, {kind.id_key: "id-1", field.column: current}), (
                    field.option,
                    empty,
                    current,
                )
