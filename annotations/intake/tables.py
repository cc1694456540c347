"""Tables: Readwise's CSV, as it imports and exports it, and the one that Hypothesis exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Final

from annotations.annotation import clean_tags
from annotations.export.csv_cells import EnglishEditedError, Mark, as_read, read_mark, said_in, unguarded
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
    "id": ("id",),
}
_HYPOTHESIS: Final = {
    "highlight": ("quote",),
    "url": ("url",),
    "note": ("comment", "body", "text"),
    "tags": ("tags",),
    "creator": ("author", "user"),
    "created": ("created at", "creation date"),
}
_Cells = tuple[int, Mapping[str, str]]
"""The line on which a row begins, and its cells by what is in them."""


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
    items = tuple(_own(found, problems))
    return Reading(items, problems=tuple(problems), as_read=as_read)


def read_hypothesis(data: bytes) -> Reading:
    """Return the rows of a table that Hypothesis' client exported. Raises NotUnderstoodError."""
    found, problems = _table(data, _HYPOTHESIS)
    return Reading(tuple(_hypothesis(cells) for _, cells in found), problems=tuple(problems))


def _header(data: bytes) -> set[str]:
    line = _first_line(data)
    sign = delimiter_of(line, ("highlight", "quote"))
    return {cell.strip(" \"'").casefold() for cell in line.split(sign)} if sign else set()


def _first_line(data: bytes) -> str:
    text = decoded(data[:20_000])[0].lstrip()
    return text.splitlines()[0] if text else ""


def _table(data: bytes, columns: Mapping[str, Sequence[str]]) -> tuple[list[_Cells], list[str]]:
    text, problems = decoded(data)
    sign = delimiter_of(_first_line(data), columns["highlight"])
    if not sign:
        raise NotUnderstoodError(f"it has no column “{columns['highlight'][0].title()}”")
    several = rows(text, sign)
    names = [cell.strip().casefold() for cell in next(several, Row(1, [])).cells]
    where = {field: names.index(name) for field, known in columns.items() for name in known if name in names}
    found: list[_Cells] = []
    for count, row in enumerate(several):
        if count >= MOST_ITEMS:
            raise NotUnderstoodError(TOO_MUCH)
        cells = {field: unguarded(row.cells[at]) for field, at in where.items() if at < len(row.cells)}
        if any(len(cell) > LARGEST_CELL for cell in row.cells):
            problems.append(f"The row on line {row.line} was left out: it is too long to be a note.")
        elif not (cells.get("highlight", "").strip() or cells.get("note", "").strip()):
            problems.append(f"The row on line {row.line} was left out: it has neither a quote nor a note.")
        else:
            found.append((row.line, cells))
    return found, problems


def _own(found: Iterable[_Cells], problems: list[str]) -> Iterator[Item]:
    """Yield the rows of a table of Readwise's, or of lesart's own, of which a note has one."""
    seen: set[tuple[str, str]] = set()
    for line, cells in found:
        mark = read_mark(cells.get("id", ""))
        key = (mark.id, cells.get("book", ""))
        if mark.id and key in seen:
            problems.append(f"The row on line {line} was left out: it has the Id of another row.")
            continue
        seen.add(key)
        try:
            yield _readwise(cells, mark)
        except EnglishEditedError:
            problems.append(f"The row on line {line} was left as it is: the English in its note was edited.")


def _readwise(cells: Mapping[str, str], mark: Mark) -> Item:
    lines = {field: text.replace("\r\n", "\n") for field, text in cells.items()}
    said = said_in(lines.get("highlight", ""), lines.get("note", ""), lines.get("book", ""), mark)
    quote = "" if mark.whole else clean_quote(cells.get("highlight", ""))
    names = [name.strip().removeprefix(".") for name in cells.get("tags", "").split(",")]
    order = cells.get("order", "").strip()
    return Item(
        identity=f"{cells.get('book', '')}\n{quote}",
        quote=quote,
        note=said.note,
        tags=clean_tags([*said.tags, *names]),
        colour=colour_of(cells.get("colour", "")) or said.colour,
        created=utc(cells.get("created", ""), UTC),
        book=clean_quote(cells.get("book", "")),
        url=cells.get("url", "").strip(),
        order=float(order) if order.isascii() and order.isdecimal() and len(order) < 16 else None,
        id=mark.id,
        digests=mark.digests,
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
