"""Runs of cells: as few as can be, and looking the same."""

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.lookbook import LookBook
from tui.drawing.painting import Piece
from tui.layout import cell_width
from tui.themes import PALETTES, looks

BOOK = LookBook(looks(PALETTES["night"]))
NAMES = st.sampled_from([("text",), ("bar",), ("muted",), ("text", "yellow"), ("text", "link"), ("frame",)])
PIECES = st.lists(st.builds(Piece, st.sampled_from(["a", " ", "  ", "ab c", "東", ""]), NAMES), max_size=8).map(
    tuple
)


def seen(text: str, look: object) -> list[tuple[str, object]]:
    """Return what can be seen of each character: of a blank only what shows on blanks."""
    cells: list[tuple[str, object]] = []
    for sign in text:
        background = getattr(look, "background", "")
        lines = frozenset(getattr(look, "attributes", ())) & {"underline", "reverse", "strike", "underline2"}
        cells.append((sign, (background, lines) if sign == " " else look))
    return cells


@given(PIECES)
def test_fewer_runs_look_the_same_and_fill_the_row(pieces: tuple[Piece, ...]) -> None:
    runs = BOOK.row(pieces, 60)
    expected = [cell for piece in pieces for cell in seen(piece.text, BOOK.look(piece.names))]
    drawn = [cell for text, look in runs for cell in seen(text, look)]
    assert drawn[: len(expected)] == expected
    assert sum(cell_width(text) for text, _ in runs) == 60
    assert len(runs) <= len(pieces) + 1


def test_a_plain_row_is_one_run() -> None:
    pieces = (
        Piece("        ", ("text",)),
        Piece("  ", ("muted",)),
        Piece("   ", ("note",)),
        Piece("Text.", ("text",)),
    )
    assert len(BOOK.row(pieces, 80)) == 1
