"""EPUB books: their pages in the order of reading, headed as the table of contents calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from articles.article import Article, Block, compose, fold
from articles.formats.archive import Archive, DamagedError
from articles.formats.epub_book import INSTEAD, Book
from articles.formats.epub_headings import head_page
from articles.formats.epub_package import Page, Title, encrypted_paths, read_package
from articles.formats.epub_page import body_of, descriptions, has_contents, has_pictures
from articles.formats.html_blocks import html_blocks
from articles.formats.html_css import marks_of_classes
from articles.formats.html_facts import language_tag
from articles.formats.html_notes import Notes, Place
from articles.formats.titles import title_of
from articles.formats.unreadable import UnreadableError, shown

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_css import Classes

_MOST_PARTS = 20_000
_ENTRY = b"PK\x01\x02"
"""Begins the entry of a part in an archive's list."""


def read(data: bytes, *, name: str, source: str, encoding: str | None) -> Article:
    """Return the article that a book is; `encoding` has no say, as books tell it. Raises UnreadableError."""
    book = _opened(data, name)
    package = read_package(book)
    _refuse_encrypted(book, package.pages, name)
    pages = _Pages(book, ordered=package.ordered)
    for page in package.pages:
        pages.take(page)
    blocks = compose(pages.blocks(package.titles)) or compose(pages.descriptions())
    if not blocks:
        raise pages.refusal(name)
    return Article(
        title_of(package.title, blocks, name),
        blocks,
        language=language_tag(package.language) or "de",
        source=source,
        format="epub",
        notice=" ".join(filter(None, (package.author and f"By {package.author}.", *pages.notices()))),
    )


class _Pages:
    """The pages of a book that have been taken in."""

    def __init__(self, book: Book, *, ordered: bool) -> None:
        self._book, self._ordered = book, ordered
        self._read: list[tuple[Page, HtmlElement]] = []
        self._sheets: dict[str, Classes] = {}
        """What each style sheet says, by its path."""
        self._missing = self._flat = self._aside = self._described = 0

    def take(self, page: Page) -> None:
        """Take in a page, unless it is a table of contents that may not be meant to be read in turn."""
        tree = self._book.tree(page.path)
        if tree is None:
            self._missing += 1
            return
        self._flat += not tree.whole
        body = body_of(tree.root)
        if self._ordered or not has_contents(body):
            self._read.append((page, body))

    def blocks(self, titles: Sequence[Title]) -> Iterator[Block]:
        """Yield the blocks of all pages; those out of turn come last, and only when they have footnotes."""
        notes = Notes()
        self._read.sort(key=lambda read: not read[0].linear)
        for page, body in self._read:
            notes.gather(body, page.path, partial(self._place, page.path))
        heads: dict[str, list[Title]] = {}
        for title in titles:
            heads.setdefault(title.path, []).append(title)
        for page, body in self._read:
            marks = notes.on(page.path)
            if page.linear or marks:
                head_page(body, heads.pop(page.path, ()))
                yield from html_blocks(body, notes=marks, classes=self._classes(page.path, body))
            else:
                self._aside += 1

    def descriptions(self) -> Iterator[Block]:
        """Yield what describes the pictures, for a book that has nothing else."""
        for _, body in self._read:
            for text in map(fold, descriptions(body)):
                self._described += bool(text)
                yield Block("paragraph", text)

    def _classes(self, page: str, body: HtmlElement) -> Classes:
        """Return the marks that classes make on a page, by the style sheets that it names."""
        found: Classes = {}
        for link in next(body.iterancestors("html"), body).iter("link"):
            path = self._book.find(page, link.get("href", ""))
            if path.lower().endswith(".css"):
                if path not in self._sheets:
                    self._sheets[path] = marks_of_classes(self._book.text(path))
                found = {**found, **self._sheets[path]}
        return found

    def _place(self, page: str, href: str) -> Place:
        return self._book.find(page, href), href.partition("#")[2]

    def refusal(self, name: str) -> UnreadableError:
        """Return the sentence for a book that has no text."""
        if not self._missing and any(has_pictures(body) for _, body in self._read):
            return UnreadableError(
                f"{shown(name)} has only pictures and no text; open it in a program that shows them."
            )
        return UnreadableError(f"{shown(name)} has no text that can be read; get another copy of the book.")

    def notices(self) -> Iterator[str]:
        """Yield sentences about what of the book could not be shown as it is meant."""
        if not self._ordered:
            yield "The book does not tell the order of its pages, so they stand in that of their names."
        if self._described:
            yield "The book has only pictures; what describes them is shown."
        if self._missing:
            yield f"{_counted(self._missing)} missing or damaged and left out."
        if self._flat:
            yield f"{_counted(self._flat)} nested too deeply, so only the paragraphs are shown."
        if self._aside:
            yield f"{_counted(self._aside)} not meant to be read in turn and left out."


def _opened(data: bytes, name: str) -> Book:
    if data.count(_ENTRY) > _MOST_PARTS:
        raise UnreadableError(f"{shown(name)} has too many parts for a book; get another copy.")
    try:
        return Book(Archive(data, name, INSTEAD), name)
    except DamagedError:
        raise UnreadableError(f"{shown(name)} is damaged and cannot be unpacked; get another copy.") from None


def _refuse_encrypted(book: Book, pages: Iterable[Page], name: str) -> None:
    if not encrypted_paths(book).isdisjoint(page.path for page in pages):
        raise UnreadableError(
            f"{shown(name)} is encrypted (DRM) and opens only in its seller's programs; get a copy that is not."
        )


def _counted(pages: int) -> str:
    return "One page is" if pages == 1 else f"{pages} pages are"
