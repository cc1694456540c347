"""The dialog that writes the notes to a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from tui.drawing.painting import Pieces
from tui.screens.dialog import Dialog
from tui.screens.lists import Choice, two_sided
from tui.screens.reader.base import start_aside
from tui.themes import Look
from tui.widgets.drawing import plain
from tui.widgets.fields import Line
from tui.widgets.rows import Rows

MOST_FORMATS = 5
"""Rows of the list of formats; it scrolls."""
LONGEST_PREVIEW = 8000
"""Code points of the beginning that are shown as far as there is room, without empty lines."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Which format, and where to."""

    format: str
    path: str


@dataclass
class PreviewMade(Message):
    """The beginning of what would be written in a format is known."""

    format: str
    text: str


class ExportDialog(Dialog[ExportRequest]):
    """Chooses a format and a file name, and shows the beginning of what would be written."""

    hints = "j k format · Tab file name · Enter there writes · Esc close"

    def __init__(
        self,
        formats: Sequence[Choice],
        names: Mapping[str, str],
        looks: Mapping[str, Look],
        preview: Callable[[str], str],
    ) -> None:
        """`names` gives the proposed path for each format; `preview` is asked on another thread."""
        super().__init__("Export notes")
        self._formats = formats
        self._names = names
        self._looks = looks
        self._preview = preview
        self._previews: dict[str, str] = {}
        """What is known; empty as long as it is being made."""

    def parts(self) -> ComposeResult:
        """Show the formats, the path and the preview."""
        yield Rows(self._looks, empty="")
        yield Line(self._names[self._formats[0].id], widget_id="path")
        yield Static("", id="preview")

    def on_mount(self) -> None:
        """Begin on the first format."""
        rows = self.query_one(Rows)
        rows.styles.max_height = MOST_FORMATS
        rows.show(len(self._formats), self._draw)
        rows.focus()
        self.call_after_refresh(self._show_file_name)
        self._show_preview()

    def _draw(self, index: int, width: int) -> Pieces:
        return two_sided(self._formats[index].text, self._formats[index].aside, width)

    @property
    def _chosen(self) -> str:
        return self._formats[self.query_one(Rows).index].id

    def on_rows_moved(self) -> None:
        """Propose the name for this format, and show what it looks like."""
        self.query_one("#path", Input).value = self._names[self._chosen]
        self.call_after_refresh(self._show_file_name)
        self._show_preview()

    def _show_file_name(self) -> None:
        """Show the end of a path that is too long."""
        path = self.query_one("#path", Input)
        # It scrolls only when its cursor moves.
        path.action_home()
        path.action_end()

    def _show_preview(self) -> None:
        chosen = self._chosen
        if chosen not in self._previews:
            self._previews[chosen] = ""
            start_aside(lambda: self._make_preview(chosen), "preview")
        self.query_one("#preview", Static).update(plain(self._previews[chosen]))

    def _make_preview(self, chosen: str) -> None:
        self.post_message(PreviewMade(chosen, self._preview(chosen)))

    def on_preview_made(self, message: PreviewMade) -> None:
        """Show what has become known."""
        lines = filter(str.strip, message.text[:LONGEST_PREVIEW].split("\n"))
        self._previews[message.format] = "\n".join(lines)
        self._show_preview()

    def on_rows_chosen(self) -> None:
        """Go on to the file name."""
        self.query_one("#path", Input).focus()
        self._show_file_name()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with what was chosen."""
        if event.value.strip():
            self.dismiss(ExportRequest(self._chosen, event.value.strip()))
