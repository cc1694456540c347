"""How the text looks: focus, width, colours; and copying it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from articles.storage import replace_file
from tui.layout import NARROWEST, WIDEST
from tui.screens.reader.base import ReaderBase

WIDTH_STEP = 4


@dataclass
class SetWidth(Message):
    """The reader wants a text column of this many cells."""

    width: int


class Viewing(ReaderBase):
    """The commands that change how the article is shown, or take text out of the program."""

    _copied = ""
    """The quote that was copied last."""

    def action_focus_mode(self) -> None:
        """`z`."""
        self.focus_mode = not self.focus_mode
        self.lay_out()
        self.show()

    def action_wider(self) -> None:
        """`+`."""
        self._set_width(self.text_width + WIDTH_STEP)

    def action_narrower(self) -> None:
        """`-`."""
        self._set_width(self.text_width - WIDTH_STEP)

    def _set_width(self, width: int) -> None:
        self.text_width = min(WIDEST, max(NARROWEST, width))
        self.lay_out()
        self.show()
        shown = self.view.viewport.pages.columns.german if self.view.viewport else self.text_width
        fits = "" if shown == self.text_width else f"; the screen has room for {shown}"
        self.say(f"Width {self.text_width}{fits}.")
        self.post_message(SetWidth(self.text_width))

    def action_copy(self) -> None:
        """`y`: the text under the cursor, and at once again the note on it.

        It goes to the terminal's clipboard, and to a file for terminals that have none.
        """
        quote, here = self.reading.session.quote, self.reading.decorations.annotation_here
        note = here.note if here else ""
        again = bool(note) and self._copied == quote
        self._copied = "" if again else quote
        hint = f" {self.shown_key('copy')} again copies the note." if note and not again else ""
        self._copy(note if again else quote, "the note" if again else "the text", hint)

    def _copy(self, text: str, what: str, hint: str) -> None:
        text = text.encode("utf-8", "replace").decode("utf-8")
        path = self.reading.directories.clipboard_file
        self.app.copy_to_clipboard(text)
        self.reading.session.end_selection()
        self.show(follow=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode())
        except OSError as error:
            self.say(f"Copied {what} to the terminal alone.{hint} {error.strerror}: {path}")
        else:
            self.say(f"Copied {what}.{hint} `lesart clipboard` prints it, from {path}.")
