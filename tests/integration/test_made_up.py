# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that nobody would think of, made up from the tables and played against the emulator or a real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import OptionError
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._stack.run import run_stack
from ansible_collections.community.dokploy.plugins.module_utils._stack.run_export import run_export
from tests.integration.engine import Door
from tests.integration.harness import Server
from tests.unit.strategies import nest, options_of

QUICK = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    # Against a server, to look for a smaller example takes longer than to understand the one that was found.
    phases=[Phase.generate],
)
# What quoting, templates and trimming like to stumble over.
STRANGE = st.sampled_from(
    (
        *(
            "it's",
            'a "b" c',
            "'single'",
            "$HOME ${X}",
            "${{project.A}}",
            "{{ x }}",
            "#no",
            "a=b=c",
            "%20",
            "back\\slash",
        ),
        *("ünï ☃", "  lead", "trail  ", "tab\there", "line1\nline2", "-", "0", "null", "true"),
    )
)
FREE = ("description", "command", "content", "message")
# Sources that need a login at a provider, what Dokploy's own validation knows more about than the table, and what belongs
# to things of another owner than the ones here.
LEFT_OUT = {"github", "gitlab", "bitbucket", "gitea", "swarm.mode", "app_name", "script", "service_name"}
SERVICES = sorted(name for name, kind in KINDS.items() if "environment" in kind.parents)
CHILDREN = ("domain", "mount", "port", "redirect", "security", "schedule", "patch")


@st.composite
def made_up(draw: Any, name: str) -> dict[str, Any]:
    """Options of a kind that refer to nothing, with strange texts where any text will do."""
    kind = KINDS[name]
    flat = {}
    for option, value in draw(options_of(kind)).items():
        field = kind.field(option)
        if field.ref or any(inner.ref for inner in field.fields) or {option, option.split(".")[0]} & LEFT_OUT:
            continue
        if field.type == "env" and isinstance(value, dict):
            value = draw(st.dictionaries(st.sampled_from("ABC"), STRANGE, min_size=1))
        elif option.split(".")[-1] in FREE:
            value = draw(STRANGE)
        flat[option] = value
    source = flat.get("source_type")
    if source in LEFT_OUT:
        del flat["source_type"]
    others = {"docker", "git", "drop", "raw"} - {source}
    return nest({option: value for option, value in flat.items() if option.split(".")[0] not in others})


@pytest.fixture(scope="module")
def door(session_server: Server) -> Iterator[Door]:
    """A project in which there is something to hang things on."""
    session_server.reset()
    door = Door(session_server.url, session_server.api_key, api_timeout=60)
    door.project = f"{session_server.prefix}-made-up"
    door("project", name=door.project)
    door("application", project=door.project, name="web")
    door("compose", project=door.project, name="stack")
    yield door
    door("project", name=door.project, state="absent", force=True)


def place(door: Door, name: str) -> dict[str, Any]:
    """The options that say where a thing goes."""
    if name in SERVICES:
        return {"project": door.project, "name": f"made-up-{name}"}
    return {
        "project": door.project,
        **({"application": "web"} if "application" in KINDS[name].parents else {"compose": "stack"}),
    }


@pytest.mark.parametrize("name", [*SERVICES, *CHILDREN])
@QUICK
@given(data=st.data())
def test_check_mode_foretells_and_once_is_enough(door: Door, name: str, data: Any) -> None:
    options = {**data.draw(made_up(name)), **place(door, name)}
    try:
        foretold = door(name, check=True, **options)
    except OptionError:
        # Rules over several options are the tables' own business.
        assume(False)
    real = door(name, **options)
    assert (foretold["changed"], foretold["diff"]) == (real["changed"], real["diff"])
    assert "warnings" not in real, "what was sent was kept"
    again = door(name, check=True, **options)
    assert not again["changed"], again["diff"]


@settings(QUICK, max_examples=2)
@given(data=st.data())
def test_an_export_of_all_that_is_the_same_and_makes_the_same(door: Door, data: Any) -> None:
    made = 0
    for name in [*SERVICES, *CHILDREN]:
        try:
            door(name, **{**data.draw(made_up(name)), **place(door, name)})
            made += 1
        except OptionError:
            # Rules over several options are the tables' own business.
            continue
    assert made > len(SERVICES), "there is something in it"
    params = {"api_url": door.options["api_url"], "api_key": door.options["api_key"]}
    exported = run_export({**params, "project": door.project, "secrets": "include"})
    assert run_stack({**params, "stack": exported["stack"]}, True)["plan"] == []

    copy = f"{door.project}-copy"
    try:
        stack = {**exported["stack"], "project": {**exported["stack"]["project"], "name": copy}}
        run_stack({**params, "stack": stack})
        assert run_stack({**params, "stack": stack}, True)["plan"] == []
        again = run_export({**params, "project": copy, "secrets": "include"})
        back = {**again["stack"], "project": {**again["stack"]["project"], "name": door.project}}
        assert run_stack({**params, "stack": back}, True)["plan"] == []
    finally:
        door("project", name=copy, state="absent", force=True)
