# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""What every task that runs something needs: a client, the things that its options name, and somebody to tell."""

from __future__ import annotations

from .._api.client import Client
from .._api.errors import ApiError, DokployError, OptionError
from .._api.redact import Redactor
from .._engine.desired import lookup
from .._engine.reads import Reads
from .._engine.run import connection
from .._engine.snapshot import Snapshot
from .._kinds.project import SERVICES
from .._kinds.registry import KINDS
from .log import Log
from .service import Service, secrets_of


class Context:
    """One task. params: its validated options. progress: a function that gets lines for the user, or None."""

    def __init__(self, params, check_mode=False, progress=None, client=None):
        self.params, self.check_mode, self.progress = params, check_mode, progress
        self.client = client or Client(connection(params), Redactor())
        self.notes = []

    def find(self, kind, params=None, option="", optional=False):
        """The whole record of the thing of a kind that options name, with its id under C(id).

        optional: give None for what is not there; in check mode that is so anyway, with a note. Raises OptionError, ApiError.
        """
        table = KINDS[kind]
        snapshot, found = Snapshot(Reads(self.client), self.check_mode), []
        node = lookup(table, self.params if params is None else params)
        node.path = option

        def job():
            snapshot.locate(node)
            if node.id is None:
                found[:] = [None, snapshot.missing(node)]
            else:
                found[:] = [snapshot.whole(table, node.id), ""]

        snapshot.reads.gather([job])
        record, problem = found
        if record is not None:
            return {**record, "id": node.id}
        if not optional and not self.check_mode:
            raise OptionError(problem)
        if not optional:
            self.notes.append(f"{problem} It is taken as made by an earlier task of this check run.")
        return None

    def service(self, params=None, optional=False, kinds=SERVICES):
        """The service that options name, None as for find(), and its secrets masked from now on."""
        params = self.params if params is None else params
        named = [name for name in kinds if params.get(name)]
        if len(named) != 1:
            raise OptionError(f"Give exactly one of {', '.join(kinds)}, by name or by id.")
        record = self.find(named[0], params, optional=optional)
        if record is None:
            return None
        service = Service(KINDS[named[0]], record["id"], record)
        self.client.redact.add(*secrets_of(service))
        return service

    def named_service(self, kinds=SERVICES):
        """Whether the options name a service at all."""
        return any(self.params.get(name) for name in kinds)

    def server_id(self):
        """The id of the server that the option server names, or None for Dokploy's own host."""
        return (self.find("server") or {}).get("id") if self.params.get("server") else None

    def log(self, name=""):
        """A log that masks what is secret and tells the user each line."""
        prefix = f"{name}: " if name else ""
        return Log(self.client.redact, (lambda line: self.progress(prefix + line)) if self.progress else None)

    def result(self, changed, **values):
        """The result of the task. A diff in it is a pair of dicts, before and after."""
        if isinstance(values.get("diff"), tuple):
            values["diff"] = dict(zip(("before", "after"), values["diff"]))
        return {"changed": changed, **values, "warnings": self.notes}


def reason(error):
    """The part of an error that says why, without the command that failed, which may hold anything."""
    if not isinstance(error, ApiError):
        return error.message if isinstance(error, DokployError) else str(error)
    lines = [line.strip().replace("the command failed: ", "") for line in error.message.splitlines() if line.strip()]
    useful = [line for line in lines if not line.startswith(("Command", "(command line", "Run 'docker"))]
    return (useful[-1] if useful else "the command failed" if lines else "Dokploy gives no reason").rstrip(".")
