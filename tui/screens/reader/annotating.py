"""Annotating: selections, highlights, notes, their list, undo and redo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring import Anchored, describe
from annotations.annotation import COLOURS, Annotation
from annotations.placement import Placed
from annotations.store import NotSaved
from annotations.workbook import Outcome
from articles.article import Span
from tui.screens.reader.moving import Moving

if TYPE_CHECKING:  # dialogs are imported when they open
    from annotations.drafts import Draft
    from tui.screens.note_editor import Written
    from tui.screens.notes_list import Chosen, Filter


_GONE = "This note was deleted by another program."


class Annotating(Moving):
    """The commands that change annotations."""

    _colour = COLOURS[0]
    """The highlight colour that was used last."""

    def use_digits(self, digits: str) -> None:
        """Highlight in the colour of the digit."""
        if len(digits) == 1 and 1 <= int(digits) <= len(COLOURS):
            self._highlight(COLOURS[int(digits) - 1])

    def action_select(self) -> None:
        """`v`."""
        self.reading.session.toggle_selection()
        self.show()

    def _may_annotate(self) -> bool:
        if not self.reading.article.complete:
            self.say("The article is still being read; try again in a moment.")
        elif not self.reading.article.blocks:
            self.say("There is nothing to annotate here.")
        else:
            return True
        return False

    def _done(self, outcome: Outcome, sentence: str) -> None:
        """Show what came of a change: that it is on the disk, or why not."""
        self.reading.session.end_selection()
        self.show(follow=False)
        if isinstance(outcome, NotSaved):
            self.say(outcome.sentence)
        else:
            self.say(self.reading.workbook.store.notice or sentence)

    def action_highlight(self) -> None:
        """`h`: highlight in the colour used last."""
        self._highlight(self._colour)

    def _highlight(self, colour: str) -> None:
        if not self._may_annotate():
            return
        self._colour = colour
        workbook, span = self.reading.workbook, self.reading.session.cursor.target
        there = workbook.placement.exactly_at(span)
        if there is None:
            outcome = workbook.annotate(span, colour=colour)
        elif there.colour == colour:
            self.say(f"It is {colour} already; x deletes the highlight.")
            return
        else:
            outcome = workbook.edit(there, note=there.note, tags=there.tags, colour=colour)
        self._done(outcome, f"Highlighted in {colour}, saved.")

    def action_highlight_yellow(self) -> None:
        """`1`."""
        self._highlight("yellow")

    def action_highlight_green(self) -> None:
        """`2`."""
        self._highlight("green")

    def action_highlight_blue(self) -> None:
        """`3`."""
        self._highlight("blue")

    def action_highlight_pink(self) -> None:
        """`4`."""
        self._highlight("pink")

    def action_highlight_purple(self) -> None:
        """`5`."""
        self._highlight("purple")

    def action_annotate(self) -> None:
        """Write a note (`a`); where there is an annotation already, edit it."""
        if self._may_annotate():
            span = self.reading.session.cursor.target
            self.write_note(self.reading.workbook.placement.exactly_at(span), span)

    def action_edit(self) -> None:
        """`e`."""
        annotation = self.reading.annotation_here
        if annotation is None:
            self.say("There is no annotation here; . goes to the next one.")
        else:
            self.write_note(annotation, self.reading.session.cursor.target)

    def write_note(
        self,
        annotation: Annotation | None,
        span: Span,
        *,
        back_to: Filter | None = None,
        draft: Draft | None = None,
    ) -> None:
        """Open the editor on an annotation, or on a new one for `span`; a draft that was left goes on.

        `back_to` is the filter of the list of notes that is to open again afterwards.
        """
        from annotations.drafts import Draft
        from tui.screens.note_editor import NoteEditor, Written

        reading = self.reading
        selectors = annotation.selectors if annotation else describe(reading.article.text, span.start, span.end)
        before = (
            Written(annotation.note, annotation.tags, annotation.colour) if annotation else Written("", (), "")
        )
        blank = Draft(reading.origin.source, selectors, "", annotation_id=annotation.id if annotation else "")
        left = draft or reading.draft(blank)
        kept = left or blank

        def keep(written: Written) -> None:
            if written == before:
                reading.drafts.remove(kept)
                return
            problem = reading.keep_draft(kept, written.note, written.tags, written.colour)
            if problem:
                self.say(problem)

        def done(written: Written | None) -> None:
            if written is not None:
                reading.drafts.remove(kept)
                unsaved = self._save_note(annotation, span, before, written)
                if unsaved is not None:
                    draft = replace(kept, annotation_id=unsaved.changes[0].id if unsaved.changes else "")
                    reading.keep_draft(draft, written.note, written.tags, written.colour)
            elif reading.draft(kept):
                self.say("Not saved yet: what you typed is kept as a draft; a or e here goes on with it.")
            if back_to is not None:
                self.open_notes(back_to, blank.annotation_id)

        typed = Written(left.text, left.tags, left.colour) if left else before
        title = "Go on with your draft" if left else "Edit note" if annotation else "Note"
        self.app.push_screen(NoteEditor(selectors.exact, typed, keep, title=title), done)

    def _save_note(
        self, annotation: Annotation | None, span: Span, before: Written, written: Written
    ) -> NotSaved | None:
        """Write a note through; return what came of it when it could not be saved."""
        workbook = self.reading.workbook
        if written == before:
            self.say("Nothing was changed." if annotation else "Nothing was written.")
            return None
        if annotation is None:
            outcome = workbook.annotate(span, note=written.note, tags=written.tags, colour=written.colour)
        else:
            now = workbook.placement.annotations.get(annotation.id, annotation)
            outcome = workbook.edit(now, note=written.note, tags=written.tags, colour=written.colour)
        self._done(outcome, "Saved.")
        return outcome if isinstance(outcome, NotSaved) else None

    def action_delete(self) -> None:
        """`x`."""
        annotation = self.reading.annotation_here
        if annotation is None:
            self.say("There is no annotation here; . goes to the next one.")
        else:
            self._done(self.reading.workbook.delete(annotation), "Deleted; u brings it back.")

    def action_undo(self) -> None:
        """`u`."""
        self._undone(self.reading.workbook.undo(), "Undone", "There is nothing to undo.")

    def action_redo(self) -> None:
        """Ctrl-r."""
        self._undone(self.reading.workbook.redo(), "Done again", "There is nothing to redo.")

    def _undone(self, result: tuple[str, Outcome] | None, word: str, nothing: str) -> None:
        if result is None:
            self.say(nothing)
        else:
            self._done(result[1], f"{word}: {result[0]}.")

    def action_next_annotation(self) -> None:
        """`.`."""
        placement = self.reading.workbook.placement
        self._go_to(placement.following(self.reading.session.cursor.span), "There is no annotation behind here.")

    def action_previous_annotation(self) -> None:
        """`,`."""
        placement = self.reading.workbook.placement
        self._go_to(placement.preceding(self.reading.session.cursor.span), "There is no annotation before here.")

    def _go_to(self, placed: Placed | None, nothing: str) -> None:
        if placed is None:
            self.say(nothing)
        else:
            self.reading.session.jump_to_span(placed.span)
            self.show()

    def action_notes(self) -> None:
        """`l`."""
        from tui.screens.notes_list import Filter

        here = self.reading.annotation_here
        self.open_notes(Filter(), here.id if here else "")

    def open_notes(self, shown: Filter, current: str) -> None:
        """Open the list of notes with a filter and a current annotation."""
        from tui.screens.notes_list import NotesList

        workbook = self.reading.workbook

        def delete(annotation_id: str) -> str:
            annotation = workbook.placement.annotations.get(annotation_id)
            return _said(workbook.delete(annotation), "Deleted") if annotation else _GONE

        def undo() -> str:
            result = workbook.undo()
            return "There is nothing to undo" if result is None else _said(result[1], "Undone")

        notes = NotesList(lambda: workbook.notebook, delete, undo, self.looks, current=current, shown=shown)
        self.app.push_screen(notes, self._chosen)

    def _chosen(self, chosen: Chosen | None) -> None:
        self.show(follow=False)
        if chosen is None:
            return
        placement = self.reading.workbook.placement
        annotation, anchor = placement.annotations.get(chosen.id), placement.anchors.get(chosen.id)
        if annotation is None:
            self.say(_GONE)
            return
        span = anchor.span if isinstance(anchor, Anchored) else None
        if span is not None:
            self.reading.session.jump_to_span(span)
            self.show()
        if chosen.what == "edit":
            self.write_note(annotation, span or self.reading.session.cursor.target, back_to=chosen.filter)
        elif span is None:
            self.say("The text of this note is no longer in the article; the note is kept.")


def _said(outcome: Outcome, word: str) -> str:
    return outcome.sentence if isinstance(outcome, NotSaved) else word
