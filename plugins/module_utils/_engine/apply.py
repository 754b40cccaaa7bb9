# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Writing: planned calls in as few requests as their tables allow, each item judged by itself."""

from __future__ import annotations

from .._api.errors import AnswerLost, ApiError, DokployError, OptionError
from .._api.faces import Call
from .._model.table import MANY
from .._model.variants import normal
from .desired import settle
from .paths import dig
from .plan import CREATE, DELETE, LEFT, PREPARE, PROBE, REACH, brings, owner_body, plan
from .reads import Reads
from .report import explain
from .snapshot import Snapshot
from .volumes import PAUSE, TRIES, is_gone, is_held

# How often a thing that Dokploy just accepted is looked for before that counts as a failure.
LOOKS = 4


class Lost(Exception):
    """Nobody knows whether a write happened: everything has to be looked at again."""


class Applier:
    """Carries out changes.

    client: a _api Client. member: whether the key is a plain member's. Attributes: failures, pairs (node, error) of what did not work; written, the nodes that
    something was written for.
    """

    def __init__(self, client, member=False):
        self.client, self.member = client, member
        self.failures = []
        # A dict for its order and its quick look-up.
        self._written = {}
        self._queues = {}
        self._brought = {}
        self._held = {}
        self._tries = {}
        # What the machines answered that things are to be put onto.
        self._reached = {}
        # What ended the run before its time, or None.
        self.broken = None
        # Warnings about what could not be cleared away.
        self.notes = []

    @property
    def written(self):
        """The nodes that something was written for, in that order."""
        return list(self._written)

    def run(self, changes):
        """Carry out changes whose order is that of dependence: parents come first. Raises Lost."""
        for change in changes:
            if brings(change.node):
                self._brought.setdefault(change.node.parent, []).append(change.node)
            if change.node.deferred and not change.can_start:
                self._held[change.node] = True
            elif change.calls:
                self._queues[change.node] = list(change.calls)
        while self._queues or self._held:
            self._release()
            ready = [queue[0] for node, queue in self._queues.items() if self._is_ready(node)]
            if not ready:
                self._give_up()
                return
            self._wave(ready)
            if self.broken:
                self.failures += [(node, self.broken) for node in {**self._queues, **self._held}]
                return

    def _release(self):
        """Plan anew what waited for facts of other things that are known by now."""
        for node in list(self._held):
            self._plan_again(node)

    def _plan_again(self, node):
        self._held.pop(node, None)
        try:
            if not settle(node):
                self._held[node] = True
                return
            calls = plan(node).calls
        except OptionError as error:
            self.failures.append((node, error))
            return
        if calls:
            self._queues[node] = list(calls)

    def _is_ready(self, node):
        parent = node.parent
        return parent is None or parent.id is not None or node.record is not None

    def _give_up(self):
        for node in self._queues:
            self.failures.append(
                (node, DokployError(f"{node.name} was left out because {node.parent.name} could not be made."))
            )
        for node in self._held:
            if node not in self._queues:
                names = ", ".join(node.option(option) for option in node.deferred)
                self.failures.append(
                    (node, DokployError(f"{names}: left out because what it refers to could not be made."))
                )
        self._queues.clear()
        self._held.clear()

    def _wave(self, ready):
        asked = [item for item in ready if item.step == REACH]
        if asked:
            # Nothing else goes out meanwhile, so that what cannot be put anywhere stays unwritten.
            self._reach(asked)
            return
        outcomes = []
        for limit, planned in _batches(ready, self.member):
            for item in planned:
                if item.step == CREATE:
                    item.body.update(owner_body(item.node))
            calls = [Call(item.write.procedure, item.body) for item in planned]
            seconds = max(item.write.seconds for item in planned)
            timeout = max(seconds, self.client.connection.timeout) if seconds else None
            try:
                batch = list(zip(planned, self.client.write_all(calls, limit=limit, timeout=timeout)))
            except DokployError as error:
                # The server cannot be reached any more; what has been done is told all the same.
                self.broken = error
                break
            outcomes += batch
            if any(isinstance(outcome, AnswerLost) for dummy, outcome in batch):
                for item, outcome in outcomes:
                    self._judge(item, outcome)
                raise Lost()
        created = [(item.node, outcome) for item, outcome in outcomes if self._judge(item, outcome)]
        if self.broken:
            return
        self._find_created([node for node, dummy in created if node.record is None])
        for node, outcome in created:
            self._continue(node, outcome)

    def _reach(self, asked):
        """Ask each machine once, whatever is to be put onto it."""
        for item in asked:
            key = next(iter(item.body))
            item.body[key] = item.body[key] or owner_body(item.node)[key]
        places = {(item.write.procedure, *item.body.values()): item for item in asked}
        new = {place: item for place, item in places.items() if place not in self._reached}
        try:
            answers = self.client.read_all([Call(item.write.procedure, item.body) for item in new.values()])
        except DokployError as error:
            self.broken = error
            return
        self._reached.update(zip(new, answers))
        for item in asked:
            answer = self._reached[(item.write.procedure, *item.body.values())]
            if isinstance(answer, ApiError) and not _was_reached(item.node.kind.reach, answer):
                self.failures.append((item.node, explain(answer, item.node)))
                self._queues.pop(item.node, None)
            else:
                self._next(item.node)

    def _judge(self, item, outcome):
        """Note what became of one call. True if it made a thing whose options have still to be compared."""
        node = item.node
        if isinstance(outcome, AnswerLost):
            return False
        if isinstance(outcome, ApiError):
            if item.step == LEFT and self._may_yet_go(item, outcome):
                return False
            gone = item.step == LEFT or (item.step in (DELETE, "contained") and outcome.not_found)
            if not gone:
                self.failures.append((node, _told(item, outcome)))
                self._queues.pop(node, None)
                return False
        if item.step in (PROBE, PREPARE):
            self._next(node)
            if item.step == PREPARE:
                self._take_prepared(node, outcome)
            return False
        self._written[node] = True
        self._next(node)
        if item.step == DELETE:
            node.removed = True
        if item.step != CREATE:
            node.written.update(
                field.option
                for field in node.kind.fields
                if field.via == (item.step if item.step in node.kind.writes else "")
            )
            return False
        node.created = True
        node.written.update(field.option for field in node.kind.fields if field.create)
        if isinstance(outcome, dict) and node.kind.once:
            node.once = {field.option: dig(outcome, field.column) for field in node.kind.once}
            self.client.redact.add(*(str(value) for value in node.once.values() if value))
        record = outcome if item.write.answers == "record" else dig(outcome, item.write.answers)
        record = normal(node.kind, record) if isinstance(record, dict) else None
        if record and record.get(node.kind.id_key):
            node.id, node.record = record[node.kind.id_key], record
        return True

    def _may_yet_go(self, item, error):
        """Whether a volume is to be tried again: its container may still be stopping. What stays for good becomes a note."""
        tries = self._tries[id(item)] = self._tries.get(id(item), 0) + 1
        if tries < TRIES and is_held(self.client, item.body, error):
            self.client.http.pause(PAUSE)
            return True
        if not is_gone(self.client, item.body, error):
            what = " ".join(str(value) for value in item.body.values())
            self.notes.append(f"{item.node.name}: {what} stays on the host. {explain(error, item.node).message}")
        return False

    def _take_prepared(self, node, answer):
        made = {option: node.kind.field(option).column for option in node.kind.prepare.gives}
        node.once = {option: answer.get(column) for option, column in made.items()}
        self.client.redact.add(*node.once.values())
        self._queues[node][0].body.update({column: answer.get(column) for column in made.values()})

    def _next(self, node):
        queue = self._queues[node]
        queue.pop(0)
        if not queue:
            del self._queues[node]

    def _find_created(self, nodes):
        """Look for things whose creation answered nothing useful."""
        for look in range(LOOKS):
            if not nodes:
                return
            if look:
                self.client.http.pause(0.25 * 2**look)
            snapshot = Snapshot(Reads(self.client))
            for node in nodes:
                node.found = False
            snapshot.take(nodes)
            nodes = [node for node in nodes if node.record is None]
        for node in nodes:
            self.failures.append(
                (node, DokployError(f"Dokploy accepted {node.name}, but it is not to be found afterwards."))
            )

    def _continue(self, node, answer):
        """After a creation: what the create procedure does not take, and children that came with it."""
        if node.record is None:
            return
        self._plan_again(node)
        snapshot = Snapshot(Reads(self.client))
        unknown = []
        for child in self._brought.get(node, ()):
            entry = answer.get(child.kind.name) if isinstance(answer, dict) else None
            if not isinstance(entry, dict) or not entry.get(child.kind.id_key):
                child.found = False
                unknown.append(child)
            elif snapshot.is_meant(child, entry):
                child.id, child.record = entry[child.kind.id_key], entry
        if unknown:
            snapshot.take(unknown)
        for child in self._brought.get(node, ()):
            if child.record is not None:
                self._queues.pop(child, None)
                self._plan_again(child)


def _told(item, error):
    told = explain(error, item.node)
    if item.write.keeps and error.status >= 500:
        told.message += (
            " What was asked for is stored all the same, so that a repetition finds nothing to do. Put the cause right, then change "
            "one of these options, or remove it first, and run the task again."
        )
        told.args = (told.message,)
    return told


def _was_reached(reach, error):
    # Who may not ask may still be allowed to write.
    return error.status in (401, 403) or bool(reach.answered and error.message.startswith(reach.answered))


def _batches(ready, member=False):
    """Group calls so that no batch holds more than its members may share: lists of (limit, calls)."""
    free, limited = [], {}
    for item in ready:
        if member and item.write.access:
            # One at a time whatever they make, for they end up on the same list.
            limited.setdefault("access", (1, []))[1].append(item)
        elif item.write.share >= MANY:
            free.append(item)
        else:
            limited.setdefault(item.write.procedure, (item.write.share, []))[1].append(item)
    if free:
        yield MANY, free
    for share, items in limited.values():
        for at in range(0, len(items), share):
            yield share, items[at : at + share]
