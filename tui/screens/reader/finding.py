"""Finding: words in the text, headings."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

from articles.article import Span
from tui.amounts import number_of
from tui.layout import shorten
from tui.screens.reader.base import ReaderBase
from tui.session import MOST_MATCHES

_QUERY_CELLS = 30
"""How much of what was searched for is repeated in messages."""
_FIRST_TURN, _TURN = 0.05, 0.008
"""Seconds that are searched for before the screen and the keys have their turn: at first, and later on."""
_PAUSE = 0.001


class Finding(ReaderBase):
    """The commands that look something up in the article."""

    _search_timer: Timer | None = None
    _said_of_search = ""
    """What was said last about the search, to be said anew as long as it stands there."""

    def action_search(self) -> None:
        """`/`: type what to look for."""
        from tui.screens.search_prompt import SearchPrompt

        self.app.push_screen(SearchPrompt(self.reading.session.query), self._search)

    def _search(self, query: str | None) -> None:
        if query is not None:
            self.begin_search(query)

    def begin_search(self, query: str, *, go: bool = True) -> None:
        """Look for a query, and with `go` go to the first match; what takes longer is searched by and by."""
        from articles.search import find_from

        session = self.reading.session
        if self._search_timer is not None:
            self._search_timer.stop()
        session.search(query, find_from(self.reading.article, query, session.cursor.span.start), go=go)
        session.search_on(_until(_FIRST_TURN))
        self.show(follow=go)
        self._say_matches()
        self._go_on_searching()

    def _go_on_searching(self) -> None:
        searching = self.reading.session.searching
        self._search_timer = self.set_timer(_PAUSE, self._search_on) if searching else None

    def _search_on(self) -> None:
        """Search a little; show what has been found on the screen, or where the cursor has gone to it."""
        session = self.reading.session
        cursor, shown = session.cursor, len(session.matches_in(self._span_on_screen()))
        session.search_on(_until(_TURN))
        if session.cursor != cursor:
            self.show()
        elif len(session.matches_in(self._span_on_screen())) != shown:
            self.show(follow=False)
        if self.said == self._said_of_search:
            self._say_matches()
        self._go_on_searching()

    def _span_on_screen(self) -> Span:
        viewport, blocks = self.view.viewport, self.reading.article.blocks
        shown = [line.block for line in viewport.lines() if line.block >= 0] if viewport is not None else []
        return Span(blocks[shown[0]].start, blocks[shown[-1]].end) if shown else Span(0, 0)

    def _say_matches(self) -> None:
        session = self.reading.session
        wanted = f"“{shorten(session.query, _QUERY_CELLS)}”"
        found, number, going_on = len(session.matches), session.match_number(), " …" if session.searching else ""
        more = "+" if found >= MOST_MATCHES else ""
        if not session.query.strip():
            self._said_of_search = ""
        elif found:
            of = f"match {number} of {found}" if number else number_of(found, "match", "matches")
            self._said_of_search = f"{wanted}: {of}{more}{going_on}"
        elif session.searching or not self.reading.article.complete:
            self._said_of_search = f"{wanted} is being looked for …"
        else:
            self._said_of_search = f"{wanted} was not found."
        self.say(self._said_of_search)

    def action_next_match(self) -> None:
        """`n`."""
        self._step(self.reading.session.next_match())

    def action_previous_match(self) -> None:
        """`N`."""
        self._step(self.reading.session.previous_match())

    def _step(self, found: bool) -> None:
        if found:
            self.show()
            self._say_matches()
        else:
            self.say(f"There are no matches; {self.shown_key('search')} searches.")

    def action_contents(self) -> None:
        """`o`: the headings."""
        from tui.screens.lists import Choice, Chooser

        index = self.reading.session.index
        headings = self.reading.article.headings
        if not headings:
            self.say("This article has no headings.")
            return
        least = min(block.level for _, block in headings)
        choices = [
            Choice(str(at), block.text, f"¶ {at + 1}", indent=2 * (block.level - least)) for at, block in headings
        ]
        current = max((at for at, _ in headings if at <= index), default=headings[0][0])
        self.app.push_screen(Chooser("Contents", choices, self.looks, current=str(current)), self._go_to_heading)

    def _go_to_heading(self, at: str | None) -> None:
        if at is not None:
            self.reading.session.jump_to_paragraph(int(at) + 1)
            self.show()


def _until(seconds: float) -> Callable[[], bool]:
    """Return what tells, for so many seconds from now on, that there is time."""
    end = monotonic() + seconds
    return lambda: monotonic() < end
