from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest

from annotations.annotation import Annotation
from annotations.export.cleaning import clean
from annotations.export.csv_table import HEADER, guarded
from annotations.export.registry import export
from annotations.notebook import Notebook

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_header_and_row(build: Build, mark: Mark) -> None:
    note = mark("Gärten", 'Er sagt: "so"\nund so', ["a", "b c"], colour="blue", modified="2026-02-01T00:00:00Z")
    text = export([build(["Die Gärten."], [note], source="/tmp/lage.md")], "csv")
    assert text == (
        '"article","source","paragraph","quote","note","tags","colour","created","modified","state"\r\n'
        '"Die Lage","/tmp/lage.md","1","Gärten","Er sagt: ""so""\nund so","a, b c","blue",'
        '"2026-01-31T12:00:00Z","2026-02-01T00:00:00Z","exact"\r\n'
    )


def test_no_hostile_cell_is_a_formula_or_breaks_the_table(hostile: str, hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "csv")
    assert "\x00" not in text
    assert not text.startswith("\ufeff")
    assert text.encode().decode() == text
    header, *notes = rows(text)
    assert header == list(HEADER)
    assert [len(row) for row in notes] == [10] * 4
    assert not [cell for row in notes for cell in row if re.match(r"\s*[-=+@＝＋－＠]|[\t\r\n]", cell)]
    assert {row[4] for row in notes} == {guarded(clean(hostile))}


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
    assert (row[2], row[3], row[9]) == ("", "fort", "orphaned")
