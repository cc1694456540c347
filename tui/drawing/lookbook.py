"""From pieces to runs of cells with one look each: as few as there can be, for each costs bytes on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from articles.values import NamedTuple
from tui.drawing.painting import Pieces
from tui.layout import cell_width
from tui.themes import Look

_SEEN_ON_BLANKS = frozenset({"underline", "underline2", "reverse", "strike"})


class Run(NamedTuple):
    """A text and how it is drawn."""

    text: str
    look: Look


class LookBook:
    """The looks of a theme, laid over each other when they are first needed together."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self._looks = looks
        self._laid: dict[tuple[str, ...], Look] = {}

    def look(self, names: tuple[str, ...]) -> Look:
        """Return named looks laid over the plain text's, the last on top; unknown names change nothing."""
        look = self._laid.get(names)
        if look is None:
            look = self._looks.get("text", Look())
            for name in names:
                look = self._looks.get(name, Look()).over(look)
            self._laid[names] = look
        return look

    def row(self, pieces: Pieces, width: int) -> list[Run]:
        """Return what fills a row of `width` cells; blank cells take on the look of their neighbours."""
        filled = sum(cell_width(piece.text) for piece in pieces)
        runs: list[Run] = []
        for text, names in (*pieces, (" " * (width - filled), ("text",))):
            if not text:
                continue
            look = self.look(names)
            if runs and _same_cells(runs[-1], Run(text, look)):
                before = runs.pop()
                runs.append(Run(before.text + text, before.look if text.isspace() else look))
            else:
                runs.append(Run(text, look))
        return runs


def _same_cells(left: Run, right: Run) -> bool:
    """Tell whether two runs can be drawn as one: alike, or one of them blank on the same background."""
    if left.look == right.look:
        return True
    if not (left.text.isspace() or right.text.isspace()) or left.look.background != right.look.background:
        return False
    return not (left.look.attributes | right.look.attributes) & _SEEN_ON_BLANKS
