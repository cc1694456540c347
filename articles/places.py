"""Positions in a text that survive edits of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CONTEXT: Final = 64
"""Code points of the text that a place keeps."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a text, described so that it is found again after the text was edited."""

    offset: int
    """In the canonical text, at least 0."""
    context: str = ""
    """The text from there on, at most CONTEXT code points."""


START: Final = Place(0)
"""The beginning of any text."""


def place_at(text: str, offset: int) -> Place:
    """Return the place at `offset` of the canonical `text`."""
    offset = max(0, min(offset, len(text)))
    return Place(offset, text[offset : offset + CONTEXT])


def locate(text: str, place: Place) -> int:
    """Return the offset in `text` where `place` is today.

    It is the occurrence of the context that is nearest to the old offset, or that of the context's first 32 or
    16 code points; else the old offset, kept inside the text.
    """
    offset = max(0, min(place.offset, len(text)))
    for size in (CONTEXT, 32, 16):
        context = place.context[:size]
        if context and (found := _nearest(text, context, offset)) is not None:
            return found
    return offset


def _nearest(text: str, context: str, offset: int) -> int | None:
    behind, before = text.find(context, offset), text.rfind(context, 0, offset + len(context))
    found = [start for start in (before, behind) if start >= 0]
    return min(found, key=lambda start: abs(start - offset), default=None)
