# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios: sequences of calls kept as data, and the machine that plays them against any server.

A file holds several scenarios::

    scenarios:
      - name: project-life
        steps:
          - call: project.create              # over REST, unless face: trpc
            in: {name: "${p}-shop"}           # ${p} is a prefix of this run, $project a saved value
            save: {project: project.projectId}
          - batch: [{call: project.one, in: {projectId: $project}}, ...]
          - raw: {method: GET, path: /api/..., query: {...}, headers: {...}, body: text}
            key: false                        # send no API key
        cleanup:
          - call: project.remove
            in: {projectId: $project}

More about a step: ``mine: true`` keeps only the list items that this run made, ``ignore: [a.*.b]`` names what
may differ, ``until: {path: status, is: [done, error]}`` repeats a read, ``only: [keys]`` keeps these keys,
``compare: false`` plays a step without looking at its answer.
"""

from __future__ import annotations

import json
import os
import random
import re
import string
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import yaml

from .normalise import Normaliser

HERE = Path(__file__).parent
VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass
class Scenario:
    name: str
    steps: list[dict[str, Any]]
    cleanup: list[dict[str, Any]] = field(default_factory=list)
    live: bool = True
    wait: float = 120.0
    # Whether it needs a server that Dokploy reaches over SSH.
    server: bool = False


# What a server needs around it: (environment variable, default). The emulator takes any name for these.
SURROUNDINGS = {
    "image": ("CONFORMANCE_IMAGE", "busybox:1"),
    "postgres_image": ("CONFORMANCE_POSTGRES_IMAGE", "postgres:15"),
    "missing_image": ("CONFORMANCE_MISSING_IMAGE", "busybox:does-not-exist"),
    "registry": ("CONFORMANCE_REGISTRY", "localhost:5000"),
    "git": ("CONFORMANCE_GIT", "http://127.0.0.1:8418"),
    "s3": ("CONFORMANCE_S3", "http://127.0.0.1:5555"),
}


def surroundings() -> dict[str, str]:
    return {name: os.environ.get(variable, default) for name, (variable, default) in SURROUNDINGS.items()}


def server() -> dict[str, Any]:
    """Where a server answers over SSH, and the key that it lets in as root; the emulator takes any."""
    host, __, port = os.environ.get("CONFORMANCE_SERVER", "127.0.0.1:22").rpartition(":")
    path = os.environ.get("CONFORMANCE_SERVER_KEY")
    made_up = "-----BEGIN OPENSSH PRIVATE KEY-----\nbWFkZSB1cA==\n-----END OPENSSH PRIVATE KEY-----\n"
    key = Path(path).read_text(encoding="utf-8") if path else made_up
    return {"server_host": host, "server_port": int(port), "server_key": key}


def load(folder: Path = HERE / "scenarios") -> list[Scenario]:
    found = []
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["scenarios"]:
            found.append(Scenario(**entry))
    names = [one.name for one in found]
    assert len(set(names)) == len(names), "two scenarios of one name"
    return found


def recording(version: str, name: str) -> Path:
    return HERE / "recordings" / version / f"{name}.json"


class Player:
    """Plays one scenario and gives the normalised answer of every step."""

    def __init__(self, url: str, key: str, pause: float = 0.05) -> None:
        self.url = url.rstrip("/")
        self.key = key
        self.pause = pause
        self.session = requests.Session()

    def play(self, scenario: Scenario) -> list[dict[str, Any]]:
        prefix = "cf" + "".join(random.choice(string.ascii_lowercase) for _letter in range(6))
        self.values: dict[str, Any] = {"p": prefix, "url": self.url, **surroundings()}
        if scenario.server:
            self.values.update(server())
        self.cookies: dict[str, str] = {}
        self.normaliser = Normaliser(self.values, self.key)
        try:
            return [self._step(step, scenario) for step in scenario.steps]
        finally:
            for step in scenario.cleanup:
                try:
                    self._send(step)
                except (KeyError, requests.RequestException):
                    pass

    def _step(self, step: dict[str, Any], scenario: Scenario) -> dict[str, Any]:
        if "sleep" in step:
            self._rest(step["sleep"])
            return {"slept": True}
        answer = self._poll(step, scenario.wait) if "until" in step else self._send(step)
        status, body = answer
        for name, path in step.get("save", {}).items():
            self.values[name] = dig(body, self._fill(path) if isinstance(path, str) else path)
        self.normaliser.learn(body)
        if step.get("compare") is False:
            return {"skipped": True}
        shown = self.normaliser.clean(self.normaliser.mine(body) if step.get("mine") else body)
        if step.get("sort"):
            shown = sorted(shown, key=lambda one: json.dumps(one, sort_keys=True))
        for path in step.get("ignore", ()):
            forget(shown, path.split("."))
        if "only" in step:
            shown = keep(shown, step["only"])
        return {"step": label(step), "status": status, "body": shown}

    def _rest(self, seconds: float) -> None:
        """Give a real server its time; the emulator says by itself when nothing is under way any more."""
        if self.pause > 0.1:
            time.sleep(seconds)
            self.session.close()  # a connection that was left alone for long may be closed from the other side
            return
        for __ in range(200):
            time.sleep(0.05)
            if not self.session.get(f"{self.url}/__emulator__/state", timeout=30).json()["queue"]:
                return

    def _poll(self, step: dict[str, Any], wait: float) -> tuple[int, Any]:
        until = step["until"]
        wanted = until["is"] if isinstance(until["is"], list) else [until["is"]]
        deadline = time.monotonic() + wait
        while True:
            status, body = self._send(step)
            try:
                if dig(body, until["path"]) in wanted:
                    return status, body
            except (KeyError, IndexError, TypeError):
                pass
            if time.monotonic() > deadline:
                raise TimeoutError(f"{label(step)}: {until['path']} never became one of {wanted}, last: {body}")
            time.sleep(self.pause)

    def _send(self, step: dict[str, Any]) -> tuple[int, Any]:
        headers = {} if step.get("key") is False or step.get("cookie") else {"x-api-key": self.key}
        if step.get("key"):
            headers = {"x-api-key": self._fill(step["key"])}
        if "raw" in step:
            return self._raw(self._fill(step["raw"]), headers, step)
        if "batch" in step:
            items = self._fill(step["batch"])
            names = ",".join(item["call"] for item in items)
            text = json.dumps({str(index): {"json": item.get("in", {})} for index, item in enumerate(items)})
            return self._trpc(f"{names}?batch=1", text, step, headers)
        name, value = step["call"], self._fill(step.get("in"))
        if step.get("face") == "trpc":
            return self._trpc(name, None if value is None else json.dumps({"json": value}), step, headers)
        method = step.get("method") or method_of(name)
        cookies = self.cookies if step.get("cookie") else None
        if method == "GET":
            answer = self.session.get(f"{self.url}/api/{name}", params=value, headers=headers, cookies=cookies,
                                      timeout=180)  # fmt: skip
        else:
            answer = self.session.post(f"{self.url}/api/{name}", json=value or {}, headers=headers, cookies=cookies,
                                       timeout=180)  # fmt: skip
        self.session.cookies.clear()
        return read(answer)

    def _trpc(self, path: str, text: str | None, step: dict, headers: dict[str, str]) -> tuple[int, Any]:
        first = path.split("?")[0].split(",")[0]
        method = step.get("method") or method_of(first)
        url = f"{self.url}/api/trpc/{path}"
        if method == "GET":
            answer = self.session.get(url, params={} if text is None else {"input": text}, headers=headers, timeout=180)
        else:
            headers = {**headers, "Content-Type": "application/json"}
            answer = self.session.post(url, data=text or "", headers=headers, timeout=180)
        self.session.cookies.clear()
        return read(answer)

    def _raw(self, raw: dict[str, Any], headers: dict[str, str], step: dict) -> tuple[int, Any]:
        text = raw.get("body")
        if isinstance(text, (dict, list)):
            headers = {"Content-Type": "application/json", **headers}
            text = json.dumps(text)
        elif isinstance(raw.get("size"), int):
            text = json.dumps({"name": "x" * raw["size"]})
        answer = self.session.request(
            raw.get("method", "GET"), self.url + raw["path"], params=raw.get("query"), data=text, timeout=180,
            headers={**headers, **raw.get("headers", {})}, allow_redirects=False,
            cookies=self.cookies if step.get("cookie") else None,
        )  # fmt: skip
        if step.get("keep_cookie"):
            self.cookies = dict(answer.cookies)
        self.session.cookies.clear()
        return read(answer)

    def _fill(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._fill(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._fill(inner) for inner in value]
        if not isinstance(value, str):
            return value
        whole = VARIABLE.fullmatch(value)
        if whole:
            return self.values[whole[1] or whole[2]]
        # only ${name} inside of longer texts: a lone $ is common in passwords and compose files
        return re.sub(r"\$\{(\w+)\}", lambda match: str(self.values.get(match[1], match[0])), value)


def label(step: dict[str, Any]) -> str:
    if "batch" in step:
        return "batch " + ",".join(item["call"] for item in step["batch"])
    if "raw" in step:
        return f"{step['raw'].get('method', 'GET')} {step['raw']['path']}"
    return f"{step['call']}{' (trpc)' if step.get('face') == 'trpc' else ''}"


_METHODS: dict[str, str] = {}


def method_of(name: str) -> str:
    if not _METHODS:
        path = HERE.parent / "contract" / "dokploy-0.30.2.json"
        table = json.loads(path.read_text(encoding="utf-8"))["procedures"]
        _METHODS.update({one: entry["method"] for one, entry in table.items()})
    return _METHODS.get(name, "GET")


def read(answer: requests.Response) -> tuple[int, Any]:
    try:
        return answer.status_code, answer.json()
    except ValueError:
        return answer.status_code, {"text": answer.text[:2000]}


def dig(body: Any, path: str) -> Any:
    """Follow a dotted path; ``[name=x]`` picks the item of a list whose key has that value."""
    for part in parts(path):
        if part.startswith("["):
            key, __, wanted = part[1:-1].partition("=")
            body = next(item for item in body if str(item.get(key)) == wanted)
        elif isinstance(body, list):
            body = body[int(part)]
        else:
            body = body[part]
    return body


def parts(path: str) -> list[str]:
    return re.findall(r"\[[^\]]*\]|[^.\[]+", path)


def forget(value: Any, path: list[str]) -> None:
    if not path:
        return
    head, rest = path[0], path[1:]
    if isinstance(value, list):
        for index, item in enumerate(value):
            if head in ("*", str(index)):
                if rest:
                    forget(item, rest)
                else:
                    value[index] = "<ignored>"
    elif isinstance(value, dict):
        for key in list(value):
            if head in ("*", key):
                if rest:
                    forget(value[key], rest)
                else:
                    value[key] = "<ignored>"


def keep(value: Any, names: list[str]) -> Any:
    if isinstance(value, list):
        return [keep(item, names) for item in value]
    return {key: value[key] for key in names if key in value} if isinstance(value, dict) else value
