# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""The two HTTP faces of Dokploy's procedures: how a request is written and an answer read. No I/O.

Seen on Dokploy 0.30.2; docs/architecture.md says what the faces have in common and where they differ.
"""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from .errors import ApiError

# Proxies commonly refuse a request line of 8 KB; Dokploy itself takes twice that.
LONGEST_URL = 6000
# What a batch has in its URL besides its calls.
FRAME = len("/api/trpc/?batch=1&input=%7B%7D")


class Call:
    """One procedure to be called: its name and its input (a dict, or None for none)."""

    __slots__ = ("input", "procedure")

    def __init__(self, procedure, input=None):
        self.procedure = procedure
        self.input = input

    @property
    def key(self):
        """What makes two reads the same read."""
        given = self.input or {}
        if all(isinstance(value, str) for value in given.values()):
            # Nearly every read; a large stack asks for this some ten thousand times.
            return self.procedure, tuple(sorted(given.items()))
        return self.procedure, json.dumps(given, sort_keys=True)

    def __repr__(self):
        return f"Call({self.procedure!r})"


class Request:
    """A request ready to be sent: method, path below the base URL, body (JSON-able or None), the calls it carries."""

    __slots__ = ("body", "calls", "method", "path")

    def __init__(self, method, path, body, calls):
        self.method, self.path, self.body, self.calls = method, path, body, calls


def _compact(value):
    return json.dumps(value, separators=(",", ":"))


class Trpc:
    """C(/api/trpc): superjson envelopes, many procedures in one request."""

    name = "trpc"

    def requests(self, method, calls, limit):
        """Put calls into as few requests as the length of a URL and C(limit) calls a request allow."""
        batch, length = [], 0
        for call in calls:
            # What a call adds to the URL; to write the URL anew for each would take their square.
            own = len(quote(call.procedure, safe=",") + ",")
            if method == "GET":
                own += len(quote(f'"{len(batch)}":{_compact({"json": call.input or {}})},', safe=""))
            if batch and (len(batch) >= limit or FRAME + length + own > LONGEST_URL):
                yield self._request(method, batch)
                batch, length = [], 0
            batch.append(call)
            length += own
        if batch:
            yield self._request(method, batch)

    def _request(self, method, calls):
        names = ",".join(quote(call.procedure, safe="") for call in calls)
        # Some queries take nothing but optional members and yet refuse to get no object at all (network.all).
        inputs = {str(at): {"json": call.input or {}} for at, call in enumerate(calls)}
        if len(calls) > 1:
            if method == "POST":
                return Request(method, f"/api/trpc/{names}?batch=1", inputs, calls)
            return Request(method, f"/api/trpc/{names}?batch=1&input={quote(_compact(inputs), safe='')}", None, calls)
        if method == "POST":
            return Request(method, f"/api/trpc/{names}", inputs["0"], calls)
        return Request(method, f"/api/trpc/{names}?input={quote(_compact(inputs['0']), safe='')}", None, calls)

    def outcomes(self, request, status, answer):
        """Read an answer into one value or ApiError a call.

        Raises ValueError if it has not the shape of a tRPC answer.
        """
        items = answer if isinstance(answer, list) else [answer] * len(request.calls)
        if len(items) != len(request.calls):
            raise ValueError("a batch answer of another length")
        return [self._outcome(call, status, item) for call, item in zip(request.calls, items)]

    def _outcome(self, call, status, item):
        if isinstance(item, dict) and isinstance(item.get("result"), dict):
            data = item["result"].get("data")
            return data.get("json") if isinstance(data, dict) else data
        error = item.get("error") if isinstance(item, dict) else None
        if not isinstance(error, dict):
            if status < 300:
                # Something else that speaks JSON: another program, or a proxy that answers by itself.
                raise ValueError("no tRPC answer")
            return _plain_error(call, status, item)
        error = error.get("json", error)
        data = error.get("data") or {}
        message, issues = _trpc_issues(str(error.get("message", "")), data)
        return ApiError(message, call.procedure, data.get("httpStatus") or status, data.get("code") or "", issues)


class Rest:
    """C(/api): plain JSON, one procedure a request."""

    name = "rest"

    def requests(self, method, calls, limit):
        """One request a call."""
        for call in calls:
            path = "/api/" + quote(call.procedure, safe="")
            if method == "POST":
                yield Request(method, path, call.input or {}, [call])
            else:
                # An empty value in a query makes Dokploy answer 400; leaving it out means the same.
                pairs = [
                    (key, self._text(value)) for key, value in (call.input or {}).items() if value not in (None, "")
                ]
                yield Request(method, path + ("?" + urlencode(pairs) if pairs else ""), None, [call])

    @staticmethod
    def _text(value):
        return _compact(value) if isinstance(value, (bool, list, dict)) else value

    def outcomes(self, request, status, answer):
        """Read an answer into a list of one value or ApiError."""
        call = request.calls[0]
        if status < 400:
            return [answer]
        return [_plain_error(call, status, answer)]


def _plain_error(call, status, body):
    body = body if isinstance(body, dict) else {"message": str(body or "")}
    issues = [
        (_path(item), str(item.get("message", ""))) for item in body.get("issues") or [] if isinstance(item, dict)
    ]
    return ApiError(str(body.get("message") or ""), call.procedure, status, str(body.get("code") or ""), issues)


def _path(issue):
    return ".".join(str(part) for part in issue.get("path") or [])


def _trpc_issues(message, data):
    # Validation problems arrive as the JSON text of a list in the message.
    if message.lstrip().startswith("[") and (data.get("zodError") or data.get("code") == "BAD_REQUEST"):
        try:
            found = json.loads(message)
            return "Input validation failed", [(_path(item), str(item.get("message", ""))) for item in found]
        except (ValueError, AttributeError):
            pass
    return message, []


FACES = {"trpc": Trpc, "rest": Rest}
