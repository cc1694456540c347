"""What stands in the cells of a row: text and the names of its looks. Without a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from articles.article import Block, Span
from articles.values import NamedTuple
from tui.display import display
from tui.drawing.page import BELOW_INDENT, English, Line, Pages, lead
from tui.layout import Row, cell_width
from tui.motions import Cursor
from tui.themes import Layer, runs


class Piece(NamedTuple):
    """A run of cells with the same look."""

    text: str
    """Sanitised; may go to the terminal."""
    names: tuple[str, ...]
    """Names of looks, the last on top."""


Pieces = tuple[Piece, ...]

MASK = "▒"
_SMALL = {
    "subscript": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
    "superscript": str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
}
"""What stands for raised and lowered characters; a cell wide, as they are."""


class Scene(NamedTuple):
    """Everything about the article and the reader that shows in the text. Functions take a block's index."""

    pages: Pages
    cursor: Cursor
    decorations: Callable[[int], Sequence[Layer]]
    """Highlights and search matches, relative to the block's text."""
    has_note: Callable[[int], bool]
    """Whether a sign in the gutter says that the block has a note."""
    english: Callable[[int], English]
    linked: Span | None = None
    """The German of the English that is shown as linked."""


def paint(scene: Scene, line: Line) -> Pieces:
    """Return the pieces of one row, without the empty cells behind the last of them."""
    if line.block < 0:
        return ()
    columns = scene.pages.columns
    block = scene.pages.article.blocks[line.block]
    pieces = [*_gutter(scene, line)]
    if line.german is not None:
        pieces += _german(scene, block, line)
    if line.english is not None:
        filled = sum(cell_width(piece.text) for piece in pieces)
        start = columns.beside if columns.english else columns.text + BELOW_INDENT
        pieces.append(Piece(" " * (start - filled), ("text",)))
        pieces += _english(scene.english(line.block), block, line.english)
    return _joined(pieces)


def _gutter(scene: Scene, line: Line) -> list[Piece]:
    columns = scene.pages.columns
    here = line.block == scene.pages.article.index_at(scene.cursor.target.start)
    if scene.cursor.anchor is not None:
        first, last = scene.cursor.target.start, scene.cursor.target.end - 1
        article = scene.pages.article
        here = article.index_at(first) <= line.block <= article.index_at(last)
    filled = line.german is not None or line.english is not None
    pieces = [Piece(" " * columns.left, ("text",)), Piece("▌" if here and filled else " ", ("bar",))]
    digits = columns.gutter - 4
    if digits <= 0:
        return [*pieces, Piece(" " * (columns.gutter - 1), ("text",))]
    number = str(scene.pages.article.first + line.block + 1) if line.row == 0 else ""
    mark = "◆" if line.row == 0 and scene.has_note(line.block) else " "
    return [*pieces, Piece(f"{number:>{digits}}", ("muted",)), Piece(f" {mark} ", ("note",))]


def _german(scene: Scene, block: Block, line: Line) -> list[Piece]:
    assert line.german is not None
    before = lead(block)
    pieces = []
    if before:
        shown = before if line.row == 0 or block.kind == "quotation" else " " * cell_width(before)
        pieces.append(Piece(display(shown, oneline=True), ("muted",)))
    base = ("text", block.kind)
    layers = [*_marks(block), *scene.decorations(line.block), *_cursor_layers(scene, block)]
    for start, end, names in runs(line.german, layers):
        text, seen = _small(block.text[start:end], names)
        pieces.append(Piece(display(text, oneline=True), base + seen))
    return pieces


def _small(text: str, names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return raised or lowered text in small figures, where all of it has some, and then without another look."""
    for name in names:
        table = _SMALL.get(name)
        if table is not None and all(ord(character) in table for character in text):
            return text.translate(table), tuple(other for other in names if other != name)
    return text, names


def _marks(block: Block) -> list[Layer]:
    return [Layer(mark.span, mark.kind) for mark in block.marks]


def _cursor_layers(scene: Scene, block: Block) -> list[Layer]:
    cursor = scene.cursor
    layers = []
    if cursor.anchor is not None:
        layers.append(Layer(cursor.target.shifted(-block.start), "selected"))
    if scene.linked is not None and scene.linked != cursor.span and scene.linked.overlaps(block.span):
        layers.append(Layer(scene.linked.shifted(-block.start), "linked"))
    if cursor.unit != "paragraph" and cursor.span.overlaps(block.span):
        layers.append(Layer(cursor.span.shifted(-block.start), "here"))
    return layers


def _english(english: English, block: Block, row: Row) -> list[Piece]:
    name = {"text": "english", "masked": "muted", "notice": "notice"}[english.kind]
    before = lead(block) if block.kind == "quotation" else " " * cell_width(lead(block))
    pieces = [Piece(before, ("muted",))]
    for start, end, names in runs(row, english.layers):
        text = display(english.text[start:end], oneline=True)
        if english.kind == "masked" or "hidden" in names:
            looks = ("muted", *(one for one in names if one == "linked"))
            pieces.append(Piece(MASK * cell_width(text), looks))
        else:
            pieces.append(Piece(text, (name, *names)))
    return pieces


def _joined(pieces: Sequence[Piece]) -> Pieces:
    """Join neighbours of the same look: fewer colour sequences on the wire."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].names == piece.names:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.names)
        else:
            joined.append(piece)
    return tuple(joined)
