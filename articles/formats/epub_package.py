"""The package of an EPUB book: what it is called, which pages it has in which order, and their titles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from articles.article import fold
from articles.formats.epub_book import Book
from articles.formats.html_elements import types_of
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ALONE = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""What makes fonts unusable elsewhere, and nothing unreadable."""
_PAGES = (
    "application/xhtml+xml",
    "image/svg+xml",
    "text/html",
    "application/x-dtbook+xml",
    "text/x-oeb1-document",
)
_NO_PAGES = ("image/", "video/", "audio/", "font/", "text/css")
_MOST_PAGES = 20_000
_LONGEST_CHAIN = 10
"""Of items that stand for one another."""


class Page(NamedTuple):
    """A page of a book."""

    path: str
    """Empty when it is missing."""
    linear: bool = True
    """Whether it is read in its turn, and not only when something refers to it."""


class Title(NamedTuple):
    """What the table of contents calls a place in the book."""

    path: str
    place: str
    """An `id` on the page, or an empty string for its beginning."""
    text: str
    level: int


class Package(NamedTuple):
    """What a book says of itself."""

    title: str = ""
    author: str = ""
    language: str = ""
    pages: tuple[Page, ...] = ()
    """In the order of reading."""
    titles: tuple[Title, ...] = ()
    ordered: bool = True
    """False when only the names of the pages tell their order."""


def read_package(book: Book) -> Package:
    """Return what a book says of itself; of one that says nothing, all pages there are."""
    path = _package_path(book)
    tree = book.tree(path)
    if tree is None:
        return Package(pages=_all_pages(book), ordered=False)
    pages = _pages(tree.root, path, book)
    found = {name: _texts(tree.root, name) for name in ("title", "creator", "language")}
    return Package(
        next(iter(found["title"]), ""),
        ", ".join(found["creator"]),
        next(iter(found["language"]), ""),
        _all_pages(book) if pages is None else pages,
        tuple(_titles(tree.root, path, book)),
        pages is not None,
    )


def encrypted_paths(book: Book) -> set[str]:
    """Return the paths of the parts that cannot be read without a key, as the book lists them."""
    tree = book.tree(book.find("", _ENCRYPTION))
    found = set()
    for data in _named(tree.root, "encrypteddata") if tree is not None else ():
        methods = [element.get("algorithm", "") for element in _named(data, "encryptionmethod")]
        if not any(method in _FONTS_ALONE for method in methods):
            found |= {book.find("", element.get("uri", "")) for element in _named(data, "cipherreference")}
    return found - {""}


def _package_path(book: Book) -> str:
    tree = book.tree(book.find("", _CONTAINER))
    stated = [] if tree is None else [root.get("full-path", "") for root in _named(tree.root, "rootfile")]
    return next(filter(None, (book.find("", path) for path in stated)), "") or book.first(".opf")


def _all_pages(book: Book) -> tuple[Page, ...]:
    return tuple(Page(page) for page in book.pages())


def _pages(root: HtmlElement, path: str, book: Book) -> tuple[Page, ...] | None:
    """Return the pages in the order of reading, without pictures; None when none is told, or not one is there."""
    items = {_id(item, "id"): item for item in _named(root, "item")}
    order = list(islice(_named(root, "itemref"), _MOST_PAGES))
    if not root.get("version", "").startswith("3"):
        # Until EPUB 3, a page that was there twice was a slip.
        order = list({_id(reference, "idref"): reference for reference in order}.values())
    pages = []
    for reference in order:
        item = _shown(_id(reference, "idref"), items)
        if item is None or _is_page(item) or not item.get("media-type", "").startswith(_NO_PAGES):
            page = "" if item is None else book.find(path, item.get("href", "-"))
            pages.append(Page(page, reference.get("linear", "").lower() != "no"))
    lost = not any(page.path for page in pages)
    return None if not order or (pages and lost) else tuple(pages)


def _shown(identifier: str, items: dict[str, HtmlElement]) -> HtmlElement | None:
    """Return the item of the order of reading, or what the book has for programs that cannot show it."""
    first = item = items.get(identifier)
    for _ in range(_LONGEST_CHAIN):
        if item is None or _is_page(item):
            break
        item = items.get(_id(item, "fallback"))
    return first if item is None else item


def _id(element: HtmlElement, attribute: str) -> str:
    """Return what an attribute calls an item, without the white space that does not count in XML."""
    name: str = element.get(attribute, "")
    return name.strip()


def _is_page(item: HtmlElement) -> bool:
    return item.get("media-type", "").strip().lower() in _PAGES


def _titles(root: HtmlElement, path: str, book: Book) -> Iterator[Title]:
    """Yield the titles in the table of contents: EPUB 3's page of it, or else EPUB 2's part of its own."""
    items = list(_named(root, "item"))
    for item in items:
        if "nav" in item.get("properties", "").split():
            contents = book.find(path, item.get("href", ""))
            tree = book.tree(contents)
            found = [] if tree is None else list(_navigation_titles(tree.root, contents, book))
            if found:
                yield from found
                return
    listing = {_id(reference, "toc") for reference in _named(root, "spine")}
    for item in items:
        if item.get("media-type") == "application/x-dtbncx+xml" or _id(item, "id") in listing:
            contents = book.find(path, item.get("href", ""))
            tree = book.tree(contents)
            yield from () if tree is None else _ncx_titles(tree.root, contents, book)
            return


def _navigation_titles(root: HtmlElement, path: str, book: Book) -> Iterator[Title]:
    lists = list(root.iter("nav"))
    contents = next((element for element in lists if "toc" in types_of(element)), lists[0] if lists else root)
    for link in contents.iter("a"):
        yield _title(
            book, path, link.get("href", ""), "".join(link.itertext()), sum(1 for _ in link.iterancestors("ol"))
        )


def _ncx_titles(root: HtmlElement, path: str, book: Book) -> Iterator[Title]:
    for point in _named(root, "navpoint"):
        text = next((element.text for element in _named(point, "text") if element.text), "")
        target = next((element.get("src", "") for element in _named(point, "content")), "")
        level = 1 + sum(1 for element in point.iterancestors() if _local(element) == "navpoint")
        yield _title(book, path, target, text or "", level)


def _title(book: Book, path: str, href: str, text: str, level: int) -> Title:
    from urllib.parse import unquote

    return Title(book.find(path, href), unquote(href.partition("#")[2]), fold(text), min(max(level, 1), 6))


def _texts(root: HtmlElement, name: str) -> list[str]:
    return [text for element in _named(root, name) if (text := fold("".join(element.itertext())))]


def _named(root: HtmlElement, name: str) -> Iterator[HtmlElement]:
    return (element for element in root.iter() if _local(element) == name)


def _local(element: HtmlElement) -> str:
    """Return an element's name without a prefix, which it still has where a part is no XML."""
    return str(element.tag).rpartition(":")[2]
