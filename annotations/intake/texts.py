"""Bytes of a file of notes as text, and tables in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from annotations.intake.item import NotUnderstoodError

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of the largest file of notes that is no JSON."""
LARGEST_CELL: Final = 1_000_000
MOST_CELLS: Final = 256
"""Cells of a row beyond these are not looked at."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CELL: Final = re.compile(r'"([^"]*+(?>(?:""[^"]*+){0,500000}))"|')
_ENDS: Final = re.compile(r"\r\n|\n|\r")


class Row(NamedTuple):
    """A row of a table."""

    line: int
    """The line that it begins on, from 1."""
    cells: list[str]


def decoded(data: bytes) -> tuple[str, list[str]]:
    """Return the text, and sentences about what of it was not understood, which is U+FFFD.

    Raises NotUnderstoodError for what is too large.
    """
    if len(data) > LARGEST:
        raise NotUnderstoodError("it is too large to be a file of notes")
    encoding, text_data = next(
        ((name, data[len(mark) :]) for mark, name in _MARKS if data.startswith(mark)), ("utf-8", data)
    )
    try:
        return text_data.decode(encoding), []
    except UnicodeDecodeError as error:
        line = text_data.count(b"\n", 0, error.start) + 1
        text = text_data.decode(encoding, "replace")
        return text, [f"From line {line} on some of it is not in {encoding.upper()}; such signs stand as �."]


def rows(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a table after RFC 4180 that are not empty; a quotation mark never closed is a sign.

    Lines may end in CR, LF or both.
    """
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
    at, line, begun, cells = 0, 1, 1, list[str]()
    while at < len(text):
        quoted, start = _CELL.match(text, at), at
        inside = quoted[1] if quoted and quoted[1] is not None else None
        at = quoted.end() if quoted and inside is not None else at
        rest = plain.match(text, at)
        assert rest is not None
        at = rest.end()
        if len(cells) < MOST_CELLS:
            cells.append(rest[0] if inside is None else inside.replace('""', '"') + rest[0])
        line += len(_ENDS.findall(text, start, at))
        if text.startswith(delimiter, at):
            at += 1
            if at < len(text):
                continue
            cells.append("")
        end = _ENDS.match(text, at)
        at = end.end() if end else at
        if any(cells):
            yield Row(begun, cells)
        line += end is not None
        begun, cells = line, []


def delimiter_of(header: str, known: Sequence[str]) -> str:
    """Return what separates the cells of a first line, some of which are `known` in lower case; else empty."""
    for sign in ",;\t":
        names = [cell.strip(" \"'").casefold() for cell in header.split(sign)]
        if any(name in known for name in names) and len(names) > 1:
            return sign
    alone = header.strip(" \"'").casefold()
    return "," if alone in known else ""
