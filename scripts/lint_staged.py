# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs a linter inside the staged copy of the collection: ansible-lint, docs or changelog.

These tools work out the collection's name from the path, or install the collection somewhere to load its plugins;
in the checkout itself they would find the virtual environment and the build directory as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig

import stage_collection

COMMANDS = {
    "ansible-lint": ["ansible-lint", "--nocolor", "--offline", "--profile", "production"],
    "docs": [
        "antsibull-docs",
        "lint-collection-docs",
        "--plugin-docs",
        "--skip-rstcheck",
        "--validate-collection-refs",
        "self",
        "--disallow-unknown-collection-refs",
        ".",
    ],
    "changelog": ["antsibull-changelog", "lint"],
}


def main(arguments: list[str]) -> int:
    """Entry point; returns the linter's exit status."""
    name, *extra = arguments
    stage_collection.stage()
    scripts = sysconfig.get_paths()["scripts"]
    collections = stage_collection.STAGE.parents[2]
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    env["PATH"] = scripts + os.pathsep + env["PATH"]
    env["ANSIBLE_COLLECTIONS_PATH"] = str(collections)
    command, *rest = COMMANDS[name]
    return subprocess.run(
        [os.path.join(scripts, command), *rest, *extra], cwd=stage_collection.STAGE, env=env, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
