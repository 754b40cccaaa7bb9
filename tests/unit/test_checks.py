# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms that Dokploy takes unseen."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._model import checks
from ansible_collections.community.dokploy.plugins.module_utils._model.dotenv import bad_name
from ansible_collections.community.dokploy.plugins.module_utils._model.table import Field
from ansible_collections.community.dokploy.plugins.module_utils._model.values import to_api

KEY = "-----BEGIN {0} PRIVATE KEY-----\nb25l\ndHdv\n-----END {0} PRIVATE KEY-----\n"

RIGHT = [
    ("cron", ["0 3 * * *", "*/5 * * * *", "0 0 1,15 * mon-fri", "30 0 3 * * *", "@daily", "0 0 * jan 7"]),
    ("timezone", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]),
    ("pem", [KEY.format("RSA"), "-----BEGIN A-----\nx\n-----END A-----\n-----BEGIN B-----\ny\n-----END B-----"]),
    ("ssh_private", [KEY.format("OPENSSH"), KEY.format("RSA"), KEY.format("RSA").replace("\n", "\r\n")]),
    ("ssh_public", ["ssh-ed25519 AAAA", "ssh-rsa AAAA== me@host\n"]),
    ("host", ["shop.example.com", "localhost", "xn--bcher-kva.example"]),
    ("cidr", ["10.0.0.0/8", "fd00::/8"]),
]
WRONG = [
    ("cron", ["", "nonsense", "60 3 * * *", "0 24 * * *", "0 3 * *", "*/0 * * * *", "5-1 * * * *", "@sometimes"]),
    ("timezone", ["Mars/North", "utc+1 hour", ""]),
    ("pem", ["nothing", "-----BEGIN A-----\nx\n-----END B-----", "-----BEGIN A-----\nx"]),
    ("ssh_private", ["nothing", KEY.format("EC"), KEY.format("OPENSSH").replace("b25l", "b 25l")]),
    ("ssh_public", ["AAAA", "ecdsa-sha2-nistp256 AAAA", "ssh-rsa"]),
    ("host", ["https://shop.example.com", "shop_example.com", "*.example.com", "shop.example.com:80"]),
    ("cidr", ["10.0.0.1/8", "10.0.0.0/33", "everything"]),
]


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in RIGHT for text in texts])
def test_what_is_right_passes(name, text):
    getattr(checks, name)(text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG for text in texts])
def test_what_is_wrong_is_told(name, text):
    with pytest.raises(ValueError, match=r"^(a|an|text|one) "):
        getattr(checks, name)(text)


def test_line_ends_are_those_of_unix():
    assert checks.lines("a\r\nb\r\n\r\n") == "a\nb\n"


def test_a_name_in_other_letters_is_told_its_ascii_form():
    with pytest.raises(ValueError, match=r"write it as xn--mnchen-3ya\.example\.com"):
        checks.host("münchen.example.com")


def test_a_line_end_does_not_slip_through():
    with pytest.raises(ValueError, match="a bare host name"):
        checks.host("shop.example.com\n")
    with pytest.raises(ValueError, match="begins with /"):
        to_api(Field("path", pattern=r"^/[a-z]*$", expects="a path that begins with /"), "/shop\n")
    assert bad_name("NAME\n")
