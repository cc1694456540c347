"""The text of an OpenDocument: paragraphs, lists, tables, text boxes and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from articles.article import fold
from articles.formats.breaks import BREAK
from articles.formats.odt_styles import OUTLINE, Counter, ParagraphStyle, Styles, number
from articles.formats.rich import DEEPEST, Draft, Rich, RunStyle, safe_href, table_row, with_mark
from articles.values import NamedTuple

_WRAPPERS = frozenset(
    (
        "section", "text-box", "index-body", "index-title", "bibliography", "alphabetical-index", "table-index",
        "illustration-index", "object-index", "user-index", "table-header-rows", "table-rows", "table-row-group",
    )
)  # fmt: skip
"""What stands round paragraphs without a say in what they are. What was deleted stands in others."""
_SHAPES = frozenset(
    ("frame", "g", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption", "line", "connector")
)
_UNSEEN = frozenset(
    ("annotation", "annotation-end", "hidden-text", "hidden-paragraph", "ruby-text", "title", "desc", "script")
)
_SIGNS = {"tab": "\t", "line-break": BREAK}
_MOST_BLANKS = 80
_LONGEST_MARK = 12


class _Item(NamedTuple):
    """A list item whose first paragraph is still to come, or has come."""

    counter: Counter
    style: str
    depth: int
    start: int | None = None
    labelled: bool = True
    """Whether a label stands before it."""


class Story:
    """Reads the text of one document from its beginning to its end."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._outline = Counter(styles)
        self._last: dict[str, Counter] = {}
        """The last list of each style: the next may go on counting."""
        self._lists: dict[str, Counter] = {}
        """The lists that have an id: others may go on with them."""
        self._notes: dict[str, list[tuple[str, Element]]] = {"footnote": [], "endnote": []}

    def drafts(self, body: Element) -> Iterator[Draft]:
        """Yield the body's blocks, and then those of its notes."""
        yield from self._inside(body)
        for notes in self._notes.values():
            # A damaged note may have notes itself: those come in behind.
            for mark, note in notes:
                yield from with_mark(mark, list(self._inside(note)))

    def _inside(self, parent: Iterable[Element]) -> Iterator[Draft]:
        for element in parent:
            tag = element.tag
            if tag in ("p", "h"):
                yield from self._paragraph(element)
            elif tag == "list":
                yield from self._list(element, None)
            elif tag == "numbered-paragraph":
                yield from self._numbered(element)
            elif tag == "table":
                for row in _rows(element):
                    cells = (cell for cell in row if cell.tag == "table-cell")
                    yield from table_row([[draft for draft in self._inside(cell) if draft.rich] for cell in cells])
            elif tag in _SHAPES or (tag in _WRAPPERS and not self._is_hidden(element)):
                yield from self._inside(element)

    def _is_hidden(self, section: Element) -> bool:
        if section.tag != "section":
            return False
        return section.get("display") == "none" or self._styles.is_hidden_section(section.get("style-name", ""))

    def _list(self, element: Element, outer: _Item | None) -> Iterator[Draft]:
        style = element.get("style-name") or (outer.style if outer else self._style_inside(element))
        depth = outer.depth + 1 if outer else 1
        counter = outer.counter if outer else self._counter(element, style)
        if outer and element.get("continue-numbering") != "true":
            counter.restart(depth)
        for child in element:
            if child.tag in ("list-item", "list-header"):
                given = child.get("start-value")
                start = None if given is None else number(given)
                yield from self._item(child, _Item(counter, style, depth, start, child.tag == "list-item"))

    def _style_inside(self, element: Element) -> str:
        """Return the list style that the first paragraph in a list brings along."""
        first = next((paragraph for paragraph in element.iter("p")), None)
        return "" if first is None else self._styles.paragraph(first.get("style-name", "")).list_style

    def _counter(self, element: Element, style: str) -> Counter:
        earlier = self._lists.get(element.get("continue-list", ""))
        if earlier is None and element.get("continue-numbering") == "true":
            earlier = self._last.get(style)
        counter = Counter(self._styles) if earlier is None else earlier
        self._last[style] = counter
        if _ID in element.attrib:
            self._lists[element.attrib[_ID]] = counter
        return counter

    def _item(self, parent: Element, item: _Item) -> Iterator[Draft]:
        for element in parent:
            if element.tag in ("p", "h"):
                yield from self._paragraph(element, item)
                item = item._replace(labelled=False)
            elif element.tag == "list":
                yield from self._list(element, item)
            else:
                yield from self._inside([element])

    def _numbered(self, element: Element) -> Iterator[Draft]:
        style = element.get("style-name", "")
        counter = self._last.setdefault(style, Counter(self._styles))
        yield from self._item(element, _Item(counter, style, number(element.get("level", "1"))))

    def _paragraph(self, element: Element, item: _Item | None = None) -> Iterator[Draft]:
        style = self._styles.paragraph(element.get("style-name", ""))
        runs = _Runs(self._styles, self._notes)
        runs.walk(element, style.run if style.kind != "heading" else RunStyle(hidden=style.run.hidden), "")
        if style.contents:
            return
        yield self._draft(element, style, runs.rich, item)
        for shape in runs.shapes:
            yield from self._inside([shape])

    def _draft(self, element: Element, style: ParagraphStyle, rich: Rich, item: _Item | None) -> Draft:
        label = ""
        if item is not None and item.labelled:
            label = item.counter.label(item.style, item.depth, item.start)
        if element.tag == "h" or style.kind == "heading":
            return self._heading(element, style, rich, label)
        if item is not None:
            return Draft("list-item", rich, min(item.depth, DEEPEST), label)
        return Draft(style.kind, rich, style.level)

    def _heading(self, element: Element, style: ParagraphStyle, rich: Rich, label: str) -> Draft:
        level = number(element.get("outline-level", "")) if element.tag == "h" else style.level
        if element.tag == "h" and not label and element.get("is-list-header") != "true":
            label = self._outline.label(OUTLINE, level) if self._styles.is_list_style(OUTLINE) else ""
        numbered = Rich()
        if rich and label not in ("", "•"):
            numbered.add(f"{label} ")
        numbered.extend(rich)
        return Draft("heading", numbered, min(6, max(1, level)))


class _Runs:
    """Reads the text in one paragraph."""

    def __init__(self, styles: Styles, notes: dict[str, list[tuple[str, Element]]]) -> None:
        self._styles = styles
        self._notes = notes
        self.rich = Rich()
        self.shapes: list[Element] = []
        """What is anchored in the paragraph and may have text of its own."""

    def walk(self, parent: Element, style: RunStyle, href: str) -> None:
        self._add(parent.text, style, href)
        for element in parent:
            self._inline(element, style, href)
            self._add(element.tail, style, href)

    def _inline(self, element: Element, style: RunStyle, href: str) -> None:
        tag = element.tag
        if tag in _SIGNS:
            self._add(_SIGNS[tag], style, href)
        elif tag == "s":
            self._add(" " * min(_MOST_BLANKS, number(element.get("c", "1"))), style, href)
        elif tag == "span":
            own = self._styles.run(element.get("style-name", ""))
            style = RunStyle(style.marks | own.marks, style.hidden or own.hidden)
            self.walk(element, style, href)
        elif tag == "a":
            self.walk(element, style, safe_href(element.get("href", "")) or href)
        elif tag == "note":
            self._note(element, style)
        elif tag in _SHAPES:
            self.shapes.append(element)
        elif tag not in _UNSEEN:
            # Fields, with the text they had last, and what stands round runs without a say in what they are.
            self.walk(element, style, href)

    def _add(self, text: str | None, style: RunStyle, href: str) -> None:
        if text and not style.hidden:
            self.rich.add(text, sorted(style.marks), href)

    def _note(self, note: Element, style: RunStyle) -> None:
        body = note.find("note-body")
        notes = self._notes.get(note.get("note-class", ""), self._notes["footnote"])
        if body is None or style.hidden:
            return
        mark = f"[{fold(note.findtext('note-citation') or '')[:_LONGEST_MARK] or len(notes) + 1}]"
        notes.append((mark, body))
        self.rich.add(mark, ["superscript"])


_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _rows(parent: Element) -> Iterator[Element]:
    for element in parent:
        if element.tag == "table-row":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _rows(element)
