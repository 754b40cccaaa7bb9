# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tables of an organization's records can say and playbooks cannot show: trials, take-overs, what goes along."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import DokployError, OptionError
from tests.emulator.server import start_emulator
from tests.integration.engine import DATABASE, IMAGE, Door


@pytest.fixture(scope="module")
def server():
    with start_emulator() as handle:
        yield handle


@pytest.fixture(autouse=True)
def clean(server):
    server.reset()


@pytest.fixture
def task(server):
    return Door(server.url, server.api_key)


def writes(server):
    return [name for entry in server.writes for name in entry["procedures"]]


def made_by_hand(server, name, driver="overlay"):
    facts = {"Name": name, "Id": name, "Driver": driver, "Internal": False, "Attachable": True, "Options": {}}
    server.call(server.state.docker.networks.__setitem__, name, facts)


def test_a_network_that_docker_has_is_taken_over_when_asked_for(server, task):
    made_by_hand(server, "legacy")
    with pytest.raises(DokployError, match="already exists"):
        task("network", name="legacy")
    assert task("network", check=True, name="legacy", import_existing=True)["changed"]
    first = task("network", name="legacy", import_existing=True)
    assert first["changed"]
    assert first["network"]["id"]
    assert first["network"]["attachable"]
    assert writes(server)[-1] == "network.import"
    assert not task("network", name="legacy", import_existing=True)["changed"]


def test_a_network_that_docker_lacks_is_made_all_the_same(server, task):
    assert task("network", name="fresh", import_existing=True)["changed"]
    assert writes(server) == ["network.create"]


def test_networks_of_the_same_name_on_two_servers_are_two(server, task):
    task("ssh_key", name="worker", generate="ed25519")
    task("server", name="worker", ip_address="203.0.113.10", ssh_key="worker")
    here = task("network", name="backend")["network"]
    # One Docker serves both in the emulator, as it does not reach anything.
    server.call(server.state.docker.networks.clear)
    there = task("network", server="worker", name="backend")["network"]
    assert here["id"] != there["id"]
    assert there["server_id"]
    assert not task("network", name="backend")["changed"]
    assert not task("network", server="worker", name="backend")["changed"]
    with pytest.raises(OptionError, match="server: there is no server 'nowhere'"):
        task("network", server="nowhere", name="backend")


def test_a_trial_that_fails_leaves_everything_as_it_was(server, task):
    task("vault_provider", name="vault", hashicorp={"url": "http://vault.example.com", "token": "hush-hush-4711"})
    with pytest.raises(DokployError, match=r"vaultProvider\.testConnection: fetch failed"):
        task("vault_provider", name="vault", hashicorp={"token": "wrong"}, update_secrets="always", verify=True)
    assert writes(server) == ["vaultProvider.create", "vaultProvider.testConnection"]
    # With nothing to write there is nothing to try.
    assert not task("vault_provider", name="vault", hashicorp={"mount": "secret"}, verify=True)["changed"]
    assert writes(server)[2:] == []


def test_a_trial_takes_the_stored_secret_where_none_is_given(server, task):
    task("vault_provider", name="vault", hashicorp={"url": "http://vault.example.com", "token": "wrong"})
    with pytest.raises(DokployError, match="fetch failed"):
        task("vault_provider", name="vault", hashicorp={"mount": "kv"}, verify=True)


def test_what_is_masked_stays_what_it_was(server, task):
    task("dns_provider", name="dns", route53={"access_key_id": "a", "secret_access_key": "hush-hush-4711"})
    assert task("dns_provider", name="dns", route53={"access_key_id": "b"})["changed"]
    row = server.state.store.first("dns_provider", name="dns")
    assert row["config"] == {"providerType": "route53", "accessKeyId": "b", "secretAccessKey": "hush-hush-4711"}


def test_a_github_app_can_be_renamed_and_shared(server, task):
    with pytest.raises(OptionError, match="A GitHub App is made in a browser"):
        task("git_provider", name="acme", github={"app_name": "acme-app"})
    member = server.state.store.first("member", role="owner")
    facts = {
        "providerType": "github",
        "name": "acme",
        "organizationId": member["organizationId"],
        "userId": member["userId"],
    }
    row = server.call(server.state.store.insert, "git_provider", facts)
    app = {"githubAppName": "acme-app", "gitProviderId": row["gitProviderId"]}
    server.call(server.state.store.insert, "github", app)

    assert not task("git_provider", name="acme", github={"app_name": "acme-app"})["changed"]
    assert task("git_provider", name="acme", shared=True)["git_provider"]["shared"]
    assert task("git_provider", id=row["gitProviderId"], name="acme-2")["git_provider"]["github"] == {
        "app_name": "acme-app"
    }
    assert task("git_provider", name="acme-2", github={"app_name": "other-app"})["changed"]
    assert writes(server) == ["gitProvider.toggleShare", "github.update", "github.update"]
    assert task("git_provider", name="acme-2", state="absent")["changed"]


def test_a_user_takes_memberships_and_git_providers_along(server, task):
    task("user", email="anna@example.com", password="hush-hush-4711")
    user = server.state.store.first("user", email="anna@example.com")
    task("git_provider", name="hers", gitlab={})
    provider = server.state.store.first("git_provider", name="hers")
    server.call(
        server.state.store.update,
        "git_provider",
        provider["gitProviderId"],
        {"userId": user["id"]},
    )
    with pytest.raises(OptionError, match=r"still holds git provider hers\. Remove these first, or set force=true"):
        task("user", email="anna@example.com", state="absent")
    assert task("user", email="anna@example.com", state="absent", force=True)["changed"]
    assert not task("user", email="anna@example.com", state="absent")["changed"]


def test_a_password_counts_for_a_new_user_only(server, task):
    assert task("user", email="Anna@Example.com", password="hush-hush-4711")["changed"]
    assert not task("user", email="anna@example.com", password="other-hush-4711")["changed"]
    assert writes(server) == ["user.createUserWithCredentials"]


def test_services_are_named_by_their_paths_whatever_else_is_called_so(server, task):
    for project in ("shop", "blog"):
        task("project", name=project)
        task("application", project=project, name="web", **IMAGE)
        task("postgres", project=project, name="db", **DATABASE)
    task("user", email="anna@example.com", password="hush-hush-4711")
    services = ["blog/production/web", "blog/production/db"]
    first = task("user", email="anna@example.com", permissions={"services": services})
    row = server.state.store.first("application", name="web", environmentId=_environment(server, "blog"))
    assert first["changed"]
    assert row["applicationId"] in first["user"]["permissions"]["services"]
    assert not task("user", email="anna@example.com", permissions={"services": services[::-1]})["changed"]
    # Names of databases have to be read one by one, yet in one request.
    assert task.sent == 2


def _environment(server, project):
    row = server.state.store.first("project", name=project)
    return server.state.store.first("environment", projectId=row["projectId"])["environmentId"]


def test_an_invitation_that_was_followed_is_not_sent_again(server, task):
    assert task("invitation", email="anna@example.com")["changed"]
    assert task("invitation", email="anna@example.com", state="absent")["changed"]
    task("user", email="anna@example.com", password="hush-hush-4711")
    result = task("invitation", email="ANNA@example.com")
    assert not result["changed"]
    assert result["invitation"] is None


def test_an_api_key_is_told_once_and_works(server, task):
    made = task("api_key", name="ci")["api_key"]
    assert Door(server.url, made["key"])("project", name="shop")["changed"]
    assert "key" not in task("api_key", name="ci")["api_key"]


def test_without_a_licence_the_answer_says_so(task):
    for kind, options in {
        "sso_provider": {"provider_id": "x", "issuer": "https://x.example.com", "oidc": {"client_id": "a"}},
        "scim": {"provider_id": "x"},
        "forward_auth": {"domain": "auth.example.com"},
        "custom_role": {"name": "x", "permissions": {}},
        "trusted_origin": {"origin": "https://x.example.com"},
    }.items():
        with pytest.raises(DokployError, match="needs a valid enterprise licence"):
            task(kind, **options)
