"""The first page, painted before Textual is imported, by the same layout that Textual's rows come from.

Importing Textual takes several times as long as everything else that must happen before text can be read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from tui.drawing.lookbook import LookBook
from tui.drawing.painting import Pieces, paint
from tui.drawing.viewport import Viewport
from tui.frame import HEIGHT, message, status
from tui.reading import Reading
from tui.terminal.modes import colour_depth, glyphs
from tui.themes import Look, for_terminal

_ATTRIBUTES = {
    "bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7", "strike": "9", "underline2": "21",
}  # fmt: skip


def first_page(reading: Reading, viewport: Viewport, width: int) -> list[Pieces]:
    """Return all rows of the screen as they will be when the program is up."""
    scene = reading.scene(viewport.pages)
    rows = [paint(scene, line) for line in viewport.lines()]
    return [*rows, message(reading, width), status(reading, width)][-(viewport.height + HEIGHT) :]


def encode(rows: Sequence[Pieces], width: int, looks: Mapping[str, Look], environment: Mapping[str, str]) -> str:
    """Return what draws the rows on an empty alternate screen, the cursor hidden."""
    book = LookBook(looks)
    parts = ["\x1b[?1049h\x1b[?25l\x1b[H", _sgr(book.look(("text",)), environment), "\x1b[2J"]
    before: Look | None = None
    for number, pieces in enumerate(rows, 1):
        runs = book.row(pieces, width)
        if runs and runs[-1].text.isspace() and runs[-1].look.background == book.look(("text",)).background:
            del runs[-1]  # the screen has been cleared already
        parts.append(f"\x1b[{number}H" if runs else "")
        for text, look in runs:
            parts.append(text if look == before else _sgr(look, environment) + text)
            before = look
    return "".join(parts) + "\x1b[0m"


def _sgr(look: Look, environment: Mapping[str, str]) -> str:
    codes = ["0", *(_ATTRIBUTES[name] for name in sorted(look.attributes))]
    codes += filter(None, [_colour(look.colour, environment, 38), _colour(look.background, environment, 48)])
    return f"\x1b[{';'.join(codes)}m"


def _colour(value: str, environment: Mapping[str, str], base: int) -> str:
    if not value or value == "default":
        return ""
    depth = colour_depth(environment)
    if value.startswith("#") and depth == "truecolor":
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        return f"{base};2;{red};{green};{blue}"
    # Fewer colours are chosen as Rich chooses them, so that nothing changes when Textual takes over.
    from rich.color import Color, ColorSystem

    system = ColorSystem.EIGHT_BIT if depth == "256" else ColorSystem.STANDARD
    return ";".join(Color.parse(value).downgrade(system).get_ansi_codes(foreground=base == 38))


def show_first_page(reading: Reading, viewport: Viewport, width: int, looks: Mapping[str, Look]) -> str:
    """Paint the page the reader left off at; return what was written to the terminal."""
    rows = first_page(reading, viewport, width)
    page = encode(rows, width, for_terminal(looks, os.environ.get("TERM", "")), os.environ)
    data = page.translate(glyphs(os.environ)).encode("utf-8", "replace")
    written = 0
    while written < len(data):
        written += os.write(sys.stdout.fileno(), data[written:])
    return page
