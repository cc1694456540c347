"""What the elements of HTML are to a reader: blocks, marks on text, or nothing to see."""

from __future__ import annotations

import re
from itertools import islice

from articles.formats.html_css import marks_of_style
from articles.formats.rich import number_as

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.article import MarkKind
    from articles.formats.html_css import Classes

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "noframes", "ol", "p",
        "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul", "xmp",
    )
)  # fmt: skip
"""Elements before and behind which a paragraph ends."""
PREFORMATTED = frozenset(("pre", "listing", "plaintext", "xmp"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))

_UNSEEN = frozenset(
    (
        "annotation", "annotation-xml", "applet", "area", "audio", "base", "button", "canvas", "datalist",
        "dialog", "embed", "frame", "head", "iframe", "input", "label", "link", "map", "meta", "nav", "noscript",
        "object", "optgroup", "option", "param", "progress", "rp", "rt", "rtc", "script", "select", "source",
        "style", "svg", "template", "textarea", "title", "track", "video",
    )
)  # fmt: skip
_UNSEEN_CLASSES = frozenset(
    (
        "headerlink", "mw-editsection", "pagenum", "pagenumber", "pageno", "pg-boilerplate", "screen-reader-text",
        "sr-only", "visually-hidden", "visuallyhidden",
    )
)  # fmt: skip
"""Classes of what is for those who hear a page, of page numbers, and of Project Gutenberg's licence."""
_UNSEEN_TYPES = frozenset(("pagebreak", "doc-pagebreak", "backlink", "doc-backlink", "referrer"))
_NEVER_UNSEEN = frozenset(("html", "body", "main", "article"))
"""Hidden only until a script of the page shows them."""
_HIDING = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)

_MARKS: dict[str, MarkKind] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("strong", "b", "dt"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "deleted"),
    "sub": "subscript",
    "sup": "superscript",
}
_NOT_IN_CELLS = frozenset(
    (
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "pre",
        "hr",
        "article",
        "section",
    )
)
_LONGEST_EMOJI = 4
_LOOKAHEAD = 10
"""How many texts of an element show how it begins."""
_LONGEST_CELL = 400
"""Code points in a cell of a table of data."""


def is_unseen(element: HtmlElement) -> bool:
    """Tell whether neither an element nor what is in it is part of what a reader of the page reads."""
    name = element.tag
    if name in _UNSEEN:
        return True
    attributes = element.attrib
    if not attributes or name in _NEVER_UNSEEN:
        return False
    if "hidden" in attributes or _HIDING.search(attributes.get("style", "")):
        return True
    # Page-wide banners hide everything else from screen readers while they are open.
    if name not in BLOCKS and attributes.get("aria-hidden") == "true":
        return True
    if (classes := attributes.get("class")) and not _UNSEEN_CLASSES.isdisjoint(classes.lower().split()):
        return True
    return not _UNSEEN_TYPES.isdisjoint(types_of(element))


def types_of(element: HtmlElement) -> list[str]:
    """Return what an element is by its `epub:type` and its `role`: words such as `footnote` or `doc-footnote`."""
    found = f"{element.get('epub:type', '')} {element.get('role', '')}"
    return found.split() if len(found) > 1 else []


def is_attribution(element: HtmlElement) -> bool:
    """Tell whether an element says, on a line of its own, whose a quotation is."""
    if element.tag != "cite":
        return False
    parent = element.getparent()
    above = None if parent is None or parent.tag != "div" else parent.getparent()
    return any(holder is not None and holder.tag == "blockquote" for holder in (parent, above))


def is_letter(picture: HtmlElement, *, begun: bool) -> bool:
    """Tell whether a picture stands for a sign in a text: an initial, or an emoji when a text is `begun`."""
    text, behind = picture.get("alt", ""), picture.tail or ""
    if text.isalnum():
        return len(text) == 1 and behind[:1].isalpha()
    return begun and 0 < len(text) <= _LONGEST_EMOJI and not text.isspace()


def lacks_quotes(quote: HtmlElement) -> bool:
    """Tell whether there is a text between the tags of a `q` element, without quotation marks of its own."""
    text = "".join(islice(quote.itertext(), _LOOKAHEAD)).strip()
    return bool(text) and text[0] not in '„“”»«‚‘’›‹"'


def heading_level(element: HtmlElement) -> int:
    """Return the level of the heading that an element is, 1-6, or 0."""
    name = element.tag
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        return int(name[1])
    if element.get("role") != "heading":
        return 0
    level = element.get("aria-level", "2")
    return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2


def marks_of(element: HtmlElement, classes: Classes) -> list[MarkKind]:
    """Return the marks that an element makes on its text, but for a link; `classes` has those of its classes."""
    kind = _MARKS.get(element.tag)
    found: list[MarkKind] = [kind] if kind else []
    if style := element.get("style"):
        found += marks_of_style(style)
    if classes and element.tag not in BLOCKS and (names := element.get("class")):
        for name in names.split():
            found += classes.get(name, ())
    return found


def item_label(number: int, form: str) -> str:
    """Return the label of a list item: `•`, or its number in the form that the list's `type` has, such as `c.`."""
    return f"{number_as(number, form)}." if form else "•"


def is_data_table(table: HtmlElement) -> bool:
    """Tell a table of data, whose rows are read one by one, from one that only lays out what is in its cells."""
    if table.get("role") in ("presentation", "none"):
        return False
    columns = 0
    for element in table.iterdescendants():
        if element.tag in _NOT_IN_CELLS:
            return False
        if element.tag == "tr":
            columns = max(columns, sum(cell.tag in ("td", "th") for cell in element))
        elif element.tag in ("td", "th") and _is_long(element):
            return False
    return columns > 1


def _is_long(cell: HtmlElement) -> bool:
    paragraphs = sum(child.tag in ("p", "div") for child in cell)
    return paragraphs > 1 or sum(map(len, cell.itertext())) > _LONGEST_CELL
