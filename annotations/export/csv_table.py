"""Notes as a table with the columns of Readwise's import: RFC 4180, UTF-8 without BOM, one row a note."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC
from typing import Final

from annotations.export.cleaning import clean, link_to, title_of
from annotations.export.csv_cells import guarded, inline, marked
from annotations.export.english import marked_english_of
from annotations.export.options import PLAIN, ExportOptions
from annotations.notebook import Entry, Notebook
from annotations.terms import moment
from articles.article import Article

HEADER: Final = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date", "Id")


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN) -> str:
    """Return a header and one row a note, all cells quoted, rows ended by CRLF, lines within a cell by LF.

    A note begins with its tags and its colour as Readwise takes them from there: `.question .yellow`. A note on
    the whole article is a highlight of its own. A `'` stands before what a spreadsheet would take for a formula.
    By the cells behind the columns of Readwise's lesart finds its own notes again when the table was edited. A
    table has no place for the moment of its export.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for notebook in notebooks:
        writer.writerows(_row(notebook.article, entry, options) for entry in notebook.entries)
    return table.getvalue()


def _row(article: Article, entry: Entry, options: ExportOptions) -> list[str]:
    annotation, title = entry.annotation, title_of(article)
    quote, said = clean(annotation.quote).strip(), clean(annotation.note)
    english = clean(marked_english_of(article, entry, options))
    # A row without a highlight would be refused, and what is said about the whole article lost.
    highlight = quote or (said if said.strip() else title)
    tags = inline(annotation.tags, annotation.colour)
    note = "\n".join(filter(None, (tags, said if quote else "", english)))
    when = moment(annotation.created).astimezone(UTC)
    cells = (
        highlight,
        title,
        "",
        link_to(article.source),
        note,
        "" if entry.paragraph is None else str(entry.paragraph),
        f"{when:%Y-%m-%d %H:%M:%S}" if when.year > 1 else "",
        marked(annotation.id, highlight, note, title, english, whole=not quote),
    )
    return [guarded(cell) for cell in cells]
