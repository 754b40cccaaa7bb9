# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures and reports; asserts nothing. Each section is a module bench_<section>.py with measure() -> dict.

Usage: scripts/bench.py [SECTION ...]     (default: all)

The figures go to build/bench.json, one key a section; sections that were not measured keep their older figures.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "bench.json"


def main(wanted: list[str]) -> int:
    """Measure the wanted sections one after another and write what they found."""
    known = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    if unknown := set(wanted) - set(known):
        print(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    figures = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for section in wanted or known:
        print(f"== {section}", flush=True)
        figures.update(import_module(f"bench_{section}").measure())
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
