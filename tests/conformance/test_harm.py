# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The harm that the real server does when it is asked too much at once, and the failures that can be scripted."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
import requests

from tests.emulator.server import Handle, start_emulator


@pytest.fixture
def emulator() -> Iterator[Handle]:
    with start_emulator(deploy_time=0.1, stop_time=0.01) as handle:
        yield handle


def post(handle: Handle, name: str, value: dict, timeout: float = 10, key: str | None = None) -> requests.Response:
    headers = {"x-api-key": key or handle.api_key}
    return requests.post(f"{handle.url}/api/{name}", json=value, headers=headers, timeout=timeout)


def get(handle: Handle, name: str, key: str | None = None, **value: str) -> requests.Response:
    headers = {"x-api-key": key or handle.api_key}
    return requests.get(f"{handle.url}/api/{name}", params=value, headers=headers, timeout=10)


def batch(handle: Handle, name: str, values: list[dict], timeout: float = 10) -> requests.Response:
    body = {str(index): {"json": value} for index, value in enumerate(values)}
    url = f"{handle.url}/api/trpc/{','.join([name] * len(values))}?batch=1"
    return requests.post(url, data=json.dumps(body), timeout=timeout,
                         headers={"x-api-key": handle.api_key, "Content-Type": "application/json"})  # fmt: skip


def applications(handle: Handle, count: int) -> list[str]:
    made = post(handle, "project.create", {"name": "p"}).json()
    environment = made["environment"]["environmentId"]
    return [
        post(handle, "application.create", {"name": f"a{n}", "environmentId": environment}).json()["applicationId"]
        for n in range(count)
    ]


def test_nine_domains_at_once_are_stored(emulator: Handle) -> None:
    values = [{"host": f"h{n}.example.com", "applicationId": key} for n, key in enumerate(applications(emulator, 9))]
    assert batch(emulator, "domain.create", values).status_code == 200
    assert len(emulator.state.store.find("domain")) == 9


def test_ten_domains_at_once_hang_the_server_until_a_reset(emulator: Handle) -> None:
    values = [{"host": f"h{n}.example.com", "applicationId": key} for n, key in enumerate(applications(emulator, 10))]
    with pytest.raises(requests.Timeout):
        batch(emulator, "domain.create", values, timeout=1)
    with pytest.raises(requests.Timeout):
        requests.get(f"{emulator.url}/api/trpc/settings.health", timeout=1)
    requests.post(f"{emulator.url}/__emulator__/reset", timeout=5)
    assert get(emulator, "project.all").json() == []


def test_ten_changes_of_mounts_at_once_hang_the_server_too(emulator: Handle) -> None:
    key = applications(emulator, 1)[0]
    value = {"type": "volume", "volumeName": "v", "mountPath": "/v", "serviceId": key, "serviceType": "application"}
    keys = [post(emulator, "mounts.create", value).json()["mountId"] for _mount in range(10)]
    with pytest.raises(requests.Timeout):
        batch(emulator, "mounts.update", [{"mountId": one, "mountPath": "/w"} for one in keys], timeout=1)
    emulator.restart()
    assert get(emulator, "project.all").status_code == 200


def test_parallel_basic_auth_loses_middlewares(emulator: Handle) -> None:
    values = [{"applicationId": key, "username": "u", "password": "p"} for key in applications(emulator, 8)]
    assert batch(emulator, "security.create", values).status_code == 200
    state = requests.get(f"{emulator.url}/__emulator__/state", timeout=5).json()
    assert state["rows"]["security"] == 8
    assert len(state["middlewares"]) < 8


def test_a_members_parallel_creates_lose_access(emulator: Handle) -> None:
    with start_emulator(role="member") as handle:
        made = post(handle, "project.create", {"name": "p"}).json()
        environment = made["environment"]["environmentId"]
        batch(handle, "application.create", [{"name": f"a{n}", "environmentId": environment} for n in range(16)])
        seen = get(handle, "environment.one", environmentId=environment).json()["applications"]
        assert len(handle.state.store.find("application")) == 16
        assert len(seen) < 16


def test_removing_a_project_leaves_orphans(emulator: Handle) -> None:
    key = applications(emulator, 1)[0]
    post(emulator, "application.update", {"applicationId": key, "sourceType": "docker", "dockerImage": "web:1"})
    post(emulator, "application.deploy", {"applicationId": key})
    deadline = time.monotonic() + 5
    while get(emulator, "application.one", applicationId=key).json()["applicationStatus"] != "done":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    project = get(emulator, "project.all").json()[0]["projectId"]
    post(emulator, "project.remove", {"projectId": project})
    state = requests.get(f"{emulator.url}/__emulator__/state", timeout=5).json()
    assert len(state["orphans"]) == 1


def test_a_port_in_use_conflicts_with_itself(emulator: Handle) -> None:
    environment = post(emulator, "project.create", {"name": "p"}).json()["environment"]["environmentId"]
    value = {"name": "d", "environmentId": environment, "databaseName": "d", "databaseUser": "u",
             "databasePassword": "p", "dockerImage": "postgres:17"}  # fmt: skip
    key = post(emulator, "postgres.create", value).json()["postgresId"]
    port = {"postgresId": key, "externalPort": 15432}
    assert post(emulator, "postgres.saveExternalPort", port).status_code == 200
    assert post(emulator, "postgres.saveExternalPort", port).status_code == 409
    shorter = {"postgresId": key, "externalPort": 1543}
    assert post(emulator, "postgres.saveExternalPort", shorter).status_code == 409


def test_a_limited_key_dies_after_five_rest_calls() -> None:
    with start_emulator(rate_limit=10) as handle:
        assert [get(handle, "settings.isCloud").status_code for _read in range(6)] == [200] * 5 + [401]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"action": "status", "status": 502}, 502),
        ({"action": "status", "status": 429, "headers": {"Retry-After": "1"}}, 429),
        ({"action": "html", "status": 503}, 503),
        ({"action": "error", "code": "CONFLICT", "message": "no"}, 409),
        ({"action": "slow", "seconds": 0.2}, 200),
    ],
)
def test_scripted_answers(emulator: Handle, how: dict, expected: int) -> None:
    emulator.fail("project.create", nth=2, **how)
    statuses = [post(emulator, "project.create", {"name": f"p{n}"}).status_code for n in range(3)]
    assert statuses == [200, expected, 200]


@pytest.mark.parametrize(("action", "stored"), [("cut_before", 0), ("cut_after", 1), ("refuse", 0)])
def test_cut_connections(emulator: Handle, action: str, stored: int) -> None:
    emulator.fail("project.create", action)
    with pytest.raises(requests.ConnectionError):
        post(emulator, "project.create", {"name": "p"})
    assert len(emulator.state.store.find("project")) == stored
    assert emulator.writes[-1]["fault"] == action


def test_scripted_deployment(emulator: Handle) -> None:
    key = applications(emulator, 1)[0]
    post(emulator, "application.update", {"applicationId": key, "sourceType": "docker", "dockerImage": "web:1"})
    emulator.script_deployment("a0", status="error", log=["step 1", "it broke"])
    post(emulator, "application.deploy", {"applicationId": key})
    deadline = time.monotonic() + 5
    while get(emulator, "application.one", applicationId=key).json()["applicationStatus"] != "error":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    newest = get(emulator, "deployment.all", applicationId=key).json()[0]
    log = get(emulator, "deployment.readLogs", deploymentId=newest["deploymentId"]).json()
    assert newest["status"] == "error"
    assert newest["errorMessage"] is None
    assert "it broke" in log


def test_the_first_administrator_is_made_without_a_browser() -> None:
    with start_emulator(fresh=True) as handle:
        session = requests.Session()
        body = {"email": "a@example.com", "password": "long-enough", "name": "Ann", "lastName": "B"}
        assert session.post(f"{handle.url}/api/auth/sign-up/email", json=body, timeout=5).status_code == 200
        organization = session.get(f"{handle.url}/api/organization.all", timeout=5).json()[0]["id"]
        value = {"name": "k", "rateLimitEnabled": False, "metadata": {"organizationId": organization}}
        key = session.post(f"{handle.url}/api/user.createApiKey", json=value, timeout=5).json()["key"]
        assert get(handle, "project.all", key=key).json() == []


def test_a_restart_loses_what_waits_and_cancels_what_runs(emulator: Handle) -> None:
    emulator.set(deploy_time=30)
    first, second = applications(emulator, 2)
    for key in (first, second):
        post(emulator, "application.update", {"applicationId": key, "sourceType": "docker", "dockerImage": "web:1"})
        post(emulator, "application.deploy", {"applicationId": key})
    time.sleep(0.1)
    emulator.restart()
    assert get(emulator, "deployment.queueList").json() == []
    assert get(emulator, "application.one", applicationId=first).json()["applicationStatus"] == "idle"
    assert [row["status"] for row in get(emulator, "deployment.all", applicationId=first).json()] == ["cancelled"]
    assert get(emulator, "deployment.all", applicationId=second).json() == []


def test_an_older_version_lacks_what_came_later() -> None:
    with start_emulator(version="0.28.0") as handle:
        assert get(handle, "settings.getDokployVersion").json() == "v0.28.0"
        assert post(handle, "tag.create", {"name": "t"}).status_code == 404
        assert "/tag.create" not in get(handle, "settings.getOpenApiDocument").json()["paths"]


def test_an_owners_key_beside_a_members() -> None:
    with start_emulator(role="member", owner_key="owner-key") as handle:
        post(handle, "project.create", {"name": "hidden"}, key="owner-key")
        assert get(handle, "project.all").json() == []
        assert len(get(handle, "project.all", key="owner-key").json()) == 1
