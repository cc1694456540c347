"""The reading screen without its commands: what is shown and how it is drawn again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from annotations.annotation import Annotation
from articles.article import Span, fold
from tui.commands import COMMANDS
from tui.layout import cell_width, columns, shorten
from tui.page import Pages, Position
from tui.painting import Piece, Scene
from tui.reading import Reading
from tui.settings import Settings
from tui.themes import Layer, Look
from tui.widgets.reading_view import ReadingView
from tui.widgets.status_line import StatusLine

PLACE_SAVED_AFTER = 1.0
"""Seconds without a move after which the reading position is written."""


class ReaderBase(Screen[None]):
    """Holds a `Reading` and draws it. What it says for a moment stands in the line above the status line."""

    AUTO_FOCUS: ClassVar[str | None] = "#reading"

    def __init__(self, reading: Reading, settings: Settings, looks: Mapping[str, Look]) -> None:
        super().__init__()
        self.reading = reading
        self.settings = settings
        self.text_width = settings.width
        self.focus_mode = False
        self.looks = looks
        self._said = ""
        self._place_timer = self.set_timer(PLACE_SAVED_AFTER, self.save_place, pause=True)

    def compose(self) -> ComposeResult:
        """Lay out the text, the line of messages and the status line."""
        yield ReadingView()
        yield StatusLine("message")
        yield StatusLine("status")

    @property
    def view(self) -> ReadingView:
        """The article."""
        return self.query_one(ReadingView)

    def on_mount(self) -> None:
        """Take up the colours."""
        self.set_looks(self.looks)

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """Draw in other colours."""
        self.looks = looks
        self.view.set_looks(looks)
        for line in self.query(StatusLine):
            line.set_looks(looks)

    def on_reading_view_resized(self, message: ReadingView.Resized) -> None:
        """Wrap anew for the new size."""
        self.lay_out()
        self.show()

    def lay_out(self) -> None:
        """Wrap the text for the present width, pane and article, the cursor's row staying where it is."""
        reading = self.reading
        width = self.view.size.width
        if not width:
            return
        where = columns(
            width,
            self.text_width,
            len(reading.article.blocks),
            pane=reading.pane.shown,
            layout=self.settings.layout,
        )
        row = self._row_on_screen()
        pages = Pages(reading.article, where, reading.pane.english)
        focus = reading.session.index if self.focus_mode else None
        self.view.lay_out(pages, Position(0, 0), focus=focus)
        self._hold(row)

    def _row_on_screen(self) -> int | None:
        viewport = self.view.viewport
        if (
            viewport is None
            or viewport.pages.article is not self.reading.article
            or not viewport.pages.article.blocks
        ):
            return None
        first, _ = viewport.rows_of(self.reading.session.cursor.span)
        return viewport.pages.distance(viewport.top, first, viewport.height)

    def _hold(self, row: int | None) -> None:
        viewport = self.view.viewport
        if viewport is None or not self.reading.article.blocks:
            return
        first, _ = viewport.rows_of(self.reading.session.cursor.span)
        viewport.hold(first, min(row if row is not None else viewport.height // 4, viewport.height - 1))

    def english_changed(self, *indexes: int) -> None:
        """Draw blocks again whose English has changed, the line that is being read staying where it is."""
        viewport = self.view.viewport
        if viewport is None:
            return
        row = self._row_on_screen()
        for index in indexes:
            viewport.pages.forget(index)
        if row is not None:
            self._hold(row)
        self.show(follow=False)

    def show(self, *, follow: bool = True) -> None:
        """Draw what has changed; `follow` brings the cursor into view."""
        reading = self.reading
        self._read_on()
        viewport = self.view.viewport
        if viewport is not None:
            scene = Scene(
                viewport.pages, reading.session.cursor, self._decorations, self._note_mark, reading.pane.english
            )
            self.view.show(scene, follow=reading.session.cursor.span if follow else None)
        self._show_status()
        self._place_timer.reset()
        self._place_timer.resume()

    def _read_on(self) -> None:
        """Let the pane know which paragraph is read, and ask for English that is missing."""
        pane, index = self.reading.pane, self.reading.session.index
        if pane.current != index:
            before, pane.current = pane.current, index
            if pane.shown and self.view.viewport is not None:
                for changed in (before, index):
                    self.view.viewport.pages.forget(changed)
        for wanted in pane.wanted():
            self.reading.ask_for_english(wanted)

    def _decorations(self, index: int) -> Sequence[Layer]:
        reading = self.reading
        block = reading.article.blocks[index]
        layers = [
            Layer(placed.span.shifted(-block.start), reading.workbook.look_of(placed.id))
            for placed in reading.workbook.placement.in_block(index)
        ]
        found = reading.session.matches_in(Span(block.start - len(reading.session.query), block.end))
        return layers + [Layer(match.shifted(-block.start), "match") for match in found]

    def _note_mark(self, index: int) -> str:
        placement = self.reading.workbook.placement
        return "◆" if any(placement.annotations[one.id].note for one in placement.in_block(index)) else " "

    def annotation_here(self) -> Annotation | None:
        """Return the annotation that the cursor means."""
        return self.reading.workbook.placement.at(self.reading.session.cursor.target)

    def say(self, sentence: str) -> None:
        """Show one sentence until the next command."""
        self._said = sentence
        self._show_status()

    def on_key(self, event: events.Key) -> None:
        """Take the last sentence as read."""
        self._said = ""

    def _show_status(self) -> None:
        width = max(1, self.size.width)
        self.query_one("#message", StatusLine).show(*self._message(width))
        session = self.reading.session
        blocks = len(self.reading.article.blocks)
        more = "" if self.reading.article.complete else "+"
        right = f"¶ {session.index + 1 if blocks else 0}/{blocks}{more} · {session.percent} % · {self._saved()} "
        if cell_width(right) > width - 12:
            right = f"¶ {session.index + 1}/{blocks}{more} · {session.percent} % "
        title = " " + shorten(self.reading.article.title, max(0, width - cell_width(right) - 2))
        gap = " " * max(0, width - cell_width(title) - cell_width(right))
        self.query_one("#status", StatusLine).show(
            Piece(title, ("text", "frame", "strong")),
            Piece(gap, ("text", "frame")),
            Piece(shorten(right, width), ("text", "frame")),
        )

    def _saved(self) -> str:
        origin = self.reading.pane.origin() if self.reading.pane.shown else ""
        state = f"{self.reading.workbook.state} · {self.reading.where_notes_are}"
        return f"{origin} · {state}" if origin else state

    def _message(self, width: int) -> list[Piece]:
        if self._said:
            return [Piece(shorten(" " + self._said, width), ("text",))]
        if self.reading.session.cursor.anchor is not None:
            return [Piece(shorten(" Selecting: move to extend, a note, h highlight, v end", width), ("text",))]
        annotation = self.annotation_here()
        if annotation is not None and (annotation.note or annotation.tags):
            tags = "".join(f" #{tag}" for tag in annotation.tags)
            note = shorten(fold(annotation.note), max(8, width - 4 - cell_width(tags)))
            return [Piece(" ◆ ", ("note",)), Piece(note, ("text",)), Piece(shorten(tags, width // 3), ("muted",))]
        return self._hints(width)

    def _hints(self, width: int) -> list[Piece]:
        pieces: list[Piece] = []
        used = 0
        for command in COMMANDS:
            hint = f" {command.shown_keys[0]} {command.footer} "
            if command.footer and used + len(hint) <= width:
                pieces += [
                    Piece(f" {command.shown_keys[0]} ", ("muted", "strong")),
                    Piece(f"{command.footer} ", ("muted",)),
                ]
                used += len(hint)
        return pieces

    def save_place(self) -> None:
        """Write the reading position; a failure is said once, in the line of messages."""
        problem = self.reading.save_place()
        if problem:
            self.say(problem)
