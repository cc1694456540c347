"""The reader's own English of a paragraph, or of a part of it: translations that they corrected, and guesses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from annotations.anchoring import Anchored
from annotations.annotation import Annotation, Selectors
from annotations.placement import Placement
from annotations.terms import moment
from articles.article import SEPARATOR, Article, Span

Own = Literal["translation", "guess"]
"""The fields of an annotation in which the reader's own English is."""
DEEDS: Final = {"translation": "correct", "guess": "guess"}
"""What undo and redo call writing it."""


class Rendering(NamedTuple):
    """English that the reader has given to a stretch of a paragraph."""

    annotation: Annotation
    span: Span
    """Where its German stands in today's text."""
    whole: bool
    """Whether it is the whole paragraph's."""
    outdated: bool
    """Whether the German has been changed since."""


def renderings(placement: Placement, article: Article, index: int, what: Own) -> list[Rendering]:
    """Return what the reader has rendered of a block that way, the latest last."""
    found = _renderings(placement, article, index, what)
    return sorted(found, key=lambda one: (moment(one.annotation.modified), one.annotation.id))


def renderings_at(placement: Placement, article: Article, index: int, span: Span, what: Own) -> list[Rendering]:
    """Return what was rendered that way of the block's part `span`, or of the whole block, the latest last."""
    whole = span == article.blocks[index].span
    found = renderings(placement, article, index, what)
    return [one for one in found if one.span == span or (whole and one.whole)]


def rendering_at(placement: Placement, article: Article, index: int, span: Span, what: Own) -> Annotation | None:
    """Return the latest of what `renderings_at` returns."""
    found = renderings_at(placement, article, index, span, what)
    return found[-1].annotation if found else None


def german_of(placement: Placement, article: Article, annotation: Annotation, what: Own) -> Span | None:
    """Return what the reader rendered that way by an annotation; None where that is not found."""
    anchor = placement.anchors.get(annotation.id)
    if not isinstance(anchor, Anchored):
        return None
    index = article.index_at(anchor.span.start)
    found = (one for one in _renderings(placement, article, index, what) if one.annotation.id == annotation.id)
    return next((article.blocks[index].span if one.whole else one.span for one in found), None)


def _renderings(placement: Placement, article: Article, index: int, what: Own) -> Iterator[Rendering]:
    block = article.blocks[index]
    for placed in placement.in_block(index):
        annotation, anchor = placement.annotations[placed.id], placement.anchors[placed.id]
        if not getattr(annotation, what) or not isinstance(anchor, Anchored) or placed.start < block.start:
            continue
        whole = placed.span == block.span or _was_paragraph(annotation.selectors)
        if whole or placed.end <= block.end:
            outdated = anchor.state == "changed" or (whole and placed.span != block.span)
            yield Rendering(annotation, placed.span, whole, outdated)


def _was_paragraph(selectors: Selectors) -> bool:
    """Tell whether the quote stood between blank lines, or the ends of the article."""
    before, behind = selectors.prefix, selectors.suffix
    known = selectors.start is not None
    return (before.endswith(SEPARATOR) or selectors.start == 0) and (
        behind.startswith(SEPARATOR) or (not behind and known)
    )
