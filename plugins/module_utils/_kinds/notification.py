# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Where Dokploy sends news of deployments, backups and the like: twelve types of notification."""

from __future__ import annotations

from .._model.table import NEVER, Field, Hooks, Kind, Probe, Read, Variants, Write
from .._model.variants import of_type

TYPES = (
    "slack",
    "telegram",
    "discord",
    "email",
    "resend",
    "gotify",
    "ntfy",
    "mattermost",
    "pushover",
    "custom",
    "lark",
    "teams",
)
# Dokploy wants every one of them at creation.
_EVENT = {"type": "bool", "create": True, "default": False, "empty": NEVER}
_MUST = {"create": True, "required": True, "empty": NEVER}
_SECRET = {**_MUST, "secret": True}
_EMPTY = {"create": True, "default": "", "empty": ""}
_HOOK = Field("webhook_url", type="url", **_SECRET)
_SENDER = (Field("from_address", **_MUST), Field("to_addresses", type="list", **_MUST))


def _check(given):
    # The service itself refuses this, but only when there is something to tell.
    if given.get("pushover.priority") != 2 or (given.get("pushover.retry") and given.get("pushover.expire")):
        return []
    return [("pushover.priority", "2 (emergency) needs retry and expire: how often and how long Pushover repeats it")]


def _body(action, body, values, record):
    # A trial takes what belongs to the type, not the name and not the events.
    return {key: value for key, value in body.items() if "." in key} if action == "probe" else body


NOTIFICATION = Kind(
    name="notification",
    title="notification",
    id_key="notificationId",
    read=Read(one="notification.one", list="notification.all"),
    variants=Variants(
        TYPES,
        "notificationType",
        since={
            "ntfy": "0.25.0",
            "lark": "0.25.6",
            "custom": "0.26.0",
            "pushover": "0.26.7",
            "resend": "0.27.0",
            "teams": "0.27.1",
            "mattermost": "0.29.0",
            # Taken and forgotten before.
            "gotify.server_threshold": "0.30.5",
            "ntfy.server_threshold": "0.30.5",
        },
    ),
    create=Write("notification.create{Type}"),
    # Two statements on the server, each of which fails when nothing is left for it.
    update=Write("notification.update{Type}", full=True, always=("{type}.{type}Id",)),
    delete=Write("notification.remove"),
    probe=Probe("test", Write("notification.test{Type}Connection", id=False, seconds=60)),
    fields=(
        Field("name", **_MUST),
        Field("app_deploy", **_EVENT),
        Field("app_build_error", **_EVENT),
        Field("database_backup", **_EVENT),
        Field("volume_backup", since="0.26.0", **_EVENT),
        Field("dokploy_backup", since="0.29.0", **_EVENT),
        Field("dokploy_restart", **_EVENT),
        Field("docker_cleanup", **_EVENT),
        Field("server_threshold", **_EVENT),
        *of_type("slack", _HOOK, Field("channel", **_EMPTY)),
        *of_type(
            "telegram", Field("bot_token", **_SECRET), Field("chat_id", **_MUST), Field("message_thread_id", **_EMPTY)
        ),
        *of_type("discord", _HOOK, Field("decoration", type="bool", create=True, default=True, empty=False)),
        *of_type(
            "email",
            Field("smtp_server", **_MUST),
            Field("smtp_port", type="int", low=1, high=65535, create=True, default=587, empty=NEVER),
            Field("username", **_MUST),
            Field("password", **_SECRET),
            *_SENDER,
        ),
        *of_type("resend", Field("api_key", **_SECRET), *_SENDER),
        *of_type(
            "gotify",
            Field("server_url", type="url", **_MUST),
            Field("app_token", **_SECRET),
            Field("priority", type="int", low=1, high=10, create=True, default=5, empty=NEVER),
            Field("decoration", type="bool", create=True, default=True, empty=False),
        ),
        *of_type(
            "ntfy",
            Field("server_url", type="url", **_MUST),
            Field("topic", **_MUST),
            Field("access_token", secret=True, **_EMPTY),
            Field("priority", type="int", low=1, high=5, create=True, default=3, empty=NEVER),
        ),
        *of_type(
            "mattermost", _HOOK, Field("channel", create=True, empty=""), Field("username", create=True, empty="")
        ),
        *of_type(
            "pushover",
            Field("user_key", **_SECRET),
            Field("api_token", **_SECRET),
            Field("priority", type="int", low=-2, high=2, create=True, default=0, empty=NEVER),
            Field("retry", type="int", low=30, create=True),
            Field("expire", type="int", low=1, high=10800, create=True),
        ),
        *of_type(
            "custom",
            Field("endpoint", type="url", **_MUST),
            Field("headers", type="labels", secret=True, create=True, empty={}),
        ),
        *of_type("lark", _HOOK),
        *of_type("teams", _HOOK),
    ),
    shown=(Field("type", key="notificationType"), Field("created_at")),
    controls=(Field("test", type="bool"),),
    hooks=Hooks(check=_check, body=_body),
)
