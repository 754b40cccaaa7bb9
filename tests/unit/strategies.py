# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of any kind, made up from its table: what Hypothesis plays against the planner."""

from __future__ import annotations

import string
from dataclasses import replace

from hypothesis import strategies as st

from ansible_collections.community.dokploy.plugins.module_utils._model.values import blank, is_clearing, to_api, type_of

WORD = st.text(string.ascii_lowercase, min_size=1, max_size=8)
# Long and strange enough never to be part of anything else.
SECRET = st.integers(10**11, 10**12 - 1).map(lambda number: f"hush{number}")

SAMPLES = {
    "cron": st.sampled_from(["0 3 * * *", "*/5 * * * *", "@daily"]),
    "timezone": st.sampled_from(["UTC", "Europe/Berlin"]),
    "pem": SECRET.map(lambda text: f"-----BEGIN THING-----\n{text}\n-----END THING-----"),
    "ssh_private": SECRET.map(
        lambda text: f"-----BEGIN OPENSSH PRIVATE KEY-----\n{text}\n-----END OPENSSH PRIVATE KEY-----\n"
    ),
    "ssh_public": WORD.map(lambda text: f"ssh-ed25519 {text}"),
    "email": WORD.map(lambda text: f"{text}@example.com"),
    "url": WORD.map(lambda text: f"https://{text}.example.com"),
    "host": WORD.map(lambda text: f"{text}.example.com"),
    "cidr": st.sampled_from(["10.1.0.0/16", "192.168.4.0/24"]),
    "address": st.sampled_from(["10.0.0.1", "::1"]),
    "yaml": WORD.map(lambda text: f"services:\n  {text}: {{}}\n"),
    "size": st.sampled_from(["512Mi", "1.5g", "1000000", "1Gi"]),
    "cpus": st.sampled_from(["0.5", "2", "250m"]),
    "duration": st.sampled_from(["30s", "1m30s", "500ms", "2h"]),
    "bool": st.booleans(),
    "list": st.lists(WORD, min_size=1, max_size=3),
    "set": st.lists(WORD, min_size=1, max_size=3, unique=True),
    "ints": st.lists(st.integers(1, 9), min_size=1, max_size=3),
    "dict": st.dictionaries(WORD, WORD, min_size=1, max_size=3),
    "labels": st.dictionaries(WORD, WORD, min_size=1, max_size=3),
    "grants": st.dictionaries(WORD, st.lists(WORD, min_size=1, max_size=3, unique=True), min_size=1, max_size=3),
}


def value_of(field):
    """A strategy for one field's option."""
    if field.choices:
        one = st.sampled_from(field.choices)
        return st.lists(one, min_size=1, unique=True) if type_of(field).ansible == "list" else one
    if field.type == "env":
        values = SECRET if field.secret else WORD
        return st.dictionaries(WORD.map(str.upper), values, min_size=1, max_size=3) | values.map(
            lambda text: f"KEY={text}\n"
        )
    if field.type in ("int", "float"):
        low, high = int(field.low or 1), int(field.high or 65535)
        return st.integers(low, high) if field.type == "int" else st.floats(low, high, allow_nan=False)
    if field.type in ("record", "records"):
        required = {inner.option: value_of(inner) for inner in field.fields if inner.required}
        record = st.fixed_dictionaries(
            required, optional={inner.option: value_of(inner) for inner in field.fields if not inner.required}
        )
        return record.filter(bool) if field.type == "record" else st.lists(record.filter(bool), min_size=1, max_size=2)
    if field.secret or field.masked:
        return SECRET if field.type == "str" else SAMPLES.get(field.type, SECRET)
    if field.type == "pem":
        return WORD.map(lambda text: f"-----BEGIN THING-----\n{text}\n-----END THING-----")
    text = SAMPLES.get(field.type, WORD)
    return text.map(lambda value: "/" + value) if field.pattern == "^/" else text


def _acceptable(field, value):
    try:
        to_api(field, value)
    except ValueError:
        return False
    return not is_clearing(field, value) and not blank(value)


def options_of(kind):
    """A strategy for the options of a kind, flat; what creation needs is always there."""
    of_a_type = set()
    if kind.variants:
        # A thing has one type, which never changes and shows by an option of its own, so one type will do.
        made = [name for name in kind.variants.names if name not in kind.variants.made_elsewhere]
        others = set(kind.variants.names) - {made[0]}
        kind = replace(
            kind,
            variants=None,
            fields=tuple(field for field in kind.fields if field.option.split(".")[0] not in others),
        )
        of_a_type = {next(field.option for field in kind.fields if "." in field.option)}
    strategies = {
        field.option: value_of(field).filter(lambda value, field=field: _acceptable(field, value))
        for field in kind.fields
    }
    needed = {field.option for field in kind.fields if field.required} | set(kind.identity) | of_a_type
    if kind.hooks.missing:
        needed |= set(kind.hooks.missing("", {}))
    made_up = st.fixed_dictionaries(
        {option: strategies[option] for option in strategies if option in needed},
        optional={option: strategies[option] for option in strategies if option not in needed},
    )
    return made_up.map(lambda flat: _at_peace(kind, flat))


def _at_peace(kind, flat):
    """The options without those that cannot stand beside the others."""
    while kind.hooks.check:
        wrong = {option for option, dummy in kind.hooks.check(flat)} & set(flat)
        if not wrong:
            break
        flat = {option: value for option, value in flat.items() if option not in wrong}
    return flat


def nest(flat):
    """Flat options as a task gives them: C(git.url) inside C(git)."""
    params = {}
    for option, value in flat.items():
        *groups, name = option.split(".")
        level = params
        for group in groups:
            level = level.setdefault(group, {})
        level[name] = value
    return params
