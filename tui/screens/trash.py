"""The trash: deleted annotations and versions that lost, brought back or deleted for good."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from annotations.notebook import mentions
from annotations.trash import Discarded
from tui.drawing.painting import Piece, Pieces
from tui.notes.deeds import Deeds
from tui.notes.telling import EARLIER, counted, day_of, english_of, fate_of, quoted
from tui.screens.dialog import Confirm
from tui.screens.listing import Described, annotation_pieces
from tui.themes import Look
from tui.widgets.drawing import note_content


class Trash(Described[None]):
    """Shows what was deleted from an article's notes, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "restore", "Restore", show=False),
        Binding("x", "forget", "Delete for good", show=False),
        Binding("E", "empty", "Empty", show=False),
        Binding("u", "undo", "Undo", show=False),
    ]
    hints = "Enter bring back · x for good · E empty · u undo · / search · Esc"
    placeholder = "/ search in quotes, notes and tags"
    empty = "The trash is empty."

    def __init__(self, deeds: Deeds, looks: Mapping[str, Look]) -> None:
        super().__init__("Trash", looks)
        self._deeds = deeds
        self._searched = ""
        self._whole: Sequence[Discarded] = ()
        self._shown: Sequence[Discarded] = ()

    def on_mount(self) -> None:
        """Begin with what was deleted last."""
        self._show()
        self.rows.focus()

    def _show(self, current: int = 0) -> None:
        self._whole = self._deeds.discarded
        self._shown = [one for one in self._whole if mentions(one.annotation, self._searched)]
        self.set_title(f"Trash  {len(self._shown)} of {len(self._whole)}")
        self.show_rows(len(self._shown), current)

    def narrow(self, typed: str) -> None:
        """Show what holds what was typed."""
        self._searched = typed
        self._show()

    def draw(self, index: int, width: int) -> Pieces:
        """Return day, quote, note and tags; a sign stands before an earlier version."""
        one = self._shown[index]
        head = f" {day_of(one.when):<10} {EARLIER if one.successor else ' '} "
        drawn = annotation_pieces(one.annotation, width - len(head))
        return Piece(head, ("muted",)), *drawn

    def description(self) -> Content:
        """Return what became of the note, and the whole note."""
        one = self._here()
        if one is None:
            return Content()
        return note_content(one.annotation.note, above=[fate_of(one)], below=english_of(one.annotation))

    def _here(self) -> Discarded | None:
        at = self.rows.index
        return self._shown[at] if at < len(self._shown) else None

    def on_rows_chosen(self) -> None:
        """Bring it back."""
        self.action_restore()

    def action_restore(self) -> None:
        """Bring back what the current row shows, and stay."""
        one = self._here()
        if one is not None:
            self._changed(self._deeds.restore(one))

    def action_undo(self) -> None:
        """Take back the last change, and stay."""
        said, ids = self._deeds.undo()
        self._changed(said, ids)

    def _changed(self, said: str, ids: Collection[str] = ()) -> None:
        self._show(self.rows.index)
        at = next((at for at, one in enumerate(self._shown) if one.annotation.id in ids), self.rows.index)
        self.show_rows(len(self._shown), at)
        self.say(f"{said} · u undo")

    def action_forget(self) -> None:
        """Ask, then delete for good what the current row shows."""
        one = self._here()
        if one is not None:
            self._forget([one], f"The note on {quoted(one.annotation.quote)} cannot be brought back then.")

    def action_empty(self) -> None:
        """Ask, then delete all for good."""
        if self._whole:
            self._forget(self._whole, f"{counted(self._whole)} cannot be brought back then.")

    def _forget(self, several: Sequence[Discarded], question: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                said = self._deeds.forget(several)
                self._show(self.rows.index)
                self.say(said)

        dialog = Confirm("Delete for good?", question, yes="delete", no="keep")
        self.app.push_screen(dialog, answered)
