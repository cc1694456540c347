"""Which part of the article is on the screen, and how that follows the cursor. Without a terminal."""

from __future__ import annotations

from articles.article import Span
from tui.drawing.page import BEHIND, Line, Pages, Position


class Viewport:
    """A window of `height` rows on `pages`. Jumps by pages, so that little is repainted while reading on."""

    def __init__(self, pages: Pages, height: int, top: Position | None = None) -> None:
        self.pages = pages
        self.height = max(1, height)
        self.top = top or Position(0, 0)
        self.focused: int | None = None
        """Index of the only block that is shown, in focus mode."""

    def lines(self) -> list[Line]:
        """Return the `height` lines that are on the screen."""
        if self.focused is None:
            return self.pages.lines(self.top, self.height)
        box = list(self.pages.box(self.focused)) if self.pages.article.blocks else []
        if self.top.block == self.focused and len(box) > self.height:
            box = box[self.top.row :]
        above = max(0, (self.height - len(box)) // 3)
        return ([BEHIND] * above + box + [BEHIND] * self.height)[: self.height]

    def rows_of(self, span: Span) -> tuple[Position, Position]:
        """Return the first and the last row of a span inside one block; a whole block counts its English."""
        article = self.pages.article
        index = article.index_at(span.start)
        block = article.blocks[index]
        if span == block.span:
            filled = [line.row for line in self.pages.box(index) if line.german or line.english]
            return Position(index, 0), Position(index, max(filled, default=0))
        first = self.pages.row_of(index, span.start - block.start)
        last = self.pages.row_of(index, max(span.start, min(span.end, block.end) - 1) - block.start)
        return Position(index, first), Position(index, last)

    def reveal(self, span: Span) -> None:
        """Move the window, if need be, so that the span is on it; its beginning where it is too long."""
        if not self.pages.article.blocks:
            return
        first, last = self.rows_of(span)
        if self.focused is not None:
            self.focused = first.block
        shown = self.pages.distance(self.top, first, self.height) is not None
        if shown and (self.top == first or self.pages.distance(self.top, last, self.height) is not None):
            return
        if first < self.top:
            self.top = min(first, self._ending_with(last))
        else:
            self.top = self._below_its_heading(first, last)

    def _ending_with(self, last: Position) -> Position:
        return self.pages.moved(last, 1 - self.height)

    def _below_its_heading(self, first: Position, last: Position) -> Position:
        before = Position(first.block - 1, 0)
        if (
            first.row == 0
            and before.block >= 0
            and self.pages.article.blocks[before.block].kind == "heading"
            and self.pages.distance(before, last, self.height) is not None
        ):
            return before
        return first

    def page(self, rows: int) -> int:
        """Move the window by `rows` (negative: up) and return the block a reader begins with there."""
        if self.focused is not None:
            return self._page_alone(self.focused, rows)
        last = len(self.pages.article.blocks) - 1
        if rows < 0 or not self._shows_the_end():
            self.top = self.pages.moved(self.top, rows)
            self._leave_gap(rows)
        elif last >= 0:
            return last
        return self.first_whole_block()

    def _shows_the_end(self) -> bool:
        last = len(self.pages.article.blocks) - 1
        end = Position(last, max(0, len(self.pages.box(last)) - 1)) if last >= 0 else Position(0, 0)
        return self.pages.distance(self.top, end, self.height) is not None

    def scroll(self, rows: int) -> None:
        """Move the window by `rows` (negative: up), in focus mode inside the only block that is shown."""
        if self.focused is not None:
            longest = len(self.pages.box(self.focused)) - self.height
            row = self.top.row if self.top.block == self.focused else 0
            self.top = Position(self.focused, min(max(0, row + rows), max(0, longest)))
        elif rows < 0 or not self._shows_the_end():
            self.top = self.pages.moved(self.top, rows)

    def nearest_shown(self, span: Span) -> int | None:
        """Return an offset on the row of the screen that is nearest to a span; None while part of it is shown."""
        first, last = self.rows_of(span)
        lines = [line for line in self.lines() if line.block >= 0]
        german = [line for line in lines if line.german is not None] or lines
        if not lines or (last >= _place(lines[0]) and first <= _place(lines[-1])):
            return None
        nearest = german[0] if last < _place(lines[0]) else german[-1]
        return self.pages.article.blocks[nearest.block].start + (nearest.german[0] if nearest.german else 0)

    def _leave_gap(self, rows: int) -> None:
        """Let the window not begin with the empty row that parts two blocks; go on in the direction of `rows`."""
        blocks = len(self.pages.article.blocks)
        line = self.pages.box(self.top.block)[self.top.row] if blocks else BEHIND
        if line.german is not None or line.english is not None or not blocks:
            return
        if rows < 0:
            self.top = self.pages.moved(self.top, -1)
        elif self.top.block + 1 < blocks:
            self.top = Position(self.top.block + 1, 0)

    def _page_alone(self, focused: int, rows: int) -> int:
        """Move inside the only block that is shown, as far as it goes, then to its neighbour."""
        longest = len(self.pages.box(focused)) - self.height
        row = self.top.row if self.top.block == focused else 0
        if longest > 0 and (row < longest if rows > 0 else row > 0):
            self.top = Position(focused, min(max(0, row + rows), longest))
            return focused
        neighbour = focused + (1 if rows > 0 else -1)
        if 0 <= neighbour < len(self.pages.article.blocks):
            self.focused, self.top = neighbour, Position(neighbour, 0)
        return self.focused or 0

    def offset_at_top(self) -> int | None:
        """Return the offset at which the window begins inside a block; None when it begins with a block."""
        if not self.top.row:
            return None
        block = self.pages.article.blocks[self.top.block]
        rows = (line.german for line in self.pages.box(self.top.block)[self.top.row :] if line.german)
        found = next(rows, None)
        return None if found is None else block.start + found[0]

    def first_whole_block(self) -> int:
        """Return the first block that begins on the screen, or the one that fills it."""
        following = self.top.block + (1 if self.top.row else 0)
        if following > self.top.block and (
            self.pages.distance(self.top, Position(following, 0), self.height) is None
            or following >= len(self.pages.article.blocks)
        ):
            return self.top.block
        return following

    def hold(self, position: Position, y: int) -> None:
        """Move the window so that `position` stands on screen row `y`, as far as the article allows."""
        self.top = self.pages.moved(position, -y)


def _place(line: Line) -> Position:
    return Position(line.block, line.row)
