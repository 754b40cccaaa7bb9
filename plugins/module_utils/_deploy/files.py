# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Files inside containers and volumes.

Dokploy reads and writes them with shell commands, which have their traps: a helper container makes a volume that is not
there, what is copied onto a directory lands in it under an odd name, and the content has to fit into a command line. Seen
on Dokploy 0.30.2.
"""

from __future__ import annotations

import base64

from .._api.errors import ApiError, DokployError, OptionError
from .context import Context, reason
from .shell import containers_of, service_of

# Kinds of content that are no text.
_FOLDER, _BINARY, _LARGE = "(directory)", "(binary)", "(larger than 512 KiB)"
_VOLUME, _CONTAINER = ("dockerVolume", "Volume"), ("docker", "Container")


class File:
    """What is known of a file. text: its content. kind: "" for a text, otherwise one of the kinds above. there: whether it is."""

    def __init__(self, text=None, kind=""):
        self.text, self.kind, self.there = text, kind, bool(kind) or text is not None

    @property
    def shown(self):
        return self.kind or self.text or ""


def manage_file(params, check_mode=False, progress=None, client=None):
    """Bring a file in a container or volume into a state, compared by its content. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    path = _checked_path(params)
    wanted = _wanted(params)
    target = _target(context)
    if target is None:
        # In a check run the container is still to come.
        there = params["state"] == "present"
        return context.result(there, path=path, **(_diff(path, File(), wanted, params) if there else {}))
    router, place = target
    current = _read(context, router, place, path)
    if params["state"] == "absent":
        if current.there and not check_mode:
            _do(context, f"{router[0]}.delete{router[1]}File", {**place, "path": path}, f"{path} could not be removed")
        # What was in it may be secret, and is of no more use.
        states = {"before": {"state": "present" if current.there else "absent"}, "after": {"state": "absent"}}
        return context.result(current.there, path=path, diff={**states, "before_header": path, "after_header": path})
    if current.kind == _FOLDER:
        raise OptionError(f"path: {path} is a directory; name a file in it.")
    changed = current.text != wanted
    if changed and not check_mode:
        body = {**place, "path": path, "content": wanted}
        _do(context, f"{router[0]}.write{router[1]}File", body, f"{path} could not be written")
    return context.result(changed, path=path, size=len(wanted.encode("utf-8")), **_diff(path, current, wanted, params))


def _checked_path(params):
    path = params["path"]
    parts = [part for part in path.split("/") if part]
    # Removal is recursive, and in a volume such a path would lead out of it.
    if not path.startswith("/") or not parts or {".", ".."} & set(parts):
        raise OptionError("path must be absolute, must not be / itself, and has no . or .. in it.")
    if params["state"] == "present" and path.endswith("/"):
        raise OptionError("path names a directory, as it ends with /; name a file in it.")
    return "/" + "/".join(parts)


def _wanted(params):
    texts = [params[name] for name in ("content", "secret_content") if params.get(name) is not None]
    if params["state"] == "present" and len(texts) != 1:
        raise OptionError("Give either content or secret_content; an empty text makes an empty file.")
    return texts[0] if texts else None


def _target(context):
    """Which procedures, and the input that names the container or volume; None if it is not there yet in check mode."""
    params = context.params
    if params.get("volume"):
        server = context.server_id()
        return _VOLUME, {"volumeName": params["volume"], **({"serverId": server} if server else {})}
    service = service_of(context)
    if service is None and context.named_service():
        return None
    rows, server = containers_of(context, service)
    rows = [row for row in rows if row.get("state") == "running"]
    if not rows:
        problem = f"container: no such container runs{' of ' + service.title if service else ''}."
        if not context.check_mode:
            raise OptionError(problem)
        context.notes.append(f"{problem} It is taken as started by an earlier task of this check run.")
        return None
    if len(rows) > 1:
        raise OptionError(f"container: several containers run, give one of {', '.join(row['name'] for row in rows)}.")
    return _CONTAINER, {"containerId": rows[0]["containerId"], **({"serverId": server} if server else {})}


def _read(context, router, place, path):
    if router is _VOLUME and not _volume_is_there(context, place):
        # Reading would make it.
        return File()
    try:
        found = context.client.read(f"{router[0]}.read{router[1]}File", {**place, "path": path})
    except ApiError as error:
        text = error.message.lower()
        if "no such file" in text:
            return File()
        if "is a directory" in text:
            return File(kind=_FOLDER)
        raise DokployError(f"{path} cannot be read: {reason(error)}.") from None
    if found.get("truncated"):
        return File(kind=_LARGE)
    try:
        return File(base64.b64decode(found.get("content") or "").decode("utf-8"))
    except UnicodeDecodeError:
        return File(kind=_BINARY)


def _volume_is_there(context, place):
    try:
        return bool(context.client.read("dockerVolume.getVolumeConfig", place))
    except ApiError as error:
        if "no such volume" in error.message.lower():
            return False
        raise DokployError(f"volume: {place['volumeName']} cannot be looked at: {reason(error)}.") from None


def _do(context, procedure, body, what):
    try:
        context.client.write(procedure, body)
    except ApiError as error:
        # The message holds the command, and that the content.
        why = reason(error).replace("/__volume", "")
        if "E2BIG" in why:
            why = "the content is larger than what Dokploy can write, about 95 KiB"
        raise DokployError(f"{what}: {why}.") from None


def _diff(path, before, after, params):
    if params.get("secret_content") is not None:
        return {}
    return {"diff": {"before": before.shown, "after": after, "before_header": path, "after_header": path}}
