"""The reading screen without its commands: what is shown and how it is drawn again."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from tui import frame
from tui.reading import Reading
from tui.settings import Settings
from tui.themes import Look
from tui.widgets.reading_view import ReadingView
from tui.widgets.status_line import StatusLine

PLACE_SAVED_AFTER = 1.0
"""Seconds without a move after which the reading position is written."""

_TURN = 0.0005
"""Seconds that a thread works before the screen has its turn."""
_USUAL_TURN = sys.getswitchinterval()


def start_aside(work: Callable[[], None], name: str) -> None:
    """Do slow work on another thread, which touches no widget and ends with the program."""

    def run() -> None:
        # Keys have to wait for this thread at every turn, with Python's usual 5 ms for tens of milliseconds.
        sys.setswitchinterval(_TURN)
        try:
            work()
        finally:
            sys.setswitchinterval(_USUAL_TURN)

    threading.Thread(target=run, daemon=True, name=name).start()


class ReaderBase(Screen[None]):
    """Holds a `Reading` and draws it. What it says for a moment stands in the line above the status line."""

    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, reading: Reading, settings: Settings, looks: Mapping[str, Look]) -> None:
        super().__init__()
        self.reading = reading
        self.settings = settings
        self.text_width = settings.width
        self.focus_mode = False
        self.looks = looks
        self.said = ""
        self.standing = ""
        """Stands in the line of messages whenever nothing else is said there."""
        self._laid_out = (0, 0)
        self._place_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the text, the line of messages and the status line."""
        yield ReadingView()
        yield StatusLine("message")
        yield StatusLine("status")

    def _compositor_refresh(self) -> None:
        # Textual would repaint an open dialog as well, now and some time later; all is repainted when it closes.
        if self.app.screen is self:
            super()._compositor_refresh()

    @property
    def view(self) -> ReadingView:
        """The article."""
        return self.query_one(ReadingView)

    def on_mount(self) -> None:
        """Show in the first frame what the first page shows."""
        self.set_looks(self.looks)
        self.lay_out()
        self.show()

    def open_notes(self) -> None:
        """Read the annotations, if that has not been done, and show them."""
        if self.reading.open_notes():
            self.lay_out()
            self.show(follow=False)

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.view.set_looks(looks)
        for line in self.query(StatusLine):
            line.set_looks(looks)

    def on_reading_view_resized(self, message: ReadingView.Resized) -> None:
        """Wrap anew for the new size."""
        if self._laid_out != (message.width, message.height):
            self.lay_out()
            self.show()
            # A dialog over it was drawn with the page as it had been.
            self.app.screen.refresh()

    def lay_out(self, row: int | None = None) -> None:
        """Wrap the text for the present size, width, pane and article; the cursor stays on its row, or `row`."""
        width, height = self.app.size.width, max(1, self.app.size.height - frame.HEIGHT)
        row = self.row_on_screen() if row is None else row
        pages = self.reading.pages(width, self.text_width)
        viewport = self.reading.viewport(pages, height, row)
        viewport.focused = self.reading.session.index if self.focus_mode else None
        self.view.look_through(viewport)
        self._laid_out = (width, height)

    def row_on_screen(self) -> int | None:
        """Return the screen row on which the cursor begins; None when it is not on the screen."""
        viewport, article = self.view.viewport, self.reading.article
        if viewport is None or not article.blocks or viewport.pages.article is not article:
            return None
        first, _ = viewport.rows_of(self.reading.session.cursor.span)
        return viewport.pages.distance(viewport.top, first, viewport.height)

    def english_changed(self, *indexes: int) -> None:
        """Draw blocks again whose English has changed, or all; the line that is being read stays where it is."""
        self.reading.pane.renew(*indexes)
        viewport = self.view.viewport
        if viewport is None:
            return
        row = self.row_on_screen()
        viewport.pages.forget(*indexes)
        if row is not None:
            first, _ = viewport.rows_of(self.reading.session.cursor.span)
            viewport.hold(first, row)
        self.show(follow=False)

    def annotations_changed(self) -> None:
        """Draw again what the annotations say, the reader's own English among it."""
        if self.reading.pane.shown:
            self.english_changed()
        else:
            self.reading.pane.renew()
            self.show(follow=False)

    def show(self, *, follow: bool = True) -> None:
        """Draw what has changed; `follow` brings the cursor into view."""
        reading = self.reading
        self._read_on()
        viewport = self.view.viewport
        if viewport is not None:
            self.view.show(reading.scene(viewport.pages), follow=reading.session.cursor.span if follow else None)
        self._show_status()
        if self._place_timer is None:
            self._place_timer = self.set_timer(PLACE_SAVED_AFTER, self._place_is_due)
        else:
            self._place_timer.reset()

    def _read_on(self) -> None:
        """Let the pane know which paragraph is read, and ask for English that is missing."""
        pane, index = self.reading.pane, self.reading.session.index
        before = pane.current
        pane.read(index, self.reading.session.sentence)
        if before != index and pane.shown and self.view.viewport is not None:
            self.view.viewport.pages.forget(before, index)
        wanted = pane.wanted()
        if wanted:
            self.reading.english.ask(pane, wanted)
            if index in wanted and self.view.viewport is not None:
                self.view.viewport.pages.forget(index)
        elif before != index:
            self.reading.english.prefer(pane)

    def shown_key(self, command_id: str) -> str:
        """Return the key of a command for a sentence to the reader."""
        return self.settings.keymap.shown(command_id)

    def say(self, sentence: str) -> None:
        """Show one sentence until the next command."""
        self.said = sentence
        self._show_status()

    def _show_status(self) -> None:
        width = max(1, self.app.size.width)
        self.query_one("#message", StatusLine).show(
            lambda: frame.message(self.reading, width, self.said or self.standing)
        )
        self.query_one("#status", StatusLine).show(lambda: frame.status(self.reading, width))

    def _place_is_due(self) -> None:
        self._place_timer = None
        self.save_place()

    def save_place(self) -> None:
        """Write the reading position; a failure is said once, in the line of messages."""
        problem = self.reading.whereabouts.save()
        if problem:
            self.say(problem)
