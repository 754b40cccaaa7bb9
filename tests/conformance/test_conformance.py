# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every recorded scenario is played against the emulator and has to give what the real server gave."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.conformance import scenarios
from tests.conformance.scenarios import Player, Scenario, recording
from tests.emulator.server import Handle, start_emulator

VERSION = "0.30.2"
ALL = [one for one in scenarios.load() if recording(VERSION, one.name).exists()]


@pytest.fixture(scope="module")
def emulator() -> Iterator[Handle]:
    with start_emulator(deploy_time=0.1, database_deploy_time=0.02, stop_time=0.01) as handle:
        yield handle


@pytest.mark.parametrize("scenario", ALL, ids=lambda one: one.name)
def test_scenario(emulator: Handle, scenario: Scenario) -> None:
    emulator.reset()
    recorded = json.loads(recording(VERSION, scenario.name).read_text(encoding="utf-8"))["steps"]
    answers = Player(emulator.url, emulator.api_key).play(scenario)
    assert len(answers) == len(recorded), "the scenario has changed since it was recorded"
    for number, (answer, expected) in enumerate(zip(answers, recorded, strict=True), 1):
        assert answer == expected, f"step {number}: {expected.get('step')}"


def test_there_are_recordings() -> None:
    assert len(ALL) >= 60
