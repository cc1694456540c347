"""Many blocks in little memory."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import overload

from articles.article import SEPARATOR, Block

LONG = 16_000_000
"""Code points of a text that is not made into one string: that would take up to four bytes for each."""
_KEPT = 256
_BETWEEN = SEPARATOR.encode()


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
        self.utf8 = bytearray()
        """The canonical text, with one more blank line at its end."""
        self.places = array("q", (0,))
        """Where each block's text begins in `utf8`, and behind them where the next would."""
        for index, block in enumerate(blocks):
            if block.kind != "paragraph" or block.marks:
                self._others[index] = block._replace(text="")
            self.utf8 += block.text.encode("utf-8", "surrogatepass")
            self.utf8 += _BETWEEN
            self.places.append(len(self.utf8))
            self.starts.append(block.start)
            self.positions.append(position())
        self._block = lru_cache(maxsize=_KEPT)(self._unpacked)

    def _unpacked(self, index: int) -> Block:
        text = _text(self.utf8, self.places[index], self.places[index + 1] - len(_BETWEEN))
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

    @property
    def encoded(self) -> memoryview:
        """The canonical text in UTF-8."""
        return memoryview(self.utf8)[: -len(_BETWEEN)] if self else memoryview(b"")

    @property
    def text(self) -> PackedText | None:
        """The canonical text, if it is too long for a string."""
        return PackedText(self) if self and self[-1].end > LONG else None

    @property
    def headings(self) -> list[tuple[int, Block]]:
        """The headings with their indexes, found without looking at the text."""
        return [(index, self._block(index)) for index, other in self._others.items() if other.kind == "heading"]


class PackedText:
    """The canonical text of packed blocks: what of a string can be had without making one string of it all."""

    def __init__(self, blocks: PackedBlocks) -> None:
        self._blocks = blocks
        self._utf8 = blocks.utf8
        self._length = blocks[-1].end if blocks else 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, key: int | slice) -> str:
        if isinstance(key, slice):
            start, stop, step = key.indices(self._length)
            return _text(self._utf8, self._place(start), self._place(stop))[::step] if start < stop else ""
        start = range(self._length)[key]
        return self[start : start + 1]

    def find(self, piece: str, start: int = 0, end: int | None = None) -> int:
        """Return the first offset from `start` on where `piece` stands before `end`, or -1; as `str.find`."""
        return self._found(self._utf8.find, piece, start, end)

    def rfind(self, piece: str, start: int = 0, end: int | None = None) -> int:
        """Return the last such offset, or -1; as `str.rfind`."""
        return self._found(self._utf8.rfind, piece, start, end)

    def startswith(self, piece: str, start: int = 0) -> bool:
        """Tell whether `piece` stands at offset `start`."""
        return self[start : start + len(piece)] == piece and start <= self._length

    def _found(self, find: Callable[[bytes, int, int], int], piece: str, start: int, end: int | None) -> int:
        begin, stop, _ = slice(start, end).indices(self._length)
        if max(start, begin) > stop:
            return -1
        place = find(piece.encode("utf-8", "surrogatepass"), self._place(begin), self._place(stop))
        return place if place < 0 else self._offset(place)

    def _place(self, offset: int) -> int:
        """Return where in the bytes the character at `offset` begins."""
        starts, places = self._blocks.starts, self._blocks.places
        index = max(0, bisect_right(starts, offset) - 1)
        following = starts[index + 1] if index + 1 < len(starts) else self._length + len(_BETWEEN)
        place, inside = places[index], offset - starts[index]
        if following - starts[index] == places[index + 1] - place:
            # Of ASCII alone.
            return place + inside
        return place + len(_text(self._utf8, place, places[index + 1])[:inside].encode("utf-8", "surrogatepass"))

    def _offset(self, place: int) -> int:
        """Return the offset of the character that begins at `place` of the bytes."""
        index = min(bisect_right(self._blocks.places, place), len(self._blocks)) - 1
        return self._blocks.starts[index] + len(_text(self._utf8, self._blocks.places[index], place))


def _text(utf8: bytearray, start: int, end: int) -> str:
    return utf8[start:end].decode("utf-8", "surrogatepass")
