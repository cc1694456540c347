"""How wide text is that a PDF document shows, by the tables of widths that its fonts have."""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

_MOST = 65_536
"""How many codes a font can have widths for."""
_NARROW, _WIDE = frozenset("iljtf.,;:!'|()[]I-„“”‚‘’ "), frozenset("mwMW—…%@")


class Widths:
    """The widths of a font's glyphs by their codes, in thousandths of its size."""

    def __init__(self, font: dict[str, Any]) -> None:
        self._widths: dict[int, float] = {}
        self._default = 0.0
        self._bytes = 1
        """How many bytes a code has."""
        inner = _listed(font.get("/DescendantFonts"))
        if inner:
            self._bytes = 2
            descendant = _resolved(inner[0])
            self._default = _number(descendant.get("/DW"), 1000.0)
            self._read_composite(_listed(descendant.get("/W")))
        else:
            self._read_simple(font)

    def __bool__(self) -> bool:
        """Tell whether the font says how wide it is; the fonts that every viewer has need not."""
        return bool(self._widths) or self._bytes == 2

    def of(self, data: bytes) -> float:
        """Return how wide a string is."""
        codes: Iterable[int] = data
        if self._bytes == 2:
            codes = (high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False))
        return sum(self._widths.get(code, self._default) for code in codes)

    def glyphs(self, data: bytes) -> int:
        """Return how many glyphs a string has."""
        return len(data) // self._bytes

    def _read_simple(self, font: dict[str, Any]) -> None:
        first = int(_number(font.get("/FirstChar"), 0.0))
        # Glyphs of fonts that are drawn in the document itself have a scale of their own.
        matrix = _listed(font.get("/FontMatrix"))
        scale = 1000 * _number(matrix[0], 0.001) if matrix else 1.0
        for at, width in enumerate(_listed(font.get("/Widths"))[:256]):
            self._widths[first + at] = scale * _number(width, 0.0)

    def _read_composite(self, table: Sequence[Any]) -> None:
        """Read a table in which `code [width width …]` and `first last width` follow one another."""
        at = 0
        while at + 1 < len(table) and len(self._widths) < _MOST:
            first, second = int(_number(table[at], 0.0)), _resolved(table[at + 1])
            if isinstance(second, list):
                self._widths |= {first + more: _number(width, 0.0) for more, width in enumerate(second[:_MOST])}
                at += 2
            elif at + 2 < len(table):
                last = min(int(_number(second, 0.0)), first + _MOST)
                self._widths |= dict.fromkeys(range(first, last + 1), _number(table[at + 2], 0.0))
                at += 3
            else:
                break


def guessed_width(text: str) -> float:
    """Return about how wide a text is in a usual font, give or take a tenth, in thousandths of its size."""
    narrow = sum(character in _NARROW for character in text)
    wide = sum(character in _WIDE for character in text)
    return 530 * len(text) - 250 * narrow + 320 * wide + 130 * sum(map(str.isupper, text))


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _listed(value: Any) -> list[Any]:
    value = _resolved(value)
    return value if isinstance(value, list) else []


def _number(value: Any, default: float) -> float:
    value = _resolved(value)
    return float(value) if isinstance(value, (int, float)) else default
