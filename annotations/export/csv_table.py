"""Notes as a table for spreadsheets: RFC 4180, UTF-8 without BOM, one row a note."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from annotations.export.cleaning import clean, one_line, title_of
from annotations.notebook import Entry, Notebook
from articles.article import Article

HEADER: Final = (
    "article",
    "source",
    "paragraph",
    "quote",
    "note",
    "tags",
    "colour",
    "created",
    "modified",
    "state",
)

_TRIGGER: Final = "[-=+@＝＋－＠]"
_CELL: Final = re.compile(rf"\s*{_TRIGGER}|[\t\r\n]")
# Where lists are separated by `;`, as in Germany, spreadsheets also begin a cell behind a semicolon, a tab or
# a line end, and let it run on into the next cells. There only what could be a formula is guarded, so that a
# note's list of hyphens stays as it was: a call, a link or DDE needs a bracket or mark, and what the next cell
# shall complete needs a quotation mark or an operator at its end.
_CALL: Final = r"[^;\t\n]*[\"(|!\[（｜！]"
_UNFINISHED: Final = r"[^;\t\n]*(?<=[-+*/^&=<>,:@＝＋－＠])\s*\Z"
_INNER: Final = re.compile(rf"(?<=[;\t\n])(?=[ \"\xa0\u3000]*{_TRIGGER}(?:{_CALL}|{_UNFINISHED}))")


def render(notebooks: Sequence[Notebook], *, exported: datetime | None = None) -> str:
    """Return a header and one row a note, all cells quoted, rows ended by CRLF, lines within a cell by LF.

    A `'` stands before what a spreadsheet would take for a formula. Tags are joined by `, `. A table has no
    place for the moment of its export: `exported` is not shown.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for notebook in notebooks:
        writer.writerows(_row(notebook.article, entry) for entry in notebook.entries)
    return table.getvalue()


def _row(article: Article, entry: Entry) -> list[str]:
    annotation = entry.annotation
    cells = (
        title_of(article),
        one_line(article.source),
        "" if entry.paragraph is None else str(entry.paragraph),
        clean(annotation.quote),
        clean(annotation.note),
        ", ".join(map(one_line, annotation.tags)),
        one_line(annotation.colour),
        one_line(annotation.created),
        one_line(annotation.modified),
        entry.state,
    )
    return [guarded(cell) for cell in cells]


def guarded(cell: str) -> str:
    """Return a cell's text that no spreadsheet runs as a formula."""
    inner = _INNER.sub("'", cell)
    return f"'{inner}" if _CELL.match(inner) else inner
