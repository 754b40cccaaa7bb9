# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The words in which a kind of thing is described: plain data, no behaviour, no I/O.

Facts that a table states (names, types, what must be present, what clears) come from Dokploy's own
OpenAPI document and from a running Dokploy 0.30.2; see docs/architecture.md for the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Callable

# The value of Field.empty for a column that Dokploy refuses to clear.
NEVER = object()

# The largest number of writes that one request may carry when Dokploy does not mind them running together.
MANY = 50


def camel(option: str) -> str:
    """Turn an option's name into the column Dokploy gives it unless told otherwise: C(build_path) is C(buildPath)."""
    head, *rest = option.split("_")
    return head + "".join(part.capitalize() for part in rest)


# None of these classes is compared by value (eq=False): each comparison has to be made anew in every run.
@dataclass(frozen=True, eq=False)
class Ref:
    """Where the things that an option may name are listed.

    kind: what it is called in messages. list: the procedure that lists them. id, name: dotted paths inside
    an entry. args: arguments of the list; a value C($column) stands for that column of the thing that names another,
    and is left out where that is not set; C($id) stands for the id of its parent. where: an entry counts only if these paths have these values.
    paths: the level of the tree of projects whose things are named by their path (C(shop/production/web)) instead; id is
    then a key that paths.py gives. made: whether a task can make such a thing, so that a check run takes a missing one as made.
    """

    kind: str
    list: str
    id: str
    name: str
    args: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    paths: str = ""
    made: bool = True


@dataclass(frozen=True, eq=False)
class Field:
    """One thing a user can set, and how Dokploy wants it.

    option: the option's name; a dot puts it into a group of suboptions (C(git.url)).
    key: the column; by default the last part of the option in camelCase.
    type: a value type of values.py. choices: the values it can have. aliases: other names of the option.
    fields: the columns of an object or of a list of objects.
    secret: masked wherever it would be shown. masked: Dokploy answers with a mask instead of the value, so
    it cannot be compared and I(update_secrets) decides.
    ref: the option names another thing, or a list of them, by name or id.
    create: the create procedure takes it. create_only: it cannot change afterwards. required: create needs it.
    required_for: create needs it when the thing belongs to a parent of this kind.
    default: what create sends when the option was left out (only where Dokploy's own default is unusable).
    assume: the value that a thing has when nobody set it, where the record does not say.
    empty: what is sent to clear it; NEVER if nothing does. via: the write that carries it, if not the update.
    untold: Dokploy takes it with the creation and never shows it, so it is not compared.
    implied: where its value comes from at creation when it was left out, as a query and a path in its answer.
    since: the first Dokploy release that knows it.
    low, high: bounds of a number. pattern, expects: what a text must match, and how to say so.
    """

    option: str
    key: str = ""
    type: str = "str"
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    secret: bool = False
    masked: bool = False
    ref: Ref | None = None
    create: bool = False
    create_only: bool = False
    required: bool = False
    required_for: str = ""
    default: Any = None
    assume: Any = None
    empty: Any = None
    via: str = ""
    untold: bool = False
    implied: tuple[str, str] | None = None
    since: str = ""
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    expects: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The key under which Dokploy has it."""
        return self.key or camel(self.option.rsplit(".", 1)[-1])


@dataclass(frozen=True, eq=False)
class Write:
    """One procedure that changes something.

    full: every column that this write carries must be in the body, not only the changed ones.
    always: columns that must be present whatever changes. constants: what is sent besides.
    controls: body keys filled from options that steer a write without being part of the thing.
    share: how many of this procedure may run at the same moment (one batch). answers: C(record), a dotted path
    to the record inside the answer, or C(nothing) when the thing has to be read back. id: False when the body names no id.
    access: what it makes goes onto the access list of a plain member, where two that are made at the same moment lose each other; so a
    member's key makes one at a time.
    seconds: how long Dokploy may take when that is more than the usual time-out. clear: the procedure, called without
    a body, that takes the place of this one when all the columns it carries are to be empty. off: the procedure that takes
    its place when a boolean that it carries is to be false. keeps: Dokploy stores what is sent before it does the rest, so that
    it stays stored where the rest fails.
    """

    procedure: str
    full: bool = False
    always: tuple[str, ...] = ()
    constants: Mapping[str, Any] = field(default_factory=dict)
    controls: Mapping[str, str] = field(default_factory=dict)
    share: int = 1
    answers: str = "nothing"
    access: bool = False
    id: bool = True
    seconds: int = 0
    clear: str = ""
    off: str = ""
    keeps: bool = False


@dataclass(frozen=True, eq=False)
class Variants:
    """The types that things of a kind come in. Each has a group of options of its name, made with C(of_type).

    names: the types. column: the column of a record that tells its type. place: where the columns of a type stand in a
    record; C({type}) is the type's name, "" the record itself. inside: the body key that takes them, together with
    the type unless the key itself tells it; "" puts them beside the other columns. made_elsewhere: types that the API cannot create, with the reason.
    since: the first Dokploy release that knows a type, or an option (C(gotify.server_threshold)) for things of that type.
    In procedures and in Write.always C({type}) and C({Type}) stand for the type's name.
    """

    names: tuple[str, ...]
    column: str
    place: str = "{type}"
    inside: str = ""
    made_elsewhere: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Probe:
    """A procedure that tries wanted settings out before they are written, when a control option asks for it.

    option: the control option. write: what is called, with all columns as they will be; those that are not set only if it is full.
    """

    option: str
    write: Write


@dataclass(frozen=True, eq=False)
class Reach:
    """A query that has to succeed for the machine that a thing lives on, before the thing is created or changed.

    For what Dokploy keeps in its records though it could not bring it to that machine: a repetition would find nothing to do.
    query: what is asked. column: the column that names the machine, in the thing itself or in what a creation says about its parent.
    answered: how the message of an error begins that the machine's own answer led to, so that it was reached.
    """

    query: str
    column: str
    answered: str = ""


@dataclass(frozen=True, eq=False)
class Taken:
    """Something a removal takes along that is no kind of its own, or that only a query tells.

    title: what to call it. list, path: where such things are listed; in args C($id) stands for the id of the thing. key, name:
    an entry counts if its C(key) is that id, and is called by its C(name). beyond: the answer is a number, and more than
    this many count.
    """

    title: str
    list: str
    args: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    key: str = ""
    name: str = "name"
    beyond: int = 0


@dataclass(frozen=True, eq=False)
class Adopt:
    """How something that exists outside Dokploy's records is taken over instead of made, when a control option asks for it.

    option: the control option. list, args, path, key: where such things are listed, and the column that must equal the
    first option of the identity. write: what takes it over; its body goes through the body hook as that of a creation does.
    Without an option it is looked for always, without a write it is fine as it is and nothing has to be made.
    """

    option: str
    list: str
    write: Write | None
    args: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    key: str = "name"


@dataclass(frozen=True, eq=False)
class Read:
    """Where a kind is found.

    one: the procedure that answers a whole object for its id.
    tree: the list inside an environment (or project) of C(project.all).
    embedded: the list inside the parent's whole object; the entries are whole.
    list, args: the procedure that lists; in args C($id), C($kind) and C($key) stand for the parent's, and C($column) for a
    column of the thing itself, which its entries then need not repeat. whole: the
    entries of that list carry every column, so that no C(one) is needed. single: the list answers one object,
    of which there is only one on a server. more: further columns of a single object, each the answer of a query of its own.
    path: where a list stands inside its answer, dotted.
    """

    one: str = ""
    tree: str = ""
    embedded: str = ""
    list: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = True
    single: bool = False
    more: Mapping[str, str] = field(default_factory=dict)
    path: str = ""


@dataclass(frozen=True, eq=False)
class Orphans:
    """Where those are listed that belong to nothing, for a kind whose parent is optional.

    list, args, path: as in Read. owner: what create says in place of a parent, as dotted paths into that answer.
    """

    list: str
    args: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    owner: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Prepare:
    """A procedure that makes values for a creation, such as a key pair, when a control option asks for it.

    control: the option, whose value is sent as C(key). gives: the options it makes; the answer holds their columns, and
    the result shows them that one time.
    """

    procedure: str
    control: str
    key: str
    gives: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Hooks:
    """What a table cannot say, where Dokploy is really odd. Pure functions, no I/O.

    record(record) -> record: bring what was read into the shape of the table.
    check(given) -> [(option, problem), ...]: rules over several options.
    refuse(action, changed, record) -> None or text: why this must not be done. action is C(update) or C(delete),
    changed the set of changed options, record what is there.
    body(action, body, values, record) -> body: change what a write sends; action is C(create), C(delete), C(update), C(probe)
    or the name of a further write, values the wanted columns by option, record what is there (None at creation).
    missing(parent, values) -> [option, ...]: what a creation needs besides what fields require; parent is the kind of its parent or "".
    kept(record) -> bool: whether Dokploy made this one by itself, so that it is left alone: neither changed nor removed.
    leaves(record) -> [body, ...]: what stays behind when this one is removed, as bodies for Kind.sweep.
    meant(values, record) -> bool: a condition besides the identity for an entry to be the one that is meant.
    """

    record: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    check: Callable[[dict[str, Any]], list] | None = None
    refuse: Callable[..., str | None] | None = None
    body: Callable[..., dict[str, Any]] | None = None
    missing: Callable[..., list] | None = None
    kept: Callable[[dict[str, Any]], bool] | None = None
    meant: Callable[..., bool] | None = None
    leaves: Callable[[dict[str, Any]], list] | None = None


@dataclass(frozen=True, eq=False)
class Fact:
    """Something about a thing that other things may want to know, such as the address of a database.

    value: a pure function of the thing's columns (C(id) among them); it takes a column that must be known as
    C(columns["name"]) and one that need not be with get. secret: masked wherever it would be shown.
    """

    value: Callable[[Mapping[str, Any]], Any]
    secret: bool = False


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of thing that Dokploy manages.

    name: its name in options and results. title: its name in sentences. id_key: its id column. plural: the name of a list of them, if it is
    not the name with an s. since: the first Dokploy release that has them. fields: what can be set.
    create, update, delete: how it is made, changed and removed; None if the API has no way. hooks: what the table cannot say.
    parents: the kinds that may own it; several mean exactly one of them. parent_optional: or none. owner: what create sends about the
    parent (C($id), C($kind), C($key) stand for the parent's id, kind and id column); owners: what it says instead of
    one kind of parent.
    identity: the options that tell one from its siblings. shown: read-only columns for the result.
    controls: options that steer removal or creation. contents: the kinds that keep it from being removed.
    writes: further procedures, named by Field.via. dependents: what a removal takes along, as pairs of
    a path in the whole record (a list) and what to call its entries. unnamed: the flag of the sibling
    that is meant when none is named. brings: kinds of children that come into being with it.
    facts: what other things may refer to, by name. asides: options (or groups of them) of a service whose change
    touches nothing that runs. deploy_for: the kinds of parents that take up a change only with their next deployment.
    variants: the types its things come in. adopt: how existing ones are taken over. probe: how settings are tried out.
    reach: what has to answer before one is written.
    once: what only the answer to the creation holds and the result therefore shows that one time, secrets included.
    orphans: where those without a parent are.
    prepare: what makes values for a creation. used_by: pairs (kind, option) of what may name it; while something does, it
    is not removed without force. held_by: such pairs for which Dokploy itself refuses, force or not. takes: what else a
    removal takes along, as for used_by.
    sweep: what clears away, after a removal, what stays behind on the host, if the control delete_volumes asks for it.
    detours: for an option a pair (control, write): with that control set, the write of
    that name carries the option's changes in place of its own.
    """

    name: str
    title: str
    id_key: str
    fields: tuple[Field, ...]
    read: Read
    create: Write | None = None
    update: Write | None = None
    delete: Write | None = None
    writes: Mapping[str, Write] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    parent_optional: bool = False
    owner: Mapping[str, str] = field(default_factory=lambda: {"$key": "$id"})
    owners: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    identity: tuple[str, ...] = ("name",)
    shown: tuple[Field, ...] = ()
    controls: tuple[Field, ...] = ()
    contents: tuple[str, ...] = ()
    dependents: tuple[tuple[str, str], ...] = ()
    hooks: Hooks = Hooks()
    since: str = ""
    plural: str = ""
    unnamed: str = ""
    brings: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    asides: tuple[str, ...] = ()
    deploy_for: tuple[str, ...] = ()
    variants: Variants | None = None
    adopt: Adopt | None = None
    probe: Probe | None = None
    reach: Reach | None = None
    once: tuple[Field, ...] = ()
    orphans: Orphans | None = None
    prepare: Prepare | None = None
    used_by: tuple[tuple[str, str], ...] = ()
    held_by: tuple[tuple[str, str], ...] = ()
    takes: tuple[Taken, ...] = ()
    sweep: Write | None = None
    detours: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def collection(self) -> str:
        """The name of a list of these in a stack document and in info results."""
        return self.plural or self.name + "s"

    def field(self, option: str) -> Field:
        """The field of an option. Raises KeyError if there is none."""
        for item in self.fields:
            if item.option == option:
                return item
        raise KeyError(option)
