"""Footnotes of pages and books: the links that refer to them, and the elements that they lead to."""

from __future__ import annotations

import re
from itertools import islice

from articles.article import Span
from articles.formats.html_elements import types_of

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from articles.article import Block

_MARK = r"[\[({]?\s*(\d{1,4}|[*†‡§]{1,4})\s*[\])}]?"
_RAISED_MARK = r"[\[({]?\s*(\d{1,4}|[*†‡§]{1,4}|[a-z]|[ivxl]{1,6})\s*[\])}]?"
_LONGEST = 12
_SAYS_NOTE = re.compile(r"foot-?_?note|end-?_?note|fu(?:ss|ß)note|note_?-?ref|fn|ftn|anm|cite|note", re.IGNORECASE)
_BACK = frozenset("↩↑^⏎←⤴⇧▲↵")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


Place = tuple[str, str]
"""A page of a book, or an empty string for a page that stands alone, and the `id` of an element on it."""


class Notes:
    """The footnotes of a page, or of all pages of a book, found by the links that lead to them."""

    def __init__(self) -> None:
        self._marks: dict[str, dict[str, set[str]]] = {}
        """For each page and place on it that links lead to, with which marks they do."""
        self._passed: set[Place] = set()

    def gather(self, root: HtmlElement, page: str = "", place: Callable[[str], Place] | None = None) -> None:
        """Take in a page; of a book's, one after the other in their order.

        `place` tells where the `href` of a link leads; by default, to an `id` on the same page.
        """
        for element in root.iter():
            if identifier := identifier_of(element):
                self._passed.add((page, identifier))
            if element.tag == "a" and (mark := reference_mark(element)):
                href = element.get("href", "")
                target = place(href) if place else (page, href.partition("#")[2])
                # What leads back from a footnote to the text looks the same.
                if target not in self._passed:
                    self._marks.setdefault(target[0], {}).setdefault(target[1], set()).add(mark)

    def on(self, page: str = "") -> dict[str, str]:
        """Return the marks of the footnotes on a page, by the `id` of each."""
        return {place: next(iter(marks)) for place, marks in self._marks.get(page, {}).items() if len(marks) == 1}


def identifier_of(element: HtmlElement) -> str:
    """Return what links name an element by, or an empty string."""
    found: str = element.get("id") or (element.get("name", "") if element.tag == "a" else "")
    return found


def reference_mark(link: HtmlElement) -> str:
    """Return the mark of the footnote that a link refers to, such as `3` or `*`; empty for any other link."""
    href = link.get("href", "")
    if "#" not in href:
        return ""
    text = _short_text(link)
    if not text:
        return ""
    if not {"noteref", "doc-noteref"}.isdisjoint(types_of(link)):
        return text.strip("[](){} ")
    parent = link.getparent()
    raised = "sup" in (link[0].tag if len(link) else "", parent.tag if parent is not None else "")
    match = re.fullmatch(_RAISED_MARK if raised else _MARK, text.translate(_RAISED))
    if match is None or not (raised or text != text.translate(_RAISED) or _says_note(link, href)):
        return ""
    return match[1]


def leads_back(link: HtmlElement) -> bool:
    """Tell whether a link is the arrow behind a footnote that leads to where it is referred to."""
    text = _short_text(link) if "#" in link.get("href", "") else ""
    return bool(text) and _BACK.issuperset(text.replace("\ufe0e", "").replace("\ufe0f", ""))


def _says_note(link: HtmlElement, href: str) -> bool:
    words = (href.rpartition("#")[2], link.get("class", ""), identifier_of(link))
    return any(map(_SAYS_NOTE.search, words))


def _short_text(element: HtmlElement) -> str:
    """Return an element's text, without white space at its ends; empty when it is longer than any mark."""
    text = "".join(islice(element.itertext(), _LONGEST)).strip()
    return text if len(text) <= _LONGEST else ""


def with_mark(mark: str, block: Block) -> Block:
    """Return a footnote's block with the footnote's mark before its text, as in `[3] Ebenda.`; none twice."""
    if not mark:
        return block
    own = re.match(rf"[\[({{]?\s?{re.escape(mark)}\s?[\])}}]?[.:)]?(?!\w)\s*", block.text.translate(_RAISED))
    cut = own.end() if own else 0
    before = f"[{mark}] "
    marks = [
        mark_on._replace(span=Span(max(0, mark_on.span.start - cut), mark_on.span.end - cut).shifted(len(before)))
        for mark_on in block.marks
        if mark_on.span.end > cut
    ]
    return block._replace(text=before + block.text[cut:], marks=tuple(marks))
