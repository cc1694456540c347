"""A block's text while it is gathered from elements, and the marks on it."""

from __future__ import annotations

import re

from articles.formats.inline import RawMark

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import MarkKind

_STRANGE = re.compile("[\x80-\x9f\xad\u200b\u2060\ufeff]")
_INSTEAD = {
    # The HTML standard takes these controls, written as such or as &#132;, for what Windows-1252 has there.
    **{code: bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
    # Where a word may be broken is not part of it.
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF), ""),
}


class Line:
    """Text that is not folded yet, and the marks on it."""

    def __init__(self) -> None:
        self.empty = True
        """Whether there is nothing but white space."""
        self.broken = False
        """Whether nothing but white space stands behind a line break."""
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[RawMark] = []
        self._open: dict[MarkKind, tuple[int, int, str]] = {}
        """For each kind that is open, how often, where it began, and its href."""

    def add(self, text: str) -> None:
        """Add a piece of text."""
        if _STRANGE.search(text):
            text = text.translate(_INSTEAD)
        if not text.isspace() and text:
            self.empty = self.broken = False
        self._pieces.append(text)
        self._length += len(text)

    def break_here(self) -> bool:
        """Break the line; tell whether the text so far ends there, as two breaks in a row end a paragraph."""
        ended = self.broken and not self.empty
        self.broken = not self.empty
        self._pieces.append("\n")
        self._length += 1
        return ended

    def begin(self, kind: MarkKind, href: str = "") -> None:
        """Begin a mark; within one of the same kind nothing comes of it."""
        depth, start, before = self._open.get(kind, (0, self._length, href))
        self._open[kind] = (depth + 1, start, before)

    def end(self, kind: MarkKind) -> None:
        """End the mark of this kind that was begun last."""
        depth, start, href = self._open.pop(kind)
        if depth > 1:
            self._open[kind] = (depth - 1, start, href)
        else:
            self._marks.append(RawMark(start, self._length, kind, href))

    def take(self) -> tuple[str, list[RawMark]]:
        """Return the text and the marks on it, and begin anew with the marks that are still open."""
        text, marks = "".join(self._pieces), self._marks
        for kind, (depth, start, href) in self._open.items():
            marks.append(RawMark(start, self._length, kind, href))
            self._open[kind] = (depth, 0, href)
        self._pieces, self._length, self._marks, self.empty, self.broken = [], 0, [], True, False
        return text, marks
