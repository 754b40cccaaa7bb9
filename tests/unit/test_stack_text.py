# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The YAML that exports are written in says what the data says."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.dokploy.plugins.module_utils._stack.references import escape, mentions
from ansible_collections.community.dokploy.plugins.module_utils._stack.text import Placeholder, dump

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["yes", "No", "null", "~", "1e3", "0x1", "12:30", "2026-01-01", "- a", "a: b", "a #b", " a", "a ", ""]
    ),
    st.lists(st.text("ab :#-'\"\\\t", max_size=8), max_size=4).map("\n".join),
)
DATA = st.recursive(
    st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(DATA)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert yaml.safe_load(dump({"a": value}) + "\n") == {"a": value}


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_an_escaped_text_refers_to_nothing(text: str) -> None:
    if not mentions(text):
        assert escape(text) == text


@pytest.mark.parametrize("text", ["{{ a }}", "a {% b %}", "{# c #}"])
def test_what_looks_like_a_template_is_marked(text: str) -> None:
    assert dump({"a": text}, unsafe=True) == f'a: !unsafe "{text}"'
    assert dump({"a": text}) == f'a: "{text}"'
    assert dump({"a": Placeholder(text)}, unsafe=True) == f'a: "{text}"'
    marked = dump({"a": text + "\nb"}, unsafe=True)
    assert marked.startswith("a: !unsafe |-\n")
