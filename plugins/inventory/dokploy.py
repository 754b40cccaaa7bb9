# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
name: dokploy
short_description: The servers of a Dokploy as an inventory
version_added: 0.1.0
description:
  - Makes a host of each remote server that Dokploy manages, with the address, port and user that Dokploy itself uses, and of Dokploy's own host if
    that is wanted. So playbooks can look after the machines below Dokploy.
  - What Dokploy knows about a server is in variables that begin with C(dokploy_), such as C(dokploy_type) (C(deploy) or C(build)) and
    C(dokploy_status), which O(compose), O(groups) and O(keyed_groups) can use. There are no secrets among them, and no
    private keys of servers, so Ansible needs a key of its own.
  - The file with these options has a name that ends in C(dokploy.yml) or C(dokploy.yaml).
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
  - community.dokploy.inventory
options:
  plugin:
    description:
      - Says that the file is for this plugin.
    type: str
    required: true
    choices: [community.dokploy.dokploy]
  group:
    description:
      - Group that all the hosts are in.
    type: str
    default: dokploy
  hostnames:
    description:
      - What the hosts are called in the inventory. Where it is the same for several, the id is put behind it, and a warning tells so.
    type: str
    choices: [name, ip_address, id]
    default: name
  server_type:
    description:
      - Only servers of this type; all if left out.
    type: str
    choices: [deploy, build]
  dokploy_host:
    description:
      - Name under which Dokploy's own host is in the inventory, too; it is left out if this is empty. Its address is the one in Dokploy's settings, or else
        the host of O(api_url), and how to log in there is not known to Dokploy.
    type: str
    default: ""
"""

EXAMPLES = r"""
---
# servers.dokploy.yml; the key comes from the environment variable DOKPLOY_API_KEY
plugin: community.dokploy.dokploy
api_url: https://dokploy.example.com
dokploy_host: dokploy-main
keyed_groups:
  # the groups type_deploy and type_build
  - prefix: type
    key: dokploy_type
groups:
  lost: dokploy_status == "inactive"
compose:
  ansible_ssh_private_key_file: "'~/.ssh/' ~ dokploy_name"
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_timeout: 600
cache_connection: ~/.cache/dokploy
"""

from collections import Counter
from urllib.parse import urlsplit

from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.community.dokploy.plugins.module_utils._api.errors import DokployError
from ansible_collections.community.dokploy.plugins.module_utils._engine.info import run_info
from ansible_collections.community.dokploy.plugins.module_utils._engine.run import connection
from ansible_collections.community.dokploy.plugins.module_utils._engine.spec import CONNECTION
from ansible_collections.community.dokploy.plugins.plugin_utils.in_process import plain


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Hosts from what dokploy_info tells about servers."""

    NAME = "community.dokploy.dokploy"

    def verify_file(self, path):
        """Whether the file is meant for this plugin, judged by its name."""
        return super().verify_file(path) and path.endswith(("dokploy.yml", "dokploy.yaml"))

    def parse(self, inventory, loader, path, cache=True):
        """Fill the inventory. Raises AnsibleParserError."""
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        facts = self._facts(self.get_cache_key(path), cache)
        group = self.inventory.add_group(self._sanitize_group_name(self.get_option("group")))
        wanted = self.get_option("server_type")
        servers = [one for one in facts["servers"] if not wanted or one["type"] == wanted]
        for name, server in self._named(servers):
            address = {"host": server["ip_address"], "port": server["port"], "user": server["username"]}
            self._add(group, name, server, {f"ansible_{key}": value for key, value in address.items()})
        if self.get_option("dokploy_host"):
            self._add(group, self.get_option("dokploy_host"), {}, {"ansible_host": facts["address"]})

    def _facts(self, key, cache):
        """What Dokploy says, or what it said not long ago."""
        wanted = cache and self.get_option("cache")
        if wanted and key in self._cache:
            return self._cache[key]
        facts = self._ask()
        if self.get_option("cache"):
            self._cache[key] = facts
        return facts

    def _ask(self):
        params = {name: plain(self._option(name)) for name in CONNECTION}
        kinds = ["server", "settings"] if self.get_option("dokploy_host") else ["server"]
        try:
            found = run_info({**params, "kinds": kinds})["objects"]
            own = [one["server_ip"] for one in found.get("settings", []) if one.get("server_ip")]
            address = own[0] if own else urlsplit(connection(params).url).hostname
        except DokployError as error:
            raise AnsibleParserError(f"community.dokploy.dokploy: {error.message}") from None
        return {"servers": sorted(found["server"], key=lambda one: (one["name"], one["id"])), "address": address}

    def _option(self, name):
        # Variables of the play are not there yet, but lookups are, such as one of a vault.
        value = self.get_option(name)
        return self.templar.template(value) if isinstance(value, str) else value

    def _named(self, servers):
        key = self.get_option("hostnames")
        often = Counter(server[key] for server in servers)
        for server in servers:
            name = server[key]
            if often[name] > 1:
                self.display.warning(
                    f"Dokploy has several servers that are called {name}; their ids are put behind it."
                )
                name = f"{name}-{server['id']}"
            yield name, server

    def _add(self, group, name, server, variables):
        host = self.inventory.add_host(name, group=group)
        # What people wrote into Dokploy is no template.
        variables = wrap_var({**{f"dokploy_{key}": value for key, value in server.items()}, **variables})
        for key, value in variables.items():
            self.inventory.set_variable(host, key, value)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, host, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, host, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, host, strict=strict)
