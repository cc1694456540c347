"""What the program remembers, when its file cannot be written or another program writes it."""

from pathlib import Path

import pytest

from tui.configuration.remembered import Remembered


def test_what_cannot_be_written_holds_in_memory_and_is_written_with_the_next_change(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.write_text("in the way", "utf-8")
    remembered = Remembered(folder / "state.json")
    with pytest.raises(OSError, match="state"):
        remembered.consent("google a", "2026")
    assert remembered.consented("google a")
    remembered.refresh()
    assert remembered.consented("google a")

    folder.unlink()
    remembered.remember(width=50)
    fresh = Remembered(folder / "state.json")
    assert fresh.consented("google a")
    assert fresh.values["width"] == 50


def test_consent_that_is_taken_back_by_another_program_no_longer_counts(tmp_path: Path) -> None:
    reader, other = Remembered(tmp_path / "state.json"), Remembered(tmp_path / "state.json")
    reader.consent("google a", "2026")
    assert other.consented("google a")
    assert other.withdraw("google")
    assert not reader.consented("google a")
