# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The databases: one family, written once; an engine states only what is its own."""

from __future__ import annotations

from .._model.table import MANY, NEVER, Field, Hooks, Kind, Read, Write
from .application import APP_NAME, SERVICE_ASIDES, SERVICE_SHOWN
from .facts import database_facts
from .refs import SERVER
from .swarm import NETWORKS, RESOURCES, SWARM, ULIMITS

PASSWORD = {
    "pattern": r"^[a-zA-Z0-9@#%^&*()_+\-=[\]{}|;:,.<>?~`]*$",
    "expects": "made of letters, digits and @#%^&*()_+-=[]{}|;:,.<>?~` only (Dokploy refuses quotes, $, !, slashes and blanks)",
}
_NAME = Field("database_name", create=True, required=True, empty=NEVER)
_USER = Field("database_user", create=True, required=True, empty=NEVER)
_PASSWORD = Field("database_password", create=True, required=True, secret=True, empty=NEVER, **PASSWORD)
_ROOT = Field("database_root_password", create=True, secret=True, empty=NEVER, **PASSWORD)
_PORT = Field("external_port", type="int", low=1, high=65535)


def database(name, title, own, image, hooks=None, ulimits=(ULIMITS,), resources=RESOURCES, **further):
    """The table of one engine.

    own: its own fields. image: the image that is sent where the user names none; Dokploy's own defaults name images that do
    not exist for some engines. ulimits, resources: fields that not every engine has.
    """
    settings = {
        "create": Write(f"{name}.create", answers="record", share=MANY),
        # update stores the port and the environment without deploying; saveExternalPort and saveEnvironment are not needed.
        "update": Write(f"{name}.update", share=MANY),
        "delete": Write(f"{name}.remove", seconds=120),
        **further,
    }
    return Kind(
        name=name,
        facts=database_facts(name, own),
        asides=SERVICE_ASIDES,
        plural=name,
        title=title,
        id_key=f"{name}Id",
        parents=("environment",),
        read=Read(one=f"{name}.one", tree=name),
        fields=(
            Field("name", create=True, required=True, empty=NEVER),
            APP_NAME,
            Field("description", create=True),
            Field("server", key="serverId", ref=SERVER, create=True, create_only=True),
            Field("docker_image", create=True, empty=NEVER, default=image),
            *own,
            Field("env", type="env", secret=True),
            *resources,
            *SWARM,
            *ulimits,
            *NETWORKS,
        ),
        shown=(*SERVICE_SHOWN, Field("status", key="applicationStatus")),
        hooks=hooks or Hooks(),
        **settings,
    )


POSTGRES = database("postgres", "PostgreSQL database", (_NAME, _USER, _PASSWORD, _PORT), "postgres:18")
