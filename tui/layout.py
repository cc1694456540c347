"""From text offsets to rows and cells: wrapping and columns, without a terminal.

All offsets are code points of one text, usually a block's. Widths are cells of what `display` shows of it.
"""

from __future__ import annotations

import unicodedata

from articles.values import NamedTuple
from tui.display import ODD, display

Row = tuple[int, int]
"""One row of a wrapped text: `[start, end)` in the text; the space at which it was broken belongs to no row."""


def wrap(text: str, width: int) -> list[Row]:
    """Return the rows of `text` in `width` cells, at least one; lines of code break at their line feeds too.

    Breaks at white space, else behind a hyphen, dash or slash, else inside the word. The rows cover every
    character but the white space at the breaks.
    """
    width = max(1, width)
    if "\n" not in text:
        return _wrap_line(text, 0, len(text), width)
    rows: list[Row] = []
    start = 0
    for line in text.split("\n"):
        rows += _wrap_line(text, start, start + len(line), width)
        start += len(line) + 1
    return rows


def _wrap_line(text: str, start: int, end: int, width: int) -> list[Row]:
    rows: list[Row] = []
    simple = not ODD.search(text, start, end)
    while True:
        limit = min(end, start + width) if simple else fitting(text, start, width, end)
        if limit >= end:
            rows.append((start, end))
            return rows
        # Where not even one character fits, it stands on the row all the same.
        stop, following = _break(text, start, limit, end) if limit > start else (start + 1, start + 1)
        rows.append((start, stop))
        start = following
        if start >= end:
            return rows


def _break(text: str, start: int, limit: int, end: int) -> Row:
    """Return where the row ends and where the next one begins, when `limit` is the first character too many."""
    if text[limit] == " ":
        stop = limit
    else:
        stop = text.rfind(" ", start + 1, limit)
        dash = _dash(text, max(start, stop), limit)
        if dash:
            return dash, dash
        if stop < 0:
            limit = _unjoined(text, start, limit, end)
            return limit, limit
    following = stop
    while following < end and text[following] == " ":
        following += 1
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return (stop, following) if stop > start else (limit, limit)


def _dash(text: str, start: int, limit: int) -> int:
    """Return the offset behind the last hyphen, dash or slash at which the word before `limit` may be broken."""
    for at in range(limit - 1, start + 1, -1):
        if text[at] in "-–—/" and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum():
            return at + 1
    return 0


def _unjoined(text: str, start: int, limit: int, end: int) -> int:
    """Return `limit`, moved so that no combining mark is parted from its letter."""
    at = limit
    while at > start + 1 and unicodedata.category(text[at]) in ("Mn", "Me", "Mc"):
        at -= 1
    return at if at > start + 1 or limit >= end else limit


def cell_width(text: str) -> int:
    """Return how many cells `display(text)` takes on one line."""
    if not ODD.search(text):
        return len(text)
    from rich.cells import get_character_cell_size

    return sum(map(get_character_cell_size, display(text)))


def fitting(text: str, start: int, cells: int, end: int | None = None) -> int:
    """Return the offset behind the last character of `text[start:end]` that still fits into `cells` cells."""
    from rich.cells import get_character_cell_size

    end = len(text) if end is None else end
    used = 0
    for at in range(start, end):
        used += sum(map(get_character_cell_size, display(text[at])))
        if used > cells:
            return at
    return end


def shorten(text: str, cells: int) -> str:
    """Return `text` for one line of at most `cells` cells, sanitised, cut off with `…` where it is longer."""
    shown = display(text, oneline=True)
    if cell_width(shown) <= cells:
        return shown
    return shown[: fitting(shown, 0, max(0, cells - 1))].rstrip() + "…" if cells > 0 else ""


class Columns(NamedTuple):
    """Where things stand on a row of the reading view, in cells."""

    left: int
    """Empty cells before the gutter."""
    gutter: int
    """Cursor bar, paragraph number and note mark, the space behind them included."""
    german: int
    """Width of the German text."""
    gap: int
    """Between German and English, when they stand side by side."""
    english: int
    """Width of the English text; 0 when it is not beside the German."""
    below: bool
    """Whether the English stands under each paragraph."""

    @property
    def text(self) -> int:
        """The cell where the German text begins."""
        return self.left + self.gutter

    @property
    def beside(self) -> int:
        """The cell where the English text begins when it is beside the German."""
        return self.text + self.german + self.gap


BESIDE_FROM = 110
"""From this screen width on the English stands beside the German."""
NARROWEST, WIDEST = 20, 200
"""The text columns that the reader can ask for, where the screen has room for them."""


def columns(screen: int, text: int, paragraphs: int, *, pane: bool, layout: str = "auto") -> Columns:
    """Place gutter, German and English on a screen of `screen` cells.

    `text` is the width of the German column that the reader wants, `paragraphs` the number of blocks (for the
    width of their numbers), `layout` one of `auto`, `beside`, `below`.
    """
    gutter = len(str(max(paragraphs, 99))) + 4 if screen >= 30 else 2
    room = max(1, screen - gutter - 1)
    beside = pane and (layout == "beside" or (layout == "auto" and screen >= BESIDE_FROM))
    if beside and room >= 2 * NARROWEST + 3:
        gap = 3
        german = min(text, (room - gap) // 2)
        used = gutter + 2 * german + gap
        return Columns((screen - used) // 2, gutter, german, gap, german, False)
    german = min(text, room)
    left = max(0, (screen - german - gutter) // 2 - gutter // 2)
    return Columns(left, gutter, german, 0, 0, pane)
