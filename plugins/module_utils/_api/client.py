# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The one way to Dokploy: procedures in, values or typed errors out. Knows no kind of thing."""

from __future__ import annotations

import json

from .errors import AnswerLost, ApiError, KeyRefused, NotDokploy
from .faces import FACES, Call, Trpc
from .http import Http, is_json
from .redact import Redactor

_KEY_REFUSED = (
    "Dokploy refused the API key (HTTP 401). The key may be wrong or deleted, it may belong to no organization, or it may have used up "
    "its allowance: a key made through the API without rateLimitEnabled=false serves 10 requests a day. Make a key under Settings > "
    "Profile > API/CLI Keys, or with user.createApiKey, rateLimitEnabled=false and metadata.organizationId, and give it as api_key."
)


class Client:
    """Calls procedures over the chosen face.

    connection: a http.Connection. redact: cleans the text of every error; the key is one of its secrets.
    """

    def __init__(self, connection, redact=None, http=None):
        self.redact = redact or Redactor()
        self.redact.add(connection.key, *connection.headers.values())
        self.connection = connection
        self.http = http or Http(connection)
        self.face = FACES[connection.transport]()

    def read(self, procedure, input=None):
        """Call one query and give back its value. Raises ApiError or another DokployError."""
        return _value(self.read_all([Call(procedure, input)])[0])

    def write(self, procedure, input=None, timeout=None):
        """Call one mutation and give back its value. Raises AnswerLost when nobody knows whether it happened."""
        return _value(self.write_all([Call(procedure, input)], timeout=timeout)[0])

    def read_all(self, calls):
        """Call queries, as many in one request as fit. Gives a value or an ApiError for each; raises for the transport."""
        results = []
        for request in self.face.requests("GET", calls, 200):
            results.extend(self._outcomes(request, self.http.send("GET", request.path)))
        return results

    def write_all(self, calls, limit=50, timeout=None):
        """Call mutations that may run at the same moment, up to C(limit) in one request.

        Gives a value or an ApiError for each call. A request whose answer is lost gives AnswerLost for each of its calls, and the
        calls after it are not sent: they get AnswerLost too, for the caller has to look again anyway.
        """
        results = []
        for request in self.face.requests("POST", calls, limit):
            try:
                further = {"timeout": (10, timeout)} if timeout else {}
                results.extend(self._outcomes(request, self.http.send("POST", request.path, request.body, **further)))
            except AnswerLost as error:
                return results + [error] * (len(calls) - len(results))
        return results

    def upload(self, procedure, data, files, timeout=None):
        """Call a mutation that takes a multipart form; only the tRPC face can read these (seen on 0.30.2)."""
        further = {"data": data, "files": files, "timeout": (10, timeout or self.connection.timeout)}
        response = self.http.send("POST", "/api/trpc/" + procedure, **further)
        return _value(self._outcomes(_Single(procedure), response, Trpc())[0])

    def stream(self, procedure, input, timeout=None):
        """Call a subscription and give its events as they come, as values.

        Only the tRPC face has these. timeout: seconds of silence before AnswerLost. Raises ApiError if refused.
        """
        request = next(iter(Trpc().requests("GET", [Call(procedure, input)], 1)))
        response = self.http.send(
            "GET",
            request.path,
            repeatable=False,
            stream=True,
            headers={"Accept": "text/event-stream"},
            timeout=(10, timeout or 600),
        )
        if "event-stream" not in response.headers.get("Content-Type", ""):
            outcome = self._outcomes(request, response)[0]
            _value(outcome)
            raise NotDokploy(f"{self.connection.shown} did not open an event stream for {procedure}.")
        return self._events(response, procedure)

    def _events(self, response, procedure):
        event = ""
        try:
            for raw in response.iter_lines(chunk_size=1):
                line = raw.decode("utf-8", "replace")
                if line.startswith("event:"):
                    event = line[6:].strip()
                    if event == "return":
                        return
                elif line.startswith("data:"):
                    value = _event_value(line[5:].strip())
                    if event == "serialized-error":
                        raise ApiError(self.redact(value), procedure, 500)
                    if event not in ("connected", "ping"):
                        yield value
                elif not line:
                    event = ""
        except OSError:
            # Every exception of requests is an OSError.
            raise AnswerLost(f"The event stream of {procedure} broke off.") from None
        finally:
            response.close()

    def _outcomes(self, request, response, face=None):
        try:
            outcomes = (face or self.face).outcomes(request, response.status_code, _body(response))
        except ValueError:
            if response.status_code in (400, 401, 413, 415):
                text = response.text[:200] or f"HTTP {response.status_code}"
                outcomes = [ApiError(text, call.procedure, response.status_code) for call in request.calls]
            else:
                raise NotDokploy(
                    f"{self.connection.shown} did not answer as Dokploy does (HTTP {response.status_code}). Is api_url right?"
                ) from None
        return self._clean(outcomes)

    def _clean(self, outcomes):
        for outcome in outcomes:
            if isinstance(outcome, ApiError):
                if outcome.key_refused:
                    raise KeyRefused(_KEY_REFUSED)
                outcome.message = self.redact(outcome.message)
                outcome.issues = [(path, self.redact(text)) for path, text in outcome.issues]
                outcome.args = (outcome.message,)
        return outcomes


class _Single:
    def __init__(self, procedure):
        self.calls = [Call(procedure)]


def _value(outcome):
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _body(response):
    if not response.content:
        return None
    return response.json() if is_json(response) else json.loads(response.text)


def _event_value(text):
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value["json"] if isinstance(value, dict) and "json" in value else value
