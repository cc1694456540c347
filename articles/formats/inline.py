"""A block's text out of pieces with marks: folded, and the marks moved along."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from articles.article import Block, Mark, Span, fold
from articles.normalisation import normal
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import MarkKind


class RawMark(NamedTuple):
    """A mark on text that is not folded yet."""

    start: int
    end: int
    kind: MarkKind
    href: str = ""


def fold_marked(raw: str, marks: Sequence[RawMark]) -> tuple[str, tuple[Mark, ...]]:
    """Return `fold(raw)` and the marks on it, in the order of their starts; marks on nothing are left out.

    A mark that ends between a letter and its combining accent reaches over the accent. Takes time
    proportional to the text and the marks.
    """
    text = fold(raw)
    if not marks:
        return text, ()
    cuts = _boundaries(raw, {offset for mark in marks for offset in (mark.start, mark.end)})
    edges = [(_first_letter(raw, cuts[mark.start], mark.end), cuts[mark.end]) for mark in marks]
    places, length = _places(raw, sorted({edge for pair in edges for edge in pair}))
    if length != len(text):
        # A script whose letters combine without being accents: better no marks than marks in the wrong place.
        return text, ()
    found = [
        Mark(Span(places[start][1], places[end][0]), mark.kind, mark.href)
        for mark, (start, end) in zip(marks, edges, strict=True)
        if places[start][1] < places[end][0]
    ]
    found.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    return text, tuple(found)


def code_block(content: str) -> Block:
    """Return a block of code: its lines and their indentation as they are; empty where there are no others."""
    text = content.strip("\n").expandtabs(4)
    return Block("code", normal(text) if text.strip() else "")


def link_target(href: str) -> str:
    """Return where a link leads if that is a page or a mail address, else nothing: no other can be followed."""
    href = href.strip()
    known = href.lower().startswith(("http://", "https://", "mailto:"))
    return href if known and href.isprintable() else ""


def _first_letter(raw: str, start: int, end: int) -> int:
    """Return where the text between two offsets begins behind white space."""
    while start < end and raw[start].isspace():
        start += 1
    return start


def _boundaries(raw: str, offsets: Iterable[int]) -> dict[int, int]:
    """Return for each offset the first one from it on where the text can be cut without parting an accent."""
    found: dict[int, int] = {}
    reached = boundary = len(raw)
    for offset in sorted(offsets, reverse=True):
        at = offset
        while at < reached and unicodedata.combining(raw[at]):
            at += 1
        if at < reached:
            boundary = at
        reached = offset
        found[offset] = boundary
    return found


def _places(raw: str, edges: Sequence[int]) -> tuple[dict[int, tuple[int, int]], int]:
    """Return where each edge of `raw` is in the folded text, and the folded text's length.

    Two places an edge: before the white space that stands there, where a mark ends, and behind it, where
    one begins.
    """
    places: dict[int, tuple[int, int]] = {}
    length, blank, begin = 0, False, 0
    for edge in (*edges, len(raw)):
        piece = raw[begin:edge]
        words = piece.split()
        if words:
            blank = (blank or piece[0].isspace()) and length > 0
            length += blank + len(normal(" ".join(words)))
        blank = piece[-1].isspace() if words else blank or bool(piece)
        places[edge] = (length, length + (blank and length > 0))
        begin = edge
    return places, length
