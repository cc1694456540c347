"""What all lists have in common: rows, a field that narrows them, and what else there is to say about a row."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from annotations.annotation import Annotation
from articles.article import fold
from tui.drawing.painting import Piece, Pieces
from tui.english.wording import rendered
from tui.layout import cell_width, shorten
from tui.screens.dialog import Dialog
from tui.themes import Look
from tui.widgets.drawing import plain
from tui.widgets.fields import Line
from tui.widgets.rows import Rows

Result = TypeVar("Result")


def annotation_pieces(annotation: Annotation, width: int) -> Pieces:
    """Return quote, note and tags of an annotation on a row of at most `width` cells, sanitised."""
    tags = shorten(" ".join(f"#{tag}" for tag in annotation.tags), width // 4)
    room = max(4, width - cell_width(tags) - 3)
    said = fold(annotation.note or rendered(annotation))
    quote = shorten(annotation.quote, room // 2 if said else room)
    note = shorten(said, room - cell_width(quote) - 2) if said else ""
    return (
        Piece(quote, ("text", annotation.colour or "noted")),
        Piece(f"  {note}", ("text",)),
        Piece(f" {tags}", ("muted",)),
    )


class Listing(Dialog[Result]):
    """Rows that are narrowed by typing behind `/`. Subclasses `draw` them and `narrow` them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "Close", show=False),
        Binding("slash", "filter", "Filter", show=False),
    ]
    placeholder = "type to filter"
    empty = "Nothing here yet."
    typed = ""
    """What the field begins with."""

    def __init__(self, title: str, looks: Mapping[str, Look]) -> None:
        super().__init__(title)
        self._looks = looks

    def parts(self) -> ComposeResult:
        """Show the field and the rows."""
        yield Line(self.typed, placeholder=self.placeholder, widget_id="filter")
        yield Rows(self._looks, empty=self.empty)

    @property
    def rows(self) -> Rows:
        """The rows."""
        return self.query_one(Rows)

    @abstractmethod
    def draw(self, index: int, width: int) -> Pieces:
        """Return the sanitised pieces of a row in `width` cells."""

    @abstractmethod
    def narrow(self, typed: str) -> None:
        """Show the rows that fit what was typed."""

    def show_rows(self, count: int, current: int = 0) -> None:
        """Show other rows, with `current` as the current one."""
        self.rows.show(count, self.draw, index=current)

    def action_filter(self) -> None:
        """Type in the field."""
        self.query_one("#filter").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows that fit what is typed."""
        self.narrow(event.value.strip())

    def on_input_submitted(self) -> None:
        """Enter in the field."""
        self.submit()

    def submit(self) -> None:
        """Go back to the rows."""
        self.rows.focus()


class Described(Listing[Result]):
    """A list that shows under the rows the whole of what the current one is about, and is changed by its keys."""

    def parts(self) -> ComposeResult:
        """Show the description below the rows."""
        yield from super().parts()
        yield Static("", id="whole-note")

    @abstractmethod
    def description(self) -> Content:
        """Return what there is to say about the current row."""

    def show_rows(self, count: int, current: int = 0) -> None:
        """Show other rows and the description of the current one."""
        super().show_rows(count, current)
        self._describe()

    def on_rows_moved(self) -> None:
        """Describe the row that is current now."""
        self._describe()

    def _describe(self) -> None:
        self.query_one("#whole-note", Static).update(self.description())

    def say(self, sentence: str) -> None:
        """Say what was done, in place of the hints."""
        self.query_one("#hints", Static).update(plain(f"{sentence} · Esc close"))
