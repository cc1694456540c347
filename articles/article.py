"""The model of what is read: one canonical text and its structure."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

BlockKind = Literal["paragraph", "heading", "list-item", "quotation", "code"]
MarkKind = Literal["emphasis", "strong", "code", "link"]

SEPARATOR = "\n\n"
"""What stands between two blocks of the canonical text: one blank line."""


def fold(text: str) -> str:
    """Return `text` in NFC with every run of white space folded to one space and none at the ends."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points of a canonical text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline property of a part of a block, such as emphasis or a link."""

    span: Span
    """Relative to the start of the block's text."""
    kind: MarkKind
    href: str = ""
    """Where a link leads; empty for the other kinds."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, quotation or code block: the unit of reading."""

    kind: BlockKind
    text: str
    """NFC, white space folded; only code keeps its line breaks and indentation."""
    level: int = 0
    """1-6 for headings, the depth from 1 for list items and quotations, else 0."""
    label: str = ""
    """What stands before a list item: `•` or `3.`; never part of the text."""
    marks: tuple[Mark, ...] = ()
    start: int = 0
    """Offset of the text in the canonical text."""

    @property
    def end(self) -> int:
        """Offset behind the last code point of the text."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Where the block stands in the canonical text."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Article:
    """One canonical text with a title, a language, a source and blocks. Immutable."""

    title: str
    blocks: Sequence[Block]
    """In reading order, their `start` offsets filled in (see `compose`)."""
    language: str = "de"
    source: str = ""
    """The absolute path or URL it was read from; empty for standard input."""
    format: str = "plain"
    encoding: str = "utf-8"
    notice: str = ""
    """One sentence for the reader about how it was read (say, characters that had to be replaced)."""
    complete: bool = True
    """False when only the beginning of a large file has been read so far."""

    @cached_property
    def text(self) -> str:
        """The canonical text: the blocks' texts, joined by one blank line."""
        return SEPARATOR.join(block.text for block in self.blocks)

    @property
    def length(self) -> int:
        """Code points of the canonical text."""
        return self.blocks[-1].end if self.blocks else 0

    def index_at(self, offset: int) -> int:
        """Return the index of the block that holds `offset`.

        The blank line behind a block counts as its own; offsets outside the text give the first or last
        block. An article without blocks gives 0.
        """
        found = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return max(0, found)

    def quote(self, span: Span) -> str:
        """Return the canonical text of `span`, without building the whole text."""
        first, last = self.index_at(span.start), self.index_at(max(span.start, span.end - 1))
        piece = SEPARATOR.join(block.text for block in self.blocks[first : last + 1])
        base = self.blocks[first].start if self.blocks else 0
        return piece[span.start - base : span.end - base]


def compose(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks that have text, each with its `start` in the canonical text they make up."""
    placed: list[Block] = []
    start = 0
    for block in blocks:
        if block.text:
            placed.append(replace(block, start=start))
            start += len(block.text) + len(SEPARATOR)
    return tuple(placed)
