# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Going back to an earlier version of an application."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta, timezone

from .._api.errors import ApiError, DokployError, OptionError
from .containers import inspection, specs
from .health import HealthWatch
from .run import FAILED, newest_first, shown_deployment

SLOW = 300
_AGE = re.compile(r"^(\d+)\s*([smhdw])$")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def roll_back(deployer, service):
    """Go back to what the options deployment or age name, or else to the last good version before the present one."""
    params, client = deployer.params, deployer.client
    if service is None:
        return {"changed": True, "service": None, "state": "rolled_back", "deployment": None}
    if service.kind.name != "application":
        raise OptionError("Dokploy keeps earlier versions of applications only.")
    rows = newest_first(client.read("deployment.allByType", {"id": service.id, "type": "application"}))
    row = choose(rows, params.get("deployment"), params.get("age"))
    image = row["rollback"].get("image") or ""
    result = {
        "changed": True,
        "service": service.shown(),
        "state": "rolled_back",
        "deployment": shown_deployment(row),
        "image": image,
    }
    if _runs(client, service, image):
        return {**result, "changed": False, "reason": "this version runs already"}
    if deployer.check_mode:
        return result
    watch = HealthWatch(service, params["stable_for"]) if params["healthy"] else None
    if watch:
        deployer.follower.look_before([watch])
    begun = time.monotonic()
    try:
        client.write("rollback.rollback", {"rollbackId": row["rollback"]["rollbackId"]}, timeout=SLOW)
    except ApiError as error:
        raise DokployError(
            f"{service.title} could not be rolled back: {error.message}.",
            service=service.shown(),
            deployment=shown_deployment(row),
        ) from None
    if watch:
        watch.begin(begun)
        deployer.make_log(service)
        deployer.follower.follow([watch])
        if watch.state == FAILED:
            watch.take_logs(client.read_all(watch.log_calls()))
            result.update(failed=True, **deployer.unhealthy(service, watch, "was rolled back"))
    return {**result, "duration": round(time.monotonic() - begun, 1)}


def choose(rows, id=None, age=None, now=None):
    """The deployment to go back to. rows: newest first. Raises OptionError."""
    kept = [row for row in rows if row.get("rollback") and row.get("status") == "done"]
    if id:
        row = next((row for row in rows if row["deploymentId"] == id), None)
        if row is None:
            raise OptionError(
                f"deployment: the application has no deployment {id} (any more; Dokploy keeps the last ten)."
            )
        if row not in kept:
            raise OptionError(f"deployment: nothing was kept of the deployment {id} to go back to. {_advice()}")
        return row
    if age:
        limit = (now or datetime.now(timezone.utc)) - _timespan(age)
        kept = [row for row in kept if _time(row.get("createdAt")) <= limit]
    else:
        # The newest one is what one wants to get away from, whether it failed or runs.
        kept = [row for row in kept if row is not rows[0]]
    if not kept:
        which = f"at least {age} old" if age else "before the newest one"
        raise OptionError(f"There is no good deployment {which} of which something was kept to go back to. {_advice()}")
    return kept[0]


def _advice():
    return "Dokploy keeps versions while rollback.enabled and rollback.registry of the application are set."


def _timespan(age):
    found = _AGE.match(age.strip())
    if not found:
        raise OptionError(f"age must be a number and a unit such as 90m, 6h or 2d; got {age!r}.")
    return timedelta(**{_UNITS[found.group(2)]: int(found.group(1))})


def _time(text):
    # Before Python 3.11 the Z was not understood.
    return datetime.fromisoformat((text or "1970-01-01T00:00:00+00:00").replace("Z", "+00:00"))


def _runs(client, service, image):
    """Whether the application runs exactly this kept version; its tag is unique."""
    outcomes = client.read_all([inspection(service, service.app_name)])
    if isinstance(outcomes[0], ApiError) or not image:
        return False
    spec = (specs(client, [service], outcomes)[0] or {}).get("Spec") or {}
    running = ((spec.get("TaskTemplate") or {}).get("ContainerSpec") or {}).get("Image") or ""
    return running.split("@")[0].rsplit("/", 1)[-1] == image.rsplit("/", 1)[-1]
