# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vault and DNS providers: secrets come back masked, and the mask sent back keeps what is stored."""

from __future__ import annotations

from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request
from ..store import Row

MASK = "********"
SECRETS = {
    "hashicorp": ("token",), "infisical": ("clientSecret",), "aws": ("secretAccessKey",),
    "doppler": ("serviceToken",), "azure": ("clientSecret",), "scaleway": ("secretKey",),
    "cloudflare": ("apiToken",), "route53": ("secretAccessKey",),
}  # fmt: skip
KINDS = {"vaultProvider": ("vault_provider", "Vault provider", "vault"),
         "dnsProvider": ("dns_provider", "DNS provider", "DNS")}  # fmt: skip


def masked(row: Row) -> Row:
    config = dict(row["config"])
    for name in SECRETS[config["providerType"]]:
        if config.get(name):
            config[name] = MASK
    return {**row, "config": config}


def merged(incoming: dict, existing: dict) -> dict:
    config = dict(incoming)
    for name in SECRETS[config["providerType"]]:
        if config.get(name) == MASK:
            if config["providerType"] != existing["providerType"]:
                raise bad_request("Credentials must be re-entered when changing the provider type")
            config[name] = existing.get(name)
    return config


def _facts(call: Call) -> tuple[str, str, str, str]:
    router = call.name.split(".")[0]
    table, title, word = KINDS[router]
    return table, title, word, f"{router}Id"


def _row(call: Call, value: dict) -> Row:
    table, title, word, key = _facts(call)
    row = call.need(table, value[key], title)
    call.own(row["organizationId"], f"You are not allowed to access this {word} provider")
    return row


def _assignments(call: Call, value: dict) -> None:
    for one in value.get("assignments", ()):
        if not call.store.first("project", projectId=one["projectId"], organizationId=call.org):
            raise bad_request("Assignment references a project outside this organization")
        inside = {row["environmentId"] for row in call.store.find("environment", projectId=one["projectId"])}
        if set(one["environmentIds"]) - inside:
            raise bad_request("Assignment references an environment outside the selected project")


def create(call: Call, value: dict) -> Any:
    table = _facts(call)[0]
    _assignments(call, value)
    row = call.store.insert(
        table, {**value, "providerType": value["config"]["providerType"], "organizationId": call.org}
    )
    return masked(row)


def update(call: Call, value: dict) -> Any:
    table, key = _facts(call)[0], _facts(call)[3]
    row = _row(call, value)
    config = merged(value["config"], row["config"])
    _assignments(call, value)
    changes = {**value, "config": config, "providerType": config["providerType"]}
    result = call.store.update(table, row[key], changes)
    assert result is not None
    return masked(result)


def remove(call: Call, value: dict) -> Any:
    table, key = _facts(call)[0], _facts(call)[3]
    call.store.delete(table, _row(call, value)[key])
    return True


def all_(call: Call, value: dict) -> Any:
    rows = call.store.find(_facts(call)[0], organizationId=call.org)
    return [masked(row) for row in sorted(rows, key=lambda row: row["name"])]


def one(call: Call, value: dict) -> Any:
    return masked(_row(call, value))


def test_connection(call: Call, value: dict) -> Any:
    key = _facts(call)[3]
    config = value.get("config")
    if not config and not value.get(key):
        raise bad_request(f"Provide a config or a {key} to test")
    if value.get(key):
        existing = _row(call, value)["config"]
        config = merged(config, existing) if config else existing
    if any(str(config.get(name)) == "wrong" for name in SECRETS[config["providerType"]]):
        raise bad_request("fetch failed")
    return True


for _router in KINDS:
    for _name, _handler in {"create": create, "update": update, "remove": remove, "all": all_, "one": one,
                            "testConnection": test_connection}.items():  # fmt: skip
        procedure(f"{_router}.{_name}")(_handler)


@procedure("vaultProvider.listSecretNames")
def secret_names(call: Call, value: dict) -> Any:
    row = _row(call, value)
    assigned = any(
        one["projectId"] == value["projectId"]
        and (not one["environmentIds"] or value.get("environmentId") in (None, *one["environmentIds"]))
        for one in row["assignments"] or ()
    )
    if row["assignments"] and not assigned:
        text = "This vault provider is not assigned to this project or environment"
        raise ApiError("FORBIDDEN", text)
    return []


# DNS zones: two of them, records in memory


def _zones(call: Call, row: Row) -> dict[str, dict]:
    zones = call.state.settings_extra.setdefault("zones", {})
    return zones.setdefault(
        row["dnsProviderId"],
        {"zone-1": {"name": "example.com", "records": {}}, "zone-2": {"name": "example.org", "records": {}}},
    )


def _zone(call: Call, value: dict) -> dict:
    zone = _zones(call, _row(call, value)).get(value["zoneId"])
    if zone is None:
        raise bad_request("Zone not found")
    return zone


@procedure("dnsProvider.listZones")
def zones(call: Call, value: dict) -> Any:
    return [{"id": key, "name": zone["name"]} for key, zone in _zones(call, _row(call, value)).items()]


@procedure("dnsProvider.listRecords")
def records(call: Call, value: dict) -> Any:
    return list(_zone(call, value)["records"].values())


@procedure("dnsProvider.createRecord", "dnsProvider.updateRecord")
def save_record(call: Call, value: dict) -> Any:
    zone = _zone(call, value)
    key = value.get("recordId") or call.state.ids.hex(32)
    record = {name: inner for name, inner in value.items() if name not in ("dnsProviderId", "zoneId", "recordId")}
    if call.name.endswith("updateRecord") and key not in zone["records"]:
        raise bad_request("Record not found")
    zone["records"][key] = {"id": key, **record}
    return zone["records"][key]


@procedure("dnsProvider.deleteRecord")
def delete_record(call: Call, value: dict) -> Any:
    if _zone(call, value)["records"].pop(value["recordId"], None) is None:
        raise bad_request("Record not found")
    return True
