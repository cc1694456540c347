"""The stories of a Word document, its body and its notes: paragraphs, lists, tables and text boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from articles.formats.docx_numbering import BULLET, FORMS, Numbering
from articles.formats.docx_runs import Runs
from articles.formats.docx_styles import ParagraphStyle, Styles, outlined, value
from articles.formats.rich import Draft, Rich, number_as, table_row, with_mark

_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
"""What stands round paragraphs without a say in what they are."""


class Notes:
    """The footnotes and endnotes that have been referred to, with their marks."""

    def __init__(self, settings: Element | None) -> None:
        self._forms = {"footnote": "1", "endnote": "i"}
        for kind in self._forms:
            properties = None if settings is None else settings.find(f"{kind}Pr")
            form = None if properties is None else value(properties, "numFmt")
            self._forms[kind] = FORMS.get(form or "", self._forms[kind])
        self._labels: dict[str, dict[str, str]] = {kind: {} for kind in self._forms}
        self._met: dict[str, list[str]] = {kind: [] for kind in self._forms}

    def label(self, kind: str, note: str) -> str:
        """Return the mark of a `footnote` or `endnote`, such as `[3]`: they are numbered as they are met."""
        labels = self._labels[kind]
        if note not in labels:
            labels[note] = f"[{number_as(len(labels) + 1, self._forms[kind])}]"
            self._met[kind].append(note)
        return labels[note]

    def drafts(self, kind: str, root: Element | None, story: Story) -> Iterator[Draft]:
        """Yield the notes of a kind in the order of their marks, each with its mark before it."""
        elements = {element.get("id", ""): element for element in (() if root is None else root)}
        # A damaged note may refer to notes itself: those come in behind.
        for note in self._met[kind]:
            if note in elements:
                yield from with_mark(self._labels[kind][note], list(story.drafts(elements[note])))


class Story:
    """One part of the document that has text, read from its beginning to its end."""

    def __init__(self, styles: Styles, numbering: Numbering, links: Mapping[str, str], notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(styles, links, notes.label)
        self._begun: Rich | None = None
        """The text of paragraphs whose end was deleted, or of an initial: it goes on with that of the next."""
        self._item = 0
        """The level of the list item that stands before; 0 when none does."""

    def drafts(self, parent: Iterable[Element]) -> Iterator[Draft]:
        """Yield what is in the body, a cell, a text box or a note."""
        yield from self._inside(parent)
        if self._begun is not None:
            yield Draft("paragraph", self._begun)
            self._begun = None

    def _inside(self, parent: Iterable[Element]) -> Iterator[Draft]:
        for element in parent:
            if element.tag == "p":
                yield from self._paragraph(element)
            elif element.tag == "tbl":
                yield from self._table(element)
            elif element.tag in _WRAPPERS and not _is_contents(element):
                yield from self._inside(element)
            elif element.tag == "AlternateContent":
                yield from self._inside(element[:1])

    def _paragraph(self, element: Element) -> Iterator[Draft]:
        properties = element.find("pPr")
        style = self._styles.paragraph(None if properties is None else value(properties, "pStyle"))
        style = outlined(style, properties)
        rich, boxes = self._runs.read(element, hidden=style.hidden)
        if self._begun is not None:
            self._begun.extend(rich)
            rich, self._begun = self._begun, None
        if properties is not None and (properties.find("rPr/del") is not None or _is_initial(properties)):
            self._begun = rich
        elif not style.contents:
            yield self._draft(style, rich)
        begun, self._begun = self._begun, None
        for box in boxes:
            yield from self.drafts(box)
        self._begun = begun

    def _draft(self, style: ParagraphStyle, rich: Rich) -> Draft:
        depth = self._numbering.place(style)
        before, self._item = self._item, 0
        label = "" if depth is None else self._numbering.label(style.number, depth)
        if style.kind == "heading":
            numbered = Rich()
            if rich and label != BULLET:
                numbered.add(f"{label} ")
            numbered.extend(rich)
            return Draft("heading", numbered, style.level)
        if depth is not None or (before and style.goes_on):
            self._item = before if depth is None else depth + 1
            return Draft("list-item", rich, self._item, label)
        return Draft(style.kind, rich, style.level)

    def _table(self, table: Element) -> Iterator[Draft]:
        for row in _children(table, "tr"):
            if row.find("trPr/del") is None:
                cells = [[d for d in self.drafts(cell) if d.rich] for cell in _children(row, "tc")]
                yield from table_row(cells)
        self._item = 0


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows or cells in a table or row, also those that something is wrapped round."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _children(element, tag)


def _is_initial(properties: Element) -> bool:
    """Tell the paragraph that holds the first letter of the next one, set large."""
    frame = properties.find("framePr")
    return frame is not None and frame.get("dropCap", "none") != "none"


def _is_contents(element: Element) -> bool:
    gallery = element.find("sdtPr/docPartObj/docPartGallery")
    return gallery is not None and gallery.get("val") == "Table of Contents"
