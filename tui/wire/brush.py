"""What the terminal will draw next, and where: its cursor and its pen, and what moves them."""

from __future__ import annotations

from typing import Final

from tui.wire.pens import Pen, sequence
from tui.wire.rows import Row, Stretch, look_alike

Place = tuple[int, int]
"""Row and column, counted from 0."""

BEGIN_FRAME: Final = "\x1b[?2026h"
END_FRAME: Final = "\x1b[?2026l"


class Brush:
    """Collects what is to be sent; knows where the terminal's cursor is and which pen it holds."""

    def __init__(self) -> None:
        self.at: Place | None = None
        """None where that is not known."""
        self.pen: Pen | None = None
        self._parts: list[str] = []
        self._held_back = ""

    @property
    def held_back(self) -> str:
        """The beginning of a frame of which nothing has been sent yet, if there is one."""
        return self._held_back

    def send(self, raw: str) -> None:
        """Send a string as it is."""
        if raw:
            self._parts += (self._held_back, raw)
            self._held_back = ""

    def begin_frame(self) -> None:
        """Let what follows appear at once; sent when there is something that follows."""
        self._held_back = BEGIN_FRAME

    def end_frame(self) -> None:
        """Show what has been sent since `begin_frame`."""
        if self._held_back:
            self._held_back = ""
        else:
            self._parts.append(END_FRAME)

    def take(self) -> str:
        """Return what is to be sent, and begin anew."""
        sent = "".join(self._parts)
        self._parts.clear()
        return sent

    def move(self, place: Place) -> None:
        """Move the cursor by the shortest way."""
        if self.at != place:
            self.send(_way(self.at, place))
            self.at = place

    def hold(self, pen: Pen) -> None:
        """Take another pen."""
        if self.pen != pen:
            self.send(sequence(self.pen, pen))
            self.pen = pen

    def draw(self, y: int, row: Row, stretch: Stretch) -> None:
        """Draw cells of a row, all of them known."""
        start, end = stretch
        self.move((y, start))
        begun = start
        for x in range(start, end):
            pen, cell = row.pens[x], row.cells[x]
            if pen is not None and pen is not self.pen and not look_alike(cell, self.pen, pen):
                self.send("".join(filter(None, row.cells[begun:x])))
                self.hold(pen)
                begun = x
        self.send("".join(filter(None, row.cells[begun:end])))
        # Behind the last column, and behind characters of a doubtful width, the cursor may be elsewhere.
        self.at = None if row.odd or end >= len(row.cells) else (y, end)


def _way(before: Place | None, place: Place) -> str:
    y, x = place
    absolute = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
    if before is None:
        return absolute
    relative = _steps(y - before[0], "BA") + _steps(x - before[1], "CD")
    return relative if len(relative) < len(absolute) else absolute


def _steps(distance: int, letters: str) -> str:
    count = "" if abs(distance) == 1 else str(abs(distance))
    return f"\x1b[{count}{letters[distance < 0]}" if distance else ""
