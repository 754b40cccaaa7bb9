# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's promises, on a server that counts requests and fails on demand."""

from __future__ import annotations

import threading

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import AnswerLost, DokployError, OptionError
from tests.emulator.server import start_emulator
from tests.integration.engine import DATABASE, IMAGE, Door


@pytest.fixture(scope="module")
def server():
    with start_emulator() as handle:
        yield handle


@pytest.fixture(autouse=True)
def clean(server):
    server.set(rate_limit=None, role="owner", latency=0, version="0.30.2")
    server.reset()


@pytest.fixture
def task(server):
    return Door(server.url, server.api_key)


@pytest.fixture
def shop(task):
    task("project", name="shop")
    return task


def names(server, procedure):
    return [entry for entry in server.writes if procedure in entry["procedures"]]


# Requests


def test_naming_everything_and_changing_nothing_costs_two_requests(shop):
    shop("application", project="shop", name="web", **IMAGE)
    shop("postgres", project="shop", name="db", **DATABASE)
    shop("compose", project="shop", name="stack", source_type="raw", compose_file="services: {}")
    shop("domain", project="shop", application="web", host="shop.example.com")
    tasks = [
        ("project", {"name": "shop"}),
        ("environment", {"project": "shop"}),
        ("application", {"project": "shop", "name": "web", **IMAGE}),
        ("postgres", {"project": "shop", "name": "db", **DATABASE}),
        ("compose", {"project": "shop", "name": "stack", "source_type": "raw"}),
        ("domain", {"project": "shop", "application": "web", "host": "shop.example.com"}),
    ]
    for kind, options in tasks:
        result = shop(kind, **options)
        assert (result["changed"], shop.sent <= 2) == (False, True), kind
        result = shop(kind, id=result[kind]["id"])
        assert (result["changed"], shop.sent) == (False, 1), kind


def test_references_and_versions_cost_no_request_of_their_own(shop):
    shop("application", project="shop", name="web", **IMAGE)
    with pytest.raises(OptionError, match=r"registry: there is no registry 'nowhere' \(there are none\)"):
        shop("application", project="shop", name="web", registry="nowhere", networks=["nowhere"])
    assert shop.sent <= 2


def test_check_mode_sends_only_reads(server, shop):
    before = len(server.writes)
    result = shop("application", check=True, project="shop", name="web", **IMAGE)
    assert result["changed"]
    assert "id" not in result["application"]
    assert shop("project", check=True, name="shop", state="absent")["changed"]
    assert len(server.writes) == before


@pytest.mark.parametrize("transport", ["trpc", "rest"])
def test_both_faces_give_the_same(server, transport):
    task = Door(server.url, server.api_key, api_transport=transport)
    task("project", name="shop", env={"A": "1"})
    for kind, options in (
        ("application", {"name": "web", **IMAGE, "memory_limit": "512Mi"}),
        ("postgres", {"name": "db", **DATABASE}),
    ):
        assert task(kind, project="shop", **options)["changed"]
        assert not task(kind, project="shop", **options)["changed"]
        assert task(kind, project="shop", name=options["name"], state="absent")["changed"]
        assert not task(kind, project="shop", name=options["name"], state="absent")["changed"]


# Failures on the way


def test_a_create_whose_answer_is_lost_is_found_and_not_repeated(server, shop):
    server.fail("application.create", "cut_after")
    assert shop("application", project="shop", name="web", **IMAGE)["changed"]
    assert len(names(server, "application.create")) == 1
    assert not shop("application", project="shop", name="web", **IMAGE)["changed"]


def test_a_create_that_was_cut_before_it_was_stored_is_made_once(server, shop):
    server.fail("application.create", "cut_before")
    assert shop("application", project="shop", name="web", **IMAGE)["changed"]
    assert not shop("application", project="shop", name="web", **IMAGE)["changed"]


def test_a_gateway_that_gives_up_on_a_write_is_not_believed(server, shop):
    server.fail("project.create", "html", status=502)
    assert shop("project", name="other")["changed"]
    assert not shop("project", name="other")["changed"]


def test_a_write_whose_fate_stays_unknown_ends_with_advice(server, shop):
    server.fail("application.create", "cut_before", times=0)
    with pytest.raises(AnswerLost, match="Run the task again"):
        shop("application", project="shop", name="web", **IMAGE)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_read_is_repeated_after_a_passing_failure(server, shop, status):
    server.fail("project.all", "status", status=status, times=2)
    assert not shop("project", name="shop")["changed"]


def test_a_refused_write_is_repeated_when_it_certainly_did_nothing(server, shop):
    server.fail("project.update", "status", status=429)
    assert shop("project", name="shop", description="new")["changed"]


def test_a_login_page_is_called_a_login_page(server, shop):
    server.fail("project.all", "html", status=200, times=0)
    with pytest.raises(DokployError, match="web page"):
        shop("project", name="shop")


def test_a_refused_key_is_explained(server):
    with pytest.raises(DokployError, match="10 requests a day"):
        Door(server.url, "not-the-key")("project", name="shop")


def test_a_key_with_an_allowance_lasts_for_ten_requests(server, task):
    server.set(rate_limit=10)
    server.reset()
    for _dummy in range(5):
        task("project", name="nothing", state="absent")
    for _dummy in range(5):
        task("project", name="nothing", state="absent")
    with pytest.raises(DokployError, match="allowance"):
        task("project", name="nothing", state="absent")


def test_no_connection_is_said_in_one_sentence():
    with pytest.raises(DokployError, match=r"No connection to http://127\.0\.0\.1:9: .*Is api_url right\?"):
        Door("http://127.0.0.1:9", "key")("project", name="shop")


def test_silence_ends_with_the_option_that_bounds_it(server):
    server.fail("project.all", "hang", seconds=3, times=0)
    with pytest.raises(DokployError, match=r"did not answer within 1 seconds \(api_timeout\)"):
        Door(server.url, server.api_key, api_timeout=1, api_retries=0)("project", name="shop")


def test_a_wrong_address_is_named():
    with pytest.raises(OptionError, match="api_url must be the address"):
        Door("dokploy example", "key")("project", name="shop")


def test_sql_and_secrets_stay_out_of_messages(server, shop):
    server.fail(
        "postgres.create",
        "error",
        message=f'Failed query: insert into "postgres" params: {DATABASE["database_password"]}',
        times=0,
    )
    with pytest.raises(DokployError) as error:
        shop("postgres", project="shop", name="db", **DATABASE)
    assert "hush-hush" not in str(error.value)
    assert "insert" not in str(error.value)


# Names


def test_two_of_a_name_are_refused_with_their_ids(server, shop):
    environment = shop("environment", project="shop")["environment"]["id"]
    ids = []
    for _dummy in range(2):
        ids.append(
            shop.client().write("application.create", {"name": "web", "environmentId": environment})["applicationId"]
        )
    with pytest.raises(OptionError) as error:
        shop("application", project="shop", name="web")
    assert all(one in str(error.value) for one in ids)
    assert not shop("application", id=ids[0], name="web")["changed"]


def test_an_id_wins_over_the_name_and_renames(shop):
    made = shop("application", project="shop", name="web", **IMAGE)["application"]
    assert shop("application", id=made["id"], name="site")["changed"]
    assert shop("application", project="shop", name="site")["application"]["id"] == made["id"]
    assert shop("application", project="shop", name="web", state="absent")["changed"] is False


def test_what_was_made_by_hand_is_adopted(server, shop):
    environment = shop("environment", project="shop")["environment"]["id"]
    made = shop.client().write("compose.create", {"name": "stack", "environmentId": environment})["composeId"]
    result = shop("compose", project="shop", name="stack", source_type="raw", compose_file="services: {}")
    assert (result["changed"], result["compose"]["id"]) == (True, made)


def test_a_missing_parent_is_an_error_but_in_check_mode_a_warning(shop):
    with pytest.raises(OptionError, match=r"project: there is no project 'nowhere'\. There are: shop\."):
        shop("application", project="nowhere", name="web")
    result = shop("application", check=True, project="nowhere", name="web")
    assert result["changed"]
    assert "earlier task" in result["warnings"][0]


def test_a_server_that_is_too_old_is_told_apart(server, shop):
    server.set(version="0.28.8")
    with pytest.raises(OptionError, match=r"tags needs Dokploy 0\.29\.0 or later; this server is 0\.28\.8"):
        shop("project", name="shop", tags=[])


# Removal


def test_a_project_with_services_goes_only_by_force_and_takes_them_along(server, shop):
    shop("application", project="shop", name="web", **IMAGE)
    shop("postgres", project="shop", name="db", **DATABASE)
    with pytest.raises(OptionError, match="still holds application web, PostgreSQL database db"):
        shop("project", name="shop", state="absent")
    assert shop("project", name="shop", state="absent", force=True)["changed"]
    removed = [name for entry in server.writes for name in entry["procedures"]]
    assert removed[-3:] == ["application.delete", "postgres.remove", "project.remove"]


# What a diff says


def test_a_diff_names_what_is_referred_to(shop):
    for name in ("blue", "green"):
        shop("tag", name=name, color="#123456")
    shop("project", name="shop", tags=["blue"])
    result = shop("project", name="shop", tags=["blue", "green"], check=True)
    assert result["diff"] == {"before": {"tags": ["blue"]}, "after": {"tags": ["blue", "green"]}}


# At the same moment


def test_two_runs_of_the_same_create_end_with_one(server, shop):
    results = []

    def run(start):
        door = Door(server.url, server.api_key)
        start.wait()
        results.append(door("application", project="shop", name="twin", **IMAGE)["application"]["id"])

    for _round in range(3):
        server.set(latency=30)
        start = threading.Barrier(2)
        results.clear()
        threads = [threading.Thread(target=run, args=[start]) for _thread in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        server.set(latency=0)
        assert len(names(server, "application.create")) >= 2, "both runs made one"
        assert len(set(results)) == 1, "both runs speak of the same application"
        assert shop("application", project="shop", name="twin")["application"]["id"] == results[0]
        shop("application", project="shop", name="twin", state="absent")
