# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Forms that Dokploy accepts unseen and trips over later, so they are checked before they are sent.

Every check raises ValueError with a text that completes "must be ...".
"""

from __future__ import annotations

import ipaddress
import json
import re

try:
    import zoneinfo
except ImportError:  # pragma: no cover - Python 3.9 and later have it
    zoneinfo = None

try:
    import yaml
except ImportError:  # The target of a module need not have PyYAML.
    yaml = None

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "sun mon tue wed thu fri sat".split()
_CRON = (
    ("second", 0, 59, ()),
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("weekday", 0, 7, _DAYS),
)
_NICKNAMES = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
_HOST = re.compile(
    r"^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$"
)


def cron(text):
    """A cron expression of five fields, or six with seconds first, or one such as @daily."""
    parts = text.split()
    if text.strip() in _NICKNAMES:
        return
    if len(parts) not in (5, 6):
        raise ValueError("a cron expression of five fields (minute hour day month weekday), such as '0 3 * * *'")
    for part, (name, low, high, names) in zip(parts, _CRON[6 - len(parts) :]):
        for item in part.lower().split(","):
            _cron_item(item, name, low, high, names)


def _cron_item(item, name, low, high, names):
    span, slash, step = item.partition("/")
    wrong = ValueError(f"a cron expression; {item!r} is not valid for the {name} ({low} to {high})")
    if slash and not (step.isdigit() and int(step) > 0):
        raise wrong
    if span in ("*", "?", "l"):
        return
    ends = [_cron_number(end, low, names) for end in span.split("-")]
    if len(ends) > 2 or any(end is None or not low <= end <= high for end in ends):
        raise wrong
    if len(ends) == 2 and ends[0] > ends[1]:
        raise wrong


def _cron_number(text, low, names):
    if text in names:
        return names.index(text) + low
    return int(text) if text.isdigit() else None


def timezone(text):
    """A time zone of the IANA database, as far as this machine has one."""
    known = zoneinfo.available_timezones() if zoneinfo else ()
    if not re.match(r"^[A-Za-z][A-Za-z0-9_+/-]*$", text) or (known and text not in known):
        raise ValueError("a time zone such as UTC or Europe/Berlin")


def pem(text):
    """One or more PEM blocks, each closed by the label that opened it."""
    labels = re.findall(r"-----BEGIN ([A-Z0-9 ]+)-----", text)
    if not labels or labels != re.findall(r"-----END ([A-Z0-9 ]+)-----", text):
        raise ValueError("text in PEM form, from '-----BEGIN ...-----' to '-----END ...-----'")


def ssh_private(text):
    """A private key in one of the two forms that Dokploy takes."""
    if not re.match(
        r"^-----BEGIN (RSA|OPENSSH) PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+-----END \1 PRIVATE KEY-----$",
        text.replace("\r\n", "\n").strip(),
    ):
        raise ValueError(
            "a private key without a passphrase in OpenSSH form (RSA also in PKCS#1 form), as ssh-keygen writes it"
        )


def ssh_public(text):
    """A public key of a type that Dokploy takes."""
    if not re.match(r"^ssh-(rsa|ed25519)\s+[A-Za-z0-9+/=]+(\s.*)?$", text.strip()):
        raise ValueError("a public key of the type ssh-rsa or ssh-ed25519")


def lines(text):
    """Text with line ends as Unix has them and one at its end."""
    return text.replace("\r\n", "\n").strip() + "\n"


def url(text):
    """An http or https URL."""
    if not re.match(r"^https?://[^\s/]+", text):
        raise ValueError("a URL that begins with http:// or https://")


def email(text):
    """An e-mail address, as far as its form tells."""
    if not re.match(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", text):
        raise ValueError("an e-mail address such as anna@example.com")


def host(text):
    """A host name by RFC 1123: no scheme, no path, no wildcard, no underscore."""
    if not _HOST.fullmatch(text) or text.endswith("\n"):
        raise ValueError(
            "a bare host name such as shop.example.com: no scheme, port, path, wildcard or underscore"
            + _ascii_form(text)
        )


def _ascii_form(text):
    # Names in other letters have a form that every program understands.
    try:
        plain = text.encode("idna").decode()
    except UnicodeError:
        return ""
    return f"; write it as {plain}" if plain != text and _HOST.fullmatch(plain) else ""


def cidr(text):
    """A network such as 10.20.0.0/16."""
    try:
        ipaddress.ip_network(text)
    except ValueError:
        raise ValueError("a network in CIDR form such as 10.20.0.0/16, without host bits") from None


def address(text):
    """An IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        raise ValueError("an IP address") from None


def yaml_text(text):
    """Text that is well-formed YAML, as far as PyYAML is at hand to tell."""
    if yaml is None:
        return
    try:
        list(yaml.safe_load_all(text))
    except yaml.MarkedYAMLError as error:
        # The problem alone: the snippet around it can hold secrets.
        mark = error.problem_mark
        where = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        raise ValueError(f"well-formed YAML: {error.problem}{where}") from None
    except yaml.YAMLError:
        raise ValueError("well-formed YAML") from None


def write_yaml(data):
    """Data as YAML text; as JSON, which YAML includes, where PyYAML is not at hand."""
    if yaml is None:
        return json.dumps(data, indent=2) + "\n"
    # Within the Ansible process the data may be of Ansible's own types, which PyYAML does not know.
    return yaml.safe_dump(json.loads(json.dumps(data, default=str)), sort_keys=False, allow_unicode=True)


def same_yaml(left, right):
    """Tell whether two texts hold the same YAML data. False when that cannot be told."""
    if yaml is None or not left or not right:
        return False
    try:
        return list(yaml.safe_load_all(left)) == list(yaml.safe_load_all(right))
    except yaml.YAMLError:
        return False
