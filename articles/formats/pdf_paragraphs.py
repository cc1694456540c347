"""Which lines of a PDF document make a paragraph, and which are footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from articles.formats.headings import DATE
from articles.formats.lines import is_closed
from articles.formats.pdf_lines import Line
from articles.formats.pdf_setting import LARGER, Setting, is_bold
from articles.values import NamedTuple

BULLET = r"[•▪◦‣■□●○·∙➢\uf0b7\uf0a7]\s*(?=\S)"
DASH = r"[-–—]\s+(?=\S)"
_NUMBER = r"(\d{1,3})([.)])\s+(?=\S)"
_MARKER = r"(?:[•▪◦‣■□●○·∙➢\uf0b7\uf0a7–—-]|\d{1,3}[.)])$"
_NOTE_MARK = r"[\[(]?(\d{1,3}|[*†‡]{1,3})[\])]?\s*(?=[^\W\d]|[„“»«])"
_PAGE = r" \| *\d{0,4}$"
"""The end of a line of a table of contents."""
_NOTE_SIZE = 0.93
"""Up to which size, in sizes of the body, a line at the end of a column may be a footnote's."""
_WIDE_GAP = 1.35
"""From which distance on, in usual ones, lines are parted."""
HYPHENS = "-‐\u00ad"


class Note(NamedTuple):
    """A footnote."""

    mark: str
    lines: list[Line]


def without_notes(lines: Sequence[Line], setting: Setting) -> tuple[list[Line], list[Note]]:
    """Return the lines without the footnotes, and those: smaller lines with a mark at the end of a column."""
    kept: list[Line] = []
    notes: list[Note] = []
    for _, group in groupby(lines, key=lambda line: (line.page, line.column)):
        column = list(group)
        first = len(column)
        while first > 0 and column[first - 1].size <= _NOTE_SIZE * setting.body:
            first -= 1
        small = column[first:]
        if small and (first or notes) and re.match(_NOTE_MARK, small[0].text):
            column = column[:first]
            for line in small:
                mark = re.match(_NOTE_MARK, line.text)
                if mark and (line is small[0] or _follows(mark[1], notes[-1].mark)):
                    notes.append(Note(mark[1], [line]))
                else:
                    notes[-1].lines.append(line)
        kept += column
    return kept, notes


def _follows(mark: str, before: str) -> bool:
    """Tell whether one mark can follow another: a number the next number, a sign whatever stands before it."""
    return not mark.isdecimal() or not before.isdecimal() or int(mark) == int(before) + 1


def note_mark(text: str) -> re.Match[str] | None:
    """Match the mark at the beginning of a footnote."""
    return re.match(_NOTE_MARK, text)


def number(text: str) -> re.Match[str] | None:
    """Match the number and the sign behind it that an item of a list begins with, which a date does not."""
    return None if re.match(DATE, text) else re.match(_NUMBER, text)


def is_row(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is a row of a table: it has wide gaps, and so has the one before it or behind."""
    return _has_cells(lines[index]) and any(
        _has_cells(line) and line.page == lines[index].page
        for line in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    )


def _has_cells(line: Line) -> bool:
    pieces = line.pieces[1:] if re.match(_MARKER, line.pieces[0].text) else line.pieces
    return any(piece.gap > 1 for piece in pieces[1:])


def paragraphs(lines: Sequence[Line], setting: Setting) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph, heading or row."""
    begun: list[Line] = []
    for index, line in enumerate(lines):
        if begun and (_begins(lines, index, setting) or _leaves_item(begun, line)):
            yield begun
            begun = []
        begun.append(line)
    if begun:
        yield begun


def _leaves_item(begun: Sequence[Line], line: Line) -> bool:
    """Tell whether a line is further left than the list item above it, or is the next item."""
    first = begun[0]
    if (first.page, first.column) != (line.page, line.column):
        return False
    one, two = number(first.text), number(line.text)
    if one and two and int(two[1]) == int(one[1]) + 1:
        return True
    return line.x < first.x - 2 and bool(one or re.match(BULLET, first.text))


def _begins(lines: Sequence[Line], index: int, setting: Setting) -> bool:
    before, line = lines[index - 1], lines[index]
    if max(before.size, line.size) > 1.1 * min(before.size, line.size):
        return True
    if is_row(lines, index) or is_row(lines, index - 1) or re.match(BULLET, line.text):
        return True
    if re.search(_PAGE, before.text):
        return True
    if (before.page, before.column) != (line.page, line.column) or line.y > before.y:
        return _begins_elsewhere(lines, index, setting)
    usual = setting.pitch * line.size / setting.body
    if before.y - line.y > _WIDE_GAP * usual:
        return True
    heading = line.size >= LARGER * setting.body or (is_bold(line) and is_bold(before) and not setting.bold)
    if heading or _is_parted_word(before, line):
        return False
    room, closed = setting.leaves_room(before, line), is_closed(before.text)
    if is_bold(line) != is_bold(before) and (room or before.y - line.y > 1.15 * usual):
        return True
    if (room or closed) and (re.match(DASH, line.text) or number(line.text)):
        return True
    if setting.indents and (room or closed) and setting.is_indented(lines, index):
        return True
    return room and (closed or not line.text[0].islower())


def _begins_elsewhere(lines: Sequence[Line], index: int, setting: Setting) -> bool:
    """Tell whether the first line of a column or page begins a paragraph."""
    before, line = lines[index - 1], lines[index]
    if line.text[0].islower() or _is_parted_word(before, line):
        return False
    room, closed = setting.leaves_room(before, line), is_closed(before.text)
    if setting.indents and not room:
        return closed and setting.is_indented(lines, index)
    return room or closed


def _is_parted_word(before: Line, line: Line) -> bool:
    return before.text[-1] in HYPHENS and before.text[-2:-1].isalnum() and line.text[0].isalpha()
