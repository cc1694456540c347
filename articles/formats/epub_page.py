"""A page of an EPUB book, made like a page of the web: what only books have, and what a book means otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from articles.formats.html_elements import types_of

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PICTURES = ("img", "image", "svg", "canvas", "video")
_FOR_PROGRAMS = frozenset(("landmarks", "page-list", "doc-pagelist"))
_FLOW = frozenset(("article", "aside", "body", "div", "figure", "header", "main", "section"))
"""Elements in which a picture stands for itself, and not in a line."""


def body_of(root: HtmlElement) -> HtmlElement:
    """Return the body of a page, changed so that all that is text in a book is read (see `html_blocks`).

    Those are navigations, labels, what stands for an object that cannot be shown, and the text in drawings. Of
    a switch only what every program can show is left.
    """
    body = next(root.iter("body"), None)
    if body is None:
        body = root.makeelement("body")
        body.append(root)
    for element in list(body.iter("nav")):
        _read_navigation(element)
    for element in list(body.iter("object", "label")):
        element.tag = "span"
    for element in list(body.iter("epub:switch")):
        _settle(element)
    for element in list(body.iter("svg")):
        _read_drawing(element)
    return body


def has_contents(body: HtmlElement) -> bool:
    """Tell whether a page has the book's table of contents."""
    return any("toc" in types_of(element) for element in body.iter("section"))


def has_pictures(body: HtmlElement) -> bool:
    """Tell whether there is a picture on a page."""
    return next(body.iter(*_PICTURES), None) is not None


def descriptions(body: HtmlElement) -> Iterator[str]:
    """Yield what a page says of its pictures to those who cannot see them."""
    for picture in body.iter(*_PICTURES):
        title = picture.find("title")
        yield picture.get("alt") or picture.get("aria-label") or ("" if title is None else title.text) or ""


def _read_navigation(element: HtmlElement) -> None:
    if _FOR_PROGRAMS.isdisjoint(types_of(element)):
        element.tag = "section"
        for ordered in list(element.iter("ol")):
            # The standard wants no numbers here, as titles mostly have their own.
            ordered.tag = "ul"


def _settle(switch: HtmlElement) -> None:
    """Leave of a switch what is for programs that know none of its cases, if that is any text."""
    fallback = next(switch.iter("epub:default"), None)
    if fallback is not None and "".join(fallback.itertext()).strip():
        for case in list(switch.iter("epub:case")):
            case.drop_tree()


def _read_drawing(drawing: HtmlElement) -> None:
    """Put the text in a drawing in its place: a paragraph for each group, and what stands in it as on a page."""
    parent = drawing.getparent()
    in_flow = parent is not None and parent.tag in _FLOW
    said = drawing.makeelement("div" if in_flow else "span")
    for page in _outermost(drawing, "foreignobject"):
        page.tag, page.tail = "div", None
        said.append(page)
    groups: dict[HtmlElement, list[str]] = {}
    for text in _outermost(drawing, "text"):
        for line in text.iter("tspan"):
            if not {"x", "y", "dy"}.isdisjoint(line.attrib):
                line.text = f" {line.text or ''}"
        groups.setdefault(text.getparent(), []).append("".join(text.itertext()))
    for lines in groups.values():
        group = said.makeelement("p" if in_flow else "span")
        group.text = f"{' '.join(lines)} "
        said.append(group)
    if parent is not None and len(said):
        said.tail = drawing.tail
        parent.replace(drawing, said)


def _outermost(drawing: HtmlElement, name: str) -> list[HtmlElement]:
    return [element for element in drawing.iter(name) if next(element.iterancestors(name), None) is None]
