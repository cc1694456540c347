"""What speaks for a place being the quote's: its words, its neighbours, how far off it is.

The weights are those of a conditional logit (McFadden 1974): one of the places is the quote's, or none is. They
were fitted to some ten thousand quotes in revisions of German laws and handbooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.annotation import Selectors
from annotations.approximate import agreeing, likeness, resemblance
from annotations.candidates import SEED, STRIDE, occurrences
from articles.article import Span

if TYPE_CHECKING:
    from articles.article import Text

REACH: Final = 128
"""Code points of prefix and suffix that are compared at most."""
NEARBY: Final = 60
"""A piece of the neighbours that stands farther than this from where it should speaks against the place."""
FREQUENT: Final = 7
"""A piece that occurs more often says nothing about where the quote is."""
PRACTICALLY_NEVER: Final = -50.0


class Evidence(NamedTuple):
    """What was found at one place."""

    same: bool
    """Whether its words are the quote's."""
    words: float
    """How much they resemble them, from 0 to 1."""
    better: float
    """How much the side that is more alike resembles the one described, from 0 to 1."""
    worse: float
    unbroken: float
    """Natural logarithm of 1 and the code points that are the same without a break, quote and a side together."""
    displaced: float
    """How far from the expected offset, as a share of the text."""
    astray: float
    """Share of a side's pieces that stand elsewhere in the text, and only there."""

    def score(self, length: int) -> float:
        """Return the logarithm of the odds that this is the place of a quote of `length`, against none."""
        quote = -4.72 + 2.28 * self.unbroken if self.same else 0.42 * self.unbroken + 1.09 * log(length)
        sides = 1.90 * self.better + 2.75 * self.worse - 1.80 * self.astray
        return -14.03 + 11.37 * self.words + quote + sides - 0.84 * log(1 + 100 * self.displaced)


def gather(
    text: Text, span: Span, selectors: Selectors, expected: int | None, places: dict[str, list[int]]
) -> Evidence:
    """Compare a place with what is described; `places` remembers where pieces of the neighbours occur."""
    prefix, suffix, quote = selectors.prefix[-REACH:], selectors.suffix[:REACH], selectors.exact
    found = text[span.start : span.end]
    before = text[max(0, span.start - len(prefix) - len(prefix) // 4) : span.start][::-1]
    after = text[span.end : span.end + len(suffix) + len(suffix) // 4]
    left, right = likeness(prefix[::-1], before), likeness(suffix, after)
    leftwards, rightwards = agreeing(prefix[::-1], before), agreeing(suffix, after)
    if found == quote:
        words, unbroken = 1.0, leftwards + len(quote) + rightwards
    else:
        words = resemblance(quote, found)
        unbroken = max(leftwards + agreeing(quote, found), agreeing(quote[::-1], found[::-1]) + rightwards)
    return Evidence(
        found == quote,
        words,
        max(left, right),
        min(left, right),
        log(1 + unbroken),
        0.0 if expected is None else min(1.0, abs(span.start - expected) / max(1, len(text))),
        max(
            _astray(text, prefix, span.start - len(prefix), places, ends=True),
            _astray(text, suffix, span.end, places, ends=False),
        ),
    )


def probability(scores: Sequence[float], best: float) -> float:
    """Return how likely the place with the score `best` is the quote's, among all that compete and none."""
    odds = [exp(min(50.0, max(PRACTICALLY_NEVER, score))) for score in scores]
    return exp(min(50.0, max(PRACTICALLY_NEVER, best))) / (1 + sum(odds))


def _astray(text: Text, side: str, start: int, places: dict[str, list[int]], *, ends: bool) -> float:
    """Return the share of a side's pieces that occur, but not near where they stood when it began at `start`.

    What stood in another paragraph counts half; `ends` tells whether the quote stood at the end of the side.
    """
    total = away = 0.0
    for at in range(0, len(side) - SEED + 1, STRIDE):
        piece = side[at : at + SEED]
        if piece not in places:
            places[piece] = occurrences(text, piece, FREQUENT + 1)
        if len(places[piece]) > FREQUENT:
            continue
        between = side[at + SEED :] if ends else side[:at]
        weight = 0.5 if "\n\n" in between else 1.0
        total += weight
        if places[piece] and min(abs(one - start - at) for one in places[piece]) > NEARBY:
            away += weight
    return away / max(1.0, total)
