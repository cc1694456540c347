"""Questions that come by themselves, about what another thread has found: asked when nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from tui.screens.reader.base import ReaderBase


@dataclass
class Found(Message):
    """Something was found that the reader is to be asked about."""

    title: str
    question: str
    yes: str
    """What `y` does, in a word or two."""
    answer: Callable[[bool], None]
    """Called with the reader's answer, unless they put it off."""


class Offering(ReaderBase):
    """Asks one question after the other, as soon as no dialog is open."""

    _not_asked: tuple[Found, ...] = ()

    def on_found(self, message: Found) -> None:
        """Ask as soon as nothing else is asked."""
        self._not_asked += (message,)
        self._ask()

    def on_screen_resume(self) -> None:
        """Ask about what was found while a dialog was open, unless that has opened another."""
        if self._not_asked:
            self.call_after_refresh(self._ask)

    def _ask(self) -> None:
        if not self._not_asked or self.app.screen is not self:
            return
        from tui.screens.dialog import Offer

        found, *rest = self._not_asked
        self._not_asked = tuple(rest)
        dialog = Offer(found.title, found.question, yes=found.yes, no="no")
        self.app.push_screen(dialog, lambda yes: None if yes is None else found.answer(yes))

    def remember_refusal(self, refuse: Callable[[], None], sentence: str) -> None:
        """Remember an answer that is no, and say what follows from it."""
        try:
            refuse()
        except OSError as error:
            self.say(f"Your answer could not be remembered: {error.strerror}.")
        else:
            self.say(sentence)
