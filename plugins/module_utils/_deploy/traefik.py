# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""A task about Traefik: files compared as data, a container that is made anew in the background, a restart where it is needed."""

from __future__ import annotations

import time

from .._api.client import Client
from .._api.errors import ApiError, DokployError, OptionError
from .._api.redact import Redactor
from .._engine.desired import Node, fail_on, fill, lookup
from .._engine.names import resolve
from .._engine.plan import differs, plan
from .._engine.reads import Reads
from .._engine.report import describe, diff_of, explain
from .._engine.run import connection, secret_values
from .._engine.snapshot import Snapshot
from .._kinds.registry import KINDS
from .._kinds.traefik import CONTAINER, DASHBOARD, FILES, TRAEFIK, place
from .._model import dotenv
from .._model.values import HASH

# Seconds that Dokploy gets to fetch the image, remove the container and start a new one.
PATIENCE = 180
# What Dokploy says about a file that is not there on another server; on its own host it answers nothing instead.
NO_FILE = "Remote command failed with exit code 1"


class TraefikTask:
    """One task. client: a _api Client. params: the validated options. sleep: waits that many seconds."""

    def __init__(self, client, params, check_mode=False, sleep=time.sleep):
        self.client, self.params, self.check_mode, self.sleep = client, params, check_mode, sleep
        self.node = Node(TRAEFIK)
        fail_on(fill(self.node, params))
        if isinstance(self.node.given.get("env"), str):
            # What a container says about its environment has no quotes, so it is compared by its variables.
            self.node.given["env"] = dotenv.parse(self.node.given["env"])
        if self.node.values.get("ports"):
            self.node.values["ports"] = in_order(self.node.values["ports"])
        self.notes = []

    def run(self):
        """Carry it out and give the result."""
        try:
            return self._run()
        except ApiError as error:
            raise explain(error, self.node) from None

    def _run(self):
        self.node.record = self.look([*FILES, *CONTAINER])
        change = plan(self.node)
        changed = {field.option for field in change.fields}
        anew = changed & set(CONTAINER)
        how = self.params.get("reload") or "changed"
        reload = how == "always" or (how == "changed" and "main" in changed and not anew)
        if not self.check_mode:
            self._write(change.calls)
            if reload:
                self.client.write("settings.reloadTraefik", place("reload", self.node.values))
        after = change.after if self.check_mode or not change.fields else self._look_back(changed)
        diff = diff_of(change)
        if reload:
            diff["before"]["reloaded"], diff["after"]["reloaded"] = False, True
        result = {
            "changed": bool(changed) or reload,
            "traefik": describe(TRAEFIK, after),
            "diff": diff,
            "reloaded": reload,
        }
        if self.notes:
            result["warnings"] = self.notes
        return result

    # Reading

    def look(self, options):
        """What there is of the given options that the task manages, as a record."""
        found = {}
        reads = Reads(self.client)
        snapshot = Snapshot(reads, self.check_mode)

        def gather():
            self._find_places(snapshot)
            found.update(self._parts(reads, options))

        reads.gather([gather])
        self.notes = snapshot.notes
        given = {
            TRAEFIK.field(option).column: self.node.values[option]
            for option in ("server", "file.path")
            if option in self.node.values
        }
        return {**found, **given}

    def _find_places(self, snapshot):
        resolve(snapshot, self.node)
        if self.params.get("application"):
            application = lookup(KINDS["application"], self.params)
            snapshot.locate(application)
            if application.id is None and not self.check_mode:
                raise OptionError(snapshot.missing(application))
            if application.id is None:
                snapshot.note(
                    f"{snapshot.missing(application)} It is taken as made by an earlier task of this check run."
                )
            self.node.values["application"] = application.id

    def _parts(self, reads, options):
        managed = [option for option in options if option in self.node.given]
        if "ports" in managed:
            # The list of ports has the dashboard in it, so neither is written without knowing the other.
            managed.append("dashboard")
        queries = {option: {**FILES, **CONTAINER}[option] for option in managed}
        if self.node.values.get("application") is None:
            queries.pop("application_config", None)
        for option, query in queries.items():
            reads.hint(query, place(option, self.node.values) or None)
        answers = {option: self._answer(reads, option, query) for option, query in queries.items()}
        return {TRAEFIK.field(option).column: self._tidy(option, answer) for option, answer in answers.items()}

    def _answer(self, reads, option, query):
        try:
            return reads.get(query, place(option, self.node.values) or None)
        except ApiError as error:
            if option == "file.content" and error.message == NO_FILE:
                return None
            if self.check_mode and error.status == 404 and self.params.get("server"):
                # An earlier task of this check run would have made the server.
                return None
            raise

    def _tidy(self, option, answer):
        if option == "env":
            return environment(answer, "PATH" in self.node.given["env"])
        if option == "ports":
            return in_order(port for port in answer or [] if port["targetPort"] != DASHBOARD["targetPort"])
        # A server in the cloud answers true in place of a file.
        return answer if option == "dashboard" or isinstance(answer, str) else None

    # Writing

    def _write(self, calls):
        steps = [call.step for call in calls]
        for call in calls:
            if call.step == "dashboard" and "ports" in steps:
                # It went along with the ports.
                continue
            self.client.write(call.write.procedure, call.body)
            if call.step in CONTAINER:
                # Dokploy goes on in the background, and the next change would start from what is still there.
                self._wait_for(call.step)

    def _look_back(self, changed):
        # Dokploy does not tell when it could not write a file.
        record = self.look([*FILES, *CONTAINER])
        lost = [option for option in FILES if option in changed and differs(self.node, TRAEFIK.field(option), record)]
        if lost:
            raise DokployError(f"{', '.join(lost)}: Dokploy took it and did not store it; its own log tells why.")
        return record

    def _wait_for(self, option):
        end = time.monotonic() + PATIENCE
        pause = 0.1
        while True:
            try:
                if not differs(self.node, TRAEFIK.field(option), self.look([option])):
                    return
            except ApiError:
                # While there is no container, there is nothing to read from.
                pass
            if time.monotonic() > end:
                raise DokployError(
                    f"{option}: Dokploy took it, but after {PATIENCE} seconds Traefik does not run with it. Look at the container dokploy-traefik "
                    "and at Dokploy's own log; the image may not have been fetched, or a port may be taken."
                )
            self.sleep(pause)
            pause = min(3, pause * 2)


def in_order(ports):
    """Ports in an order of their own, since theirs says nothing."""
    plain = [{key: port.get(key) for key in ("targetPort", "publishedPort", "protocol")} for port in ports]
    return sorted(plain, key=lambda port: (port["targetPort"], port["publishedPort"], str(port["protocol"])))


def environment(text, path):
    """The variables of a container as dotenv text. path: whether the PATH that every image sets is of interest."""
    variables, last = {}, None
    for line in (text or "").split("\n"):
        name, sign, value = line.partition("=")
        if sign:
            variables[name], last = value, name
        elif last:
            variables[last] += "\n" + line
    return dotenv.render({name: value for name, value in variables.items() if path or name != "PATH"})


def secrets_in(params):
    """The secret texts in a task's options: the environment of the container, and password hashes in files."""
    found = secret_values(TRAEFIK.fields, params)
    for text in _texts({option: params.get(option.split(".")[0]) for option in FILES}):
        found.update(match.group(0)[1:] for match in HASH.finditer(text))
    return found


def _texts(value):
    if isinstance(value, (dict, list)):
        return [text for item in (value.values() if isinstance(value, dict) else value) for text in _texts(item)]
    return [value] if isinstance(value, str) else []


def run_traefik(params, check_mode=False, client=None):
    """Carry out a task of the module and give its result. Raises DokployError."""
    redact = Redactor(secrets_in(params))
    return TraefikTask(client or Client(connection(params), redact), params, check_mode).run()
