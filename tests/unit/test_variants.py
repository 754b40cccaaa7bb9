# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things that come in types: what is read and what is sent looks different from what the engine compares."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import OptionError
from ansible_collections.community.dokploy.plugins.module_utils._engine import desired
from ansible_collections.community.dokploy.plugins.module_utils._engine.plan import plan
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.community.dokploy.plugins.module_utils._model import checks
from ansible_collections.community.dokploy.plugins.module_utils._model.values import TYPES
from ansible_collections.community.dokploy.plugins.module_utils._model.variants import body_of, fill_in, normal

TYPED = sorted(name for name, kind in KINDS.items() if kind.variants)


def node_for(kind, record=None, /, **params):
    kind = KINDS[kind]
    node = desired.Node(kind)
    assert not desired.fill(node, params)
    node.record = normal(kind, record)
    node.id = record.get(kind.id_key) if record else None
    return node


def test_templates_take_the_name_of_the_type():
    assert fill_in("gitlab.create", "x") == "gitlab.create"
    assert fill_in("notification.create{Type}", "slack") == "notification.createSlack"
    assert fill_in("{type}.{type}Id", "gitea") == "gitea.giteaId"


@pytest.mark.parametrize("name", TYPED)
def test_each_type_has_options_of_its_own(name):
    kind = KINDS[name]
    groups = {field.option.split(".")[0] for field in kind.fields if "." in field.option}
    assert set(kind.variants.names) <= groups
    for field in kind.fields:
        group = field.option.split(".")[0]
        if group in kind.variants.names:
            assert field.column.startswith(group + "."), f"{field.option} is stored as {field.column}"


def test_a_type_is_read_from_where_it_stands_and_sent_to_where_it_belongs():
    vault, slack = KINDS["vault_provider"], KINDS["notification"]
    record = normal(vault, {"providerType": "aws", "config": {"region": "eu", "accessKeyId": "a"}})
    assert (record["aws.region"], record["aws.accessKeyId"]) == ("eu", "a")
    assert body_of(vault, {"name": "v", "aws.region": "eu", "azure.tenantId": "t"}, "aws") == {
        "name": "v",
        "config": {"providerType": "aws", "region": "eu"},
    }
    assert body_of(slack, {"name": "n", "slack.channel": "#ops"}, "slack") == {"name": "n", "channel": "#ops"}
    saml = KINDS["sso_provider"]
    assert body_of(saml, {"providerId": "x", "saml.cert": "c"}, "saml") == {
        "providerId": "x",
        "samlConfig": {"cert": "c"},
    }


def test_an_update_repeats_what_the_type_has_and_nothing_of_other_types():
    record = {
        "notificationId": "n",
        "name": "news",
        "notificationType": "discord",
        "discordId": "d",
        "discord": {"discordId": "d", "webhookUrl": "https://x.example.com", "decoration": None},
    }
    node = node_for("notification", record, name="news", app_deploy=True)
    (call,) = plan(node).calls
    assert call.write.procedure == "notification.updateDiscord"
    assert call.body["discordId"] == "d"
    assert call.body["webhookUrl"] == "https://x.example.com"
    assert call.body["decoration"] is False, "null would be refused"
    assert "channel" not in call.body
    assert "smtpServer" not in call.body


def test_a_type_is_known_by_the_options_and_never_changes():
    with pytest.raises(OptionError, match="One of slack, telegram"):
        plan(node_for("notification", name="news"))
    record = {
        "notificationId": "n",
        "name": "news",
        "notificationType": "lark",
        "lark": {"webhookUrl": "https://x.example.com"},
    }
    with pytest.raises(OptionError, match="is of the type lark, which cannot change"):
        plan(node_for("notification", record, name="news", slack={"channel": "#ops"}))


def test_only_what_the_own_type_needs_is_missed():
    with pytest.raises(OptionError) as caught:
        plan(node_for("notification", name="news", resend={"api_key": "k"}))
    assert caught.value.message == (
        "resend.from_address is needed to create notification news; "
        "resend.to_addresses is needed to create notification news."
    )


@pytest.mark.parametrize("text", ["anna@example.com", "a.b+c@mail.example.org"])
def test_an_address_of_mail(text):
    checks.email(text)


@pytest.mark.parametrize("text", ["", "anna", "anna@example", "an na@example.com", "anna@@example.com"])
def test_no_address_of_mail(text):
    with pytest.raises(ValueError, match="an e-mail address"):
        checks.email(text)


def test_grants_know_no_order():
    grants = TYPES["grants"]
    assert grants.same(None, None, {"service": ["read", "create"]}, {"service": ["create", "read"], "logs": []})
    assert not grants.same(None, None, {"service": ["read"]}, {"service": ["read", "create"]})
    with pytest.raises(ValueError, match="a dict of lists"):
        grants.to_api(None, {"service": "read"})
