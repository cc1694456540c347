"""Many blocks in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import overload

from articles.article import Block

_KEPT = 256


class PackedBlocks(Sequence[Block]):
    """Blocks whose texts are kept as UTF-8 and made into blocks again when they are asked for.

    A Python string with one typographic quotation mark takes two bytes a character, all of it.
    """

    def __init__(self, blocks: Iterable[Block], position: Callable[[], int] = int) -> None:
        """`position` tells, when a block has been taken from `blocks`, how far its source has been read."""
        self.starts = array("q")
        """The offset of each block in the canonical text."""
        self.positions = array("q")
        """What `position` returned for each block."""
        self._others: dict[int, Block] = {}
        """Blocks that are more than a paragraph of text, with their text left out."""
        self._texts = bytearray()
        self._ends = array("q", (0,))
        """Where each block's text ends in `_texts`, behind the 0 where the first begins."""
        for index, block in enumerate(blocks):
            if block.kind != "paragraph" or block.marks:
                self._others[index] = block._replace(text="")
            self._texts += block.text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._texts))
            self.starts.append(block.start)
            self.positions.append(position())
        self._block = lru_cache(maxsize=_KEPT)(self._unpacked)

    def _unpacked(self, index: int) -> Block:
        text = self._texts[self._ends[index] : self._ends[index + 1]].decode("utf-8", "surrogatepass")
        other = self._others.get(index)
        return Block("paragraph", text, start=self.starts[index]) if other is None else other._replace(text=text)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(map(self._block, range(len(self))[index]))
        return self._block(range(len(self))[index])

    def __iter__(self) -> Iterator[Block]:
        # Not through the kept ones: who goes through all of them needs none of them again.
        return map(self._unpacked, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]
