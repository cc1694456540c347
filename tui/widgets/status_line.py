"""A line of the frame."""

from __future__ import annotations

from collections.abc import Callable

from tui.drawing.painting import Pieces
from tui.widgets.late import LateRows


class StatusLine(LateRows):
    """One row of pieces; what is behind the last one is empty."""

    DEFAULT_CSS = "StatusLine { height: 1; width: 1fr; }"

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for row in self.painted for piece in row)

    def show(self, paint: Callable[[], Pieces]) -> None:
        """Put the pieces that `paint` returns, which must be sanitised, on the line."""
        self.show_soon(lambda: (paint(),))
