# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Record the conformance scenarios against the Dokploy named by DOKPLOY_URL and DOKPLOY_API_KEY.

Every scenario works on objects with a random prefix of its own and removes them at its end. Ids, times, tokens
and that prefix are taken out before anything is written, so a recording holds no secret of the server.

Some scenarios deploy: CONFORMANCE_IMAGE, CONFORMANCE_POSTGRES_IMAGE, CONFORMANCE_MISSING_IMAGE (one that cannot be
pulled), CONFORMANCE_REGISTRY (a registry that accepts any login), CONFORMANCE_S3 and CONFORMANCE_GIT (a folder of the
repositories web, broken and crash, each with a Dockerfile) name what the server can reach. CONFORMANCE_SERVER (host:port)
and CONFORMANCE_SERVER_KEY (a file with a private key) name a machine that lets Dokploy in as root over SSH; scenarios that
need one are left out without it.

Usage: python scripts/record_conformance.py [--only PATTERN] [--missing]
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import requests

from tests.conformance import scenarios, sweep
from tests.conformance.scenarios import Player, recording


def version_of(url: str, key: str) -> str:
    answer = requests.get(f"{url}/api/settings.getDokployVersion", headers={"x-api-key": key}, timeout=30)
    answer.raise_for_status()
    return str(answer.json()).lstrip("v")


def record_sweep(url: str, key: str, version: str) -> None:
    """Ask every write that can be asked safely with inputs that it must refuse."""
    path = Path(__file__).resolve().parent.parent / "tests" / "contract" / f"dokploy-{version}.json"
    contract = json.loads(path.read_text(encoding="utf-8"))["procedures"]
    session = requests.Session()
    session.headers["x-api-key"] = key
    found: dict[str, dict[str, list[str]]] = {}
    for name, entry in contract.items():
        answers = {}
        for label, body in sweep.inputs(entry):
            answer = session.post(f"{url}/api/{name}", json=body, timeout=60)
            if answer.status_code != 400 or "issues" not in answer.json():
                break
            answers[label] = sweep.lines(answer.json()["issues"])
        else:
            if answers:
                found[name] = answers
    target = recording(version, "_validation")
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(found[name], ensure_ascii=False)}" for name in sorted(found))
    target.write_text(f'{{"dokploy": "{version}", "procedures": {{\n{rows}\n}}}}\n', encoding="utf-8")
    print(f"_validation: {len(found)} procedures")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="*", help="pattern of scenario names")
    parser.add_argument("--missing", action="store_true", help="only what has no recording yet")
    options = parser.parse_args()
    url, key = os.environ.get("DOKPLOY_URL", "").rstrip("/"), os.environ.get("DOKPLOY_API_KEY", "")
    if not url or not key:
        print("DOKPLOY_URL and DOKPLOY_API_KEY must be set", file=sys.stderr)
        return 2
    version = version_of(url, key)
    failed = 0
    if fnmatch.fnmatchcase("_validation", options.only) and not (
        options.missing and recording(version, "_validation").exists()
    ):
        record_sweep(url, key, version)
    for scenario in scenarios.load():
        target = recording(version, scenario.name)
        if not scenario.live or not fnmatch.fnmatchcase(scenario.name, options.only):
            continue
        if (options.missing and target.exists()) or (scenario.server and not os.environ.get("CONFORMANCE_SERVER_KEY")):
            continue
        began = time.monotonic()
        try:
            steps = Player(url, key, pause=0.5).play(scenario)
        except Exception as error:  # one broken scenario must not keep the others from being recorded
            failed += 1
            print(f"FAILED {scenario.name}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        text = json.dumps({"dokploy": version, "steps": steps}, indent=1, sort_keys=True, ensure_ascii=False)
        assert key not in text, "the key must not get into a recording"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text + "\n", encoding="utf-8")
        print(f"{scenario.name}: {len(steps)} steps, {time.monotonic() - began:.1f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
