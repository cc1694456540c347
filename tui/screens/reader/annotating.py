"""Annotating: selections, highlights, notes, their list, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.anchoring import Anchored
from annotations.annotation import COLOURS, Annotation
from annotations.placement import Placed
from annotations.workbook import Outcome
from tui.amounts import number_of
from tui.notes.deeds import GONE, Deeds
from tui.notes.telling import named
from tui.screens.reader.moving import Moving
from tui.screens.reader.writing import Writing

if TYPE_CHECKING:  # dialogs are imported when they open
    from tui.drawing.overview import Row
    from tui.screens.notes_list import Chosen, Filter


class Annotating(Moving, Writing):
    """The commands that change annotations."""

    _colour = COLOURS[0]
    """The highlight colour that was used last."""

    def action_select(self) -> None:
        """`v`."""
        self.reading.session.toggle_selection()
        self.show()

    def action_highlight(self) -> None:
        """`h`: highlight in the colour used last."""
        self._highlight(self._colour)

    def _highlight(self, colour: str) -> None:
        if not self.may_annotate():
            return
        self._colour = colour
        workbook, span = self.reading.workbook, self.reading.session.cursor.target
        there = workbook.placement.exactly_at(span)
        if there is None:
            outcome = workbook.annotate(span, colour=colour)
        elif there.colour == colour:
            self.say(f"It is {colour} already; {self.shown_key('delete')} deletes the highlight.")
            return
        else:
            outcome = workbook.edit(there, note=there.note, tags=there.tags, colour=colour)
        self.show_outcome(outcome, f"Highlighted in {colour}, saved.")

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
        if self.may_annotate():
            span = self.reading.session.cursor.target
            self.write_note(self.reading.workbook.placement.exactly_at(span), span)

    def action_reply(self) -> None:
        """Answer the annotation under the cursor (`A`)."""
        annotation = self._annotation_here()
        if annotation is not None and self.notes_at_hand():
            self.write_note(None, self.reading.session.cursor.target, reply_to=annotation)

    def action_edit(self) -> None:
        """`e`."""
        annotation = self._annotation_here()
        if annotation is not None:
            self.write_note(annotation, self.reading.session.cursor.target)

    def action_delete(self) -> None:
        """`x`."""
        annotation = self._annotation_here()
        if annotation is not None:
            done = f"Deleted the {named(annotation)}; {self.shown_key('undo')} brings it back."
            self.show_outcome(self.reading.workbook.delete(annotation), done)

    def _annotation_here(self) -> Annotation | None:
        """Return the annotation under the cursor; say so where there is none."""
        annotation = self.reading.decorations.annotation_here
        if annotation is None:
            self.say(f"There is no annotation here; {self.shown_key('next-annotation')} goes to the next one.")
        return annotation

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
            self.show_outcome(result[1], f"{word}: {result[0]}.")

    def action_next_annotation(self) -> None:
        """`.`."""
        placement = self.reading.workbook.placement
        self._go_to(placement.following(self.reading.session.cursor.span), "behind")

    def action_previous_annotation(self) -> None:
        """`,`."""
        placement = self.reading.workbook.placement
        self._go_to(placement.preceding(self.reading.session.cursor.span), "before")

    def _go_to(self, placed: Placed | None, where: str) -> None:
        if placed is None:
            several = self.reading.workbook.placement.annotations.values()
            whole = sum(one.selectors.nowhere and not one.replies_to for one in several)
            listed = f"; {self.shown_key('notes')} lists {number_of(whole, 'note')} on the whole article"
            self.say(f"There is no annotation {where} here{listed if whole else ''}.")
        else:
            self.reading.session.jump_to_span(placed.span)
            self.show()

    def action_notes(self) -> None:
        """`l`."""
        from tui.screens.notes_list import Filter

        here = self.reading.decorations.annotation_here
        self.list_notes(Filter(), here.id if here else "")

    def action_overview(self) -> None:
        """`O`."""
        if not self.notes_at_hand():
            return
        from annotations.tallies import Tally
        from articles.clock import utc_now
        from tui.drawing.overview import Along
        from tui.screens.overview import Overview

        article, placement = self.reading.article, self.reading.workbook.placement
        if not placement.annotations:
            self.say("There are no notes to count yet.")
            return
        tally = Tally()
        tally.add(self.reading.origin.source, article.title, placement.annotations.values())
        places = (anchor.span.start for anchor in placement.anchors.values() if isinstance(anchor, Anchored))
        along = Along(list(places), article.length, self.reading.session.cursor.target.start)
        today = utc_now().astimezone().date()
        self.app.push_screen(Overview(tally, today, self.looks, along=along), self._narrowed)

    def _narrowed(self, row: Row | None) -> None:
        """List the notes that a row of the overview counts."""
        from tui.screens.notes_list import Filter

        if row is not None:
            self.list_notes(Filter(**{row.kind: row.value}), "")

    def list_notes(self, shown: Filter, current: str) -> None:
        """Open the list of notes with a filter and a current annotation."""
        from tui.screens.notes_list import NotesList

        deeds, keymap = Deeds(self.reading.workbook), self.settings.keymap
        own = self.settings.creator
        notes = NotesList(deeds, keymap, self.looks, current=current, shown=shown, own=own)
        self.app.push_screen(notes, self._chosen)

    def _chosen(self, chosen: Chosen | None) -> None:
        self.annotations_changed()
        if chosen is None:
            return
        workbook = self.reading.workbook
        annotation = workbook.placement.annotations.get(chosen.id)
        if annotation is None:
            self.say(GONE)
            return
        span = workbook.place_of(annotation)
        if span is not None:
            self.reading.session.jump_to_span(span)
            self.show()
        if chosen.what != "jump":
            replies = chosen.what == "reply"
            self.write_note(
                None if replies else annotation,
                span or self.reading.session.cursor.target,
                reply_to=annotation if replies else None,
                afterwards=lambda: self.list_notes(chosen.filter, chosen.id),
            )
        elif span is None and annotation.replies_to:
            self.say("What this note answers has no place in the article.")
        elif span is None:
            whole = annotation.selectors.nowhere
            lost = f"This note has lost its place; {self.shown_key('review')} looks for a new one."
            self.say("This note is about the whole article." if whole else lost)
