"""XML from outside, made a tree within bounds: nothing in it is expanded, resolved or fetched.

The parser is Python's own. It knows no external entities; a document type, where entities would be declared, is
refused, as documents of the formats read here have none.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

MOST_NODES = 1_000_000
"""Elements and attributes; a book of 1,000 pages has about half as many."""
MOST_NAMES = 5_000
"""Different names of elements and attributes; the office formats have some 2,000."""
DEEPEST = 200
"""How deep elements may stand in one another; those of a document of many nested tables stand 50 deep."""
_KEPT = (
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "urn:oasis:names:tc:opendocument:xmlns:",
    "http://purl.org/dc/elements/",
    "urn:schemas-microsoft-com:vml",
    "http://www.w3.org/1999/xlink",
)
"""Beginnings of the namespaces whose names are cut to their local part."""


class XmlError(Exception):
    """The bytes are no well-formed XML, or have a document type."""


class TooLargeError(XmlError):
    """The tree would be too large or too deep."""


def parse_xml(data: bytes) -> Element:
    """Return the root of the tree. Raises XmlError.

    Names of the office formats' namespaces are their local parts alone (`p`, `style-name`), so that old and new,
    strict and loose dialects look the same; all others are `{namespace}name`.
    """
    parser = XMLParser(target=_Builder())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError):
        raise XmlError from None
    return root


class _Builder(TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self._nodes = 0
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._nodes += 1 + len(attrs)
        if self._nodes > MOST_NODES or self._depth > DEEPEST:
            raise TooLargeError
        return super().start(self._short(tag), {self._short(name): value for name, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(self._short(tag))

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise XmlError

    def _short(self, name: str) -> str:
        short = self._names.get(name)
        if short is None:
            if len(self._names) == MOST_NAMES:
                raise TooLargeError
            space, _, local = name[1:].rpartition("}")
            short = self._names[name] = local if space.startswith(_KEPT) else name
        return short
