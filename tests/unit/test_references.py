# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names that options give to other things, and the lists in which they are looked up."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import OptionError
from ansible_collections.community.dokploy.plugins.module_utils._api.faces import Call, Trpc
from ansible_collections.community.dokploy.plugins.module_utils._engine.desired import from_params
from ansible_collections.community.dokploy.plugins.module_utils._engine.plan import plan
from ansible_collections.community.dokploy.plugins.module_utils._engine.reads import Reads
from ansible_collections.community.dokploy.plugins.module_utils._engine.report import diff_of, readable
from ansible_collections.community.dokploy.plugins.module_utils._engine.snapshot import Snapshot
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._model.table import Field
from ansible_collections.community.dokploy.plugins.module_utils._model.values import TYPES, to_api

NETWORKS = {None: [{"networkId": "n1", "name": "inner"}], "s1": [{"networkId": "n2", "name": "inner"}]}


class Server:
    """Answers the reads that the look-ups below need, and notes them."""

    def __init__(self, stack: dict[str, Any]) -> None:
        self.stack = {"composeId": "c1", "name": "stack", "serverId": None, **stack}
        self.asked: list[tuple[str, Any]] = []

    def read_all(self, calls: list[Call]) -> list[Any]:
        return [self._answer(call.procedure, call.input or {}) for call in calls]

    def _answer(self, procedure: str, given: dict[str, Any]) -> Any:
        self.asked.append((procedure, given))
        if procedure == "network.all":
            return NETWORKS[given.get("serverId")]
        return {"compose.one": self.stack, "settings.getDokployVersion": "v0.30.2"}[procedure]


def located(server: Server, **options: Any) -> dict[str, Any]:
    """The columns that the options of the stack come to, with ids in place of names."""
    node = from_params(KINDS["compose"], {"id": "c1", **options})
    Snapshot(Reads(server)).take([node])
    return node.values


def test_names_inside_records_become_ids() -> None:
    server = Server({})
    values = located(server, service_networks=[{"service": "web", "networks": ["inner", "n1"]}, {"service": "db"}])
    assert values["service_networks"] == [
        {"serviceName": "web", "networkIds": ["n1", "n1"], "detachDokployNetwork": False},
        {"serviceName": "db", "networkIds": [], "detachDokployNetwork": False},
    ]
    assert server.asked.count(("network.all", {})) == 1


def test_networks_are_those_of_the_server_that_the_service_runs_on() -> None:
    values = located(Server({"serverId": "s1"}), service_networks=[{"service": "web", "networks": ["inner"]}])
    assert values["service_networks"][0]["networkIds"] == ["n2"]


def test_an_unknown_name_inside_a_record_is_told_with_its_place() -> None:
    with pytest.raises(
        OptionError, match=r"service_networks\.networks: there is no network 'outer' \(there are: inner\)"
    ):
        located(Server({}), service_networks=[{"service": "web", "networks": ["outer"]}])


def test_a_query_without_input_gets_an_object() -> None:
    (alone,) = Trpc().requests("GET", [Call("network.all")], 50)
    assert alone.path == "/api/trpc/network.all?input=%7B%22json%22%3A%7B%7D%7D"


@pytest.mark.parametrize(
    ("wanted", "current", "same"),
    [
        ({"ids": ["a", "b"]}, {"ids": ["b", "a"], "flag": False}, True),
        ({"ids": ["a"], "flag": False}, {"ids": ["a"]}, True),
        ({"ids": ["a"], "flag": True}, {"ids": ["a"]}, False),
        ({"ids": []}, {"ids": None}, True),
        ({"ids": ["a"]}, {"ids": ["a"], "foreign": 1}, False),
    ],
)
def test_members_of_a_record_are_compared_by_their_own_types(wanted: dict, current: dict, same: bool) -> None:
    record = Field("record", type="record", fields=(Field("ids", type="set"), Field("flag", type="bool")))
    assert TYPES["record"].same(record, None, wanted, current) is same


@pytest.mark.parametrize(
    ("wanted", "current", "same"),
    [
        ("Shop", "shop-a1b2c3", True),
        ("shop-a1b2c3", "shop-a1b2c3", True),
        ("shop", "shop-blue-a1b2c3", False),
        ("sho", "shop-a1b2c3", False),
    ],
)
def test_an_app_name_is_how_the_name_begins(wanted: str, current: str, same: bool) -> None:
    assert TYPES["app_name"].same(Field("app_name"), wanted, wanted, current) is same


def test_an_empty_member_of_a_record_is_left_out() -> None:
    record = Field("record", type="record", fields=(Field("names", type="list"), Field("size", type="int")))
    assert to_api(record, {"names": [], "size": 3}) == {"size": 3}
    assert to_api(record, {"names": []}) is None


def test_a_text_of_many_lines_is_compared_line_by_line() -> None:
    record = {"composeId": "c1", "name": "stack", "composeFile": "services:\n  web: {image: one}\n"}
    node = from_params(KINDS["compose"], {"id": "c1", "compose_file": "services:\n  web: {image: two}\n"})
    node.record = record
    diff = readable(diff_of(plan(node)))
    assert diff["before"] == {"compose_file": ["services:", "  web: {image: one}", ""]}
    assert diff["after"] == {"compose_file": ["services:", "  web: {image: two}", ""]}
