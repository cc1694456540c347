"""A disk that is full while notes are written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.disks import fill, free, small_disk

from annotations.annotation import Annotation, Selectors
from annotations.drafts import Draft, Drafts
from annotations.facts import ArticleFacts
from annotations.history import Change
from annotations.sidecar import Page, parse
from annotations.store import NotSaved, Saved, Store

PAGE = 4096
"""Bytes that a disk in memory gives out at once."""


def annotation(number: int, note: str = "Notiz") -> Annotation:
    return Annotation(f"urn:uuid:{number}", Selectors("eins", start=0, end=4), note)


def opened(disk: Path) -> Store:
    store = Store(disk / "a.md.annotations.json", ArticleFacts("Titel", "a.md", "sha256:0"))
    store.load()
    return store


def on_disk(disk: Path) -> set[str]:
    page = parse((disk / "a.md.annotations.json").read_bytes())
    assert isinstance(page, Page)
    return set(page.annotations)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "size=256k"):
        yield tmp_path / "disk"


@pytest.mark.parametrize("pages_left", [0, 1, 5, 9])
def test_on_a_full_disk_the_old_file_stays_whole_and_the_note_waits_for_room(disk: Path, pages_left: int) -> None:
    store = opened(disk)
    assert isinstance(store.apply([Change(None, annotation(1, "x" * 10 * PAGE))]), Saved)
    before = (disk / "a.md.annotations.json").read_bytes()
    fill(disk, left=pages_left * PAGE)
    result = store.apply([Change(None, annotation(2))])
    assert isinstance(result, NotSaved)
    assert "the disk is full; make room" in result.sentence
    assert (disk / "a.md.annotations.json").read_bytes() == before
    assert list(disk.glob(".*.tmp")) == []
    free(disk)
    assert isinstance(store.apply([Change(None, annotation(3))]), Saved)
    assert on_disk(disk) == {"urn:uuid:1", "urn:uuid:2", "urn:uuid:3"}


def test_where_no_file_can_be_made_any_more_the_first_note_waits(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "size=256k", "nr_inodes=3"):
        store = opened(disk)
        for name in ("eins", "zwei"):
            (disk / name).touch()
        result = store.apply([Change(None, annotation(1))])
        assert isinstance(result, NotSaved)
        assert "the disk is full; make room" in result.sentence
        for name in ("eins", "zwei"):
            (disk / name).unlink()
        assert isinstance(store.apply(()), Saved)
        assert on_disk(disk) == {"urn:uuid:1"}


def test_a_draft_that_finds_no_room_leaves_the_one_before(disk: Path) -> None:
    drafts = Drafts(disk)
    draft = Draft("/a.md", Selectors("eins", start=0, end=4), "halb")
    assert drafts.save(draft) == ""
    fill(disk)
    longer = Draft("/a.md", Selectors("eins", start=0, end=4), "halb fertig" * PAGE)
    assert drafts.save(longer).startswith("The draft of this note could not be kept: No space left")
    assert drafts.load("/a.md") == [draft]
    assert list(disk.glob(".*.tmp")) == []
    free(disk)
    assert drafts.save(longer) == ""
    assert drafts.load("/a.md") == [longer]
