# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripted failures: what goes wrong, at which hit of which procedure."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

ACTIONS = ("refuse", "cut", "cut_before", "cut_after", "status", "html", "slow", "error", "hang")


@dataclass
class Fault:
    """One failure.

    ``match`` is a pattern of procedure names (``*`` all, ``application.*``), tried on every procedure of a request.
    It strikes from the ``nth`` matching request (1 is the first) for ``times`` requests (0: for ever).
    Actions: ``refuse`` and ``cut_before`` close the connection before anything is carried out, ``cut_after`` after
    the request was carried out, ``status`` answers ``status`` with ``body``, ``html`` a proxy's error page with
    ``status``, ``slow`` sends the true answer in pieces over ``seconds``, ``hang`` answers nothing for ``seconds``,
    ``error`` lets the matching procedure alone fail with ``code`` and ``message`` (other items of a batch go on).
    """

    match: str = "*"
    action: str = "status"
    nth: int = 1
    times: int = 1
    status: int = 502
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 1.0
    code: str = "INTERNAL_SERVER_ERROR"
    message: str = "scripted failure"
    hits: int = 0

    def __post_init__(self) -> None:
        if self.action == "cut":
            self.action = "cut_before"
        if self.action not in ACTIONS:
            raise ValueError(f"unknown action {self.action}, use one of {', '.join(ACTIONS)}")

    def strikes(self, names: list[str]) -> bool:
        if not any(fnmatchcase(name, self.match) for name in names):
            return False
        self.hits += 1
        past = self.hits - self.nth
        return past >= 0 and (self.times == 0 or past < self.times)


@dataclass
class DeploymentScript:
    """How the next deployments of the services that match end: ``match`` is a pattern of the service's name or
    appName, ``status`` done or error, ``log`` the lines of its log, ``seconds`` how long it runs."""

    match: str = "*"
    status: str = "done"
    log: list[str] | None = None
    seconds: float | None = None
    times: int = 1
    title: str | None = None
    description: str | None = None

    def fits(self, *names: str | None) -> bool:
        return self.times != 0 and any(name and fnmatchcase(name, self.match) for name in names)

    def use(self) -> None:
        if self.times > 0:
            self.times -= 1


class Faults:
    """The script of a server, in the order in which it was given."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.deployments: list[DeploymentScript] = []

    def add(self, entries: list[dict[str, Any]]) -> None:
        self.faults += [Fault(**entry) for entry in entries]

    def add_deployments(self, entries: list[dict[str, Any]]) -> None:
        self.deployments += [DeploymentScript(**entry) for entry in entries]

    def strike(self, names: list[str]) -> tuple[Fault | None, dict[str, Fault]]:
        """Count one request; return the failure of the whole request, and those of single procedures."""
        whole: Fault | None = None
        single: dict[str, Fault] = {}
        for fault in self.faults:
            if not fault.strikes(names):
                continue
            if fault.action == "error":
                single |= {name: fault for name in names if fnmatchcase(name, fault.match)}
            elif whole is None:
                whole = fault
        return whole, single

    def deployment(self, *names: str | None) -> DeploymentScript | None:
        for script in self.deployments:
            if script.fits(*names):
                script.use()
                return script
        return None
