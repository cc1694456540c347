"""Moving about: paragraphs, sentences, words, pages, marks, and paragraphs by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.timer import Timer

from tui.amounts import number_of
from tui.screens.reader.base import ReaderBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.motions import Unit

DIGITS_WAIT = 0.3
"""Seconds in which a `g` makes a number of the digits before it."""


class Moving(ReaderBase):
    """The commands that only move the cursor."""

    _digits = ""
    """Digits that were typed last: a number before `g`, or the key of a command."""
    _digits_timer: Timer | None = None
    _awaiting: Callable[[str], None] | None = None
    """What to do with the letter that is typed next."""
    meanwhile: Mapping[str, Callable[[], None]] = {}
    """Keys that mean something else as long as the reader is looking for a place, and what."""

    async def on_key(self, event: events.Key) -> None:
        """Do what the key is bound to, at once, so that keys that arrive together mean what they would one by one.

        By the usual way, round by the app, a key would overtake the letter of a mark or the text of a dialog.
        """
        self.open_notes()
        digits, self._digits = self._digits, ""
        if self._digits_timer is not None:
            self._digits_timer.stop()
        if self._awaiting is not None:
            self._take_letter(event)
        elif event.key.isdecimal():
            self._digits = digits + event.key
            self._digits_timer = self.set_timer(DIGITS_WAIT, self.settle_digits)
        elif digits and event.is_printable and self._means(event.key, "first-paragraph"):
            self.go_to_paragraph(int(digits[-9:]))
        else:
            if digits:
                self.use_digits(digits)
            if not await self._do(event.key):
                return
        event.stop()

    async def _do(self, key: str) -> bool:
        """Do what a key means now; tell whether it means anything."""
        if key in self.meanwhile:
            self.said = ""
            self.meanwhile[key]()
            return True
        if key not in self._bindings.key_to_bindings:
            return False
        self.said = ""
        for binding in self._bindings.get_bindings_for_key(key):
            await self.run_action(binding.action)
        return True

    def _means(self, key: str, command_id: str) -> bool:
        return key in self.settings.keymap.by_id[command_id].keys

    def _take_letter(self, event: events.Key) -> None:
        done, self._awaiting = self._awaiting, None
        if done is not None and event.character and event.character.isalpha():
            done(event.character)
        else:
            self.say("A mark is a letter.")

    def settle_digits(self) -> None:
        """Do now what the digits mean that were typed last."""
        digits, self._digits = self._digits, ""
        if digits:
            self.use_digits(digits)

    def use_digits(self, digits: str) -> None:
        """Do what a digit is bound to that neither another one nor `g` follows."""
        command = self.settings.keymap.command_of(digits)
        if command is not None:
            getattr(self, f"action_{command.action}")()

    def _move(self, unit: Unit, *, forward: bool) -> None:
        session = self.reading.session
        before = session.cursor
        (session.forward if forward else session.backward)(unit)
        self.show()
        if session.cursor == before and forward:
            self.say("End of the article." if self.reading.article.complete else "The rest is still being read …")

    def action_next_paragraph(self) -> None:
        """`j`."""
        self._move("paragraph", forward=True)

    def action_previous_paragraph(self) -> None:
        """`k`."""
        self._move("paragraph", forward=False)

    def action_next_sentence(self) -> None:
        """`s`."""
        self._move("sentence", forward=True)

    def action_previous_sentence(self) -> None:
        """`S`."""
        self._move("sentence", forward=False)

    def action_next_word(self) -> None:
        """`w`."""
        self._move("word", forward=True)

    def action_previous_word(self) -> None:
        """`b`."""
        self._move("word", forward=False)

    def _page(self, share: float) -> None:
        viewport = self.view.viewport
        if viewport is None or not self.reading.article.blocks:
            return
        rows = max(1, round((viewport.height - 1) * abs(share)))
        index = viewport.page(rows if share > 0 else -rows)
        inside = viewport.offset_at_top() if index == viewport.top.block else None
        if inside is None:
            self.reading.session.to_block(index)
        else:
            self.reading.session.to_sentence(inside)
        self.show(follow=False)

    def action_page_down(self) -> None:
        """Space."""
        self._page(1)

    def action_page_up(self) -> None:
        """PgUp."""
        self._page(-1)

    def action_half_page_down(self) -> None:
        """Ctrl-d."""
        self._page(0.5)

    def action_half_page_up(self) -> None:
        """Ctrl-u."""
        self._page(-0.5)

    def _scroll(self, rows: int) -> None:
        viewport, session = self.view.viewport, self.reading.session
        if viewport is None or not self.reading.article.blocks:
            return
        viewport.scroll(rows)
        offset = viewport.nearest_shown(session.cursor.span)
        if offset is not None:
            session.follow(offset)
        self.show(follow=False)

    def action_scroll_down(self) -> None:
        """Ctrl-e."""
        self._scroll(1)

    def action_scroll_up(self) -> None:
        """Ctrl-y."""
        self._scroll(-1)

    def action_first_paragraph(self) -> None:
        """`g`."""
        self.go_to_paragraph(1)

    def action_last_paragraph(self) -> None:
        """`G`."""
        self.go_to_paragraph(self.reading.article.count)

    def go_to_paragraph(self, number: int) -> None:
        """Go to paragraph `number`, counted from 1."""
        self.reading.session.jump_to_paragraph(number)
        self.show()
        article = self.reading.article
        if not article.first < number <= article.first + len(article.blocks):
            known = f"The article has {number_of(article.count, 'paragraph')}."
            self.say(known if article.complete else "Still reading …")

    def action_set_mark(self) -> None:
        """`m` and a letter."""
        self.say("Mark this place under which letter?")
        self._awaiting = self._set_mark

    def _set_mark(self, letter: str) -> None:
        self.reading.session.set_mark(letter)
        self.save_place()
        self.say(f"Marked. {self.shown_key('go-to-mark')}{letter} comes back here.")

    def action_go_to_mark(self) -> None:
        """`'` and a letter."""
        marks = " ".join(sorted(self.reading.session.marks))
        none_yet = f"There are no marks yet; {self.shown_key('set-mark')} and a letter sets one."
        self.say(f"Go to which mark? {marks}" if marks else none_yet)
        if marks:
            self._awaiting = self._go_to_mark

    def _go_to_mark(self, letter: str) -> None:
        if self.reading.session.jump_to_mark(letter):
            self.show()
        else:
            self.say(f"There is no mark {letter}.")

    def action_back(self) -> None:
        """Ctrl-o."""
        if self.reading.session.back():
            self.show()
        else:
            self.say("No jump to go back from.")
