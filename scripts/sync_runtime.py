# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the lists of modules in meta/runtime.yml from plugins/modules; with --check only says whether they differ.

The action group lets a play set the connection options once (module_defaults: group/community.dokploy.dokploy).
The routing sends every module through the one action plugin which works inside the running Ansible process.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import module_docs
import yaml

RUNTIME = module_docs.ROOT / "meta" / "runtime.yml"
GROUP = "dokploy"
# Modules that do not talk to Dokploy's API, so the group's connection options mean nothing to them.
NOT_IN_GROUP: frozenset[str] = frozenset()
# Modules that have an action plugin of their own, or must run on their target.
NOT_ROUTED: frozenset[str] = frozenset()
MARKER = "# The lists below are written by scripts/sync_runtime.py from plugins/modules.\n"


def action_plugin() -> str | None:
    """The name of the one action plugin that serves all modules, or None while there is none."""
    names = [name for name in module_docs.plugin_names("action") if name not in NOT_ROUTED]
    if len(names) > 1:
        raise SystemExit(f"sync_runtime.py: which of these action plugins serves all modules? {', '.join(names)}")
    return names[0] if names else None


def lists() -> dict[str, Any]:
    """The generated part of the file."""
    modules = module_docs.plugin_names("modules")
    content: dict[str, Any] = {"action_groups": {GROUP: [name for name in modules if name not in NOT_IN_GROUP]}}
    action = action_plugin()
    routed = [name for name in modules if action and name != action and name not in NOT_ROUTED]
    if routed:
        target = {"redirect": f"community.dokploy.{action}"}
        content["plugin_routing"] = {"action": {name: dict(target) for name in routed}}
    return content


class IndentedDumper(yaml.SafeDumper):
    """Indents lists below their key, as the rest of the collection's YAML does."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def generated() -> str:
    """The whole file as it should be."""
    head = RUNTIME.read_text(encoding="utf-8").split(MARKER)[0]
    return head + MARKER + yaml.dump(lists(), Dumper=IndentedDumper, sort_keys=False, default_flow_style=False)


def main(arguments: list[str] | None = None) -> int:
    """Entry point; with --check the status is 1 when the file is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the file is out of date")
    options = parser.parse_args(arguments)
    wanted = generated()
    if wanted == RUNTIME.read_text(encoding="utf-8"):
        return 0
    if options.check:
        print(f"{RUNTIME.relative_to(Path.cwd())} is out of date: run `make sync`", file=sys.stderr)
        return 1
    RUNTIME.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
