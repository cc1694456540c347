"""A row of cells as the terminal holds it, and in which cells two rows differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.display import ODD
from tui.wire.pens import Pen, on_a_blank

Cell = str | None
"""What stands in a cell, combining marks included; "" behind a wide character; None where that is not known."""
Stretch = tuple[int, int]
"""Cells `[start, end)` of a row."""

_GAP: Final = 4
"""So many unchanged cells are sent again sooner than the cursor is moved over them."""
_JOINERS: Final = frozenset(map(chr, (0x200D, *range(0xFE00, 0xFE10), *range(0x1F1E6, 0x1F200))))
"""Of characters joined by these, terminals make more or fewer cells than there are."""


class Row:
    """The cells of a row and the pens they were drawn with."""

    __slots__ = ("cells", "odd", "pens")

    def __init__(self, width: int) -> None:
        self.cells: list[Cell] = [None] * width
        self.pens: list[Pen | None] = [None] * width
        self.odd = False
        """Whether there may be characters on whose width terminals might disagree."""

    def put(self, start: int, cells: Sequence[str], pen: Pen) -> None:
        """Draw cells with one pen."""
        self.cells[start : start + len(cells)] = cells
        self.pens[start : start + len(cells)] = [pen] * len(cells)

    def become(self, other: Row) -> None:
        """Show what another row shows."""
        self.cells[:], self.pens[:], self.odd = other.cells, other.pens, other.odd

    def would_split(self, start: int, end: int) -> bool:
        """Tell whether drawing over `[start, end)` would leave half a wide character."""
        return self.odd and (self.cells[start] == "" or self.cells[end : end + 1] == [""])

    @property
    def text(self) -> str | None:
        """What the row says; None where that is not known."""
        return None if None in self.cells else "".join(filter(None, self.cells))


def cells_of(text: str) -> list[str] | None:
    """Return what stands in each cell once `text` is drawn; None where terminals would disagree."""
    from rich.cells import get_character_cell_size

    cells: list[str] = []
    for character in text:
        width = get_character_cell_size(character)
        if character in _JOINERS or (width == 0 and not cells):
            return None
        if width == 0:
            last = -1 if cells[-1] else -2
            cells[last] += character
        else:
            cells += [character, ""][:width]
    return cells


def changed_cells(old: Row, new: Row) -> list[int]:
    """Return the cells in which two rows look different."""
    if old.cells == new.cells and old.pens == new.pens:
        return []
    both = zip(old.cells, new.cells, old.pens, new.pens, strict=True)
    return [
        x
        for x, (was, cell, before, pen) in enumerate(both)
        if was != cell or (before is not pen and not look_alike(cell, before, pen))
    ]


def look_alike(cell: Cell, before: Pen | None, after: Pen | None) -> bool:
    """Tell whether a cell looks the same with two pens: of a space nothing but its background is seen."""
    if cell != " " or before is None or after is None:
        return before == after
    return on_a_blank(before) == on_a_blank(after)


def to_send(old: Row, new: Row, cells: Sequence[int]) -> list[Stretch]:
    """Return the stretches of `new` to send so that these changed cells are shown.

    Where widths are in doubt everything from there on is sent, for what follows may stand elsewhere.
    """
    doubtful = _first_doubtful(old, new)
    if doubtful is None:
        return _joined(new, cells)
    return _known(new, min(doubtful, cells[0]))


def _first_doubtful(old: Row, new: Row) -> int | None:
    if not (old.odd or new.odd):
        return None
    found = [
        x
        for row in (old, new)
        for x, cell in enumerate(row.cells)
        if cell is not None and (len(cell) != 1 or ODD.search(cell))
    ]
    if not found:
        old.odd = new.odd = False
    return min(found, default=None)


def _joined(row: Row, cells: Sequence[int]) -> list[Stretch]:
    """Return the changed cells as stretches, over short gaps that need no other pen."""
    stretches: list[Stretch] = []
    start = last = cells[0]
    for x in cells[1:]:
        if x > last + 1 and not (x - last <= _GAP + 1 and _same_pen(row, last, x)):
            stretches.append((start, last + 1))
            start = x
        last = x
    return [*stretches, (start, last + 1)]


def _same_pen(row: Row, last: int, following: int) -> bool:
    pen = row.pens[last]
    return all(
        row.cells[x] is not None and look_alike(row.cells[x], pen, row.pens[x]) for x in range(last + 1, following)
    )


def _known(row: Row, start: int) -> list[Stretch]:
    """Return the stretches from `start` on that are known."""
    stretches: list[Stretch] = []
    begun: int | None = None
    for x in range(start, len(row.cells) + 1):
        known = x < len(row.cells) and row.cells[x] is not None
        if known and begun is None:
            begun = x
        elif not known and begun is not None:
            stretches.append((begun, x))
            begun = None
    return stretches
