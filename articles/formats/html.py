"""Web pages: their article, without what stands round it, and documents that are written in HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.article import Article, Block, compose
from articles.formats.html_blocks import html_blocks
from articles.formats.html_css import marks_of_classes
from articles.formats.html_encoding import decode_html
from articles.formats.html_facts import Facts, base_of, found_facts, language_of, own_facts
from articles.formats.html_hidden import uncover_noscript
from articles.formats.html_main import drop_scripts, is_document, is_too_large, leave_article
from articles.formats.html_tree import html_tree, xhtml_tree
from articles.formats.plain import plain_blocks
from articles.formats.titles import title_of
from articles.formats.unreadable import UnreadableError, shown

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XHTML_SUFFIXES = (".xhtml", ".xht")
_LANDMARKS = ("main", "article")
_SHORT = 300
"""Code points of what pages of frames say to browsers without frames."""
_FLAT = "It is nested too deeply for a page, so only its paragraphs are shown."
_EMPTY = "This page has no text: open it in a browser, and save it there when all of it is shown."


def read(data: bytes, *, name: str, source: str, encoding: str | None) -> Article:
    """Return the article of a web page, or all of a document that has no page round it. Raises UnreadableError."""
    decoded = decode_html(data, encoding)
    is_xml = name.lower().endswith(_XHTML_SUFFIXES) or decoded.text.lstrip().startswith("<?xml")
    tree = xhtml_tree(decoded.text) if is_xml else html_tree(decoded.text)
    uncover_noscript(tree.root)
    base, language = base_of(tree.root, source), language_of(tree.root)
    classes = marks_of_classes("".join(sheet.text or "" for sheet in tree.root.iter("style")))
    facts, element = _article(tree.root, base)
    blocks = compose(_unset(html_blocks(element, base=base, classes=classes)))
    _refuse_empty(tree.root, sum(len(block.text) for block in blocks))
    return Article(
        title_of(facts.title, blocks, name),
        blocks,
        language=language,
        source=source,
        format="html",
        encoding=decoded.encoding,
        notice=" ".join(filter(None, (decoded.notice, "" if tree.whole else _FLAT, facts.notice))),
    )


def _article(root: HtmlElement, base: str) -> tuple[Facts, HtmlElement]:
    """Return what a page says of itself, and the element that has its article and, if possible, nothing else."""
    if is_document(root):
        return own_facts(root), root
    drop_scripts(root)
    if is_too_large(root):
        return own_facts(root), _landmark(root)
    facts = found_facts(root)
    headline = leave_article(root, facts, base)
    if headline is None:
        return facts, _landmark(root)
    return facts._replace(title=headline or facts.title, cut=True), root


def _unset(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of a page; a whole text that is set like code is read as the plain text it is."""
    most = sum(len(block.text) for block in blocks) / 2
    for block in blocks:
        if block.kind == "code" and len(block.text) > max(most, _SHORT) and _is_prose(block.text):
            yield from plain_blocks(block.text)
        else:
            yield block


def _is_prose(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 0.75 * len("".join(text.split()))


def _landmark(root: HtmlElement) -> HtmlElement:
    """Return the element that a page marks as the one that matters, or all of it."""
    for name in _LANDMARKS:
        found = list(root.iter(name))
        if len(found) == 1:
            return found[0]
    return root


def _refuse_empty(root: HtmlElement, length: int) -> None:
    frame = next((element.get("src") for element in root.iter("frame") if element.get("src")), None)
    if frame and length < _SHORT:
        raise UnreadableError(f"This page only holds frames; open the one that has the text, say {shown(frame)}.")
    if not length:
        raise UnreadableError(_EMPTY)
