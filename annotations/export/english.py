"""The English that goes out with a note."""

from __future__ import annotations

from annotations.anchoring import Anchored
from annotations.export.highlights import last_block
from annotations.export.options import ExportOptions
from annotations.notebook import Entry
from articles.article import Article


def english_of(article: Article, entry: Entry, options: ExportOptions) -> str:
    """Return the English of the paragraphs that a note is about; empty where there is or is wanted none."""
    if options.english is None or not isinstance(entry.anchor, Anchored) or not article.blocks:
        return ""
    span = entry.anchor.span
    blocks = article.blocks[article.index_at(span.start) : last_block(article, span) + 1]
    return "\n\n".join(filter(None, map(options.english, blocks)))
