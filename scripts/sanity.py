# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs ansible-test sanity on a copy of the collection, with every Python of this machine that really works.

Further arguments are passed on: scripts/sanity.py --test validate-modules plugins/modules/dokploy_project.py
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import stage_collection

MINORS = range(9, 15)
# The oldest Python that modules promise to run on.
OLDEST = 9
STAND_IN = Path(__file__).resolve().parent / "get_pip_stand_in.py"


def runnable(python: Path) -> bool:
    """Whether the interpreter starts and can set up a virtual environment (a version manager's shim may not)."""
    try:
        done = subprocess.run([python, "-c", "import ensurepip, ssl, venv"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def python_directories() -> list[str]:
    """Directories with a working python3.N, one for each N, the most specific finding first."""
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = []
    for minor in MINORS:
        name = f"python3.{minor}"
        candidates = sorted(versions.glob(f"3.{minor}.*/bin/{name}"), reverse=True)
        candidates += [Path(folder) / name for folder in os.get_exec_path()]
        working = next((python for python in candidates if python.exists() and runnable(python)), None)
        if working and str(working.parent) not in found:
            found.append(str(working.parent))
    return found


def pip_version() -> str:
    """The pip version this ansible-core bootstraps its environments with, as named in its own source."""
    source = Path(sysconfig.get_paths()["purelib"]) / "ansible_test" / "_internal" / "python_requirements.py"
    found = re.search(r"""pip\s*=\s*['"]([0-9.]+)['"]""", source.read_text(encoding="utf-8"))
    if not found:
        raise SystemExit(f"sanity.py: no pip version found in {source}")
    return found.group(1)


@contextlib.contextmanager
def pip_bootstrap() -> Iterator[None]:
    """Spares ansible-test the download of its pip bootstrap script.

    It comes from a host which many company networks do not let through, while PyPI is reachable or mirrored.
    ansible-test looks into its cache first; a script left there by ansible-test itself is respected, and ours is
    taken away again.
    """
    cached = Path.home() / ".ansible" / "test" / "cache" / f"get_pip_{pip_version().replace('.', '_')}.py"
    if cached.exists():
        yield
        return
    cached.parent.mkdir(parents=True, exist_ok=True)
    cached.write_bytes(STAND_IN.read_bytes())
    try:
        yield
    finally:
        cached.unlink(missing_ok=True)


def runs(arguments: list[str]) -> list[list[str]]:
    """The calls of ansible-test: everything on this Python, and on the oldest one of managed nodes what depends on it.

    The versions between them would double the time and have never found anything else.
    """
    if arguments:
        return [arguments]
    calls = [["--python", f"3.{sys.version_info.minor}"]]
    if any((Path(folder) / f"python3.{OLDEST}").exists() for folder in python_directories()):
        calls.append(["--python", f"3.{OLDEST}", "--test", "compile", "--test", "import"])
    return calls


def main(arguments: list[str]) -> int:
    """Entry point; returns ansible-test's exit status."""
    stage_collection.stage()
    scripts = Path(sysconfig.get_paths()["scripts"])
    path = [str(scripts), *python_directories()]
    # Shims of a version manager shadow nothing here and fail for versions that are not selected.
    path += [folder for folder in os.get_exec_path() if not folder.endswith("/shims") and folder not in path]
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))}
    env["PATH"] = os.pathsep.join(path)
    command = [sys.executable, str(scripts / "ansible-test"), "sanity", "--color", "no"]
    with pip_bootstrap():
        statuses = [
            subprocess.run([*command, *call], cwd=stage_collection.STAGE, env=env, check=False).returncode
            for call in runs(arguments)
        ]
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
