# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traefik's dynamic files as far as tests look at them: routers by service, and the shared middlewares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .state import State


def route(state: State, domain: dict[str, Any] | None, gone: bool = False) -> None:
    """Write or remove the router of an application's domain; those of a Compose stack are labels of its services."""
    if not domain or not domain["applicationId"]:
        return
    application = state.store.get("application", domain["applicationId"])
    if application is None:
        return
    routers = state.routers.setdefault(application["appName"], {})
    key = f"{application['appName']}-router-{domain['uniqueConfigKey']}"
    if gone or not domain["enabled"]:
        routers.pop(key, None)
    else:
        routers[key] = {"host": domain["host"], "path": domain["path"], "port": domain["port"],
                        "https": domain["https"]}  # fmt: skip


def write_middleware(state: State, name: str, row: dict[str, Any]) -> None:
    state.middlewares[name] = {"regex": row["regex"], "replacement": row["replacement"], "permanent": row["permanent"]}


def drop_middleware(state: State, name: str) -> None:
    state.middlewares.pop(name, None)


def service_config(state: State, app_name: str) -> str | None:
    """The dynamic file of one application, None while it has no router."""
    import yaml

    routers = state.routers.get(app_name)
    if not routers:
        return None
    rules = {name: {"rule": f"Host(`{one['host']}`)", "service": name.replace("router", "service"),
                    "entryPoints": ["websecure" if one["https"] else "web"]} for name, one in routers.items()}  # fmt: skip
    services = {
        name.replace("router", "service"): {
            "loadBalancer": {"servers": [{"url": f"http://{app_name}:{one['port']}"}], "passHostHeader": True}
        }
        for name, one in routers.items()
    }
    return yaml.safe_dump({"http": {"routers": rules, "services": services}}, sort_keys=False)
