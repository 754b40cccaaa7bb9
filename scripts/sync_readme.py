# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the tables of modules, roles and playbooks in README.md; with --check only says whether they differ."""

from __future__ import annotations

import argparse
import sys

import module_docs
import yaml

README = module_docs.ROOT / "README.md"
BEGIN = "<!-- begin of the generated list: `make sync` -->"
END = "<!-- end of the generated list -->"
# Where a newcomer looks for a module: each is in one group, without "dokploy_", the most used ones first.
GROUPS = {
    "Projects": "project environment tag move duplicate",
    "Services": "application compose postgres mysql mariadb mongo redis libsql template",
    "What belongs to a service": "domain mount port redirect security patch",
    "Running": "deployment rollback preview_deployment container logs file",
    "Backups and schedules": "destination backup volume_backup backup_run restore schedule schedule_run",
    "Many things at once": "stack export info api",
    "Accounts and keys": "git_provider registry ssh_key certificate notification dns_provider dns_record vault_provider ai_provider",
    "Servers": "bootstrap server server_setup network swarm_node traefik settings maintenance upgrade",
    "People": "organization user invitation custom_role api_key",
    "Enterprise edition": "license sso_provider trusted_origin scim forward_auth whitelabeling",
}


def groups() -> dict[str, list[str]]:
    """The modules of each group. Exits with a message about modules that are in none, in two, or do not exist."""
    grouped = {title: [f"dokploy_{name}" for name in names.split()] for title, names in GROUPS.items()}
    listed, there = sorted(name for names in grouped.values() for name in names), module_docs.plugin_names("modules")
    if listed != there:
        sys.exit(f"GROUPS in scripts/sync_readme.py has to name each module once: {sorted(set(there) ^ set(listed))}")
    return grouped


def modules(names: list[str]) -> list[tuple[str, str]]:
    """Name and short description of modules."""
    return [(name, str(module_docs.documentation("modules", name)["short_description"])) for name in names]


def roles() -> list[tuple[str, str]]:
    """Name and short description of every role, from its argument specification."""
    found = []
    for path in sorted((module_docs.ROOT / "roles").glob("*/meta/argument_specs.yml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]["main"]
        found.append((path.parent.parent.name, str(entry["short_description"])))
    return found


def playbooks() -> list[tuple[str, str]]:
    """Every playbook with the name of its first play."""
    paths = sorted((module_docs.ROOT / "playbooks").glob("*.yml"))
    return [(path.stem, str(yaml.safe_load(path.read_text(encoding="utf-8"))[0]["name"])) for path in paths]


def inventories() -> list[tuple[str, str]]:
    """Every inventory plugin with its short description."""
    names = module_docs.plugin_names("inventory")
    return [(name, str(module_docs.documentation("inventory", name)["short_description"])) for name in names]


def table(title: str, content: list[tuple[str, str]]) -> list[str]:
    """One heading with a Markdown table."""
    lines = ["", f"### {title}", "", "| Name | What it does |", "| --- | --- |"]
    return lines + [f"| `{name}` | {text.replace('|', chr(92) + '|')} |" for name, text in content]


def generated() -> str:
    """README.md as it should be."""
    text = README.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    lines: list[str] = []
    for title, names in groups().items():
        lines += table(title, modules(names))
    lines += table("Inventory", inventories()) + table("Roles", roles()) + table("Playbooks", playbooks())
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
