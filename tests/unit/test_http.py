# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes out over the wire, and what an error tells of it."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.community.dokploy.plugins.module_utils._api import client, http
from ansible_collections.community.dokploy.plugins.module_utils._api.errors import NotDokploy, OptionError


class Session:
    """Answers what it is told to and remembers how it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def request(self, method, url, **further):
        self.asked.append(further)
        status, headers = self.answers.pop(0)
        response = requests.Response()
        response.status_code, response._content = status, b"{}"
        response.headers.update({"Content-Type": "application/json", **headers})
        return response


def sender(session, url="http://localhost:3000"):
    sending = http.Http(http.Connection(url, "hush-hush-key"), session)
    sending.sleep = lambda seconds: None
    return sending


def test_a_repetition_waits_as_long_as_the_first_try():
    session = Session((429, {}), (200, {}))
    sender(session).send("POST", "/api/trpc/a.b", {"a": 1}, timeout=(10, 600))
    assert [(asked["timeout"], asked["json"]) for asked in session.asked] == [((10, 600), {"a": 1})] * 2


def test_a_redirect_is_told_without_a_password():
    session = Session((302, {"Location": "https://me:hush-hush@door.example.com/login?next=/"}))
    with pytest.raises(NotDokploy) as caught:
        sender(session, "https://me:hush-hush@dokploy.example.com").send("GET", "/api/trpc/a.b")
    assert "door.example.com/login" in caught.value.message
    assert "dokploy.example.com" in caught.value.message
    assert "hush-hush" not in caught.value.message


def test_another_program_that_speaks_json_is_not_taken_for_dokploy():
    asking = client.Client(http.Connection("http://localhost:3000", "hush-hush-key"))
    asking.http = sender(Session((200, {}), (200, {}), (200, {})))
    for ask in (lambda: asking.read("a.b"), lambda: asking.write("a.b", {}), lambda: asking.upload("a.b", {}, {})):
        with pytest.raises(NotDokploy, match="did not answer as Dokploy does"):
            ask()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_refused_connection_is_called_that(scheme):
    sending = http.Http(http.Connection(f"{scheme}://127.0.0.1:9", "hush-hush-key", retries=0))
    with pytest.raises(http.ConnectionFailed, match="Connection refused"):
        sending.send("GET", "/api/trpc/a.b?input=hush-hush-input")


def test_an_address_that_cannot_be_read_is_told_without_what_was_asked():
    with pytest.raises(OptionError) as caught:
        http.Http(http.Connection("http://127.0.0.1:99999", "key")).send("GET", "/api/trpc/a.b?input=hush-hush")
    assert "99999" in caught.value.message
    assert "hush-hush" not in caught.value.message
    with pytest.raises(OptionError, match="api_url must be the address"):
        http.Connection("http://[::1", "key")
