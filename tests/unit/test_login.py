# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A login where Dokploy is not up yet, is asked too often, or loses an answer."""

from __future__ import annotations

import json

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import (
    AnswerLost,
    ConnectionFailed,
    DokployError,
    OptionError,
)
from ansible_collections.community.dokploy.plugins.module_utils._api.http import Connection
from ansible_collections.community.dokploy.plugins.module_utils._deploy.login import Login

WRONG = (401, {"message": "Invalid email or password", "code": "INVALID_EMAIL_OR_PASSWORD"})
IN = (200, {"redirect": False, "token": "t"})


class Answer:
    def __init__(self, status, body):
        self.status_code, self.content = status, json.dumps(body).encode()
        self.headers = {"Content-Type": "application/json"}

    def json(self):
        return json.loads(self.content)


class Http:
    """Answers in turn; an exception among the answers is raised."""

    def __init__(self, *answers):
        self.answers, self.sent = list(answers), []
        self.connection = Connection("https://dokploy.example.com/sub", None)

    def send(self, method, path, body=None, **further):
        self.sent.append((path, further.get("headers")))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Answer(*answer)


@pytest.fixture
def login():
    def make(*answers, patience=60):
        slept = []
        made = Login(
            Connection("https://dokploy.example.com/sub", None), "a@b.c", "a-password-1", patience, slept.append
        )
        made.http = made.client.http = Http(*answers)
        made.slept = slept
        return made

    return make


def paths(login):
    return [path.rpartition("/api/auth/")[2] for path, _headers in login.http.sent]


def test_it_waits_until_dokploy_answers(login):
    up = login(ConnectionFailed("refused"), ConnectionFailed("refused"), (200, {"result": {"data": {"json": None}}}))
    up.wait_until_up()
    assert len(up.slept) == 2
    with pytest.raises(ConnectionFailed):
        login(ConnectionFailed("refused"), patience=0).wait_until_up()


def test_too_many_logins_are_waited_for(login):
    busy = login(ConnectionFailed("answered HTTP 429"), IN, patience=0)
    assert busy.enter("Ada", "") is False
    assert paths(busy) == ["sign-in/email", "sign-in/email"]
    assert len(busy.slept) == 1
    assert {headers["Origin"] for _path, headers in busy.http.sent} == {"https://dokploy.example.com"}


@pytest.mark.parametrize(
    ("answers", "made"), [((WRONG, IN), True), ((WRONG, AnswerLost("lost"), IN), True), ((IN,), False)]
)
def test_an_administrator_is_made_where_there_is_none(login, answers, made):
    assert login(*answers).enter("Ada", "Lovelace") is made


@pytest.mark.parametrize(
    ("answers", "error", "text"),
    [
        ((WRONG, (400, {"message": "Admin is already created"})), OptionError, "email, password: "),
        ((WRONG, (400, {"message": "Invalid email", "code": "INVALID_EMAIL"})), OptionError, "email: "),
        ((WRONG, AnswerLost("lost"), WRONG), DokployError, "Run it again"),
        (((200, {"twoFactorRedirect": True}),), OptionError, "second factor"),
        (((403, {"message": "Invalid origin", "code": "INVALID_ORIGIN"}),), OptionError, "api_url: "),
        (((403, {"message": "Single sign-on only, not a-password-1"}),), DokployError, r"not \*+"),
    ],
)
def test_a_refusal_names_what_to_do(login, answers, error, text):
    with pytest.raises(error, match=text):
        login(*answers).enter("Ada", "")
