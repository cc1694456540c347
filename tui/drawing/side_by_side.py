"""Two texts beside each other, or below each other where that is too narrow. Without a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.display import display
from tui.drawing.comparison import Side, Sides
from tui.drawing.painting import Piece, Pieces
from tui.layout import Row, cell_width, shorten, wrap
from tui.themes import runs

BESIDE_FROM: Final = 56
"""From so many cells on the two sides stand beside each other."""
_BETWEEN: Final = " │ "
_ABOVE: Final = 2
"""Rows that are shown above the quote, where there are as many."""


class _Column(NamedTuple):
    """One side, wrapped, and which of its rows are in view."""

    heading: Piece
    rows: Sequence[Pieces]
    quote: int
    """The row on which the quote begins."""
    top: int = 0
    height: int = 0

    def pushed_down(self, rows: int) -> _Column:
        """Return the column with empty rows on top, so that the quote stands lower."""
        return self._replace(rows=[()] * rows + list(self.rows), quote=self.quote + rows)

    def in_view(self, shift: int) -> list[Pieces]:
        """Return the rows in view, scrolled by `shift` rows as far as there is something to see."""
        lowest = max(self.top, len(self.rows) - self.height)
        first = min(max(0, self.top + shift), lowest)
        rows = self.rows[first : first + self.height]
        return [*rows, *[()] * (self.height - len(rows))]

    @property
    def below(self) -> int:
        """How many rows there are under those in view."""
        return max(0, len(self.rows) - self.height - self.top)


class SideBySide:
    """Two sides laid out for a screen of `width` and `height` cells."""

    def __init__(self, sides: Sides, width: int, height: int) -> None:
        self._beside = width >= BESIDE_FROM
        self._width = (width - len(_BETWEEN)) // 2 if self._beside else width
        old, new = (_wrapped(side, self._width) for side in sides)
        self._columns = (
            _level(old, new, max(0, height - 1)) if self._beside else _stacked(old, new, max(0, height - 2))
        )

    def within(self, shift: int) -> int:
        """Return how far the rows can be scrolled at most when `shift` is asked for; 0 shows the quotes."""
        highest = max(column.below for column in self._columns)
        return min(max(shift, -max(column.top for column in self._columns)), highest)

    def rows(self, shift: int = 0) -> list[Pieces]:
        """Return the rows of the screen, scrolled by `shift` rows."""
        old, new = ([(one.heading,), *one.in_view(shift)] for one in self._columns)
        if not self._beside:
            return [*old, *new]
        between = Piece(_BETWEEN, ("muted",))
        return [(*_filled(left, self._width), between, *right) for left, right in zip(old, new, strict=True)]


def _wrapped(side: Side, width: int) -> _Column:
    rows = wrap(side.text, width)
    quote = max(at for at, (start, _) in enumerate(rows) if start <= side.quote)
    heading = Piece(shorten(side.heading, width), ("muted", "strong"))
    return _Column(heading, [_painted(side, row) for row in rows], quote)


def _painted(side: Side, row: Row) -> Pieces:
    cut = runs(row, side.layers)
    return tuple(Piece(display(side.text[start:end], oneline=True), ("text", *names)) for start, end, names in cut)


def _level(old: _Column, new: _Column, height: int) -> tuple[_Column, _Column]:
    """Return the columns with their quotes on the same row."""
    quote = max(old.quote, new.quote)
    old, new = old.pushed_down(quote - old.quote), new.pushed_down(quote - new.quote)
    top = _top(max(len(old.rows), len(new.rows)), quote, height)
    return old._replace(top=top, height=height), new._replace(top=top, height=height)


def _stacked(old: _Column, new: _Column, height: int) -> tuple[_Column, _Column]:
    """Return the columns for one below the other, the new one with the larger half where both are long."""
    upper = min(len(old.rows), max(height // 2, height - len(new.rows)))
    lower = height - upper
    return (
        old._replace(top=_top(len(old.rows), old.quote, upper), height=upper),
        new._replace(top=_top(len(new.rows), new.quote, lower), height=lower),
    )


def _top(rows: int, quote: int, height: int) -> int:
    """Return the first row in view: of so many rows all if they fit, else the quote and a little above it."""
    return 0 if rows <= height else max(0, quote - min(_ABOVE, height // 3))


def _filled(pieces: Pieces, width: int) -> Pieces:
    used = sum(cell_width(piece.text) for piece in pieces)
    return (*pieces, Piece(" " * max(0, width - used), ("text",)))
