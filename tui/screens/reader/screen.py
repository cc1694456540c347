"""The reading screen: all its commands together, and what happens when it opens and closes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.binding import Binding
from textual.message import Message

from articles.article import Article
from tui.commands import Command
from tui.reading import Reading
from tui.screens.reader.adopting import Adopting
from tui.screens.reader.base import start_aside
from tui.screens.reader.exporting import Exporting
from tui.screens.reader.finding import Finding
from tui.screens.reader.merging import Merging
from tui.screens.reader.reloading import Reloading
from tui.screens.reader.rendering import RenderingEnglish
from tui.screens.reader.reviewing import Reviewing
from tui.screens.reader.viewing import Viewing
from tui.settings import Settings
from tui.themes import Look

if TYPE_CHECKING:
    from annotations.drafts import Draft
    from annotations.workbook import Workbook

LOOK_FOR_OTHERS = 0.5
"""Seconds between two looks whether another program has written to the sidecar."""
TRY_AGAIN = 10.0
"""Seconds between two attempts to save what could not be saved."""


@dataclass
class ArticleRead(Message):
    """The rest of a large article, or of very many notes, has been read on another thread."""

    article: Article
    workbook: Workbook


@dataclass
class ArticleUnread(Message):
    """The rest of a large article could not be read."""

    sentence: str


@dataclass
class OpenLibrary(Message):
    """The reader wants another article."""


@dataclass
class OpenNeighbour(Message):
    """The reader wants the next article of the reading list (`step` 1), or the one before (-1)."""

    step: int


@dataclass
class ChangeTheme(Message):
    """The reader wants other colours."""


@dataclass
class DrawAnew(Message):
    """The reader sees something on the screen that does not belong there."""


_UNFINISHED: Final = {
    "note": ("Unfinished note", "A note on"),
    "translation": ("Unfinished English", "Your English of"),
    "guess": ("Unfinished guess", "Your guess at"),
}
"""What is asked about a draft: the title, and the beginning of the question."""


def leave_alone_what_is_kept() -> None:
    """Take what is in memory now out of the search for garbage, in which a key could have to wait.

    That search takes the longer the more paragraphs and notes there are, and would find nothing among them.
    """
    if gc.get_freeze_count():  # another article was open, which may be garbage now
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    gc.enable()


class ReaderScreen(Reviewing, Finding, RenderingEnglish, Viewing, Exporting, Adopting, Merging, Reloading):
    """Reads one article. Its bindings come from the registry of commands, with the keys in force."""

    def __init__(
        self,
        reading: Reading,
        settings: Settings,
        looks: Mapping[str, Look],
        *,
        encoding: str | None = None,
        said: str = "",
    ) -> None:
        """`said` is a sentence that the reader should see first."""
        super().__init__(reading, settings, looks)
        for command in settings.keymap.commands:
            for key in command.keys:
                # In place of what Textual binds to the key, not beside it.
                binding = Binding(key, command.action, command.name, show=False)
                self._bindings.key_to_bindings[key] = [binding]
        self.to_say = said
        self.encoding = encoding

    def on_mount(self) -> None:
        """Read on behind the first page, and say what the reader should know."""
        self.set_interval(LOOK_FOR_OTHERS, self._look_for_others)
        self.set_interval(TRY_AGAIN, self._try_again)
        self.call_after_refresh(self._read_whole if self.reading.reads_on else self._opened)

    def _opened(self) -> None:
        self.open_notes()
        leave_alone_what_is_kept()
        notice = " ".join(filter(None, [self.to_say, self.reading.notice, self.doubts()]))
        if notice:
            self.say(notice)
        if self.reading.workbook.notice in notice:
            self.new_notice()
        drafts = self.reading.drafts.left(self.reading.workbook.placement.annotations)
        if drafts:
            from tui.notes.telling import quoted
            from tui.screens.dialog import Confirm

            title, what = _UNFINISHED[drafts[0].what]
            question = f"{what} {quoted(drafts[0].selectors.exact)} was being written and is kept as a draft."
            dialog = Confirm(title, question, yes="go on with it", no="later")
            self.app.push_screen(dialog, lambda yes: self._go_on_with(drafts[0]) if yes else None)
        self.look_for_notes()
        self.look_for_copies()

    def _go_on_with(self, draft: Draft) -> None:
        from annotations.anchoring import Anchored, find

        workbook = self.reading.workbook
        annotation = workbook.placement.annotations.get(draft.annotation_id)
        answered = workbook.placement.annotations.get(draft.reply_to)
        anchor = find(self.reading.article.content, annotation.selectors if annotation else draft.selectors)
        if isinstance(anchor, Anchored):
            self.reading.session.jump_to_span(anchor.span)
            self.show()
        span = self.reading.session.cursor.target
        if draft.what == "note":
            self.write_note(annotation, span, reply_to=answered, draft=draft)
        else:
            self.write_english(draft.what, annotation, span, draft=draft)

    def _read_whole(self) -> None:
        def read() -> None:
            from articles.formats.unreadable import UnreadableError

            try:
                article, workbook = self.reading.read_whole(self.encoding)
            except UnreadableError as error:
                self.post_message(ArticleUnread(str(error)))
            else:
                self.post_message(ArticleRead(article, workbook))

        start_aside(read, "reading")

    def on_article_read(self, message: ArticleRead) -> None:
        """Go on in the whole article; what is on the screen stays there."""
        row = self.row_on_screen()
        query, found = self.reading.session.query, bool(self.reading.session.matches)
        stays = self.reading.complete(message.article, message.workbook)
        self.lay_out(row if stays else None)
        self.show()
        self._opened()
        if query.strip():
            self.begin_search(query, go=not found)

    def on_article_unread(self, message: ArticleUnread) -> None:
        """Say why there is no more of it."""
        self.say(message.sentence)

    def _look_for_others(self) -> None:
        if self.reading.reads_on:
            return
        self.look_at_file()
        self.look_at_english()
        if self.reading.workbook.refresh():
            self.annotations_changed()
        notice = self.new_notice()
        if notice:
            self.say(notice)
        self.say_losses()
        self.say_trouble_with_english()
        self.keep_export()

    def _try_again(self) -> None:
        if not self.reading.reads_on and self.reading.workbook.try_again():
            self.show(follow=False)
            self.say("Saved.")

    def can(self, command: Command) -> bool:
        """Tell whether what the command needs is there."""
        session, workbook = self.reading.session, self.reading.workbook
        there: dict[str, Callable[[], bool]] = {
            "annotation here": lambda: self.reading.decorations.annotation_here is not None,
            "annotations": lambda: bool(workbook.placement.annotations),
            "doubts": lambda: bool(workbook.doubtful),
            "trash": lambda: bool(workbook.discarded),
            "matches": lambda: bool(session.matches),
            "undo": workbook.can_undo,
            "redo": workbook.can_redo,
            "headings": lambda: bool(session.article.headings),
            "file": lambda: self.reading.origin.name is not None,
            "list": lambda: bool(self.reading.listed),
        }
        return command.needs not in there or there[command.needs]()

    def action_help(self) -> None:
        """`?`."""
        from tui.screens.help import Help

        self.app.push_screen(Help(self.settings.keymap, self.looks), self._run)

    def _run(self, command_id: str | None) -> None:
        if command_id:
            self.call_after_refresh(self.run_action, self.settings.keymap.by_id[command_id].action)

    def action_library(self) -> None:
        """`L`."""
        self.post_message(OpenLibrary())

    def action_next_article(self) -> None:
        """`J`."""
        self.post_message(OpenNeighbour(1))

    def action_previous_article(self) -> None:
        """`K`."""
        self.post_message(OpenNeighbour(-1))

    def action_theme(self) -> None:
        """`c`."""
        self.post_message(ChangeTheme())

    def action_redraw(self) -> None:
        """Ctrl-l."""
        self.post_message(DrawAnew())

    def action_palette(self) -> None:
        """`:`."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """`q`."""
        self.call_later(self.app.action_quit)
