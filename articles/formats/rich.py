"""Text with marks while it is gathered, and what word processors' formats make of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from articles.article import Block, fold
from articles.formats.breaks import BREAK, kept_breaks
from articles.formats.inline import RawMark, fold_marked
from articles.normalisation import stream_safe
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


class Run(NamedTuple):
    """A stretch of text with the same marks."""

    text: str
    kinds: tuple[MarkKind, ...] = ()
    href: str = ""


class Rich:
    """A block's text while it is gathered, with the marks on it."""

    def __init__(self) -> None:
        self._parts: list[Run | Rich] = []
        self._said = False

    def __bool__(self) -> bool:
        """Tell whether there is any text but white space."""
        return self._said

    def add(self, text: str, kinds: Iterable[MarkKind] = (), href: str = "") -> None:
        """Add a piece of text with marks of these kinds on it, and a link when `href` is not empty."""
        self._parts.append(Run(text, tuple(kinds), href))
        self._said = self._said or bool(text.strip())

    def extend(self, other: Rich) -> None:
        """Add another text, which is complete, with its marks; takes no time, however often it is done."""
        self._parts.append(other)
        self._said = self._said or bool(other)

    def block(self, kind: BlockKind, level: int, label: str) -> Block:
        """Return the block that the text makes; only code keeps its lines and loses its marks."""
        runs = list(self._runs())
        raw = stream_safe("".join(run.text for run in runs))
        if kind == "code":
            text = unicodedata.normalize("NFC", raw.replace(BREAK, "\n").strip("\n").expandtabs(4))
            return Block(kind, text if text.strip() else "")
        text, marks = fold_marked(raw, _marks(runs))
        return Block(kind, text, level, label, marks)

    def parts(self) -> list[Rich]:
        """Return the texts between the BREAKs that are kept (see breaks), mostly one; none of several is empty."""
        text = "".join(run.text for run in self._runs())
        if BREAK not in text:
            return [self]
        kept = kept_breaks([fold(line) for line in text.split(BREAK)])
        parts = [Rich()]
        for run in self._runs():
            first, *others = run.text.split(BREAK)
            parts[-1].add(first, run.kinds, run.href)
            for line in others:
                if next(kept):
                    parts.append(Rich())
                else:
                    parts[-1].add(" ")
                parts[-1].add(line, run.kinds, run.href)
        return [part for part in parts if part] or [self]

    def _runs(self) -> Iterator[Run]:
        waiting = [iter(self._parts)]
        while waiting:
            part = next(waiting[-1], None)
            if part is None:
                waiting.pop()
            elif isinstance(part, Rich):
                waiting.append(iter(part._parts))
            else:
                yield part


def _marks(runs: Iterable[Run]) -> list[RawMark]:
    """Return the marks of runs, one where the same goes on from one run to the next."""
    marks: list[RawMark] = []
    last: dict[tuple[MarkKind, str], int] = {}
    start = 0
    for run in runs:
        end = start + len(run.text)
        keys: list[tuple[MarkKind, str]] = [(kind, "") for kind in run.kinds]
        for key in [*keys, ("link", run.href)] if run.href else keys:
            at = last.get(key)
            if at is not None and marks[at].end == start:
                marks[at] = marks[at]._replace(end=end)
            else:
                last[key] = len(marks)
                marks.append(RawMark(start, end, *key))
        start = end
    return marks


class Draft(NamedTuple):
    """A block to be."""

    kind: BlockKind
    rich: Rich
    level: int = 0
    label: str = ""
    whole: bool = False
    """Whether its line breaks are blanks, as in a row of a table."""


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
        yield from _parts(draft)
    if code is not None:
        yield code.block("code", 0, "")


def _parts(draft: Draft) -> Iterator[Block]:
    label = draft.label
    for part in [draft.rich] if draft.whole or draft.kind == "heading" else draft.rich.parts():
        yield part.block(draft.kind, draft.level, label)
        label = ""


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
    return [Draft("paragraph", row, whole=True)] if any(draft.rich for cell in cells for draft in cell) else []


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
