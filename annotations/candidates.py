"""Where a quote may stand: the places that are worth a closer look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from annotations.annotation import Selectors
from annotations.approximate import closest
from articles.article import Span

if TYPE_CHECKING:
    from articles.article import Text

SEED: Final = 8
"""Code points of the pieces that are looked for unchanged."""
STRIDE: Final = 4
MOST_SEEDS: Final = 96
MOST_PLACES: Final = 12
"""A piece that occurs more often than this says nothing about where the quote is."""
REGIONS: Final = 6
ROOM: Final = 400
"""Code points that may have been put into a quote between neighbours that stayed."""


def occurrences(text: Text, piece: str, most: int) -> list[int]:
    """Return the offsets of the first `most` occurrences of `piece`, overlapping ones included."""
    found: list[int] = []
    at = text.find(piece)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(piece, at + 1)
    return found


def whole_words(text: Text, span: Span, selectors: Selectors) -> Span:
    """Stretch the span to the ends of the words it cuts, as far as the quote itself cut none."""
    start, end, quote = span.start, span.end, selectors.exact
    if quote[0].isalnum() and not selectors.prefix[-1:].isalnum():
        while start > 0 and text[start - 1 : start + 1].isalnum() and span.start - start < 20:
            start -= 1
    if quote[-1].isalnum() and not selectors.suffix[:1].isalnum():
        while end < len(text) and text[end - 1 : end + 1].isalnum() and end - span.end < 20:
            end += 1
    return Span(start, end)


def resembling(text: Text, selectors: Selectors) -> Iterator[Span]:
    """Yield spans that resemble the quote, or stand where it stood."""
    quote = selectors.exact
    yield from gaps(text, selectors)
    for region in regions(text, selectors):
        match = closest(quote, text[region.start : region.end])
        if match.distance <= 0.6 * len(quote):
            yield whole_words(text, Span(match.start, match.end).shifted(region.start), selectors)


def regions(text: Text, selectors: Selectors) -> list[Span]:
    """Return the spans of `text` that share most pieces with the quote and its context, the best first.

    Every piece that is found votes for the offset at which the quote would then begin.
    """
    length = len(selectors.exact)
    slack = SEED * 4 + length // 2
    votes: Counter[int] = Counter()
    for piece, offset, weight in _seeds(selectors):
        places = occurrences(text, piece, MOST_PLACES + 1)
        if len(places) <= MOST_PLACES:
            for place in places:
                votes[(place - offset) // slack] += weight
    if selectors.start is not None:
        votes[selectors.start // slack] += 1
    best = sorted(votes, key=lambda bin_: -(votes[bin_ - 1] + 2 * votes[bin_] + votes[bin_ + 1]))
    spans: list[Span] = []
    for bin_ in best[:REGIONS]:
        start = bin_ * slack
        spans.append(Span(max(0, start - slack), min(len(text), start + 2 * slack + length)))
    return [span for span in spans if span.start < span.end]


def _seeds(selectors: Selectors) -> Iterator[tuple[str, int, int]]:
    """Yield pieces, their offsets from the start of the quote, and their weights."""
    whole = selectors.prefix + selectors.exact + selectors.suffix
    base, length = len(selectors.prefix), len(selectors.exact)
    stride = max(STRIDE, len(whole) // MOST_SEEDS)
    for at in range(0, max(1, len(whole) - SEED + 1), stride):
        inside = base - SEED < at < base + length
        yield whole[at : at + SEED], at - base, 2 if inside else 1


def gaps(text: Text, selectors: Selectors) -> Iterator[Span]:
    """Yield the spans between an end of the old prefix and a beginning of the old suffix."""
    longest = 2 * len(selectors.exact) + ROOM
    for size in (64, 32, 16):
        before, after = selectors.prefix[-size:], selectors.suffix[:size]
        if len(before) < 16 or len(after) < 16:
            continue
        for place in occurrences(text, before, MOST_PLACES):
            start = place + len(before)
            end = text.find(after, start, start + longest + len(after))
            if end > start:
                yield Span(start, end)
