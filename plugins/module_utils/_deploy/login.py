# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""A login with email and password, for as long as there is no API key.

These routes belong to Dokploy's login library, not to its procedures: they want an Origin header, answer with a cookie, and let
nobody try more often than three times in ten seconds (seen on Dokploy 0.30.2).
"""

from __future__ import annotations

import time

from .._api.client import Client
from .._api.errors import AnswerLost, ApiError, ConnectionFailed, DokployError, KeyRefused, OptionError
from .._api.http import Http, new_session
from .._api.redact import Redactor
from .follow import AWAY

# To make the first administrator, Dokploy looks for its public address, each service it asks in turn.
SIGN_UP_SECONDS = 300
_PAUSE = 2
# Seconds after which one may surely try again.
_BUSY = 20
# Refusals that speak of an option.
_OPTIONS = {
    "PASSWORD_TOO_SHORT": "password",
    "PASSWORD_TOO_LONG": "password",
    "INVALID_EMAIL": "email",
    "VALIDATION_ERROR": "email",
}


class Login:
    """One user's way in.

    link: a Connection without a key. email, password: the user's. patience: seconds to wait for a Dokploy that is not up yet, or
    that wants nobody to try so often.
    """

    def __init__(self, link, email, password, patience, sleep=time.sleep):
        # A session of its own: a cookie must not serve other tasks.
        self.http = Http(link, session=new_session(link))
        self.client = Client(link, Redactor([password]), self.http)
        self.email, self.password = email, password
        self.until, self.sleep = time.monotonic() + patience, sleep

    def wait_until_up(self):
        """Wait until Dokploy answers. Raises DokployError."""
        while True:
            try:
                self.client.read("settings.health")
                return
            except (ApiError, KeyRefused):
                # Up, but too old to know this query, or it is not for everybody on the plain face.
                return
            except AWAY:
                if time.monotonic() >= self.until:
                    raise
                self.sleep(_PAUSE)

    def administrator_there(self):
        """Whether there is an administrator, as far as one can tell without a login: the front page leads to where one is made."""
        return not self.http.page("/").headers.get("Location", "").endswith("/register")

    def enter(self, first_name, last_name):
        """Log in, and make the first administrator if there is none. Gives whether it was made. Raises DokployError."""
        refused = self._sign_in()
        if refused is None:
            return False
        lost = False
        try:
            body = {"email": self.email, "password": self.password, "name": first_name, "lastName": last_name}
            status, answer = self._send("sign-up/email", body, SIGN_UP_SECONDS)
        except AnswerLost:
            # The login tells whether it was made.
            lost, status, answer = True, 0, {}
        if status == 200:
            return True
        if lost:
            if self._sign_in() is None:
                return True
            raise DokployError(
                "The answer to making the first administrator was lost, and there is none. Run it again."
            )
        if "already" in str(answer.get("message", "")):
            raise OptionError(
                f"email, password: Dokploy has its administrator already and does not let this user in: {refused}. "
                "Give the email and password of a user it has."
            )
        raise self._refusal(answer, status)

    def leave(self):
        """Log out, so that no session stays behind."""
        try:
            self._send("sign-out", {})
        except DokployError:
            # It ends by itself after three days.
            pass

    def _sign_in(self):
        """Gives None, or what Dokploy says to a wrong email or password."""
        status, answer = self._send("sign-in/email", {"email": self.email, "password": self.password})
        if status == 200 and answer.get("twoFactorRedirect"):
            raise OptionError(
                f"email: {self.email} logs in with a second factor, which cannot be given here. Make a key in Dokploy instead."
            )
        if status == 200:
            return None
        if status == 401:
            return answer.get("message") or "wrong email or password"
        raise self._refusal(answer, status)

    def _send(self, route, body, seconds=60):
        link = self.http.connection
        scheme, rest = link.url.split("://", 1)
        # As a browser says it, without what may stand in front of the host.
        origin = f"{scheme}://{rest.split('/')[0].rpartition('@')[2]}"
        until = max(self.until, time.monotonic() + _BUSY)
        while True:
            further = {"headers": {"Origin": origin}, "timeout": (10, max(seconds, link.timeout))}
            try:
                response = self.http.send("POST", f"/api/auth/{route}", body, **further)
                break
            except ConnectionFailed:
                # Nothing was done; most likely somebody logged in too often (HTTP 429, without a word of Dokploy's own).
                if time.monotonic() >= until:
                    raise
                self.sleep(_PAUSE)
        try:
            answer = response.json()
        except ValueError:
            answer = {}
        return response.status_code, answer if isinstance(answer, dict) else {}

    def _refusal(self, answer, status):
        text = self.client.redact(str(answer.get("message") or f"HTTP {status}"))
        option = _OPTIONS.get(answer.get("code"))
        if option:
            return OptionError(f"{option}: Dokploy refuses it: {text}.")
        if answer.get("code") == "INVALID_ORIGIN":
            return OptionError(
                f"api_url: Dokploy takes no login at {self.http.connection.shown}, since it knows itself by another address. Use "
                "that one, or the one it has on its own host, such as http://localhost:3000."
            )
        return DokployError(f"Dokploy refused the login of {self.email}: {text}.")
