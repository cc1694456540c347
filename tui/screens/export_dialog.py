"""The dialog that writes the notes to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Input, Static

from tui.painting import Pieces
from tui.screens.dialog import Dialog
from tui.screens.lists import Choice, two_sided
from tui.themes import Look
from tui.widgets.drawing import plain
from tui.widgets.fields import Line
from tui.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Which format, and where to."""

    format: str
    path: str


class ExportDialog(Dialog[ExportRequest]):
    """Chooses a format and a file name; `names` gives the proposed path for each format."""

    hints = "j k format · Enter or Tab file name · Enter there writes · Esc close"

    def __init__(self, formats: Sequence[Choice], names: Mapping[str, str], looks: Mapping[str, Look]) -> None:
        super().__init__("Export notes")
        self._formats = formats
        self._names = names
        self._looks = looks

    def parts(self) -> ComposeResult:
        """Show the formats and the path."""
        yield Rows(self._looks, empty="")
        yield Static(plain("Write to"), id="path-label")
        yield Line(self._names[self._formats[0].id], widget_id="path")

    def on_mount(self) -> None:
        """Begin on the first format."""
        rows = self.query_one(Rows)
        rows.styles.height = len(self._formats)
        rows.show(len(self._formats), self._draw)
        rows.focus()

    def _draw(self, index: int, width: int) -> Pieces:
        return two_sided(self._formats[index].text, self._formats[index].aside, width)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Propose the name for this format."""
        self.query_one("#path", Input).value = self._names[self._formats[event.index].id]

    def on_rows_chosen(self) -> None:
        """Go on to the file name."""
        path = self.query_one("#path", Input)
        path.focus()
        path.cursor_position = len(path.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with what was chosen."""
        chosen = self._formats[self.query_one(Rows).index].id
        if event.value.strip():
            self.dismiss(ExportRequest(chosen, event.value.strip()))
