"""The cursor: a span that is always a whole paragraph, sentence, word or selection, and how it moves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from articles.article import Article, Block, Span
from articles.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Unit = Literal["paragraph", "sentence", "word"]

_SIZE: dict[str, int] = {"paragraph": 3, "sentence": 2, "word": 1, "passage": 0}


class Cursor(NamedTuple):
    """What the next command acts on."""

    span: Span
    unit: Unit | Literal["passage"] = "paragraph"
    """What the span is; a passage is any other one, such as a search match or an annotation's place."""
    anchor: Span | None = None
    """Where the selection was begun; None when nothing is being selected."""

    @property
    def target(self) -> Span:
        """The selection from the anchor to the cursor, or the cursor itself."""
        if self.anchor is None:
            return self.span
        return Span(min(self.anchor.start, self.span.start), max(self.anchor.end, self.span.end))


@lru_cache(maxsize=64)
def _parts(block: Block, unit: Unit) -> tuple[Span, ...]:
    """Return the spans of the block's units in the canonical text; the whole block where it has none."""
    if unit == "paragraph":
        return (block.span,)
    from articles.sentences import sentences, words

    found: Sequence[Span] = words(block.text) if unit == "word" else sentences(block.text)
    return tuple(span.shifted(block.start) for span in found) or (block.span,)


def at(article: Article, offset: int, unit: Unit = "paragraph") -> Cursor:
    """Return a cursor on the unit that holds `offset`, or on the last one that begins before it."""
    if not article.blocks:
        return Cursor(Span(0, 0))
    parts = _parts(article.blocks[article.index_at(offset)], unit)
    return Cursor(next((span for span in reversed(parts) if span.start <= offset), parts[0]), unit)


def on(article: Article, span: Span) -> Cursor:
    """Return a cursor on `span`: on the paragraph, sentence or word that it is, else as a passage."""
    units: tuple[Unit, ...] = ("paragraph", "sentence", "word")
    for unit in units:
        cursor = at(article, span.start, unit)
        if cursor.span == span:
            return cursor
    return Cursor(span, "passage")


def paragraph(article: Article, number: int) -> Cursor:
    """Return a cursor on paragraph `number`, counted from 1; beyond the ends, the first or last."""
    if not article.blocks:
        return Cursor(Span(0, 0))
    index = number - 1 - article.first
    return Cursor(article.blocks[min(max(index, 0), len(article.blocks) - 1)].span)


def forward(article: Article, cursor: Cursor, unit: Unit) -> Cursor:
    """Return the cursor moved to the next `unit`; from a larger unit, to the first one in it.

    At the end of the article it stays where it is. A selection keeps its anchor.
    """
    if not article.blocks:
        return cursor
    index = article.index_at(cursor.span.start)
    if _SIZE[unit] < _SIZE[cursor.unit]:
        after = cursor.span.start
    else:
        after = cursor.span.end if cursor.unit == unit else cursor.span.start + 1
    for block in article.blocks[index : index + 2]:
        for span in _parts(block, unit):
            if span.start >= after:
                return Cursor(span, unit, cursor.anchor)
    return at(article, cursor.span.start, unit)._replace(anchor=cursor.anchor)


def backward(article: Article, cursor: Cursor, unit: Unit) -> Cursor:
    """Return the cursor moved to the previous `unit`; from a smaller unit, to the one that holds it."""
    if not article.blocks:
        return cursor
    index = article.index_at(cursor.span.start)
    if _SIZE[unit] > _SIZE[cursor.unit]:
        return at(article, cursor.span.start, unit)._replace(anchor=cursor.anchor)
    for block in reversed(article.blocks[max(0, index - 1) : index + 1]):
        for span in reversed(_parts(block, unit)):
            if span.end <= cursor.span.start:
                return Cursor(span, unit, cursor.anchor)
    return at(article, 0, unit)._replace(anchor=cursor.anchor)
