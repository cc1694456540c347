"""Line breaks that were set on purpose: in verse and addresses they are kept, in prose only behind sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.formats.layout import is_wrapped
from articles.formats.lines import is_closed

_LONGEST = 70
"""Code points of a line of verse."""


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
