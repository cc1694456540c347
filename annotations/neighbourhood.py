"""Where to look for an annotation's target when its words are other ones today, or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotations.anchoring import Anchor, Anchored
from annotations.annotation import Selectors
from annotations.candidates import occurrences
from articles.article import Span

if TYPE_CHECKING:
    from articles.article import Text

_TELLING: Final = (32, 16)
"""Code points next to the quote that tell its place where they occur but once."""


def best_guess(anchor: Anchor) -> Span | None:
    """Return the place that the target most likely has today; None where nothing resembles it."""
    return anchor.span if isinstance(anchor, Anchored) else None


def neighbourhood(text: Text, selectors: Selectors) -> int | None:
    """Return the offset at which a target that is gone once stood; None where nothing tells.

    That is between the neighbours that it had, as far as one of them is still there, else its old offset.
    """
    for size in _TELLING:
        before, after = selectors.prefix[-size:], selectors.suffix[:size]
        for piece, length in ((before, size), (after, 0)):
            found = occurrences(text, piece, 2) if len(piece) == size else []
            if len(found) == 1:
                return min(found[0] + length, len(text) - 1)
    if selectors.start is None or not text:
        return None
    return min(selectors.start, len(text) - 1)
