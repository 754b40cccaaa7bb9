# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of an error's text: the cause, and nothing that is secret."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.redact import (
    Redactor,
    passwords_in,
    without_passwords,
)

RCLONE = (
    "Command execution failed: Command failed: rclone ls --s3-access-key-id=AKIAOLD --s3-secret-access-key=old-secret :s3:b\n"
    '2026/11/22 13:51:28 NOTICE: Config file "/root/.config/rclone/rclone.conf" not found - using defaults\n'
    "2026/11/22 13:51:28 Failed to ls: RequestError: send request failed\n"
    'caused by: Get "http://127.0.0.1:1/b": dial tcp 127.0.0.1:1: connect: connection refused\n'
)
PASSWORD = (
    'Command execution failed: Command failed: \n\t\tCONTAINER_ID=$(docker ps -q)\n\t\tif [ -z "$CONTAINER_ID" ]; then\n'
    '\t\t\techo "No running container found for shop" >&2\n\t\t\texit 1\n\t\tfi\n'
    "\t\tdocker exec \"$CONTAINER_ID\" mysql -u root -p'old-secret' -e \"ALTER USER 'shop'\"\n\t\n"
    "No running container found for shop\n"
)
LOGIN = (
    "Command failed: printf %s 'old-secret' | docker login 'x' -u 'y' --password-stdin\n"
    "Error response from daemon: failed with status: 401 Unauthorized"
)


SHELL = (
    "Command execution failed: Command failed: docker run busybox sh -c \"printf '%s' b2xkLXNlY3JldA== > /a/b\"\n"
    "sh: can't create /a/b: nonexistent directory\n"
)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (SHELL, "the command failed: sh: can't create /a/b: nonexistent directory"),
        (RCLONE, "Failed to ls: RequestError: send request failed"),
        (PASSWORD, "the command failed: No running container found for shop"),
        (LOGIN, "401 Unauthorized"),
        ("Command failed: rclone ls --s3-secret-access-key=old-secret :s3:b\n", "(command line left out)"),
    ],
)
def test_a_failed_command_tells_what_it_printed_and_not_how_it_was_called(text, cause):
    shown = Redactor()(text)
    assert cause in shown
    assert "old-secret" not in shown
    assert "AKIAOLD" not in shown


def test_known_secrets_go_wherever_they_stand():
    assert Redactor(["hush-one"])("ALTER USER x IDENTIFIED BY 'hush-one'") == "ALTER USER x IDENTIFIED BY '********'"


def test_statements_go_as_a_whole():
    shown = Redactor()('Failed query: insert into "security" values ($1)\nparams: bob,old-secret')
    assert "old-secret" not in shown
    assert "insert" not in shown


def test_short_values_are_no_reason_to_garble_a_text():
    assert Redactor(["a", "abc"])("a cab") == "a cab"


def test_what_was_masked_before_stays_as_it_is():
    once = Redactor()(SHELL)
    assert Redactor()(once) == once


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("from https://me:hush@host/a to b@c", "from https://me:********@host/a to b@c"),
        ("from https://hush-token@host/a", "from https://********@host/a"),
        ("postgres://me:hu@sh@host:5432/a?b=c", "postgres://me:********@host:5432/a?b=c"),
        ("ssh://git@host/a, https://host:3000/a@b", "ssh://git@host/a, https://host:3000/a@b"),
    ],
)
def test_addresses_lose_their_passwords(text, shown):
    assert without_passwords(text) == shown


def test_passwords_are_found_where_they_stand():
    given = {"a": ["https://me:shop@host/shop"], "b": {"c": "https://shop@host"}, "d": 5, "e": "ssh://git@host"}
    assert passwords_in(given) == {":shop@", "//shop@"}
