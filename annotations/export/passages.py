"""The paragraphs round the quotes: what a page shows of the article's own text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from annotations.notebook import Entry
from articles.article import Article, Block, Span

LONGEST_GAP: Final = 1000
"""Code points; of a longer stretch without a quote only what is next to a quote is shown."""
KEPT: Final = 300
"""Code points that are then shown beside a quote."""


@dataclass(slots=True)
class Passage:
    """Neighbouring blocks with all the quotes that touch them."""

    first: int
    """Index of the first block."""
    last: int
    """Index of the last block, itself included."""
    quotes: list[tuple[Span, Entry]] = field(default_factory=list)
    """In reading order."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block's text under one quote, or under none."""

    text: str
    quote: int | None = None
    """Index of its quote in the passage; where several overlap, the one that began last."""
    ending: tuple[int, ...] = ()
    """The quotes that end behind it."""


def passages(article: Article, quotes: Iterable[tuple[Span, Entry]]) -> list[Passage]:
    """Return the blocks that the quotes touch, each block in one passage; quotes come in reading order."""
    found: list[Passage] = []
    for span, entry in quotes:
        first, last = article.index_at(span.start), _last_block(article, span)
        if not found or first > found[-1].last:
            found.append(Passage(first, last))
        found[-1].last = max(found[-1].last, last)
        found[-1].quotes.append((span, entry))
    return found


def pieces(article: Article, passage: Passage) -> list[tuple[Block, list[Piece]]]:
    """Return the passage's blocks, each cut into pieces where quotes begin and end.

    A sweep over the sorted cuts: n log n in quotes and blocks, however the quotes overlap.
    """
    blocks = article.blocks[passage.first : passage.last + 1]
    rows: list[tuple[Block, list[Piece]]] = [(block, []) for block in blocks]
    ending = _ending(article, passage)
    cuts = {block.start for block in blocks} | {block.end for block in blocks} | set(ending)
    sweep = _Sweep(passage)
    current = 0
    for start, end in pairwise(sorted(cuts.union(span.start for span, _ in passage.quotes))):
        while current < len(blocks) - 1 and blocks[current].end <= start:
            current += 1
        block, row = rows[current]
        if block.start <= start < block.end:
            text = block.text[start - block.start : end - block.start]
            row.append(Piece(text, sweep.top(start), tuple(ending.get(end, ()))))
    return [(block, _shortened(row)) for block, row in rows]


class _Sweep:
    """Tells, from left to right, which quote lies on top."""

    def __init__(self, passage: Passage) -> None:
        self._quotes = [span for span, _ in passage.quotes]
        self._next = 0
        self._open: list[tuple[int, int]] = []

    def top(self, offset: int) -> int | None:
        """Return the index of the quote that began last and holds `offset`; offsets must not decrease."""
        while self._next < len(self._quotes) and self._quotes[self._next].start <= offset:
            heappush(self._open, (-self._next, self._quotes[self._next].end))
            self._next += 1
        while self._open and self._open[0][1] <= offset:
            heappop(self._open)
        return -self._open[0][0] if self._open else None


def _last_block(article: Article, span: Span) -> int:
    return article.index_at(max(span.start, span.end - 1))


def _ending(article: Article, passage: Passage) -> dict[int, list[int]]:
    """Return which quotes end at which offset; what ends in a blank line ends with the block before it."""
    found: dict[int, list[int]] = {}
    for index, (span, _) in enumerate(passage.quotes):
        end = min(span.end, article.blocks[_last_block(article, span)].end)
        found.setdefault(end, []).append(index)
    return found


def _shortened(row: list[Piece]) -> list[Piece]:
    last = len(row) - 1
    return [
        replace(piece, text=_gap(piece.text, head=number > 0 or last == 0, tail=number < last))
        if piece.quote is None and len(piece.text) > LONGEST_GAP
        else piece
        for number, piece in enumerate(row)
    ]


def _gap(text: str, *, head: bool, tail: bool) -> str:
    """Return the beginning or the end of `text`, or both, cut between words, with `[…]` for the rest."""
    before = text[:KEPT].rpartition(" ")[0] if head else ""
    behind = text[-KEPT:].partition(" ")[2] if tail else ""
    return f"{before} […] {behind}"
