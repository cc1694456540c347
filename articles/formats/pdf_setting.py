"""How a PDF document is set: what is usual in it, by which its paragraphs can be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from articles.formats.lines import is_closed
from articles.formats.pdf_lines import Line
from articles.formats.pdf_widths import guessed_width

LARGER = 1.12
"""From which size on, in sizes of the body, text is a heading's."""
_FEW = 4
"""So many lines say where their column begins and ends."""
_NEAR = 5.0
_FULL = 0.93
"""Up to which share of a column a line with one more word surely fits in it; widths are guesses."""


class Setting:
    """What is usual in a document of these lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        columns: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
            columns[line.page, line.column].append(line)
        self.body = max(sizes, key=sizes.__getitem__, default=10.0)
        """The size that most text has, in points."""
        bold = sum(len(line.text) for line in lines if is_bold(line))
        self.bold = 2 * bold > sum(sizes.values())
        """Whether most text is bold, so that it says nothing."""
        sure = [_edges(column) for column in columns.values() if len(column) >= _FEW]
        self._edges = {place: _edges_among(column, sure) for place, column in columns.items()}
        gaps = (one.y - two.y for one, two in pairwise(lines) if self._below(one, two))
        near = [gap for gap in gaps if gap < 2.5 * self.body]
        self.pitch = median(near) if near else 1.2 * self.body
        """How far below a line of the body the next one stands."""
        self.indents = sum(self.is_indented(lines, index) for index in range(len(lines))) >= 3
        """Whether paragraphs begin with an indented line."""

    def _below(self, one: Line, two: Line) -> bool:
        together = (one.page, one.column) == (two.page, two.column) and one.y > two.y
        return together and max(abs(one.size - self.body), abs(two.size - self.body)) < 0.06 * self.body

    def left(self, line: Line) -> float:
        """Return where the lines of a line's column begin."""
        return self._edges[line.page, line.column][0]

    def is_indented(self, lines: Sequence[Line], index: int) -> bool:
        """Tell whether a line is indented as the first of a paragraph is: the next begins further left.

        The only line of a paragraph is indented as well.
        """
        line = lines[index]
        if not 0.6 * line.size < line.x - self.left(line) < 5 * line.size:
            return False
        following = lines[index + 1] if index + 1 < len(lines) else line
        if (following.page, following.column) != (line.page, line.column):
            return True
        return following.x < line.x - 0.5 * line.size or is_closed(line.text)

    def leaves_room(self, line: Line, following: Line) -> bool:
        """Tell whether the next line's first word would have fitted on a line that ends as early as this one."""
        left, right = self._edges[line.page, line.column]
        used = line.right - left + line.size * guessed_width(" " + following.text.split(None, 1)[0]) / 1000
        return used < _FULL * (right - left)


def is_bold(line: Line) -> bool:
    """Tell whether all of a line is bold."""
    return all(piece.bold for piece in line.pieces)


def _edges_among(column: Sequence[Line], sure: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return a column's edges; of one with few lines those of another that begins as far left, or a bit more."""
    left, right = _edges(column)
    if len(column) < _FEW:
        near = [edges for edges in sure if left - _NEAR * column[0].size <= edges[0] <= left + 1]
        return max(near, default=(left, right))
    return left, right


def _edges(column: Sequence[Line]) -> tuple[float, float]:
    """Return where most lines of a column begin and where full ones end."""
    starts = Counter(round(line.x) for line in column)
    often = [x for x, count in starts.items() if count >= 0.2 * len(column)]
    rights = sorted(line.right for line in column)
    return float(min(often, default=min(starts))), rights[int(0.85 * (len(rights) - 1))]
