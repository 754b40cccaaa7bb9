# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later


"""Fixtures of the integration tests: one server for each test process, one directory for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.harness import Player, Server, start_server


@pytest.fixture(scope="session")
def session_server() -> Iterator[Server]:
    """The emulator of this process, or the Dokploy that DOKPLOY_URL and DOKPLOY_API_KEY name."""
    server = start_server()
    yield server
    server.stop()


@pytest.fixture
def server(session_server: Server) -> Server:
    """The server, empty as far as it can be emptied."""
    session_server.reset()
    return session_server


@pytest.fixture
def player(server: Server, tmp_path: Path) -> Player:
    """Runs playbooks against the server."""
    return Player(server, tmp_path)


@pytest.fixture
def shop(player: Player) -> Player:
    """The emulator, for tests that tell it what to do or look at what it was asked."""
    if player.server.live:
        pytest.skip("scripts what the server does")
    return player
