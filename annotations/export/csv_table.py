"""Notes as a table with the columns of Readwise's import: RFC 4180, UTF-8 without BOM, one row a note."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Final

from annotations.export.cleaning import clean, link_to, title_of
from annotations.export.english import english_of
from annotations.export.options import PLAIN, ExportOptions
from annotations.notebook import Entry, Notebook
from annotations.terms import moment
from articles.article import Article

HEADER: Final = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")

_TRIGGER: Final = "[-=+@＝＋－＠]"
_CELL: Final = re.compile(rf"\s*{_TRIGGER}|[\t\r\n]")
# Where lists are separated by `;`, as in Germany, spreadsheets also begin a cell behind a semicolon, a tab or
# a line end, and let it run on into the next cells. There only what could be a formula is guarded, so that a
# note's list of hyphens stays as it was: a call, a link or DDE needs a bracket or mark, and what the next cell
# shall complete needs a quotation mark or an operator at its end.
_CALL: Final = r"[^;\t\n]*[\"(|!\[（｜！]"
_UNFINISHED: Final = r"[^;\t\n]*(?<=[-+*/^&=<>,:@＝＋－＠])\s*\Z"
_INNER: Final = re.compile(rf"(?<=[;\t\n])(?=[ \"\xa0\u3000]*{_TRIGGER}(?:{_CALL}|{_UNFINISHED}))")
_NOT_IN_TAGS: Final = re.compile(r"[^\w-]+")


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN) -> str:
    """Return a header and one row a note, all cells quoted, rows ended by CRLF, lines within a cell by LF.

    A note begins with its tags and its colour as Readwise takes them from there: `.question .yellow`. A note on
    the whole article is a highlight of its own. A `'` stands before what a spreadsheet would take for a formula.
    A table has no place for the moment of its export.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for notebook in notebooks:
        writer.writerows(_row(notebook.article, entry, options) for entry in notebook.entries)
    return table.getvalue()


def _row(article: Article, entry: Entry, options: ExportOptions) -> list[str]:
    annotation = entry.annotation
    said, tags = clean(annotation.note), " ".join(_tags(entry))
    quote = clean(annotation.quote).strip()
    # A row without a highlight would be refused, and what is said about the whole article lost.
    note = "\n".join(filter(None, (tags, said if quote else "", english_of(article, entry, options))))
    when = moment(annotation.created).astimezone(UTC)
    cells = (
        quote or said or title_of(article),
        title_of(article),
        "",
        link_to(article.source),
        note,
        "" if entry.paragraph is None else str(entry.paragraph),
        f"{when:%Y-%m-%d %H:%M:%S}" if when.year > 1 else "",
    )
    return [guarded(cell) for cell in cells]


def _tags(entry: Entry) -> Iterator[str]:
    names = (*entry.annotation.tags, entry.annotation.colour)
    written = (_NOT_IN_TAGS.sub("-", clean(name)).strip("-") for name in names)
    return (f".{name}" for name in written if name)


def guarded(cell: str) -> str:
    """Return a cell's text that no spreadsheet runs as a formula."""
    inner = _INNER.sub("'", cell)
    return f"'{inner}" if _CELL.match(inner) else inner
