"""The dialog in which a note is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from annotations.annotation import clean_tags
from tui.screens.dialog import ONE_LINE_BELOW, Dialog
from tui.widgets.drawing import plain
from tui.widgets.fields import ColourRow, Line, NoteArea

DRAFT_EVERY = 0.5
"""Seconds between two looks at what has been typed."""
_TAGS = ", "


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the editor."""

    note: str = ""
    tags: tuple[str, ...] = ()
    colour: str = ""


class NoteEditor(Dialog[Written]):
    """Edits note, tags and colour of one annotation.

    Ends with what was written, or with None when it was left by Escape. What is typed is handed to `keep` within
    a second and when the dialog is left, so that it outlives both.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", show=False)]
    hints = "Ctrl-s save · Tab next field · Esc leave, what you typed is kept"
    longest_quote = 220
    """Code points of the quote that are shown."""

    def __init__(self, quote: str, typed: Written, keep: Callable[[Written], None], *, title: str) -> None:
        """`typed` is what the fields begin with: what is saved, or a draft."""
        super().__init__(title)
        longest = self.longest_quote
        self.quote = quote if len(quote) <= longest else quote[:longest].rstrip() + " …"
        self.typed = typed
        self._kept = typed
        self._keep = keep

    def parts(self) -> ComposeResult:
        """Show the quote, then note, tags and colour to be edited."""
        yield Static(plain(f"„{self.quote}“", oneline=True), id="quote")
        note = self.typed.note
        if self.app.size.height < ONE_LINE_BELOW and "\n" not in note:
            yield Line(note, placeholder="note; Enter saves", widget_id="note")
        else:
            yield NoteArea(note, "note")
        yield Line(
            _TAGS.join(self.typed.tags), placeholder="tags, parted by commas; Enter saves", widget_id="tags"
        )
        yield ColourRow(self.typed.colour)

    def on_mount(self) -> None:
        """Begin typing in the note, at its end."""
        note = self.query_one("#note")
        if isinstance(note, NoteArea):
            note.move_cursor(note.document.end)
        note.focus()
        self.set_interval(DRAFT_EVERY, self.put_away)

    def written(self) -> Written:
        """Return what stands in the fields now."""
        field = self.query_one("#note")
        note = field.text if isinstance(field, NoteArea) else self.query_one("#note", Input).value
        typed = self.query_one("#tags", Input).value
        # What was not touched stays as it was, also where a sidecar brought what cannot be typed here.
        note = self.typed.note if note == self.typed.note else note.strip()
        tags = self.typed.tags if typed == _TAGS.join(self.typed.tags) else clean_tags(typed.split(","))
        return Written(note, tags, self.query_one(ColourRow).colour)

    def put_away(self) -> None:
        """Hand over what was typed since the last time."""
        typed = self.written()
        if typed != self._kept:
            self._kept = typed
            self._keep(typed)

    def on_input_submitted(self) -> None:
        """Enter in a one-line field saves."""
        self.action_save()

    def action_save(self) -> None:
        """Close with what was written; it stays as a draft until it is saved."""
        self.put_away()
        self.dismiss(self.written())

    def action_leave(self) -> None:
        """Close; what was typed stays as a draft."""
        self.put_away()
        self.dismiss(None)
