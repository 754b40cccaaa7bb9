# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Accounts at GitHub, GitLab, Gitea and Bitbucket from which services fetch their source."""

from __future__ import annotations

from .._model.table import NEVER, Field, Hooks, Kind, Read, Variants, Write
from .._model.variants import of_type
from .project import FORCE

TYPES = ("gitlab", "gitea", "bitbucket", "github")
_EMPTY = {"create": True, "empty": ""}


def _record(record):
    own = record.get(record.get("providerType")) or {}
    return {**record, "isConfigured": own.get("isConfigured")}


def _body(action, body, values, record):
    # A user's id is demanded for two of the types, and the one of the key is taken whatever is sent.
    needs = action == "create" and not any(key.startswith("gitea.") for key in body)
    return {**body, "authId": "own"} if needs else body


GIT_PROVIDER = Kind(
    name="git_provider",
    title="git provider",
    id_key="gitProviderId",
    # The common list has neither secrets nor most columns, so a provider is read by its type's own procedure.
    read=Read(one="{type}.one", list="gitProvider.getAll", whole=False),
    variants=Variants(
        TYPES,
        "providerType",
        made_elsewhere={
            "github": "A GitHub App is made in a browser (Dokploy, Settings > Git); afterwards this module can rename and share it."
        },
    ),
    create=Write("{type}.create"),
    update=Write(
        "{type}.update",
        always=("name", "{type}.{type}Id", "gitlab.gitlabUrl", "gitea.giteaUrl", "github.githubAppName"),
    ),
    delete=Write("gitProvider.remove"),
    writes={"share": Write("gitProvider.toggleShare")},
    used_by=tuple((service, f"{name}.provider") for service in ("application", "compose") for name in TYPES),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("shared", key="sharedWithOrganization", type="bool", via="share", empty=NEVER, since="0.29.0"),
        *of_type(
            "gitlab",
            Field("url", key="gitlabUrl", type="url", create=True, default="https://gitlab.com", empty=NEVER),
            Field("internal_url", key="gitlabInternalUrl", type="url", create=True, since="0.27.0"),
            Field("application_id", **_EMPTY),
            Field("secret", secret=True, **_EMPTY),
            Field("group_name", **_EMPTY),
            Field("redirect_uri", **_EMPTY),
        ),
        *of_type(
            "gitea",
            Field("url", key="giteaUrl", type="url", create=True, default="https://gitea.com", empty=NEVER),
            Field("internal_url", key="giteaInternalUrl", type="url", create=True, since="0.27.0"),
            Field("client_id", **_EMPTY),
            Field("client_secret", secret=True, **_EMPTY),
            Field("redirect_uri", **_EMPTY),
            Field("scopes", create=True, empty=NEVER),
            Field("access_token", secret=True, **_EMPTY),
            Field("refresh_token", secret=True, **_EMPTY),
            Field("expires_at", type="int", low=1, create=True, empty=NEVER),
        ),
        *of_type(
            "bitbucket",
            Field("username", key="bitbucketUsername", **_EMPTY),
            Field(
                "email",
                key="bitbucketEmail",
                type="email",
                create=True,
                since="0.25.3",
                empty=NEVER,
            ),
            Field("api_token", secret=True, since="0.25.3", **_EMPTY),
            Field("app_password", secret=True, **_EMPTY),
            Field("workspace", key="bitbucketWorkspaceName", **_EMPTY),
        ),
        *of_type("github", Field("app_name", key="githubAppName", empty=NEVER)),
    ),
    shown=(Field("type", key="providerType"), Field("configured", key="isConfigured"), Field("created_at")),
    controls=(FORCE,),
    hooks=Hooks(record=_record, body=_body),
)
