"""The styles of a Word document: what they say of paragraphs and of runs of text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from articles.formats.rich import RunStyle
from articles.formats.style_names import is_code_word, is_contents, kind_of_style
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import BlockKind, MarkKind

_OFF = ("0", "false", "off", "none")
_SWITCHES: dict[str, MarkKind] = {"b": "strong", "i": "emphasis", "strike": "deleted", "dstrike": "deleted"}
_POSITIONS: dict[str, MarkKind] = {"superscript": "superscript", "subscript": "subscript"}
_DEPTHS = ("0", "1", "2", "3", "4", "5", "6", "7", "8")
"""Of lists, and of headings; the outline level 9, of body text, says nothing, as titles have it too."""
_LONGEST_CHAIN = 20
_LIST_TEXT = ("list paragraph", "listenabsatz")


class ParagraphStyle(NamedTuple):
    """What a paragraph's style says of it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    number: str = ""
    """Which numbering it has; empty when it says nothing of that."""
    depth: int = -1
    """Its level in that numbering, from 0; -1 when it does not say."""
    hidden: bool = False
    contents: bool = False
    """Whether it is for the lines of a table of contents."""
    id: str = ""
    goes_on: bool = False
    """Whether it is the one that Word gives to the later paragraphs of a list item."""


class Styles:
    """The styles by their ids; each knows what it is based on."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.findall("style")
        self._elements = {element.get("styleId", ""): element for element in elements}
        paragraphs = (element for element in elements if element.get("type") == "paragraph")
        default = (element for element in paragraphs if element.get("default", "0") not in _OFF)
        self._default = next((element.get("styleId", "") for element in default), "")
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunStyle] = {}

    def paragraph(self, style: str | None) -> ParagraphStyle:
        """Return what the paragraph style of this id says; without an id, the document's default."""
        style = self._default if style is None else style
        if style not in self._paragraphs:
            self._paragraphs[style] = self._paragraph(style)
        return self._paragraphs[style]

    def run(self, style: str | None) -> RunStyle:
        """Return what the character style of this id says."""
        if not style:
            return RunStyle()
        if style not in self._runs:
            found = RunStyle()
            for element in reversed(self._chain(style)):
                found = changed(found, element.find("rPr"))
                if is_code_word(_name(element)):
                    found = found._replace(marks=found.marks | {"code"})
            self._runs[style] = found
        return self._runs[style]

    def _paragraph(self, style: str) -> ParagraphStyle:
        found = ParagraphStyle(id=style)
        for element in reversed(self._chain(style)):
            name = _name(element)
            found = found._replace(contents=is_contents(name), goes_on=name.lower() in _LIST_TEXT)
            kind = kind_of_style(name)
            if kind is not None:
                found = found._replace(kind=kind[0], level=kind[1])
            found = outlined(found, element.find("pPr"))
            found = found._replace(hidden=changed(RunStyle(hidden=found.hidden), element.find("rPr")).hidden)
        return found

    def _chain(self, style: str) -> list[Element]:
        """Return the style and those it is based on, itself first; in a damaged file they may go in a circle."""
        chain: list[Element] = []
        while len(chain) < _LONGEST_CHAIN and (element := self._elements.get(style)) is not None:
            chain.append(element)
            style = value(element, "basedOn") or ""
        return chain


def outlined(style: ParagraphStyle, properties: Element | None) -> ParagraphStyle:
    """Return `style` with what paragraph properties say of outline and numbering."""
    if properties is None:
        return style
    outline = value(properties, "outlineLvl")
    if outline in _DEPTHS:
        style = style._replace(kind="heading", level=min(6, int(outline) + 1))
    numbering = properties.find("numPr")
    if numbering is not None:
        number, depth = value(numbering, "numId"), value(numbering, "ilvl")
        style = style._replace(
            number=style.number if number is None else number,
            depth=int(depth) if depth in _DEPTHS else style.depth,
        )
    return style


def changed(style: RunStyle, properties: Element | None) -> RunStyle:
    """Return `style` with what run properties switch on or off."""
    if properties is None:
        return style
    marks, hidden = set(style.marks), style.hidden
    for element in properties:
        if element.tag in _SWITCHES:
            (marks.add if is_on(element, "val") else marks.discard)(_SWITCHES[element.tag])
        elif element.tag == "vertAlign":
            marks -= {"superscript", "subscript"}
            position = _POSITIONS.get(element.get("val", ""))
            marks |= {position} if position else set()
        elif element.tag == "vanish":
            hidden = is_on(element, "val")
    return RunStyle(frozenset(marks), hidden)


def is_on(element: Element, attribute: str) -> bool:
    """Tell whether a switch is on, as it is unless it says otherwise."""
    return element.get(attribute, "1") not in _OFF


def value(parent: Element, tag: str) -> str | None:
    """Return the `val` of a child, or None when there is no such child."""
    child = parent.find(tag)
    return None if child is None else child.get("val", "")


def _name(element: Element) -> str:
    return value(element, "name") or ""
