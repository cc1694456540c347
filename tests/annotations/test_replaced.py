"""A sidecar that is replaced while the article is open: no note is lost, and nothing that was put there."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.facts import ArticleFacts
from annotations.history import Change
from annotations.sidecar import Page, parse
from annotations.store import NotSaved, Saved, Store

ONE = Annotation("urn:uuid:1", Selectors("eins", start=0, end=4), "Notiz")
TWO = replace(ONE, id="urn:uuid:2", note="neu")
THEIRS = replace(ONE, id="urn:uuid:3", note="ihre")
Replace = Callable[[Path], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "artikel").mkdir()
    return tmp_path / "artikel/a.md.annotations.json"


@pytest.fixture
def store(path: Path) -> Store:
    """Return a store that has saved a note."""
    store = opened(path)
    assert isinstance(store.apply([Change(None, ONE)]), Saved)
    return store


def opened(path: Path) -> Store:
    store = Store(path, ArticleFacts("Titel", "a.md", "sha256:0"))
    store.load()
    return store


def on_disk(path: Path) -> set[str]:
    page = parse(path.read_bytes())
    assert isinstance(page, Page)
    return set(page.annotations)


def elsewhere(path: Path) -> Path:
    """Return a place in another folder."""
    folder = path.parent.parent / "anderswo"
    folder.mkdir(exist_ok=True)
    return folder / "b.json"


def by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "etwas").touch()


def by_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def by_a_link_to_a_folder(path: Path) -> None:
    path.unlink()
    path.symlink_to(elsewhere(path).parent)


def by_a_link_into_a_folder_that_is_missing(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "fehlt/b.json")


def by_a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def state_of(path: Path) -> tuple[int, object]:
    """Return what tells whether somebody has touched what bears that name."""
    status = os.lstat(path)
    return status.st_ino, sorted(os.listdir(path)) if path.is_dir() else status.st_size


@pytest.mark.parametrize(
    ("put_there", "why"),
    [
        (by_a_folder, "not a regular file; move it away"),
        (by_a_pipe, "not a regular file; move it away"),
        (by_a_link_to_a_folder, "not a regular file; move it away"),
        (by_a_link_into_a_folder_that_is_missing, "its folder is gone; bring it back"),
        (by_a_link_to_itself, "its link leads in a circle; mend it"),
    ],
)
def test_what_no_note_can_be_written_to_is_left_alone_and_the_notes_wait(
    path: Path, store: Store, put_there: Replace, why: str
) -> None:
    put_there(path)
    there = state_of(path)
    store.refresh()
    result = store.apply([Change(None, TWO)])
    assert isinstance(result, NotSaved)
    assert why in result.sentence
    assert str(path) in result.sentence
    assert set(store.annotations) == {ONE.id, TWO.id}
    assert state_of(path) == there
    path.rename(path.with_name("weg"))
    assert store.apply(()) == Saved(())
    assert on_disk(path) == {ONE.id, TWO.id}


def test_what_may_not_be_read_is_left_alone_and_the_notes_wait(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(opened(path).apply([Change(None, THEIRS)]), Saved)
    before, open_ = path.read_bytes(), os.open

    def refusing(name: str | Path, *arguments: int, **options: int) -> int:
        if str(name) == str(path):
            raise PermissionError(13, "Permission denied")
        return open_(name, *arguments, **options)

    with monkeypatch.context() as patch:  # to root, nothing is unreadable
        patch.setattr(os, "open", refusing)
        store.refresh()
        result = store.apply([Change(None, TWO)])
    assert isinstance(result, NotSaved)
    assert "permission is denied; allow writing in its folder" in result.sentence
    assert path.read_bytes() == before
    assert store.apply(()) == Saved(())
    assert on_disk(path) == {ONE.id, TWO.id, THEIRS.id}


def test_notes_wait_until_their_folder_is_there_again(path: Path, store: Store) -> None:
    shutil.rmtree(path.parent)
    store.refresh()
    assert isinstance(store.apply([Change(None, TWO)]), NotSaved)
    assert not path.parent.exists()
    path.parent.mkdir()
    assert store.apply(()) == Saved(())
    assert on_disk(path) == {ONE.id, TWO.id}


@pytest.mark.parametrize("content", [b"", b"\x00" * 512, b"Notizen: keine", b'{"a": 1}', b"half"])
def test_what_is_no_sidecar_is_put_aside(path: Path, store: Store, content: bytes) -> None:
    if content == b"half":
        content = path.read_bytes()[:-40]
    path.write_bytes(content)
    store.refresh()
    assert path.read_bytes() == content
    assert isinstance(store.apply([Change(None, TWO)]), Saved)
    assert on_disk(path) == {ONE.id, TWO.id}
    assert [aside.read_bytes() for aside in path.parent.glob("*.broken-*")] == [content]
    assert "set aside" in store.notice


@pytest.mark.parametrize("put_there", [Path.unlink, lambda path: path.write_bytes(b"Notizen: keine")])
def test_saving_again_puts_all_notes_on_the_disk_though_nothing_was_changed(
    path: Path, store: Store, put_there: Replace
) -> None:
    put_there(path)
    store.refresh()
    assert store.apply(()) == Saved(())
    assert on_disk(path) == {ONE.id}


def test_an_older_version_takes_no_change_back_that_was_saved_since(path: Path) -> None:
    opened(path).apply([Change(None, one) for one in (ONE, TWO, THEIRS)])
    older = path.read_bytes()
    store = opened(path)
    known = store.annotations
    edited = replace(known[ONE.id], note="anders")
    new = replace(ONE, id="urn:uuid:9")
    store.apply([Change(known[ONE.id], edited)])
    store.apply([Change(known[TWO.id], None)])
    store.apply([Change(None, new)])
    path.write_bytes(older)
    store.refresh()
    assert store.apply(()) == Saved(())
    assert on_disk(path) == {ONE.id, THEIRS.id, new.id}
    assert opened(path).annotations[ONE.id].note == "anders"


def test_an_older_version_takes_no_note_that_was_there_when_it_was_opened(path: Path, store: Store) -> None:
    older = path.read_bytes()
    opened(path).apply([Change(None, TWO)])
    later = opened(path)
    path.write_bytes(older)
    later.refresh()
    assert isinstance(later.apply([Change(None, THEIRS)]), Saved)
    assert on_disk(path) == {ONE.id, TWO.id, THEIRS.id}


@pytest.mark.parametrize("of_its_own", [True, False])
def test_a_link_that_is_put_there_is_kept_and_written_through(path: Path, store: Store, of_its_own: bool) -> None:
    target = elsewhere(path)
    if of_its_own:
        opened(target).apply([Change(None, THEIRS)])
    path.unlink()
    path.symlink_to(target)
    store.refresh()
    assert isinstance(store.apply([Change(None, TWO)]), Saved)
    assert path.is_symlink()
    assert on_disk(target) == {ONE.id, TWO.id} | ({THEIRS.id} if of_its_own else set())


def test_the_sidecar_of_another_article_that_is_put_there_keeps_its_notes(path: Path, store: Store) -> None:
    other = elsewhere(path)
    opened(other).apply([Change(None, THEIRS)])
    os.replace(other, path)
    store.refresh()
    assert isinstance(store.apply([Change(None, TWO)]), Saved)
    assert on_disk(path) == {ONE.id, TWO.id, THEIRS.id}


def test_two_changes_within_one_tick_of_the_clock_both_outlive_an_older_version(path: Path) -> None:
    store = Store(path, ArticleFacts(), clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    store.load()
    store.apply([Change(None, ONE)])
    older = path.read_bytes()
    known = store.annotations[ONE.id]
    store.apply([Change(known, replace(known, note="anders"))])
    path.write_bytes(older)
    store.refresh()
    store.apply(())
    assert opened(path).annotations[ONE.id].note == "anders"
