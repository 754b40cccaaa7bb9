# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Dotenv text has to be read exactly as the library in Dokploy reads it. The pairs were seen with its version 16.4.5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.dokploy.plugins.module_utils._model import dotenv
from ansible_collections.community.dokploy.plugins.module_utils._model.table import Field
from ansible_collections.community.dokploy.plugins.module_utils._model.values import to_api

READ = [
    ("A=1\r\nB=2\r\n", {"A": "1", "B": "2"}),
    ("COLOR=#fff\nURL=http://x/#/home", {"COLOR": "", "URL": "http://x/"}),
    ("A: 1\n2FA=x\nexport C = 3", {"A": "1", "2FA": "x", "C": "3"}),
    ("A='it' s\nB=it's", {"A": "'it' s", "B": "it's"}),
    ("A='x' # it's\nB=\"1\\n2\"", {"A": "x", "B": "1\n2"}),
    ("A='C:\\'\nB='b'", {"A": "C:\\", "B": "b"}),
    ("no assignment\n# A=1\n=2\nB=", {"B": ""}),
]


@pytest.mark.parametrize(("text", "values"), READ)
def test_text_is_read_as_dokploy_reads_it(text, values):
    assert dotenv.parse(text) == values


@given(
    st.dictionaries(st.sampled_from(["A", "b_2", "2FA"]), st.text("aB1 '\"`\\\n\r#=$nr:é\t", max_size=8), max_size=3)
)
def test_a_dict_that_can_be_written_is_read_back(values):
    if not any(map(dotenv.unwritable, values.values())):
        assert dotenv.parse(dotenv.render(values)) == values


def test_what_once_lost_something():
    for value in ("abc\n", "C:\\dir\\", 'it\'s "a" `b`', "a#b", " a ", "1\n'2'"):
        assert dotenv.parse(dotenv.render({"A": value, "B": "'x'"})) == {"A": value, "B": "'x'"}


def test_what_no_notation_can_hold_is_refused_and_not_shown():
    with pytest.raises(ValueError, match="that of KEY mixes quotes") as error:
        to_api(Field("env", type="env"), {"KEY": 'it\'s `a` "hidden" # b'})
    assert "hidden" not in str(error.value)
