# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""From an installed Dokploy that nobody has seen yet to an API key: its first administrator, a login, and the key."""

from __future__ import annotations

import os
import tempfile

from .._api.client import Client
from .._api.errors import ApiError, DokployError, KeyRefused, OptionError
from .._engine.run import connection
from .login import Login

# Dokploy takes no longer names for keys.
_LONGEST_NAME = 32
_SHORTEST_PASSWORD = 8


def bootstrap(params, check_mode=False):
    """Make sure that there is a working API key, and an administrator it belongs to. Raises DokployError.

    The result has the key in clear, since nobody could get at it otherwise; Dokploy keeps only its hash.
    """
    _check(params)
    link = connection({**params, "api_key": None}, keyless=True)
    login = Login(link, params["email"], params["password"], params["wait_timeout"])
    login.wait_until_up()
    unchanged = {"changed": False, "administrator_created": False, "diff": {"before": {}, "after": {}}}
    if params.get("api_key") and _works(params, params["api_key"]):
        return unchanged
    kept = _kept(params)
    if kept and _works(params, kept):
        return {**unchanged, "api_key": kept}
    if check_mode:
        return _result(params, not login.administrator_there())
    created = login.enter(params["first_name"], params["last_name"])
    try:
        key, organization, replaced = _make_key(login.client, params)
        login.client.redact.add(key)
        if not _works(params, key):
            raise DokployError(
                "Dokploy made an API key and does not accept it. Please report this with Dokploy's version."
            )
        if params.get("key_file"):
            _keep(params["key_file"], key)
        # Last of all: until the new key works and is kept, the old one must.
        for id in replaced:
            login.client.write("user.deleteApiKey", {"apiKeyId": id})
    finally:
        login.leave()
    return {**_result(params, created), "api_key": key, "organization": organization}


def _check(params):
    if not 1 <= len(params["key_name"]) <= _LONGEST_NAME:
        raise OptionError(f"key_name has to have 1 to {_LONGEST_NAME} characters.")
    if len(params["password"]) < _SHORTEST_PASSWORD:
        raise OptionError(f"password: Dokploy takes no password with less than {_SHORTEST_PASSWORD} characters.")
    if params["wait_timeout"] < 0:
        raise OptionError("wait_timeout must be 0 seconds or more.")
    path = params.get("key_file")
    if not path:
        return
    # Looked at before anything is made: a key that cannot be kept would be lost.
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise OptionError(f"key_file: the folder {folder} is not there; make it first.")
    if os.path.isdir(path) or not os.access(folder, os.W_OK):
        raise OptionError(f"key_file: {path} cannot be written.")


def _kept(params):
    path = params.get("key_file")
    if not path or not os.path.exists(path):
        return None
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(1000).strip()
    except (OSError, ValueError) as error:
        raise OptionError(f"key_file: {path} cannot be read: {type(error).__name__}.") from None
    if len(text.split()) > 1:
        raise OptionError(f"key_file: {path} holds something else than an API key; it is not overwritten.")
    return text


def _keep(path, key):
    """Write the key so that nobody else can read it at any moment, and the old one is there until the new one is."""
    path = os.path.realpath(path)
    try:
        # Made with mode 0600.
        handle, name = tempfile.mkstemp(prefix=".dokploy-", dir=os.path.dirname(path))
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(key + "\n")
        os.replace(name, path)
    except OSError as error:
        raise DokployError(
            f"key_file: {path} could not be written ({type(error).__name__}) after the key was made. Run it again with replace=true."
        ) from None


def _works(params, key):
    """Whether Dokploy accepts a key."""
    try:
        # This query answers everybody: with the user the key belongs to, or with null.
        return bool(Client(connection({**params, "api_key": key})).read("user.session"))
    except KeyRefused:
        return False


def _make_key(client, params):
    organization = _organization(client, params.get("organization"))
    name = params["key_name"]
    old = [key["id"] for key in client.read("user.get")["user"]["apiKeys"] if key.get("name") == name]
    if old and not params["replace"]:
        raise OptionError(
            f"key_name: there is an API key {name!r} already, and Dokploy never tells it again. Give it with api_key or key_file, "
            "choose another name for a further key, or let a new one take its place with replace=true."
        )
    body = {"name": name, "rateLimitEnabled": False, "metadata": {"organizationId": organization["id"]}}
    return client.write("user.createApiKey", body)["key"], organization, old


def _organization(client, wanted):
    found = [{"id": one["id"], "name": one["name"]} for one in client.read("organization.all")]
    if not wanted:
        try:
            active = (client.read("organization.active") or {}).get("id")
        except ApiError:
            active = None
        return next((one for one in found if one["id"] == active), None) or _only(found, "the user", found)
    return _only([one for one in found if wanted in (one["id"], one["name"])], repr(wanted), found)


def _only(chosen, title, found):
    if len(chosen) == 1:
        return chosen[0]
    known = ", ".join(f"{one['name']} ({one['id']})" for one in found) or "none"
    raise OptionError(f"organization: {'several are' if chosen else 'there is none for'} {title}; there are: {known}.")


def _result(params, created):
    after = {"api_key": params["key_name"], **({"administrator": params["email"]} if created else {})}
    return {
        "changed": True,
        "administrator_created": created,
        "diff": {"before": dict.fromkeys(after), "after": after},
    }
