"""Text with marks while it is gathered, and what word processors' formats make of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from articles.article import Block
from articles.formats.inline import RawMark, fold_marked
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import BlockKind, MarkKind

DEEPEST = 60
"""The highest level of a list item or quotation; what stands deeper has it too."""
_HREF = r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f<>\"]+$"


class RunStyle(NamedTuple):
    """The look of a run of text, as far as it has a say."""

    marks: frozenset[MarkKind] = frozenset()
    hidden: bool = False


class Rich:
    """A block's text in pieces, with the marks on it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[RawMark] = []
        self._last: dict[tuple[MarkKind, str], int] = {}
        """Where in the marks the last one of a kind is: text that follows it at once belongs to it."""

    def __bool__(self) -> bool:
        """Tell whether there is any text but white space."""
        return any(piece.strip() for piece in self._pieces)

    def add(self, text: str, kinds: Iterable[MarkKind] = (), href: str = "") -> None:
        """Add a piece of text with marks of these kinds on it, and a link when `href` is not empty."""
        start, self._length = self._length, self._length + len(text)
        self._pieces.append(text)
        for kind in kinds:
            self._mark(RawMark(start, self._length, kind))
        if href:
            self._mark(RawMark(start, self._length, "link", href))

    def extend(self, other: Rich) -> None:
        """Add another text, with its marks."""
        for mark in other._marks:
            self._mark(mark._replace(start=mark.start + self._length, end=mark.end + self._length))
        self._pieces += other._pieces
        self._length += other._length

    def _mark(self, mark: RawMark) -> None:
        key = (mark.kind, mark.href)
        at = self._last.get(key)
        if at is not None and self._marks[at].end == mark.start:
            self._marks[at] = self._marks[at]._replace(end=mark.end)
        else:
            self._last[key] = len(self._marks)
            self._marks.append(mark)

    def block(self, kind: BlockKind, level: int, label: str) -> Block:
        """Return the block that the text makes; only code keeps its lines and loses its marks."""
        raw = "".join(self._pieces)
        if kind == "code":
            text = unicodedata.normalize("NFC", raw.strip("\n").expandtabs(4))
            return Block(kind, text if text.strip() else "")
        text, marks = fold_marked(raw, self._marks)
        return Block(kind, text, level, label, marks)


class Draft(NamedTuple):
    """A block to be."""

    kind: BlockKind
    rich: Rich
    level: int = 0
    label: str = ""


def blocks_of(drafts: Iterable[Draft]) -> Iterator[Block]:
    """Yield the drafts' blocks, lines of code that follow one another as one; blocks without text among them."""
    code: Rich | None = None
    for draft in drafts:
        if draft.kind == "code":
            if code is None:
                code = Rich()
            else:
                code.add("\n")
            code.extend(draft.rich)
            continue
        if code is not None:
            yield code.block("code", 0, "")
            code = None
        yield draft.rich.block(draft.kind, draft.level, draft.label)
    if code is not None:
        yield code.block("code", 0, "")


def table_row(cells: list[list[Draft]]) -> list[Draft]:
    """Return what a table's row is read as: one paragraph, ` | ` between the cells.

    The text of a row's only cell stands for itself: such tables are frames.
    """
    if len(cells) == 1:
        return cells[0]
    row = Rich()
    for index, cell in enumerate(cells):
        if index:
            row.add(" | ")
        for draft in cell:
            row.extend(draft.rich)
            row.add(" ")
    return [Draft("paragraph", row)] if any(draft.rich for cell in cells for draft in cell) else []


def with_mark(label: str, drafts: list[Draft]) -> list[Draft]:
    """Return a note's drafts, `[1] ` before the first that has text."""
    drafts = [draft for draft in drafts if draft.rich]
    if drafts:
        first = Rich()
        first.add(f"{label} ")
        first.extend(drafts[0].rich)
        drafts[0] = drafts[0]._replace(rich=first)
    return drafts


def safe_href(target: str) -> str:
    """Return the address that a link leads to when it is one of the web or of mail, else nothing."""
    target = target.strip()
    return target if re.match(_HREF, target, re.IGNORECASE) else ""


def number_as(value: int, form: str) -> str:
    """Return a list item's number in a form by its first sign: `1`, `a`, `A`, `i` or `I`."""
    if form in ("i", "I") and 0 < value < 4000:
        roman = _roman(value)
        return roman.lower() if form == "i" else roman
    if form in ("a", "A") and 0 < value <= 780:
        # Behind z come aa, bb, cc.
        return chr(ord(form) + (value - 1) % 26) * ((value - 1) // 26 + 1)
    return str(value)


def _roman(value: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    written = ""
    for worth, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += sign * (value // worth)
        value %= worth
    return written
