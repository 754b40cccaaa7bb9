# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications: twelve types, one table of the event flags and one for each type's own columns."""

from __future__ import annotations

import re
from typing import Any

from ..call import Call, procedure
from ..errors import ApiError, bad_request
from ..ids import UNDEFINED
from ..relations import NOTIFIERS
from ._common import id_key, no_values, wrapped

FLAGS = ("name", "appDeploy", "appBuildError", "databaseBackup", "dokployBackup", "volumeBackup", "dokployRestart",
         "dockerCleanup", "serverThreshold")  # fmt: skip
# types whose calls do not write the threshold flag, whatever was sent
NO_THRESHOLD = ("gotify", "ntfy")
VIEW = {"with": dict.fromkeys(NOTIFIERS, True)}


def _kind(call: Call, verb: str) -> str:
    return call.name.split(f".{verb}")[1].lower()


def _flags(kind: str, value: dict) -> dict:
    skip = ("serverThreshold",) if kind in NO_THRESHOLD else ()
    return {key: value[key] for key in FLAGS if key in value and key not in skip}


def _own(call: Call, kind: str, value: dict) -> dict:
    hidden = (id_key(kind), "notificationId")
    return {key: value[key] for key in call.store.columns(kind) if key in value and key not in hidden}


def create(call: Call, value: dict) -> Any:
    kind = _kind(call, "create")
    with wrapped("Error creating the notification", keep=False):
        inner = call.store.insert(kind, _own(call, kind, value))
        call.store.insert(
            "notification",
            {**_flags(kind, value), id_key(kind): inner[id_key(kind)], "notificationType": kind,
             "organizationId": call.org},
        )  # fmt: skip
    return UNDEFINED


def update(call: Call, value: dict) -> Any:
    """Two statements: each needs at least one column, or the whole call fails."""
    kind = _kind(call, "update")
    row = call.need("notification", value["notificationId"], "Notification")
    if row["organizationId"] != call.org:
        raise ApiError("UNAUTHORIZED", "You are not authorized to update this notification")
    inner = _own(call, kind, value)
    no_values(inner)
    call.store.update("notification", row["notificationId"], {**_flags(kind, value), "organizationId": call.org})
    call.store.update(kind, value[id_key(kind)], inner)
    return UNDEFINED


def test_connection(call: Call, value: dict) -> Any:
    """Messages arrive, except at ports 1 and 9 of the host itself, where nobody listens. Two types never notice."""
    if re.search(r"http://127\.0\.0\.1:[19]\b", str(value)) and not call.name.startswith(
        ("notification.testTelegram", "notification.testLark")
    ):
        raise bad_request("fetch failed")
    return True


for _name in NOTIFIERS:
    _title = _name.title()
    procedure(f"notification.create{_title}")(create)
    procedure(f"notification.update{_title}")(update)
    procedure(f"notification.test{_title}Connection")(test_connection)


@procedure("notification.all")
def all_(call: Call, value: dict) -> Any:
    return call.show_many("notification", {**VIEW, "order": "-createdAt"}, organizationId=call.org)


@procedure("notification.one")
def one(call: Call, value: dict) -> Any:
    row = call.need("notification", value["notificationId"], "Notification")
    call.own(row["organizationId"], "You are not authorized to access this notification")
    return call.show("notification", row, VIEW)


@procedure("notification.remove")
def remove(call: Call, value: dict) -> Any:
    with wrapped("", keep=False):
        row = call.need("notification", value["notificationId"], "Notification")
        if row["organizationId"] != call.org:
            raise bad_request("You are not authorized to delete this notification")
        return call.store.delete("notification", row["notificationId"])


@procedure("notification.getEmailProviders")
def email_providers(call: Call, value: dict) -> Any:
    """Every notification, whatever its type: those that are not about mail have two nulls."""
    return call.show_many("notification", {"with": {"email": True, "resend": True}}, organizationId=call.org)


@procedure("notification.receiveNotification")
def receive(call: Call, value: dict) -> Any:
    raise bad_request("Token not found")
