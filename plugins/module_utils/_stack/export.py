# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""From a live Dokploy back to a document: what is there, as the options that would make it."""

from __future__ import annotations

import re
from difflib import get_close_matches

from .._api.errors import OptionError
from .._engine.desired import PRESENT, Node
from .._engine.names import name_of
from .._engine.paths import dig
from .._engine.reads import Pending, Reads
from .._engine.report import put
from .._engine.snapshot import Snapshot
from .._kinds.registry import KINDS
from .._model.values import blank, to_api, type_of
from .._model.variants import applies, type_in
from .document import inspect
from .references import escape
from .shape import children
from .text import Placeholder

OMIT, PLACEHOLDER, INCLUDE = "omit", "placeholder", "include"
# Dokploy appends this to the name it is given for a container.
_SUFFIX = re.compile(r"-[a-z0-9]{6}$")


class Export:
    """One export.

    client: a _api Client. project, environment: names or ids of what to export, None for all. secrets: one of the constants.
    Attributes after run(): document; variables, for each placeholder's name the path of its value; notes.
    """

    def __init__(self, client, project=None, environment=None, secrets=OMIT):
        self.client, self.project, self.environment, self.secrets = client, project, environment, secrets
        self.document, self.variables, self.notes = None, {}, []
        self._snapshot = Snapshot(Reads(client))
        self._hosts = {}

    def run(self):
        """Read what is there and put it into document. Raises OptionError, ApiError."""
        projects = []

        def job():
            projects[:] = self._projects()

        self._snapshot.reads.gather([job])
        self._link(projects)
        self.document = self._shaped(projects)
        self._tidy()
        if self.secrets != INCLUDE:
            self._hide(self.document)
        return self

    # Reading

    def _projects(self):
        kind = KINDS["project"]
        entries = self._snapshot.entries(kind)
        if self.project is not None:
            entries = self._meant(entries, kind, self.project)
        return self._each(kind, entries, None)

    def _meant(self, entries, kind, name):
        found = [entry for entry in entries if entry.get(kind.id_key) == name] or [
            entry for entry in entries if entry.get("name") == name
        ]
        if len(found) > 1:
            ids = ", ".join(entry[kind.id_key] for entry in found)
            raise OptionError(f"{kind.name}: there are {len(found)} of the name {name!r}; give one of the ids {ids}.")
        if not found:
            near = get_close_matches(name, [entry.get("name") or "" for entry in entries], n=1)
            raise OptionError(
                f"{kind.name}: there is no {kind.title} {name!r}{f'; did you mean {near[0]}?' if near else '.'}"
            )
        return found

    def _each(self, kind, entries, parent):
        """The items of several things. All that is needed is asked for before any of it is waited for."""
        items, waiting = [], None
        for entry in entries:
            if kind.hooks.kept and kind.hooks.kept(entry):
                continue
            node = Node(kind, PRESENT, parent=parent, id=entry[kind.id_key])
            try:
                items.append((self._item(node, entry), node.id))
            except Pending as pending:
                waiting = pending
        if waiting:
            raise waiting
        labels = [_label(kind, item).lower() for item, dummy in items]
        for (item, id), label in zip(items, labels):
            if labels.count(label) > 1:
                # Only the id tells it from another one of the same name.
                item["id"] = id
        # Dokploy lists what was changed last at the end; the text of an export should not change with that.
        return sorted((item for item, dummy in items), key=lambda item: _label(kind, item).lower())

    def _item(self, node, entry):
        kind, snapshot, waiting = node.kind, self._snapshot, None
        try:
            whole = kind.read.embedded or (kind.read.list and kind.read.whole)
            node.record = entry if whole else snapshot.again(node)
            item = self._options(node) if node.record else {}
        except Pending as pending:
            waiting, item = pending, {}
        for key, child in children(kind).items():
            try:
                entries = snapshot.within(child, node)
                if child.name == "environment" and self.environment is not None:
                    entries = self._meant(entries, child, self.environment)
                inner = self._each(child, entries, node)
            except Pending as pending:
                waiting = pending
                continue
            if inner:
                item[key] = inner
        if waiting:
            raise waiting
        if node.record.get("appName") and kind.facts:
            self._hosts[node.record["appName"]] = (kind, item.get("name"), node)
        return item

    def _options(self, node):
        kind, record, item = node.kind, node.record, {}
        # Where a thing belongs follows from where it stands.
        told = kind.owners.get(node.parent.kind.name, kind.owner) if node.parent is not None else {}
        for field in kind.fields:
            if field.column in told:
                continue
            if not applies(kind, field, type_in(kind, record)) or field.masked:
                continue
            value = record.get(field.column)
            if blank(value) or (
                field.assume is not None and value == field.assume and field.option not in kind.identity
            ):
                continue
            shown = self._shown(node, field, value)
            if not blank(shown):
                put(item, field.option, shown)
        return item

    def _shown(self, node, field, value):
        shown = self._named(node, field, type_of(field).show(field, value))
        if field.type == "app_name":
            return _SUFFIX.sub("", shown)
        if field.type == "env" and not self._is_faithful(field, shown, value):
            return value
        return shown

    def _named(self, node, field, shown):
        if isinstance(shown, list) and (field.ref or field.fields):
            return [self._named(node, field, one) for one in shown]
        if field.ref:
            return name_of(self._snapshot, node, field, shown)
        if field.fields and isinstance(shown, dict):
            inner = {one.option: one for one in field.fields}
            return {key: self._named(node, inner[key], value) for key, value in shown.items()}
        return shown

    @staticmethod
    def _is_faithful(field, shown, value):
        try:
            return type_of(field).same(field, shown, to_api(field, shown), value)
        except ValueError:
            return False

    # Shaping

    def _link(self, projects):
        """Put references in the place of host names that another Dokploy would give anew."""
        hosts = {
            name: f"<<{kind.name}.{title}.{'host' if 'host' in kind.facts else 'app_name'}>>"
            for name, (kind, title, dummy) in self._hosts.items()
        }
        usable = {
            name: text
            for name, text in hosts.items()
            if list(hosts.values()).count(text) == 1 and len(name) > 7 and re.match(r"^<<[^<>\n]+>>$", text)
        }
        pattern = (
            re.compile("|".join(re.escape(name) for name in sorted(usable, key=len, reverse=True))) if usable else None
        )

        def walk(kind, item):
            for field in kind.fields:
                value = dig(item, field.option)
                if isinstance(value, (str, dict, list)):
                    value = escape(value)
                    free = field.type in ("str", "yaml", "env", "list") and field.option not in (
                        *kind.identity,
                        "volume_name",
                        "file_path",
                    )
                    put(item, field.option, _replace(value, pattern, usable) if pattern and free else value)
            for key, child in children(kind).items():
                for entry in item.get(key, ()):
                    walk(child, entry)

        for item in projects:
            walk(KINDS["project"], item)

    def _shaped(self, projects):
        if len(projects) == 1 and len(projects[0].get("environments", ())) == 1 and self.project is not None:
            project = dict(projects[0])
            environment = dict(project.pop("environments")[0])
            lists = {key: environment.pop(key) for key in list(environment) if key in children(KINDS["environment"])}
            return {"project": project, "environment": environment, **lists}
        return {"projects": projects}

    def _tidy(self):
        """Leave out what the collection would not accept, and tell things of the same name apart."""
        for _round in range(6):
            problems = inspect(self.document).problems
            if not problems:
                return
            for path, text in dict.fromkeys(problems):
                gone = _remove(self.document, path)
                if gone is None:
                    self.notes.append(f"{path} {text}.")
                elif set(_leaves(gone)) != {"/"}:
                    # Dokploy gives every application a path of / in each source that it does not use.
                    self.notes.append(f"{path} was left out: it {text}.")

    # Secrets

    def _hide(self, document):
        root = [(KINDS["project"], item, [item.get("name")]) for item in document.get("projects", ())]
        if "project" in document:
            names = [document["project"].get("name")]
            below = [*names, document["environment"].get("name")]
            root += [
                (KINDS["project"], document["project"], names),
                (KINDS["environment"], document["environment"], below),
            ]
            lists = children(KINDS["environment"])
            root += [
                (lists[key], entry, [*below, _label(lists[key], entry)])
                for key in lists
                for entry in document.get(key, ())
            ]
        for kind, item, names in root:
            self._hide_in(kind, item, names)

    def _hide_in(self, kind, item, names):
        for field in kind.fields:
            value = dig(item, field.option)
            if value is None:
                continue
            words = [*names, field.option]
            if field.secret:
                self._put_hidden(item, field.option, self._hidden(value, words))
            elif field.fields:
                put(item, field.option, self._hidden_inner(field.fields, value, words))
        for key, child in children(kind).items():
            for entry in item.get(key, ()):
                self._hide_in(child, entry, [*names, _label(child, entry)])

    def _hidden(self, value, words):
        if self.secrets == OMIT:
            return None
        if isinstance(value, dict):
            return {key: self._hidden(inner, [*words, key]) for key, inner in value.items()}
        return self._variable(words)

    def _hidden_inner(self, fields, value, words):
        if isinstance(value, list):
            return [self._hidden_inner(fields, entry, [*words, str(at)]) for at, entry in enumerate(value)]
        if not isinstance(value, dict):
            return value
        result = {}
        known = {field.option: field for field in fields}
        for key, inner in value.items():
            field = known.get(key)
            if field and field.secret:
                inner = self._hidden(inner, [*words, key])
            elif field and field.fields:
                inner = self._hidden_inner(field.fields, inner, [*words, key])
            if inner is not None:
                result[key] = inner
        return result

    @staticmethod
    def _put_hidden(item, option, value):
        if value is not None:
            put(item, option, value)
            return
        *groups, name = option.split(".")
        levels = [item]
        for group in groups:
            levels.append(levels[-1][group])
        del levels[-1][name]
        for at in range(len(groups) - 1, -1, -1):
            if not levels[at + 1]:
                del levels[at][groups[at]]

    def _variable(self, words):
        words = [word for word in words if word]
        base = name = "vault_" + re.sub(r"[^a-z0-9]+", "_", "_".join(str(word) for word in words).lower()).strip("_")
        count = 1
        while name in self.variables:
            count += 1
            name = f"{base}_{count}"
        self.variables[name] = " ".join(str(word) for word in words)
        return Placeholder("{{ " + name + " }}")


def _label(kind, item):
    values = [item.get(option) for option in kind.identity]
    return " ".join(str(value) for value in values if value not in (None, "", "/"))


def _replace(value, pattern, texts):
    if isinstance(value, str):
        return pattern.sub(lambda match: texts[match.group(0)], value)
    if isinstance(value, dict):
        return {key: _replace(item, pattern, texts) for key, item in value.items()}
    return [_replace(item, pattern, texts) for item in value] if isinstance(value, list) else value


def _remove(document, path):
    """Remove what stands at a path of a document and give it; None if there is nothing."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", path)
    level, above = document, None
    for part in parts:
        above = level
        if part.startswith("["):
            at = int(part[1:-1])
            level = level[at] if isinstance(level, list) and at < len(level) else None
        else:
            level = level.get(part) if isinstance(level, dict) else None
        if level is None:
            return None
    return above.pop(parts[-1]) if isinstance(above, dict) else None


def _leaves(value):
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, list) else [value]
