"""A tree of HTML elements to blocks: what a reader of the page reads, and how it is structured."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from articles.article import Block
from articles.formats.html_elements import (
    BLOCKS,
    LISTS,
    PREFORMATTED,
    heading_level,
    is_attribution,
    is_data_table,
    is_letter,
    is_unseen,
    item_label,
    lacks_quotes,
    marks_of,
)
from articles.formats.html_line import Line
from articles.formats.html_links import link_target
from articles.formats.html_notes import Notes, identifier_of, leads_back, reference_mark, with_mark
from articles.formats.rich import DEEPEST

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_css import Classes
    from articles.formats.rich import Rich

    Closing = list[Callable[[], None]]

_QUOTES = ("„“", "‚‘")
_BETWEEN_CELLS = " | "


def html_blocks(
    root: HtmlElement, *, base: str = "", notes: Mapping[str, str] | None = None, classes: Classes | None = None
) -> list[Block]:
    """Return the blocks of a page, or of an element of it, in reading order; their `start` is not filled in.

    `base` is the URL that links are relative to; those to anything but http, https and mailto are no marks.
    `notes` has the marks of the footnotes by their ids (see `Notes`); by default they are looked for on the page.
    `classes` has the marks that classes make (see html_css).
    A footnote is a paragraph `[3] …`, its reference `[3]`. A row of a table is a paragraph, ` | ` between cells.
    """
    if notes is None:
        found = Notes()
        found.gather(root)
        notes = found.on()
    return _Walk(base, notes, classes or {}).blocks(root)


class _List:
    """An open list."""

    def __init__(self, element: HtmlElement) -> None:
        self._kind = element.get("type", "1") if element.tag == "ol" else ""
        self._step = 1 if element.get("reversed") is None else -1
        first = 1 if self._step > 0 else sum(child.tag == "li" for child in element)
        self._number = _whole_number(element.get("start"), first)

    def label(self, item: HtmlElement) -> str:
        """Return the label of the list's next item."""
        number = _whole_number(item.get("value"), self._number)
        self._number = number + self._step
        return item_label(number, self._kind)


class _Walk:
    """One pass over the elements."""

    def __init__(self, base: str, notes: Mapping[str, str], classes: Classes) -> None:
        self._base, self._notes, self._classes = base, notes, classes
        self._blocks: list[Block] = []
        self._line = Line()
        self._containers: list[_List | None] = []
        """The lists and quotations (None) that are open, the outermost first."""
        self._label = ""
        """Of the list item whose first block is still to come."""
        self._heading = self._wholes = self._preformatted = self._quoted = self._captions = 0
        """`_wholes` counts the open headings and rows of data: all that is in one of them is one block."""
        self._tables: list[bool] = []
        """For each open table, whether it is one of data."""
        self._cells = 0
        """How many cells of the open row have been begun."""
        self._note = ""
        """The mark of the footnote whose first block is still to come."""
        self._notes_open = 0
        self._closing: list[Closing] = []
        """For each open element, what is to be done at its end, in this order."""

    def blocks(self, root: HtmlElement) -> list[Block]:
        from lxml.etree import iterwalk

        walk = iterwalk(root, events=("start", "end"))
        left_out = None
        for event, element in walk:
            if event == "end":
                if element is not left_out:
                    for close in self._closing.pop():
                        close()
                if element is not root:
                    self._text(element.tail)
            elif is_unseen(element) or self._is_done(element):
                if element.tag == "nav":
                    self._part()
                walk.skip_subtree()
                left_out = element
            else:
                self._closing.append(self._open(element))
                self._text(element.text)
        self._finish()
        return self._blocks

    def _text(self, text: str | None) -> None:
        if text:
            self._line.add(text)

    def _is_done(self, element: HtmlElement) -> bool:
        """Read an element for which one piece of text stands; tell whether it is one."""
        name = element.tag
        if name == "a":
            mark = reference_mark(element)
            if mark:
                self._line.begin("superscript")
                self._line.add(f"[{mark}]")
                self._line.end("superscript")
            return bool(mark) or leads_back(element)
        if name == "br":
            self._break()
        elif name == "img" and is_letter(element, begun=not self._line.empty):
            self._text(element.get("alt"))
        return False

    def _break(self) -> None:
        if self._wholes and not self._preformatted:
            self._line.add(" ")
        elif self._line.break_here() and not self._preformatted:
            self._finish()

    def _open(self, element: HtmlElement) -> Closing:
        """Begin an element; return what is to be done at its end."""
        name, level = element.tag, heading_level(element)
        closing: Closing = []
        if level or name in BLOCKS or is_attribution(element):
            self._part()
            closing = [self._part, *self._open_block(element, level)]
        elif name == "q" and lacks_quotes(element):
            self._line.add(_QUOTES[self._quoted % 2][0])
            self._quoted += 1
            closing = [self._close_quote]
        if self._notes and self._line.empty and (mark := self._notes.get(identifier_of(element))):
            self._note = mark
            self._notes_open += 1
            closing.append(self._close_note)
        return self._open_marks(element) + closing

    def _open_marks(self, element: HtmlElement) -> Closing:
        kinds = marks_of(element, self._classes)
        for kind in kinds:
            self._line.begin(kind)
        closing: Closing = [partial(self._line.end, kind) for kind in kinds]
        if element.tag == "a" and (href := link_target(element.get("href", ""), self._base)):
            self._line.begin_link(href)
            closing.append(self._line.end_link)
        return closing

    def _open_block(self, element: HtmlElement, level: int) -> Closing:
        name = element.tag
        if name == "figcaption":
            self._captions += 1
            return [self._close_caption]
        if level and not self._captions:
            return self._open_heading(level)
        if name in LISTS or (name == "dd" and not _is_unclosed(element)):
            return self._open_container(_List(element))
        if name == "blockquote":
            return self._open_container(None)
        if name == "li":
            return self._open_item(element)
        if name in PREFORMATTED:
            self._preformatted += 1
            return [self._close_preformatted]
        if name == "table":
            self._tables.append(is_data_table(element))
            return [self._close_table]
        if self._tables and self._tables[-1]:
            return self._open_in_table(name)
        return []

    def _open_heading(self, level: int) -> Closing:
        if self._wholes:
            return []
        self._heading = level
        self._wholes += 1
        return [self._close_heading]

    def _close_heading(self) -> None:
        self._wholes -= 1
        self._part()
        self._heading = 0

    def _close_caption(self) -> None:
        self._captions -= 1

    def _open_container(self, container: _List | None) -> Closing:
        self._containers.append(container)
        return [self._close_container]

    def _close_container(self) -> None:
        self._containers.pop()

    def _open_item(self, item: HtmlElement) -> Closing:
        closing: Closing = [self._close_item]
        opened = self._containers[-1] if self._containers else None
        if opened is None:
            opened = _List(item)
            closing += self._open_container(opened)
        self._label = opened.label(item)
        return closing

    def _close_item(self) -> None:
        self._label = ""

    def _close_preformatted(self) -> None:
        self._preformatted -= 1

    def _open_in_table(self, name: str) -> Closing:
        if name == "tr":
            self._wholes += 1
            self._cells = 0
            return [self._close_row]
        if name in ("td", "th"):
            if self._cells:
                self._line.add(_BETWEEN_CELLS)
            self._cells += 1
        return []

    def _close_row(self) -> None:
        self._wholes -= 1
        self._part()

    def _close_table(self) -> None:
        self._tables.pop()

    def _close_quote(self) -> None:
        self._quoted -= 1
        self._line.add(_QUOTES[self._quoted % 2][1])

    def _close_note(self) -> None:
        self._notes_open -= 1

    def _part(self) -> None:
        """End the block at hand, unless all is one block here."""
        if self._wholes:
            self._line.add(" ")
        else:
            self._finish()

    def _finish(self) -> None:
        rich = self._line.take()
        if self._preformatted:
            blocks = [rich.block("code", 0, "")]
        else:
            blocks = [self._block(part) for part in rich.parts() if rich]
        self._blocks += (block for block in blocks if block.text.strip(_BETWEEN_CELLS))

    def _block(self, rich: Rich) -> Block:
        """Return a block of the kind that what is open makes it."""
        if self._heading:
            self._note = ""
            return rich.block("heading", self._heading, "")
        if self._note or self._notes_open:
            mark, self._note = self._note, ""
            return with_mark(mark, rich.block("paragraph", 0, ""))
        if not self._containers:
            return rich.block("paragraph", 0, "")
        in_list = self._containers[-1] is not None
        level = sum((container is not None) == in_list for container in self._containers)
        label, self._label = (self._label, "") if in_list else ("", self._label)
        return rich.block("list-item" if in_list else "quotation", min(level, DEEPEST), label)


def _is_unclosed(definition: HtmlElement) -> bool:
    """Tell whether a definition stands in the one before it, which was not closed."""
    parent = definition.getparent()
    return parent is not None and parent.tag == "dd"


def _whole_number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*+[+-]?[0-9]{1,6}\s*+", text) else default
