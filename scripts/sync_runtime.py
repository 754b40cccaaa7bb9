# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the lists of modules in meta/runtime.yml and the files in plugins/action from plugins/modules, and the kinds that
dokploy_info can read from the tables; with --check only says whether they differ.

The action group lets a play set the connection options once (module_defaults: group/community.dokploy.dokploy).
The action plugin of a module lets it work inside the running Ansible process. There is a file for each, because a
redirect of all to one would make them all the same module to linters, documentation tools and module_defaults.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

import module_docs
import yaml

sys.path.insert(0, str(module_docs.ROOT / "build" / "collections"))

from ansible_collections.community.dokploy.plugins.module_utils._engine.info import OPTIONS

RUNTIME = module_docs.ROOT / "meta" / "runtime.yml"
ACTIONS = module_docs.ROOT / "plugins" / "action"
INFO = module_docs.ROOT / "plugins" / "modules" / "dokploy_info.py"
GROUP = "dokploy"
# Modules that do not talk to Dokploy's API, so the group's connection options mean nothing to them.
NOT_IN_GROUP: frozenset[str] = frozenset()
# Modules that have an action plugin of their own, or must run on their target.
NO_FAST_PATH: frozenset[str] = frozenset()
ACTION = """# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Written by scripts/sync_runtime.py.

from __future__ import annotations

from ansible_collections.community.dokploy.plugins.plugin_utils.action import ActionModule, prepare

__all__ = ["ActionModule"]

prepare("{module}")
"""
MARKER = "# The lists below are written by scripts/sync_runtime.py from plugins/modules.\n"


def lists() -> dict[str, Any]:
    """The generated part of the file."""
    modules = module_docs.plugin_names("modules")
    return {"action_groups": {GROUP: [name for name in modules if name not in NOT_IN_GROUP]}}


class IndentedDumper(yaml.SafeDumper):
    """Indents lists below their key, as the rest of the collection's YAML does."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def info() -> str:
    """dokploy_info with its list of kinds."""
    kinds = "".join(f"      - {name}\n" for name in OPTIONS["kinds"]["choices"])
    return re.sub(r"(?<=    choices:\n)(      - \w+\n)+", kinds, INFO.read_text(encoding="utf-8"), count=1)


def generated() -> dict[Path, str]:
    """The files as they should be."""
    head = RUNTIME.read_text(encoding="utf-8").split(MARKER)[0]
    text = head + MARKER + yaml.dump(lists(), Dumper=IndentedDumper, sort_keys=False, default_flow_style=False)
    names = [name for name in module_docs.plugin_names("modules") if name not in NO_FAST_PATH]
    return {RUNTIME: text, INFO: info(), **{ACTIONS / f"{name}.py": ACTION.format(module=name) for name in names}}


def outdated() -> list[Path]:
    """Files of modules that are gone."""
    names = set(module_docs.plugin_names("modules"))
    return [path for path in sorted(ACTIONS.glob("*.py")) if path.stem not in names]


def main(arguments: list[str] | None = None) -> int:
    """Entry point; with --check the status is 1 when the file is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the file is out of date")
    options = parser.parse_args(arguments)
    wanted = {path: text for path, text in generated().items() if not path.exists() or path.read_text("utf-8") != text}
    gone = outdated()
    if options.check:
        for path in [*wanted, *gone]:
            print(f"{path.relative_to(module_docs.ROOT)} is out of date: run `make sync`", file=sys.stderr)
        return 1 if wanted or gone else 0
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
    for path in gone:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
