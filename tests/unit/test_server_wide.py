# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is odd about Traefik, about settings in nested columns, and about procedures that clear."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._deploy import traefik
from ansible_collections.community.dokploy.plugins.module_utils._engine import desired
from ansible_collections.community.dokploy.plugins.module_utils._engine.plan import plan
from ansible_collections.community.dokploy.plugins.module_utils._kinds.nested import gather, spread
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._kinds.traefik import TRAEFIK, absolute
from ansible_collections.community.dokploy.plugins.module_utils._model.values import to_api, type_of

MAIN = TRAEFIK.field("main")
HASHES = [
    "$apr1$9Cv4X$hashed/and.salted",
    "$2y$05$abcdefghijklmnopqrstuv",
    "$6$salt$hashed/and.salted",
    "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
]


def planned(name: str, params: dict, record: dict) -> list[tuple[str, dict]]:
    """The procedures and bodies by which a single thing is brought to what is wished."""
    node = desired.Node(KINDS[name])
    assert not desired.fill(node, params)
    node.record = record
    return [(call.write.procedure, call.body) for call in plan(node).calls]


@pytest.mark.parametrize("hashed", HASHES)
def test_password_hashes_are_masked_where_a_file_is_shown(hashed: str) -> None:
    shown = type_of(MAIN).show(MAIN, f"users:\n  - 'jane:{hashed}'\n  - other\n")
    assert shown == "users:\n  - 'jane:********'\n  - other\n"


@pytest.mark.parametrize("hashed", HASHES)
def test_password_hashes_in_options_are_secrets_of_the_run(hashed: str) -> None:
    params = {"application_config": {"http": {"users": [f"jane:{hashed}"]}}, "file": {"content": f"a: 'joe:{hashed}x'"}}
    assert {hashed, f"{hashed}x"} <= traefik.secrets_in(params)


def test_a_file_is_the_same_in_another_layout() -> None:
    wanted = to_api(MAIN, {"entryPoints": {"web": {"address": ":80"}}})
    assert type_of(MAIN).same(MAIN, None, wanted, "# ours\nentryPoints: {web: {address: ':80'}}\n")
    assert not type_of(MAIN).same(MAIN, None, wanted, "entryPoints: {web: {address: ':81'}}\n")


def test_templates_in_a_file_are_not_taken_for_broken_yaml() -> None:
    text = 'http: {{ env "ROUTES" }}\n'
    assert to_api(MAIN, text) == text


def test_a_relative_path_is_where_traefik_watches() -> None:
    assert absolute("a.yml") == "/etc/dokploy/traefik/dynamic/a.yml"
    assert absolute("/etc/dokploy/traefik/a.yml") == "/etc/dokploy/traefik/a.yml"


def test_the_environment_of_a_container_is_read_as_it_is_told() -> None:
    text = "PATH=/usr/bin\nNOTE=two words # and more\nKEY=first\nsecond line"
    assert traefik.environment(text, False) == 'NOTE="two words # and more"\nKEY="first\\nsecond line"'
    assert traefik.environment("PATH=/usr/bin", True) == "PATH=/usr/bin"
    assert traefik.environment(None, False) == ""


def test_nested_columns_come_apart_and_together() -> None:
    value = {"server": {"port": 4500, "thresholds": {"cpu": 0}}, "containers": {"include": []}}
    flat = spread("metricsConfig", value)
    assert flat["metricsConfig.server.thresholds.cpu"] == 0
    assert gather(flat) == {"metricsConfig": value}


def test_an_emptied_licence_key_is_given_back() -> None:
    assert planned("license", {"license_key": ""}, {"licenseKey": "abc"}) == [("licenseKey.deactivate", {})]
    assert planned("license", {"license_key": ""}, {"licenseKey": ""}) == []


def test_the_features_come_before_the_key() -> None:
    wishes = {"enterprise_features": True, "license_key": "abcdefgh"}
    calls = planned("license", wishes, {"enableEnterpriseFeatures": False, "licenseKey": ""})
    assert [procedure for procedure, _body in calls] == ["licenseKey.updateEnterpriseSettings", "licenseKey.activate"]


def test_a_domain_that_was_never_set_is_sent_as_a_text() -> None:
    record = {"host": None, "certificateType": "none", "letsEncryptEmail": None}
    calls = planned("settings", {"letsencrypt_email": "ops@example.com"}, record)
    body = {"letsEncryptEmail": "ops@example.com", "host": "", "certificateType": "none"}
    assert calls == [("settings.assignDomainServer", body)]


def test_one_setting_of_monitoring_is_sent_with_all_the_others() -> None:
    server = {"refreshRate": 60, "port": 4500, "token": "", "urlCallback": "https://a.example.com", "retentionDays": 2}
    server.update(cronJob="0 0 * * *", thresholds={"cpu": 0, "memory": 0})
    containers = {"refreshRate": 60, "services": {"include": ["a"], "exclude": []}}
    record = spread("metricsConfig", {"server": server, "containers": containers})
    [(procedure, body)] = planned("settings", {"monitoring": {"port": 4600}}, record)
    assert procedure == "admin.setupMonitoring"
    assert body == {"metricsConfig": {"server": {**server, "port": 4600}, "containers": containers}}
