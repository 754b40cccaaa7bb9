# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the module file of a kind from its table, with every option in place and FILL-IN where words are needed.

Usage: scripts/scaffold_module.py KIND [--update]

With --update the options of an existing file are brought in line with the table: descriptions that are there stay, and a
file that already says what the table says is not touched. What a doc fragment documents is left to it, unless the file has
words of its own for it.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "build" / "collections"))

from ansible_collections.community.dokploy.plugins.module_utils._engine.spec import kind_spec, scope_options
from ansible_collections.community.dokploy.plugins.module_utils._kinds.registry import KINDS

HEADER = """#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

"""
FOOTER = """
from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("{name}")


if __name__ == "__main__":
    main()
"""
# The version that comes next is the one in which a new module is first.
VERSION = str(yaml.safe_load((ROOT / "galaxy.yml").read_text())["version"])
FACTS = ("type", "elements", "choices", "default", "required", "aliases")
COLLECTION = "community.dokploy."
# The doc fragments with options that kinds share. Of those that say the same, the larger one comes first.
FRAGMENTS = (
    "kind",
    "kind.in_environment",
    "kind.in_service",
    "owner",
    "owner.backed_up",
    "owner.application_or_compose",
    "owner.application",
    "service",
    "service.swarm",
    "service.swarm_without_ulimits",
    "service.args",
    "source",
    "source.built",
    "source.repository",
    "database",
    "database.name",
    "database.login",
    "database.root",
    "database.change_password",
    "backup",
)


def options(spec, old):
    """Documentation of options: facts from the spec, descriptions and whatever else is said from what is there, or FILL-IN."""
    documented = {}
    for name, facts in spec.items():
        said = old.get(name) or {}
        entry = {"description": said.get("description", ["FILL-IN"])}
        entry.update({key: value for key, value in said.items() if key not in (*FACTS, "suboptions")})
        if isinstance(entry["description"], str):
            entry["description"] = [entry["description"]]
        entry.update({fact: facts[fact] for fact in FACTS if fact in facts})
        if "options" in facts:
            entry["suboptions"] = options(facts["options"], said.get("suboptions", {}))
        documented[name] = entry
    return documented


def fragment_options(names):
    """The options that doc fragments document. names: whole names, such as C(community.dokploy.service.swarm)."""
    found = {}
    for name in names:
        file, _dot, part = name.removeprefix(COLLECTION).partition(".")
        module = importlib.import_module(f"ansible_collections.{COLLECTION}plugins.doc_fragments.{file}")
        text = getattr(module.ModuleDocFragment, part.upper() or "DOCUMENTATION")
        found.update(yaml.safe_load(text).get("options") or {})
    return found


def fragments(kind):
    """The doc fragments that fit a kind: those whose options it has, every one, and which no other one documents."""
    spec = kind_spec(kind)
    names, told = [COLLECTION + "connection", COLLECTION + "attributes"], set()
    elsewhere = "kind.in_service" if kind.parents == ("environment",) else "kind.in_environment"
    for name in FRAGMENTS:
        family = name.partition(".")[0]
        # The parts of these only mean what they say along with the whole.
        if name == elsewhere or (
            family in ("service", "source", "database") and name != family and COLLECTION + family not in names
        ):
            continue
        documented = fragment_options([COLLECTION + name])
        if not set(documented) <= told and fits(documented, spec):
            names.append(COLLECTION + name)
            told |= set(documented)
    return names


def fits(documented, spec):
    """Whether options with just these names, types, choices and suboptions are in a spec."""
    return all(
        name in spec
        and all(entry.get(fact) == spec[name].get(fact) for fact in FACTS)
        and set(entry.get("suboptions") or {}) == set(spec[name].get("options") or {})
        and fits(entry.get("suboptions") or {}, spec[name].get("options") or {})
        for name, entry in documented.items()
    )


class Dumper(yaml.SafeDumper):
    """Indents lists the way ansible-lint and yamllint like it."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data):
        """Write everything out, for a reader."""
        return True


def dump(data):
    """YAML with short lists of plain values on one line."""
    text = yaml.dump(data, Dumper=Dumper, sort_keys=False, width=150, allow_unicode=True, default_flow_style=False)

    def inline(match):
        items = [item.strip()[2:] for item in match.group(3).strip().splitlines()]
        return f"{match.group(1)}{match.group(2)}: [{', '.join(items)}]\n"

    return re.sub(r"^( *)(choices|aliases):\n((?:\1  - .*\n)+)", inline, text, flags=re.M)


def as_spec(documented):
    """The argument spec that documented options describe."""
    return {
        name: {**entry, **({"options": as_spec(entry["suboptions"])} if "suboptions" in entry else {})}
        for name, entry in documented.items()
    }


def main():
    """Write the file; exit 1 if it is there and --update was not given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    kind = KINDS[args.kind]
    path = ROOT / "plugins" / "modules" / f"dokploy_{kind.name}.py"
    rest, old = None, {}
    if path.exists():
        if not args.update:
            sys.exit(f"{path} is there already; use --update")
        text = path.read_text()
        match = re.search(r'DOCUMENTATION = r"""\n(.*?)"""', text, re.S)
        old, rest = yaml.safe_load(match.group(1)), text[match.end() :]
    doc = {
        "module": f"dokploy_{kind.name}",
        "short_description": old.get("short_description", f"FILL-IN (Manage {kind.title}s in Dokploy)"),
        "version_added": old.get("version_added", VERSION),
        "description": old.get("description", ["FILL-IN"]),
        **{key: old[key] for key in ("requirements", "attributes", "notes", "seealso") if key in old},
        "author": old.get("author", ["community.dokploy contributors (@ansible-collections)"]),
        "extends_documentation_fragment": old.get("extends_documentation_fragment", fragments(kind)),
    }
    told = old.get("options") or {}
    known = fragment_options(doc["extends_documentation_fragment"])
    own = {name: facts for name, facts in kind_spec(kind).items() if name not in known or name in told}
    if rest is not None and options(own, told) == options(as_spec(told), told):
        print(f"{path} says what the table says")
        return
    if own:
        doc["options"] = options(own, told)
    body = f'DOCUMENTATION = r"""\n---\n{dump(doc)}"""'
    if rest is None:
        module = f"community.dokploy.dokploy_{kind.name}"
        wanted = dict.fromkeys([*scope_options(kind)[:1], *kind.parents[:1], *kind.identity], "FILL-IN")
        required = {field.option: "FILL-IN" for field in kind.fields if field.required and "." not in field.option}
        examples = [{"name": "FILL-IN", module: {**wanted, **required}}]
        if kind.delete:
            examples.append({"name": "FILL-IN", module: {**wanted, "state": "absent"}})
        examples = "\n".join(dump([example]) for example in examples)
        returned = {kind.name: {"description": "FILL-IN", "returned": "success", "type": "dict", "sample": {}}}
        rest = f'\n\nEXAMPLES = r"""\n---\n{examples}"""\n\nRETURN = r"""\n---\n{dump(returned)}"""\n' + FOOTER.format(
            name=kind.name
        )
    path.write_text(HEADER + body + rest)
    print(path)


if __name__ == "__main__":
    main()
