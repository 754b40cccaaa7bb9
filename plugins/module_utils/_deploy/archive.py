# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Local code as the archive that Dokploy's upload takes: a zip file as it is, or a folder without what git ignores."""

from __future__ import annotations

import io
import os
import re
import zipfile

from .._api.errors import AnswerLost, OptionError
from .run import QueuedRun

# Dokploy takes away a single root folder. With one of our own that never hits a folder of the user's.
_ROOT = "archive/"
# These titles are Dokploy's own; its upload takes none.
_TITLE = "Manual deployment"
SLOW = 600


class UploadRun(QueuedRun):
    """A deployment that begins with an upload."""

    def __init__(self, service, log, content, build_path=None):
        super().__init__(service, "application.dropDeployment", log, _TITLE, "")
        self.content, self.build_path = content, build_path

    def ask(self, client):
        """Upload the archive, which starts the deployment. Raises DokployError."""
        self.begin()
        # Left out, Dokploy would forget the path.
        path = self.build_path if self.build_path is not None else self.service.record.get("dropBuildPath") or ""
        data = {"applicationId": self.service.id, "dropBuildPath": path}
        try:
            client.upload(self.procedure, data, {"zip": ("archive.zip", self.content, "application/zip")}, timeout=SLOW)
        except AnswerLost:
            # Whether it arrived shows in what is there next.
            pass


def pack(path):
    """The archive of a folder, or a zip file as it is. Gives (bytes, number of files). Raises OptionError."""
    try:
        if os.path.isdir(path):
            return _pack_folder(path)
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise OptionError(f"archive: {path} cannot be read: {error.strerror}.") from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return content, len([name for name in archive.namelist() if not name.endswith("/")])
    except zipfile.BadZipFile:
        raise OptionError(f"archive: {path} is neither a folder nor a zip file.") from None


def _pack_folder(root):
    files = list(files_of(root))
    if not files:
        raise OptionError(f"archive: there is no file in {root} (that git does not ignore).")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_ROOT, "")
        for name in files:
            archive.write(os.path.join(root, name), _ROOT + name.replace(os.sep, "/"))
    return buffer.getvalue(), len(files)


def files_of(root):
    """The files below a folder that no .gitignore in it names, sorted, relative to it."""
    rules = []
    for folder, folders, names in os.walk(root):
        base = os.path.relpath(folder, root).replace(os.sep, "/")
        base = "" if base == "." else base + "/"
        if ".gitignore" in names:
            with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
                rules += [rule for rule in (Rule.read(line, base) for line in file) if rule]
        folders[:] = sorted(name for name in folders if name != ".git" and not ignored(base + name, True, rules))
        for name in sorted(names):
            # A link could lead out of the folder, and Dokploy refuses it.
            if not ignored(base + name, False, rules) and not os.path.islink(os.path.join(folder, name)):
                yield base + name


def ignored(path, is_folder, rules):
    """Whether the last rule that fits a path excludes it."""
    verdict = False
    for rule in rules:
        if rule.fits(path, is_folder):
            verdict = not rule.keeps
    return verdict


class Rule:
    """One line of a .gitignore file."""

    def __init__(self, pattern, base, keeps, folders_only):
        self.keeps, self._folders_only = keeps, folders_only
        anchored = "/" in pattern
        self._regex = re.compile(
            re.escape(base) + ("" if anchored else "(?:.*/)?") + _translate(pattern.lstrip("/")) + "$"
        )

    @classmethod
    def read(cls, line, base):
        """A line as a rule, or None for a blank or a comment."""
        line = line.rstrip("\n\r")
        line = line if line.endswith("\\ ") else line.rstrip(" ")
        if not line or line.startswith("#"):
            return None
        keeps, line = line.startswith("!"), line[1:] if line.startswith("!") else line
        line = line[1:] if line.startswith(("\\#", "\\!")) else line
        folders_only = line.endswith("/")
        return cls(line.rstrip("/"), base, keeps, folders_only) if line.strip("/") else None

    def fits(self, path, is_folder):
        """Tell whether the line is about a path below its folder."""
        return (is_folder or not self._folders_only) and bool(self._regex.match(path))


def _translate(pattern):
    result, at = "", 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            result, at = result + "(?:.*/)?", at + 3
        elif pattern.startswith("/**", at) and at + 3 == len(pattern):
            result, at = result + "/.*", at + 3
        elif pattern[at] == "*":
            result, at = result + "[^/]*", at + 1
        elif pattern[at] == "?":
            result, at = result + "[^/]", at + 1
        elif pattern[at] == "[" and "]" in pattern[at + 2 :]:
            end = pattern.index("]", at + 2)
            inner = pattern[at + 1 : end].replace("\\", "\\\\")
            result, at = result + "[" + ("^" + inner[1:] if inner[0] in "!^" else inner) + "]", end + 1
        elif pattern[at] == "\\" and at + 1 < len(pattern):
            result, at = result + re.escape(pattern[at + 1]), at + 2
        else:
            result, at = result + re.escape(pattern[at]), at + 1
    return result
