# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The services that are to run: found by name, read whole, with what Dokploy calls things about each kind."""

from __future__ import annotations

from .._api.errors import OptionError
from .._api.faces import Call
from .._engine.desired import lookup
from .._engine.reads import Reads
from .._engine.snapshot import Snapshot
from .._kinds.project import SERVICES
from .._kinds.registry import KINDS
from .._model.values import type_of

# These are deployed through a queue and leave a record of each deployment; databases are deployed while one waits.
QUEUED = ("application", "compose")
DATABASES = tuple(name for name in SERVICES if name not in QUEUED)

# Shorter values of environment variables are ports and modes, and parts of other words.
_SHORTEST = 6


class Service:
    """One service. kind: its table. record: its whole record. server_id: where it runs, "" for Dokploy's own host."""

    def __init__(self, kind, id, record):
        self.kind, self.id, self.record = kind, id, record
        # Docker's id of the swarm service; "" while it is not known but needed, as an image has the same name.
        self.swarm_id = None

    @property
    def name(self):
        """Its name, or its id where Dokploy tells none."""
        return self.record.get("name") or self.id

    @property
    def title(self):
        """What to call it in a sentence."""
        return f"{self.kind.title} {self.name}"

    @property
    def app_name(self):
        """Its name on the server, which its containers carry."""
        return self.record.get("appName") or ""

    @property
    def server_id(self):
        """The id of its server, "" for Dokploy's own host."""
        return self.record.get("serverId") or ""

    @property
    def queued(self):
        """Whether its deployments go through a queue and leave a record and a log."""
        return self.kind.name in QUEUED

    @property
    def built(self):
        """Whether Dokploy makes its image, which then has the service's own name."""
        return self.kind.name == "application" and self.record.get("sourceType") != "docker"

    @property
    def stack(self):
        """Whether it is a Compose stack that runs in the swarm."""
        return self.kind.name == "compose" and self.record.get("composeType") == "stack"

    @property
    def status(self):
        """Dokploy's status: idle, running (which means that it is being deployed), done or error."""
        return self.record.get("composeStatus" if self.kind.name == "compose" else "applicationStatus")

    @property
    def one(self):
        """The query for the whole record."""
        return Call(self.kind.read.one, self.body)

    @property
    def body(self):
        """What names it in the body of a request."""
        return {self.kind.id_key: self.id}

    @property
    def deployments(self):
        """The query for the deployments, newest first."""
        return Call("deployment.allByCompose" if self.kind.name == "compose" else "deployment.all", self.body)

    def procedure(self, verb):
        """The procedure of this kind with that name, such as C(application.deploy)."""
        return f"{self.kind.name}.{verb}"

    def on_server(self, **input):
        """Input for a query about the host it runs on."""
        return {**input, **({"serverId": self.server_id} if self.server_id else {})}

    def shown(self):
        """The service as results show it."""
        return {
            "kind": self.kind.name,
            "id": self.id,
            "name": self.name,
            "app_name": self.app_name,
            "status": self.status,
        }


def find_services(client, entries, check_mode=False):
    """Find the services that several sets of options name.

    entries: pairs of a path for messages and options. Gives the services and notes; in check mode a service that is not
    there yet is None, with a note. Raises OptionError, ApiError.
    """
    snapshot = Snapshot(Reads(client), check_mode)
    found = [None] * len(entries)

    def job(at, node):
        snapshot.locate(node)
        if node.id is None:
            problem = snapshot.missing(node)
            if not check_mode:
                raise OptionError(problem)
            snapshot.note(f"{problem} It is taken as made by an earlier task of this check run.")
            return
        record = snapshot.whole(node.kind, node.id)
        if record is None:
            raise OptionError(
                f"{node.option(node.kind.name)}: the {node.kind.title} {node.ref} cannot be read any more."
            )
        found[at] = Service(node.kind, node.id, record)

    nodes = [_node(path, params) for path, params in entries]
    snapshot.reads.gather([lambda at=at, node=node: job(at, node) for at, node in enumerate(nodes)])
    return found, snapshot.notes


def _node(path, params):
    named = [name for name in SERVICES if params.get(name)]
    if len(named) != 1:
        where = f"{path}: g" if path else "G"
        raise OptionError(f"{where}ive exactly one of {', '.join(SERVICES)}, by name or by id.")
    node = lookup(KINDS[named[0]], params)
    node.path = path
    return node


def secrets_of(service):
    """What must not be shown of a service: its secret settings and the environments that it takes variables from."""
    secrets, record = set(), service.record
    for field in service.kind.fields:
        value = record.get(field.column)
        if field.secret and value:
            secrets |= _values(field, value) if field.type == "env" else {str(value)}
    env = next((field for field in service.kind.fields if field.type == "env"), None)
    environment = record.get("environment") or {}
    for holder in (environment, environment.get("project") or {}):
        if env and holder.get("env"):
            secrets |= _values(env, holder["env"])
    return secrets - {service.name, service.app_name, str(record.get("dockerImage")), "production"}


def _values(field, text):
    return {value for value in type_of(field).show(field, text).values() if len(str(value)) >= _SHORTEST}
