"""No file makes a reader of notes fail in any way but with a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.intake.item import NotUnderstoodError
from annotations.intake.registry import FORMATS, read_notes
from annotations.intake.texts import rows

KINDLE = (
    b"- Your Highlight on page 1 | Location 1-2 | Added on 1 May 2024 1:2:3\r\n",
    b"- Ihre Notiz | Position 2 | X\n",
)
LUA = (
    b"return {",
    b"}",
    b"{",
    b'["annotations"] =',
    b'["text"]="a"',
    b"'",
    b"[[",
    b"]]",
    b"\\",
    b"--",
    b"=",
    b";",
)
JSON = (b'"entries": [', b'"documents": [', b'{"title": "x", ', b"]", b'"time": 1e99', b"9" * 30, b"null", b"true")
MARKDOWN = (
    b"<!-- lesart -->\n",
    b"<!-- /lesart -->\n",
    b"> Zitat\n",
    b"**Whole article**\n",
    b"#tag",
    b"\xc2\xb7",
)
TABLES = (b"Highlight,Note,Title\n", b"Quote,URL,Body\n", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"\xff\xfe")
PIECES = st.sampled_from(
    [*KINDLE, b"==========\r\n", b"\xef\xbb\xbfTitel (A)\r\n", *LUA, *JSON, *MARKDOWN, *TABLES]
)
DATA = st.lists(PIECES | st.binary(max_size=6), max_size=30).map(b"".join)


@pytest.mark.parametrize("format_", FORMATS, ids=[one.name for one in FORMATS])
@settings(deadline=None)
@given(data=DATA)
def test_every_reader_reads_or_says_why_not(format_: object, data: bytes) -> None:
    for one in FORMATS:
        if one is format_:
            one.recognises(data)
            with suppress(NotUnderstoodError):
                one.read(data)


@settings(deadline=None)
@given(DATA)
def test_the_format_is_told_or_not(data: bytes) -> None:
    with suppress(NotUnderstoodError):
        read_notes(data)


@settings(deadline=None)
@given(st.lists(st.lists(st.text(), min_size=2, max_size=4).filter(any)))
def test_any_table_comes_back(table: list[list[str]]) -> None:
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    assert [row.cells for row in rows(text, ",")] == table
