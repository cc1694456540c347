"""Files that change or vanish are noticed."""

import os
from pathlib import Path

import pytest

from tui.watch import Watch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "artikel.txt"
    path.write_text("Text.")
    return path


def looks(watch: Watch, number: int = 3) -> list[str]:
    return [watch.look() for _ in range(number)]


def test_a_file_that_stays_as_it_is_is_no_news(file: Path) -> None:
    watch = Watch(str(file))
    assert looks(watch) == ["", "", ""]
    assert watch.state == ""


def test_a_change_is_said_once_when_it_has_lasted_for_two_looks(file: Path) -> None:
    watch = Watch(str(file))
    file.write_text("Anderer Text.")
    assert looks(watch) == ["", "changed", ""]
    assert watch.state == "changed"
    file.write_text("Wieder ein anderer.")
    assert looks(watch) == ["", "changed", ""]


def test_a_file_that_is_replaced_by_one_of_the_same_size_and_time_has_changed(file: Path) -> None:
    watch, before = Watch(str(file)), file.stat()
    new = file.with_name("neu")
    new.write_text("Test.")
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(new, file)
    assert looks(watch) == ["", "changed", ""]


def test_a_file_that_is_still_being_written_is_no_news_yet(file: Path) -> None:
    watch = Watch(str(file))
    said = []
    for size in range(5):
        file.write_text("Länger. " * size)
        said.append(watch.look())
    assert said == [""] * 5
    assert watch.look() == "changed"


def test_a_file_that_is_missing_for_a_moment_is_no_news(file: Path) -> None:
    watch = Watch(str(file))
    os.rename(file, file.with_name("weg"))
    assert watch.look() == ""
    os.rename(file.with_name("weg"), file)
    assert looks(watch) == ["", "", ""]


def test_a_file_that_goes_and_comes_back(file: Path) -> None:
    watch = Watch(str(file))
    os.rename(file, file.with_name("weg"))
    assert [*looks(watch), watch.state] == ["", "gone", "", "gone"]
    os.rename(file.with_name("weg"), file)
    assert [*looks(watch), watch.state] == ["", "back", "", ""]


def test_what_cannot_be_looked_at_counts_as_gone(file: Path) -> None:
    watch = Watch(str(file))
    file.unlink()
    file.symlink_to(file)
    assert looks(watch) == ["", "gone", ""]


def test_what_is_no_file_is_no_news() -> None:
    assert looks(Watch(None)) == ["", "", ""]
    assert looks(Watch("/nirgends/\0")) == ["", "", ""]
