# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Looking after servers: cleaning up, setting up and checking remote servers, and bringing Dokploy itself up to date."""

from __future__ import annotations

import time

from .._api.errors import AnswerLost, ApiError, DokployError, OptionError
from .context import Context, reason
from .follow import AWAY
from .run import QUEUE

# What can be cleaned up: the procedure, and which line of Docker's account of disk space tells the gain ("" for none).
CLEANERS = {
    "containers": ("settings.cleanStoppedContainers", "Containers"),
    "images": ("settings.cleanUnusedImages", "Images"),
    "volumes": ("settings.cleanUnusedVolumes", "Local Volumes"),
    "build_cache": ("settings.cleanDockerBuilder", "Build Cache"),
    "system": ("settings.cleanDockerPrune", "Images"),
    "monitoring": ("settings.cleanMonitoring", ""),
    "queue": ("settings.cleanAllDeploymentQueue", ""),
}
# These belong to Dokploy itself, not to a host.
_CENTRAL = ("monitoring", "queue")
_DISK = "settings.getDockerDiskUsage"
SLOW = 1800


def maintain(params, check_mode=False, progress=None, client=None):
    """Clean up and tell how much space that gave back. Raises DokployError."""
    wanted = [name for name in CLEANERS if name in params["clean"]]
    if "volumes" in wanted and not params["force"]:
        raise OptionError(
            "clean: volumes removes the data of every volume that no container uses, also of stopped services; it needs force=true."
        )
    context = Context(params, check_mode, progress, client)
    server = context.server_id()
    if server and set(wanted) & set(_CENTRAL):
        raise OptionError(
            f"clean: {', '.join(name for name in wanted if name in _CENTRAL)} belongs to Dokploy itself and not to a server."
        )
    # Dokploy accounts for its own host only.
    before = None if params.get("server") else _usage(context)
    waiting = [job for job in context.client.read(QUEUE) if job.get("state") != "active"] if "queue" in wanted else []
    if check_mode:
        gain = (
            None
            if before is None
            else {name: before.get(CLEANERS[name][1], {}).get("reclaimable") for name in wanted if CLEANERS[name][1]}
        )
        changed = (
            gain is None
            or bool(waiting)
            or any(not str(value).startswith("0B") for value in gain.values())
            or "monitoring" in wanted
        )
        return context.result(changed, cleaned=wanted, reclaimable=gain, removed_from_queue=len(waiting))
    for name in wanted:
        procedure = CLEANERS[name][0]
        body = {"serverId": server} if server else {}
        try:
            context.client.write(procedure, {} if name in _CENTRAL else body, timeout=SLOW)
        except ApiError as error:
            raise DokployError(f"Cleaning up {name} failed: {reason(error)}.", changed=True) from None
    after = None if before is None else _usage(context)
    freed = None if before is None else max(0, _bytes(before) - _bytes(after))
    changed = freed is None or freed > 0 or bool(waiting) or "monitoring" in wanted or _counts(before) != _counts(after)
    return context.result(changed, cleaned=wanted, freed_bytes=freed, removed_from_queue=len(waiting))


def _usage(context):
    try:
        return {row["type"]: row for row in context.client.read(_DISK) or []}
    except ApiError:
        # Not every release has it; then nothing is said about space.
        return None


def _bytes(usage):
    return int(sum(row.get("sizeBytes") or 0 for row in (usage or {}).values()))


def _counts(usage):
    return {name: row.get("totalCount") for name, row in (usage or {}).items()}


def look_after_server(params, check_mode=False, progress=None, client=None):
    """Validate, audit or set up a remote server. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    record = context.find("server")
    state = params["state"]
    shown = record and {"id": record["id"], "name": record.get("name")}
    if record is None or (state == "set_up" and check_mode):
        return context.result(state == "set_up", server=shown, state=state)
    if state == "set_up":
        log = _set_up(context, record)
        report, problems = _outcome(context, record, log)
        return context.result(True, server=shown, state=state, log=log.text, report=report, problems=problems)
    try:
        report = _look(context, record, "server.validate" if state == "validated" else "server.security")
    except ApiError as error:
        raise DokployError(f"{_named(record)} could not be looked at: {reason(error)}.", server=shown) from None
    problems = findings(report, _builds(record)) if state == "validated" else weaknesses(report)
    if problems and params["strict"]:
        raise DokployError(f"{_named(record)}: {'; '.join(problems)}.", server=shown, report=report, problems=problems)
    return context.result(False, server=shown, state=state, report=report, problems=problems)


def _look(context, record, procedure):
    return context.client.read(procedure, {"serverId": record["id"]})


def _named(record):
    return f"Server {record.get('name')}"


def _builds(record):
    return record.get("serverType") == "build"


def _set_up(context, record):
    log = context.log(f"server {record.get('name')}")
    try:
        # The stream stays open when everything is done, so its last line has to tell.
        for data in context.client.stream(
            "server.setupWithLogs", {"serverId": record["id"]}, timeout=context.params["wait_timeout"]
        ):
            log.add([line for line in str(data).splitlines() if line.strip()])
            last = log.lines[-1] if log.lines else ""
            if "Setup Server: \u2705" in last:
                return log
            if last.rstrip().endswith("\u274c"):
                break
    except AnswerLost:
        log.add(["The event stream broke off or was silent for too long."])
    raise _failed(record, log, "")


def _failed(record, log, why, **told):
    tail = "\n".join(log.tail())
    return DokployError(
        f"Setting up server {record.get('name')} failed{why}. The end of its log:\n{tail}",
        changed=True,
        log=log.text,
        **told,
    )


def _outcome(context, record, log):
    """What is there after the script. Dokploy takes it for done however it ended, so the server itself is asked."""
    try:
        report = _look(context, record, "server.validate")
    except ApiError as error:
        raise _failed(record, log, f": afterwards it could not be looked at: {reason(error)}") from None
    problems = findings(report, _builds(record))
    vital = findings(report, _builds(record), vital=True)
    if vital or (problems and context.params["strict"]):
        raise _failed(record, log, f": {'; '.join(problems)}", report=report, problems=problems)
    if problems:
        context.notes.append(f"{_named(record)} is set up, but {'; '.join(problems)}. The log tells why.")
    return report, problems


def findings(report, builds=False, vital=False):
    """What a server lacks, from its validation. builds: it only builds. vital: only what nothing works without."""
    tools = ("docker",) if vital else ("docker", "rclone", "nixpacks", "buildpacks", "railpack")
    words = {
        "isDokployNetworkInstalled": "Dokploy's network is missing",
        "isSwarmInstalled": "it is no swarm node",
        "isMainDirectoryInstalled": "Dokploy's directory is missing",
    }
    if builds:
        # The rest is for what runs on a server, and its setup leaves that out.
        tools = [name for name in tools if name != "rclone"]
        words = {"isMainDirectoryInstalled": words["isMainDirectoryInstalled"]}
    problems = [f"{name} is not installed" for name in tools if not (report.get(name) or {}).get("enabled")]
    return problems + [text for key, text in words.items() if report.get(key) is False]


def weaknesses(report):
    """What a security audit found."""
    firewall, ssh, ban = (report.get(name) or {} for name in ("ufw", "ssh", "fail2ban"))
    # Where systemd has no SSH service under a usual name, Dokploy knows nothing about its settings.
    seen = ssh.get("enabled")
    checks = (
        (firewall.get("active"), "the firewall (ufw) is not active"),
        (
            not firewall.get("active") or firewall.get("defaultIncoming") == "deny",
            "the firewall lets everything in that no rule names",
        ),
        (seen, "the SSH service was not found, so its settings are not known"),
        (ssh.get("keyAuth") or not seen, "SSH takes no keys"),
        (ssh.get("passwordAuth") != "yes", "SSH takes passwords"),
        (ssh.get("permitRootLogin") not in ("yes",), "root may log in over SSH"),
        (ban.get("active"), "fail2ban is not active"),
        ((report.get("unattendedUpgrades") or {}).get("active", True), "unattended upgrades are not active"),
    )
    return [text for good, text in checks if not good]


def upgrade(params, check_mode=False, progress=None, client=None):
    """Bring Dokploy to its newest release and wait until it answers as that. Raises DokployError."""
    context = Context(params, check_mode, progress, client)
    current = _plain(context.client.read("settings.getDokployVersion"))
    wanted = _plain(params.get("version") or "")
    if wanted == current:
        return context.result(False, version=current, previous_version=current)
    # A query by its nature; Dokploy has it as a mutation.
    data = context.client.write("settings.getUpdateData") or {}
    newest = _plain(data.get("latestVersion") or "")
    if not newest:
        raise DokployError(
            f"Dokploy {current} could not find out which release is the newest. It asks Docker Hub; see whether its host reaches that.",
            version=current,
        )
    if not data.get("updateAvailable"):
        if wanted:
            raise DokployError(
                f"Dokploy {current} knows of no newer release, so it cannot be brought to {wanted}.", version=current
            )
        return context.result(False, version=current, previous_version=current)
    if wanted and wanted != newest:
        raise DokployError(
            f"Dokploy can only upgrade itself to its newest release, which is {newest}, not to {wanted}.",
            version=current,
            newest=newest,
        )
    diff = ({"version": current}, {"version": newest})
    if check_mode:
        return context.result(True, version=newest, previous_version=current, diff=diff)
    try:
        context.client.write("settings.updateServer")
    except AnswerLost:
        # It may go down before it has answered.
        pass
    _wait_for(context, current, newest)
    return context.result(True, version=newest, previous_version=current, diff=diff)


def _wait_for(context, current, newest):
    begun, seen = time.monotonic(), current
    while params_left(context, begun):
        time.sleep(context.params["poll_interval"])
        try:
            seen = _plain(context.client.read("settings.getDokployVersion"))
            if seen == newest:
                return
        except (*AWAY, ApiError):
            # It restarts.
            continue
    raise DokployError(
        f"After {context.params['wait_timeout']} seconds Dokploy is still {seen} and not {newest}.",
        changed=True,
        version=seen,
    )


def params_left(context, begun):
    """Whether there is time left to wait."""
    return time.monotonic() - begun < context.params["wait_timeout"]


def _plain(version):
    return str(version or "").lstrip("v")
