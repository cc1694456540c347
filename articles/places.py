"""Positions in a text that survive edits of the text."""

from __future__ import annotations

from articles.article import Span
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from articles.article import Article, Text

_COMPARED: Final = 1 << 16
"""Code points of two versions that are compared at a time."""
CONTEXT: Final = 64
"""Code points of the text that a place keeps."""
_FEWEST: Final = 16
"""Of these, how many tell a place at least."""


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


def percent_of(offset: int, length: int) -> int:
    """Return how much of a text of `length` code points lies before `offset`, in percent; of an empty one, all."""
    return min(100, round(100 * offset / length)) if length else 100


def locate(text: Text, place: Place) -> int:
    """Return the offset in `text` where `place` is today.

    It is the occurrence of the context that is nearest to the old offset, or that of the context's first 32 or
    16 code points; else the old offset, kept inside the text.
    """
    found = _found(text, place)
    return max(0, min(place.offset, len(text))) if found is None else found


def _found(text: Text, place: Place) -> int | None:
    offset = max(0, min(place.offset, len(text)))
    for size in (CONTEXT, 32, _FEWEST):
        context = place.context[:size]
        if context and (found := _nearest(text, context, offset)) is not None:
            return found
    return None


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


def found_in(article: Article, place: Place) -> int | None:
    """Return what `locate_in` does, but None when the text of the place is not there."""
    return place.offset if stands_at(article, place) else _found(article.content, place)


class Edit(NamedTuple):
    """The stretch in which two versions of a text differ."""

    start: int
    """Up to here they are the same."""
    before: int
    """From this offset of the earlier version on they are the same again."""
    after: int
    """The same offset in the later version."""

    def moved(self, offset: int) -> int:
        """Return where an offset of the earlier version is in the later one; inside the stretch, a guess."""
        if offset >= self.before:
            return offset + self.after - self.before
        return min(offset, max(self.start, self.after - 1))


def edit_between(before: Text, after: Text) -> Edit:
    """Return the shortest stretch outside of which the two versions are the same."""
    early, late = len(before), len(after)
    shorter = min(early, late)
    start = _alike(shorter, lambda one, two: before[one:two] == after[one:two])
    end = _alike(
        shorter - start, lambda one, two: before[early - two : early - one] == after[late - two : late - one]
    )
    return Edit(start, early - end, late - end)


def _alike(most: int, same: Callable[[int, int], bool]) -> int:
    """Return how far, up to `most`, the versions are the same, if `same` tells it of the stretch between two."""
    least = 0
    while least < most and same(least, min(least + _COMPARED, most)):
        least += _COMPARED
    most = min(least + _COMPARED, most)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if same(least, middle) else (least, middle - 1)
    return min(least, most)


def find_after(edit: Edit, text: Text, place: Place) -> int | None:
    """Return where in the edited `text` a place of the earlier version is, None when its text is there no more.

    A place whose text was changed is near the edit; only one whose whole context stands elsewhere has moved there.
    """
    if not place.context:
        return None
    moved = place._replace(offset=edit.moved(place.offset))
    whole = _nearest(text, place.context, min(moved.offset, len(text)))
    if whole is not None:
        return whole
    if place.offset >= edit.before or place.offset + _FEWEST <= edit.start:
        return moved.offset
    found = _found(text, moved)
    near = found is not None and edit.start - CONTEXT <= found <= edit.after + CONTEXT
    return found if near else None


def _nearest(text: Text, context: str, offset: int) -> int | None:
    behind, before = text.find(context, offset), text.rfind(context, 0, offset + len(context))
    found = [start for start in (before, behind) if start >= 0]
    return min(found, key=lambda start: abs(start - offset), default=None)
