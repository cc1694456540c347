"""Positions in a text that survive edits of the text."""

from __future__ import annotations

from articles.article import Span
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Final

    from articles.article import Article, Text

CONTEXT: Final = 64
"""Code points of the text that a place keeps."""


class Place(NamedTuple):
    """A position in a text, described so that it is found again after the text was edited."""

    offset: int
    """In the canonical text, at least 0."""
    context: str = ""
    """The text from there on, at most CONTEXT code points."""


class Bookmark(NamedTuple):
    """Where in a large file a block stands, as long as the file stays as it is."""

    size: int
    """Bytes of the file."""
    modified_ns: int
    """When the file was last changed."""
    begin: int
    """From this byte on has to be read to find the block."""
    end: int
    """Up to this byte."""
    block: int
    """The block's index."""
    start: int
    """The block's offset in the canonical text."""
    blocks: int
    """How many blocks there are in all."""
    length: int
    """Code points of the canonical text."""


class LeftOff(NamedTuple):
    """Where a reader left off in a large file."""

    bookmark: Bookmark
    place: Place


START: Final = Place(0)
"""The beginning of any text."""


def place_at(text: str, offset: int) -> Place:
    """Return the place at `offset` of the canonical `text`."""
    offset = max(0, min(offset, len(text)))
    return Place(offset, text[offset : offset + CONTEXT])


def locate(text: Text, place: Place) -> int:
    """Return the offset in `text` where `place` is today.

    It is the occurrence of the context that is nearest to the old offset, or that of the context's first 32 or
    16 code points; else the old offset, kept inside the text.
    """
    offset = max(0, min(place.offset, len(text)))
    for size in (CONTEXT, 32, 16):
        context = place.context[:size]
        if context and (found := _nearest(text, context, offset)) is not None:
            return found
    return offset


def stands_at(article: Article, place: Place) -> bool:
    """Tell whether `place` is where it was in `article`, or in the part of it that has been read."""
    if not article.blocks or not place.context:
        return False
    span = Span(place.offset, place.offset + len(place.context))
    inside = article.blocks[0].start <= span.start and span.end <= article.blocks[-1].end
    return inside and article.quote(span) == place.context


def locate_in(article: Article, place: Place) -> int:
    """Return what `locate` does, without making the whole text where the place is where it was."""
    return place.offset if stands_at(article, place) else locate(article.content, place)


def _nearest(text: Text, context: str, offset: int) -> int | None:
    behind, before = text.find(context, offset), text.rfind(context, 0, offset + len(context))
    found = [start for start in (before, behind) if start >= 0]
    return min(found, key=lambda start: abs(start - offset), default=None)
