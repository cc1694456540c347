"""OpenDocument texts (ODT and flat FODT): read from their XML, with Python's own parser, within bounds.

After OASIS OpenDocument 1.3. Of the libraries for it one is no longer kept up, and the other expands entities and
gives neither marks nor the labels of lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from articles.article import Article, compose
from articles.formats.archive import Archive, damaged, parsed
from articles.formats.odt_story import Story
from articles.formats.odt_styles import Styles
from articles.formats.rich import blocks_of
from articles.formats.titles import sensible, title_of
from articles.formats.unreadable import UnreadableError, protected, shown


def read(data: bytes, *, name: str, source: str, encoding: str | None) -> Article:
    """Return the article in an OpenDocument text, which says its encoding itself. Raises UnreadableError."""
    parts = _packed(data, name) if data.startswith(b"PK") else [parsed(data, name)]
    body = next(_found(parts, "body/text"), None)
    if body is None:
        raise UnreadableError(
            f"{shown(name)} is an OpenDocument without a text, such as a table or slides; "
            "save its text as plain text."
        )
    styles = Styles(_children(parts, "styles"), _children(parts, "automatic-styles"))
    blocks = compose(blocks_of(Story(styles).drafts(body)))
    meta = next(_found(parts, "meta"), None)
    title = "" if meta is None else sensible(meta.findtext("title") or "")
    language = "" if meta is None else (meta.findtext("language") or "").strip()
    return Article(title_of(title, blocks, name), blocks, language or "de", source, format="odt")


def _packed(data: bytes, name: str) -> list[Element]:
    archive = Archive(data, name)
    if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        raise protected(name)
    found = [archive.tree(part) for part in ("content.xml", "styles.xml", "meta.xml")]
    if found[0] is None:
        raise damaged(name)
    return [root for root in found if root is not None]


def _found(parts: list[Element], path: str) -> Iterator[Element]:
    for root in parts:
        yield from root.findall(path)


def _children(parts: list[Element], path: str) -> Iterator[Element]:
    # The text's own styles last: headers and footers have others of the same names.
    for element in _found(parts[::-1], path):
        yield from element
