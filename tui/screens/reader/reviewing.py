"""Keeping notes in their places: the review, attaching a note to other words, and the trash."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from annotations.neighbourhood import best_guess, neighbourhood
from tui import motions
from tui.notes.deeds import Deeds, next_to
from tui.notes.telling import doubts
from tui.screens.reader.annotating import Annotating

if TYPE_CHECKING:  # dialogs are imported when they open
    from annotations.notebook import Entry

_HOW_TO_ATTACH: Final = "Move to the words: Enter attaches the note, q or Esc leaves it."


class Reviewing(Annotating):
    """The commands that look after notes whose place is in doubt, and after those that were deleted."""

    def action_review(self) -> None:
        """`R`."""
        self._stop_looking()
        if self.notes_at_hand():
            self._review()

    def _review(self, current: str = "", said: str = "") -> None:
        """Review the doubtful annotations from `current` on; with none left, say so."""
        from tui.screens.review import Review

        deeds, keymap = Deeds(self.reading.workbook), self.settings.keymap
        if deeds.doubtful:
            review = Review(deeds, keymap, self.looks, current=current, said=said)
            self.app.push_screen(review, self._reviewed)
        else:
            self._reviewed(None)

    def _reviewed(self, elsewhere: Entry | None) -> None:
        """Let the reader look for other words for a note, or say how things stand."""
        self.annotations_changed()
        if elsewhere is not None:
            if self.may_annotate():
                self._look_for_place(elsewhere)
            return
        workbook = self.reading.workbook
        unsaved = " Not everything is saved yet." if workbook.store.unsaved else ""
        self.say((self.doubts() or "All notes are in their places.") + unsaved)

    def doubts(self) -> str:
        """Return a sentence on the notes whose place is in doubt; empty when there are none."""
        return doubts(self.reading.workbook.doubtful, self.settings.keymap, self.app.size.width - 1)

    def _look_for_place(self, entry: Entry) -> None:
        """Go to where the note may belong; from there on Enter attaches it."""
        session, selectors = self.reading.session, entry.annotation.selectors
        session.end_selection()
        span, offset = best_guess(entry.anchor), neighbourhood(self.reading.article.content, selectors)
        if span is not None:
            session.jump_to_span(span)
        elif offset is not None:
            session.jump(motions.at(self.reading.article, offset))
        self.standing = _HOW_TO_ATTACH
        self.meanwhile = {"enter": partial(self._attach_here, entry)}
        self.meanwhile |= dict.fromkeys(("escape", "q"), partial(self._leave_place, entry))
        self.show()

    def _stop_looking(self) -> None:
        self.standing, self.meanwhile = "", {}
        self.reading.session.end_selection()

    def _leave_place(self, entry: Entry) -> None:
        self._stop_looking()
        self._review(entry.annotation.id)

    def _attach_here(self, entry: Entry) -> None:
        """Attach the note to what the cursor is on, and go on with the next one."""
        if not self.may_annotate():
            return  # the file is just being read again
        span = self.reading.session.cursor.target
        self._stop_looking()
        deeds = Deeds(self.reading.workbook)
        following = next_to(deeds.doubtful, entry.annotation.id)
        self._review(following, deeds.attach(entry.annotation.id, span))

    def action_trash(self) -> None:
        """`X`."""
        if self.notes_at_hand():
            from tui.screens.trash import Trash

            self.app.push_screen(Trash(Deeds(self.reading.workbook), self.looks), self._left_trash)

    def _left_trash(self, _: None) -> None:
        self.annotations_changed()
