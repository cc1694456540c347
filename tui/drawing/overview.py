"""The overview of the notes: where they are, when they were made, what about and by whom. Without a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, Literal

from annotations.tallies import WEEK, Tally, cell_of, ranked, spread
from articles.values import NamedTuple
from tui.amounts import number_of
from tui.drawing.painting import Piece, Pieces
from tui.layout import cell_width, shorten

EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
"""What fills a cell from below, from nothing to the whole."""
NO_NAME: Final = "(no name)"
_ROWS: Final = 3
"""Rows of the chart of days."""
_INDENT: Final = 2

Kind = Literal["", "tag", "colour", "creator", "article"]


class Row(NamedTuple):
    """A row of the overview."""

    pieces: Pieces
    """Sanitised."""
    kind: Kind = ""
    """What the notes that it counts have in common; empty where it counts none."""
    value: str = ""
    """Which of that kind."""

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces).rstrip()


class Along(NamedTuple):
    """Where in an article the notes are, and where the reader is."""

    offsets: Sequence[int]
    """Where each begins."""
    length: int
    """Of the article."""
    here: int | None = None
    """Where the reader is; None where nobody is reading."""


def overview(tally: Tally, today: date, width: int, along: Along | None = None) -> Iterator[Row]:
    """Yield the rows of the overview, at most `width` cells wide; none when nothing was counted."""
    if not tally.notes:
        return
    if along is not None and along.offsets:
        yield _heading("Where in the article", width)
        yield from _strip(along, width)
        yield Row(())
    yield from _days(tally, today, width)
    names: tuple[tuple[Kind, str, list[tuple[str, int]]], ...] = (
        ("tag", "By tag", ranked(tally.tags)),
        ("colour", "By colour", ranked(tally.colours)),
        ("creator", "By whom", ranked(tally.creators) if any(tally.creators) else []),
    )
    for kind, heading, counted in names:
        yield from _table(kind, heading, ((name, name or NO_NAME, number) for name, number in counted), width)
    if len(tally.articles) > 1:
        articles = ((source, tally.titles[source], number) for source, number in tally.articles.most_common())
        yield from _table("article", "By article", articles, width)


def summary(tally: Tally) -> str:
    """Return in a few words how many notes there are, on how many articles, and from how many days."""
    parts = [(tally.notes, "note"), (len(tally.articles), "article"), (len(tally.days), "day")]
    several = [number_of(number, noun) for number, noun in parts if number]
    return " · ".join(several) or "No notes yet"


def column(number: int, most: int, rows: int) -> str:
    """Return a column of a chart from its lowest cell to its highest; where there is something, it shows."""
    eighths = max(1, round(number * rows * 8 / most)) if number else 0
    return "".join(EIGHTHS[max(0, min(8, eighths - 8 * row))] for row in range(rows))


def _heading(text: str, width: int) -> Row:
    return Row((Piece(shorten(text, width), ("text", "heading")),))


def _strip(along: Along, width: int) -> Iterator[Row]:
    numbers = spread(along.offsets, along.length, max(1, width))
    cells = "".join(column(number, max(numbers), 1) if number else "·" for number in numbers)
    yield Row((Piece(cells, ("text",)),))
    if along.here is not None:
        at = cell_of(along.here, along.length, len(numbers))
        you = " you are here" if at + 14 <= width else ""
        yield Row((Piece(" " * at, ("text",)), Piece("▲", ("bar",)), Piece(you, ("muted",))))


def _days(tally: Tally, today: date, width: int) -> Iterator[Row]:
    """Chart as many weeks as there is room for, each from Monday, a column a day."""
    weeks = max(1, min(12, (width - 2 * _INDENT) // WEEK))
    days = tally.last_weeks(today, weeks)
    most = max(number for _, number in days)
    last = "the last week" if weeks == 1 else f"the last {weeks} weeks"
    at_most = f"at most {most:,} a day" if most else "none"
    yield _heading(f"When: {at_most} in {last}", width)
    if most:
        columns = [column(number, most, _ROWS) if number else "·" + " " * (_ROWS - 1) for _, number in days]
        for row in range(_ROWS - 1, -1, -1):
            yield Row((Piece(" " * _INDENT + "".join(one[row] for one in columns), ("text",)),))
        mondays = "".join(f"{day:%m-%d}".ljust(WEEK) for day, _ in days[::WEEK])
        yield Row((Piece(" " * _INDENT + mondays.rstrip(), ("muted",)),))


def _table(kind: Kind, heading: str, counted: Iterable[tuple[str, str, int]], width: int) -> Iterator[Row]:
    """Yield a heading and a row for each value with its name and its number, the greatest first."""
    several = list(counted)
    if not several:
        return
    yield Row(())
    yield _heading(heading, width)
    most = several[0][2]
    digits = len(f"{most:,}")
    names = max(1, min(max(cell_width(name) for _, name, _ in several), width // 2))
    room = max(0, width - _INDENT - names - digits - 4)
    for value, name, number in several:
        shown = shorten(name, names)
        look = ("text", value) if kind == "colour" else ("text",)
        yield Row(
            (
                Piece(" " * _INDENT, ("text",)),
                Piece(shown, look),
                Piece(" " * (names - cell_width(shown)) + f"  {number:>{digits},}  ", ("text",)),
                Piece("█" * -(-number * min(room, 40) // most), ("muted",)),
            ),
            kind if value else "",
            value,
        )
