"""Offering the notes that an article left behind when it was moved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.screens.reader.base import start_aside
from tui.screens.reader.offering import Found, Offering

if TYPE_CHECKING:  # imported when an article without notes is opened
    from annotations.adoption import Home, LeftBehind


class Adopting(Offering):
    """Looks for notes that were left behind, and takes them along if the reader wants them."""

    def look_for_notes(self) -> None:
        """Look for notes on this text elsewhere, on another thread, unless it has some here."""
        reading = self.reading
        if reading.origin.name is None or reading.workbook.store.annotations:
            return

        def look() -> None:
            from tui.notes.adopting import home_of, question, to_offer

            home = home_of(reading.origin, reading.directories)
            if home is None:
                return
            found = to_offer(reading.article, home, reading.settings.folders, reading.remembered)
            if found:
                answer = partial(self._answered, found[0], home)
                asked = question(found, home)
                self.post_message(Found("Notes from another place", asked, "take along", answer))

        start_aside(look, "notes left behind")

    def _answered(self, one: LeftBehind, home: Home, yes: bool) -> None:
        if yes:
            self._adopt(one)
            return
        from tui.notes.adopting import refuse

        self.remember_refusal(
            partial(refuse, one, home, self.reading.remembered),
            "They stay where they are; `lesart adopt` can still take them along.",
        )

    def _adopt(self, one: LeftBehind) -> None:
        from annotations.adoption import adopt

        workbook = self.reading.workbook
        problem = adopt(one, workbook.store)
        workbook.find_places()
        self.annotations_changed()
        self.say(problem or workbook.store.notice or f"The notes from “{one.name}” are here now.")
