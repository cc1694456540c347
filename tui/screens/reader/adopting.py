"""Offering the notes that an article left behind when it was moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.screens.reader.base import ReaderBase, start_aside

if TYPE_CHECKING:  # imported when an article without notes is opened
    from annotations.adoption import Home, LeftBehind


@dataclass
class NotesFound(Message):
    """Notes on the article's text were found elsewhere, on another thread."""

    found: list[LeftBehind]
    """The most likely first; never empty."""
    home: Home


class Adopting(ReaderBase):
    """Looks for notes that were left behind, and takes them along if the reader wants them."""

    _not_offered: NotesFound | None = None
    """What was found while a dialog was open."""

    def look_for_notes(self) -> None:
        """Look for notes on this text elsewhere, on another thread, unless it has some here."""
        reading = self.reading
        if reading.origin.name is None or reading.workbook.store.annotations:
            return

        def look() -> None:
            from tui.adopting import home_of, to_offer

            home = home_of(reading.origin, reading.directories)
            if home is None:
                return
            found = to_offer(reading.article, home, reading.settings.folders, reading.remembered)
            if found:
                self.post_message(NotesFound(found, home))

        start_aside(look, "notes left behind")

    def on_notes_found(self, message: NotesFound) -> None:
        """Offer them as soon as nothing else is asked."""
        self._not_offered = message
        self._offer()

    def on_screen_resume(self) -> None:
        """Offer what was found while a dialog was open, unless that has opened another."""
        if self._not_offered:
            self.call_after_refresh(self._offer)

    def _offer(self) -> None:
        offer = self._not_offered
        if offer is None or self.app.screen is not self:
            return
        from tui.adopting import question
        from tui.screens.dialog import Offer

        self._not_offered = None
        asked = question(offer.found, offer.home)
        dialog = Offer("Notes from another place", asked, yes="take along", no="no")
        self.app.push_screen(dialog, lambda yes: self._answered(offer, yes))

    def _answered(self, offer: NotesFound, yes: bool | None) -> None:
        if yes:
            self._adopt(offer.found[0])
        elif yes is not None:
            self._refuse(offer)

    def _adopt(self, one: LeftBehind) -> None:
        from annotations.adoption import adopt

        workbook = self.reading.workbook
        problem = adopt(one, workbook.store)
        workbook.find_places()
        self.show(follow=False)
        self.say(problem or workbook.store.notice or f"The notes from “{one.name}” are here now.")

    def _refuse(self, offer: NotesFound) -> None:
        from tui.adopting import refuse

        try:
            refuse(offer.found[0], offer.home, self.reading.remembered)
        except OSError as error:
            self.say(f"Your answer could not be remembered: {error.strerror}.")
        else:
            self.say("They stay where they are; `lesart adopt` can still take them along.")
