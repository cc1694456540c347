"""A memory of what the terminal shows, so that nothing is sent twice.

Follows what is written to the terminal on a grid of cells, and returns the shortest string that makes it show
the same. What cannot be followed passes unchanged, and what it may have drawn over is forgotten: never guessed.
A sequence that may change what later ones mean, such as margins, ends all following.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tui.display import ODD
from tui.wire import pens
from tui.wire.brush import Brush, Place
from tui.wire.pens import Pen
from tui.wire.rows import Row, cells_of, changed_cells, to_send
from tui.wire.scrolling import Scroll, find_scroll, scroll_sequence

_TOKEN: Final = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<pen>[\d;]*)m"
    r"|\x1b\[(?P<place>\d*(?:;\d*)?)H"
    r"|(?P<end>\r?\n)"
    r"|(?P<start>\r)"
    r"|(?P<clear>\x1b\[2J)"
    r"|\x1b\[\?(?P<mode>1049[hl]|2026[hl])"
    # Settings, questions, and strings to the terminal: they draw nothing.
    r"|(?P<silent>\x1b\[\?(?:7|12|25|100[0-6]|101[56]|2004|2048)[hl]|\x1b\[\?\d+\$p|\x1b\[[<>=?][\d;]*u"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b\[\d*[cnt]|\x07)"
    r"|(?P<drawing>\x1b\[[\d;]*[@A-GIJ-MPSTXZ`abdef]|\x1b[78DEM]|[\x08-\x0d])"
    r"|(?P<other>\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[\]P]|[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
)
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P][^\x07\x1b]*\x1b?)?")
_WORTH_LOOKING: Final = 2
"""So many screen widths of changed cells are worth the time to look whether the text has only moved."""


class ScreenMemory:
    """Follows the terminal from a state of which nothing is known."""

    def __init__(self, width: int, height: int) -> None:
        self._alternate = False
        self._following = True
        self._unfinished = ""
        self._cursor: Place | None = None
        self._pen: Pen | None = None
        self._brush = Brush()
        self.forget(width, height)

    def forget(self, width: int, height: int) -> None:
        """Know nothing any more: the terminal has another size, or something else wrote to it."""
        self.size = (width, height)
        self._forget_cells()
        self._cursor = self._brush.at = None
        self._brush.pen = None

    def write(self, data: str) -> str:
        """Return what to send in place of `data`: as a rule less, never much more, often nothing."""
        if not self._following:
            return data
        brush = self._brush
        data = self._unfinished + data
        following = brush.at is not None and brush.at == self._cursor and self._pen is not None
        unreduced = brush.held_back + (pens.sequence(brush.pen, self._pen) if self._pen else "") + data
        at = 0
        while self._following and (found := _TOKEN.match(data, at)) is not None:
            at = found.end()
            self._take(found.lastgroup or "", found[found.lastgroup or 0], found[0])
        self._unfinished = data[at:]
        self._following = self._following and _UNFINISHED.fullmatch(data[at:] or "\x1b") is not None
        self._draw_changes()
        sent = brush.take()
        if not self._following:
            return sent + data[at:]
        if following and len(sent) > len(unreduced) and not self._unfinished:
            brush.at, brush.pen = self._known_place(), self._pen
            return unreduced
        return sent

    def _take(self, kind: str, value: str, raw: str) -> None:
        if kind == "text":
            self._take_text(value)
        elif kind == "pen":
            self._take_pen(value, raw)
        elif kind == "place":
            self._take_place(value)
        elif kind == "start" and self._cursor is not None:
            self._cursor = (self._cursor[0], 0)
        elif kind == "end" and self._cursor is not None and self._cursor[0] + 1 < self.size[1]:
            self._cursor = (self._cursor[0] + 1, 0)
        elif kind == "clear" and self._pen is not None:
            self._clear(raw)
        elif kind == "mode":
            self._take_mode(value, raw)
        elif kind == "silent":
            self._pass(raw)
        else:
            self._pass_unfollowed(raw)
            self._following = kind != "other"

    def _take_text(self, text: str) -> None:
        odd = bool(ODD.search(text))
        cells: Sequence[str] | None = cells_of(text) if odd else text
        if cells is None or self._cursor is None or self._pen is None:
            self._pass_unfollowed(text, pen_stays=True)
            return
        y, x = self._cursor
        row, end = self._wanted[y], x + len(cells)
        if end > self.size[0] or row.would_split(x, end):
            self._pass_unfollowed(text, pen_stays=True)
            return
        row.put(x, cells, self._pen)
        row.odd |= odd
        self._touched.add(y)
        self._cursor = (y, end)

    def _take_pen(self, parameters: str, raw: str) -> None:
        pen = pens.changed(self._pen, parameters)
        if pen is None:
            self._pass_unfollowed(raw)  # its colours are not known until the next reset
        self._pen = pen

    def _take_place(self, value: str) -> None:
        row, _, column = value.partition(";")
        width, height = self.size
        self._cursor = min(max(int(row or 1), 1), height) - 1, min(max(int(column or 1), 1), width) - 1

    def _take_mode(self, mode: str, raw: str) -> None:
        if mode == "2026h":
            self._brush.begin_frame()
        elif mode == "2026l":
            self._draw_changes()
            self._brush.end_frame()
        elif mode == "1049l" or not self._alternate:
            # Asked twice, some terminals clear the screen and others do not: it is asked once.
            self._pass(raw)
            self._alternate = mode == "1049h"
            self._forget_cells()
            self._cursor = self._brush.at = None

    def _clear(self, raw: str) -> None:
        self._pass(raw, held=self._pen)
        self._forget_cells()
        if self._pen is not None and not self._pen.background:
            # With another background terminals disagree on what an empty cell looks like.
            for row in (*self._shown, *self._wanted):
                row.put(0, " " * self.size[0], pens.PLAIN_PEN)

    def _pass(self, raw: str, *, held: Pen | None = None) -> None:
        """Send what draws nothing, or what draws with the pen `held`, behind all that comes before it."""
        self._draw_changes()
        if held is not None:
            self._brush.hold(held)
        self._brush.send(raw)

    def _pass_unfollowed(self, raw: str, *, pen_stays: bool = False) -> None:
        """Send what may have drawn anywhere, in the very state that the terminal should be in."""
        self._draw_changes()
        if self._cursor is not None and self._cursor[1] == self.size[0]:
            y = self._cursor[0]
            last = self.size[0] - (1 if self._wanted[y].cells[-1] else 2)
            self._brush.draw(y, self._wanted[y], (last, self.size[0]))
        if self._pen is not None:
            self._brush.hold(self._pen)
        self._brush.send(raw)
        self._forget_cells()
        self._cursor = self._brush.at = None
        if not pen_stays:
            self._pen = self._brush.pen = None

    def _forget_cells(self) -> None:
        width, height = self.size
        self._shown = [Row(width) for _ in range(height)]
        self._wanted = [Row(width) for _ in range(height)]
        self._touched: set[int] = set()

    def _known_place(self) -> Place | None:
        """Return where the cursor should be; None behind the last column, where no sequence leads."""
        return self._cursor if self._cursor is not None and self._cursor[1] < self.size[0] else None

    def _draw_changes(self) -> None:
        """Make the terminal show what it should, the cursor where it should be."""
        changes = self._changes()
        if sum(map(len, changes.values())) > _WORTH_LOOKING * self.size[0]:
            scroll = find_scroll(self._shown, self._wanted)
            if scroll is not None:
                self._scroll(scroll)
                self._touched.update(range(scroll.top, scroll.bottom))
                changes = self._changes()
        for y, cells in changes.items():
            shown, wanted = self._shown[y], self._wanted[y]
            for stretch in to_send(shown, wanted, cells):
                self._brush.draw(y, wanted, stretch)
            shown.become(wanted)
        self._touched.clear()
        place = self._known_place()
        if place is not None:
            self._brush.move(place)

    def _changes(self) -> dict[int, list[int]]:
        """Return the cells that differ from what the terminal shows, by row."""
        found = {y: changed_cells(self._shown[y], self._wanted[y]) for y in sorted(self._touched)}
        return {y: cells for y, cells in found.items() if cells}

    def _scroll(self, scroll: Scroll) -> None:
        self._brush.send(scroll_sequence(scroll))
        self._brush.at = None
        top, bottom, lines = scroll
        moved = self._shown[top:bottom]
        come_in = [self._come_in() for _ in range(abs(lines))]
        self._shown[top:bottom] = [*moved[lines:], *come_in] if lines > 0 else [*come_in, *moved[:lines]]

    def _come_in(self) -> Row:
        """Return a row as the terminal leaves it where lines were deleted or inserted."""
        row = Row(self.size[0])
        if self._brush.pen is not None and not self._brush.pen.background:
            row.put(0, " " * self.size[0], pens.PLAIN_PEN)
        return row
