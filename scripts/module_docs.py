# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads what the collection's plugins say about themselves, without importing them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent


def plugin_names(kind: str) -> list[str]:
    """Names of all plugins of a kind ("modules", "lookup", "inventory", ...), sorted."""
    folder = ROOT / "plugins" / kind
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def variable(path: Path, name: str) -> Any:
    """The literal value that a Python file assigns to a name at its top level, or None."""
    for node in ast.parse(path.read_text(encoding="utf-8"), str(path)).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return ast.literal_eval(node.value)
    return None


def documentation(kind: str, name: str) -> dict[str, Any]:
    """The parsed DOCUMENTATION of a plugin; empty when it has none."""
    text = variable(ROOT / "plugins" / kind / f"{name}.py", "DOCUMENTATION")
    return yaml.safe_load(text) if text else {}
