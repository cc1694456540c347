"""The list of notes: searched, filtered by tag and colour, jumped to, edited, deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content

from annotations.annotation import COLOURS
from annotations.notebook import Entry, Notebook
from tui.commands import Keymap
from tui.drawing.painting import Piece, Pieces
from tui.layout import cell_width, shorten
from tui.notes.deeds import Deeds, next_to
from tui.notes.telling import EARLIER, STATES, authors_of, english_of, replies, story_of
from tui.screens.listing import Described, annotation_pieces
from tui.themes import Look
from tui.widgets.drawing import note_content


@dataclass(frozen=True, slots=True)
class Filter:
    """Which notes are shown."""

    search: str = ""
    tag: str = ""
    colour: str = ""
    creator: str = ""

    def of(self, notebook: Notebook) -> Notebook:
        """Return the notebook with only these notes."""
        return notebook.filtered(self.search, self.tag, self.colour, self.creator)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader wants with which annotation, and the filter to come back to."""

    what: Literal["jump", "edit", "reply"]
    id: str
    filter: Filter


class NotesList(Described[Chosen]):
    """Shows all annotations of an article, which change while the list stays open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "leave", "Close", show=False),
        Binding("e", "edit", "Edit", show=False),
        Binding("A", "reply", "Answer", show=False),
        Binding("x", "delete", "Delete", show=False),
        Binding("u", "undo", "Undo", show=False),
        Binding("t", "next_tag", "Next tag", show=False),
        Binding("c", "next_creator", "Next person", show=False),
        *(Binding(str(number), f"colour({number})", show=False) for number in range(len(COLOURS) + 1)),
    ]
    hints = "Enter go · e edit · A answer · x delete · u undo\n/ search · t tag · c who · 1-5 colour · Esc close"
    placeholder = "/ search in quotes, notes and tags"
    empty = "No notes here."

    def __init__(
        self,
        deeds: Deeds,
        keymap: Keymap,
        looks: Mapping[str, Look],
        *,
        current: str = "",
        shown: Filter | None = None,
        own: str = "",
    ) -> None:
        """`own` is the reader's name, which is not said of notes."""
        super().__init__("Notes", looks)
        self._deeds = deeds
        self._keymap = keymap
        self._own = own
        self._current = current
        self._filter = shown or Filter()
        self.typed = self._filter.search
        self._whole = deeds.notebook
        self._entries: tuple[Entry, ...] = ()
        self._replies: Counter[str] = Counter()

    def on_mount(self) -> None:
        """Begin on the annotation under the cursor."""
        self._show(self._current)
        self.rows.focus()

    def _show(self, current: str = "") -> None:
        self._replies = Counter(entry.thread for entry in self._whole.entries)
        self._entries = self._filter.of(self._whole).entries
        at = next((at for at, entry in enumerate(self._entries) if entry.annotation.id == current), 0)
        self.show_rows(len(self._entries), at)
        tag, creator = self._filter.tag, self._filter.creator
        filters = [f"#{tag}" if tag else "", self._filter.colour, f"by {creator}" if creator else ""]
        narrowed = " · ".join(filter(None, filters))
        self.set_title(f"Notes  {len(self._entries)} of {len(self._whole.entries)}  {narrowed}")

    def draw(self, index: int, width: int) -> Pieces:
        """Return paragraph, quote, note and tags of an annotation, who wrote it, and what has become of it."""
        entry = self._entries[index]
        number = "   └ " if entry.annotation.replies_to else f"{entry.paragraph or '–':>4} "
        said = replies(self._replies[entry.annotation.id])
        earlier = f"{EARLIER} earlier" if entry.annotation.earlier else ""
        signs = "".join(f" {said} " for said in (said, STATES.get(entry.state), earlier) if said)
        names = shorten(", ".join(entry.annotation.writers(self._own)), width // 4)
        who = f" {names} " if names else ""
        drawn = annotation_pieces(entry.annotation, width - len(number) - cell_width(signs) - cell_width(who))
        return Piece(number, ("muted",)), *drawn, Piece(who, ("muted",)), Piece(signs, ("note",))

    def description(self) -> Content:
        """Return what the note's place has been through, and the whole note."""
        entry = self._here()
        if entry is None:
            return Content()
        authors = authors_of(entry.annotation, self._own)
        story = [*authors, *story_of(entry, self._whole.article, self._keymap)]
        return note_content(entry.annotation.note, above=story, below=english_of(entry.annotation))

    def _here(self) -> Entry | None:
        at = self.rows.index
        return self._entries[at] if at < len(self._entries) else None

    def on_rows_chosen(self) -> None:
        """Go to the annotation."""
        self._end("jump")

    def action_edit(self) -> None:
        """Edit the annotation."""
        self._end("edit")

    def action_reply(self) -> None:
        """Answer the annotation."""
        self._end("reply")

    def _end(self, what: Literal["jump", "edit", "reply"]) -> None:
        entry = self._here()
        if entry is not None:
            self.dismiss(Chosen(what, entry.annotation.id, self._filter))

    def action_delete(self) -> None:
        """Delete the annotation and stay."""
        entry = self._here()
        if entry is not None:
            following = next_to(self._entries, entry.annotation.id)
            self._changed(self._deeds.delete(entry.annotation.id), following)

    def action_undo(self) -> None:
        """Take back the last change and stay."""
        here = self._here()
        said, ids = self._deeds.undo()
        self._changed(said, next(iter(ids), here.annotation.id if here else ""))

    def _changed(self, said: str, current: str) -> None:
        self._whole = self._deeds.notebook
        self._show(current)
        self.say(f"{said} · u undo")

    def narrow(self, typed: str) -> None:
        """Show the notes that hold what was typed."""
        self._filter = replace(self._filter, search=typed)
        self._show()

    def action_next_tag(self) -> None:
        """Show only the notes with the next tag, behind the last one all again."""
        tags = {tag for entry in self._whole.entries for tag in entry.annotation.tags}
        self._filter = replace(self._filter, tag=_following(tags, self._filter.tag))
        self._show()

    def action_next_creator(self) -> None:
        """Show only the notes of the next person, behind the last one all again."""
        names = {entry.annotation.creator for entry in self._whole.entries}
        self._filter = replace(self._filter, creator=_following(names, self._filter.creator))
        self._show()

    def action_colour(self, number: int) -> None:
        """Show only one colour; 0, or the same colour again, shows all."""
        colour = ("", *COLOURS)[number]
        self._filter = replace(self._filter, colour="" if colour == self._filter.colour else colour)
        self._show()


def _following(names: Iterable[str], name: str) -> str:
    """Return the name behind `name` in the alphabet; behind the last one, an empty one."""
    several = ["", *sorted(set(names) - {""})]
    at = several.index(name) if name in several else 0
    return several[(at + 1) % len(several)]
