import errno
import os
from pathlib import Path

import pytest

import articles.storage
from articles.exchange import exchange
from articles.leftovers import free_name, set_aside
from articles.storage import ChangedError, fingerprint, replace_file, update_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "datei.json"


def left_over(path: Path) -> list[str]:
    return [one.name for one in path.parent.iterdir() if one.name.endswith(".tmp")]


@pytest.fixture(params=[True, False], ids=["swapping", "renaming"])
def swaps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether files can be swapped in one step; some file systems cannot."""
    if not request.param:
        monkeypatch.setattr(articles.storage, "exchange", lambda *_: False)
    return bool(request.param)


def test_two_files_are_swapped_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "eins", tmp_path / "zwei"
    one.write_text("1")
    other.write_text("2")
    if not exchange(one, other):
        pytest.skip("this file system cannot swap files")
    assert (one.read_text(), other.read_text()) == ("2", "1")
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "drei")


def test_file_is_updated_from_the_state_in_which_it_was_read(path: Path, swaps: bool) -> None:
    first = update_file(path, b"eins", None)
    second = update_file(path, b"zwei", first.state, keep=path.with_name("vorher"))
    assert (first.displaced, second.displaced) == (None, None)
    assert second.state == fingerprint(path)
    assert (path.read_bytes(), path.with_name("vorher").read_bytes()) == (b"zwei", b"eins")
    assert left_over(path) == []


def test_file_that_was_changed_since_it_was_read_is_left_alone(path: Path, swaps: bool) -> None:
    seen = replace_file(path, b"eins")
    replace_file(path, b"von anderen")
    with pytest.raises(ChangedError):
        update_file(path, b"zwei", seen)
    path.with_name("neu").write_bytes(b"schon da")
    with pytest.raises(ChangedError):
        update_file(path.with_name("neu"), b"zwei", None)
    assert path.read_bytes() == b"von anderen"
    assert left_over(path) == []


def test_new_file_takes_the_place_of_no_other_that_came_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link

    def others_come_first(*names: Path) -> None:
        path.write_bytes(b"von anderen")
        real(*names)

    monkeypatch.setattr(os, "link", others_come_first)
    with pytest.raises(ChangedError):
        update_file(path, b"eins", None)
    assert path.read_bytes() == b"von anderen"
    assert left_over(path) == []


def test_new_file_is_made_where_there_are_no_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: Path) -> None:
        raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(os, "link", no_links)
    update_file(path, b"eins", None)
    assert path.read_bytes() == b"eins"


def test_what_another_writes_at_the_very_last_moment_is_handed_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = replace_file(path, b"eins")

    def others_come_first(one: Path, other: Path) -> bool:
        replace_file(path, b"von anderen")
        return exchange(one, other)

    monkeypatch.setattr(articles.storage, "exchange", others_come_first)
    keep = path.with_name("vorher")
    assert update_file(path, b"zwei", seen, keep=keep).displaced == b"von anderen"
    assert path.read_bytes() == b"zwei"
    assert not keep.exists()
    assert left_over(path) == []


def test_pipe_put_there_at_the_last_moment_is_put_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = replace_file(path, b"eins")
    swapped: list[int] = []

    def others_come_first(one: Path, other: Path) -> bool:
        if not swapped:
            path.unlink()
            os.mkfifo(path)
        swapped.append(1)
        return exchange(one, other)

    monkeypatch.setattr(articles.storage, "exchange", others_come_first)
    with pytest.raises(OSError, match="not a regular file"):
        update_file(path, b"zwei", seen)
    assert path.is_fifo()
    assert left_over(path) == []


def test_what_is_set_aside_takes_no_name_that_is_taken(path: Path) -> None:
    path.write_bytes(b"kaputt")
    taken = free_name(path)
    aside = set_aside(path)
    assert (taken.name, aside.name) == ("datei.json.broken-1", "datei.json.broken-2")
    assert aside.read_bytes() == b"kaputt"
    assert not path.exists()
