"""Which lines of which block stand on the screen: the reading view without a terminal.

Positions are (block, row), so nothing depends on how long the article is; a block is wrapped when it is first
needed and only blocks near the screen are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from articles.article import Article, Block
from articles.values import NamedTuple
from tui.layout import Columns, Row, cell_width, wrap
from tui.themes import Layer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    EnglishKind = Literal["text", "masked", "notice"]

_KEPT_BOXES = 400
SIGN = "note"
"""The look of a sign before a part of the English."""


class Position(NamedTuple):
    """A row of the article: a block, and a row of its box counted from 0."""

    block: int
    row: int


class English(NamedTuple):
    """What the pane shows for a block."""

    text: str
    kind: EnglishKind = "text"
    layers: tuple[Layer, ...] = ()
    """Looks of parts of the text; what is `hidden` is masked, all of it in a `masked` one."""


NOTHING = English("")


class Line(NamedTuple):
    """One row of the screen."""

    block: int
    """Index of the block; -1 for an empty row behind the article."""
    row: int
    german: Row | None = None
    """What of the block's text stands here."""
    english: Row | None = None
    """What of the pane's text for this block stands here."""


BEHIND = Line(-1, 0)
BELOW_INDENT = 2
"""Cells by which English under a paragraph stands further in, so that it is told apart without colours too."""


def lead(block: Block) -> str:
    """Return what stands before a block's first row: a list item's label, a quotation's bar, indentation."""
    if block.kind == "list-item":
        return "  " * max(0, block.level - 1) + (block.label or " ") + " "
    if block.kind == "quotation":
        return "▎ " * min(max(1, block.level), 5)
    return "  " if block.kind == "code" else ""


class Pages:
    """The article as boxes of lines for one arrangement of columns. Wraps lazily, remembers what is near."""

    def __init__(self, article: Article, columns: Columns, english: Callable[[int], English]) -> None:
        self.article = article
        self.columns = columns
        self._english = english
        self._boxes: OrderedDict[int, tuple[Line, ...]] = OrderedDict()

    def box(self, index: int) -> tuple[Line, ...]:
        """Return the lines of a block: German, English, and the empty ones that part it from the next."""
        box = self._boxes.get(index)
        if box is None:
            box = self._boxes[index] = self._lay_out(index)
            if len(self._boxes) > _KEPT_BOXES:
                self._boxes.popitem(last=False)
        return box

    def forget(self, *indexes: int) -> None:
        """Drop the boxes of blocks whose English has changed, or all."""
        for index in indexes or tuple(self._boxes):
            self._boxes.pop(index, None)

    def _lay_out(self, index: int) -> tuple[Line, ...]:
        block, columns = self.article.blocks[index], self.columns
        german = wrap(block.text, columns.german - cell_width(lead(block)))
        english: list[Row] = []
        if columns.below or columns.english:
            text = self._english(index).text
            width = (columns.english or columns.german - BELOW_INDENT) - cell_width(lead(block))
            english = wrap(text, width) if text else []
        if columns.below:
            left, right = _padded(german, len(english)), [*[None] * len(german), *english]
        else:
            height = max(len(german), len(english))
            left, right = _padded(german, height - len(german)), _padded(english, height - len(english))
        lines = [Line(index, row, *pair) for row, pair in enumerate(zip(left, right, strict=True))]
        return (*lines, *(Line(index, len(lines) + row) for row in range(self._gap(index, bool(english)))))

    def _gap(self, index: int, english: bool) -> int:
        following = self.article.blocks[index + 1 : index + 2]
        both = following and following[0].kind == "list-item" == self.article.blocks[index].kind
        return 0 if both and not (english and self.columns.below) else 1

    def row_of(self, index: int, offset: int) -> int:
        """Return the row of the block's box on which the character at `offset` of its text stands."""
        found = 0
        for line in self.box(index):
            if line.german is not None and line.german[0] <= offset:
                found = line.row
        return found

    def lines(self, top: Position, height: int) -> list[Line]:
        """Return the `height` lines from `top` on; behind the article they are empty."""
        lines: list[Line] = []
        index, skip = top
        while len(lines) < height and index < len(self.article.blocks):
            lines += self.box(index)[skip : skip + height - len(lines)]
            index, skip = index + 1, 0
        return lines + [BEHIND] * (height - len(lines))

    def moved(self, position: Position, rows: int) -> Position:
        """Return the position `rows` further down (or up, when negative), inside the article."""
        index, row = position
        row += rows
        while row < 0 and index > 0:
            index -= 1
            row += len(self.box(index))
        last = len(self.article.blocks) - 1
        while index < last and row >= len(self.box(index)):
            row -= len(self.box(index))
            index += 1
        if not self.article.blocks:
            return Position(0, 0)
        return Position(index, min(max(0, row), len(self.box(index)) - 1))

    def distance(self, top: Position, position: Position, limit: int) -> int | None:
        """Return how many rows `position` is below `top`, or None when it is above or not within `limit` rows."""
        if position < top:
            return None
        rows, index = -top.row, top.block
        while index < position.block and rows < limit:
            rows += len(self.box(index))
            index += 1
        rows += position.row
        return rows if index == position.block and rows < limit else None


def _padded(rows: list[Row], more: int) -> list[Row | None]:
    return [*rows, *[None] * more]
