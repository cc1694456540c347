"""Writing a note: the editor, the draft it leaves while it is open, and what is saved in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.anchoring import describe
from annotations.annotation import Annotation
from annotations.store import NotSaved, Saved
from annotations.workbook import Outcome
from articles.article import Span
from tui.screens.reader.base import ReaderBase

if TYPE_CHECKING:  # imported when the editor opens
    from annotations.drafts import Draft
    from tui.screens.note_editor import Written


@dataclass(frozen=True, slots=True)
class NoteInWork:
    """A note that is open in the editor."""

    annotation: Annotation | None
    """What is edited; None for a new annotation."""
    span: Span
    """Where a new one goes."""
    before: Written
    """What is saved of it."""
    reply_to: Annotation | None
    """What a new one answers, if it is a reply."""
    draft: Draft
    """Under which what is typed is kept."""


class Writing(ReaderBase):
    """Opens the editor on annotations and saves what comes of it."""

    _noticed = ""
    """What was last said about the sidecar."""
    _lost = 0
    """Of how many versions that lost against others the reader has been told."""

    def may_annotate(self) -> bool:
        """Tell whether there is something that can be annotated; say why not."""
        if not self.notes_at_hand():
            return False
        if not self.reading.article.blocks:
            self.say("There is nothing to annotate here.")
        return bool(self.reading.article.blocks)

    def notes_at_hand(self) -> bool:
        """Tell whether article and notes have been read; say what is missing."""
        if self.reading.reads_on:
            what = "notes are" if self.reading.article.complete else "article is"
            self.say(f"The {what} still being read; try again in a moment.")
        return not self.reading.reads_on

    def show_outcome(self, outcome: Outcome, sentence: str) -> None:
        """Show what came of a change: that it is on the disk, or why not."""
        self.reading.session.end_selection()
        self.show(follow=False)
        if isinstance(outcome, NotSaved):
            self.say(outcome.sentence)
        else:
            self.say(self.new_notice() or f"{sentence} {self._new_losses()}".rstrip())

    def new_notice(self) -> str:
        """Return what is wrong with the sidecar, once; each change has a sentence of its own."""
        before, self._noticed = self._noticed, self.reading.workbook.notice
        return self._noticed if self._noticed != before else ""

    def say_losses(self) -> None:
        """Say once that versions of notes have lost against others, behind what has just been said."""
        losses = self._new_losses()
        if losses:
            self.say(f"{self.said} {losses}".lstrip())

    def _new_losses(self) -> str:
        before, self._lost = self._lost, self.reading.workbook.lost
        if self._lost <= before:
            return ""
        return f"It was changed elsewhere, too; {self.shown_key('trash')} shows the version that lost."

    def write_note(
        self,
        annotation: Annotation | None,
        span: Span,
        *,
        reply_to: Annotation | None = None,
        draft: Draft | None = None,
        afterwards: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the editor on an annotation, or on a new one for `span`; a draft that was left goes on.

        A new one that answers another has no place, and `span` means nothing.

        `afterwards` is called when the editor has been left.
        """
        from annotations.drafts import Draft
        from tui.screens.note_editor import NoteEditor, Written
        from tui.telling import words_of

        reading = self.reading
        there = annotation or reply_to
        selectors = there.selectors if there else describe(reading.article.content, span.start, span.end)
        id_, answered_id = (one.id if one else "" for one in (annotation, reply_to))
        blank = Draft(reading.origin.source, selectors, "", annotation_id=id_, reply_to=answered_id)
        left = draft or reading.drafts.left_for(blank)
        before = Written(annotation.note, annotation.tags, annotation.colour) if annotation else Written()
        note = NoteInWork(annotation, span, before, reply_to, left or blank)
        typed = Written(left.text, left.tags, left.colour) if left else before
        answered = reply_to or (reading.workbook.threads.answered_by(annotation) if annotation else None)
        quote = words_of(answered) if answered else selectors.exact
        title = "Go on with your draft" if left else "Edit note" if annotation else "Reply" if reply_to else "Note"

        def leave(written: Written | None) -> None:
            self._leave_note(note, written)
            afterwards()

        editor = NoteEditor(quote, typed, lambda written: self._keep_typed(note, written), title=title)
        self.app.push_screen(editor, leave)

    def _keep_typed(self, note: NoteInWork, written: Written) -> None:
        if written == note.before:
            self.reading.drafts.remove(note.draft)
            return
        problem = self.reading.drafts.keep(note.draft, written.note, written.tags, written.colour)
        if problem:
            self.say(problem)

    def _leave_note(self, note: NoteInWork, written: Written | None) -> None:
        """Save what was written; of what was not, or could not be, the draft stays."""
        reading = self.reading
        if written is None:
            if reading.drafts.left_for(note.draft):
                self.say("Not saved yet: what you typed is kept as a draft; a or e here goes on with it.")
            return
        if written == note.before:
            reading.drafts.remove(note.draft)
            self.say("Nothing was changed." if note.annotation else "Nothing was written.")
            return
        outcome = self._save_note(note, written)
        made = outcome.changes[0].id if outcome.changes else ""
        if isinstance(outcome, NotSaved):
            reading.drafts.keep(
                replace(note.draft, annotation_id=made), written.note, written.tags, written.colour
            )
        if isinstance(outcome, Saved) or made != note.draft.annotation_id:
            # Not before, for until then it was nowhere else.
            reading.drafts.remove(note.draft)

    def _save_note(self, note: NoteInWork, written: Written) -> Outcome:
        workbook, annotation = self.reading.workbook, note.annotation
        if note.reply_to is not None:
            outcome = workbook.reply(note.reply_to, note=written.note, tags=written.tags, colour=written.colour)
        elif annotation is None:
            outcome = workbook.annotate(note.span, note=written.note, tags=written.tags, colour=written.colour)
        else:
            # From the version that the editor opened on, so that what came from elsewhere since is merged.
            outcome = workbook.edit(annotation, note=written.note, tags=written.tags, colour=written.colour)
        self.show_outcome(outcome, "Saved.")
        return outcome
