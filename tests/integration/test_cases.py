# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Every case in tests/integration/cases, on both ways of running."""

from __future__ import annotations

import os
import re
from pathlib import Path

import module_docs
import pytest

from tests.integration import case as cases
from tests.integration import checks
from tests.integration.harness import MODES, Player, Run

# A module costs ten times what the fast path costs, so it is spared what only repeats; set this to spare it nothing.
FULL = bool(os.environ.get("DOKPLOY_TEST_FULL"))


def steps_of(case: cases.Case, mode: str) -> list[cases.Step]:
    """The steps that a case takes on one of the two ways."""
    return [step for step in case.steps() if FULL or mode == "fast" or not step.spare]


def play(case: cases.Case, player: Player, mode: str) -> Run:
    """Runs all steps of a case as one playbook."""
    tasks = case.setup() + [step.task() for step in steps_of(case, mode)]
    return player.run_tasks(tasks, mode, always=case.cleanup() if player.server.live else None)


@pytest.mark.parametrize("path", cases.case_files(), ids=lambda path: path.stem)
def test_case(path: Path, player: Player) -> None:
    case = cases.load(path, player.server.prefix)
    if player.server.live and case.data.get("live", True) is not True:
        pytest.skip(str(case.data["live"]))
    secrets = [*case.data.get("secrets", []), player.server.api_key]
    runs, wrong = {}, []
    for mode in MODES:
        player.server.reset()
        player.server.configure(case.data.get("emulator", {}))
        runs[mode] = play(case, player, mode)
        wrong += [f"[{mode}] {text}" for text in checks.check_run(case, steps_of(case, mode), runs[mode], secrets)]
    wrong += [f"[fast/module] {text}" for text in checks.compare_modes(case, runs["fast"], runs["module"])]
    if wrong:
        pytest.fail(f"{len(wrong)} findings, files in {player.directory}\n" + "\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("module", module_docs.plugin_names("modules"))
def test_module_has_a_case(module: str) -> None:
    if any(cases.load(path, "it").module == module for path in cases.case_files()):
        return
    # What has no life cycle, such as a deployment, may have tests of its own; they name it.
    tests = [path for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__)]
    assert any(re.search(rf"\b{module}\b", path.read_text(encoding="utf-8")) for path in tests)
