# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Copies the checkout to build/stage/ansible_collections/community/dokploy, as a git work tree of its own.

ansible-test insists on that path and asks git for the list of files; ansible-lint and antsibull-docs resolve
symlinks and would leave the collection path again. A copy suits all of them. It is synchronised, not rebuilt, so
that what ansible-test keeps in tests/output survives from one run to the next.

Prints the path of the copy when run as a script.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAGE = ROOT / "build" / "stage" / "ansible_collections" / "community" / "dokploy"
# Not part of the sources, and kept across runs.
KEEP = (".git", "tests/output", ".ansible")


def git(*args: str, cwd: Path) -> str:
    """Runs git and returns what it printed."""
    # A hook or an outer git may have set these; they would redirect the command to another repository.
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(["git", *args], cwd=cwd, env=env, check=True, capture_output=True, text=True).stdout


def source_files() -> list[str]:
    """Tracked and new files, as paths relative to the checkout; what .gitignore names is left out."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    return sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()})


def kept(name: str) -> bool:
    """Whether the path below the copy belongs to the tools rather than to the sources."""
    return any(name == keep or name.startswith(keep + "/") for keep in KEEP) or "__pycache__" in name


def synchronise(names: list[str]) -> None:
    """Makes the copy equal to the given files."""
    wanted = set(names)
    for directory, folders, files in os.walk(STAGE):
        relative = Path(directory).relative_to(STAGE)
        folders[:] = [folder for folder in folders if not kept((relative / folder).as_posix())]
        for file in files:
            name = (relative / file).as_posix()
            if name not in wanted and not kept(name):
                (STAGE / name).unlink()
    for name in names:
        source, target = ROOT / name, STAGE / name
        try:
            same = target.is_file() and filecmp.cmp(source, target, shallow=False)
            if not same:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
            elif source.stat().st_mode != target.stat().st_mode:
                shutil.copymode(source, target)
        except FileNotFoundError:
            # Somebody removed the file between listing and copying it.
            target.unlink(missing_ok=True)


def stage() -> Path:
    """Makes or refreshes the copy and returns its path."""
    STAGE.mkdir(parents=True, exist_ok=True)
    synchronise(source_files())
    if not (STAGE / ".git").exists():
        git("init", "--quiet", "--initial-branch=main", cwd=STAGE)
    git("add", "--all", cwd=STAGE)
    return STAGE


if __name__ == "__main__":
    print(stage())
