"""Finds text that has only moved up or down: the terminal can move it itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import eq
from typing import Final, NamedTuple

from tui.wire.rows import Row

_WORTH: Final = 80
"""So many cells must be spared."""

Texts = Sequence[str | None]
"""What the rows of a screen say; None where that is not known."""


class Scroll(NamedTuple):
    """Rows `[top, bottom)` move up by `lines`, or down where that is negative."""

    top: int
    bottom: int
    lines: int


def find_scroll(shown: Sequence[Row], wanted: Sequence[Row]) -> Scroll | None:
    """Return the scroll after which most of what is shown need not be sent again, or None where none helps."""
    old, new = [row.text for row in shown], [row.text for row in wanted]
    lines = _likely_distance(old, new)
    if not lines:
        return None
    first, last, spared = _best_stretch([_spared(old, new, y, lines) for y in range(len(new))])
    scroll = Scroll(min(first, first + lines), max(last, last + lines) + 1, lines)
    coming_in = {*range(scroll.top, scroll.bottom)} - {*range(first, last + 1)}
    lost = sum(_alike(old[y], new[y]) for y in coming_in)
    known = None not in old[scroll.top : scroll.bottom] and None not in new[scroll.top : scroll.bottom]
    return scroll if known and spared - lost >= _WORTH else None


def _likely_distance(old: Texts, new: Texts) -> int:
    """Return by how many rows most of the text has moved up; 0 where none has."""
    places: dict[str, list[int]] = {}
    for y, text in enumerate(old):
        if text is not None and not text.isspace():
            places.setdefault(text, []).append(y)
    moved: Counter[int] = Counter()
    for y, text in enumerate(new):
        if text is not None and text != old[y]:
            moved.update({place - y: len(text.strip()) for place in places.get(text, ())})
    return max(moved, key=moved.__getitem__, default=0)


def _spared(old: Texts, new: Texts, y: int, lines: int) -> int:
    """Return how many cells of row `y` need not be sent again when rows move; negative where more must be."""
    if not 0 <= y + lines < len(old):
        return -len(old) * len(new[y] or " ")
    return _alike(old[y + lines], new[y]) - _alike(old[y], new[y])


def _alike(old: str | None, new: str | None) -> int:
    return sum(map(eq, old or "", new or ""))


def _best_stretch(values: Sequence[int]) -> tuple[int, int, int]:
    """Return first and last index of the neighbours with the largest sum, and that sum (Kadane's algorithm)."""
    best = (0, 0, values[0])
    start = total = 0
    for at, value in enumerate(values):
        if total <= 0:
            start, total = at, 0
        total += value
        if total > best[2]:
            best = (start, at, total)
    return best


def scroll_sequence(scroll: Scroll) -> str:
    """Return what scrolls; where the cursor is then is not to be relied on.

    Lines are deleted and inserted inside margins: the Linux console cannot scroll margins by `CSI S`.
    """
    top, bottom, lines = scroll
    change = f"{abs(lines) if abs(lines) > 1 else ''}{'M' if lines > 0 else 'L'}"
    first = top + 1 if top else ""
    return f"\x1b[{first};{bottom}r\x1b[{first}H\x1b[{change}\x1b[r"
