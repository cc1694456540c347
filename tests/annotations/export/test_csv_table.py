from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.exports import export

from annotations.anchoring import Orphan
from annotations.annotation import Annotation, Selectors
from annotations.export.cleaning import clean
from annotations.export.csv_cells import guarded
from annotations.export.csv_table import HEADER
from annotations.notebook import Entry, Notebook
from articles.article import Article

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_header_and_row(build: Build, mark: Mark) -> None:
    note = mark("Gärten", 'Er sagt: "so"\nund so', ["a", "b c"], colour="blue", modified="2026-02-01T00:00:00Z")
    text = export([build(["Die Gärten."], [note], source="https://example.org/lage")], "csv")
    assert text == (
        '"Highlight","Title","Author","URL","Note","Location","Date","Id"\r\n'
        '"Gärten","Die Lage","","https://example.org/lage",".a .b-c .blue\nEr sagt: ""so""\nund so","1",'
        '"2026-01-31 12:00:00","urn:uuid:G%C3%A4rten 227a311ded58755116477688"\r\n'
    )


def test_no_hostile_cell_is_a_formula_or_breaks_the_table(hostile: str, hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "csv")
    assert "\x00" not in text
    assert not text.startswith("\ufeff")
    assert text.encode().decode() == text
    header, *notes = rows(text)
    assert header == list(HEADER)
    assert [len(row) for row in notes] == [8] * 4
    assert not [cell for row in notes for cell in row if re.match(r"\s*[-=+@＝＋－＠]|[\t\r\n]", cell)]
    said = clean(hostile)
    noted = [row[4] for row in notes if row[0] != said and not said.isspace()]
    assert all(said in note or guarded(said) in note or ";" in said for note in noted)


def test_no_cell_is_a_formula_where_semicolons_separate(hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "csv")
    cells = [cell for row in rows(text, ";") for cell in row]
    assert not [cell for cell in cells if re.match(r"[\s\"]*[-=+@].*[(|!]", cell)]


def test_no_formula_is_put_together_from_two_cells(build: Build, mark: Mark) -> None:
    for start in ("x\n=A1&", "x\n-", 'x;=A1&"', "x\t= 1 + "):
        note = mark("Da", start, ["&cmd|'/C calc'!A0;"])
        cells = [cell for row in rows(export([build(["Da."], [note])], "csv"), ";") for cell in row]
        assert not [cell for cell in cells if re.search(r"^[\s\"]*[-=+@]|\t[-=+@]", cell)], start


@pytest.mark.parametrize("formula", ["=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\t1", "\n1", "  =1"])
def test_formulas_are_guarded(formula: str) -> None:
    assert guarded(formula) == f"'{formula}"


@pytest.mark.parametrize("prose", ["– ja –", "Liste:\n- eins\n- zwei", "a=b; c", "5 - 3", "E-Mail; -innen", ""])
def test_prose_is_not_guarded(prose: str) -> None:
    assert guarded(prose) == prose


def test_an_orphan_has_no_paragraph(build: Build, mark: Mark) -> None:
    row = rows(export([build(["Da."], [mark("fort")])], "csv"))[1]
    assert (row[0], row[5]) == ("fort", "")


def test_a_note_on_the_whole_article_is_a_highlight_of_its_own(build: Build) -> None:
    note = Annotation("urn:uuid:1", Selectors(""), "Lesenswert", ("gut",))
    row = rows(export([build(["Da."], [note])], "csv"))[1]
    assert (row[0], row[4]) == ("Lesenswert", ".gut")


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_note_is_read_back_by_csv(note: str) -> None:
    entry = Entry(Annotation("urn:uuid:1", Selectors("Da"), note), Orphan(), None)
    text = export([Notebook(Article("Titel", ()), (entry,))], "csv")
    cell = rows(text)[1][4]
    assert cell == guarded(clean(note))
