"""Approximate string matching: edit distances by bit vectors, after Myers (1999) and Hyyrö (2003)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Match(NamedTuple):
    """Where a pattern stands best in a text, and how many edits it takes to get there."""

    start: int
    end: int
    distance: int


def distances(pattern: str, text: str, *, anywhere: bool) -> Iterator[int]:
    """Yield, for every end in `text`, the edit distance of `pattern` to the text that ends there.

    With `anywhere` the match may begin at any offset, otherwise only at the start of `text`. A step costs a
    dozen operations on integers of as many bits as the pattern has code points.
    """
    places: dict[str, int] = {}
    for index, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << index
    full = (1 << len(pattern)) - 1
    last = 1 << len(pattern) - 1
    first = 0 if anywhere else 1
    rising, falling, distance = full, 0, len(pattern)
    for character in text:
        same = places.get(character, 0)
        across = (((same & rising) + rising) ^ rising) | same
        up = falling | full & ~(across | rising)
        down = rising & across
        if up & last:
            distance += 1
        elif down & last:
            distance -= 1
        yield distance
        up = up << 1 | first
        same |= falling
        rising = (down << 1 | ~(same | up)) & full
        falling = up & same & full


def closest(pattern: str, text: str) -> Match:
    """Return the place in `text` that `pattern` resembles most; the first of several. Both are not empty."""
    distance, end = min((distance, end) for end, distance in enumerate(distances(pattern, text, anywhere=True), 1))
    reach = text[max(0, end - len(pattern) - distance) : end][::-1]
    backwards = enumerate(distances(pattern[::-1], reach, anywhere=False), 1)
    length = min((far, abs(length - len(pattern)), length) for length, far in backwards)[2]
    return Match(end - length, end, distance)


def likeness(expected: str, actual: str) -> float:
    """Return from 0 to 1 how well `actual` begins with `expected`; 1 when nothing is expected."""
    same = agreeing(expected, actual)
    rest, left = expected[same:], actual[same:]
    if not rest:
        return 1.0
    # Nothing of what is left may be the best that the rest can be likened to.
    nearest = min(distances(rest, left, anywhere=False), default=len(rest))
    return 1 - min(nearest, len(rest)) / len(expected)


def resemblance(one: str, other: str) -> float:
    """Return from 0 to 1 how much two texts are alike as wholes: 1 less the edits, over the longer."""
    longer = max(len(one), len(other))
    same = agreeing(one, other)
    one, other = one[same:], other[same:]
    same = agreeing(one[::-1], other[::-1])
    one, other = one[: len(one) - same], other[: len(other) - same]
    edits = len(one) + len(other)
    if one and other:
        *_, edits = distances(one, other, anywhere=False)
    return 1 - edits / longer if longer else 1.0


def agreeing(one: str, other: str) -> int:
    """Return how many code points two texts share at their beginnings."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
