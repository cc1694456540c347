"""The article's own text, cut where highlights and emphasis begin and end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from annotations.notebook import Entry
from articles.article import Article, Block, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block's text under one quote, or under none."""

    text: str
    quote: int | None = None
    """Index of its quote; where several overlap, of the one that began last."""
    ending: tuple[int, ...] = ()
    """The quotes that end behind it."""
    marks: tuple[str, ...] = ()
    """What the article itself makes of it: `emphasis`, `strong`, `code`, `subscript`, `superscript`."""
    href: str = ""
    """Where the article links it to."""


def pieces(article: Article, quotes: Sequence[tuple[Span, Entry]]) -> Iterator[tuple[Block, list[Piece]]]:
    """Yield the article's blocks, each cut into pieces; the quotes come in reading order.

    A sweep over the sorted cuts: n log n in quotes, marks and blocks, however the quotes overlap.
    """
    ending = _ending(article, quotes)
    starts = _by_block(article, [span.start for span, _ in quotes])
    ends = _by_block(article, [end - 1 for end in ending])
    sweep = _Sweep([span for span, _ in quotes])
    for index, block in enumerate(article.blocks):
        marks = _Marks(block)
        cuts = {block.start, block.end, *marks.cuts, *starts.get(index, ())}
        cuts.update(end + 1 for end in ends.get(index, ()))
        row = []
        for start, end in pairwise(sorted(cut for cut in cuts if block.start <= cut <= block.end)):
            marks.advance(start)
            text = block.text[start - block.start : end - block.start]
            behind = tuple(ending.get(end, ()))
            row.append(Piece(text, sweep.top(start), behind, marks.kinds, marks.href))
        yield block, row


class _Sweep:
    """Tells, from left to right, which quote lies on top."""

    def __init__(self, quotes: Sequence[Span]) -> None:
        self._quotes = quotes
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


class _Marks:
    """Tells, from left to right, which of a block's marks hold an offset."""

    def __init__(self, block: Block) -> None:
        self._events: list[tuple[int, int, str, str]] = []
        for mark in block.marks:
            if mark.span.start < mark.span.end:
                self._events.append((block.start + mark.span.start, 1, mark.kind, mark.href))
                self._events.append((block.start + mark.span.end, -1, mark.kind, ""))
        self._events.sort()
        self._next = 0
        self._open: Counter[str] = Counter()
        self._href = ""

    @property
    def cuts(self) -> Iterator[int]:
        """Where marks begin and end."""
        return (event[0] for event in self._events)

    def advance(self, offset: int) -> None:
        """Go on to an offset; offsets must not decrease."""
        while self._next < len(self._events) and self._events[self._next][0] <= offset:
            _, step, kind, href = self._events[self._next]
            self._open[kind] += step
            self._href = href or self._href
            self._next += 1

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which kinds hold the offset, but for links."""
        return tuple(sorted(kind for kind, count in self._open.items() if count > 0 and kind != "link"))

    @property
    def href(self) -> str:
        """Where a link at the offset leads."""
        return self._href if self._open["link"] > 0 else ""


def last_block(article: Article, span: Span) -> int:
    """Return the index of the block in which a span ends."""
    return article.index_at(max(span.start, span.end - 1))


def _by_block(article: Article, offsets: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for offset in offsets:
        found.setdefault(article.index_at(offset), []).append(offset)
    return found


def _ending(article: Article, quotes: Sequence[tuple[Span, Entry]]) -> dict[int, list[int]]:
    """Return which quotes end at which offset; what ends in a blank line ends with the block before it."""
    found: dict[int, list[int]] = {}
    for index, (span, _) in enumerate(quotes):
        end = min(span.end, article.blocks[last_block(article, span)].end)
        found.setdefault(end, []).append(index)
    return found
