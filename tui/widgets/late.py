"""Rows that are painted once a frame: keys that arrive together cost one painting, however many they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.painting import Pieces
from tui.themes import Look
from tui.widgets.drawing import StyleBook

Paint = Callable[[], Sequence[Pieces]]
"""Returns the pieces of every row."""


class LateRows(Widget):
    """Shows what a function paints, which is called when the next frame is drawn."""

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._book = StyleBook({})
        self._rows: Sequence[Pieces] = ()
        self._paint: Paint | None = None

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """Use other colours."""
        self._book = StyleBook(looks)
        self.refresh()

    def show_soon(self, paint: Paint) -> None:
        """Show what `paint` returns in the next frame; only rows that differ are drawn again."""
        if self._paint is None:
            self.refresh(Region())  # asks for a frame; which rows differ turns out when they are painted
        self._paint = paint

    @property
    def painted(self) -> Sequence[Pieces]:
        """The rows as the next frame shows them."""
        paint, self._paint = self._paint, None
        if paint is not None:
            before, self._rows = self._rows, paint()
            if len(before) != len(self._rows):
                self._set_dirty()
            else:
                self._draw_again([y for y, row in enumerate(self._rows) if row != before[y]])
        return self._rows

    def _draw_again(self, rows: Sequence[int]) -> None:
        if rows:
            self._set_dirty(*(Region(0, y, self.size.width, 1) for y in rows))

    def _exchange_repaint_regions(self) -> Collection[Region]:
        # The compositor asks for these at the beginning of a frame.
        _ = self.painted
        return super()._exchange_repaint_regions()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a region of the widget."""
        _ = self.painted
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return row `y`."""
        rows = self.painted
        return self._book.strip(rows[y] if y < len(rows) else (), self.size.width)
