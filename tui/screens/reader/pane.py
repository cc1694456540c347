"""The English pane: on and off, masked, asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message

from articles.article import Article
from tui.screens.reader.base import ReaderBase, start_aside

if TYPE_CHECKING:  # imported when English is first asked for
    from articles.translation.translation import NeedsConsent
    from tui.english.source import NewEnglish
    from tui.english.translating import Answer

_ALL_WOULD_GO: Final = (
    "For paragraphs without a stored translation, lesart would send their text to {server}, "
    "now and while you read on."
)
_ONE_WOULD_GO: Final = (
    "lesart would send the text of this paragraph to {server} now. It would not ask again: later paragraphs go "
    "there when you want that here, or when no engine before it translates them while you read on."
)


@dataclass
class EnglishArrived(Message):
    """The translation thread has an answer for a block."""

    number: int
    """The block's index in the whole article."""
    answer: Answer
    engine: str = ""
    """The engine that was asked by its name, for the reader to compare; empty when any would do."""
    generation: int = 0
    """That of the pane's questions when it was asked for."""


@dataclass
class EnglishRead(Message):
    """The English text beside the article has been read again, on another thread."""

    article: Article
    english: NewEnglish


class ShowingEnglish(ReaderBase):
    """The commands of the English pane."""

    def look_at_english(self) -> None:
        """Read the English text beside the article again when it is another, on another thread."""
        watch = self.reading.english.watch
        if watch is not None and watch.look():
            self.read_english()

    def say_trouble_with_english(self) -> None:
        """Say once what is wrong with English that is there, behind what has just been said."""
        trouble = self.reading.english.trouble(self.reading.pane)
        if trouble:
            self.say(f"{self.said} {trouble}".lstrip())

    def read_english(self) -> None:
        """Read and align the English text beside the article on another thread, as long as the article is open."""
        english, article = self.reading.english, self.reading.article

        def stopped() -> bool:
            return self.reading.article is not article or not self.is_attached

        def read() -> None:
            from articles.translation.alignment import StoppedError

            try:
                self.post_message(EnglishRead(article, english.read(article, stopped)))
            except StoppedError:
                return

        start_aside(read, "English")

    def on_english_read(self, message: EnglishRead) -> None:
        """Show it, without moving the line that is being read."""
        if message.article is self.reading.article:
            row = self.row_on_screen()
            self.reading.english.renew(self.reading.pane, message.english)
            self.lay_out(row)
            self.show(follow=False)

    def on_english_arrived(self, message: EnglishArrived) -> None:
        """Show it, without moving the line that is being read, unless all has been asked for anew meanwhile."""
        pane = self.reading.pane
        if message.generation != pane.questions.generation:
            return
        index = message.number - self.reading.article.first
        if not message.engine or pane.lacks(index):
            pane.answered(index, message.answer)
            self.english_changed(index)
        self.english_arrived(message, index)

    def english_arrived(self, message: EnglishArrived, index: int) -> None:
        """Do what was put off until there is English for the block."""

    def action_toggle_english(self) -> None:
        """`t`."""
        pane = self.reading.pane
        pane.shown = not pane.shown
        self.lay_out()
        self.show()

    def action_toggle_mask(self) -> None:
        """`T`: masking turns the pane on, too."""
        pane = self.reading.pane
        pane.masked = not pane.masked
        pane.shown = pane.shown or pane.masked
        self.lay_out()
        self.show()
        revealed = "a paragraph" if pane.sentence is None else "a sentence"
        masked = f"The English is masked; {self.shown_key('reveal')} reveals {revealed}."
        self.say(masked if pane.masked else "The English is shown.")

    def action_reveal(self) -> None:
        """Enter: show masked English, else ask for what is missing."""
        pane = self.reading.pane
        if not pane.shown:
            self.say(f"The English is off; {self.shown_key('toggle-english')} shows it.")
            return
        consent = pane.questions.consent_needed(pane.current)
        if pane.reveal():
            self.english_changed(pane.current)
        elif consent is not None:
            self.ask_for_consent(consent, self._ask_again)
        elif pane.retry():
            self.english_changed(pane.current)

    def _ask_again(self) -> None:
        self.reading.pane.retry()
        self.english_changed(self.reading.pane.current)

    def ask_for_consent(
        self, consent: NeedsConsent, afterwards: Callable[[], None], *, for_one: bool = False
    ) -> None:
        """Ask the reader whether texts may go to an engine; `afterwards` is called if they may.

        With `for_one` it is the paragraph being read alone that would be sent now.
        """
        from tui.screens.dialog import Confirm

        would = _ONE_WOULD_GO if for_one else _ALL_WOULD_GO
        question = (
            f"{would.format(server=consent.server)} "
            "Nothing else is sent, and what comes back is stored on this machine."
        )
        dialog = Confirm(f"Ask {consent.label} for English?", question, yes="yes, from now on", no="no")

        def answered(yes: bool | None) -> None:
            if not yes:
                self.say("Nothing was sent.")
                return
            try:
                self.reading.english.agree(consent)
            except OSError as error:
                self.say(f"Your yes holds for now, but could not be remembered: {error.strerror}.")
            afterwards()

        self.app.push_screen(dialog, answered)
