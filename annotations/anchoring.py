"""Where an annotation's target stands in today's text.

The quote at its old offset between its old neighbours is taken at once. Else all places that may be the quote's
compete, as `evidence` weighs them, and the likeliest is taken if it is likely enough. What is too uncertain is an
orphan: a note in a wrong place is worse than a note that says it has lost its place. Offsets count code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from annotations.annotation import Annotation, Selectors
from annotations.approximate import agreeing
from annotations.candidates import occurrences, resembling, whole_words
from annotations.evidence import Evidence, gather, probability
from articles.article import Span

if TYPE_CHECKING:
    from articles.article import Text

CONTEXT: Final = 64
"""Code points of prefix and suffix that describe a quote."""
LIKELY_SAME: Final = 0.5
"""So likely the same words at another place are the quote's for a note to go there."""
LIKELY_CHANGED: Final = 0.75
"""So likely other words are."""
SURE: Final = 0.9
"""So likely a place is that nobody looks for another one farther away."""
LONG: Final = 1024
"""A changed quote over this length is found by its two ends."""
MOST_OCCURRENCES: Final = 2000
MOST_EXACT: Final = 8
"""So many places with the quote's own words compete: those with the neighbours most alike."""
SAMPLE: Final = 12
"""Code points of the pieces by which a quote is looked for far away."""
WINDOW: Final = 4000
"""Code points on either side of where a quote should be, in which it is looked for first."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A target that was found."""

    span: Span
    """Where it stands in today's canonical text."""
    state: Literal["exact", "moved", "changed"]
    """`exact`: the same words at the same offset; `moved`: the same words elsewhere; `changed`: others."""
    certainty: float
    """From 0 to 1; 1 for the same words at the same offset between the same neighbours."""

    def __iter__(self) -> Iterator[int]:
        return iter((self.span.start, self.span.end))


@dataclass(frozen=True, slots=True)
class Orphan:
    """A target that today's text no longer has. False where a truth value is asked for."""

    certainty: float = 1.0
    """From 0 to 1, how sure it is that the text is gone."""
    suggestion: Span | None = None
    """The likeliest of the places that were too uncertain, for the reader to look at."""

    def __bool__(self) -> bool:
        return False

    @property
    def state(self) -> Literal["orphaned"]:
        """The word for it, beside those of `Anchored`."""
        return "orphaned"


Anchor = Anchored | Orphan


class _Place(NamedTuple):
    """A place that may be the quote's."""

    score: float
    span: Span
    evidence: Evidence


def describe(text: Text, start: int, end: int) -> Selectors:
    """Return the selectors by which `text[start:end]` is found again later; offsets are code points.

    Raises ValueError when there are no words: what quotes nothing could not be found again.
    """
    exact = text[start:end]
    if not exact:
        raise ValueError(f"there are no words at [{start}, {end})")
    return Selectors(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def find(text: Text, selectors: Selectors, expected: int | None = None) -> Anchor:
    """Return where the described quote stands in the canonical text `text`, or an `Orphan`.

    `expected` is the offset at which it should be by what is known of its neighbours; else it is its old one.
    Selectors without a quote (only positions) are taken at their word when they lie within the text.
    """
    if not selectors.exact:
        return _by_position(text, selectors)
    expected = selectors.start if expected is None else expected
    if expected is not None and _stands_at(text, selectors, expected):
        return _unchanged(selectors, expected)
    if len(selectors.exact) > LONG:
        return _long(text, selectors)
    return _likeliest(text, selectors, expected)


def anchor_all(text: Text, annotations: Sequence[Annotation]) -> dict[str, Anchor]:
    """Return the anchor of every annotation by its id.

    They are taken in the order in which they once stood: how far those before have moved tells where the next
    should be, and what is surely there is looked for nowhere else.
    """
    ordered = sorted(annotations, key=lambda one: (one.selectors.start or 0, one.selectors.end or 0))
    anchors: dict[str, Anchor] = {}
    shift = 0
    for annotation in ordered:
        selectors = annotation.selectors
        start = selectors.start
        expected = None if start is None else start + shift
        near = None if expected is None else _near(text, selectors, expected)
        anchor: Anchor = near or find(text, selectors, expected)
        if isinstance(anchor, Anchored) and start is not None and anchor.certainty >= SURE:
            shift = anchor.span.start - start
        anchors[annotation.id] = anchor
    return {annotation.id: anchors[annotation.id] for annotation in annotations}


def _near(text: Text, selectors: Selectors, expected: int) -> Anchor | None:
    """Look for the quote where its neighbours tell; None when it may also stand anywhere else."""
    quote = selectors.exact
    if not quote or len(quote) > LONG:
        return None
    if _stands_at(text, selectors, expected):
        return _unchanged(selectors, expected)
    first, last = max(0, expected - WINDOW), min(len(text), expected + len(quote) + WINDOW)
    if first >= last:
        return None
    local = Selectors(quote, selectors.prefix, selectors.suffix, expected - first, expected - first + len(quote))
    found = _likeliest(text[first:last], local, expected - first)
    if isinstance(found, Anchored):
        span = found.span.shifted(first)
        sure = found.certainty >= SURE and (
            found.state != "changed" or not _occurs_outside(text, quote, first, last)
        )
        return Anchored(span, _state(text, span, selectors), found.certainty) if sure else None
    if found.certainty < SURE or any(_occurs_outside(text, piece, first, last) for piece in _samples(quote)):
        return None
    return Orphan(found.certainty, found.suggestion and found.suggestion.shifted(first))


def _occurs_outside(text: Text, piece: str, first: int, last: int) -> bool:
    return text.find(piece, 0, first) >= 0 or text.find(piece, last) >= 0


def _samples(quote: str) -> set[str]:
    """Return three pieces of a quote, of which hardly all are gone where it stands elsewhere with other words."""
    middle = max(0, len(quote) // 2 - SAMPLE // 2)
    return {quote[:SAMPLE], quote[middle : middle + SAMPLE], quote[-SAMPLE:]}


def _by_position(text: Text, selectors: Selectors) -> Anchor:
    start, end = selectors.start, selectors.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return Orphan()
    return Anchored(Span(start, end), "exact", 0.5)


def _stands_at(text: Text, selectors: Selectors, start: int) -> bool:
    """Tell whether the quote stands there between all its old neighbours."""
    if not 0 <= start < len(text) or not text.startswith(selectors.exact + selectors.suffix, start):
        return False
    return text[max(0, start - len(selectors.prefix)) : start] == selectors.prefix


def _unchanged(selectors: Selectors, start: int) -> Anchored:
    span = Span(start, start + len(selectors.exact))
    return Anchored(span, "exact" if start == selectors.start else "moved", 1.0)


def _likeliest(text: Text, selectors: Selectors, expected: int | None) -> Anchor:
    """Let all places that may be the quote's compete."""
    pieces: dict[str, list[int]] = {}
    places = [_weigh(text, span, selectors, expected, pieces) for span in _exact(text, selectors, expected)]
    if not places or _certainty(places) < SURE:
        known = {place.span for place in places}
        others = (span for span in dict.fromkeys(resembling(text, selectors)) if span not in known)
        places += [_weigh(text, span, selectors, expected, pieces) for span in others]
    rivals = _apart(places)
    if not rivals:
        return Orphan()
    best, certainty = rivals[0], _certainty(rivals)
    if certainty < (LIKELY_SAME if best.evidence.same else LIKELY_CHANGED):
        return Orphan(1 - certainty, best.span)
    return Anchored(best.span, _state(text, best.span, selectors), certainty)


def _weigh(
    text: Text, span: Span, selectors: Selectors, expected: int | None, pieces: dict[str, list[int]]
) -> _Place:
    evidence = gather(text, span, selectors, expected, pieces)
    return _Place(evidence.score(len(selectors.exact)), span, evidence)


def _certainty(places: Sequence[_Place]) -> float:
    """Return how likely the likeliest place is the quote's."""
    scores = [place.score for place in places]
    return probability(scores, max(scores))


def _exact(text: Text, selectors: Selectors, expected: int | None) -> list[Span]:
    """Return places with the quote's own words, those with the neighbours most alike."""
    quote = selectors.exact
    starts = occurrences(text, quote, MOST_OCCURRENCES)
    if len(starts) == MOST_OCCURRENCES:
        starts += [at + 8 for at in occurrences(text, selectors.prefix[-8:] + quote, MOST_EXACT)]

    def rank(start: int) -> tuple[int, int]:
        return -_agreeing_sides(text, start, selectors), 0 if expected is None else abs(start - expected)

    best = sorted(starts, key=rank)[:MOST_EXACT]
    return [whole_words(text, Span(start, start + len(quote)), selectors) for start in best]


def _agreeing_sides(text: Text, start: int, selectors: Selectors) -> int:
    end = start + len(selectors.exact)
    before = text[max(0, start - CONTEXT) : start][::-1]
    return agreeing(before, selectors.prefix[::-1]) + agreeing(text[end : end + CONTEXT], selectors.suffix)


def _apart(places: Sequence[_Place]) -> list[_Place]:
    """Return the places, the best first, without those that overlap a better one."""
    apart: list[_Place] = []
    for place in sorted(places, key=lambda place: -place.score):
        if not any(place.span.overlaps(one.span) for one in apart):
            apart.append(place)
    return apart


def _long(text: Text, selectors: Selectors) -> Anchor:
    """Find a long quote as it is, or else by its beginning and its end."""
    quote, start, end = selectors.exact, selectors.start, selectors.end
    starts = occurrences(text, quote, 2)
    if len(starts) == 1:
        span = Span(starts[0], starts[0] + len(quote))
        return Anchored(span, _state(text, span, selectors), SURE)
    piece = LONG // 4
    head = find(text, Selectors(quote[:piece], selectors.prefix, quote[piece : piece + CONTEXT], start))
    tail_start = None if end is None else end - piece
    tail = find(text, Selectors(quote[-piece:], quote[-piece - CONTEXT : -piece], selectors.suffix, tail_start))
    if not (isinstance(head, Anchored) and isinstance(tail, Anchored)):
        return Orphan(0.5, head.span if isinstance(head, Anchored) else None)
    span = Span(head.span.start, tail.span.end)
    if not len(quote) / 2 <= span.end - span.start <= len(quote) * 2:
        return Orphan(0.5, head.span)
    return Anchored(span, _state(text, span, selectors), min(head.certainty, tail.certainty))


def _state(text: Text, span: Span, selectors: Selectors) -> Literal["exact", "moved", "changed"]:
    if text[span.start : span.end] != selectors.exact:
        return "changed"
    return "exact" if span.start == selectors.start else "moved"
