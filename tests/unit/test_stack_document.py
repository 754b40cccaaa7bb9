# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Stack documents: everything that is found out about them before the first request."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import OptionError
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._stack import rollout, shape
from ansible_collections.community.dokploy.plugins.module_utils._stack.document import read, secrets_in
from ansible_collections.community.dokploy.plugins.module_utils._stack.references import escape, mentions

DATABASE = {"name": "db", "database_name": "shop", "database_user": "u", "database_password": "p@ss"}


def stack(**content: Any) -> dict[str, Any]:
    """A document with one project."""
    return {"project": "shop", **content}


def problems(content: Any) -> list[str]:
    """What is wrong with a document, line by line."""
    with pytest.raises(OptionError) as raised:
        read(content)
    lines = raised.value.message.removeprefix("stack: ").splitlines()
    return lines[1:] if lines[0].endswith("problems:") else lines


def values(content: dict[str, Any], path: str) -> dict[str, Any]:
    """The columns that a document asks for at a path, by option."""
    return next(node.values for node in read(content).nodes if node.path == path)


def test_no_list_has_the_name_of_an_option() -> None:
    for kind in KINDS.values():
        if shape.in_stack(kind):
            assert not set(shape.children(kind)) & set(shape.keys_of(kind)), kind.name


def test_every_kind_inside_a_project_can_stand_in_a_document() -> None:
    known = {kind.name for kind in KINDS.values() if shape.in_stack(kind)}
    assert {"project", "environment", "application", "compose", "postgres", "domain", "mount", "port"} <= known
    reached, level = set(), [KINDS["project"]]
    while level:
        reached |= {kind.name for kind in level}
        level = [child for kind in level for child in shape.children(kind).values() if child.name not in reached]
    assert reached == known


def test_paths_say_where_a_thing_stands() -> None:
    document = read(stack(applications=[{"name": "web", "domains": [{"host": "a.example.com"}]}]))
    assert [node.path for node in document.nodes] == [
        "project",
        "environment",
        "applications[0]",
        "applications[0].domains[0]",
    ]


def test_projects_may_stand_in_a_list() -> None:
    environments = [{"name": "production", "applications": [{"name": "web"}]}]
    document = read({"projects": [{"name": "shop", "environments": environments}]})
    assert document.nodes[-1].path == "projects[0].environments[0].applications[0]"
    assert [member.kind.name for member in document.nodes[-1].chain()] == ["application", "environment", "project"]


def test_all_problems_are_told_at_once() -> None:
    found = problems(
        stack(
            aplications=[],
            applications=[
                {"name": "web", "replicas": "many", "domains": [{"host": "a.example.com"}, {"host": "A.example.com"}]},
                {"nmae": "api", "project": "other"},
                "text",
            ],
            postgres=[{**DATABASE, "protect": True, "state": "absent"}],
        )
    )
    text = "\n".join(found)
    for part in (
        "aplications is not a key that belongs here; did you mean applications?",
        "applications[0].replicas must be a whole number",
        "applications[0].domains[1].host is the same as applications[0].domains[0]",
        "applications[1].nmae is not a key that belongs here; did you mean name?",
        "applications[1].project is not given here",
        "applications[2] must be a dict",
        "postgres[0].state cannot be absent with protect=true",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ([], "must be a dict"),
        ({}, "project is needed"),
        ({"applications": []}, "project is needed"),
        ({"project": "a", "projects": []}, "cannot stand beside projects"),
        (stack(applications={}), "applications must be a list"),
        (
            {"project": {"name": "a", "state": "absent"}, "applications": [{"name": "web"}]},
            "cannot be in something with state=absent",
        ),
        (stack(applications=[{"name": "web", "deploy": "sometimes"}]), "must be one of changed, always, never"),
        (stack(applications=[{"name": "web", "env": {"A B": "x"}}]), "applications[0].env must be"),
        (
            stack(applications=[{"name": True}]),
            "applications[0].name must be text; put it in quotes, or YAML takes it for true or false",
        ),
    ],
)
def test_a_problem_has_its_path(content: Any, part: str) -> None:
    assert part in "\n".join(problems(content))


def test_values_are_brought_to_their_types() -> None:
    domain = {"host": "a.example.com", "port": "80", "https": "yes", "path": None}
    given = values(stack(applications=[{"name": 5, "domains": [domain]}]), "applications[0].domains[0]")
    assert given == {"host": "a.example.com", "port": 80, "https": True}


def test_a_reference_takes_what_the_document_knows() -> None:
    content = stack(
        applications=[
            {
                "name": "web",
                "description": "port <<postgres.db.port>>, << postgres.db.user >>, <<domain.a.example.com.url>>",
                "domains": [{"host": "a.example.com", "https": True, "path": "/x"}],
            }
        ],
        postgres=[DATABASE],
    )
    assert values(content, "applications[0]")["description"] == "port 5432, u, https://a.example.com/x"


def test_what_only_the_server_knows_waits() -> None:
    content = stack(applications=[{"name": "web", "env": {"DB": "<<postgres.db.url>>"}}], postgres=[DATABASE])
    node = next(node for node in read(content).nodes if node.kind.name == "application")
    assert list(node.deferred) == ["env"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("<<postgres.dbb.url>>", "there is no PostgreSQL database 'dbb' in this document; did you mean db?"),
        ("<<postgre.db.url>>", "there is no kind 'postgre' that could be referred to; did you mean postgres?"),
        ("<<postgres.db.uri>>", "has no fact 'uri'"),
        ("<<mount.x.id>>", "there is no kind 'mount'"),
    ],
)
def test_a_reference_to_nothing_is_told_with_its_path(text: str, part: str) -> None:
    found = problems(stack(applications=[{"name": "web", "env": {"DB": [f"a {text} b"]}}], postgres=[DATABASE]))
    assert len(found) == 1
    assert found[0].startswith("applications[0].env.DB[0] refers to")
    assert part in found[0]


def test_the_same_environment_is_searched_first() -> None:
    def environment(name: str, user: str) -> dict[str, Any]:
        database = {**DATABASE, "database_user": user}
        return {
            "name": name,
            "postgres": [database],
            "applications": [{"name": "web", "title": "<<postgres.db.user>>"}],
        }

    content = {"projects": [{"name": "shop", "environments": [environment("one", "a"), environment("two", "b")]}]}
    assert values(content, "projects[0].environments[1].applications[0]")["title"] == "b"
    content["projects"][0]["environments"].append(
        {"name": "three", "applications": [{"name": "x", "title": "<<postgres.db.user>>"}]}
    )
    assert "several of that name" in problems(content)[0]


def test_a_circle_is_told_with_its_path() -> None:
    one = {**DATABASE, "name": "one", "database_name": "<<postgres.two.database>>"}
    two = {**DATABASE, "name": "two", "database_name": "<<postgres.one.database>>"}
    found = problems(stack(postgres=[one, two]))
    assert found == [
        (
            "postgres[0].database_name refers to itself in a circle: "
            "postgres[0].database_name -> postgres[1].database_name -> postgres[0].database_name."
        )
    ]


def test_what_was_made_first_can_be_referred_to_both_ways() -> None:
    web = {"name": "web", "env": {"API": "<<application.api.host>>"}}
    api = {"name": "api", "env": {"WEB": "<<application.web.host>>"}}
    assert len(read(stack(applications=[web, api])).nodes) == 4


def test_what_identifies_cannot_be_unknown() -> None:
    found = problems(stack(applications=[{"name": "web", "domains": [{"host": "<<application.web.host>>"}]}]))
    assert "applications[0].domains[0].host tells which one is meant" in "\n".join(found)


@pytest.mark.parametrize(
    "text", ["<<postgres.db.url>>", "a <<domain.a.b.url>> b", "<<EOF", "${{project.X}}", "<<a.b>>", "<< redis.a.url >>"]
)
def test_an_escaped_text_stands_for_itself(text: str) -> None:
    content = stack(applications=[{"name": "web", "title": escape(text)}])
    assert values(content, "applications[0]")["title"] == text
    assert mentions(escape(text)) == mentions(text)


def test_what_names_something_elsewhere_cannot_be_unknown() -> None:
    found = problems(stack(applications=[{"name": "web", "registry": "<<application.web.host>>"}]))
    assert "applications[0].registry names something outside of the document" in "\n".join(found)


def test_secrets_are_found_in_a_document_that_is_wrong() -> None:
    content = stack(postgres=[{**DATABASE, "database_password": "very-secret", "typo": 1}], applications=[None])
    assert "very-secret" in secrets_in(content)


def test_databases_are_deployed_before_what_refers_to_them() -> None:
    content = stack(
        applications=[
            {"name": "web", "env": {"API": "<<application.api.host>>"}},
            {"name": "api", "env": {"DB": "<<postgres.db.host>>"}},
            {"name": "alone"},
        ],
        postgres=[DATABASE],
    )
    document = read(content)
    services = [node for node in document.nodes if shape.is_service(node.kind)]
    names = [[node.given["name"] for node in level] for level in rollout.levels(services, document.references.targets)]
    assert names == [["db"], ["api", "alone"], ["web"]]


def test_things_that_refer_to_each_other_are_deployed_together() -> None:
    web = {"name": "web", "env": {"API": "<<application.api.host>>"}}
    api = {"name": "api", "env": {"WEB": "<<application.web.host>>"}}
    document = read(stack(applications=[web, api]))
    services = [node for node in document.nodes if shape.is_service(node.kind)]
    assert [len(level) for level in rollout.levels(services, document.references.targets)] == [2]


def test_the_cost_grows_no_faster_than_the_document() -> None:
    def seconds(size: int) -> float:
        applications = [
            {
                "name": f"app{at}",
                "env": {"DB": "<<postgres.db.url>>", "NEXT": f"<<application.app{(at + 1) % size}.host>>"},
                "domains": [{"host": f"a{at}.example.com"}],
            }
            for at in range(size)
        ]
        begin = time.process_time()
        read(stack(applications=applications, postgres=[DATABASE]))
        return time.process_time() - begin

    seconds(50)
    small, large = (min(seconds(size) for _run in range(3)) for size in (200, 1000))
    # Five times as many may take five times as long; what grew with the square would take twenty-five times.
    assert large < 15 * small
