"""Programs that write annotations to one article at the same time, with and without locks."""

from pathlib import Path

import pytest
from durability.writers import write_at_once


@pytest.mark.parametrize("locks", [True, False])
def test_two_programs_that_write_at_once_keep_all_annotations(tmp_path: Path, locks: bool) -> None:
    assert write_at_once(tmp_path / "a.md.annotations.json", 25, locks=locks) == []
