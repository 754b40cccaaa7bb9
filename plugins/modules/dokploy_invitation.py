#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_invitation
short_description: Manage invitations to an organization in Dokploy
version_added: 0.1.0
description:
  - Invites people to the organization of the API key by their e-mail addresses. The id in the result is what the link is made of, C(/invitation?token=<id>)
    behind the address of Dokploy.
  - An invitation is good for 48 hours. One that ran out stays in the way of a new one until it is removed.
  - Who is a member already needs no invitation, and then nothing is done.
seealso:
  - module: community.dokploy.dokploy_user
  - module: community.dokploy.dokploy_notification
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
options:
  email:
    description:
      - E-mail address of the invited person. It tells one invitation from another; capitals do not count. Needed unless O(id) is given.
    type: str
  role:
    description:
      - Role that the person will have, V(admin), V(member) or the name of a custom role. If left out at creation, V(member) is taken. It cannot change
        afterwards. Needs Dokploy 0.28.7.
    type: str
  notification:
    description:
      - Name or id of a notification of the type V(email) or V(resend) by which Dokploy sends the link, once, when the invitation is made. If left out,
        the link has to be handed on by other means.
    type: str
"""

EXAMPLES = r"""
---
- name: Invite somebody and send the link by mail
  community.dokploy.dokploy_invitation:
    email: anna@example.com
    role: member
    notification: backups

- name: Invite somebody and hand the link on
  community.dokploy.dokploy_invitation:
    email: ben@example.com
    role: admin
  register: invited

- name: Withdraw an invitation
  community.dokploy.dokploy_invitation:
    email: ben@example.com
    state: absent
"""

RETURN = r"""
---
invitation:
  description: The invitation. With O(state=absent) it is what was removed. Null if there was none, or if the person is a member already.
  returned: success
  type: dict
  sample:
    id: GGyioRnP6BVWWkUXZdxgt
    email: anna@example.com
    role: member
    status: pending
    expires_at: '2026-11-24T14:15:05.122Z'
    created_at: '2026-11-22T14:15:05.122Z'
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("invitation")


if __name__ == "__main__":
    main()
