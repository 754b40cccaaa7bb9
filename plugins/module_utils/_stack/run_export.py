# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""One task of the export module, from its options to its result. Knows no Ansible."""

from __future__ import annotations

import os
import tempfile

from .._api.client import Client
from .._api.errors import OptionError
from .._engine.run import connection
from .export import INCLUDE, OMIT, PLACEHOLDER, Export
from .text import Placeholder, dump

DOCUMENT, PLAYBOOK = "document", "playbook"

EXPORT = {
    "project": {"type": "str"},
    "environment": {"type": "str"},
    "secrets": {"type": "str", "choices": [OMIT, PLACEHOLDER, INCLUDE], "default": OMIT, "no_log": False},
    "format": {"type": "str", "choices": [DOCUMENT, PLAYBOOK], "default": DOCUMENT},
    "dest": {"type": "path"},
}


def run_export(params, check_mode=False, client=None):
    """Read what is there and give it as a document and as text. Raises DokployError."""
    if params.get("environment") and not params.get("project"):
        raise OptionError("project is needed to say where the environment is.")
    client = client or Client(connection(params))
    secrets = params.get("secrets") or OMIT
    export = Export(client, params.get("project"), params.get("environment"), secrets).run()
    text = _text(params.get("format") or DOCUMENT, export, secrets)
    result = {"changed": False, "stack": export.document, "text": text, "variables": export.variables}
    if export.notes:
        result["warnings"] = export.notes
    if params.get("dest"):
        result["dest"] = params["dest"]
        result.update(
            _write(params["dest"], text, check_mode, 0o600 if secrets == INCLUDE else 0o644, secrets == INCLUDE)
        )
    return result


def _text(form, export, secrets):
    head = [f"#   {name}  {place}" for name, place in export.variables.items()]
    if head:
        head = ["# Secrets that have to be given as variables, best from a vault:", *head]
    if form == DOCUMENT:
        # With placeholders it has to be templated to be of use, so whatever else looks like a template is marked.
        return "\n".join(["---", *head, dump(export.document, unsafe=secrets == PLACEHOLDER), ""])
    play = {
        "name": "Bring what was exported into being",
        "hosts": "localhost",
        "connection": "local",
        "gather_facts": False,
        # Where ansible-playbook runs, its own Python is the one that surely has what the module needs.
        "vars": {"ansible_python_interpreter": Placeholder("{{ ansible_playbook_python }}")},
        "tasks": [{"name": "Converge the stack", "community.dokploy.dokploy_stack": {"stack": export.document}}],
    }
    return "\n".join(["---", *head, dump([play], unsafe=True), ""])


def _write(dest, text, check_mode, mode, hide):
    """Write a file as a whole or not at all."""
    before = found = None
    try:
        if os.path.exists(dest):
            with open(dest, encoding="utf-8") as file:
                before = file.read()
            found = os.stat(dest).st_mode & 0o777
            # A file of one's own may hold an earlier export with its secrets.
            hide = hide or not found & 0o077
            # What everybody may read was not made with secrets in mind; a mode that somebody chose for a group stays.
            mode = found if mode == 0o644 or not found & 0o007 else mode
        if before == text and mode == found:
            return {"changed": False, "diff": {"before": "", "after": ""}}
        if not check_mode:
            handle, temporary = tempfile.mkstemp(dir=os.path.dirname(dest) or ".", prefix=".dokploy-export-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(temporary, mode)
            os.replace(temporary, dest)
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"dest: {dest} cannot be written: {error}.") from None
    shown = {"before": "", "after": ""} if hide else {"before": before or "", "after": text}
    return {"changed": True, "diff": {"before_header": dest, "after_header": dest, **shown}}
