"""Files that are made, moved and locked."""

import errno
import fcntl
import os
import stat
from pathlib import Path

import pytest

from articles.locks import locked
from articles.storage import create_file, move_file, read_head


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refusing(number: int) -> object:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_new_file_has_its_content_and_its_mode(tmp_path: Path) -> None:
    create_file(tmp_path / "neu", b"eins", mode=0o640)
    assert contents(tmp_path) == {"neu": b"eins"}
    assert stat.S_IMODE((tmp_path / "neu").stat().st_mode) == 0o640


def test_a_new_file_replaces_neither_a_file_nor_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "da").write_bytes(b"alt")
    (tmp_path / "link").symlink_to("nirgends")
    for name in ("da", "link"):
        with pytest.raises(FileExistsError):
            create_file(tmp_path / name, b"neu")
    assert (tmp_path / "da").read_bytes() == b"alt"
    assert not (tmp_path / "nirgends").exists()


def test_a_new_file_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", refusing(errno.ENOSPC))
    with pytest.raises(OSError, match="No space left"):
        create_file(tmp_path / "neu", b"eins")
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("links", [True, False], ids=["links", "without-links"])
def test_a_file_is_moved_with_its_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EXDEV))
    old, new = tmp_path / "alt", tmp_path / "neu"
    old.write_bytes(b"eins")
    old.chmod(0o604)
    move_file(old, new, limit=100)
    assert contents(tmp_path) == {"neu": b"eins"}
    assert stat.S_IMODE(new.stat().st_mode) == 0o604


@pytest.mark.parametrize("links", [True, False], ids=["links", "without-links"])
def test_a_moved_file_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    old, new = tmp_path / "alt", tmp_path / "neu"
    old.write_bytes(b"eins")
    new.write_bytes(b"zwei")
    with pytest.raises(FileExistsError):
        move_file(old, new, limit=100)
    assert contents(tmp_path) == {"alt": b"eins", "neu": b"zwei"}


def test_a_file_that_cannot_be_taken_away_is_not_left_at_two_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "alt", tmp_path / "neu"
    old.write_bytes(b"eins")
    unlink = os.unlink

    def refuse_old(path: Path) -> None:
        if path == old:
            raise PermissionError(errno.EACCES, "Permission denied")
        unlink(path)

    monkeypatch.setattr(os, "unlink", refuse_old)
    with pytest.raises(PermissionError):
        move_file(old, new, limit=100)
    assert contents(tmp_path) == {"alt": b"eins"}


def test_a_symbolic_link_leads_where_it_led_after_it_was_moved(tmp_path: Path) -> None:
    (tmp_path / "fern").mkdir()
    (tmp_path / "wirklich").write_bytes(b"eins")
    (tmp_path / "alt").symlink_to("wirklich")
    move_file(tmp_path / "alt", tmp_path / "fern/neu", limit=100)
    assert (tmp_path / "fern/neu").is_symlink()
    assert (tmp_path / "fern/neu").read_bytes() == b"eins"
    assert not (tmp_path / "alt").is_symlink()


def test_a_head_is_read_of_a_file_of_any_allowed_size(tmp_path: Path) -> None:
    (tmp_path / "groß").write_bytes(b"eins" * 10)
    assert read_head(tmp_path / "groß", 6, limit=100)[1] == b"einsei"
    with pytest.raises(OSError, match="too large"):
        read_head(tmp_path / "groß", 6, limit=39)


def test_who_waits_for_a_lock_that_is_removed_takes_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".lock"
    flock = fcntl.flock
    removed: list[Path] = []

    def removed_just_before(descriptor: int, operation: int) -> None:
        flock(descriptor, operation)
        if not removed:
            path.unlink()
            removed.append(path)

    monkeypatch.setattr(fcntl, "flock", removed_just_before)
    with locked(path), pytest.raises(TimeoutError), locked(path, timeout=0.0):
        pytest.fail("two have the lock")
    assert removed
