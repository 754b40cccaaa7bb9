# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Services elsewhere that Dokploy itself uses: language models, secret vaults, DNS hosts and the records they hold."""

from __future__ import annotations

import ipaddress

from .._model import checks
from .._model.table import NEVER, Field, Hooks, Kind, Probe, Read, Ref, Variants, Write
from .._model.values import blank
from .._model.variants import of_type
from .refs import ENVIRONMENT_PATH, PROJECT_PATH

_MUST = {"create": True, "required": True, "empty": NEVER}
_MASKED = {**_MUST, "secret": True, "masked": True}
_NAME = Field(
    "name", pattern=r"^[a-zA-Z0-9_-]{1,64}$", expects="up to 64 letters, digits, dashes and underscores", **_MUST
)


def _ai_body(action, body, values, record):
    return {key: body.get(key, "") for key in ("apiUrl", "apiKey", "model")} if action == "probe" else body


AI_PROVIDER = Kind(
    name="ai_provider",
    title="AI provider",
    id_key="aiId",
    read=Read(one="ai.one", list="ai.getAll"),
    create=Write("ai.create", full=True),
    # It inserts when something is missing, and fails then.
    update=Write("ai.update", full=True),
    delete=Write("ai.delete"),
    probe=Probe("verify", Write("ai.testConnection", id=False, seconds=60)),
    fields=(
        Field("name", **_MUST),
        # The connection options have taken the names api_url and api_key.
        Field("url", key="apiUrl", type="url", **_MUST),
        Field("key", key="apiKey", secret=True, create=True, empty=""),
        Field("model", **_MUST),
        Field("enabled", key="isEnabled", type="bool", create=True, default=True, empty=NEVER),
    ),
    shown=(Field("created_at"),),
    controls=(Field("verify", type="bool"),),
    hooks=Hooks(body=_ai_body),
)


def _vault_record(record):
    # One list holds both: projects with all their environments, and projects with some of them.
    assigned = [entry for entry in record.get("assignments") or [] if isinstance(entry, dict)]
    projects = [entry["projectId"] for entry in assigned if not entry.get("environmentIds")]
    environments = [f"{entry['projectId']}/{item}" for entry in assigned for item in entry.get("environmentIds") or []]
    return {**record, "assignedProjects": projects, "assignedEnvironments": environments}


def _config_body(action, body, values, record):
    # What is empty is not sent: most of these are optional, and none takes null.
    body = {key: value for key, value in body.items() if "." not in key or not blank(value)}
    if action == "probe":
        kept = {key: value for key, value in body.items() if "." in key}
        return {**kept, **{key: body[key] for key in ("vaultProviderId", "dnsProviderId") if key in body}}
    return body


def _vault_body(action, body, values, record):
    body = _config_body(action, body, values, record)
    if action not in ("create", "update"):
        return body
    projects, environments = body.pop("assignedProjects", None) or [], body.pop("assignedEnvironments", None) or []
    assigned = {project: [] for project in projects}
    for both in environments:
        project, dummy, environment = both.partition("/")
        if project not in projects:
            assigned.setdefault(project, []).append(environment)
    return {**body, "assignments": [{"projectId": project, "environmentIds": ids} for project, ids in assigned.items()]}


VAULT_PROVIDER = Kind(
    name="vault_provider",
    title="vault provider",
    id_key="vaultProviderId",
    since="0.30.0",
    read=Read(one="vaultProvider.one", list="vaultProvider.all"),
    variants=Variants(
        ("hashicorp", "infisical", "aws", "doppler", "azure", "scaleway"),
        "providerType",
        place="config",
        inside="config",
    ),
    create=Write("vaultProvider.create", answers="record"),
    # Everything is written anew; the mask in place of a secret keeps the secret.
    update=Write("vaultProvider.update", full=True),
    delete=Write("vaultProvider.remove"),
    probe=Probe("verify", Write("vaultProvider.testConnection", seconds=60)),
    fields=(
        _NAME,
        Field("projects", key="assignedProjects", type="set", ref=PROJECT_PATH, create=True, empty=[]),
        Field("environments", key="assignedEnvironments", type="set", ref=ENVIRONMENT_PATH, create=True, empty=[]),
        *of_type(
            "hashicorp",
            Field("url", type="url", **_MUST),
            Field("token", **_MASKED),
            Field("namespace", create=True),
            Field("mount", create=True, assume="secret"),
        ),
        *of_type(
            "infisical",
            Field("site_url", type="url", create=True, assume="https://app.infisical.com"),
            Field("client_id", **_MUST),
            Field("client_secret", **_MASKED),
            Field("project_id", **_MUST),
            Field("environment_slug", **_MUST),
            Field("secret_path", create=True, assume="/"),
        ),
        *of_type(
            "aws",
            Field("region", **_MUST),
            Field("access_key_id", secret=True, **_MUST),
            Field("secret_access_key", **_MASKED),
            Field("endpoint", type="url", create=True),
        ),
        *of_type(
            "doppler", Field("service_token", **_MASKED), Field("project", create=True), Field("config", create=True)
        ),
        *of_type(
            "azure",
            Field("vault_uri", type="url", **_MUST),
            Field("tenant_id", **_MUST),
            Field("client_id", **_MUST),
            Field("client_secret", **_MASKED),
        ),
        *of_type(
            "scaleway",
            Field("region", create=True, assume="fr-par"),
            Field("project_id", **_MUST),
            Field("secret_key", **_MASKED),
            Field("api_url", type="url", create=True, assume="https://api.scaleway.com"),
        ),
    ),
    shown=(Field("type", key="providerType"), Field("created_at")),
    controls=(Field("verify", type="bool"),),
    hooks=Hooks(record=_vault_record, body=_vault_body),
)

DNS_PROVIDER = Kind(
    name="dns_provider",
    title="DNS provider",
    id_key="dnsProviderId",
    since="0.30.0",
    read=Read(one="dnsProvider.one", list="dnsProvider.all"),
    variants=Variants(("cloudflare", "route53"), "providerType", place="config", inside="config"),
    create=Write("dnsProvider.create", answers="record"),
    update=Write("dnsProvider.update", full=True),
    delete=Write("dnsProvider.remove"),
    probe=Probe("verify", Write("dnsProvider.testConnection", seconds=60)),
    fields=(
        _NAME,
        *of_type("cloudflare", Field("api_token", **_MASKED)),
        *of_type("route53", Field("access_key_id", secret=True, **_MUST), Field("secret_access_key", **_MASKED)),
    ),
    shown=(Field("type", key="providerType"), Field("created_at")),
    controls=(Field("verify", type="bool"),),
    hooks=Hooks(body=_config_body),
)


def _record_record(record):
    return {**record, "recordId": record.get("id")}


def _record_body(action, body, values, record):
    if action == "create":
        return body
    return {**body, **{key: record.get(key) for key in ("zoneId", "dnsProviderId")}}


def _ipv4(text):
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        raise ValueError("an IPv4 address") from None


def _record_check(given):
    problems = []
    name, zone, content = (str(given.get(option) or "").rstrip(".").lower() for option in ("name", "zone", "content"))
    if "." in zone and name != zone and not name.endswith("." + zone):
        problems.append(("name", f"must be the full name, such as www.{zone}, not relative to its zone"))
    if given.get("type") and content:
        try:
            (_ipv4 if given["type"] == "A" else checks.host)(content)
        except ValueError as error:
            problems.append(("content", f"of a record of the type {given['type']} must be {error}"))
    return problems


DNS_RECORD = Kind(
    name="dns_record",
    title="DNS record",
    id_key="recordId",
    since="0.30.0",
    parents=("dns_provider",),
    read=Read(list="dnsProvider.listRecords", args={"dnsProviderId": "$id", "zoneId": "$zoneId"}),
    identity=("zone", "type", "name"),
    create=Write("dnsProvider.createRecord", seconds=60),
    # The host writes the whole record anew.
    update=Write("dnsProvider.updateRecord", full=True, seconds=60),
    delete=Write("dnsProvider.deleteRecord", seconds=60),
    fields=(
        Field(
            "zone",
            key="zoneId",
            ref=Ref("zone", "dnsProvider.listZones", "id", "name", args={"dnsProviderId": "$id"}, made=False),
            **_MUST,
        ),
        Field("type", choices=("A", "CNAME"), **_MUST),
        Field("name", type="caseless", pattern=r"[^.]$", expects="a full name without a dot at its end", **_MUST),
        Field("content", type="caseless", **_MUST),
        Field("ttl", type="int", low=1, create=True, empty=NEVER),
    ),
    hooks=Hooks(record=_record_record, check=_record_check, body=_record_body),
)
