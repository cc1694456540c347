"""Notes as Markdown: quotes and notes under the article's headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from annotations.export.cleaning import link_to, source_label, summary, tag_names, title_of
from annotations.export.markdown_text import block, heading, inline
from annotations.export.outline import ORPHANS, WHOLE, placed, sections
from annotations.notebook import Entry, Notebook
from articles.article import Article, Span

LONGEST_CHANGE: Final = 500
"""Code points of today's text that are shown beside a quote that has changed."""


def render(notebooks: Sequence[Notebook], *, exported: datetime | None = None) -> str:
    """Return a part a notebook: title, source and date, then the notes under the article's headings.

    Quotes are block quotes. All that came from outside is escaped: it shows as it was written and makes no
    structure, no HTML and no links, except for the source, which is linked when it is `http` or `https`. In
    tags white space becomes a hyphen.
    """
    if not notebooks:
        return "No notes.\n"
    return "\n\n".join(part for one in notebooks for part in _article(one, exported)) + "\n"


def _article(notebook: Notebook, exported: datetime | None) -> Iterator[str]:
    article = notebook.article
    yield heading(1, title_of(article))
    yield _about(notebook, exported)
    whole, found, orphans = placed(notebook)
    if whole:
        yield heading(2, WHOLE)
    for entry in whole:
        yield from _entry(entry)
    for section in sections(article, [(article.index_at(one[0].start), one) for one in found]):
        yield from (heading(one.depth + 1, one.text) for one in section.headings)
        for span, entry in section.items:
            yield from _entry(entry, _today(article, entry, span))
    if orphans:
        yield heading(2, ORPHANS)
    for entry in orphans:
        yield from _entry(entry)


def _about(notebook: Notebook, exported: datetime | None) -> str:
    source, count = notebook.article.source, summary(notebook.entries, exported)
    where = f"<{source}>" if link_to(source) else block(source_label(source))
    return f"{where}  \n{count}" if where else count


def _entry(entry: Entry, today: str = "") -> Iterator[str]:
    """Yield the parts of a note; `today` is what its changed quote has become."""
    yield _facts(entry)
    if quote := block(entry.annotation.quote):
        yield re.sub("^(?=.)", "> ", quote, flags=re.MULTILINE).replace("\n\n", "\n>\n")
    if today:
        yield f"Now: {inline(today)}"
    if note := block(entry.annotation.note):
        yield note


def _facts(entry: Entry) -> str:
    """Return the line over a quote: where it stands, what it is called, how certain its place is."""
    annotation, state = entry.annotation, entry.anchor.state
    apart = "Whole article" if annotation.selectors.nowhere else "Not found"
    where = f"Paragraph {entry.paragraph}" if entry.paragraph is not None else apart
    facts = [f"**{where}**", inline(annotation.colour), "changed since" if state == "changed" else ""]
    tags = " ".join(f"#{inline(tag)}" for tag in tag_names(entry))
    return " · ".join(filter(None, (*facts, tags)))


def _today(article: Article, entry: Entry, span: Span) -> str:
    """Return the beginning of what stands now where the quote stood, when that is something else."""
    if entry.anchor.state != "changed":
        return ""
    short = Span(span.start, min(span.end, span.start + LONGEST_CHANGE))
    return article.quote(short) + ("…" if short != span else "")
