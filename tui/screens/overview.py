"""The overview of the notes of one article, or of all there are; its rows lead to what they count."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from annotations.tallies import Tally
from tui.drawing.overview import Along, Row, overview, summary
from tui.drawing.painting import Pieces
from tui.screens.dialog import Dialog
from tui.screens.reader.base import start_aside
from tui.themes import Look
from tui.widgets.rows import Rows

_SHOWN_EVERY: Final = 0.5
"""Seconds of counting after which what was counted is shown."""
Survey = Callable[[], Generator[Tally, None, None]]


@dataclass
class Counted(Message):
    """Another thread has counted some more."""

    tally: Tally
    done: bool = False


class Overview(Dialog[Row]):
    """Shows what was counted; ends with the row whose notes the reader wants to see, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,O", "leave", "Close", show=False)]
    hints = "j k move · Enter show these · Esc close"

    def __init__(
        self,
        tally: Tally,
        today: date,
        looks: Mapping[str, Look],
        *,
        along: Along | None = None,
        survey: Survey | None = None,
    ) -> None:
        """Show a tally; `survey` yields what is to be added to it, on another thread."""
        super().__init__("Overview")
        self._tally = tally
        self._today = today
        self._looks = looks
        self._along = along
        self._survey = survey
        self._rows: list[Row] = []
        self._left = threading.Event()

    def parts(self) -> ComposeResult:
        """Show the rows."""
        yield Rows(self._looks, empty="")

    def on_mount(self) -> None:
        """Show what there is once the width is known, and count the rest."""
        self.query_one(Rows).focus()
        self.call_after_refresh(self._show)
        if self._survey is not None:
            start_aside(self._count, "overview")

    def on_resize(self) -> None:
        """Draw for another width."""
        self.call_after_refresh(self._show)

    def on_unmount(self) -> None:
        """Let the other thread end."""
        self._left.set()

    def _count(self) -> None:
        assert self._survey is not None
        some, until = Tally(), monotonic() + _SHOWN_EVERY
        with closing(self._survey()) as found:
            for one in found:
                if self._left.is_set():
                    return
                some.take_in(one)
                if monotonic() > until:
                    self.post_message(Counted(some))
                    some, until = Tally(), monotonic() + _SHOWN_EVERY
        self.post_message(Counted(some, done=True))

    def on_counted(self, message: Counted) -> None:
        """Show what was counted meanwhile."""
        self._tally.take_in(message.tally)
        if message.done:
            self._survey = None
        self._show()

    def _show(self) -> None:
        rows = self.query_one(Rows)
        self._rows = list(overview(self._tally, self._today, max(10, rows.size.width - 1), self._along))
        rows.show(len(self._rows), self._draw, index=rows.index)
        counting = "  counting …" if self._survey is not None else ""
        self.set_title(f"Overview  {summary(self._tally)}{counting}")

    def _draw(self, index: int, width: int) -> Pieces:
        return self._rows[index].pieces

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Close with a row that counts something."""
        if self._rows[event.index].kind:
            self.dismiss(self._rows[event.index])
