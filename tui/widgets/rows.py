"""A list of one-line rows that draws only those that can be seen, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.painting import Piece, Pieces
from tui.layout import cell_width
from tui.themes import Look
from tui.widgets.drawing import StyleBook

Draw = Callable[[int, int], Pieces]
"""Gives the sanitised pieces of row `index` in `width` cells."""


class Rows(Widget, can_focus=True):
    """Shows `count` rows, one of them current; says which one is chosen by Enter."""

    DEFAULT_CSS = "Rows { height: 1fr; width: 1fr; min-height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", show=False),
        Binding("k,up", "step(-1)", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("g,home", "end(-1)", show=False),
        Binding("G,end", "end(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row."""

        index: int

    @dataclass
    class Moved(Message):
        """Another row is the current one."""

        index: int

    def __init__(self, looks: Mapping[str, Look], *, empty: str, widget_id: str = "rows") -> None:
        super().__init__(id=widget_id)
        self._book = StyleBook(looks)
        self._empty = empty
        self._draw: Draw = lambda index, width: ()
        self._count = 0
        self._top = 0
        self.index = 0
        """Which row is current; 0 when there is none."""

    def show(self, count: int, draw: Draw, *, index: int = 0, hold: bool = False) -> None:
        """Show other rows, with `index` (or the nearest there is) as the current one.

        With `hold` it stands where the current row stands now, whatever has come before it.
        """
        self._top += index - self.index if hold else 0
        self._count, self._draw = count, draw
        self.index = max(0, min(index, count - 1))
        self._follow()
        self.refresh()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def on_resize(self, event: Resize) -> None:
        """Keep the current row on the screen."""
        self._follow()

    def _follow(self) -> bool:
        """Move the window to the current row; return whether it had to move."""
        before, height = self._top, max(1, self.size.height)
        if not self._top <= self.index < self._top + height:
            self._top = self.index - height // 2
        self._top = max(0, min(self._top, self._count - height))
        return self._top != before

    def _go_to(self, index: int) -> None:
        before = self.index
        self.index = max(0, min(index, self._count - 1))
        if self._follow():
            self.refresh()
        elif self.index != before:
            width = self.size.width
            self.refresh(*(Region(0, row - self._top, width, 1) for row in (before, self.index)))
        if self.index != before:
            self.post_message(self.Moved(self.index))

    def action_step(self, by: int) -> None:
        """Go to a neighbouring row."""
        self._go_to(self.index + by)

    def action_page(self, by: int) -> None:
        """Go a page further or back."""
        self._go_to(self.index + by * max(1, self.size.height - 1))

    def action_end(self, side: int) -> None:
        """Go to the first or last row."""
        self._go_to(0 if side < 0 else self._count - 1)

    def action_choose(self) -> None:
        """Choose the current row."""
        if self._count:
            self.post_message(self.Chosen(self.index))

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the window."""
        at, width = self._top + y, self.size.width
        if not self._count:
            pieces: Pieces = (Piece(self._empty, ("muted",)),) if y == 0 else ()
        elif at >= self._count:
            pieces = ()
        else:
            here = ("here",) if at == self.index else ()
            mark = "▌" if here else " "
            drawn = (Piece(mark, ("bar",)), *self._draw(at, width - 1))
            pieces = tuple(Piece(piece.text, piece.names + here) for piece in drawn)
            if here:
                filled = sum(cell_width(piece.text) for piece in pieces)
                pieces += (Piece(" " * max(0, width - filled), ("text", *here)),)
        return self._book.strip(pieces, width)
