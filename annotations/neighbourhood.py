"""Where to look for an annotation's target when its words are other ones today, or gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from annotations.anchoring import Anchor, Anchored
from annotations.annotation import Selectors
from annotations.candidates import occurrences
from articles.article import Span

if TYPE_CHECKING:
    from articles.article import Text

_TELLING: Final = (32, 16)
"""Code points next to the quote that tell its place where they occur but once."""
_LONGEST_WORD: Final = 100
_WORD_END: Final = re.compile(r"[^\W_]+\Z")


def best_guess(anchor: Anchor) -> Span | None:
    """Return the place that the target most likely has today; None where nothing resembles it."""
    return anchor.span if isinstance(anchor, Anchored) else None


def neighbourhood(text: Text, selectors: Selectors) -> int | None:
    """Return the offset at which a target that is gone once stood, in no word; None where nothing tells.

    That is between the neighbours that it had, as far as one of them is still there, else about its old offset.
    """
    for size in _TELLING:
        before, after = selectors.prefix[-size:], selectors.suffix[:size]
        for piece, length in ((before, size), (after, 0)):
            found = occurrences(text, piece, 2) if len(piece) == size else []
            if len(found) == 1:
                return _before_word(text, found[0] + length)
    if selectors.start is None or not text:
        return None
    return _before_word(text, min(selectors.start, len(text)))


def _before_word(text: Text, offset: int) -> int:
    """Return the beginning of the word that an offset is in, else the offset."""
    before = text[max(0, offset - _LONGEST_WORD) : offset]
    inside = _WORD_END.search(before) if text[offset : offset + 1].isalnum() else None
    return offset - len(inside[0]) if inside else offset
