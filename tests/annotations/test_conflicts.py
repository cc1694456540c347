"""Conflict copies of sidecars: how synchronisers name them, and what becomes of them."""

from pathlib import Path

import pytest
from support.desk import Desk

from annotations.annotation import Annotation
from annotations.conflicts import ConflictCopy, find_copies, is_copy, take_in
from annotations.validation import validate
from annotations.workbook import Workbook

SIDECAR = "a.txt.annotations.json"
NAMES = [
    "a.txt.annotations.sync-conflict-20240102-030405-ABCDEFG.json",
    "a.txt.annotations (conflicted copy 2024-01-02).json",
    "a.txt.annotations (Anna's conflicted copy 2024-01-02 (1)).json",
    "a.txt.annotations (In Konflikt stehende Kopie 2024-01-02).json",
    "a.txt.annotations (Annas in Konflikt stehende Kopie 2024-01-02).json",
    "a.txt.annotations (Case Conflict 1).json",
    "a.txt.annotations (conflicted copy 2018-04-10 093612).json",
    "a.txt.annotations (Konfliktkopie 2018-04-10 093612).json",
    "a.txt.annotations_conflict-20240102-030405.json",
    "a.txt.annotations-LAPTOP-7Q2.json",
    "a.txt.annotations-LAPTOP-7Q2-2.json",
    "a.txt.annotations (1).json",
    "a.txt.annotations(1).json",
    "a.txt.annotations 2.json",
]
STRANGERS = [
    SIDECAR,
    f"{SIDECAR}~",
    f".{SIDECAR}.lock",
    f"{SIDECAR}.broken-1",
    "b.txt.annotations (1).json",
    "a.txt.annotations (meine).json",
    "a.txt.annotations.alt.json",
    "a.txt.annotations- .json",
    "a.txt.annotations (1).txt",
    "a.txt (1).annotations.json",
    "a.txt.annotations (1).json.bak",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_conflict_copies_are_known(name: str) -> None:
    assert is_copy(name, SIDECAR)


@pytest.mark.parametrize("name", STRANGERS)
def test_other_names_are_no_conflict_copies(name: str) -> None:
    assert not is_copy(name, SIDECAR)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A sidecar with a note on `Hund`."""
    desk = Desk(tmp_path)
    desk.open(journal=False, creator="Ada").annotate(desk.span("Hund"), note="alt")
    return desk


def copy_of(desk: Desk, name: str = NAMES[0]) -> Path:
    path = desk.sidecar.with_name(name)
    path.write_bytes(desk.sidecar.read_bytes())
    return path


def other(desk: Desk, path: Path, creator: str = "Bea") -> Workbook:
    """Open a copy on another machine."""
    elsewhere = Desk(path.parent / "anderswo")
    elsewhere.sidecar, elsewhere._ids, elsewhere._times = path, desk._ids, desk._times
    return elsewhere.open(journal=False, creator=creator)


def only(workbook: Workbook) -> Annotation:
    (annotation,) = workbook.store.annotations.values()
    return annotation


def merge(desk: Desk, tmp_path: Path) -> Workbook:
    workbook = desk.open(journal=False)
    for copy in find_copies(desk.sidecar, "a.txt"):
        assert take_in(copy, workbook.store, tmp_path / "merged") == ""
    assert validate(desk.sidecar.read_bytes()) == []
    return desk.open(journal=False)


def test_notes_of_both_sides_are_there_and_the_copy_is_kept(desk: Desk, tmp_path: Path) -> None:
    path = copy_of(desk)
    other(desk, path).annotate(desk.span("Katze"), note="von Bea")
    desk.open(journal=False).annotate(desk.span("regnet"), note="von Ada")
    data = path.read_bytes()
    merged = merge(desk, tmp_path)
    assert [entry.annotation.note for entry in merged.notebook.entries] == ["alt", "von Bea", "von Ada"]
    assert not path.exists()
    assert (tmp_path / "merged" / path.name).read_bytes() == data
    assert len({one.raw["target"]["source"] for one in merged.store.annotations.values()}) == 1


def test_of_a_note_that_differs_the_later_version_counts_and_the_other_is_kept(desk: Desk, tmp_path: Path) -> None:
    path = copy_of(desk)
    bea, ada = other(desk, path), desk.open(journal=False)
    bea.edit(only(bea), note="von Bea", tags=(), colour="")
    ada.edit(only(ada), note="von Ada", tags=(), colour="")
    result = only(merge(desk, tmp_path))
    assert (result.note, [one.note for one in result.earlier]) == ("von Ada", ["von Bea"])


def test_a_deletion_on_either_side_holds(desk: Desk, tmp_path: Path) -> None:
    for deletes_here in (True, False):
        path = copy_of(desk, NAMES[1])
        workbook = desk.open(journal=False) if deletes_here else other(desk, path)
        workbook.delete(only(workbook))
        merged = merge(desk, tmp_path)
        assert merged.store.annotations == {}
        assert len(merged.discarded) == 1
        merged.restore(merged.discarded[0].annotation)


def test_what_was_changed_after_it_was_deleted_elsewhere_stays(desk: Desk, tmp_path: Path) -> None:
    path = copy_of(desk)
    workbook, bea = desk.open(journal=False), other(desk, path)
    workbook.delete(only(workbook))
    bea.edit(only(bea), note="doch", tags=(), colour="")
    assert only(merge(desk, tmp_path)).note == "doch"


def test_copies_of_one_name_are_all_kept(desk: Desk, tmp_path: Path) -> None:
    for note in ("eins", "zwei", "drei"):
        path = copy_of(desk, NAMES[-1])
        other(desk, path).annotate(desk.span("Katze"), note=note)
        merge(desk, tmp_path)
    assert len(desk.open(journal=False).store.annotations) == 4
    assert len(list((tmp_path / "merged").iterdir())) == 3


def test_a_copy_without_a_sidecar_becomes_one(desk: Desk, tmp_path: Path) -> None:
    copy_of(desk)
    desk.sidecar.unlink()
    assert only(merge(desk, tmp_path)).note == "alt"
    assert desk.sidecar.exists()


def test_what_is_no_copy_of_this_sidecar_is_passed_over(desk: Desk, tmp_path: Path) -> None:
    good = copy_of(desk, NAMES[0])
    for name, data in zip(NAMES[1:4], (b"", b"{", b'{"a": 1}'), strict=True):
        desk.sidecar.with_name(name).write_bytes(data)
    strange = copy_of(desk, NAMES[4])
    strange.write_bytes(strange.read_bytes().replace(b'"a.txt"', b'"b.txt"'))
    (tmp_path / NAMES[5]).mkdir()
    (tmp_path / NAMES[6]).symlink_to(good)
    assert [copy.path for copy in find_copies(desk.sidecar, "a.txt")] == [good]
    assert find_copies(tmp_path / "weg" / SIDECAR, "a.txt") == []


def test_what_cannot_be_merged_is_said_and_stays(desk: Desk, tmp_path: Path) -> None:
    path = copy_of(desk)
    (copy,) = find_copies(desk.sidecar, "a.txt")
    store = desk.open(journal=False).store
    path.write_bytes(b"{")
    assert "cannot be read: it is not valid JSON" in take_in(copy, store, tmp_path / "merged")
    assert path.exists()
    path.unlink()
    assert "cannot be read" in take_in(copy, store, tmp_path / "merged")


def test_a_copy_that_cannot_be_put_away_is_said_to_be_merged(desk: Desk, tmp_path: Path) -> None:
    path = copy_of(desk)
    other(desk, path).annotate(desk.span("Katze"))
    (tmp_path / "merged").write_text("im Weg")
    (copy,) = find_copies(desk.sidecar, "a.txt")
    workbook = desk.open(journal=False)
    assert take_in(copy, workbook.store, tmp_path / "merged").startswith("Its notes are merged, but ")
    assert len(desk.open(journal=False).store.annotations) == 2
    assert path.exists()


def test_notes_that_cannot_be_saved_leave_the_copy_where_it_is(desk: Desk, tmp_path: Path) -> None:
    path = copy_of(desk)
    other(desk, path).annotate(desk.span("Katze"))
    (copy,) = find_copies(desk.sidecar, "a.txt")
    store = desk.open(journal=False).store
    desk.sidecar.unlink()
    desk.sidecar.mkdir()
    assert take_in(copy, store, tmp_path / "merged").startswith("Not saved: ")
    assert path.exists()
    assert store.unsaved
    desk.sidecar.rmdir()
    store.apply(())
    assert len(desk.open(journal=False).store.annotations) == 2


def test_the_time_of_a_look_is_that_of_the_copy(desk: Desk) -> None:
    path = copy_of(desk)
    assert find_copies(desk.sidecar, "a.txt") == [ConflictCopy(path, 1, path.stat().st_mtime_ns)]
