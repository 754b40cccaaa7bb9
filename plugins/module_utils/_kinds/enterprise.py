# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Signing in by way of a company's own directory: SSO providers, SCIM, and the proxy that guards domains. Needs a licence of Dokploy."""

from __future__ import annotations

import json

from .._model.table import NEVER, Field, Hooks, Kind, Read, Ref, Variants, Write
from .._model.values import blank
from .._model.variants import of_type
from .refs import SERVER

_MUST = {"create": True, "required": True, "empty": NEVER}
_SET = {"create": True}
# Dokploy refuses null for all of these, and keeps nothing of what an update does not repeat.
_PERSON = (
    Field("id", required=True),
    Field("email", required=True),
    Field("email_verified"),
    Field("name", required=True),
    Field("extra_fields", type="labels"),
)
_ENCRYPTION = (
    Field("metadata"),
    Field("private_key", secret=True),
    Field("private_key_passphrase", key="privateKeyPass", secret=True),
    Field("assertion_encrypted", key="isAssertionEncrypted", type="bool"),
    Field("encryption_private_key", key="encPrivateKey", secret=True),
    Field("encryption_private_key_passphrase", key="encPrivateKeyPass", secret=True),
)


def _sso_record(record):
    # Both configurations are kept as JSON text, the domains as one text.
    configs = {
        key: json.loads(value) if isinstance(value, str) else value
        for key, value in record.items()
        if key in ("oidcConfig", "samlConfig")
    }
    domains = [part.strip() for part in str(record.get("domain") or "").split(",") if part.strip()]
    return {**record, **configs, "domains": domains, "ssoType": "oidc" if configs.get("oidcConfig") else "saml"}


def _sso_body(action, body, values, record):
    if action == "delete":
        return body
    body = {key: value for key, value in body.items() if not blank(value)}
    # Left out of an update it would be switched off.
    if "override_user_info" in values:
        body["overrideUserInfo"] = values["override_user_info"]
    return body


SSO_PROVIDER = Kind(
    name="sso_provider",
    title="SSO provider",
    id_key="providerId",
    since="0.27.0",
    read=Read(list="sso.listProviders"),
    identity=("provider_id",),
    variants=Variants(("oidc", "saml"), "ssoType", place="{type}Config", inside="{type}Config"),
    create=Write("sso.register"),
    update=Write("sso.update", full=True),
    delete=Write("sso.deleteProvider"),
    fields=(
        Field("provider_id", **_MUST),
        Field("issuer", type="url", **_MUST),
        Field("domains", type="set", **_MUST),
        Field("override_user_info", type="bool", untold=True, create=True, empty=NEVER),
        *of_type(
            "oidc",
            Field("client_id", **_MUST),
            Field("client_secret", secret=True, **_MUST),
            Field("authorization_endpoint", type="url", **_SET),
            Field("token_endpoint", type="url", **_SET),
            Field("user_info_endpoint", type="url", **_SET),
            Field("token_endpoint_authentication", choices=("client_secret_post", "client_secret_basic"), **_SET),
            Field("jwks_endpoint", type="url", **_SET),
            Field("discovery_endpoint", type="url", **_SET),
            Field("skip_discovery", type="bool", **_SET),
            Field("scopes", type="set", **_SET),
            Field("pkce", type="bool", assume=True, **_SET),
            Field("mapping", type="record", fields=(*_PERSON, Field("image")), **_SET),
        ),
        *of_type(
            "saml",
            Field("entry_point", type="url", **_MUST),
            Field("certificate", key="cert", **_MUST),
            Field("callback_url", type="url", **_MUST),
            Field("audience", **_SET),
            Field(
                "idp_metadata",
                type="record",
                fields=(
                    *_ENCRYPTION,
                    Field("entity_id", key="entityID"),
                    Field("certificate", key="cert"),
                    Field(
                        "single_sign_on_service",
                        type="records",
                        fields=(
                            Field("binding", key="Binding", required=True),
                            Field("location", key="Location", required=True),
                        ),
                    ),
                ),
                **_SET,
            ),
            Field(
                "sp_metadata",
                type="record",
                fields=(*_ENCRYPTION, Field("entity_id", key="entityID"), Field("binding")),
                **_MUST,
            ),
            Field("want_assertions_signed", type="bool", **_SET),
            Field("authn_requests_signed", type="bool", **_SET),
            Field("signature_algorithm", **_SET),
            Field("digest_algorithm", **_SET),
            Field("identifier_format", **_SET),
            Field("private_key", secret=True, **_SET),
            Field("decryption_key", key="decryptionPvk", secret=True, **_SET),
            Field("additional_params", type="labels", **_SET),
            Field("mapping", type="record", fields=(*_PERSON, Field("first_name"), Field("last_name")), **_SET),
        ),
    ),
    shown=(Field("type", key="ssoType"),),
    hooks=Hooks(record=_sso_record, body=_sso_body),
)


def _origin_record(record):
    return {"origin": record} if isinstance(record, str) else record


TRUSTED_ORIGIN = Kind(
    name="trusted_origin",
    title="trusted origin",
    id_key="origin",
    since="0.27.1",
    read=Read(list="sso.getTrustedOrigins"),
    identity=("origin",),
    create=Write("sso.addTrustedOrigin"),
    update=Write("sso.updateTrustedOrigin"),
    delete=Write("sso.removeTrustedOrigin"),
    fields=(
        Field(
            "origin",
            type="url",
            pattern=r"^https?://[^/\s]+$",
            expects="a scheme and a host without a path, such as https://id.example.com",
            **_MUST,
        ),
    ),
    hooks=Hooks(
        record=_origin_record,
        body=lambda action, body, values, record: (
            {"oldOrigin": record["origin"], "newOrigin": values["origin"]} if action == "update" else body
        ),
    ),
)

SCIM = Kind(
    name="scim",
    title="SCIM provider",
    id_key="providerId",
    since="0.29.11",
    read=Read(list="scim.listProviders"),
    identity=("provider_id",),
    create=Write("scim.generateToken"),
    delete=Write("scim.deleteProvider"),
    once=(Field("token", key="scimToken", secret=True),),
    fields=(
        Field(
            "provider_id",
            pattern=r"^[a-z0-9][a-z0-9-]{0,63}$",
            expects="up to 64 small letters, digits and dashes, a letter or digit first",
            **_MUST,
        ),
    ),
)


def _guard_record(record):
    return {**record, "guardId": record.get("serverId") or "local", "running": record.get("status") == "running"}


def _guard_meant(values, record):
    # Every server is listed, also those without a domain of their own for it.
    return bool(record.get("authDomain"))


def _guard_body(action, body, values, record):
    server = {"serverId": record.get("serverId") if record else values.get("server")}
    if action == "delete":
        return server
    if action == "proxy":
        return {**server, **({"providerId": values["provider"]} if values.get("provider") else {})}
    return {**{key: value for key, value in body.items() if value is not None}, **server}


def _guard_check(given):
    problems = []
    if given.get("deployed") and not given.get("provider"):
        problems.append(("provider", "is needed with deployed=true: the proxy signs in by way of it"))
    if given.get("certificate") == "custom" and not given.get("certificate_resolver"):
        problems.append(("certificate_resolver", "is needed with certificate=custom"))
    return problems


def _guard_refuse(action, changed, record):
    if action == "delete" and record.get("running"):
        return "its proxy still runs; take it away first with deployed=false"
    return None


FORWARD_AUTH = Kind(
    name="forward_auth",
    plural="forward_auth",
    title="forward authentication",
    id_key="guardId",
    since="0.29.8",
    read=Read(list="forwardAuth.serverStatus"),
    identity=("server",),
    create=Write("forwardAuth.setAuthDomain", full=True),
    update=Write("forwardAuth.setAuthDomain", full=True, id=False, seconds=120),
    delete=Write("forwardAuth.removeAuthDomain", id=False),
    writes={"proxy": Write("forwardAuth.deployOnServer", off="forwardAuth.removeOnServer", id=False, seconds=300)},
    fields=(
        Field("server", key="serverId", ref=SERVER, create=True, assume=""),
        Field("domain", key="authDomain", type="host", **_MUST),
        Field("https", type="bool", create=True, default=True, empty=NEVER),
        Field(
            "certificate",
            key="certificateType",
            choices=("none", "letsencrypt", "custom"),
            create=True,
            default="letsencrypt",
            empty=NEVER,
        ),
        Field("certificate_resolver", key="customCertResolver", create=True),
        Field(
            "provider", ref=Ref("OIDC provider", "forwardAuth.listProviders", "providerId", "providerId"), untold=True
        ),
        Field("deployed", key="running", type="bool", via="proxy", empty=NEVER),
    ),
    shown=(Field("status"), Field("callback_url")),
    hooks=Hooks(record=_guard_record, body=_guard_body, check=_guard_check, refuse=_guard_refuse, meant=_guard_meant),
)
