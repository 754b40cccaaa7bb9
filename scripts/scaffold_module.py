# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the module file of a kind from its table, with every option in place and FILL-IN where words are needed.

Usage: scripts/scaffold_module.py KIND [--update]

With --update the options of an existing file are brought in line with the table: descriptions that are there stay.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "build" / "collections"))

from ansible_collections.community.dokploy.plugins.module_utils._engine.spec import kind_spec
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
FACTS = ("type", "elements", "choices", "default", "required", "aliases")


def options(spec, old):
    """Documentation of options: facts from the spec, descriptions from what is there or FILL-IN."""
    documented = {}
    for name, facts in spec.items():
        entry = {"description": (old.get(name) or {}).get("description", ["FILL-IN"])}
        if isinstance(entry["description"], str):
            entry["description"] = [entry["description"]]
        entry.update({fact: facts[fact] for fact in FACTS if fact in facts})
        if "options" in facts:
            entry["suboptions"] = options(facts["options"], (old.get(name) or {}).get("suboptions", {}))
        documented[name] = entry
    return documented


def fragment_options(names):
    """The options that doc fragments document already."""
    sys.path.insert(0, str(ROOT / "plugins" / "doc_fragments"))
    found = {}
    for name in names:
        parts = name.removeprefix("community.dokploy.").split(".")
        fragment = __import__(parts[0]).ModuleDocFragment
        text = getattr(fragment, parts[1].upper() if len(parts) > 1 else "DOCUMENTATION")
        found.update(yaml.safe_load(text).get("options") or {})
    return found


def fragments(kind):
    """The doc fragments that fit a kind's options: those of which it has every option."""
    spec = kind_spec(kind)
    names = ["community.dokploy.connection", "community.dokploy.attributes"]
    inside = "kind.in_environment" if kind.parents == ("environment",) else "kind.in_service"
    for name in ("kind", inside, "service", "service.swarm", "service.args", "service.database"):
        documented = fragment_options(["community.dokploy." + name])
        if all(option in spec and _covers(entry, spec[option]) for option, entry in documented.items()):
            names.append("community.dokploy." + name)
    return names


def _covers(entry, facts):
    return set(entry.get("suboptions") or {}) == set(facts.get("options") or {})


class Dumper(yaml.SafeDumper):
    """Indents lists the way ansible-lint and yamllint like it."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def dump(data):
    """YAML with short lists of plain values on one line."""
    text = yaml.dump(data, Dumper=Dumper, sort_keys=False, width=150, allow_unicode=True, default_flow_style=False)

    def inline(match):
        items = [item.strip()[2:] for item in match.group(3).strip().splitlines()]
        return f"{match.group(1)}{match.group(2)}: [{', '.join(items)}]\n"

    return re.sub(r"^( *)(choices|aliases):\n((?:\1  - .*\n)+)", inline, text, flags=re.M)


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
        "version_added": "0.1.0",
        "description": old.get("description", ["FILL-IN"]),
        **{key: old[key] for key in ("notes", "seealso") if key in old},
        "author": old.get("author", ["community.dokploy contributors (@ansible-collections)"]),
        "extends_documentation_fragment": old.get("extends_documentation_fragment", fragments(kind)),
    }
    known = fragment_options(doc["extends_documentation_fragment"])
    own = {name: facts for name, facts in kind_spec(kind).items() if name not in known}
    doc["options"] = options(own, old.get("options") or {})
    body = f'DOCUMENTATION = r"""\n---\n{dump(doc)}"""'
    if rest is None:
        example = {"name": "FILL-IN", f"community.dokploy.dokploy_{kind.name}": {"FILL-IN": "FILL-IN"}}
        returned = {kind.name: {"description": "FILL-IN", "returned": "success", "type": "dict", "sample": {}}}
        rest = (
            f'\n\nEXAMPLES = r"""\n---\n{dump([example])}"""\n\nRETURN = r"""\n---\n{dump(returned)}"""\n'
            + FOOTER.format(name=kind.name)
        )
    path.write_text(HEADER + body + rest)
    print(path)


if __name__ == "__main__":
    main()
