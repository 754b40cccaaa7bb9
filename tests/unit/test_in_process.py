# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that are not what they should be, and what the invocation shows of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.community.dokploy.plugins.plugin_utils import in_process

MODULES = sorted(path.stem for path in Path("plugins/modules").glob("dokploy_*.py"))
# Nothing listens there, and nothing is asked before the options are right.
NOWHERE = {"api_url": "http://127.0.0.1:9", "api_retries": 0, "api_key": "hush-hush-key"}


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("value", ["hush-hush-text", ["hush-hush-item"], [{"hush": "hush-hush-inner"}]])
def test_headers_of_a_wrong_type_are_refused_and_not_shown(module, value):
    result = in_process.run(module, {**NOWHERE, "api_headers": value}, {}, False, False)
    assert result["failed"]
    assert "hush" not in json.dumps(result)


@pytest.mark.parametrize(
    "options",
    [
        {"docker": {"pasword": "hush-hush"}},
        {"docker": "hush-hush"},
        {"docker": ["hush-hush"]},
        {"tokn": "hush-hush"},
        {"env": ["hush-hush"]},
    ],
)
def test_what_stands_in_a_wrong_place_is_not_shown(options):
    result = in_process.run("dokploy_application", {**NOWHERE, "name": "web", **options}, {}, False, False)
    assert result["failed"]
    assert result["invocation"]["module_args"]["name"] == "web"
    assert "hush-hush" not in json.dumps(result)


def test_a_password_in_the_address_is_not_shown():
    for url in ("http://me:hush-hush@127.0.0.1:9", "http://hush-hush@127.0.0.1:9", "ftp://me:hush-hush@127.0.0.1"):
        result = in_process.run("dokploy_project", {**NOWHERE, "api_url": url, "name": "shop"}, {}, False, False)
        assert "127.0.0.1" in result["msg"]
        assert "hush-hush" not in json.dumps(result)


def test_the_input_of_a_raw_call_is_not_shown():
    options = {**NOWHERE, "procedure": "user.create", "method": "post", "input": {"password": "hush-hush"}}
    assert "hush-hush" not in json.dumps(in_process.run("dokploy_api", options, {}, False, False))


def test_a_key_that_no_header_can_carry_is_not_shown():
    options = {**NOWHERE, "api_key": "hush\nhush-key", "name": "shop"}
    result = in_process.run("dokploy_project", options, {}, False, False)
    assert "api_key" in result["msg"]
    assert "hush-key" not in json.dumps(result)


def test_binary_data_is_refused_as_a_module_would():
    with pytest.raises(AnsibleActionFail, match="binary"):
        in_process.plain({"env": {"A": b"hello"}})


def test_keys_arrive_as_a_module_would_get_them():
    odd = {1: "a", False: "b", None: "c", 1.5: "d", "e": {2: [{3: "f"}]}}
    assert in_process.plain(odd) == json.loads(json.dumps(odd))
