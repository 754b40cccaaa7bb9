# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Keys and certificates that Dokploy keeps: SSH keys for repositories and servers, certificates for Traefik."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Kind, Prepare, Read, Write
from .project import FORCE
from .refs import SERVER
from .servers import REACHED

# The organization is that of the API key, whatever is sent; yet something has to be.
_OWN = {"organizationId": "own"}

SSH_KEY = Kind(
    name="ssh_key",
    title="SSH key",
    id_key="sshKeyId",
    read=Read(one="sshKey.one", list="sshKey.all"),
    create=Write("sshKey.create", constants=_OWN),
    update=Write("sshKey.update", share=MANY),
    delete=Write("sshKey.remove"),
    prepare=Prepare("sshKey.generate", control="generate", key="type", gives=("private_key", "public_key")),
    # Whoever uses it just loses it.
    used_by=(("application", "git.ssh_key"), ("compose", "git.ssh_key"), ("server", "ssh_key")),
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("description", create=True),
        Field(
            "private_key", type="ssh_private", create=True, create_only=True, required=True, secret=True, empty=NEVER
        ),
        Field("public_key", type="ssh_public", create=True, create_only=True, required=True, empty=NEVER),
    ),
    shown=(Field("created_at"), Field("last_used_at")),
    controls=(Field("generate", choices=("ed25519", "rsa")), FORCE),
)

CERTIFICATE = Kind(
    name="certificate",
    title="certificate",
    id_key="certificateId",
    read=Read(one="certificates.one", list="certificates.all"),
    create=Write("certificates.create", answers="record", constants=_OWN),
    update=Write("certificates.update", keeps=True),
    delete=Write("certificates.remove"),
    # Its files are written in the background, so that a failure is not told.
    reach=REACHED,
    fields=(
        Field("name", create=True, required=True, empty=NEVER),
        Field("certificate", key="certificateData", type="pem", create=True, required=True, empty=NEVER),
        Field("private_key", type="pem", create=True, required=True, secret=True, empty=NEVER),
        Field("server", key="serverId", ref=SERVER, create=True, create_only=True),
        Field("auto_renew", type="bool", create=True, create_only=True),
    ),
    shown=(Field("path", key="certificatePath"),),
)
