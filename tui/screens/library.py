"""The library: all there is to read, sorted and filtered, growing while folders are looked through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from articles.library import LibraryError
from articles.search import compile_query
from tui.amounts import rounded
from tui.display import display, without_home
from tui.drawing.overview import Row
from tui.drawing.painting import Piece, Pieces
from tui.layout import cell_width, shorten
from tui.opening.catalogue import ORDERS, Catalogue, Entry, facts, in_order
from tui.screens.dialog import Confirm
from tui.screens.listing import Listing
from tui.screens.reader.base import start_aside
from tui.themes import Look
from tui.widgets.drawing import plain

_FIRST, _LONGEST = 0.1, 1.0
"""Seconds after which rows that were found are shown for the first time, and at the latest from then on."""
_COLUMNS: Final[tuple[tuple[int, int, Callable[[Entry], str]], ...]] = (
    (5, 0, lambda entry: "" if entry.percent is None else f"{entry.percent} %"),
    (10, 48, lambda entry: entry.last_read[:10]),
    (6, 60, lambda entry: f"{entry.notes:,} ◆" if entry.notes else ""),
    (13, 80, lambda entry: rounded(entry.words, "word") if entry.words else ""),
)
"""What stands behind the titles: cells, from which width of a row on, and what it says."""


@dataclass
class Surveyed(Message):
    """Another thread has had a look at some articles."""

    entries: list[Entry]
    problems: tuple[str, ...] | None = None
    """Sentences on what could not be read, once all has been looked at."""


class LibraryScreen(Listing[str]):
    """Shows a catalogue; ends with the source of the article that the reader wants, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("L", "leave", "Close", show=False),
        Binding("s", "sort", "Sort", show=False),
        Binding("O", "overview", "Overview of the notes", show=False),
        Binding("x", "forget", "Forget", show=False),
    ]
    hints = "Enter open · / filter · s sort · O overview · x forget · Esc close"
    empty = "Nothing here."

    def __init__(
        self,
        catalogue: Catalogue,
        looks: Mapping[str, Look],
        *,
        listed: Sequence[str] = (),
        current: str = "",
        order: str = "",
        remember: Callable[[str], None] = lambda order: None,
        said: str = "",
    ) -> None:
        """Come up with the rows of what is `listed`, sources in their order, before all others.

        `current` is the source of the open article, `order` one of the ORDERS, and `remember` is called with
        another one that the reader chooses. `said` is what they should see first.
        """
        super().__init__("Library", looks)
        self._catalogue = catalogue
        self._listed = {source: number for number, source in enumerate(listed, 1)}
        self._current = current
        self._order = order if order in ORDERS else next(iter(ORDERS))
        self._remember = remember
        self._said = said
        self._typed = ""
        self._entries: dict[str, Entry] = {}
        self._shown: list[Entry] = []
        self._forgotten: set[str] = set()
        self._looking = True
        self._left = threading.Event()

    def parts(self) -> ComposeResult:
        """Show what is known of the current article below the rows."""
        yield from super().parts()
        yield Static("", id="facts")

    def on_mount(self) -> None:
        """Show what is at hand, and let another thread have a look at the rest."""
        self._entries = {entry.source: entry for entry in self._catalogue.at_hand()}
        self._show(self._current)
        self.say(self._said)
        self.rows.focus()
        start_aside(self._survey, "library")

    def on_unmount(self) -> None:
        """Let the other thread end."""
        self._left.set()

    def _survey(self) -> None:
        """Have a look at all there is; on another thread."""
        found: list[Entry] = []
        wait = _FIRST
        until = monotonic() + wait
        with closing(self._catalogue.survey()) as entries:
            for entry in entries:
                if self._left.is_set():
                    return
                found.append(entry)
                if monotonic() > until:
                    self.post_message(Surveyed(found))
                    wait = min(2 * wait, _LONGEST)
                    found, until = [], monotonic() + wait
        self.post_message(Surveyed(found, tuple(self._catalogue.problems())))

    def on_surveyed(self, message: Surveyed) -> None:
        """Show more rows; the current one stays where it is."""
        self._looking = message.problems is None
        self._entries |= {one.source: one for one in message.entries if one.source not in self._forgotten}
        here = self._here()
        self._show(here.source if here else "", hold=True)
        if message.problems:
            self.say(" ".join(filter(None, [self._said, *message.problems])))

    def _show(self, current: str, *, hold: bool = False) -> None:
        """Show the entries that there are now, with the `current` source as the current row."""
        pattern = compile_query(self._typed)
        listed = [self._entries[source] for source in self._listed if source in self._entries]
        rest = in_order((one for one in self._entries.values() if one.source not in self._listed), self._order)
        self._shown = [
            one
            for one in (*listed, *rest)
            if pattern is None or pattern.search(one.title) or pattern.search(one.source)
        ]
        at = next((at for at, one in enumerate(self._shown) if one.source == current), 0)
        self.rows.show(len(self._shown), self.draw, index=at, hold=hold)
        count = f"{len(self._shown):,}"
        count += f" of {len(self._entries):,}" if len(self._shown) < len(self._entries) else ""
        looking = "looking through your folders …" if self._looking else ""
        self.set_title("  ".join(filter(None, [f"Library  {count} by {self._order}", looking])))
        self._show_facts()

    def draw(self, index: int, width: int) -> Pieces:
        """Return an article's place in the list, its title, and as much of the rest as has room."""
        entry = self._shown[index]
        number = self._listed.get(entry.source)
        before = f"{number:>{len(str(len(self._listed)))}} " if number else ""
        known = [f"  {says(entry):>{cells}}" for cells, least, says in _COLUMNS[::-1] if width >= least]
        columns = display("".join(known), oneline=True)
        room = max(1, width - cell_width(before) - cell_width(columns) - 1)
        title = shorten(entry.title or entry.source, room)
        look = "muted" if entry.gone else "strong" if entry.source == self._current else "text"
        return (
            Piece(before, ("muted",)),
            Piece(title + " " * (room - cell_width(title)), ("text", look)),
            Piece(columns, ("muted",)),
        )

    def _here(self) -> Entry | None:
        at = self.rows.index
        return self._shown[at] if at < len(self._shown) else None

    def say(self, sentence: str) -> None:
        """Show a sentence in place of what is known of the current article, until another one is current."""
        self._said = sentence
        self._show_facts()

    def _show_facts(self) -> None:
        entry = self._here()
        known = "" if entry is None else " · ".join([*facts(entry), without_home(entry.source)])
        self.query_one("#facts", Static).update(plain(self._said or known, oneline=True))

    def on_rows_moved(self) -> None:
        """Show what is known of the row that is current now."""
        self.say("")

    def on_rows_chosen(self) -> None:
        """Close with the current article."""
        entry = self._here()
        if entry is not None:
            self.dismiss(entry.source)

    def narrow(self, typed: str) -> None:
        """Show the articles whose title or place holds what was typed."""
        self._typed, self._said = typed, ""
        self._show("")

    def submit(self) -> None:
        """Open the current row, which is the first."""
        self.rows.action_choose()

    def action_sort(self) -> None:
        """Sort by something else."""
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        here = self._here()
        self._show(here.source if here else "")
        self._remember(self._order)

    def action_overview(self) -> None:
        """Count the notes on all articles that there are."""
        from annotations.tallies import Tally
        from articles.clock import utc_now
        from tui.notes.counting import Census
        from tui.screens.overview import Overview

        census = Census(self._catalogue.sources(), self._catalogue.directories)
        today = utc_now().astimezone().date()
        self.app.push_screen(Overview(Tally(), today, self._looks, survey=census.tallies), self._open)

    def _open(self, row: Row | None) -> None:
        if row is not None and row.kind == "article":
            self.dismiss(row.value)

    def action_forget(self) -> None:
        """Ask whether the current article is to be forgotten."""
        entry = self._here()
        if entry is None:
            return
        if entry.percent is None:
            self.say("It was never opened: there is nothing to forget.")
        elif entry.source == self._current:
            self.say("It is open; it can be forgotten when another article is.")
        else:
            question = f"“{shorten(entry.title, 60)}”: your place in it and your marks go; file and notes stay."
            dialog = Confirm("Forget this article?", question, yes="forget it", no="keep it")
            self.app.push_screen(dialog, lambda yes: self._forget(entry) if yes else None)

    def _forget(self, entry: Entry) -> None:
        try:
            left = self._catalogue.forget(entry)
        except LibraryError as error:
            self.say(str(error))
            return
        at = self.rows.index
        following = self._shown[at + 1 : at + 2] or self._shown[max(0, at - 1) : at]
        self._forgotten.add(entry.source)
        del self._entries[entry.source]
        if left is not None:
            self._entries[entry.source] = left
        self._show(following[0].source if following else "", hold=True)
        self.say("Forgotten.")
