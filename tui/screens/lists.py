"""Dialogs in which one row is chosen: contents and library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.layout import cell_width, shorten
from tui.painting import Piece, Pieces
from tui.screens.dialog import Dialog
from tui.themes import Look
from tui.widgets.fields import Line
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


class Chooser(Dialog[str]):
    """Shows rows, narrowed by typing behind `/`; ends with the id of the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "Close", show=False),
        Binding("slash", "filter", "Filter", show=False),
    ]
    hints = "j k move · Enter open · / filter · Esc close"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        looks: Mapping[str, Look],
        *,
        current: str = "",
        empty: str = "Nothing here yet.",
        matches: Callable[[Choice, str], bool] | None = None,
    ) -> None:
        super().__init__(title)
        self._all = choices
        self._choices = list(choices)
        self._looks = looks
        self._current = current
        self._empty = empty
        self._matches = matches or (lambda choice, typed: typed.casefold() in choice.text.casefold())

    def parts(self) -> ComposeResult:
        """Show the filter and the rows."""
        yield Line(placeholder="type to filter", widget_id="filter")
        yield Rows(self._looks, empty=self._empty)

    def on_mount(self) -> None:
        """Begin on the current row."""
        at = next((at for at, choice in enumerate(self._choices) if choice.id == self._current), 0)
        rows = self.query_one(Rows)
        rows.show(len(self._choices), self._draw, index=at)
        rows.focus()

    def _draw(self, index: int, width: int) -> Pieces:
        choice = self._choices[index]
        return two_sided(choice.text, choice.aside, width, indent=choice.indent, look=choice.look)

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one("#filter").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows that hold what was typed."""
        self._choices = [choice for choice in self._all if self._matches(choice, event.value.strip())]
        self.query_one(Rows).show(len(self._choices), self._draw)

    def on_input_submitted(self) -> None:
        """Enter in the filter opens the first row."""
        self.query_one(Rows).action_choose()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Close with the chosen row."""
        self.dismiss(self._choices[event.index].id)
