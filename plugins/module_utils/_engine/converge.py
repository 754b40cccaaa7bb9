# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The staircase: snapshot, plan, apply, and a last look at what came of it."""

from __future__ import annotations

from .._api.errors import AnswerLost, OptionError
from .apply import Applier, Lost
from .desired import LOOKUP, fail_together, settle
from .plan import CREATE, NONE, differs, plan
from .reads import Pending, Reads
from .report import explain
from .snapshot import Snapshot

USER = "user.get"


class Outcome:
    """What a run did. changes: one Change a node, as first planned; notes: warnings; failures: pairs (node, error)."""

    def __init__(self, changes, notes, failures, changed):
        self.changes, self.notes, self.failures, self.changed = changes, notes, failures, changed

    @property
    def error(self):
        """The first failure as an exception, or None."""
        return self.failures[0][1] if self.failures else None


def converge(client, nodes, check_mode=False, further=None, review=None):
    """Make the server have what the nodes want, or in check mode work out what that would take.

    nodes: in order of dependence, parents first; nodes that are only looked up need not be in it. further: a function
    of the Snapshot that gives more nodes once those are found (it may raise Pending). review: a function of the planned
    changes, called before the first write. Gives an Outcome; raises DokployError for what stops everything before the first write.
    """
    first, lost = None, 0
    written = []
    while True:
        changes, snapshot = _look_and_plan(client, nodes, check_mode, further)
        if first is None and review:
            review(changes)
        first = first or changes
        if check_mode or not any(change.calls for change in changes):
            changed = bool(written) or any(change.action != NONE for change in first)
            return Outcome(first, snapshot.notes, [], changed)
        applier = Applier(client, _is_member(snapshot, changes))
        try:
            applier.run([change for change in changes if not change.node.last])
            if not applier.failures:
                applier.run([change for change in changes if change.node.last])
            written += applier.written
            notes, yielded = ([], []) if applier.broken else _look_back(client, written)
            if not _empty_again(yielded, written):
                break
        except Lost:
            # What was stored is found by its natural key and not made again.
            written += applier.written
            lost += 1
            if lost > client.connection.retries:
                raise AnswerLost(
                    f"{client.connection.shown} breaks off answers, and after {lost} tries it is still unclear whether everything was written. "
                    "Run the task again: it picks up what is there."
                ) from None
            client.http.pause(2**lost)
    return Outcome(first, snapshot.notes + applier.notes + notes, applier.failures, bool(written))


def _empty_again(yielded, written):
    """What was made inside things that gave way to another run's went with them, so it has to be looked for in those.

    True if there was any.
    """
    inside = [node for node in written if any(member in yielded for member in list(node.chain())[1:])]
    for node in inside:
        for member in node.chain():
            member.forget()
    return bool(inside)


def _look_and_plan(client, nodes, check_mode, further=None):
    for node in nodes:
        for member in node.chain():
            member.found = False
    snapshot = Snapshot(Reads(client), check_mode)
    if sum(1 for node in nodes if node.kind.create and node.kind.create.access) > 1:
        snapshot.reads.hint(USER)
    try:
        snapshot.take(list(nodes))
        more = snapshot.take_further(further) if further else []
    except Exception as error:
        raise explain(error, _culprit(error, nodes)) from None
    nodes = [*nodes, *more]
    settle_all(nodes)
    return _plan_all(nodes), snapshot


def _is_member(snapshot, changes):
    """Tell whether the key is a plain member's, as far as that matters for these changes."""
    if sum(1 for change in changes if change.action == CREATE and change.node.kind.create.access) < 2:
        return False
    role = snapshot.reads.peek(USER)
    return not (isinstance(role, dict) and role.get("role") in ("owner", "admin"))


def settle_all(nodes):
    """Put in what nodes say of one another, as far as it is known. Raises OptionError."""
    waiting = [node for node in nodes if node.deferred]
    while waiting:
        left = [node for node in waiting if not settle(node)]
        if len(left) == len(waiting):
            return
        waiting = left


def _plan_all(nodes):
    changes, problems = [], []
    for node in nodes:
        if node.state == LOOKUP:
            continue
        try:
            changes.append(plan(node))
        except OptionError as error:
            problems.append(error)
    fail_together(problems)
    return changes


def _culprit(error, nodes):
    router = getattr(error, "procedure", "").split(".")[0]
    for node in nodes:
        for member in node.chain():
            if member.kind.read.one.startswith(router + "."):
                return member
    return nodes[-1]


def _look_back(client, written):
    """Read what was written, for the result, and settle creations that another run made at the same moment.

    Gives notes on options that Dokploy took without keeping them, and the nodes that gave way to another run's.
    """
    nodes = [node for node in dict.fromkeys(written) if not node.removed and (node.id or node.kind.read.single)]
    snapshot = Snapshot(Reads(client))
    families = {}

    def look(node):
        waiting = None
        if node.created and node.given_id is None and not node.kind.read.single:
            try:
                families[node] = snapshot.siblings(node)
            except Pending as pending:
                waiting = pending
        node.record = snapshot.again(node)
        if waiting:
            raise waiting

    snapshot.reads.gather([lambda node=node: look(node) for node in nodes])
    yielded = []
    for node, found in families.items():
        went_along = any(member in yielded for member in node.chain())
        if len(found) > 1 and not went_along and _settle(client, snapshot, node, found):
            yielded.append(node)
    return [note for node in nodes for note in _not_kept(node)], yielded


def _not_kept(node):
    if node.record is None:
        return
    lost = [field.option for field in node.kind.fields if differs(node, field, node.record)]
    if lost:
        yield f"{node.name}: Dokploy accepted {', '.join(lost)} but still reports another value."


def _settle(client, snapshot, node, found):
    """Two runs that create the same thing at the same moment both see two of them; the older one stays.

    True if that is the other run's, and the own one was removed.
    """
    wholes = []

    def look():
        wholes[:] = [snapshot.whole(node.kind, item[node.kind.id_key]) or item for item in found]

    snapshot.reads.gather([look])
    oldest = min(wholes, key=lambda item: (str(item.get("createdAt") or ""), str(item.get(node.kind.id_key))))
    if oldest[node.kind.id_key] == node.id:
        return False
    own = {**node.kind.delete.constants, node.kind.id_key: node.id, **dict.fromkeys(node.kind.delete.controls, False)}
    client.write(node.kind.delete.procedure, own)
    node.id, node.record, node.created = oldest[node.kind.id_key], oldest, False
    return True
