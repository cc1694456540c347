"""The dialog in which the reader writes English of their own, below the German."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from articles.article import fold
from tui.screens.note_editor import NoteEditor, Written
from tui.widgets.drawing import plain
from tui.widgets.fields import NoteArea

if TYPE_CHECKING:
    from annotations.renderings import Own

TITLES: Final[dict[Own, str]] = {"translation": "Your English", "guess": "What does it say?"}


class EnglishEditor(NoteEditor):
    """Edits one paragraph of English. Ends as a `NoteEditor` does, with the English as the note."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the text area takes it for a new line, which the English of a paragraph has no use for.
        Binding("enter", "save", "Save", show=False, priority=True),
        Binding("pageup", "scroll_german(-1)", "German back", show=False, priority=True),
        Binding("pagedown", "scroll_german(1)", "German on", show=False, priority=True),
    ]
    hints = "Enter save · PgUp PgDn more German · Esc leave, a draft is kept"
    longest_quote = 20_000

    def parts(self) -> ComposeResult:
        """Show the German, and the English to be edited."""
        with VerticalScroll(id="german", can_focus=False):
            yield Static(plain(self.quote), id="quote")
        yield NoteArea(self.typed.note, "note")

    def written(self) -> Written:
        """Return what stands in the field now, on one line."""
        text = self.query_one("#note", NoteArea).text
        return self.typed if text == self.typed.note else Written(fold(text))

    def action_scroll_german(self, pages: int) -> None:
        """Show more of the German."""
        german = self.query_one("#german", VerticalScroll)
        german.scroll_relative(y=pages * max(1, german.size.height - 1), animate=False)
