"""A block's text while it is gathered from elements, and the marks on it."""

from __future__ import annotations

import re

from articles.formats.breaks import BREAK
from articles.formats.rich import Rich

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
    """Text that is not folded yet, and the marks that are open on it."""

    def __init__(self) -> None:
        self._rich = Rich()
        self._kinds: dict[MarkKind, int] = {}
        """How often each kind is open."""
        self._hrefs: list[str] = []
        self.empty = True
        """Whether there is nothing but white space."""
        self._broken = False
        """Whether a line break stands behind the text, and nothing but white space behind that."""

    def add(self, text: str) -> None:
        """Add a piece of text, with the marks that are open."""
        if _STRANGE.search(text):
            text = text.translate(_INSTEAD)
        if text.strip():
            self.empty = self._broken = False
        self._rich.add(text, self._kinds, self._hrefs[-1] if self._hrefs else "")

    def break_here(self) -> bool:
        """Break the line; tell whether the text ends there, as two breaks in a row end a paragraph."""
        ended = self._broken
        self._broken = not self.empty
        self._rich.add(BREAK)
        return ended

    def begin(self, kind: MarkKind) -> None:
        """Begin a mark."""
        self._kinds[kind] = self._kinds.get(kind, 0) + 1

    def end(self, kind: MarkKind) -> None:
        """End the mark of this kind that was begun last."""
        self._kinds[kind] -= 1
        if not self._kinds[kind]:
            del self._kinds[kind]

    def begin_link(self, href: str) -> None:
        """Begin a link."""
        self._hrefs.append(href)

    def end_link(self) -> None:
        """End the link that was begun last."""
        self._hrefs.pop()

    def take(self) -> Rich:
        """Return what was gathered, and begin anew with the marks that are still open."""
        taken, self._rich = self._rich, Rich()
        self.empty, self._broken = True, False
        return taken
