# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""One task of the stack module, from its options to its result. Knows no Ansible."""

from __future__ import annotations

from .._api.client import Client
from .._api.errors import DokployError, OptionError
from .._api.redact import Redactor
from .._engine.converge import converge
from .._engine.plan import NONE
from .._engine.run import connection
from . import report
from .document import read, secrets_in
from .prune import Pruner, kinds
from .rollout import Rollout
from .shape import hint


def run_stack(params, check_mode=False, client=None, progress=None):
    """Bring what a document asks for into being and give the result of the task.

    params: the validated options. client: used instead of one made from the connection options. progress: gets each line about
    deployments. Raises DokployError; what worked and what failed is in its details.
    """
    unknown = [name for name in params.get("prune_lists") or () if name not in kinds()]
    if unknown:
        raise OptionError(
            f"prune_lists: {unknown[0]!r} is not the key of a list{hint(unknown[0], kinds())}. There are: {', '.join(kinds())}."
        )
    document = read(params["stack"])
    client = client or Client(connection(params), Redactor(secrets_in(params["stack"])))
    pruner = (
        Pruner(document, params.get("prune_lists") or (), params.get("delete_volumes") or False)
        if params.get("prune")
        else None
    )
    outcome = converge(client, document.nodes, check_mode, further=pruner.find if pruner else None)
    rollout = Rollout(client, document, params, check_mode, progress)
    result = _result(document, outcome)
    if not outcome.failures:
        deployments = rollout.run(outcome)
        result["deployments"] = deployments
        if deployments:
            result["deployment_table"] = report.table(deployments)
        result["changed"] = result["changed"] or bool(deployments)
    failed = [entry for entry in result.get("deployments", ()) if entry["failed"]]
    if outcome.failures or failed:
        raise DokployError(_message(result, outcome, failed), **result)
    return result


def _result(document, outcome):
    hide = document.references.hider()
    plan = [hide(entry) for entry in report.entries(outcome.changes)]
    numbers = report.counts(outcome.changes)
    result = {
        "changed": outcome.changed,
        "counts": numbers,
        "plan": plan,
        "objects": report.objects(outcome.changes),
        "diff": {"prepared": report.text(document.title, plan, numbers)} if plan else {"before": "", "after": ""},
        "deployments": [],
    }
    if outcome.notes:
        result["warnings"] = outcome.notes
    if outcome.failures:
        result["failures"] = report.failures(outcome.failures)
    return result


def _message(result, outcome, failed):
    if not outcome.failures:
        parts = [entry["msg"] for entry in failed]
        left = [entry["path"] for entry in result["deployments"] if entry["state"] == "not_begun"]
        if left:
            parts.append(f"After that nothing further was begun; the next run deploys {', '.join(left)}.")
        return "\n\n".join(parts)
    wanted = sum(1 for change in outcome.changes if change.action != NONE)
    broken = len({node for node, dummy in outcome.failures})
    lines = [
        f"{broken} of {wanted} changes of the stack failed, the others are done; run the task again for the rest. Nothing was deployed."
    ]
    return "\n".join([*lines, *dict.fromkeys(entry["msg"] for entry in result["failures"])])
