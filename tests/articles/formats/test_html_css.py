from __future__ import annotations

import pytest

from articles.formats.detect import read_bytes
from articles.formats.html_css import marks_of_classes, marks_of_style


@pytest.mark.parametrize(
    ("style", "marks"),
    [
        ("font-style: italic", ["emphasis"]),
        ("FONT-WEIGHT:700; font-style : oblique", ["emphasis", "strong"]),
        ("font-weight: 400; color: red", []),
        ("font-style", []),
    ],
)
def test_styles_make_marks(style: str, marks: list[str]) -> None:
    assert marks_of_style(style) == marks


def test_classes_that_are_styled_by_themselves_make_marks() -> None:
    sheet = (
        "@charset 'utf-8'; /* .k {font-style: italic} */ .c1, span.c2 { font-style: italic; }\n"
        ".c2{font-weight:bold} h1.c3 {font-weight:bold} .c4 .c5 {font-weight:bold} .c6 {color: red}"
        "@media print { .c7 { font-weight: bold } }"
    )
    found = marks_of_classes(sheet)
    assert found == {"c1": {"emphasis"}, "c2": {"emphasis", "strong"}, "c7": {"strong"}}
    assert marks_of_classes("{" * 100_000 + ".c {" * 100_000) == {}


def test_emphasis_that_a_document_writes_with_classes_is_kept() -> None:
    page = (
        b"<style>.k{font-style:italic}.b{font-weight:bold}</style><p class=k>Ein <span class='x k b'>Wort</span>."
    )
    [block] = read_bytes(page, name="a.html").blocks
    assert [(mark.kind, mark.span) for mark in block.marks] == [("emphasis", (4, 8)), ("strong", (4, 8))]
