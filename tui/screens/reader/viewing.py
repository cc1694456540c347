"""How the text looks: focus, width, colours; and copying and exporting it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from articles.clock import utc_now
from articles.storage import is_one_of, replace_file
from tui.layout import NARROWEST, WIDEST
from tui.screens.reader.base import ReaderBase

if TYPE_CHECKING:  # dialogs are imported when they open
    from tui.screens.export_dialog import ExportRequest

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
        hint = f"; {self.shown_key('copy')} again copies the note" if note and not again else ""
        self._copy(note if again else quote, ("the note" if again else "the text") + hint)

    def _copy(self, text: str, what: str) -> None:
        text = text.encode("utf-8", "replace").decode("utf-8")
        path = self.reading.directories.clipboard_file
        self.app.copy_to_clipboard(text)
        self.reading.session.end_selection()
        self.show(follow=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode())
        except OSError as error:
            self.say(f"Copied {what} for terminals that allow it; {path} could not be written: {error.strerror}.")
        else:
            self.say(f"Copied {what}. `lesart clipboard` prints it, from {path}.")

    def action_export(self) -> None:
        """`E`."""
        from annotations.export.registry import FORMATS, default_name
        from tui.screens.export_dialog import ExportDialog
        from tui.screens.lists import Choice

        article, notes = self.reading.article, len(self.reading.workbook.placement.annotations)
        if not notes:
            self.say("There are no notes to export yet.")
            return
        try:
            folder = Path.cwd()
        except OSError:  # the folder lesart was started in has been deleted
            folder = Path.home()
        names = {one.name: str(folder / default_name(article, one.name)) for one in FORMATS}
        choices = [Choice(one.name, one.name, one.description) for one in FORMATS]
        self.app.push_screen(ExportDialog(choices, names, self.looks), self._export)

    def _export(self, request: ExportRequest | None) -> None:
        from tui.screens.dialog import Confirm

        if request is None:
            return
        try:
            path = Path(request.path).expanduser()
            there = path.exists()
            own = is_one_of(path, self.reading.own_files)
        except (OSError, RuntimeError) as error:
            # RuntimeError is what an unknown ~user raises.
            self.say(f"There can be no file of that name ({getattr(error, 'strerror', '') or error}).")
            return
        if own:
            self.say("That file holds the article or its notes; choose another name.")
            return
        if not there:
            self._write_export(request.format, path)
            return
        dialog = Confirm("Overwrite?", f"{path} exists already.", yes="overwrite it", no="leave it")
        self.app.push_screen(dialog, lambda yes: self._write_export(request.format, path) if yes else None)

    def _write_export(self, format_name: str, path: Path) -> None:
        from annotations.export.registry import export

        notebook = self.reading.workbook.notebook
        text = export([notebook], format_name, exported=utc_now())
        try:
            replace_file(path, text.encode("utf-8", "backslashreplace"), mode=0o644)
        except OSError as error:
            self.say(f"{path} could not be written: {error.strerror}.")
        else:
            self.say(f"Exported {len(notebook.entries)} notes to {path}.")
