"""Large plain texts: read piece by piece, and opened again where the reader left off before all is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.article import SEPARATOR, Article, Block, Part
from articles.formats.encoding import Decoder
from articles.formats.files import read_up_to, skip_hole
from articles.formats.layout import Layout
from articles.formats.plain import MOST_AHEAD, UNSETTLED, blocks_of
from articles.formats.units import LONGEST_LINE, parts
from articles.packed import PackedBlocks
from articles.places import Bookmark, LeftOff

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import BinaryIO

PIECE = 16384
"""Bytes that are read at a time."""
_NOTHING = bytes(PIECE)
"""What is read where a file was never written to."""
_BELOW = 60
"""How many blocks from a bookmark on are read before the rest: more than a screen has room for."""


def read_blocks(file: BinaryIO, path: str, layout: Layout, decoder: Decoder) -> PackedBlocks:
    """Return all blocks of a file, from its beginning. Raises UnreadableError, and what the decoder does."""
    lines = _Lines(file, path, decoder)
    return PackedBlocks(blocks_of(lines, layout), lambda: lines.at)


class _Lines:
    """The lines of a file, read a piece at a time; very long ones are parted, as they are everywhere."""

    def __init__(self, file: BinaryIO, path: str, decoder: Decoder) -> None:
        self.at = 0
        """Where in the file the piece begins that the last line was taken from."""
        self._file, self._path, self._decoder = file, path, decoder

    def __iter__(self) -> Iterator[str]:
        begun, length = [""], 0
        while True:
            piece = read_up_to(self._file, PIECE, self._path)
            if piece and _NOTHING.startswith(piece):
                self.at += len(piece) + skip_hole(self._file)
                continue
            ended, *lines = self._decoder.decode(piece, final=not piece).split("\n")
            begun.append(ended)
            length += len(ended)
            if lines:
                yield "".join(begun)
                begun = [lines.pop()]
                yield from lines
                length = len(begun[0])
            elif length > LONGEST_LINE:
                *final, rest = parts("".join(begun))
                yield from final
                begun, length = [rest], len(rest)
            if not piece:
                yield "".join(begun)
                return
            self.at += len(piece)


def bookmark(article: Article, index: int) -> Bookmark | None:
    """Return what finds block `index` without reading all of the file again; None where that is not worth it."""
    blocks = article.blocks
    if not isinstance(blocks, PackedBlocks) or article.state is None:
        return None
    # Where the reading stood so many blocks before, this block and a few others had not been read yet.
    before, behind = index - MOST_AHEAD - UNSETTLED, min(index + _BELOW, len(blocks) - 1)
    begin = blocks.positions[before] if before >= 0 else 0
    end = blocks.positions[behind] + PIECE
    return Bookmark(*article.state, begin, end, index, blocks.starts[index], len(blocks), article.length)


def read_part(
    file: BinaryIO, path: str, layout: Layout, decoder: Decoder, left_off: LeftOff
) -> tuple[tuple[Block, ...], Part] | None:
    """Return the blocks round the place where the reader left off, in a file that has not changed since.

    None when the place cannot be told for certain.
    """
    mark, place = left_off
    file.seek(mark.begin)
    data = read_up_to(file, mark.end - mark.begin, path)
    lines: Sequence[str] = decoder.decode(data, final=mark.end >= mark.size).split("\n")
    if mark.begin:
        # A piece begins somewhere in a line.
        lines = lines[1:]
        if layout.frame is not None:
            from articles.formats.gutenberg import behind_header

            lines, layout = behind_header(lines), layout._replace(frame=layout.frame._replace(lines=0))
    found = list(blocks_of(lines, layout))
    # What a block is depends on its neighbours.
    found = found[UNSETTLED if mark.begin else 0 : len(found) if mark.end >= mark.size else -UNSETTLED]
    at = _only_place(found, place.context, place.offset - mark.start)
    if at is None:
        return None
    start = mark.start - sum(len(block.text) + len(SEPARATOR) for block in found[:at])
    placed = []
    for block in found:
        placed.append(block._replace(start=start))
        start += len(block.text) + len(SEPARATOR)
    return tuple(placed), Part(mark.block - at, mark.blocks, mark.length)


def _only_place(blocks: list[Block], context: str, inside: int) -> int | None:
    """Return the index of the only block `inside` which `context` begins; None when there is none, or several."""
    text = SEPARATOR.join(block.text for block in blocks)
    start, found = 0, []
    for index, block in enumerate(blocks):
        if context and text.startswith(context, start + inside):
            found.append(index)
        start += len(block.text) + len(SEPARATOR)
    return found[0] if len(found) == 1 else None
