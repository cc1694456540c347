"""The review: notes whose words have changed or are gone, one after the other, each with what can be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from annotations.notebook import Entry
from tui.commands import Keymap
from tui.drawing.comparison import compare
from tui.english.wording import rendered
from tui.notes.deeds import Deeds
from tui.notes.telling import LONG_STATES, past_of
from tui.screens.dialog import Dialog
from tui.themes import Look
from tui.widgets.drawing import note_content
from tui.widgets.sides import Comparison


class Review(Dialog[Entry]):
    """Walks through the doubtful annotations; ends with one that is to be attached elsewhere, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "Close", show=False),
        Binding("a", "accept", "Accept", show=False),
        Binding("m", "move", "Attach elsewhere", show=False),
        Binding("d", "detach", "Detach", show=False),
        Binding("x", "delete", "Delete", show=False),
        Binding("n,full_stop,right", "step(1)", "Next", show=False),
        Binding("N,comma,left", "step(-1)", "Previous", show=False),
        Binding("u", "undo", "Undo", show=False),
    ]
    hints = "a accept · m move · d detach · x delete · n N skip, back · u undo · q"

    def __init__(
        self, deeds: Deeds, keymap: Keymap, looks: Mapping[str, Look], *, current: str = "", said: str = ""
    ) -> None:
        """Begin with the annotation `current`; `said` is what the last decision came to. There must be one."""
        super().__init__("Review")
        self._deeds = deeds
        self._keymap = keymap
        self._looks = looks
        self._said = said
        self._entries: Sequence[Entry] = deeds.doubtful
        self._at = self._index_of([current])

    def parts(self) -> ComposeResult:
        """Show the two sides and the note."""
        yield Comparison(self._looks)
        yield Static("", id="whole-note")

    def on_mount(self) -> None:
        """Show the first one."""
        self._show(self._said)
        self.query_one(Comparison).focus()

    def _index_of(self, ids: Collection[str], otherwise: int = 0) -> int:
        found = (at for at, entry in enumerate(self._entries) if entry.annotation.id in ids)
        return next(found, min(otherwise, max(0, len(self._entries) - 1)))

    def _show(self, said: str = "") -> None:
        entry = self._entries[self._at]
        place = f"Note {self._at + 1} of {len(self._entries)} has {LONG_STATES[entry.state]}"
        self.set_title(f"{said.rstrip('.')}. {place}" if said else place)
        self.query_one(Comparison).show(compare(entry, self._deeds.article))
        annotation = entry.annotation
        below = [" ".join(f"#{tag}" for tag in annotation.tags), *past_of(annotation, self._keymap)]
        content = note_content(annotation.note or rendered(annotation), below=filter(None, below))
        self.query_one("#whole-note", Static).update(content)

    def _decided(self, said: str, ids: Collection[str] = ()) -> None:
        """Go on with the next note, or with one of those given."""
        self._entries = self._deeds.doubtful
        if self._entries:
            self._at = self._index_of(ids, self._at)
            self._show(said)
        else:
            self.dismiss(None)

    def action_accept(self) -> None:
        """Let the note be about what stands there today."""
        self._decided(self._deeds.accept(self._entries[self._at]))

    def action_move(self) -> None:
        """Close, for the note to be attached to other words."""
        self.dismiss(self._entries[self._at])

    def action_detach(self) -> None:
        """Let the note be about the whole article."""
        self._decided(self._deeds.detach(self._entries[self._at].annotation.id))

    def action_delete(self) -> None:
        """Delete the note."""
        self._decided(self._deeds.delete(self._entries[self._at].annotation.id))

    def action_undo(self) -> None:
        """Take back the last change, and go to the note that it was made to."""
        self._decided(*self._deeds.undo())

    def action_step(self, by: int) -> None:
        """Leave this note as it is, and go on or back."""
        at = self._at + by
        if 0 <= at < len(self._entries):
            self._at = at
            self._show()
        else:
            self._show("This is the last one" if by > 0 else "This is the first one")
