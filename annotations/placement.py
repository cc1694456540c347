"""Annotations by the places where they stand today: for drawing them and for moving from one to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotations.anchoring import Anchor, Anchored, anchor_all
from annotations.annotation import Annotation
from articles.article import Article, Span


class Placed(NamedTuple):
    """An annotation and its place."""

    start: int
    end: int
    id: str

    @property
    def span(self) -> Span:
        """The place in the canonical text."""
        return Span(self.start, self.end)


class Placement:
    """An article's annotations in reading order, found by block and by span; changed one at a time."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._annotations: dict[str, Annotation] = {}
        self._anchors: dict[str, Anchor] = {}
        self._order: list[Placed] = []
        self._blocks: dict[int, list[Placed]] = {}

    @property
    def annotations(self) -> Mapping[str, Annotation]:
        """All annotations by id, the orphans among them."""
        return self._annotations

    @property
    def anchors(self) -> Mapping[str, Anchor]:
        """Where each of them was found."""
        return self._anchors

    def put(self, annotation: Annotation, anchor: Anchor) -> None:
        """Add an annotation, or replace the one with its id."""
        self.remove(annotation.id)
        self._annotations[annotation.id] = annotation
        self._anchors[annotation.id] = anchor
        if isinstance(anchor, Anchored):
            placed = Placed(anchor.span.start, anchor.span.end, annotation.id)
            insort(self._order, placed, key=_reading_order)
            for index in self._covered(placed):
                insort(self._blocks.setdefault(index, []), placed, key=_reading_order)

    def remove(self, annotation_id: str) -> None:
        """Forget an annotation; one that is not there is no error."""
        self._annotations.pop(annotation_id, None)
        anchor = self._anchors.pop(annotation_id, None)
        if isinstance(anchor, Anchored):
            placed = Placed(anchor.span.start, anchor.span.end, annotation_id)
            del self._order[bisect_left(self._order, _reading_order(placed), key=_reading_order)]
            for index in self._covered(placed):
                self._blocks[index].remove(placed)

    def follow(self, annotations: Mapping[str, Annotation]) -> list[tuple[Annotation, Annotation]]:
        """Hold these annotations, by their ids, and no others; return what has changed as it was and as it is.

        Only what is new or has another target is looked for in the text.
        """
        for gone in [id_ for id_ in self._annotations if id_ not in annotations]:
            self.remove(gone)
        known = dict(self._annotations)
        others = [one for id_, one in annotations.items() if known.get(id_) is not one]
        for one in others:
            self.put(one, self._anchor_of(one))
        return [(known[one.id], one) for one in others if one.id in known]

    def _anchor_of(self, annotation: Annotation) -> Anchor:
        known, anchor = self._annotations.get(annotation.id), self._anchors.get(annotation.id)
        if known is not None and known.selectors == annotation.selectors and isinstance(anchor, Anchored):
            return anchor
        return anchor_all(self._article.content, [annotation])[annotation.id]

    def _covered(self, placed: Placed) -> Iterable[int]:
        last = self._article.index_at(max(placed.start, placed.end - 1))
        return range(self._article.index_at(placed.start), last + 1)

    def in_block(self, index: int) -> Sequence[Placed]:
        """Return what stands in the block, in reading order."""
        return self._blocks.get(index, ())

    def at(self, span: Span) -> Annotation | None:
        """Return the annotation that a reader at `span` means: the one on exactly it, else the closest fit.

        That is the shortest of those that overlap `span`, the first of several alike; a note goes before the
        reader's own English.
        """
        first, last = (
            self._article.index_at(span.start),
            self._article.index_at(max(span.start, span.end - 1)),
        )
        found = {
            placed for index in range(first, last + 1) for placed in self.in_block(index) if _touch(placed, span)
        }
        if not found:
            return None
        return self._annotations[min(found, key=lambda placed: self._closeness(placed, span)).id]

    def _closeness(self, placed: Placed, span: Span) -> tuple[bool, bool, int, int, str, str]:
        one = self._annotations[placed.id]
        length = placed.end - placed.start
        return placed.span != span, one.is_rendering, length, placed.start, one.created, placed.id

    def exactly_at(self, span: Span) -> Annotation | None:
        """Return the annotation whose place is `span` and nothing else, but for the reader's own English."""
        found = self.at(span)
        if found is None or found.is_rendering:
            return None
        anchor = self._anchors[found.id]
        return found if isinstance(anchor, Anchored) and anchor.span == span else None

    def others_at(self, annotation: Annotation) -> int:
        """Return how many others stand on the very same words as an annotation."""
        anchor = self._anchors.get(annotation.id)
        if not isinstance(anchor, Anchored):
            return 0
        there = self.in_block(self._article.index_at(anchor.span.start))
        return sum(one.span == anchor.span and one.id != annotation.id for one in there)

    def following(self, span: Span) -> Placed | None:
        """Return the first place behind `span` in reading order, in which the longer goes before the shorter."""
        at = bisect_right(self._order, (span.start, -span.end), key=_begin)
        return self._order[at] if at < len(self._order) else None

    def preceding(self, span: Span) -> Placed | None:
        """Return the last place before `span` in reading order."""
        at = bisect_left(self._order, (span.start, -span.end), key=_begin)
        return self._order[at - 1] if at else None


def _begin(placed: Placed) -> tuple[int, int]:
    return placed.start, -placed.end


def _reading_order(placed: Placed) -> tuple[int, int, str]:
    return placed.start, -placed.end, placed.id


def _touch(placed: Placed, span: Span) -> bool:
    return placed.start < max(span.end, span.start + 1) and span.start < max(placed.end, placed.start + 1)
