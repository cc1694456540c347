"""How a plain text is laid out, judged by its beginning: a paragraph a line, or lines wrapped by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from articles.formats.lines import indent, is_closed, is_hyphenated, item, quote_depth, room_needed, unquoted
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Literal

    from articles.formats.gutenberg import Frame

    Parting = Literal["line", "blank line"]
    """What parts the paragraphs of a plain text."""

SAMPLE_CHARACTERS = 16000
"""How much of a text's beginning is judged. 65,536 bytes of UTF-8 hold at least as many."""

_NARROWEST, _WIDEST = 30, 120
_LONE_WIDTH = 45
_RAGGED_WIDTH = 50


class Layout(NamedTuple):
    """What has to be known of a plain text to find its paragraphs."""

    width: int = 0
    """The column at which its lines were wrapped by hand; 0 when each line is a paragraph."""
    indented: bool = False
    """Whether an indented line begins a paragraph."""
    short: int = 0
    """A line that ends before this column, though the next word had room, closes its paragraph."""
    talkative: bool = False
    """Whether so many lines are short (a dialogue, verse) that a short line says little."""
    gap: int = 0
    """How many blank lines stand between paragraphs."""
    margin: int = 0
    """At which column its lines begin."""
    frame: Frame | None = None
    """What stands round a book of Project Gutenberg."""


def judge(sample: str, parting: Parting | None = None) -> Layout:
    """Return the layout of a text that begins with `sample`, or is it; `parting` says what it cannot show."""
    frame = _frame(sample)
    if frame is not None:
        sample = sample.split("\n", frame.lines)[-1]
    lines = [line.rstrip() for line in sample[:SAMPLE_CHARACTERS].expandtabs(4).split("\n")]
    full = [line for line in lines if line]
    if not full:
        return Layout(frame=frame)
    talkative = sum(len(line) < 40 for line in full) > 0.35 * len(full)
    known = Layout(talkative=talkative, gap=_gap(lines), margin=_margin(lines), frame=frame)
    if parting == "blank line":
        # No line is full, and none so short that it closes its paragraph.
        return known._replace(width=SAMPLE_CHARACTERS)
    width = 0 if parting else _wrap_width(lines)
    if not width:
        return known
    indented = _begins_indented(lines)
    parted = sum(not line for line in lines[1:-1]) >= max(1, len(full) // 60)
    # Without blank lines and indentation only the length of its last line shows where a paragraph ends.
    short = int(width * (0.75 if parted or indented else 0.95))
    return known._replace(width=width, indented=indented, short=short)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell lines of prose that were wrapped by hand from verse, an address or a paragraph a line.

    Whoever sets a line break on purpose in a narrow text means a line.
    """
    return _wrap_width(lines) >= _RAGGED_WIDTH


def _frame(sample: str) -> Frame | None:
    if "Gutenberg" not in sample[:SAMPLE_CHARACTERS] and "GUTENBERG" not in sample[:SAMPLE_CHARACTERS]:
        return None
    from articles.formats.gutenberg import frame_of

    return frame_of(sample)


def _wrap_width(lines: Sequence[str]) -> int:
    """Return the column at which the lines were wrapped, or 0 when they were not.

    Lines wrapped by hand are full (the next line's first word had no room), end in mid-sentence and go on in
    lower case often enough; verse, dialogue and a paragraph a line differ in one of the three.
    """
    pairs = [pair for pair in pairwise(lines) if all(pair) and _may_run_on(*pair)]
    pairs = [(unquoted(one), unquoted(two)) for one, two in pairs]
    pairs = [pair for pair in pairs if all(pair)]
    if not pairs:
        return 0
    # An address or a table that is wider than text is ever wrapped says nothing.
    lengths = sorted(len(line) for pair in pairs for line in pair if len(line) <= _WIDEST)
    if len(lengths) < 1.6 * len(pairs):
        return 0
    width = lengths[-1] if len(pairs) < 20 else lengths[int(len(lengths) * 0.95)]
    running = [pair for pair in pairs if _runs_on(*pair, width)]
    if len(running) < 0.35 * len(pairs):
        return 0
    lower = sum(two.lstrip()[0].islower() for _, two in running)
    if width < _NARROWEST:
        return width if lower and any(is_hyphenated(*pair) for pair in running) else 0
    if len(pairs) < 4:
        return width if lower or width >= _LONE_WIDTH else 0
    return width if lower >= 0.15 * len(running) else 0


def _may_run_on(line: str, following: str) -> bool:
    """Tell whether two lines can belong together: the second begins neither a list item nor another's words."""
    return item(following) is None and quote_depth(line) == quote_depth(following)


def _runs_on(line: str, following: str, width: int) -> bool:
    """Tell whether a sentence goes on from line to line, so far as a wrap at `width` makes that likely."""
    if is_closed(line):
        return False
    if is_hyphenated(line, following) or room_needed(line, following) > width:
        return True
    # Wrapped by a hand that did not fill its lines; verse in lower case is narrower.
    return width >= _RAGGED_WIDTH and len(line) > width // 2 and following.lstrip()[0].islower()


def _gap(lines: Sequence[str]) -> int:
    """Return how many blank lines part paragraphs; 0 where most are not parted by any."""
    gaps, blank = [], 0
    for line in lines:
        if line and blank:
            gaps.append(blank)
        blank = 0 if line else blank + 1
    common = sorted(gaps)[(len(gaps) - 1) // 2] if gaps else 0
    return common if 6 * len(gaps) > sum(map(bool, lines)) or (common and len(gaps) > 3) else 0


def _margin(lines: Sequence[str]) -> int:
    """Return the column at which most lines begin that have another right before them."""
    indents = sorted(indent(two) for one, two in pairwise(lines) if one and two)
    return indents[len(indents) // 2] if indents else 0


def _begins_indented(lines: Sequence[str]) -> bool:
    """Tell whether indented lines stand alone among lines that are not, as the first of paragraphs do."""
    indented = [index for index, line in enumerate(lines) if line[:1] == " "]
    starts = sum(_is_first(lines, index) for index in indented)
    return starts >= 2 and starts >= 0.4 * len(indented)


def _is_first(lines: Sequence[str], index: int) -> bool:
    """Tell whether an indented line has a line behind it that is not, and goes on no list item."""
    behind = lines[index + 1] if index + 1 < len(lines) else ""
    before = lines[index - 1] if index else ""
    return behind[:1] not in ("", " ", "-", "*", "•") and before[:2] not in ("- ", "* ", "• ")
