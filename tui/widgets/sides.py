"""Two texts beside each other that are scrolled together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize

from tui.drawing.comparison import Sides
from tui.drawing.side_by_side import SideBySide
from tui.themes import Look
from tui.widgets.late import LateRows


class Comparison(LateRows, can_focus=True):
    """Shows what once was there and what is there today, the quotes first."""

    DEFAULT_CSS = "Comparison { height: 1fr; width: 1fr; min-height: 4; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, looks: Mapping[str, Look]) -> None:
        super().__init__("sides")
        self.set_looks(looks)
        self._sides: Sides | None = None
        self._shift = 0

    def show(self, sides: Sides) -> None:
        """Show other texts."""
        self._sides, self._shift = sides, 0
        self._lay_out()

    def on_resize(self, event: Resize) -> None:
        """Wrap anew."""
        self._lay_out()

    def _lay_out(self, by: int = 0) -> None:
        if self._sides is not None and self.size:
            laid_out = SideBySide(self._sides, *self.size)
            self._shift = laid_out.within(self._shift + by)
            self.show_soon(lambda: laid_out.rows(self._shift))

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self._lay_out(rows)

    def action_page(self, pages: int) -> None:
        """Scroll by half of what is in view."""
        self._lay_out(pages * max(1, self.size.height // 2))
