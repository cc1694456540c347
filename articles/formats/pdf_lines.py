"""The lines on the pages of a PDF document in the order in which they are read, without running heads and feet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, pairwise
from statistics import median

from articles.formats.pdf_pieces import Piece
from articles.values import NamedTuple

_SAME = 0.25
"""How far apart base lines on one line may be, in sizes of the font."""
_RAISED = 0.6
"""How far a smaller piece, an index or an exponent, may stand above or below its line."""
_SMALLER = 0.85
_GAP = 1.5
"""How wide a gap parts a line in two, in sizes of the font; blanks in justified text are narrower."""
_CELLS = 2.0
"""How wide a gap is between the cells of a table, in sizes of the font."""
_NARROWEST_COLUMN = 80.0
_MOST_INITIALS = 20
_OUTER_ROWS = 3
"""How many rows at the top and at the bottom of a page may be running heads or feet."""
_NEAR = 3.0
"""How far apart, in points, running heads of two pages may stand to be the same."""
_PAGE_NUMBER = r"[\W_]*(?:seite|s\.|page|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:von|of|/)\s*\d{1,4})?[\W_]*$"


class Line(NamedTuple):
    """Pieces that stand beside each other."""

    pieces: tuple[Piece, ...]
    x: float
    y: float
    size: float
    """Of most of its text."""
    right: float
    column: int = 0
    """In which column of its page it stands, from 0; -1 across several."""
    page: int = 0

    @property
    def text(self) -> str:
        """What it says, blanks where gaps are."""
        return "".join(" " * bool(piece.gap) + piece.text for piece in self.pieces).strip()


def lines_of(pages: Iterable[Sequence[Piece]]) -> list[Line]:
    """Return the lines of all pages in reading order."""
    rows = [_segments(_with_initials(pieces), set()) for pieces in pages]
    found: list[Line] = []
    for number, segments in enumerate(_without_running(rows)):
        starts = _column_starts(segments)
        if len(starts) > 1:
            # What goes across the gap between two columns is two lines.
            pieces = [piece for line in segments for piece in line.pieces]
            segments = _segments(pieces, set(starts[1:]))
        found += (line._replace(page=number) for line in _ordered(segments, starts))
    return found


def line_of(pieces: Sequence[Piece]) -> Line:
    """Return the line that pieces make up, as high and large as most of its text."""
    sizes: Counter[tuple[float, float]] = Counter()
    for piece in pieces:
        sizes[piece.size, piece.y] += len(piece.text)
    size, y = max(sizes, key=sizes.__getitem__)
    right = max(piece.right for piece in pieces)
    return Line(tuple(pieces), min(piece.x for piece in pieces), y, size, right)


def _with_initials(pieces: Sequence[Piece]) -> list[Piece]:
    """Put large initials, which reach down over several lines, before the first word of theirs."""
    found = list(pieces)
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    large = (piece for piece in pieces if piece.size >= 1.8 * usual and len(piece.text) <= 2)
    for initial in islice((piece for piece in large if piece.text[-1].isupper()), _MOST_INITIALS):
        beside = [
            at
            for at, piece in enumerate(found)
            if initial.x < piece.x < initial.right + initial.size and 0 < piece.y - initial.y < initial.size
        ]
        if beside:
            first = max(beside, key=lambda at: (found[at].y, -found[at].x))
            found[first] = found[first]._replace(text=initial.text + found[first].text, x=initial.x)
            found.remove(initial)
    return found


def _segments(pieces: Sequence[Piece], starts: set[float]) -> list[Line]:
    """Join the pieces that follow one another on a line, up to a wide gap or the start of a column."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and _goes_on(found[-1], piece) and not any(abs(piece.x - start) < 2 for start in starts):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [line_of(group) for group in found]


def _goes_on(before: Sequence[Piece], piece: Piece) -> bool:
    last = before[-1]
    large = max(last.size, piece.size)
    apart = abs(last.y - piece.y)
    level = apart <= _SAME * large
    if not level and min(last.size, piece.size) < _SMALLER * large:
        # An index, or the text behind it, as behind the mark of a footnote.
        back = len(before) == 1 or abs(before[0].y - piece.y) <= _SAME * large
        level = apart <= _RAISED * large and (piece.size < last.size or back)
    # The right edge is a guess, so that a piece may seem to begin before the last one ends.
    return level and last.x <= piece.x <= last.right + _GAP * large


def _without_running(pages: list[list[Line]]) -> Iterator[list[Line]]:
    """Yield the pages' segments without those that stand at the same place on several pages, and page numbers."""
    for upwards in (False, True):
        outer = [(_rows(page)[::-1] if upwards else _rows(page))[: _OUTER_ROWS + 1] for page in pages]
        running = _Running(outer)
        pages = [
            [line for line in page if line not in dropped]
            for page, dropped in zip(pages, map(running.of, outer), strict=True)
        ]
    yield from pages


class _Running:
    """What stands at the upper, or the lower, end of several pages."""

    def __init__(self, pages: Sequence[list[list[Line]]]) -> None:
        self._half = max(3, len(pages) / 2)
        self._seen = Counter((_pattern(row), _height(row)) for rows in pages for row in rows[:_OUTER_ROWS])
        self._places = Counter(round(rows[0][0].y) for rows in pages if _stands_off(rows))

    def of(self, rows: list[list[Line]]) -> set[Line]:
        """Return the lines among a page's outer rows that are no text of its own."""
        count = 0
        for at, row in enumerate(rows[:_OUTER_ROWS]):
            if not (self._is_twin(row) or self._is_number(rows[at:])):
                break
            count = at + 1
        if count == 0 and rows and _stands_off(rows):
            # Heads that differ from chapter to chapter, with numbers that differ from page to page.
            often = self._places[round(rows[0][0].y)] >= self._half
            count = int(often and re.search(r"\d", _text(rows[0])) is not None)
        while count and not _stands_off(rows[count - 1 :]):
            count -= 1
        return {line for row in rows[:count] for line in row}

    def _is_twin(self, row: list[Line]) -> bool:
        pattern, height = _pattern(row), _height(row)
        return sum(self._seen[pattern, height + near] for near in (-1, 0, 1)) > 1

    def _is_number(self, rows: list[list[Line]]) -> bool:
        return _stands_off(rows) and re.match(_PAGE_NUMBER, _text(rows[0]), re.IGNORECASE) is not None


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines row by row, from the top of the page."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if found and found[-1][0].y - line.y <= _SAME * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _text(row: Sequence[Line]) -> str:
    return "  ".join(line.text for line in sorted(row, key=lambda line: line.x))


def _pattern(row: Sequence[Line]) -> str:
    """Return what a row says, whatever the numbers in it and however far apart its parts are."""
    return re.sub(r"\d+", "#", " ".join(_text(row).split()))


def _height(row: Sequence[Line]) -> int:
    return round(row[0].y / _NEAR)


def _stands_off(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether the first of a page's outer rows stands apart from the next."""
    if len(rows) < 2:
        return False
    return abs(rows[0][0].y - rows[1][0].y) > 1.5 * max(line.size for line in (*rows[0], *rows[1]))


def _column_starts(segments: Sequence[Line]) -> list[float]:
    """Return where the columns of a page begin, from the left; text fills the one before up to the next."""
    starts: list[float] = []
    for x, members in _flush_left(segments):
        far = not starts or x - starts[-1] >= _NARROWEST_COLUMN
        if far and (not starts or _is_column(x, members, starts[-1], segments)):
            starts.append(x)
    return starts or [0.0]


def _flush_left(segments: Sequence[Line]) -> Iterator[tuple[float, list[Line]]]:
    """Yield where several lines begin below one another, and those lines."""
    least = max(3, len(segments) // 10)
    group: list[Line] = []
    for line in (*sorted(segments, key=lambda line: line.x), None):
        if group and (line is None or line.x - group[-1].x > 2):
            if len(group) >= least:
                yield group[0].x, group
            group = []
        if line is not None:
            group.append(line)


def _is_column(x: float, members: Sequence[Line], before: float, segments: Sequence[Line]) -> bool:
    margin = 1.5 * members[0].size
    top, bottom = max(line.y for line in members) + margin, min(line.y for line in members) - margin
    left = [line for line in segments if bottom <= line.y <= top and before - 2 <= line.x < x - 10]
    if len(left) < 3 or sum(len(line.text) >= 15 for line in members) < len(members) / 2:
        return False
    width = x - before
    # Cells of a table are seldom full, and lines that are no column go across the start of the next.
    full = sum(line.right - before > 0.6 * width for line in left)
    across = sum(line.right > x + 0.15 * width for line in left)
    return full >= 0.5 * len(left) and across <= 0.3 * len(left)


def _ordered(segments: Sequence[Line], starts: list[float]) -> Iterator[Line]:
    """Yield the lines of a page from the top, column by column between those that go across."""
    placed = [line._replace(column=max(0, bisect_right(starts, line.x + 2) - 1)) for line in segments]
    heights = [sorted(line.y for line in placed if line.column == column) for column in range(len(starts))]
    usual = median(line.size for line in placed) if placed else 0.0
    placed = [line._replace(column=-1) if _is_across(line, starts, heights, usual) else line for line in placed]
    placed.sort(key=lambda line: -line.y)
    for across, group in groupby(placed, key=lambda line: line.column < 0):
        band = list(group)
        for column in (-1,) if across else range(len(starts)):
            for row in _rows([line for line in band if line.column == column]):
                yield _joined(row)


def _is_across(line: Line, starts: list[float], heights: list[list[float]], usual: float) -> bool:
    """Tell whether a line of a page with columns goes across them, or parts what is above from what is below."""
    others = heights[: line.column] + heights[line.column + 1 :]
    if line.size > 1.1 * usual and all(_none_near(ys, line.y, 1.8 * line.size) for ys in others):
        return True
    following = line.column + 1
    if following == len(starts) or line.right < starts[following] + 0.1 * (line.right - line.x):
        return False
    # Widths are guesses: where the next column has a line of its own beside it, this one ends before.
    return _none_near(heights[following], line.y, 0.7 * line.size)


def _none_near(ys: list[float], y: float, distance: float) -> bool:
    at = bisect_right(ys, y - distance)
    return at == len(ys) or ys[at] > y + distance


def _joined(row: list[Line]) -> Line:
    """Return the line that the segments of a row make, from the left."""
    row.sort(key=lambda line: line.x)
    pieces = list(row[0].pieces)
    for before, line in pairwise(row):
        first, *rest = line.pieces
        wide = line.x - before.right > _CELLS * line.size
        pieces += (first._replace(gap=2 if wide else 1), *rest)
    return line_of(pieces)._replace(column=row[0].column)
