"""The blocks of a PDF document: paragraphs, headings, list items, rows of tables and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from articles.article import Block
from articles.formats.joining import seam
from articles.formats.pdf_lines import Line, lines_of
from articles.formats.pdf_paragraphs import (
    BULLET,
    DASH,
    HYPHENS,
    is_row,
    note_mark,
    number,
    paragraphs,
    without_notes,
)
from articles.formats.pdf_pieces import Piece
from articles.formats.pdf_setting import LARGER, Setting, is_bold
from articles.formats.rich import DEEPEST, Rich, Run

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import BlockKind, MarkKind

_LONGEST_HEADING = 250
_LONGEST_SENTENCE = 90
"""Larger text that ends with a full stop and is longer than this is a lead, not a heading."""
_LONGEST_BOLD = 120
_SMALLER = 0.85
_SHIFTED = 0.1
"""How far above or below the base line, in sizes of the font, smaller text is an exponent or an index."""
_BASE = r"(?<!\w)(?:[^\W\d_]|[kcdm]?m)$"
"""What takes an exponent: one letter, or a measure."""
_AHEAD = 12
"""How many paragraphs may stand between two items of a list."""


class _Paragraph:
    """A paragraph whose kind is to be found."""

    def __init__(self, lines: list[Line], runs: list[Run], *, row: bool) -> None:
        self.x = lines[0].x
        self.size = max(line.size for line in lines)
        self.bold = all(map(is_bold, lines))
        self.runs = runs
        self.text = "".join(run.text for run in runs).strip()
        self.row = row


def blocks_of_pages(pages: Iterable[Sequence[Piece]]) -> Iterator[Block]:
    """Yield the blocks of a document, its footnotes behind everything else."""
    lines = lines_of(pages)
    setting = Setting(lines)
    lines, notes = without_notes(lines, setting)
    writer = _Writer({note.mark for note in notes}, setting)
    rows = {line for index, line in enumerate(lines) if is_row(lines, index)}
    found = [_Paragraph(group, writer.runs(group), row=group[0] in rows) for group in paragraphs(lines, setting)]
    yield from _Kinds(found, setting).blocks()
    for note in notes:
        runs = writer.runs(note.lines, note=True)
        mark = note_mark("".join(run.text for run in runs))
        yield _block("paragraph", [Run(f"[{note.mark}] "), *_from(runs, mark.end() if mark else 0)])


class _Writer:
    """Makes text of lines: hyphens at their ends taken away, and the marks of pieces."""

    def __init__(self, marks: set[str], setting: Setting) -> None:
        self._marks = marks
        """Of the footnotes that have been found."""
        self._setting = setting

    def runs(self, lines: Sequence[Line], *, note: bool = False) -> list[Run]:
        runs: list[Run] = []
        cells = " | " if len(lines) == 1 else " "
        for line in lines:
            if runs:
                _end_line(runs, line.text)
            for index, piece in enumerate(line.pieces):
                before = ("", " ", cells)[piece.gap] if index else ""
                written = runs[-1].text if runs else ""
                runs.append(self._run(piece, line, before, written, note=note))
        return runs

    def _run(self, piece: Piece, line: Line, before: str, written: str, *, note: bool) -> Run:
        marks: list[MarkKind] = []
        if piece.bold and not self._setting.bold:
            marks.append("strong")
        if piece.italic:
            marks.append("emphasis")
        text = piece.text
        if piece.size < _SMALLER * line.size:
            raised = (piece.y - line.y) / line.size
            if raised > _SHIFTED:
                marks.append("superscript")
                if text in self._marks and not note and not re.search(_BASE, written):
                    text = f"[{text}]"
            elif raised < -_SHIFTED / 2:
                marks.append("subscript")
        return Run(before + text, tuple(marks))


def _end_line(runs: list[Run], following: str) -> None:
    """Add a blank to what has been written, or take away the hyphen of a word that goes on."""
    text, kinds, _ = runs[-1]
    if text[-1:] not in HYPHENS:
        runs.append(Run(" ", kinds))
        return
    before = "".join(run.text for run in runs[-2:])[:-1]
    word = re.match(r"\w*", following)
    joint = "" if text[-1] == "\u00ad" else seam(before, word[0] if word else "", text[-1])
    runs[-1] = Run(text[:-1] + joint, kinds)


def _from(runs: Sequence[Run], offset: int) -> Iterator[Run]:
    """Yield the runs from an offset in their text on."""
    for run in runs:
        if offset < len(run.text):
            yield run._replace(text=run.text[max(0, offset) :])
        offset -= len(run.text)


class _Kinds:
    """Finds out what the paragraphs of a document are."""

    def __init__(self, found: Sequence[_Paragraph], setting: Setting) -> None:
        self._found = found
        self._setting = setting
        sizes = {round(paragraph.size * 2) / 2 for paragraph in found if self._is_large(paragraph)}
        self._sizes = sorted(sizes, reverse=True)
        self._indents: list[float] = []
        """How far the open list items are indented, the outermost first."""

    def blocks(self) -> Iterator[Block]:
        for index, paragraph in enumerate(self._found):
            level = self._heading_level(index)
            item = None if level else self._item(index)
            if item is None:
                self._indents.clear()
                yield _block("heading" if level else "paragraph", paragraph.runs, level)
            else:
                label, length = item
                depth = min(DEEPEST, self._depth(paragraph.x))
                yield _block("list-item", _from(paragraph.runs, length), depth, label)

    def _is_large(self, paragraph: _Paragraph) -> bool:
        text = paragraph.text
        if paragraph.size < LARGER * self._setting.body or len(text) > _LONGEST_HEADING or paragraph.row:
            return False
        return any(map(str.isalpha, text)) and not (text.endswith(".") and len(text) > _LONGEST_SENTENCE)

    def _heading_level(self, index: int) -> int:
        """Return the level of a heading: by its size, bold ones of the body's size below; 0 for what is none."""
        paragraph = self._found[index]
        if self._is_large(paragraph):
            return min(6, 1 + self._sizes.index(round(paragraph.size * 2) / 2))
        text = paragraph.text
        bold = paragraph.bold and not self._setting.bold and not paragraph.row
        if not bold or len(text) > _LONGEST_BOLD or text.endswith((".", ",", ";", ":", "?")):
            return 0
        if paragraph.size < 0.95 * self._setting.body or not any(map(str.isalpha, text)):
            return 0
        if index + 1 == len(self._found):
            return 0
        return min(6, 1 + max(len(self._sizes), int(index > 0)))

    def _item(self, index: int) -> tuple[str, int] | None:
        """Return a list item's label and where its text begins; None when it is none.

        One paragraph with a number or a dash is no list: it takes two that follow one another, or a colon before.
        """
        text = self._found[index].text
        if self._found[index].row:
            return None
        if match := re.match(BULLET, text):
            return "•", match.end()
        around = [*self._found[max(0, index - 1) : index], *self._found[index + 1 : index + 2]]
        introduced = index > 0 and self._found[index - 1].text.endswith(":")
        if match := re.match(DASH, text):
            return ("•", match.end()) if introduced or any(re.match(DASH, one.text) for one in around) else None
        match = number(text)
        if match and (introduced or self._is_listed(index, match)):
            return f"{int(match[1])}{match[2]}", match.end()
        return None

    def _is_listed(self, index: int, match: re.Match[str]) -> bool:
        """Tell whether the number before or behind stands in a paragraph near by that begins as far left."""
        value, sign, x = int(match[1]), match[2], self._found[index].x
        for step in (-1, 1):
            for near in range(1, _AHEAD):
                if not 0 <= index + step * near < len(self._found):
                    break
                other = self._found[index + step * near]
                found = number(other.text)
                if found and found[2] == sign and int(found[1]) == value + step and abs(other.x - x) < 8:
                    return True
        return False

    def _depth(self, x: float) -> int:
        while self._indents and self._indents[-1] > x - 4:
            self._indents.pop()
        self._indents.append(x)
        return len(self._indents)


def _block(kind: BlockKind, runs: Iterable[Run], level: int = 0, label: str = "") -> Block:
    rich = Rich()
    for run in runs:
        rich.add(run.text, run.kinds if kind != "heading" else ())
    return rich.block(kind, level, label)
