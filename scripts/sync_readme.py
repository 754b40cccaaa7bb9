# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the tables of modules, plugins and roles in README.md; with --check only says whether they differ."""

from __future__ import annotations

import argparse
import sys

import module_docs
import yaml

README = module_docs.ROOT / "README.md"
BEGIN = "<!-- begin of the generated list: `make sync` -->"
END = "<!-- end of the generated list -->"
KINDS = (
    ("modules", "Modules"),
    ("inventory", "Inventory plugins"),
    ("lookup", "Lookup plugins"),
    ("filter", "Filter plugins"),
    ("callback", "Callback plugins"),
)


def rows(kind: str) -> list[tuple[str, str]]:
    """Name and short description of every documented plugin of a kind."""
    found = []
    for name in module_docs.plugin_names(kind):
        documentation = module_docs.documentation(kind, name)
        if documentation:
            found.append((name, str(documentation.get("short_description", ""))))
    return found


def filters() -> list[tuple[str, str]]:
    """Filters may be documented beside their Python file, one YAML file each."""
    found = []
    for path in sorted((module_docs.ROOT / "plugins" / "filter").glob("*.yml")):
        documentation = yaml.safe_load(path.read_text(encoding="utf-8"))["DOCUMENTATION"]
        found.append((path.stem, str(documentation.get("short_description", ""))))
    return found


def roles() -> list[tuple[str, str]]:
    """Name and short description of every role, from its argument specification."""
    found = []
    for path in sorted((module_docs.ROOT / "roles").glob("*/meta/argument_specs.yml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]["main"]
        found.append((path.parent.parent.name, str(entry.get("short_description", ""))))
    return found


def table(title: str, content: list[tuple[str, str]]) -> list[str]:
    """One heading with a Markdown table; nothing when it would be empty."""
    if not content:
        return []
    lines = ["", f"### {title}", "", "| Name | What it does |", "| --- | --- |"]
    return lines + [f"| `community.dokploy.{name}` | {text.replace('|', chr(92) + '|')} |" for name, text in content]


def generated() -> str:
    """README.md as it should be."""
    text = README.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    lines: list[str] = []
    for kind, title in KINDS:
        lines += table(title, rows(kind) + (filters() if kind == "filter" else []))
    lines += table("Roles", roles())
    return "\n".join([head + BEGIN, *lines, "", END + tail])


def main(arguments: list[str] | None = None) -> int:
    """Entry point; with --check the status is 1 when the file is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the file is out of date")
    options = parser.parse_args(arguments)
    wanted = generated()
    if wanted == README.read_text(encoding="utf-8"):
        return 0
    if options.check:
        print("README.md is out of date: run `make sync`", file=sys.stderr)
        return 1
    README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
