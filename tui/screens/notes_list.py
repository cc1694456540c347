"""The list of notes: searched, filtered by tag and colour, jumped to, edited, deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from annotations.annotation import COLOURS
from annotations.notebook import Entry, Notebook
from articles.article import fold
from tui.layout import cell_width, shorten
from tui.painting import Piece, Pieces
from tui.screens.dialog import Dialog
from tui.themes import Look
from tui.widgets.drawing import plain
from tui.widgets.fields import Line
from tui.widgets.rows import Rows


@dataclass(frozen=True, slots=True)
class Filter:
    """Which notes are shown."""

    search: str = ""
    tag: str = ""
    colour: str = ""

    def of(self, notebook: Notebook) -> Notebook:
        """Return the notebook with only these notes."""
        return notebook.filtered(search=self.search, tag=self.tag, colour=self.colour)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader wants with which annotation, and the filter to come back to."""

    what: Literal["jump", "edit"]
    id: str
    filter: Filter


class NotesList(Dialog[Chosen]):
    """Shows the notebook that `notebook` returns; `delete` and `undo` change it while the list stays open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,l", "leave", "Close", show=False),
        Binding("slash", "search", "Search", show=False),
        Binding("e", "edit", "Edit", show=False),
        Binding("x", "delete", "Delete", show=False),
        Binding("u", "undo", "Undo", show=False),
        Binding("t", "next_tag", "Next tag", show=False),
        *(Binding(str(number), f"colour({number})", show=False) for number in range(len(COLOURS) + 1)),
    ]
    hints = "Enter go · e edit · x delete · u undo · / search · t tag · 1-5 colour · Esc"

    def __init__(
        self,
        notebook: Callable[[], Notebook],
        delete: Callable[[str], str],
        undo: Callable[[], str],
        looks: Mapping[str, Look],
        *,
        current: str = "",
        shown: Filter | None = None,
    ) -> None:
        super().__init__("Notes")
        self._notebook = notebook
        self._delete = delete
        self._undo = undo
        self._looks = looks
        self._current = current
        self._filter = shown or Filter()
        self._whole = notebook()
        self._entries: tuple[Entry, ...] = ()

    def parts(self) -> ComposeResult:
        """Show the search field, the rows and the whole note of the current row."""
        yield Line(self._filter.search, placeholder="/ search in quotes, notes and tags", widget_id="filter")
        yield Rows(self._looks, empty="No notes here.")
        yield Static("", id="whole-note")

    def on_mount(self) -> None:
        """Begin on the annotation under the cursor."""
        self._show(self._current)
        self.query_one(Rows).focus()

    def _show(self, current: str = "") -> None:
        self._entries = self._filter.of(self._whole).entries
        at = next((at for at, entry in enumerate(self._entries) if entry.annotation.id == current), 0)
        self.query_one(Rows).show(len(self._entries), self._draw, index=at)
        filters = [f"#{self._filter.tag}" if self._filter.tag else "", self._filter.colour]
        narrowed = " · ".join(filter(None, filters))
        self.set_title(f"Notes  {len(self._entries)} of {len(self._whole.entries)}  {narrowed}")
        self._show_whole()

    def _draw(self, index: int, width: int) -> Pieces:
        entry = self._entries[index]
        annotation = entry.annotation
        number = f"{entry.paragraph or '–':>4} "
        state = "" if entry.anchor.state in ("exact", "moved") else f" {entry.anchor.state} "
        tags = shorten(" ".join(f"#{tag}" for tag in annotation.tags), width // 4)
        room = max(4, width - len(number) - cell_width(state) - cell_width(tags) - 3)
        quote = shorten(annotation.quote, room // 2 if annotation.note else room)
        note = shorten(fold(annotation.note), room - cell_width(quote) - 2) if annotation.note else ""
        return (
            Piece(number, ("muted",)),
            Piece(quote, ("text", annotation.colour or "noted")),
            Piece(f"  {note}", ("text",)),
            Piece(state, ("note",)),
            Piece(f" {tags}", ("muted",)),
        )

    def _here(self) -> Entry | None:
        at = self.query_one(Rows).index
        return self._entries[at] if at < len(self._entries) else None

    def _show_whole(self) -> None:
        entry = self._here()
        self.query_one("#whole-note", Static).update(plain(entry.annotation.note if entry else ""))

    def on_rows_moved(self) -> None:
        """Show the whole note of the row that is current now."""
        self._show_whole()

    def on_rows_chosen(self) -> None:
        """Go to the annotation."""
        self._end("jump")

    def action_edit(self) -> None:
        """Edit the annotation."""
        self._end("edit")

    def _end(self, what: Literal["jump", "edit"]) -> None:
        entry = self._here()
        if entry is not None:
            self.dismiss(Chosen(what, entry.annotation.id, self._filter))

    def action_delete(self) -> None:
        """Delete the annotation and stay."""
        entry = self._here()
        if entry is not None:
            at = self.query_one(Rows).index
            following = self._entries[at + 1 : at + 2] or self._entries[max(0, at - 1) : at]
            said = self._delete(entry.annotation.id)
            self._changed(said, following[0].annotation.id if following else "")

    def action_undo(self) -> None:
        """Take back the last change and stay."""
        before = {entry.annotation.id for entry in self._whole.entries}
        here = self._here()
        said = self._undo()
        after = [entry.annotation.id for entry in self._notebook().entries]
        back = next((one for one in after if one not in before), here.annotation.id if here else "")
        self._changed(said, back)

    def _changed(self, said: str, current: str) -> None:
        self._whole = self._notebook()
        self._show(current)
        self.query_one("#hints", Static).update(plain(f"{said} · u undo · Esc close"))

    def action_search(self) -> None:
        """Type what to search for."""
        self.query_one("#filter").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the notes that hold what was typed."""
        self._filter = replace(self._filter, search=event.value.strip())
        self._show()

    def on_input_submitted(self) -> None:
        """Back to the rows."""
        self.query_one(Rows).focus()

    def action_next_tag(self) -> None:
        """Show only the notes with the next tag, behind the last one all again."""
        tags = ["", *sorted({tag for entry in self._whole.entries for tag in entry.annotation.tags})]
        at = tags.index(self._filter.tag) if self._filter.tag in tags else 0
        self._filter = replace(self._filter, tag=tags[(at + 1) % len(tags)])
        self._show()

    def action_colour(self, number: int) -> None:
        """Show only one colour; 0, or the same colour again, shows all."""
        colour = ("", *COLOURS)[number]
        self._filter = replace(self._filter, colour="" if colour == self._filter.colour else colour)
        self._show()
