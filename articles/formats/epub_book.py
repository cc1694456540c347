"""The parts of an EPUB book, found however their paths are written."""

from __future__ import annotations

import posixpath
import re
import unicodedata

from articles.formats.archive import Archive, DamagedError
from articles.formats.html_encoding import decode_html
from articles.formats.html_tree import Tree, xhtml_tree
from articles.formats.unreadable import UnreadableError, shown

INSTEAD = "turn it into text first, say with pandoc -t plain"
"""What to do with a book that is too large."""
_MOST_TAGS = 1_000_000
"""Beginnings and ends of elements in all parts that are read."""
_PAGES = (".xhtml", ".xht", ".html", ".htm")


class Book:
    """The parts of a book; raises UnreadableError, a sentence, for a book that takes too much."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive, self._name = archive, name
        self._tags = 0
        self._paths: dict[str, str] = {}
        for path in archive.paths:
            for way in _ways(path):
                self._paths.setdefault(way, path)

    def find(self, base: str, href: str) -> str:
        """Return the path of what `href` means in the part `base`; empty when it is missing or leaves the book."""
        from urllib.parse import unquote

        href = href.partition("#")[0].replace("\\", "/")
        if not href:
            return base
        for name in (unquote(href), href):
            # As in URLs, nothing is above the root.
            path = posixpath.normpath("/" + posixpath.join(posixpath.dirname(base), name)).lstrip("/")
            found = self._paths.get(path) or self._paths.get(_plain(path))
            if found:
                return found
        return ""

    def tree(self, path: str) -> Tree | None:
        """Return the tree of a part; None when it is missing, damaged or no text."""
        text = self.text(path) if path else ""
        self._tags += text.count("<")
        if self._tags > _MOST_TAGS:
            raise UnreadableError(f"{shown(self._name)} is too large for a book; {INSTEAD}.")
        return xhtml_tree(text) if "<" in text else None

    def text(self, path: str) -> str:
        """Return the text of a part; empty when it is missing, damaged or no text."""
        try:
            data = self._archive.part(path)
        except DamagedError:
            return ""
        try:
            return decode_html(data).text if data else ""
        except UnreadableError:
            return ""

    def first(self, suffix: str) -> str:
        """Return the path of the first part with this suffix, or an empty string."""
        return next((path for path in self._archive.paths if path.lower().endswith(suffix)), "")

    def pages(self) -> list[str]:
        """Return the paths of all parts that may be pages, in the order of their names and numbers."""
        return sorted((path for path in self._archive.paths if path.lower().endswith(_PAGES)), key=_natural)


def _ways(path: str) -> tuple[str, ...]:
    """Return the ways in which a part's path may be written elsewhere in the book."""
    try:
        # Archivers that say nothing of their encoding mostly mean UTF-8.
        meant = path.encode("cp437").decode()
    except UnicodeError:
        meant = path
    return path, _plain(path), _plain(meant)


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _natural(path: str) -> list[tuple[int, str]]:
    return [
        (int(piece[:9]), "") if piece.isdecimal() else (-1, piece) for piece in re.split(r"(\d+)", path.casefold())
    ]
