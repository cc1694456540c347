"""Blocks of Markdown that only Pandoc has: tables drawn with signs or set in columns, and verse between bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest

TYPE_CHECKING = False

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_BORDER = re.compile(r"\+[-=:+]+\+\s*")
_COLUMNS = re.compile(r" {0,3}-{2,}(?: +-{2,})+\s*")


def grid_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take in a table whose cells have borders of `+---+` and `|`; a cell may have several lines."""
    if silent or not state.src.startswith("+", _begin(state, start)):
        return False
    lines = _lines(state, start, end, "+|")
    if not _is_border(lines[0]) or all(map(_is_border, lines)):
        return False
    rows = (list(row) for is_border, row in groupby(lines, _is_border) if not is_border)
    _push_rows(state, start, len(lines), map(_joined, rows))
    return True


def simple_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take in a table whose columns stand below dashes, behind a line with their titles."""
    if silent or start + 2 >= end or state.isEmpty(start) or not _COLUMNS.fullmatch(_line(state, start + 1)):
        return False
    head, dashes, *body = _lines(state, start, end)
    begins = [group.start() for group in re.finditer("-+", dashes)]
    rows = [head, *(line for line in body if line.strip("- "))]
    # A title may be longer than its column, and begin before it.
    cut = ((line[begin:until] for begin, until in pairwise([0, *begins[1:], len(line)])) for line in rows)
    _push_rows(state, start, 2 + len(body), cut)
    return True


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take in verse and addresses, whose lines begin with `| `, as one paragraph."""
    if silent or not state.src.startswith("| ", _begin(state, start)):
        return False
    lines = _lines(state, start, end, "|")
    if any(line.rstrip().endswith("|") for line in lines):
        return False
    state.push("paragraph_open", "p", 1)
    _push_text(state, "\n".join(line.lstrip()[1:].strip() for line in lines))
    state.push("paragraph_close", "p", -1)
    state.line = start + len(lines)
    return True


def _begin(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]


def _lines(state: StateBlock, start: int, end: int, signs: str = "") -> list[str]:
    """Return the lines from one on, up to a blank one or the end of what they stand in.

    Of lines that begin with one of `signs`, they go on only so far as these do.
    """
    until = start
    while until < end and not state.isEmpty(until) and state.sCount[until] >= state.blkIndent:
        if signs and state.src[_begin(state, until)] not in signs:
            break
        until += 1
    return state.getLines(start, until, state.blkIndent, False).split("\n")


def _is_border(line: str) -> bool:
    return _BORDER.fullmatch(line.strip()) is not None


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the cells of a row, each of which may go on from line to line."""
    cut = (line.strip().strip("|").split("|") for line in lines)
    for cell in zip_longest(*cut, fillvalue=""):
        yield " ".join(part.strip() for part in cell)


def _push_rows(state: StateBlock, start: int, lines: int, rows: Iterable[Iterable[str]]) -> None:
    for row in rows:
        state.push("tr_open", "tr", 1)
        for cell in row:
            _push_text(state, cell.strip())
        state.push("tr_close", "tr", -1)
    state.line = start + lines


def _push_text(state: StateBlock, text: str) -> None:
    token = state.push("inline", "", 0)
    token.content, token.children = text, []
