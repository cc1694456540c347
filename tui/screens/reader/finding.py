"""Finding: words in the text, headings."""

from __future__ import annotations

from tui.layout import shorten
from tui.screens.reader.base import ReaderBase

_QUERY_CELLS = 30
"""How much of what was searched for is repeated in messages."""


class Finding(ReaderBase):
    """The commands that look something up in the article."""

    def action_search(self) -> None:
        """`/`: type what to look for."""
        from tui.screens.search_prompt import SearchPrompt

        self.app.push_screen(SearchPrompt(self.reading.session.query), self._search)

    def _search(self, query: str | None) -> None:
        if query is None:
            return
        from articles.search import find_all

        session = self.reading.session
        found = session.search(query, find_all(self.reading.article.text, query))
        self.show(follow=found)
        if not query.strip():
            self.say("")
        elif found:
            self._say_match()
        else:
            self.say(f"“{shorten(query, _QUERY_CELLS)}” was not found.")

    def _say_match(self) -> None:
        session = self.reading.session
        self.say(
            f"“{shorten(session.query, _QUERY_CELLS)}”: match {session.match_number()} of {len(session.matches)}"
        )

    def action_next_match(self) -> None:
        """`n`."""
        self._step(self.reading.session.next_match())

    def action_previous_match(self) -> None:
        """`N`."""
        self._step(self.reading.session.previous_match())

    def _step(self, found: bool) -> None:
        if found:
            self.show()
            self._say_match()
        else:
            self.say(f"There are no matches; {self.shown_key('search')} searches.")

    def action_contents(self) -> None:
        """`o`: the headings."""
        from tui.screens.lists import Choice, Chooser

        blocks = self.reading.article.blocks
        index = self.reading.session.index
        headings = [(at, block) for at, block in enumerate(blocks) if block.kind == "heading"]
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
