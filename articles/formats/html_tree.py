"""HTML and XHTML to a tree of elements: of bounded size and depth, and without losing text."""

from __future__ import annotations

import re
from itertools import islice

from articles.formats.html_text import html_blocks
from articles.formats.unreadable import UnreadableError
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from lxml.html import HtmlElement

_MOST_CHARACTERS = 16_000_000
_MOST_TAGS = 300_000
_MOST_TEXTS = 2_000_000
"""Of stretches of text that the parser gives one by one: behind each tag, and each entity or stray sign."""
_MOST_ATTRIBUTES = 60
"""Of one element; the time that more would take grows with their square."""
_LONGEST_VALUE = 20_000
"""Code points of an attribute's value; pictures that stand in the page itself are longer."""
_DEEPEST = 200
"""How deep elements stand in one another; what is in deeper ones stands side by side."""
_STOP = 1500
"""At so deep a nesting the parser itself becomes slow."""

_EMBEDDED = re.compile(r"""(?<=["'(])data:[\w.+-]*/[\w.+-]*;[^"'()<>]*+""")
"""A picture or font that stands in the page itself."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[A-Za-z_][\w.:-]*+", re.ASCII)
_PROLOGUE = re.compile(r"\s*+(?:<\?xml[^<>]*+\?>\s*+)?(?:<!DOCTYPE[^<>\[]*+(?:\[[^\]]*+\]\s*+)?>)?", re.IGNORECASE)
_ENTITY = re.compile(r"&[A-Za-z][A-Za-z0-9]*+;")
_OF_XML = frozenset(("&amp;", "&lt;", "&gt;", "&quot;", "&apos;"))
_PREFIXES = {"http://www.idpf.org/2007/ops": "epub:", "http://www.w3.org/XML/1998/namespace": "xml:"}
_TOO_LARGE = "This is too large for a web page; turn it into plain text first, say with w3m -dump."


class Tree(NamedTuple):
    """What a page is made of."""

    root: HtmlElement
    """Names of elements and attributes are lower-case, without namespaces but for `epub:type` and `xml:lang`."""
    whole: bool = True
    """False when the page is nested so deeply that only its paragraphs are left."""


def html_tree(text: str) -> Tree:
    """Return the tree of an HTML text, however faulty. Raises UnreadableError when it is too large."""
    from lxml.html import HTMLParser

    text = _bounded(text)
    builder = _Builder()
    # Without the parser's own limits, at which it stops and says nothing: the builder has stricter ones.
    root = _parsed(text, HTMLParser(encoding="utf-8", target=builder, huge_tree=True, no_network=True))
    if builder.overfull:
        raise UnreadableError(_TOO_LARGE)
    return Tree(_paragraphs(text), whole=False) if root is None else Tree(root)


def xhtml_tree(text: str) -> Tree:
    """Return the tree of an XHTML text; one that is no XML is read as HTML. Raises UnreadableError as that does.

    No entity is expanded but those that name a character in HTML, and nothing that is declared is loaded.
    """
    from lxml.html import XHTMLParser

    text = _bounded(text)
    parser = XHTMLParser(
        encoding="utf-8",
        target=_Builder(),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    root = _parsed(_ENTITY.sub(_character, _PROLOGUE.sub("", text, count=1)), parser)
    return html_tree(text) if root is None else Tree(root)


class _Builder:
    """Builds the tree out of what a parser finds, within its own limits."""

    def __init__(self) -> None:
        from lxml.etree import TreeBuilder
        from lxml.html import HTMLParser

        self.overfull = False
        self._tags = self._texts = 0
        self._builder = TreeBuilder(parser=HTMLParser())
        self._open: list[str] = []
        self._names: dict[str, str] = {}
        """What has been made of names: there are few, and each stands in a page many times."""

    def start(self, tag: str, attributes: Mapping[str, str], _: object = None) -> None:
        self._tags += 1
        self.overfull = self._tags > _MOST_TAGS
        if len(self._open) >= _STOP or self.overfull:
            raise _LimitError
        known = {
            name: _NO_XML.sub("", value[:_LONGEST_VALUE])
            for key, value in islice(attributes.items(), _MOST_ATTRIBUTES)
            if (name := self._name(key))
        }
        name = self._name(tag) or "span"
        self._open.append(name)
        self._builder.start(name, known)
        if len(self._open) > _DEEPEST:
            self._builder.end(name)

    def end(self, _: str) -> None:
        # The first element stays open: a page may go on behind its end.
        if len(self._open) > 1:
            self._end()

    def data(self, text: str) -> None:
        self._texts += 1
        if self._texts > _MOST_TEXTS:
            self.overfull = True
            raise _LimitError
        self._builder.data(_NO_XML.sub("", text))

    def close(self) -> HtmlElement:
        while self._open:
            self._end()
        return self._builder.close()

    def _end(self) -> None:
        name = self._open.pop()
        if len(self._open) < _DEEPEST:
            self._builder.end(name)

    def _name(self, name: str) -> str:
        """Return a name as the tree has it; an empty one for what cannot stand there."""
        if name not in self._names:
            namespace, _, local = name.rpartition("}")
            plain = (_PREFIXES.get(namespace[1:], "") + local).lower()
            self._names[name] = plain if _NAME.fullmatch(plain) else ""
        return self._names[name]


class _LimitError(Exception):
    """A page has more elements, or deeper ones, than a tree may have."""


def _bounded(text: str) -> str:
    if len(text) > _MOST_CHARACTERS:
        text = _EMBEDDED.sub("", text)
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableError(_TOO_LARGE)
    return _NO_XML.sub("", text)


def _parsed(text: str, parser: Any) -> HtmlElement | None:
    """Return the root of what `parser` builds; None when it stopped on the way."""
    from lxml.etree import LxmlError

    try:
        parser.feed(text.encode())
        root: HtmlElement = parser.close()
    except (LxmlError, _LimitError):
        return None
    return root


def _paragraphs(text: str) -> HtmlElement:
    """Return a tree of paragraphs, for a text of which no other can be made."""
    from lxml.etree import SubElement
    from lxml.html import Element

    root = Element("body")
    for block in html_blocks(text):
        SubElement(root, "p").text = block.text
    return root


def _character(entity: re.Match[str]) -> str:
    """Return the character that an entity of HTML names; those of XML and unknown ones stay in the text."""
    import html

    if entity[0] in _OF_XML:
        return entity[0]
    return html.escape(html.unescape(entity[0]), quote=False)
