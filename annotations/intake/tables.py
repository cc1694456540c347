"""Tables: Readwise's CSV, as it imports and exports it, and the one that Hypothesis exports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Final

from annotations.annotation import COLOURS, clean_tags
from annotations.intake.item import (
    MOST_ITEMS,
    TOO_MUCH,
    Item,
    NotUnderstoodError,
    Reading,
    clean_quote,
    colour_of,
    note_text,
    utc,
)
from annotations.intake.texts import LARGEST_CELL, Row, decoded, delimiter_of, rows

_READWISE: Final = {
    "highlight": ("highlight",),
    "book": ("title", "book title"),
    "url": ("url",),
    "note": ("note",),
    "tags": ("tags",),
    "colour": ("color", "colour"),
    "order": ("location",),
    "created": ("date", "highlighted at"),
}
_HYPOTHESIS: Final = {
    "highlight": ("quote",),
    "url": ("url",),
    "note": ("comment", "body", "text"),
    "tags": ("tags",),
    "creator": ("author", "user"),
    "created": ("created at", "creation date"),
}
_INLINE: Final = re.compile(r"\s*((?:\.[\w-]+(?:[ \t]+|(?=\n)|\Z))+)\n?")
"""Readwise takes tags from the beginning of a note: https://docs.readwise.io/readwise/guides/action-tags"""


def recognises_readwise(data: bytes) -> bool:
    """Tell whether the beginning of a file is that of Readwise's table."""
    return "highlight" in _header(data)


def recognises_hypothesis(data: bytes) -> bool:
    """Tell whether the beginning of a file is that of Hypothesis' table."""
    header = _header(data)
    return {"quote", "url"} <= header and bool(header & {"comment", "body"})


def read_readwise(data: bytes) -> Reading:
    """Return the rows of a table of Readwise's, or of lesart's own. Raises NotUnderstoodError."""
    found, problems = _table(data, _READWISE)
    return Reading(tuple(map(_readwise, found)), problems=tuple(problems))


def read_hypothesis(data: bytes) -> Reading:
    """Return the rows of a table that Hypothesis' client exported. Raises NotUnderstoodError."""
    found, problems = _table(data, _HYPOTHESIS)
    return Reading(tuple(map(_hypothesis, found)), problems=tuple(problems))


def _header(data: bytes) -> set[str]:
    line = _first_line(data)
    sign = delimiter_of(line, ("highlight", "quote"))
    return {cell.strip(" \"'").casefold() for cell in line.split(sign)} if sign else set()


def _first_line(data: bytes) -> str:
    text = decoded(data[:20_000])[0].lstrip()
    return text.splitlines()[0] if text else ""


def _table(data: bytes, columns: Mapping[str, Sequence[str]]) -> tuple[list[dict[str, str]], list[str]]:
    text, problems = decoded(data)
    sign = delimiter_of(_first_line(data), columns["highlight"])
    if not sign:
        raise NotUnderstoodError(f"it has no column “{columns['highlight'][0].title()}”")
    several = rows(text, sign)
    names = [cell.strip().casefold() for cell in next(several, Row(1, [])).cells]
    where = {field: names.index(name) for field, known in columns.items() for name in known if name in names}
    found = []
    for count, row in enumerate(several):
        if count >= MOST_ITEMS:
            raise NotUnderstoodError(TOO_MUCH)
        cells = {field: unguarded(row.cells[at]) for field, at in where.items() if at < len(row.cells)}
        if any(len(cell) > LARGEST_CELL for cell in row.cells):
            problems.append(f"The row on line {row.line} was left out: it is too long to be a note.")
        elif not (cells.get("highlight", "").strip() or cells.get("note", "").strip()):
            problems.append(f"The row on line {row.line} was left out: it has neither a quote nor a note.")
        else:
            found.append(cells)
    return found, problems


def _readwise(cells: Mapping[str, str]) -> Item:
    quote, written = clean_quote(cells.get("highlight", "")), cells.get("note", "").replace("\r\n", "\n")
    inline = _INLINE.match(written)
    names = [name.removeprefix(".") for name in inline[1].split()] if inline else []
    names += [name.strip().removeprefix(".") for name in cells.get("tags", "").split(",")]
    colour = colour_of(cells.get("colour", ""))
    if not colour and names and inline:
        # lesart's own table has the colour as the last of the tags.
        last = inline[1].split()[-1].removeprefix(".")
        colour = last if last in COLOURS else ""
        names = [name for name in names if name != colour]
    order = cells.get("order", "").strip()
    return Item(
        identity=f"{cells.get('book', '')}\n{quote}",
        quote=quote,
        note=note_text(written[inline.end() :] if inline else written),
        tags=clean_tags(names),
        colour=colour,
        created=utc(cells.get("created", ""), UTC),
        book=clean_quote(cells.get("book", "")),
        url=cells.get("url", "").strip(),
        order=float(order) if order.isascii() and order.isdecimal() and len(order) < 16 else None,
    )


def _hypothesis(cells: Mapping[str, str]) -> Item:
    quote, when, creator = (
        clean_quote(cells.get("highlight", "")),
        cells.get("created", ""),
        cells.get("creator", ""),
    )
    return Item(
        identity="\n".join((cells.get("url", ""), when, creator, quote)),
        quote=quote,
        note=note_text(cells.get("note", "")),
        tags=clean_tags(cells.get("tags", "").split(",")),
        created=utc(when),
        creator=clean_quote(creator),
        url=cells.get("url", "").strip(),
    )


def unguarded(cell: str) -> str:
    """Return a cell without the `'` that was put before what a spreadsheet would take for a formula."""
    from annotations.export.csv_table import guarded

    plain = re.sub(r"(?<=[;\t\n])'(?=[ \"\xa0\u3000]*[-=+@＝＋－＠])", "", cell)
    for candidate in (plain.removeprefix("'"), plain):
        if guarded(candidate) == cell:
            return candidate
    return cell
