"""Large plain texts: read piece by piece, and opened again where the reader left off before all is read."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from articles.article import SEPARATOR, Article, Block, Part
from articles.formats.files import read_up_to
from articles.formats.layout import Layout
from articles.formats.plain import MOST_AHEAD, UNSETTLED, blocks_of
from articles.packed import PackedBlocks
from articles.places import Bookmark, Place

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import BinaryIO

PIECE = 16384
"""Bytes that are read at a time."""
_BELOW = 60
"""How many blocks from a bookmark on are read before the rest: more than a screen has room for."""


def read_blocks(file: BinaryIO, path: str, layout: Layout) -> PackedBlocks:
    """Return all blocks of a file of UTF-8, from its beginning. Raises UnicodeDecodeError, UnreadableError."""
    lines = _Lines(file, path)
    return PackedBlocks(blocks_of(lines, layout), lambda: lines.at)


class _Lines:
    """The lines of a file of UTF-8, read a piece at a time."""

    def __init__(self, file: BinaryIO, path: str) -> None:
        self.at = 0
        """Where in the file the piece begins that the last line was taken from."""
        self._file, self._path = file, path

    def __iter__(self) -> Iterator[str]:
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
        begun: list[str] = []
        while True:
            piece = read_up_to(self._file, PIECE, self._path)
            text = decoder.decode(piece, final=not piece)
            if not self.at:
                text = text.lstrip("\ufeff")
            ended, *lines = text.split("\n")
            begun.append(ended)
            if lines:
                yield "".join(begun)
                begun = [lines.pop()]
                yield from lines
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
    file: BinaryIO, path: str, layout: Layout, mark: Bookmark, place: Place
) -> tuple[tuple[Block, ...], Part] | None:
    """Return the blocks round a place in a file that has not changed since `mark` was made.

    None when the place cannot be told for certain.
    """
    file.seek(mark.begin)
    data = read_up_to(file, mark.end - mark.begin, path)
    text = data.decode("utf-8", "ignore").replace("\r\n", "\n").replace("\r", "\n")
    if not mark.begin:
        text = text.lstrip("\ufeff")
    # A piece begins somewhere in a line, and what a block is depends on its neighbours.
    found = list(blocks_of(text.split("\n")[1 if mark.begin else 0 :], layout))
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
