# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Lists the options that no case sets: python -m tests.integration.options (after `make dev`)."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "build" / "collections"), str(ROOT / "scripts")]

import module_docs

from ansible_collections.community.dokploy.plugins.plugin_utils.in_process import task_of
from tests.integration.case import FOLDER, case_files, flatten, load


def documented(spec: dict, path: str = "") -> set[str]:
    """The dotted paths of a module's own options; lists of mappings count as one option."""
    found = set()
    for name, facts in spec.items():
        if (not path and name.startswith("api_")) or name in ("validate_certs", "ca_path", "client_cert", "client_key"):
            continue
        place = f"{path}.{name}" if path else name
        inner = facts.get("options") if facts.get("type") == "dict" else None
        found |= documented(inner, place) if inner else {place}
    return found


def used(module: str) -> set[str]:
    """The dotted paths that the steps of all cases set for the module."""
    steps = [step for path in case_files() for step in load(path, "it").steps() if step.module == module]
    return {path for step in steps for path in flatten(step.args)}


def missing(module: str) -> list[str]:
    """Options of the module which no case sets."""
    paths = used(module)
    within = {path.rsplit(".", depth)[0] for path in paths for depth in range(path.count(".") + 1)} | paths
    return sorted(option for option in documented(task_of(module).spec) if option not in within)


def main() -> int:
    """Entry point; the status is 1 when something is missing."""
    total = 0
    for module in module_docs.plugin_names("modules"):
        options = missing(module)
        total += len(options)
        if options:
            print(f"{module}: {', '.join(options)}")
    print(f"{total} options are set by no case in {FOLDER.relative_to(ROOT)}")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
