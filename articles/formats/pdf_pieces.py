"""The pieces of text on a page of a PDF document, with where and how large they stand."""

from __future__ import annotations

import math
import re
from collections import Counter

from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from pypdf import PageObject

_MOVES = frozenset((b"Td", b"TD", b"Tm", b"T*"))
"""The operators that move to another place on the page."""
_FARTHEST = 1_000_000.0
_BOLD = r"bold|black|heavy|semibold|demi|fett|cmbx|sfbx|[-,]bd"
_ITALIC = r"italic|oblique|kursiv|cmti|sfti|[-,](?:bd)?it\b"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_DROPPED = dict.fromkeys([0, *range(1, 9), *range(14, 32), 127])
_ACCENT = "\N{DIAERESIS} ?([aeiouAEIOU])"
_NARROW, _WIDE = frozenset("iljtf.,;:!'|()[]I-„“”‚‘’ "), frozenset("mwMW—…%@")


class Piece(NamedTuple):
    """A run of text in one font at one place."""

    text: str
    x: float
    """Points from the page's left edge to where it begins."""
    y: float
    """Points from the page's lower edge to its base line."""
    size: float
    """Of its font, in points as it is seen."""
    bold: bool = False
    italic: bool = False
    gap: int = 0
    """What stands before it on its line: 1 for a blank, 2 for a gap as between the cells of a table."""

    @property
    def right(self) -> float:
        """Where it ends, about: the widths of characters are guessed."""
        return self.x + width_of(self.text, self.size)


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, give or take a tenth."""
    narrow = sum(character in _NARROW for character in text)
    wide = sum(character in _WIDE for character in text)
    capital = sum(map(str.isupper, text))
    return size * (0.53 * len(text) - 0.25 * narrow + 0.32 * wide + 0.13 * capital)


def pieces_of(page: PageObject) -> list[Piece]:
    """Return the pieces of a page in the order in which it draws them; text that is turned is left out."""
    _part(page)
    gathered = _Gathered()
    page.extract_text(visitor_text=gathered.take)
    return gathered.upright()


def _part(page: PageObject) -> None:
    """Make pypdf end a piece wherever the page moves on, as it does at a change of coordinates, if only to the same.

    It would give a line across two columns as one piece, with the place of its beginning alone.
    """
    from pypdf.generic import ContentStream, FloatObject, NameObject

    if "/Contents" not in page:
        return
    same = ([FloatObject(number) for number in (1, 0, 0, 1, 0, 0)], b"cm")
    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    parted = []
    for operands, operator in content.operations:
        if operator in _MOVES:
            parted.append(same)
        parted.append((operands, operator))
    content.operations = parted
    page[NameObject("/Contents")] = content


class _Gathered:
    """Takes what pypdf finds, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[tuple[int, Piece]] = []
        self._spaced = False

    def take(self, text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        words = cleaned(text)
        spaced = self._spaced or text[:1].isspace()
        self._spaced = spaced if not words else text[-1].isspace()
        place = _times(tm, cm)
        height = abs(size) * math.hypot(place[2], place[3])
        if not words or not all(abs(number) < _FARTHEST for number in (place[4], place[5], height)):
            return
        x, y, turned = place[4], place[5], 0
        if abs(place[1]) > abs(place[0]):
            x, y, turned = (y, -x, 90) if place[1] > 0 else (-y, x, 270)
        name = str((font or {}).get("/BaseFont", "")).lower()
        bold, italic = re.search(_BOLD, name) is not None, re.search(_ITALIC, name) is not None
        self._pieces.append((turned, Piece(words, x, y, height, bold, italic, int(spaced))))

    def upright(self) -> list[Piece]:
        """Return the pieces that stand as most of the page's text does."""
        turns = Counter(turned for turned, piece in self._pieces for _ in piece.text[:100])
        most = max(turns, key=turns.__getitem__, default=0)
        return [piece for turned, piece in self._pieces if turned == most]


def cleaned(text: str) -> str:
    """Return a piece's text without ligatures, loose accents, control characters and white space around it."""
    text = text.translate(_DROPPED).translate(_LIGATURES).strip()
    if "\N{DIAERESIS}" in text:
        text = re.sub(_ACCENT, "\\1\N{COMBINING DIAERESIS}", text)
    return text


def _times(one: list[float], other: list[float]) -> tuple[float, float, float, float, float, float]:
    """Multiply two matrices of the form that PDF has them in."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
