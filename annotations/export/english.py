"""The English that goes out with a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.anchoring import Anchored
from annotations.export.highlights import last_block
from annotations.export.options import ExportOptions
from annotations.notebook import Entry
from articles.article import Article, Block, Span

if TYPE_CHECKING:  # imported when English is wanted
    from articles.translation.translation import Link

DOUBTFUL = "≈"
"""Stands before English that may belong to other German, where there is no room for a word."""
_LONGEST = 10_000
"""Code points of the longest block whose sentences are told apart: the time for that grows with their square."""


def english_of(article: Article, entry: Entry, options: ExportOptions) -> str:
    """Return the English for a note: the reader's own, which is a part of it; else any, where that is wanted."""
    own = entry.annotation.own_english
    if own:
        return "\n\n".join(english if name == "Translation" else f"{name}: {english}" for name, english in own)
    return english_beside(article, entry, options)


def marked_english_of(article: Article, entry: Entry, options: ExportOptions) -> str:
    """Return the same behind a sign where it may belong to other German."""
    sign = f"{DOUBTFUL} " if is_uncertain(article, entry, options) else ""
    return sign + english_of(article, entry, options)


def is_uncertain(article: Article, entry: Entry, options: ExportOptions) -> bool:
    """Tell whether some of what `english_of` returns may belong to other German."""
    annotation = entry.annotation
    if options.english is None or annotation.own_english or annotation.counterpart:
        return False
    return any(options.english(block) and not options.certain(block) for block in _blocks(article, entry))


def english_beside(article: Article, entry: Entry, options: ExportOptions) -> str:
    """Return the English that stood beside a note, else that of its sentences; empty where none is wanted."""
    if options.english is None:
        return ""
    if entry.annotation.counterpart:
        return entry.annotation.counterpart
    blocks = _blocks(article, entry)
    texts = [options.english(block) for block in blocks]
    if len(blocks) == 1 and texts[0] and isinstance(entry.anchor, Anchored):
        return _of_sentences(blocks[0], texts[0], entry.anchor.span.shifted(-blocks[0].start), options)
    return "\n\n".join(filter(None, texts))


def _blocks(article: Article, entry: Entry) -> Sequence[Block]:
    """Return the blocks that an annotation is about, as far as they are found."""
    if not isinstance(entry.anchor, Anchored) or not article.blocks:
        return ()
    span = entry.anchor.span
    return article.blocks[article.index_at(span.start) : last_block(article, span) + 1]


def _of_sentences(block: Block, english: str, span: Span, options: ExportOptions) -> str:
    """Return what of a block's English the sentences stand for that share something with `span`."""
    known = options.links(block)
    found = [one.english for one in known or _guessed(block.text, english) if one.german.overlaps(span)]
    if found:
        return english[found[0].start : found[-1].end]
    return "" if known else english


def _guessed(german: str, english: str) -> Sequence[Link]:
    from articles.translation.alignment import link

    return () if len(german) > _LONGEST or len(english) > 2 * _LONGEST else link(german, english)
