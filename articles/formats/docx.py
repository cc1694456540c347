"""Word documents (DOCX): read from their XML, with Python's own parser, within bounds.

After ECMA-376, in both its dialects. The libraries for it unpack whatever comes (of 100 KB they made 2.6 GB) and
leave out footnotes, text boxes, insertions and the labels of lists.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from articles.article import Article, compose
from articles.formats.archive import Archive
from articles.formats.docx_numbering import Numbering
from articles.formats.docx_story import Notes, Story
from articles.formats.docx_styles import Styles
from articles.formats.rich import Draft, blocks_of
from articles.formats.titles import sensible, title_of
from articles.formats.unreadable import UnreadableError, shown


def read(data: bytes, *, name: str, source: str, encoding: str | None) -> Article:
    """Return the article in a Word document, which says its encoding itself. Raises UnreadableError."""
    package = _Package(Archive(data, name), name)
    title, language = package.properties()
    blocks = compose(blocks_of(package.drafts()))
    return Article(title_of(title, blocks, name), blocks, language or "de", source, format="docx")


class _Package:
    """The parts of one document, found by their relationships."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._office = self._relations("")
        self._main = self._office.target("officeDocument") or "word/document.xml"
        self._related = self._relations(self._main)
        document = archive.tree(self._main)
        # Some programs write several, one behind the other.
        self._bodies = [] if document is None else document.findall("body")
        if not self._bodies:
            raise UnreadableError(
                f"{shown(name)} is an Office document without a text, such as a table or slides; "
                "save its text as plain text."
            )

    def properties(self) -> tuple[str, str]:
        """Return the title and the language that the document says it has; empty when it does not."""
        path = self._office.target("core-properties")
        core = self._archive.tree(path) if path else None
        if core is None:
            return "", ""
        return sensible(core.findtext("title") or ""), (core.findtext("language") or "").strip()

    def drafts(self) -> Iterator[Draft]:
        styles = Styles(self._part("styles"))
        numbering = Numbering(self._part("numbering"))
        notes = Notes(self._part("settings"))
        story = Story(styles, numbering, self._related.links, notes)
        for body in self._bodies:
            yield from story.drafts(body)
        for kind in ("footnote", "endnote"):
            path = self._related.target(f"{kind}s")
            if path is not None:
                links = self._relations(path).links
                yield from notes.drafts(kind, self._archive.tree(path), Story(styles, numbering, links, notes))

    def _part(self, kind: str) -> Element | None:
        path = self._related.target(kind)
        return None if path is None else self._archive.tree(path)

    def _relations(self, path: str) -> _Relations:
        folder, file = posixpath.split(path)
        return _Relations(self._archive.tree(posixpath.join(folder, "_rels", f"{file}.rels")), folder)


class _Relations:
    """Where the parts are that a part refers to, and where its links lead."""

    def __init__(self, root: Element | None, folder: str) -> None:
        self.links: dict[str, str] = {}
        """Addresses outside, by the ids that the part has for them."""
        self._paths: dict[str, str] = {}
        for relation in () if root is None else root:
            target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
            if relation.get("TargetMode") == "External":
                self.links[relation.get("Id", "")] = target
            else:
                path = posixpath.normpath(posixpath.join("/", folder, target))
                self._paths.setdefault(kind, path.lstrip("/"))

    def target(self, kind: str) -> str | None:
        """Return the path of the part of a kind, such as `styles`."""
        return self._paths.get(kind)
