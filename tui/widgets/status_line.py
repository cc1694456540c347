"""A line of the frame: redraws only the cells that change."""

from __future__ import annotations

from collections.abc import Mapping

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.painting import Piece, Pieces, difference
from tui.themes import Look
from tui.widgets.drawing import StyleBook


class StatusLine(Widget):
    """One row of pieces; what is behind the last one is empty."""

    DEFAULT_CSS = "StatusLine { height: 1; width: 1fr; }"

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._pieces: Pieces = ()
        self._book = StyleBook({})

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """Use other colours."""
        self._book = StyleBook(looks)
        self.refresh()

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self._pieces)

    def show(self, *pieces: Piece) -> None:
        """Put these pieces, which must be sanitised, on the line."""
        cells = difference(self._pieces, pieces)
        self._pieces = pieces
        if cells is not None:
            self.refresh(Region(cells.start, 0, cells.end - cells.start, 1))

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        return self._book.strip(self._pieces if y == 0 else (), self.size.width)
