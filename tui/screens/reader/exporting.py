"""Taking the notes out of the program: the dialog, and the file that is kept up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.message import Message

from articles.storage import is_one_of
from tui.amounts import number_of
from tui.notes.exports import Exports, ForeignFileError
from tui.screens.reader.base import ReaderBase, start_aside

if TYPE_CHECKING:  # dialogs are imported when they open
    from annotations.notebook import Notebook
    from tui.screens.export_dialog import ExportRequest

_PREVIEWED = 10
"""Notes, of many, that the preview of an export is made of."""
_ENDS_HEAD: Final = {"html": "</head>", "anki-tsv": "#tags column:6\n"}
"""Where the beginning of a format begins to tell something."""


@dataclass
class NotExported(Message):
    """The file that is kept up to date could not be written."""

    sentence: str


class Exporting(ReaderBase):
    """The command that exports the notes."""

    def keep_export(self) -> None:
        """Write the file that the settings ask for, on another thread, if it is due; to be called now and then."""
        if self.reading.reads_on:
            return
        write = self.reading.auto_export.due(self.reading.workbook)
        if write is not None:
            start_aside(lambda: self._keep_export(write), "export")

    def _keep_export(self, write: Callable[[], str]) -> None:
        sentence = write()
        if sentence:
            self.post_message(NotExported(sentence))

    def on_not_exported(self, message: NotExported) -> None:
        """Say why."""
        self.say(message.sentence)

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
        beginning = _beginning(self._notebook())
        dialog = ExportDialog(choices, names, self.looks, lambda name: _preview(beginning, name))
        self.app.push_screen(dialog, self._export)

    def _notebook(self) -> Notebook:
        workbook = self.reading.workbook
        return replace(workbook.notebook, source=workbook.store.source)

    def _export(self, request: ExportRequest | None) -> None:
        from tui.screens.dialog import Confirm

        if request is None:
            return
        try:
            path = Path(request.path).expanduser()
            own = is_one_of(path, self.reading.own_files)
            foreign = Exports(self.reading.directories).foreign(path)
        except (OSError, RuntimeError) as error:
            # RuntimeError is what an unknown ~user raises.
            self.say(f"There can be no file of that name ({getattr(error, 'strerror', '') or error}).")
            return
        if own:
            self.say("That file holds the article or its notes; choose another name.")
            return
        if not foreign:
            self._write_export(request.format, path)
            return
        dialog = Confirm("Overwrite?", f"“{path}” {foreign}.", yes="overwrite it", no="leave it")
        self.app.push_screen(
            dialog, lambda yes: self._write_export(request.format, path, force=True) if yes else None
        )

    def _write_export(self, format_name: str, path: Path, *, force: bool = False) -> None:
        from annotations.export.options import ExportError
        from annotations.export.registry import export

        notebook = self._notebook()
        try:
            Exports(self.reading.directories).write(path, export([notebook], format_name), force=force)
        except ExportError as error:
            self.say(str(error))
        except ForeignFileError as error:
            self.say(f"“{path}” {error}.")
        except OSError as error:
            self.say(f"“{path}” could not be written: {error.strerror}.")
        else:
            self.say(f"Exported {number_of(len(notebook.entries), 'note')} to “{path}”.")


def _beginning(notebook: Notebook) -> Notebook:
    """Return the first notes with as much of the article as they need."""
    from articles.article import Article

    article, entries = notebook.article, notebook.entries[:_PREVIEWED]
    last = max((one.paragraph or 0 for one in entries), default=0)
    blocks = article.blocks[: last + _PREVIEWED]
    return replace(
        notebook, article=Article(article.title, blocks, article.language, article.source), entries=entries
    )


def _preview(notebook: Notebook, format_name: str) -> str:
    """Return the beginning of what would be written, or why not; of a package its cards as a table."""
    from annotations.export.options import ExportError
    from annotations.export.registry import export, find_format

    try:
        document = export([notebook], format_name)
    except ExportError as error:
        return str(error)
    if find_format(format_name).binary:
        document, format_name = export([notebook], "anki-tsv"), "anki-tsv"
    head, sign, rest = document.decode("utf-8", "replace").partition(_ENDS_HEAD.get(format_name, "\0"))
    # The head of such a format is the same every time.
    return (rest.strip() or "No note makes a card.") if sign else head
