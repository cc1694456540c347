"""lesart's table goes out, is edited in a spreadsheet and comes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.intake import ARTICLE, after

from annotations.annotation import COLOURS, Annotation, Selectors, Tombstone
from annotations.export.csv_table import render
from annotations.export.options import PLAIN, ExportOptions
from annotations.intake.plan import Plan, Present, plan
from annotations.intake.registry import read_notes
from annotations.notebook import open_notebook
from articles.article import Article

HIGHLIGHT, TITLE, NOTE, ID = 0, 1, 4, 7
ONE = Annotation("urn:uuid:1", Selectors("die alte Brücke"), "Warum?", ("frage", "zwei wort"), "green")
WHOLE = Annotation("urn:uuid:2", Selectors(""), "Zum Ganzen.")
THERE = {ONE.id: ONE, WHOLE.id: WHOLE}
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
TEXTS = ANY_TEXT | st.text(st.sampled_from("ab .-_=+@'\";\n\t("), max_size=20)
NOTES = st.builds(
    Annotation,
    st.just("urn:uuid:1"),
    st.builds(Selectors, TEXTS | st.just("")),
    TEXTS,
    st.lists(TEXTS | st.sampled_from(["frage", "yellow"]), max_size=3).map(tuple),
    st.sampled_from([*COLOURS, "", "olive"]),
    translation=TEXTS | st.just(""),
    guess=TEXTS | st.just(""),
)

Edit = Callable[[list[str]], None]


def written(there: dict[str, Annotation], options: ExportOptions = PLAIN, article: Article = ARTICLE) -> str:
    return render([open_notebook(article, there.values())], options)


def with_rows(table: str, edit: Callable[[list[list[str]]], object]) -> str:
    """Return the table as a spreadsheet saves it after its rows, without the header, were edited."""
    header, *rows = csv.reader(io.StringIO(table, newline=""))
    edit(rows)
    again = io.StringIO(newline="")
    csv.writer(again).writerows([header, *rows])
    return again.getvalue()


def with_cell(table: str, cell: int, text: str, row: int = 0) -> str:
    return with_rows(table, lambda rows: rows[row].__setitem__(cell, text))


def planned(table: str, there: dict[str, Annotation], *deleted: str) -> Plan:
    format_, reading = read_notes(table.encode())
    assert format_.name == "readwise"
    stones = dict.fromkeys(deleted, Tombstone("2026-01-01T00:00:00.000Z"))
    return plan(reading, format_.name, Present(ARTICLE, there, stones))


def problems(table: str) -> tuple[str, ...]:
    return read_notes(table.encode())[1].problems


@settings(deadline=None)
@given(NOTES)
@example(Annotation("urn:uuid:1", Selectors(""), ARTICLE.title))
@example(Annotation("urn:uuid:1", Selectors("'=x"), ".NET ist", ("a",), guess="=1+1"))
def test_what_was_not_edited_is_not_changed(note: Annotation) -> None:
    there = {note.id: note}
    done = planned(written(there), there)
    assert (done.changes(), done.kept, done.known) == ([], (), 1)


@settings(deadline=None)
@given(NOTES, NOTES)
def test_an_old_table_takes_back_nothing_newer(old: Annotation, new: Annotation) -> None:
    there = {new.id: replace(new, selectors=old.selectors)}
    done = planned(written({old.id: old}), there)
    assert (done.changes(), done.kept) == ([], ())


@settings(deadline=None)
@given(NOTES, TEXTS)
def test_an_edited_table_comes_in_once(note: Annotation, text: str) -> None:
    there = {note.id: replace(note, translation="", guess="")}
    table = with_cell(written(there), NOTE, text)
    first = planned(table, there)
    assert (first.new, first.kept) == ((), ())
    there = after(first, there)
    again = planned(table, there)
    assert (again.changes(), again.kept) == ([], ())
    fresh = planned(written(there), there)
    assert (fresh.changes(), fresh.kept) == ([], ())


def test_edited_notes_tags_and_colours_come_back() -> None:
    table = with_cell(written(THERE), NOTE, ".zwei-wort .neu .pink\nWeil.")
    table = with_cell(table, HIGHLIGHT, "Zu allem.", 1)
    one, whole = sorted(planned(table, THERE).changed, key=lambda change: change.id)
    assert one.after == replace(ONE, note="Weil.", tags=("zwei wort", "neu"), colour="pink")
    assert whole.after == replace(WHOLE, note="Zu allem.")


def test_what_was_edited_on_both_sides_stays_as_it_is_here_and_is_listed() -> None:
    there = {ONE.id: replace(ONE, note="Später.")}
    done = planned(with_cell(written({ONE.id: ONE}), NOTE, ".neu\nWeil."), there)
    (change,) = done.changed
    assert change.after == replace(ONE, note="Später.", tags=("neu",), colour="")
    assert [change.after and change.after.note for change in done.kept] == ["Weil."]


@pytest.mark.parametrize(
    ("annotation", "options"),
    [
        (replace(ONE, translation="the old bridge", guess="the bridge"), PLAIN),
        (ONE, ExportOptions(english=lambda block: "Nobody crossed\n\nthe old bridge.")),
        (replace(WHOLE, guess="=about"), PLAIN),
    ],
)
def test_the_english_behind_a_note_is_no_part_of_it(annotation: Annotation, options: ExportOptions) -> None:
    there = {annotation.id: annotation}
    table = written(there, options)
    cell = HIGHLIGHT if annotation.selectors.nowhere else NOTE
    (row,) = list(csv.reader(io.StringIO(table, newline="")))[1:]
    (change,) = planned(with_cell(table, cell, row[cell].replace(annotation.note, "Weil.")), there).changed
    assert change.after == replace(annotation, note="Weil.")


def test_a_row_whose_english_was_edited_is_left_as_it_is() -> None:
    there = {ONE.id: replace(ONE, translation="the old bridge")}
    table = written(there).replace("old bridge", "new bridge")
    assert problems(table) == ("The row on line 2 was left as it is: the English in its note was edited.",)
    assert planned(table, there).changes() == []


def test_a_row_that_was_copied_does_not_write_over_the_other() -> None:
    table = with_rows(written(THERE), lambda rows: rows.append([*rows[1][:NOTE], "neu", *rows[1][NOTE + 1 :]]))
    assert planned(table, THERE).changes() == []
    assert problems(table) == ("The row on line 5 was left out: it has the Id of another row.",)


def test_a_row_without_an_id_is_a_new_note_once() -> None:
    table = with_rows(written(THERE), lambda rows: rows.append(["am Abend", ARTICLE.title, "", "", "Wann?"]))
    (new,) = planned(table, THERE).new
    assert (new.selectors.exact, new.note) == ("am Abend", "Wann?")
    there = {**THERE, new.id: new}
    assert planned(table, there).changes() == []
    assert planned(written(there), there).changes() == []


def test_what_was_deleted_here_stays_deleted() -> None:
    done = planned(written(THERE), {}, *THERE)
    assert (done.changes(), done.deleted) == ([], 2)


def test_where_the_notes_are_not_they_come_in_under_their_ids() -> None:
    new = {one.id: one for one in planned(written(THERE), {}).new}
    assert {id_: (one.note, one.selectors.exact) for id_, one in new.items()} == {
        ONE.id: ("Warum?", "die alte Brücke"),
        WHOLE.id: ("Zum Ganzen.", ""),
    }


@pytest.mark.parametrize("cell", ["", "17", "B00X urn:uuid:1", "urn:uuid:1 0123"])
def test_the_ids_of_others_are_no_ids_of_notes(cell: str) -> None:
    _, reading = read_notes(f'Highlight,Note,Id\nam Abend,neu,"{cell}"\n'.encode())
    assert [(item.id, item.note) for item in reading.items] == [("", "neu")]
