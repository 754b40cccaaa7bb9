# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Accounts elsewhere that services use: image registries and the S3 destinations of backups."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Kind, Probe, Read, Write
from .project import FORCE

REGISTRY = Kind(
    name="registry",
    plural="registries",
    title="registry",
    id_key="registryId",
    # registry.one leaves the password out, so that it could not be compared.
    read=Read(list="registry.all"),
    create=Write("registry.create", answers="record", constants={"registryType": "cloud"}, full=True),
    # Dokploy stores an update first and logs in afterwards, so that wrong credentials would stay.
    update=Write("registry.update"),
    # Fails when docker cannot log out, though the registry is gone then.
    delete=Write("registry.remove"),
    probe=Probe("verify", Write("registry.testRegistry", constants={"registryType": "cloud"}, id=False)),
    used_by=(("application", "registry"), ("application", "build.registry"), ("application", "rollback.registry")),
    fields=(
        Field("name", key="registryName", create=True, required=True, empty=NEVER),
        Field("username", create=True, required=True, empty=NEVER),
        Field("password", create=True, required=True, secret=True, empty=NEVER),
        Field(
            "url",
            key="registryUrl",
            create=True,
            empty="",
            pattern=r"^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?(:\d{1,5})?$",
            expects="a host name, with a port where needed, without a scheme and without a path, such as ghcr.io",
        ),
        Field("image_prefix", create=True),
    ),
    shown=(Field("created_at"),),
    controls=(Field("verify", type="bool", assume=True), FORCE),
)

DESTINATION = Kind(
    name="destination",
    title="destination",
    id_key="destinationId",
    read=Read(one="destination.one", list="destination.all"),
    create=Write("destination.create", answers="record", full=True, share=MANY),
    update=Write("destination.update", full=True, share=MANY),
    delete=Write("destination.remove"),
    probe=Probe("verify", Write("destination.testConnection", full=True, id=False)),
    used_by=(("backup", "destination"), ("volume_backup", "destination")),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("provider", create=True),
        Field("bucket", create=True, required=True, empty=NEVER),
        Field("endpoint", type="url", create=True, required=True, empty=NEVER),
        Field("region", create=True, empty=""),
        Field("access_key", create=True, required=True, secret=True, empty=NEVER),
        Field("secret_access_key", create=True, required=True, secret=True, empty=NEVER),
        Field("additional_flags", type="list", create=True, empty=[], since="0.29.0"),
    ),
    shown=(Field("created_at"),),
    controls=(Field("verify", type="bool"), FORCE),
)
