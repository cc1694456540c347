"""Writing a note: the editor, the draft it leaves while it is open, and what is saved in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from annotations.anchoring import Anchored, describe
from annotations.annotation import Annotation
from annotations.drafts import NOTE
from annotations.renderings import DEEDS, german_of
from annotations.store import NotSaved, Saved
from annotations.workbook import Outcome
from articles.article import Span
from tui.screens.reader.base import ReaderBase

if TYPE_CHECKING:  # imported when the editor opens
    from annotations.drafts import Draft, What
    from annotations.renderings import Own
    from tui.screens.note_editor import NoteEditor, Written


@dataclass(frozen=True, slots=True)
class InWork:
    """A text that is open in an editor."""

    before: Written
    """What is saved of it."""
    quote: str
    """The words that it is about, or the note that it answers."""
    draft: Draft
    """Under which what is typed is kept."""
    save: Callable[[Written], Outcome]
    again: str
    """The keys that go on with it when it was left."""


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
        self.annotations_changed()
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

        A new one that answers another has no place, and `span` means nothing. `afterwards` is called when the
        editor has been left.
        """
        from tui.notes.telling import words_of
        from tui.screens.note_editor import NoteEditor, Written

        if annotation is not None and annotation.is_rendering:
            what: Own = "translation" if annotation.translation else "guess"
            reading = self.reading
            span = german_of(reading.workbook.placement, reading.article, annotation, what) or span
            self.write_english(what, annotation, span, draft=draft, afterwards=lambda _: afterwards())
            return
        before = Written(annotation.note, annotation.tags, annotation.colour) if annotation else Written()
        blank = draft or self._blank(annotation, span, NOTE, reply_to)
        answered = reply_to or (self.reading.workbook.threads.answered_by(annotation) if annotation else None)
        quote = words_of(answered) if answered else blank.selectors.exact
        keys = f"{self.shown_key('annotate')} or {self.shown_key('edit')}"
        save = partial(self._save_reply, reply_to) if reply_to else partial(self._save_note, annotation, span)
        work = InWork(before, quote, blank, save, keys)
        title = "Edit note" if annotation else "Reply" if reply_to else "Note"
        self._open_editor(NoteEditor, work, before, title, lambda _: afterwards())

    def write_english(
        self,
        what: Own,
        there: Annotation | None,
        span: Span,
        *,
        shown: str = "",
        draft: Draft | None = None,
        afterwards: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """Open an editor on the reader's own English of `span`, in place of what is `there`.

        Above it stands today's German. It begins with the English that is `shown`, else with what is there.
        `afterwards` is told whether the editor was left with a text, be it a new one or not.
        """
        from tui.drawing.comparison import compare_texts
        from tui.screens.english_editor import TITLES, EnglishEditor
        from tui.screens.note_editor import Written

        typed = Written(shown or (getattr(there, what) if there else ""))
        blank = draft or self._blank(there, span, what)
        save = partial(self._save_english, what, there, span)
        before, german, title = typed, self.reading.article.quote(span), TITLES[what]
        if there is not None and there.quote != german:
            # What was written for an earlier text has not been saved for this one.
            before, title = Written(), f"{title} (+ new German)"
            german = compare_texts(there.quote, german, "", "").new.text
        work = InWork(before, german, blank, save, self.shown_key(DEEDS[what]))
        self._open_editor(EnglishEditor, work, typed, title, afterwards)

    def _blank(
        self, annotation: Annotation | None, span: Span, what: What, reply_to: Annotation | None = None
    ) -> Draft:
        from annotations.drafts import Draft

        reading, there = self.reading, annotation or reply_to
        selectors = there.selectors if there else describe(reading.article.content, span.start, span.end)
        id_, answered = (one.id if one else "" for one in (annotation, reply_to))
        return Draft(reading.origin.source, selectors, "", annotation_id=id_, reply_to=answered, what=what)

    def _open_editor(
        self,
        editor: type[NoteEditor],
        work: InWork,
        typed: Written,
        title: str,
        afterwards: Callable[[bool], None],
    ) -> None:
        left = work.draft if work.draft.saved else self.reading.drafts.left_for(work.draft)
        if left is not None:
            work, title = replace(work, draft=left), "Go on with your draft"
            typed = replace(typed, note=left.text, tags=left.tags, colour=left.colour)

        def leave(written: Written | None) -> None:
            self._leave(work, written)
            afterwards(written is not None and bool(written.note))

        keep = partial(self._keep_typed, work)
        self.app.push_screen(editor(work.quote, typed, keep, title=title), leave)

    def _keep_typed(self, work: InWork, written: Written) -> None:
        if written == work.before:
            self.reading.drafts.remove(work.draft)
            return
        problem = self.reading.drafts.keep(work.draft, written.note, written.tags, written.colour)
        if problem:
            self.say(problem)

    def _leave(self, work: InWork, written: Written | None) -> None:
        """Save what was written; of what was not, or could not be, the draft stays."""
        drafts = self.reading.drafts
        if written is None:
            if drafts.left_for(work.draft):
                self.say(f"Not saved yet: what you typed is kept as a draft; {work.again} here goes on with it.")
            return
        new = not work.draft.annotation_id
        if written == work.before or (new and not any((written.note, written.tags, written.colour))):
            drafts.remove(work.draft)
            self.say("Nothing was written." if new else "Nothing was changed.")
            return
        outcome = work.save(written)
        made = outcome.changes[0].id if outcome.changes else ""
        if isinstance(outcome, NotSaved):
            drafts.keep(replace(work.draft, annotation_id=made), written.note, written.tags, written.colour)
        if isinstance(outcome, Saved) or made != work.draft.annotation_id:
            # Not before, for until then it was nowhere else.
            drafts.remove(work.draft)

    def _save_note(self, annotation: Annotation | None, span: Span, written: Written) -> Outcome:
        workbook = self.reading.workbook
        anchor = workbook.placement.anchors.get(annotation.id) if annotation else None
        place = anchor.span if isinstance(anchor, Anchored) else None if annotation else span
        beside = self.reading.pane.counterpart(place) if written.note and place else ""
        # From the version that the editor opened on, so that what came from elsewhere since is merged.
        write = partial(workbook.annotate, span) if annotation is None else partial(workbook.edit, annotation)
        outcome = write(note=written.note, tags=written.tags, colour=written.colour, counterpart=beside)
        self.show_outcome(outcome, "Saved.")
        return outcome

    def _save_reply(self, reply_to: Annotation, written: Written) -> Outcome:
        reply = self.reading.workbook.reply
        outcome = reply(reply_to, note=written.note, tags=written.tags, colour=written.colour)
        self.show_outcome(outcome, "Saved.")
        return outcome

    def _save_english(self, what: Own, there: Annotation | None, span: Span, written: Written) -> Outcome:
        outcome = self.reading.workbook.render(span, written.note, what, there=there)
        back = f"Taken back; {self.shown_key('undo')} brings it back."
        self.show_outcome(outcome, "Saved." if written.note else back)
        return outcome
