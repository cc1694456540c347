"""From pieces and looks to what Textual draws, and the filter that lets nothing else through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.strip import Strip

from tui.display import ODD, display
from tui.drawing.lookbook import LookBook
from tui.drawing.painting import Pieces
from tui.themes import Look


class StyleBook:
    """Draws rows in the looks of a theme."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self._book = LookBook(looks)
        self._styles: dict[Look, Style] = {}

    def strip(self, pieces: Pieces, width: int) -> Strip:
        """Return a row of exactly `width` cells."""
        segments = [Segment(text, self._style(look)) for text, look in self._book.row(pieces, width)]
        return Strip(segments).adjust_cell_length(width)

    def _style(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            attributes: dict[str, Any] = dict.fromkeys(look.attributes, True)
            style = Style(color=look.colour or None, bgcolor=look.background or None, **attributes)
            self._styles[look] = style
        return style


def plain(text: str, *, oneline: bool = False) -> Content:
    """Return foreign text as content: sanitised, and never read as markup."""
    return Content(display(text, oneline=oneline))


def note_content(note: str, *, above: Iterable[str] = (), below: Iterable[str] = ()) -> Content:
    """Return a note as content, between subdued lines of what there is to say about it."""
    before, behind = ([Content.styled(display(line), "$muted") for line in lines] for lines in (above, below))
    return Content("\n").join([*before, *([plain(note)] if note else []), *behind])


class SafeCells(LineFilter):
    """The last gate before the driver: whatever a widget draws is sanitised once more.

    Widgets sanitise what they lay out themselves, so that columns stay aligned; this catches what stock
    widgets take in by other ways, such as text pasted into an input.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with nothing in their texts that could act on a terminal, each as wide as it was."""
        if not any(ODD.search(segment.text) for segment in segments):
            return segments
        return [
            Segment(set_cell_size(display(text, oneline=True), cell_len(text)), style, control)
            for text, style, control in segments
        ]
