"""What all dialogs have in common: a framed box over the text, closed by Escape or q."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.drawing import plain

Result = TypeVar("Result")

ONE_LINE_BELOW = 16
"""On screens with fewer rows a note is a single line, and dialogs leave out what is not needed."""


class Dialog(ModalScreen[Result]):
    """A box with a title line, parts and a line of hints. Subclasses give the parts."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Close", show=False)]
    hints = "Esc close"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out title, parts and hints from top to bottom."""
        with Vertical(id="box"):
            yield Static(plain(self._title, oneline=True), id="dialog-title")
            yield from self.parts()
            yield Static(plain(self.hints), id="hints")

    @abstractmethod
    def parts(self) -> ComposeResult:
        """Yield the widgets between title and hints."""

    def set_title(self, title: str) -> None:
        """Change the title line."""
        self.query_one("#dialog-title", Static).update(plain(title, oneline=True))

    def put_away(self) -> None:
        """Keep what is being typed, as the program ends."""

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Asks one question that is answered by y or n; Escape means no.

    `j` for *ja* is no answer: it may just be being pressed, to go on in the text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n", "answer(False)", "No", show=False),
    ]

    def __init__(self, title: str, question: str, *, yes: str, no: str) -> None:
        super().__init__(title)
        self._question = question
        self.hints = f"y {yes} · n {no}"

    def parts(self) -> ComposeResult:
        """Show the question."""
        yield Static(plain(self._question), id="question")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)

    def action_leave(self) -> None:
        """Escape: no."""
        self.dismiss(False)


class Offer(Confirm):
    """A question that comes by itself; Escape puts it off."""

    def __init__(self, title: str, question: str, *, yes: str, no: str) -> None:
        super().__init__(title, question, yes=yes, no=no)
        self.hints += " · Esc later"

    def action_leave(self) -> None:
        """Escape: neither yes nor no."""
        self.dismiss(None)
