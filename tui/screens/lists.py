"""Rows that say something on the left and on the right, and the dialog in which one of them is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.drawing.painting import Piece, Pieces
from tui.layout import cell_width, shorten
from tui.screens.listing import Listing
from tui.themes import Look
from tui.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of a list: what it says on the left and on the right."""

    id: str
    text: str
    aside: str = ""
    indent: int = 0
    look: str = ""


def two_sided(text: str, aside: str, width: int, *, indent: int = 0, look: str = "") -> Pieces:
    """Return a row with `text` on the left and `aside` on the right, both sanitised and cut to fit."""
    right = shorten(aside, width // 2)
    room = max(0, width - indent - cell_width(right) - (2 if right else 1))
    left = " " * indent + shorten(text, room)
    gap = " " * max(0, width - cell_width(left) - cell_width(right) - 1)
    return Piece(left, ("text", look) if look else ("text",)), Piece(gap, ("text",)), Piece(right, ("muted",))


class Chooser(Listing[str]):
    """Shows rows, narrowed by typing behind `/`; ends with the id of the chosen one, or None."""

    hints = "j k move · Enter open · / filter · Esc close"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        looks: Mapping[str, Look],
        *,
        current: str = "",
    ) -> None:
        super().__init__(title, looks)
        self._all = choices
        self._choices = list(choices)
        self._current = current

    def on_mount(self) -> None:
        """Begin on the current row."""
        at = next((at for at, choice in enumerate(self._choices) if choice.id == self._current), 0)
        self.show_rows(len(self._choices), at)
        self.rows.focus()

    def draw(self, index: int, width: int) -> Pieces:
        """Return a choice, what it says on the right cut to half the row."""
        choice = self._choices[index]
        return two_sided(choice.text, choice.aside, width, indent=choice.indent, look=choice.look)

    def narrow(self, typed: str) -> None:
        """Show the rows that hold what was typed."""
        self._choices = [choice for choice in self._all if typed.casefold() in choice.text.casefold()]
        self.show_rows(len(self._choices))

    def submit(self) -> None:
        """Open the first row."""
        self.rows.action_choose()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Close with the chosen row."""
        self.dismiss(self._choices[event.index].id)
