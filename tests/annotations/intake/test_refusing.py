"""What cannot be read is said, and costs nothing else its reader."""

from __future__ import annotations

import pytest
from support.intake import ARTICLE

from annotations.intake.books import of_article
from annotations.intake.item import NotUnderstoodError, Reading
from annotations.intake.koreader import read as read_koreader
from annotations.intake.registry import read_notes
from annotations.intake.texts import LARGEST


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"\0\0\0", "it is empty"),
        (b"<xml/>", "its format is not known"),
        (b"return { x = os.execute('true') }", "line 1"),
        (b"return {" * 500, "line 1"),
        (b"return { a = " + b"{" * 500, "nested too deeply"),
        (b'{"entries": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"entries": [', "not JSON"),
        (b"return { 1, 2 }", "holds no annotations"),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence_with_what_is(data: bytes, why: str) -> None:
    with pytest.raises(NotUnderstoodError) as caught:
        read_notes(data)
    assert why in str(caught.value)
    assert "lesart reads KOReader's" in str(caught.value)


def test_a_giant_cell_and_bytes_that_are_no_text_cost_no_other_row_its_reader() -> None:
    data = b'Highlight,Note\nam Abend,"' + b"x" * 1_100_000 + b'"\n\xff\xfe kaputt,a\0b\nder Wirt,gut\n'
    _, reading = read_notes(data)
    assert [item.quote for item in reading.items] == ["\ufffd\ufffd kaputt", "der Wirt"]
    assert reading.items[0].note == "ab"
    assert reading.problems == (
        "From line 3 on some of it is not in UTF-8; such signs stand as �.",
        "The row on line 2 was left out: it is too long to be a note.",
    )


def test_what_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(NotUnderstoodError, match="too large"):
        read_koreader(b"return {" + b" " * LARGEST)


def test_a_file_without_books_is_taken_at_its_word() -> None:
    _, reading = read_notes(b"Highlight,Note\nam Abend,x\n")
    assert isinstance(reading, Reading)
    assert of_article(reading, ARTICLE) is reading
