# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors as Dokploy's procedures raise them, and the bodies that its two HTTP faces make of them."""

from __future__ import annotations

import json

# code: (HTTP status, number in a tRPC error body)
CODES: dict[str, tuple[int, int]] = {
    "PARSE_ERROR": (400, -32700),
    "BAD_REQUEST": (400, -32600),
    "UNAUTHORIZED": (401, -32001),
    "FORBIDDEN": (403, -32003),
    "NOT_FOUND": (404, -32004),
    "METHOD_NOT_SUPPORTED": (405, -32005),
    "TIMEOUT": (408, -32008),
    "CONFLICT": (409, -32009),
    "PRECONDITION_FAILED": (412, -32012),
    "PAYLOAD_TOO_LARGE": (413, -32013),
    "UNSUPPORTED_MEDIA_TYPE": (415, -32015),
    "UNPROCESSABLE_CONTENT": (422, -32022),
    "TOO_MANY_REQUESTS": (429, -32029),
    "INTERNAL_SERVER_ERROR": (500, -32603),
}


class ApiError(Exception):
    """A refusal with one of the codes above.

    ``issues`` are those of a failed validation: the REST face shows them as a list, the tRPC face as the
    JSON text of its message.
    """

    def __init__(self, code: str, message: str | None = None, issues: list[dict] | None = None) -> None:
        super().__init__(message or code)
        self.code = code
        self.message = message if message is not None else code
        self.issues = issues

    @property
    def status(self) -> int:
        return CODES[self.code][0]


class DatabaseError(ApiError):
    """A statement that PostgreSQL refused: the raw text with the values goes out, as on the real server."""

    def __init__(self, statement: str, params: list[object]) -> None:
        values = ",".join("" if value is None else str(value) for value in params)
        super().__init__("INTERNAL_SERVER_ERROR", f"Failed query: {statement}\nparams: {values}")


def not_found(what: str) -> ApiError:
    return ApiError("NOT_FOUND", f"{what} not found")


def bad_request(message: str) -> ApiError:
    return ApiError("BAD_REQUEST", message)


def unauthorized(message: str) -> ApiError:
    return ApiError("UNAUTHORIZED", message)


def zod_error(issues: list[dict] | None) -> dict | None:
    """The flattened form of validation issues: by top-level field, and those of the form itself."""
    if issues is None:
        return None
    fields: dict[str, list[str]] = {}
    form: list[str] = []
    for issue in issues:
        if issue["path"]:
            fields.setdefault(str(issue["path"][0]), []).append(issue["message"])
        else:
            form.append(issue["message"])
    return {"formErrors": form, "fieldErrors": fields}


def _data(error: ApiError, path: str | None) -> dict:
    data: dict = {"code": error.code, "httpStatus": error.status}
    if path is not None:
        data["path"] = path
    data["zodError"] = zod_error(error.issues)
    return data


def rest_body(error: ApiError, path: str | None) -> dict:
    message = error.message if error.issues is None else "Input validation failed"
    body: dict = {"message": message, "code": error.code, "data": _data(error, path)}
    if error.issues is not None:
        body["issues"] = error.issues
    return body


def trpc_body(error: ApiError, path: str | None) -> dict:
    message = error.message if error.issues is None else json.dumps(error.issues, indent=2)
    return {"error": {"json": {"message": message, "code": CODES[error.code][1], "data": _data(error, path)}}}
