"""Line breaks that were set on purpose: in verse and addresses they are kept, in prose only behind sentences."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from articles.article import fold
from articles.formats.layout import is_wrapped
from articles.formats.lines import is_closed

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.formats.inline import RawMark

BREAK = "\N{LINE SEPARATOR}"
"""Stands in a text that is not folded yet where its line breaks; there it is white space."""
_LONGEST = 70
"""Code points of a line of verse."""


def parted(raw: str, marks: Sequence[RawMark]) -> Iterator[tuple[str, list[RawMark]]]:
    """Yield the texts between the BREAKs that are kept, each with its marks."""
    if BREAK not in raw:
        yield raw, list(marks)
        return
    lines = raw.split(BREAK)
    places = accumulate(len(line) + 1 for line in lines)
    kept = kept_breaks([fold(line) for line in lines])
    starts = [0, *(place for place, is_kept in zip(places, kept, strict=False) if is_kept)]
    texts = [raw[start:end] for start, end in pairwise([*starts, len(raw)])]
    inside: list[list[RawMark]] = [[] for _ in starts]
    for mark in marks:
        for index in range(bisect(starts, mark.start) - 1, bisect_left(starts, mark.end)):
            start, length = starts[index], len(texts[index])
            edges = (max(0, mark.start - start), min(length, mark.end - start))
            inside[index].append(mark._replace(start=edges[0], end=edges[1]))
    yield from zip(texts, inside, strict=True)


def kept_breaks(lines: Sequence[str]) -> Iterator[bool]:
    """Yield for each of two or more lines but the last whether the break behind it is kept."""
    wrapped = is_wrapped(lines)
    short = max(map(len, lines)) <= _LONGEST
    verse = short and sum(map(bool, lines)) > 2
    for line, following in pairwise(lines):
        if wrapped or not line or not following:
            yield not wrapped
        else:
            yield verse or is_closed(line) or (short and not following[0].islower())
