"""The pieces of text on a page of a PDF document, with where and how large they stand."""

from __future__ import annotations

import math
import re
from collections import Counter

from articles.formats.pdf_widths import Widths, guessed_width
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from pypdf import PageObject

_MOVES = frozenset((b"Td", b"TD", b"Tm", b"T*"))
"""The operators that move to another place on the page."""
_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_WORD_GAP = 125
"""From how many thousandths of the font's size on a gap parts words; letters that are spaced out stand closer."""
_SAME_PLACE = 2.0
_FARTHEST = 1_000_000.0
_BOLD = r"bold|black|heavy|semibold|demi|fett|cmbx|sfbx|[-,]bd"
_ITALIC = r"italic|oblique|kursiv|cmti|sfti|[-,](?:bd)?it\b"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_DROPPED = dict.fromkeys([0, *range(1, 9), *range(14, 32), 127])
_ACCENT = "\N{DIAERESIS} ?([aeiouAEIOU])"


class Piece(NamedTuple):
    """A run of text in one font at one place."""

    text: str
    x: float
    """Points from the page's left edge to where it begins."""
    y: float
    """Points from the page's lower edge to its base line."""
    size: float
    """Of its font, in points as it is seen."""
    right: float
    """Points from the page's left edge to where it ends; a guess where its font does not say how wide it is."""
    bold: bool = False
    italic: bool = False
    gap: int = 0
    """What stands before it on its line: 1 for a blank, 2 for a gap as between the cells of a table."""


def pieces_of(page: PageObject) -> list[Piece]:
    """Return the pieces of a page in the order in which it draws them; text that is turned is left out."""
    _prepare(page)
    gathered = _Gathered()
    page.extract_text(visitor_operand_before=gathered.watch, visitor_text=gathered.take)
    return gathered.upright()


def _prepare(page: PageObject) -> None:
    """Make pypdf end a piece wherever the page moves on, and see the gaps between words.

    It would give a line across two columns as one piece, with the place of its beginning alone; it ends one where
    coordinates change, if only to the same. And what a gap is it judges by the width of a blank, which it cannot
    know of fonts that have none.
    """
    from pypdf.generic import ContentStream, FloatObject, NameObject

    if "/Contents" not in page:
        return
    same = ([FloatObject(number) for number in (1, 0, 0, 1, 0, 0)], b"cm")
    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    prepared = []
    for operands, operator in content.operations:
        if operator in _MOVES:
            prepared.append(same)
        if operator == b"TJ" and operands and isinstance(operands[0], list):
            operands = [_with_blanks(operands[0])]
        prepared.append((operands, operator))
    content.operations = prepared
    page[NameObject("/Contents")] = content


def _with_blanks(shown: list[Any]) -> Any:
    """Return what an operator shows, strings and the gaps between them, with blanks in the gaps of words."""
    from pypdf.generic import ArrayObject, TextStringObject

    found = ArrayObject()
    for one in shown:
        found.append(one)
        if isinstance(one, (int, float)) and one <= -_WORD_GAP:
            found.append(TextStringObject(" "))
    return found


class _Gathered:
    """Takes what pypdf finds, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[tuple[int, Piece]] = []
        self._spaced = False
        self._sure = False
        """Whether it is known where the last piece ends."""
        self._state = {b"Tc": 0.0, b"Tw": 0.0, b"Tz": 100.0}
        """The spaces between characters and between words, and how far letters are stretched, in percent."""
        self._shown: list[tuple[Any, float, float, float]] = []
        """What has been shown since the last piece, each with the state that it was shown in."""
        self._widths: dict[int, tuple[object, Widths]] = {}
        """Of the fonts that have been met, which are kept, lest another has the same id."""

    def watch(self, operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        """Take notice of what is about to be shown."""
        if operator in self._state and operands and isinstance(operands[0], (int, float)):
            self._state[operator] = float(operands[0])
        elif operator in _SHOWS and operands:
            last = operands[-1]
            self._shown += ((one, *self._state.values()) for one in (last if isinstance(last, list) else [last]))

    def take(self, text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        """Take a piece, or nothing: text without any signs."""
        words, shown, self._shown = cleaned(text), self._shown, []
        spaced = self._spaced or text[:1].isspace()
        self._spaced = spaced if not words else text[-1].isspace()
        place, widths = _times(tm, cm), self._table(font)
        height, scale = abs(size) * math.hypot(place[2], place[3]), math.hypot(place[0], place[1])
        way = self._way(shown, widths, size) if widths else size * guessed_width(words) / 1000
        if not words or not all(abs(number) < _FARTHEST for number in (*place, height, scale * way)):
            return
        x, y, turned = place[4], place[5], 0
        if abs(place[1]) > abs(place[0]):
            x, y, turned = (y, -x, 90) if place[1] > 0 else (-y, x, 270)
        spaced = spaced or (bool(self._pieces) and self._is_gap(self._pieces[-1][1], x, y, height))
        self._sure = bool(widths)
        name = str((font or {}).get("/BaseFont", "")).lower()
        bold, italic = re.search(_BOLD, name) is not None, re.search(_ITALIC, name) is not None
        self._pieces.append((turned, Piece(words, x, y, height, x + scale * way, bold, italic, int(spaced))))

    def _table(self, font: dict[str, Any] | None) -> Widths:
        if id(font) not in self._widths:
            self._widths[id(font)] = (font, Widths(font or {}))
        return self._widths[id(font)][1]

    def _way(self, shown: list[tuple[Any, float, float, float]], widths: Widths, size: float) -> float:
        """Return how far the pen went, in the units of the text's own coordinates."""
        pen = 0.0
        for one, characters, blanks, stretch in shown:
            if isinstance(one, bytes):
                way = size * widths.of(one) / 1000 + characters * widths.glyphs(one) + blanks * one.count(b" ")
            else:
                way = -size * one / 1000 if isinstance(one, (int, float)) else 0.0
            pen += way * stretch / 100
        return pen

    def _is_gap(self, before: Piece, x: float, y: float, height: float) -> bool:
        """Tell whether a piece at this place stands as far from the one before it as words do."""
        level = abs(before.y - y) < 0.6 * height
        return self._sure and level and x - before.right > _WORD_GAP * height / 1000

    def upright(self) -> list[Piece]:
        """Return the pieces that stand as most of the page's text does, once those drawn twice to look bold."""
        turns = Counter(turned for turned, piece in self._pieces for _ in piece.text[:100])
        most = max(turns, key=turns.__getitem__, default=0)
        places = {
            (piece.text, round(piece.x / _SAME_PLACE), round(piece.y / _SAME_PLACE)): piece
            for turned, piece in reversed(self._pieces)
            if turned == most
        }
        return list(places.values())[::-1]


def cleaned(text: str) -> str:
    """Return a piece's text without ligatures, loose accents, control characters and white space around it."""
    text = " ".join(text.translate(_DROPPED).translate(_LIGATURES).split())
    if "\N{DIAERESIS}" in text:
        text = re.sub(_ACCENT, "\\1\N{COMBINING DIAERESIS}", text)
    return text


def _times(one: list[float], other: list[float]) -> tuple[float, float, float, float, float, float]:
    """Multiply two matrices of the form that PDF has them in."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
