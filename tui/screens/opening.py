"""What is shown while an article is read that takes its time."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui.opening_aside import OpeningAside
from tui.screens.dialog import Dialog
from tui.widgets.drawing import plain

LOOK_EVERY = 0.1
"""Seconds between two looks at how far it has come."""


class Opening(Dialog[OpeningAside]):
    """Ends with the article as soon as it has been read, or with None when the reader does not wait for it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,ctrl+c", "leave", "Stop", show=False)]
    hints = "q stop reading it"

    def __init__(self, name: str, opening: OpeningAside) -> None:
        """`name` is what the reader knows the article by."""
        super().__init__(f"Reading {name}")
        self._opening = opening
        self._shown = (0, 0)

    def parts(self) -> ComposeResult:
        """Show how far it has come."""
        yield Static("…", id="far")

    def on_mount(self) -> None:
        """Look from time to time whether it is done."""
        self.set_interval(LOOK_EVERY, self._look)

    def _look(self) -> None:
        page, pages = self._opening.page
        if self._opening.is_done():
            self.dismiss(self._opening)
        elif self._shown != (page, pages):
            self._shown = (page, pages)
            self.query_one("#far", Static).update(plain(f"page {page} of {pages}"))

    def action_leave(self) -> None:
        """Let it be."""
        self._opening.give_up()
        self.dismiss(None)
