# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What may go out together, and what waits until it is known."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import OptionError
from ansible_collections.community.dokploy.plugins.module_utils._engine.apply import _batches
from ansible_collections.community.dokploy.plugins.module_utils._engine.desired import Node, Unknown, fill, settle
from ansible_collections.community.dokploy.plugins.module_utils._engine.plan import CREATE, Planned, plan
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._model.table import MANY, Write


def planned(procedure: str, share: int = 1, access: bool = False) -> Planned:
    """One write."""
    return Planned(Write(procedure, share=share, access=access), {}, Node(KINDS["project"]), CREATE)


def procedures(ready: list[Planned], member: bool = False) -> list[tuple[int, list[str]]]:
    """The batches as lists of procedures."""
    return [(limit, [item.write.procedure for item in items]) for limit, items in _batches(ready, member)]


def test_no_more_share_a_batch_than_may() -> None:
    ready = [planned("a", MANY), *[planned("b", 4) for _at in range(6)], planned("c"), planned("c"), planned("d", MANY)]
    assert procedures(ready) == [(MANY, ["a", "d"]), (4, ["b"] * 4), (4, ["b"] * 2), (1, ["c"]), (1, ["c"])]


def test_what_a_member_makes_goes_alone_whatever_it_is() -> None:
    ready = [planned("a.create", MANY, True), planned("b.create", MANY, True), planned("a.update", MANY)]
    assert procedures(ready) == [(MANY, ["a.create", "b.create", "a.update"])]
    assert procedures(ready, member=True) == [(MANY, ["a.update"]), (1, ["a.create"]), (1, ["b.create"])]


class Later:
    """A value that is known from some moment on."""

    known = False

    def __init__(self, value: object) -> None:
        self.value = value

    def __call__(self) -> object:
        if not self.known:
            raise Unknown()
        return self.value


def application(**options: object) -> Node:
    """A new application in an environment."""
    node = Node(KINDS["application"], parent=Node(KINDS["environment"], id="e"))
    deferred = {name: value for name, value in options.items() if isinstance(value, Later)}
    node.deferred = dict(deferred)
    given = {name: "<<later>>" if name in deferred else value for name, value in options.items()}
    assert fill(node, {**given, "environment": "e"}) == []
    return node


def test_a_creation_leaves_out_what_is_not_known_yet() -> None:
    later = Later({"A": "1"})
    node = application(name="web", description=Later("x"), env=later)
    change = plan(node)
    assert change.can_start
    assert "description" not in change.calls[0].body
    assert {field.option for field in change.fields} == {"name", "description", "env"}
    later.known = True
    assert not settle(node)
    assert node.values["env"] == "A=1"
    assert list(node.deferred) == ["description"]


def test_a_creation_waits_for_what_it_needs() -> None:
    node = application(name="web", app_name=Later("x"))
    assert not plan(node).can_start


def test_what_turns_out_wrong_is_told_with_its_option() -> None:
    later = Later("many")
    later.known = True
    node = application(name="web", replicas=later)
    with pytest.raises(OptionError, match="replicas must be a whole number"):
        settle(node)
