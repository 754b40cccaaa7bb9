# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release.

"""Human units and the plain numbers behind them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_SIZES = {
    "": 1, "b": 1,
    "k": 1024, "kb": 1000, "ki": 1024, "kib": 1024,
    "m": 1024**2, "mb": 1000**2, "mi": 1024**2, "mib": 1024**2,
    "g": 1024**3, "gb": 1000**3, "gi": 1024**3, "gib": 1024**3,
    "t": 1024**4, "tb": 1000**4, "ti": 1024**4, "tib": 1024**4,
}  # fmt: skip
_SECONDS = {"ns": Decimal("1e-9"), "us": Decimal("1e-6"), "ms": Decimal("1e-3"), "s": 1, "m": 60, "h": 3600, "d": 86400}
_SIZE = re.compile(r"^\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)\s*$")
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ns|us|ms|s|m|h|d)")


def size(text):
    """Bytes in a size such as C(512Mi), C(1.5g) or C(1000000). A bare C(k), C(m), C(g) is binary, as in Docker.

    Raises ValueError if it is no size.
    """
    match = _SIZE.match(str(text))
    factor = _SIZES.get(match.group(2).lower()) if match else None
    if factor is None:
        raise ValueError("a size such as 512Mi, 1.5Gi or 268435456 (bytes)")
    return int(Decimal(match.group(1)) * factor)


def cpus(text):
    """Nano-CPUs in a number of CPUs such as C(0.5) or C(2), or in milli-CPUs such as C(500m). Raises ValueError."""
    raw = str(text).strip()
    try:
        number = Decimal(raw[:-1]) / 1000 if raw.endswith("m") else Decimal(raw)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or number < 0 or number > 100000:
        raise ValueError("a number of CPUs such as 0.5, 2 or 500m")
    return int(number * 10**9)


def duration(text):
    """Nanoseconds in a duration such as C(30s), C(1m30s) or C(500ms); a bare number is seconds. Raises ValueError."""
    raw = str(text).strip().replace(" ", "")
    if re.match(r"^[0-9]+(\.[0-9]+)?$", raw):
        return int(Decimal(raw) * 10**9)
    parts = _PART.findall(raw)
    if not parts or "".join(number + unit for number, unit in parts) != raw:
        raise ValueError("a duration such as 30s, 1m30s or 500ms")
    return int(sum(Decimal(number) * _SECONDS[unit] for number, unit in parts) * 10**9)


def show_size(number):
    """Write bytes in the largest binary unit that divides them."""
    for unit, factor in (("Ti", 1024**4), ("Gi", 1024**3), ("Mi", 1024**2), ("Ki", 1024)):
        if number and number % factor == 0:
            return f"{number // factor}{unit}"
    return str(number)


def show_cpus(number):
    """Write nano-CPUs as a number of CPUs without trailing zeros."""
    return format((Decimal(number) / 10**9).normalize(), "f")


def show_duration(number):
    """Write nanoseconds in the largest unit that divides them."""
    for unit, factor in (("h", 3600 * 10**9), ("m", 60 * 10**9), ("s", 10**9), ("ms", 10**6), ("us", 1000)):
        if number and number % factor == 0:
            return f"{number // factor}{unit}"
    return f"{number}ns" if number else "0s"
