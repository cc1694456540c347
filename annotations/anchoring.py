"""Where an annotation's target stands in today's text.

Each step is tried when those before it found nothing: the quote at its old offset, the quote elsewhere, a
text that resembles it between neighbours that resemble the old ones. What is too uncertain is an orphan: a
note in a wrong place is worse than a note that says it has lost its place. Offsets count code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from annotations.annotation import Annotation, Selectors
from annotations.approximate import closest, likeness
from annotations.candidates import gaps, occurrences, regions
from articles.article import Span

if TYPE_CHECKING:
    from articles.article import Text

CONTEXT: Final = 64
"""Code points of prefix and suffix that describe a quote."""
TELLING: Final = 40
"""A quote of this length is hardly ever repeated by chance."""
SHORT: Final = 25
"""A quote under this length needs neighbours to be told apart."""
ADJOINING: Final = 20
"""So many code points next to the quote that are the same tell its place, whatever stands further off."""
LONG: Final = 1024
"""A changed quote over this length is found by its two ends."""
MOST_OCCURRENCES: Final = 2000
CLOSER_LOOK: Final = 16


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

    def __bool__(self) -> bool:
        return False

    @property
    def state(self) -> Literal["orphaned"]:
        """The word for it, beside those of `Anchored`."""
        return "orphaned"


Anchor = Anchored | Orphan


class _Context(NamedTuple):
    """How well the neighbours of a place resemble the described ones, each from 0 to 1."""

    prefix: float
    suffix: float

    @property
    def better(self) -> float:
        return max(self)


def describe(text: Text, start: int, end: int) -> Selectors:
    """Return the selectors by which `text[start:end]` is found again later; offsets are code points."""
    prefix = text[max(0, start - CONTEXT) : start]
    return Selectors(text[start:end], prefix, text[end : end + CONTEXT], start, end)


def find(text: Text, selectors: Selectors) -> Anchor:
    """Return where the described quote stands in the canonical text `text`, or `Orphan()`.

    Selectors without a quote (only positions) are taken at their word when they lie within the text.
    """
    if not selectors.exact:
        return _by_position(text, selectors)
    return _in_place(text, selectors) or _elsewhere(text, selectors) or _changed(text, selectors) or Orphan()


def anchor_all(text: Text, annotations: Sequence[Annotation]) -> dict[str, Anchor]:
    """Return the anchor of every annotation by its id."""
    return {annotation.id: find(text, annotation.selectors) for annotation in annotations}


def _by_position(text: Text, selectors: Selectors) -> Anchor:
    start, end = selectors.start, selectors.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return Orphan()
    return Anchored(Span(start, end), "exact", 0.5)


def _in_place(text: Text, selectors: Selectors) -> Anchored | None:
    """Accept the quote at its old offset, unless it is short and stands among strangers."""
    start, quote = selectors.start, selectors.exact
    if start is None or not 0 <= start < len(text) or not text.startswith(quote, start):
        return None
    span = Span(start, start + len(quote))
    if _same_neighbours(text, span, selectors):
        return Anchored(span, "exact", 1.0)
    context = _context(text, span, selectors)
    if len(quote) < TELLING and context.better < 0.3:
        return None
    return Anchored(span, "exact", 0.7 + 0.3 * sum(context) / 2)


def _elsewhere(text: Text, selectors: Selectors) -> Anchored | None:
    """Choose among the occurrences of the quote by their neighbours, then by their distance."""
    quote = selectors.exact
    starts = occurrences(text, quote, MOST_OCCURRENCES)
    if len(starts) == MOST_OCCURRENCES:
        starts += occurrences(text, selectors.prefix[-8:] + quote, CLOSER_LOOK)
    spans = [Span(start, start + len(quote)) for start in starts]
    spans.sort(key=lambda span: (-_shared_neighbours(text, span, selectors), _distance(span, selectors)))
    ranked = [(_context(text, span, selectors), span) for span in spans[:CLOSER_LOOK]]
    if not ranked:
        return None
    context, span = max(ranked, key=lambda one: (sum(one[0]), -_distance(one[1], selectors)))
    needed = 0.7 if len(quote) < SHORT or len(spans) > 1 else 0.3
    neighbours = _shared_neighbours(text, span, selectors)
    if context.better < needed and neighbours < ADJOINING and (selectors.prefix or selectors.suffix):
        return None
    return Anchored(span, _state(text, span, selectors), 0.4 + 0.6 * sum(context) / 2)


def _changed(text: Text, selectors: Selectors) -> Anchored | None:
    """Find the most likely of the places where other words stand for the quote."""
    if len(selectors.exact) > LONG:
        return _by_its_ends(text, selectors)
    best: Anchored | None = None
    for span, quote_likeness in _resembling(text, selectors):
        certainty = _judge(text, span, selectors, quote_likeness)
        if certainty > (best.certainty if best else 0.0):
            best = Anchored(span, _state(text, span, selectors), certainty)
    return best


def _by_its_ends(text: Text, selectors: Selectors) -> Anchored | None:
    """Find a long quote by its beginning and its end."""
    quote, start, end = selectors.exact, selectors.start, selectors.end
    half = LONG // 4
    head = find(text, Selectors(quote[:half], selectors.prefix, quote[half : half + CONTEXT], start))
    tail_start = None if end is None else end - half
    tail = find(text, Selectors(quote[-half:], quote[-half - CONTEXT : -half], selectors.suffix, tail_start))
    if not (isinstance(head, Anchored) and isinstance(tail, Anchored)):
        return None
    span = Span(head.span.start, tail.span.end)
    if not len(quote) / 2 <= span.end - span.start <= len(quote) * 2:
        return None
    return Anchored(span, "changed", min(head.certainty, tail.certainty))


def _resembling(text: Text, selectors: Selectors) -> Iterator[tuple[Span, float]]:
    """Yield places that may be the quote's, with the likeness of their words to its words."""
    quote = selectors.exact
    seen: set[Span] = set()
    for region in regions(text, selectors):
        match = closest(quote, text[region.start : region.end])
        span = _whole_words(text, Span(match.start, match.end).shifted(region.start), quote)
        if span not in seen and match.distance <= len(quote) // 2:
            seen.add(span)
            yield span, 1 - match.distance / len(quote)
    for span in gaps(text, selectors):
        if span not in seen:
            seen.add(span)
            yield span, likeness(quote, text[span.start : span.end])


def _judge(text: Text, span: Span, selectors: Selectors, quote_likeness: float) -> float:
    """Return how likely the place is the quote's, or 0 when it cannot be accepted.

    The weights are 50 for the quote, 20 for each side and 2 for the offset. A side that was not described
    has none.
    """
    context = _context(text, span, selectors)
    if quote_likeness < 0.4 or (len(selectors.exact) < SHORT and min(context) < 0.5):
        return 0.0
    total, weights = 50 * quote_likeness, 50.0
    for described, alike in zip((selectors.prefix, selectors.suffix), context, strict=True):
        if described:
            total, weights = total + 20 * alike, weights + 20
    if selectors.start is not None:
        total += 2 * max(0.0, 1 - abs(span.start - selectors.start) / max(1, len(text)))
        weights += 2
    return total / weights if total / weights >= 0.65 else 0.0


def _state(text: Text, span: Span, selectors: Selectors) -> Literal["exact", "moved", "changed"]:
    if text[span.start : span.end] != selectors.exact:
        return "changed"
    return "exact" if span.start == selectors.start else "moved"


def _same_neighbours(text: Text, span: Span, selectors: Selectors) -> bool:
    before = text[max(0, span.start - len(selectors.prefix)) : span.start]
    return before == selectors.prefix and text.startswith(selectors.suffix, span.end)


def _shared_neighbours(text: Text, span: Span, selectors: Selectors) -> int:
    """Return how many code points on both sides agree from the quote outwards: quick to tell."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    after = text[span.end : span.end + CONTEXT]
    return _agreeing(before[::-1], selectors.prefix[::-1]) + _agreeing(after, selectors.suffix)


def _agreeing(one: str, other: str) -> int:
    for count, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return count
    return min(len(one), len(other))


def _context(text: Text, span: Span, selectors: Selectors) -> _Context:
    """Compare the sides; one that was not described counts as found."""
    prefix, suffix = selectors.prefix[-CONTEXT * 2 :], selectors.suffix[: CONTEXT * 2]
    reach = len(prefix) + len(prefix) // 4
    before = text[max(0, span.start - reach) : span.start]
    after = text[span.end : span.end + len(suffix) + len(suffix) // 4]
    return _Context(likeness(prefix[::-1], before[::-1]), likeness(suffix, after))


def _distance(span: Span, selectors: Selectors) -> int:
    return 0 if selectors.start is None else abs(span.start - selectors.start)


def _whole_words(text: Text, span: Span, quote: str) -> Span:
    """Stretch the span to the ends of the words it cuts, as far as the quote itself cut none."""
    start, end = span.start, span.end
    if quote[0].isalnum():
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum() and span.start - start < 20:
            start -= 1
    if quote[-1].isalnum():
        while end < len(text) and text[end].isalnum() and text[end - 1].isalnum() and end - span.end < 20:
            end += 1
    return Span(start, end)
