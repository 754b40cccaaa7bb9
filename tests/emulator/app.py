# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two HTTP faces of the procedures, and the order in which the real server checks things."""

from __future__ import annotations

import asyncio
import json
import traceback
from typing import Any

from aiohttp import web

from . import auth, handlers
from .call import STREAMS, Call, Identity, answer
from .contract import Procedure, by_lower, load
from .control import Control
from .errors import ApiError, rest_body, trpc_body
from .faults import Fault
from .ids import UNDEFINED
from .state import State
from .validate import validate
from .webhooks import Webhooks
from .wire import dumps, plain, superjson

REST_LIMIT = 1_048_576
LONGEST_LINE = 16_384  # bytes of the request line and headers together
HTML = "<html>\r\n<head><title>{0}</title></head>\r\n<body><center><h1>{0}</h1></center></body>\r\n</html>\r\n"
REASONS = {429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
           504: "Gateway Timeout", 413: "Request Entity Too Large"}  # fmt: skip
# keys that a subscription needs, where they are not just the id of its router
STREAM_KEYS = {
    "backup.restoreBackupWithLogs": ("databaseId", "databaseType", "backupType", "databaseName", "backupFile",
                                     "destinationId"),
    "volumeBackups.restoreVolumeBackupWithLogs": ("backupFileName", "destinationId", "volumeName", "id",
                                                  "serviceType"),
}  # fmt: skip

handlers.load()


class Emulator:
    """Routes of one server."""

    def __init__(self, state: State) -> None:
        self.state = state

    @property
    def procedures(self) -> dict[str, Procedure]:
        """Those of the version that the server says it is, which a test may change while it runs."""
        return load(self.state.options.version)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=1 << 30, handler_args={"max_line_size": 65_536, "max_field_size": 65_536})
        app.add_routes(Control(self.state).routes())
        app.add_routes(auth.Login(self.state).routes())
        app.add_routes(Webhooks(self.state).routes())
        app.add_routes(
            [
                web.get("/api/health", self.health),
                web.get("/register", self.register_page),
                web.get("/", self.front_page),
                web.route("*", "/api/trpc/{names:.+}", self.trpc),
                web.route("*", "/api/{name:.+}", self.rest),
            ]
        )
        return app

    # pages without a procedure

    async def health(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def register_page(self, request: web.Request) -> web.Response:
        if self.state.store.first("member", role="owner"):
            raise web.HTTPTemporaryRedirect("/")
        return web.Response(text="<html><body>Register</body></html>", content_type="text/html")

    async def front_page(self, request: web.Request) -> web.Response:
        if not self.state.store.first("member", role="owner"):
            raise web.HTTPTemporaryRedirect("/register")
        return web.Response(text="<html><body>Sign in</body></html>", content_type="text/html")

    # REST

    async def rest(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/"):
            target = request.path.rstrip("/") + (f"?{request.query_string}" if request.query_string else "")
            return web.Response(status=308, text=target, headers={"Location": target})
        name = request.match_info["name"]
        spec = self.procedures.get(name) or by_lower(self.state.options.version).get(name.lower())
        names = [spec.name if spec else name]
        is_write = bool(spec and spec.is_write)
        return await self._guard(request, "rest", names, is_write, lambda single: self._rest(request, spec, single))

    async def _rest(self, request: web.Request, spec: Procedure | None, single: dict[str, Fault]) -> web.Response:
        raw = await request.read()
        if len(raw) > REST_LIMIT:
            return web.Response(status=413, text="Body exceeded 1mb limit")
        content = request.headers.get("Content-Type", "")
        body: Any = {}
        if raw and content.startswith("application/json"):
            try:
                body = json.loads(raw)
            except ValueError:
                return web.Response(status=400, text="Invalid JSON")
        if await self._identify(request) is None:
            return web.json_response({"message": "Unauthorized"}, status=401)
        if spec is None or spec.method != request.method:
            if request.method == "HEAD":
                return web.Response(status=204)
            return self._rest_error(ApiError("NOT_FOUND", "Not found"), None)
        if spec.is_write and not content.startswith(("application/json", "multipart/form-data")):
            return self._rest_error(_unsupported(content), spec.name)
        if content.startswith("multipart/form-data"):
            # The plain face cannot read forms; the other one can.
            return self._rest_error(ApiError("INTERNAL_SERVER_ERROR", "Internal server error"), spec.name)
        if spec.is_write:
            value: Any = body if isinstance(body, dict) else {}
        else:
            value = _query(request, spec)
        self.state.coerced.add(spec.name)
        identity = await self._identify(request)
        try:
            result = await self._run(spec, identity, value, single)
        except ApiError as error:
            return self._rest_error(error, spec.name)
        if result is UNDEFINED:
            return web.Response(body=b"", content_type="application/json")
        return web.Response(text=dumps(plain(result)), content_type="application/json")

    def _rest_error(self, error: ApiError, path: str | None) -> web.Response:
        return web.Response(status=error.status, text=dumps(rest_body(error, path)), content_type="application/json")

    # tRPC

    async def trpc(self, request: web.Request) -> web.StreamResponse:
        batch = "batch" in request.query and request.query["batch"] == "1"
        text = request.match_info["names"]
        names = text.split(",") if batch else [text]
        specs = [self.procedures.get(name) for name in names]
        if not batch and text in STREAMS and request.method == "GET":
            return await self._guard(request, "trpc", names, True, lambda single: self._stream(request, text))
        is_write = any(spec and spec.is_write for spec in specs) and request.method == "POST"
        return await self._guard(
            request, "trpc", names, is_write, lambda single: self._trpc(request, names, batch, single)
        )

    async def _trpc(
        self, request: web.Request, names: list[str], batch: bool, single: dict[str, Fault]
    ) -> web.Response:
        identity = await self._identify(request)
        try:
            inputs = await self._inputs(request, len(names), batch)
            self._check_kinds(names)
        except ApiError as error:
            path = names[0] if error.code == "BAD_REQUEST" and not batch else None
            body: Any = trpc_body(error, path)
            return web.json_response(body, status=error.status)
        work = [self._item(request.method, name, inputs[index], identity, single) for index, name in enumerate(names)]
        results = await asyncio.gather(*work)
        statuses = {status for status, body in results}
        status = statuses.pop() if len(statuses) == 1 else 207
        bodies = [body for item_status, body in results]
        return web.Response(status=status, text=dumps(bodies if batch else bodies[0]), content_type="application/json")

    def _check_kinds(self, names: list[str]) -> None:
        """One batch cannot hold reads and writes."""
        specs = [self.procedures[name] for name in names if name in self.procedures]
        kinds = list(dict.fromkeys("mutation" if spec.is_write else "query" for spec in specs))
        if len(kinds) > 1:
            raise ApiError("BAD_REQUEST", f"Cannot mix procedure types in call: {', '.join(kinds)}")

    async def _inputs(self, request: web.Request, count: int, batch: bool) -> list[Any]:
        if request.method == "GET":
            text = request.query.get("input")
        else:
            content = request.headers.get("Content-Type", "")
            if content.startswith("multipart/form-data") and not batch:
                # A file is checked like a text; what is in it matters to nobody here.
                fields = (await request.post()).items()
                return [{key: item if isinstance(item, str) else item.filename for key, item in fields}]
            if not content.startswith("application/json"):
                raise _unsupported(content)
            text = (await request.text()) or None
        if text is None:
            return [UNDEFINED] * count
        try:
            data = json.loads(text)
        except ValueError as error:
            raise ApiError("BAD_REQUEST", _parse_message(error)) from None
        if not batch:
            return [_unwrap(data)]
        if not isinstance(data, dict):
            raise ApiError("BAD_REQUEST", '"input" needs to be an object when doing a batch call')
        return [_unwrap(data.get(str(index))) for index in range(count)]

    async def _item(
        self, method: str, name: str, value: Any, identity: Identity | None, single: dict[str, Fault]
    ) -> tuple[int, dict]:
        spec = self.procedures.get(name)
        try:
            if spec is None and name not in STREAMS:
                raise ApiError("NOT_FOUND", f'No procedure found on path "{name}"')
            if spec is None or spec.method != method:
                kind = "subscription" if spec is None else "mutation" if spec.is_write else "query"
                text = f'Unsupported {method}-request to {kind} procedure at path "{name}"'
                raise ApiError("METHOD_NOT_SUPPORTED", text)
            result = await self._run(spec, identity, value, single)
        except ApiError as error:
            return error.status, trpc_body(error, name)
        return 200, {"result": {"data": superjson(result)}}

    async def _stream(self, request: web.Request, name: str) -> web.StreamResponse:
        """Always answers 200: what went wrong is an event in the stream."""
        identity = await self._identify(request)
        keys = STREAM_KEYS.get(name) or (f"{name.split('.')[0]}Id",)
        schema = {"type": "object", "properties": {key: {"type": "string"} for key in keys}, "required": list(keys)}
        spec = Procedure(name, "GET", schema, "member", [], "value", set(keys))
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache, no-transform"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(b"event: connected\ndata: {}\n\n\n")
        try:
            call = Call(self.state, spec, identity)
            call.authorize()
            value = (await self._inputs(request, 1, False))[0]
            issues = validate(spec, value, False)[1]
            if issues:
                raise ApiError("BAD_REQUEST", issues=issues)
            async for line in STREAMS[name](call, value):
                await response.write(f"data: {dumps(superjson(line))}\n\n\n".encode())
            await response.write(b"event: return\ndata: \n\n\n")
        except ApiError as error:
            text = dumps(trpc_body(error, name)["error"])
            await response.write(f"event: serialized-error\ndata: {text}\n\n\n".encode())
        return response

    # both

    async def _identify(self, request: web.Request) -> Identity | None:
        async with self.state.pool:
            return auth.identify(self.state, request)

    async def _run(self, spec: Procedure, identity: Identity | None, value: Any, single: dict[str, Fault]) -> Any:
        if spec.name in single:
            fault = single[spec.name]
            raise ApiError(fault.code, fault.message)
        call = Call(self.state, spec, identity)
        call.authorize()
        parsed, issues = validate(spec, value, spec.name in self.state.coerced)
        if issues:
            raise ApiError("BAD_REQUEST", issues=issues)
        try:
            return await answer(call, parsed)
        except ApiError:
            raise
        except Exception as error:  # a mistake of the emulator's: show it, and answer as a server would
            traceback.print_exc()
            raise ApiError("INTERNAL_SERVER_ERROR", f"emulator: {type(error).__name__}: {error}") from error

    async def _guard(
        self, request: web.Request, face: str, names: list[str], is_write: bool, work: Any
    ) -> web.StreamResponse:
        """Latency, scripted failures and the log around every API request."""
        state = self.state
        entry = {
            "number": len(state.log) + 1, "method": request.method, "face": face, "procedures": names,
            "batch": len(names), "is_write": is_write, "status": None, "fault": None,
        }  # fmt: skip
        state.log.append(entry)
        task = asyncio.current_task()
        if task:
            state.tasks.add(task)
        try:
            if len(request.raw_path) > LONGEST_LINE:
                entry["status"] = 431
                return web.Response(status=431)
            if state.options.latency:
                await asyncio.sleep(state.options.latency / 1000)
            fault, single = state.faults.strike(names)
            response = await self._faulty(request, fault, entry, work, single)
            entry["status"] = entry["status"] or response.status
            return response
        finally:
            if task:
                state.tasks.discard(task)

    async def _faulty(
        self, request: web.Request, fault: Fault | None, entry: dict, work: Any, single: dict[str, Fault]
    ) -> web.StreamResponse:
        if fault is None:
            return await work(single)
        entry["fault"] = fault.action
        if fault.action in ("refuse", "cut_before"):
            return _cut(request)
        if fault.action == "hang":
            await asyncio.sleep(fault.seconds)
            return _cut(request)
        if fault.action == "cut_after":
            response = await work(single)
            entry["status"] = response.status
            return _cut(request)
        if fault.action == "slow":
            return await self._slow(request, await work(single), fault.seconds)
        if fault.action == "html":
            title = f"{fault.status} {REASONS.get(fault.status, 'Error')}"
            return web.Response(status=fault.status, text=HTML.format(title), content_type="text/html",
                                headers=fault.headers)  # fmt: skip
        body = fault.body if fault.body is not None else {"message": REASONS.get(fault.status, "Error")}
        return web.json_response(body, status=fault.status, headers=fault.headers)

    async def _slow(self, request: web.Request, response: web.StreamResponse, seconds: float) -> web.StreamResponse:
        body = response.body if isinstance(response, web.Response) and isinstance(response.body, bytes) else b""
        slow = web.StreamResponse(status=response.status, headers={"Content-Type": "application/json"})
        slow.content_length = len(body)
        await slow.prepare(request)
        pieces = 10
        step = max(1, -(-len(body) // pieces))
        for start in range(0, len(body), step):
            await slow.write(body[start : start + step])
            await asyncio.sleep(seconds / pieces)
        return slow


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)


def _unsupported(content: str) -> ApiError:
    # the quote that never closes is the library's
    message = f'Unsupported content-type "{content}' if content else "Missing content-type header"
    return ApiError("UNSUPPORTED_MEDIA_TYPE", message)


def _parse_message(error: json.JSONDecodeError) -> str:
    if "property name" in error.msg:
        where = f"position {error.pos} (line {error.lineno} column {error.colno})"
        return f"Expected property name or '}}' in JSON at {where}"
    if error.pos >= len(error.doc):
        return "Unexpected end of JSON input"
    return f"Unexpected token '{error.doc[error.pos]}', \"{error.doc}\" is not valid JSON"


def _query(request: web.Request, spec: Procedure) -> dict[str, Any]:
    """Flat query parameters: empty ones count as absent, a single value of a list becomes a list."""
    value: dict[str, Any] = {}
    for key in request.query:
        given = list(request.query.getall(key))
        if given == [""]:
            continue
        value[key] = given if len(given) > 1 else given[0]
        if spec.input.get("properties", {}).get(key, {}).get("type") == "array" and not isinstance(value[key], list):
            value[key] = [value[key]]
    return value


def _unwrap(data: Any) -> Any:
    if isinstance(data, dict) and "json" in data:
        meta = data.get("meta", {}).get("values") if isinstance(data.get("meta"), dict) else None
        if data["json"] is None and meta == ["undefined"]:
            return UNDEFINED
        return data["json"]
    return UNDEFINED
