# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that an export writes: who may read it, and what the diff shows of it."""

from __future__ import annotations

import pytest

from ansible_collections.community.dokploy.plugins.module_utils._stack.run_export import _write

PUBLIC, SECRET = (0o644, False), (0o600, True)


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        (None, PUBLIC, 0o644),
        (None, SECRET, 0o600),
        (0o644, SECRET, 0o600),
        (0o640, SECRET, 0o640),
        (0o600, PUBLIC, 0o600),
        (0o664, PUBLIC, 0o664),
    ],
)
def test_who_may_read_it(tmp_path, before, kind, after):
    file = tmp_path / "export.yml"
    if before is not None:
        file.write_text("old")
        file.chmod(before)
    assert _write(str(file), "new", False, *kind)["changed"]
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == after
    assert not _write(str(file), "new", False, *kind)["changed"]


def test_the_same_secrets_do_not_stay_readable(tmp_path):
    file = tmp_path / "export.yml"
    file.write_text("new")
    file.chmod(0o644)
    assert _write(str(file), "new", True, *SECRET)["changed"]
    assert file.stat().st_mode & 0o777 == 0o644
    assert _write(str(file), "new", False, *SECRET)["changed"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_diff_shows_no_earlier_secrets(tmp_path):
    file = tmp_path / "export.yml"
    _write(str(file), "hush-hush", False, *SECRET)
    assert "hush-hush" not in str(_write(str(file), "new", False, *PUBLIC)["diff"])
