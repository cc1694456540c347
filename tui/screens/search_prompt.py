"""The line in which a search is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.widgets.fields import Line


class SearchPrompt(ModalScreen[str]):
    """One line at the foot of the screen; ends with what was typed, or None after Escape."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Close", show=False)]

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query = query

    def compose(self) -> ComposeResult:
        """Show the line, the last query selected, so that typing replaces it."""
        line = Line(self._query, placeholder="search; ä = ae = a, ß = ss")
        line.select_on_focus = True
        yield line

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter searches."""
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Escape changes nothing."""
        self.dismiss(None)
