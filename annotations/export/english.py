"""The English that goes out with a note."""

from __future__ import annotations

from annotations.anchoring import Anchored
from annotations.export.highlights import last_block
from annotations.export.options import ExportOptions
from annotations.notebook import Entry
from articles.article import Article


def english_of(article: Article, entry: Entry, options: ExportOptions) -> str:
    """Return the English for a note: the reader's own, which is a part of it; else any, where that is wanted."""
    own = entry.annotation.own_english
    if own:
        return "\n\n".join(english if name == "Translation" else f"{name}: {english}" for name, english in own)
    return english_beside(article, entry, options)


def english_beside(article: Article, entry: Entry, options: ExportOptions) -> str:
    """Return the English that stood beside a note, else that of its paragraphs; empty where none is wanted."""
    if options.english is None:
        return ""
    if entry.annotation.counterpart:
        return entry.annotation.counterpart
    if not isinstance(entry.anchor, Anchored) or not article.blocks:
        return ""
    span = entry.anchor.span
    blocks = article.blocks[article.index_at(span.start) : last_block(article, span) + 1]
    return "\n\n".join(filter(None, map(options.english, blocks)))
