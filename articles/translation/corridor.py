"""Where in two texts the sentences that belong together can be, so that not all pairs need to be looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from articles.translation.evidence import Evidence


class Range(NamedTuple):
    """The boundaries between English sentences from `low` to `high`, both included."""

    low: int
    high: int


class _Anchor(NamedTuple):
    german: int
    english: int
    weight: float


_ALL = 30_000
"""Pairs of which all are looked at."""
_RARE = 30
"""Pairs of sentences that a key may make to count as rare."""
_STRONG = 9.0
"""Weight of rare keys that makes an anchor of a pair: more than that of one key alone."""
_BESIDE = 10
"""Sentences beside an anchor that are looked at."""
_BAND = 60
"""Sentences beside the diagonal that are looked at where there are no anchors for long."""


def corridor(evidence: Evidence) -> list[Range]:
    """Return, for each boundary between German sentences, the English ones that may correspond to it.

    Both ends of the ranges rise, the first begins with 0, and the last ends with the number of English sentences.
    """
    ours, theirs = len(evidence.german), len(evidence.english)
    low, high = [theirs] * (ours + 1), [0] * (ours + 1)
    anchors = [_Anchor(0, 0, 0.0), *_chain(_anchors(evidence), theirs), _Anchor(ours, theirs, 0.0)]
    for one, other in pairwise(anchors):
        for row, (first, last) in enumerate(_between(one, other), one.german):
            low[row], high[row] = min(low[row], max(0, first)), max(high[row], min(theirs, last))
    rising_low = list(accumulate(reversed(low), min))[::-1]
    return [Range(*ends) for ends in zip(rising_low, accumulate(high, max), strict=True)]


def side_by_side(german: Sequence[int], english: Sequence[int]) -> list[Range]:
    """Return a corridor in which each block corresponds to the one with the same number.

    Given are the first sentence of each block and, behind them, the number of all sentences.
    """
    low, high = [english[-1]] * (german[-1] + 1), [0] * (german[-1] + 1)
    for (start, end), (first, last) in zip(pairwise(german), pairwise(english), strict=True):
        for row in range(start, end + 1):
            low[row], high[row] = min(low[row], first), max(high[row], last)
    return [Range(*ends) for ends in zip(low, high, strict=True)]


def _anchors(evidence: Evidence) -> list[_Anchor]:
    """Return pairs of sentences that share rare keys, unless the texts are so short that none are needed."""
    if len(evidence.german) * len(evidence.english) <= _ALL:
        return []
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for ours, theirs, weight in evidence.rare(_RARE):
        weights[ours, theirs] += weight
    return [_Anchor(*pair, weight) for pair, weight in weights.items() if weight >= _STRONG]


def _chain(anchors: Iterable[_Anchor], width: int) -> list[_Anchor]:
    """Return the heaviest of the anchors that follow each other in both texts."""
    # A Fenwick tree of maxima: at each place, the heaviest chain that ends before it.
    heaviest: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
    ordered = sorted(anchors, key=lambda anchor: (anchor.german, -anchor.english))
    before: list[int] = []
    for index, anchor in enumerate(ordered):
        weight, last, place = 0.0, -1, anchor.english
        while place > 0:
            weight, last = max((weight, last), heaviest[place])
            place -= place & -place
        before.append(last)
        chain, place = (weight + anchor.weight, index), anchor.english + 1
        while place <= width:
            heaviest[place] = max(heaviest[place], chain)
            place += place & -place
    at = max(heaviest)[1]
    chained: list[_Anchor] = []
    while at >= 0:
        chained.append(ordered[at])
        at = before[at]
    return chained[::-1]


def _between(one: _Anchor, other: _Anchor) -> Iterator[tuple[int, int]]:
    """Yield the range of each row from one anchor to the next: all that is between, or a band."""
    rows, columns = other.german - one.german, other.english - one.english
    for row in range(rows + 1):
        if rows * columns <= _ALL:
            yield one.english - _BESIDE, other.english + _BESIDE
        else:
            here, there = (one.english + columns * at // rows for at in (row, min(rows, row + 1)))
            yield here - _BAND, there + _BAND
