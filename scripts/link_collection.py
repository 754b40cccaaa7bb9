# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Makes the checkout importable as a collection: build/collections/ansible_collections/community/dokploy points at it.

With ANSIBLE_COLLECTIONS_PATH=build/collections Ansible finds it there, and with build/collections on Python's path
the tests import ansible_collections.community.dokploy without Ansible's own importer.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = ROOT / "build" / "collections" / "ansible_collections" / "community" / "dokploy"


def main() -> int:
    """Entry point; returns the exit status."""
    LINK.parent.mkdir(parents=True, exist_ok=True)
    # Relative, so that the checkout can be moved.
    target = os.path.relpath(ROOT, LINK.parent)
    if LINK.is_symlink():
        if os.readlink(LINK) == target:
            return 0
        LINK.unlink()
    LINK.symlink_to(target, target_is_directory=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
