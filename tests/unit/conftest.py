# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells at the end of a run how much of Dokploy the collection covers."""

from __future__ import annotations

from typing import Any


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    """Print the summary of the completeness test before pytest's own last line."""
    if config.option.collectonly:
        return
    # Only here, so that a fault in a table is a failing test and no broken start.
    try:
        from tests.unit.completeness import summary

        lines = summary().lines()
    except Exception as error:
        lines = [f"cannot be told: {error}"]
    terminalreporter.section("completeness against Dokploy 0.30.2")
    for line in lines:
        terminalreporter.write_line(line)
