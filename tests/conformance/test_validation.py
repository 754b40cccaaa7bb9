# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulator says about wrong inputs, procedure by procedure, against what a real server said."""

from __future__ import annotations

import json

import pytest

from tests.conformance import sweep
from tests.conformance.scenarios import recording
from tests.emulator.contract import TESTS, load
from tests.emulator.validate import validate

VERSION = "0.30.2"
CONTRACT = json.loads((TESTS / "contract" / f"dokploy-{VERSION}.json").read_text(encoding="utf-8"))["procedures"]
RECORDED = json.loads(recording(VERSION, "_validation").read_text(encoding="utf-8"))["procedures"]


@pytest.mark.parametrize("router", sorted({name.split(".")[0] for name in RECORDED}))
def test_router(router: str) -> None:
    for name, answers in RECORDED.items():
        if name.split(".")[0] != router:
            continue
        for label, body in sweep.inputs(CONTRACT[name]):
            issues = validate(load(VERSION)[name], body, coerce=True)[1]
            assert sweep.lines(issues) == answers[label], f"{name}, {label}"
