"""Finds text that has only moved up or down: the terminal can move it itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.wire.rows import Row

_WORTH: Final = 80
"""So many cells must be spared."""


class Scroll(NamedTuple):
    """Rows `[top, bottom)` move up by `lines`, or down where that is negative."""

    top: int
    bottom: int
    lines: int


def find_scroll(shown: Sequence[Row], wanted: Sequence[Row]) -> Scroll | None:
    """Return the scroll after which most of what is shown need not be sent again, or None where none helps."""
    old, new = [row.text for row in shown], [row.text for row in wanted]
    gains = _gains(old, new)
    lines, gain = max(gains.items(), key=lambda found: found[1], default=(0, 0))
    found = [y for y, text in enumerate(new) if _moved_by(lines, y, old, text)]
    if gain < _WORTH or not found:
        return None
    top, bottom = min(*found, *(y + lines for y in found)), max(*found, *(y + lines for y in found)) + 1
    lost = sum(_weight(new[y]) for y in range(top, bottom) if new[y] == old[y])
    known = None not in old[top:bottom] and None not in new[top:bottom]
    return Scroll(top, bottom, lines) if known and gain - lost >= _WORTH else None


def _gains(old: Sequence[str | None], new: Sequence[str | None]) -> Counter[int]:
    """Return how many cells each scroll spares."""
    places: dict[str, list[int]] = {}
    for y, text in enumerate(old):
        if text is not None and not text.isspace():
            places.setdefault(text, []).append(y)
    gains: Counter[int] = Counter()
    for y, text in enumerate(new):
        if text is not None and text != old[y]:
            for place in places.get(text, ()):
                gains[place - y] += _weight(text)
    return gains


def _moved_by(lines: int, y: int, old: Sequence[str | None], text: str | None) -> bool:
    return bool(_weight(text)) and 0 <= y + lines < len(old) and old[y + lines] == text


def _weight(text: str | None) -> int:
    return len(text.strip()) if text else 0


def scroll_sequence(scroll: Scroll) -> str:
    """Return what scrolls; the cursor is at the top left then.

    Lines are deleted and inserted inside margins: the Linux console cannot scroll margins by `CSI S`.
    """
    top, bottom, lines = scroll
    change = f"{abs(lines) if abs(lines) > 1 else ''}{'M' if lines > 0 else 'L'}"
    to_top = f"\x1b[{top + 1}H" if top else ""
    return f"\x1b[{top + 1 if top else ''};{bottom}r{to_top}\x1b[{change}\x1b[r"
