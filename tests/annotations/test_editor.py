"""Who wrote an annotation, and who changed it last."""

from pathlib import Path

from support.desk import Desk

from annotations.annotation import Annotation
from annotations.validation import validate
from annotations.workbook import Workbook


def only(workbook: Workbook) -> Annotation:
    (annotation,) = workbook.store.annotations.values()
    return annotation


def edited(desk: Desk, creator: str, note: str) -> Workbook:
    workbook = desk.open(creator=creator, journal=False)
    workbook.edit(only(workbook), note=note, tags=(), colour="")
    return workbook


def test_whoever_changes_anothers_note_is_named_and_its_creator_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open(creator="Ada").annotate(desk.span("Hund"), note="von Ada")
    assert only(desk.open()).writers() == ("Ada",)
    edited(desk, "Bea", "von Bea")
    assert (only(desk.open()).creator, only(desk.open()).editor) == ("Ada", "Bea")
    assert (only(desk.open()).writers("Bea"), only(desk.open()).writers("Ada")) == (("Ada",), ("Bea",))
    assert validate(desk.sidecar.read_bytes()) == []
    edited(desk, "Ada", "wieder von Ada")
    assert only(desk.open()).writers() == ("Ada",)
    assert b"editor" not in desk.sidecar.read_bytes()


def test_taking_a_change_back_takes_back_who_made_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open(creator="Ada").annotate(desk.span("Hund"), note="von Ada")
    bea = edited(desk, "Bea", "von Bea")
    bea.undo()
    assert (only(bea).note, only(bea).editor) == ("von Ada", "")
    bea.redo()
    assert (only(bea).note, only(bea).editor) == ("von Bea", "Bea")


def test_of_two_changes_at_once_each_is_kept_with_who_made_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open(creator="Ada").annotate(desk.span("Hund"), note="von Ada")
    bea, cem = desk.open(creator="Bea", journal=False), desk.open(creator="Cem", journal=False)
    for one, note in ((bea, "von Bea"), (cem, "von Cem")):
        one.edit(only(one), note=note, tags=(), colour="")
    winner = only(desk.open())
    (loser,) = winner.earlier
    assert (winner.note, winner.creator, winner.editor) == ("von Cem", "Ada", "Cem")
    assert (loser.note, loser.creator, loser.editor) == ("von Bea", "Ada", "Bea")


def test_a_note_that_is_brought_back_is_its_writers_still(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open(creator="Ada").annotate(desk.span("Hund"), note="von Ada")
    edited(desk, "Bea", "von Bea")
    cem = desk.open(creator="Cem", journal=False)
    cem.delete(only(cem))
    cem.reinstate(cem.discarded[0])
    assert only(cem).writers() == ("Ada", "Bea")


def test_what_is_no_name_is_read_as_none_and_said_by_check(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.open(creator="Ada").annotate(desk.span("Hund"), note="von Ada")
    data = desk.sidecar.read_bytes().replace(b'"creator": {', b'"lesart:editor": {"name": "Bea"}, "creator": {')
    desk.sidecar.write_bytes(data)
    assert only(desk.open()).editor == ""
    assert any("name of its editor" in fault for fault in validate(data))
    edited(desk, "Ada", "neu")
    assert b'"lesart:editor": {"name": "Bea"}' in desk.sidecar.read_bytes()
