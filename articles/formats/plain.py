"""Plain text: paragraphs, headings, lists and quotations, found by how the lines are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from articles.article import SEPARATOR, Block, fold
from articles.formats.headings import DATE, LONGEST, LOOKAHEAD, heading_level, underline_level
from articles.formats.layout import Layout, judge
from articles.formats.lines import is_entry, item, item_label, quote_depth, unquoted, without_leader
from articles.formats.units import Unit, is_set_in, parts, units
from articles.normalisation import normal

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import BlockKind

UNSETTLED = 3
"""How many blocks at the end of a text can come out otherwise when more text follows."""
SETTLING = 8
"""How many blocks a beginning must have for those before the UNSETTLED ones to be final."""

_AHEAD = LOOKAHEAD + 2
"""How many units behind one are at hand when it is judged."""
_TAKEN = 16
"""How many units are taken in at a time."""
MOST_AHEAD = _AHEAD + _TAKEN
"""How many units behind a block may have been read when it is yielded, at most."""
_WIKI_HEADING = r"(={2,6})\s*([^=\n].*?)\s*\1$"
_DEEPEST = 60
"""The highest level of a list item or quotation; what stands deeper has it too."""
_BLANK_QUOTE = 3
"""So many `>` alone on a line are a blank line in a quotation; more are text."""


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text, whose line ends are line feeds, with their offsets filled in."""
    return tuple(blocks_of(text.split("\n"), judge(text)))


def beginning(text: str, layout: Layout) -> tuple[Block, ...]:
    """Return the blocks at the beginning of a text that are the same whatever follows; perhaps none.

    `text` is what is known of the text, `layout` that of the whole.
    """
    *lines, begun = text.split("\n")
    blocks = tuple(blocks_of([*lines, *list(parts(begun))[:-1]], layout))
    return blocks[:-UNSETTLED] if len(blocks) >= SETTLING else ()


def blocks_of(lines: Iterable[str], layout: Layout) -> Iterator[Block]:
    """Yield the blocks of a text that comes line by line, with their offsets filled in; reads little ahead."""
    if layout.frame is not None:
        from articles.formats.gutenberg import inside

        lines = inside(lines, layout.frame)
    return _Reader(units(lines, layout), layout).blocks()


class _Reader:
    """Turns the units of one text into blocks, a window of them at a time."""

    def __init__(self, found: Iterator[Unit], layout: Layout) -> None:
        self._found = found
        self.units: list[Unit] = []
        """Those that the present one is judged by: the one before it and some behind it."""
        self.layout = layout
        self.marked = layout.frame is not None
        """Whether _so_ and =so= mean emphasis."""
        self.indents: list[int] = []
        """How far the open list items are indented, the outermost first."""

    def blocks(self) -> Iterator[Block]:
        start, index, after_heading = 0, 0, False
        while True:
            if index + _AHEAD >= len(self.units):
                index = self._read_on(index)
            if index >= len(self.units):
                return
            raw = self.units[index].text
            step = 1
            if len(raw) > 2 * LONGEST and raw[0].isalpha() and not (self.marked and _has_emphasis(raw)):
                # Too long for a heading, even an underlined one: most of a text, in little time.
                self.indents.clear()
                block = Block("paragraph", _folded(raw), 0, "", (), start)
            else:
                block, step = self._block(index, start, after_heading)
            if block.text:
                yield block
                start += len(block.text) + len(SEPARATOR)
                after_heading = block.kind == "heading"
            index += step

    def _read_on(self, index: int) -> int:
        """Let go of what is done with and take in what follows; return the index that `index` has then."""
        # The unit before is kept: what stands before a line has a say, and only a text's first has none.
        done = max(0, index - 1)
        del self.units[:done]
        self.units += islice(self._found, _TAKEN)
        return index - done

    def _block(self, index: int, start: int, after_heading: bool) -> tuple[Block, int]:
        """Return the block that begins with unit `index`, and how many units it takes."""
        raw = self.units[index].text
        if is_entry(raw):
            self.indents.clear()
            return self._text("paragraph", without_leader(raw), 0, start), 1
        depth = quote_depth(raw)
        before = None if depth else self._item(index)
        if before is not None:
            level = self._nesting(len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip()))
            return Block("list-item", fold(raw[before[1] :]), min(level, _DEEPEST), before[0], (), start), 1
        self.indents.clear()
        quoted = fold(unquoted(raw)) if depth else ""
        if quoted or 0 < depth <= _BLANK_QUOTE:
            return Block("quotation", quoted, min(depth, _DEEPEST), "", (), start), 1
        level = underline_level(self.units, index)
        if level:
            return Block("heading", fold(raw), level, "", (), start), 2
        if raw.startswith("==") and (wiki := re.match(_WIKI_HEADING, raw)):
            return Block("heading", fold(wiki[2]), len(wiki[1]), "", (), start), 1
        if raw[0] in " \t" and self.layout.width and is_set_in(raw, self.layout):
            return self._text("quotation", raw, 1, start), 1
        level = heading_level(self.units, index, after_heading=after_heading, layout=self.layout)
        return self._text("heading" if level else "paragraph", raw, level, start), 1

    def _text(self, kind: BlockKind, raw: str, level: int, start: int) -> Block:
        if self.marked and _has_emphasis(raw):
            from articles.formats.gutenberg import emphasised

            text, marks = emphasised(raw)
            return Block(kind, text, level, "", marks, start)
        return Block(kind, fold(raw), level, "", (), start)

    def _item(self, index: int) -> tuple[str, int] | None:
        """Return a list item's label and where its text begins; None when unit `index` is none.

        One line with a number or a dash is no list: it takes two that follow one another, or a colon before.
        """
        match = item(self.units[index].text)
        if match is None or re.match(DATE, match.string):
            return None
        introduced = index > 0 and self.units[index - 1].text.endswith(":")
        around = self.units[max(0, index - 1) : index] + self.units[index + 1 : index + 2]
        sure = match[1] is not None and match[1] not in "-*·"
        if sure or introduced or any(_goes_with(match, unit) for unit in around):
            return item_label(match), match.end()
        return None

    def _nesting(self, indent: int) -> int:
        """Return the depth, from 1, of a list item that is indented by `indent` columns."""
        while self.indents and self.indents[-1] >= indent:
            self.indents.pop()
        self.indents.append(indent)
        return len(self.indents)


def _has_emphasis(raw: str) -> bool:
    return "_" in raw or "=" in raw


def _goes_with(found: re.Match[str], unit: Unit) -> bool:
    """Tell whether a neighbour is an item of the same list: a bullet too, or the number before or behind."""
    other = item(unit.text)
    if other is None:
        return False
    bullet, number, sign, letter = found.groups()
    if bullet:
        return other[1] is not None
    if letter:
        return other[4] is not None and abs(ord(other[4]) - ord(letter)) == 1
    return other[2] is not None and other[3] == sign and abs(int(other[2]) - int(number)) == 1


def _folded(raw: str) -> str:
    """Return `fold(raw)`; faster where no white space but single blanks stands in it."""
    stripped = raw.strip()
    if stripped.isprintable() and "  " not in stripped:
        return normal(stripped)
    return fold(stripped)
