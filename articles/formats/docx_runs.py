"""The runs of a Word document's paragraphs: text, its marks, fields and the notes referred to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from articles.formats.breaks import BREAK
from articles.formats.docx_styles import Styles, changed, value
from articles.formats.rich import Rich, RunStyle, safe_href

_WRAPPERS = frozenset(
    ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "bdo", "dir", "rubyBase")
)
"""What stands round runs without a say in what they are. What is deleted or moved away stands in others."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": BREAK, "cr": BREAK, "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_PICTURES = ("drawing", "pict", "object")
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_HYPERLINK = r'\s*HYPERLINK\s+"?([^"\s]+)'


_LONGEST_CODE = 4000
_DEEPEST_FIELD = 20


class _Field:
    """A field that has begun: what it computes, and then what came of it."""

    def __init__(self) -> None:
        self.code = ""
        self.shown = False
        """Whether its code is over and its result has begun."""
        self.href = ""
        """Where it leads if it is a link."""

    def end_code(self) -> None:
        found = re.match(_HYPERLINK, self.code, re.IGNORECASE)
        self.shown, self.href = True, safe_href(found[1]) if found else ""


class Runs:
    """Reads the paragraphs of one story, whose fields may go on from one to the next."""

    def __init__(self, styles: Styles, links: Mapping[str, str], label: Callable[[str, str], str]) -> None:
        self._styles = styles
        self._links = links
        self._label = label
        """Gives a footnote or endnote of an id its mark."""
        self._fields: list[_Field] = []
        self._rich = Rich()
        self._boxes: list[Element] = []

    def read(self, paragraph: Element, *, hidden: bool) -> tuple[Rich, list[Element]]:
        """Return a paragraph's text and the text boxes that are anchored in it; `hidden` unless a run is not."""
        self._rich, self._boxes = Rich(), []
        self._walk(paragraph, RunStyle(hidden=hidden), "")
        # The code of a field ends in its paragraph; where it does not, the file is damaged and the text follows.
        self._fields = [field for field in self._fields if field.shown]
        return self._rich, self._boxes

    def _walk(self, parent: Element, style: RunStyle, href: str) -> None:
        for element in parent:
            tag = element.tag
            if tag == "r":
                self._run(element, style, href)
            elif tag in _WRAPPERS:
                self._walk(element, style, href)
            elif tag == "hyperlink":
                self._walk(element, style, safe_href(self._links.get(element.get("id", ""), "")) or href)
            elif tag in ("oMath", "oMathPara"):
                self._add("".join(text.text or "" for text in element.iter("t")), style, href)

    def _run(self, run: Element, style: RunStyle, href: str) -> None:
        properties = run.find("rPr")
        if properties is not None:
            own = self._styles.run(value(properties, "rStyle"))
            style = changed(own._replace(hidden=own.hidden or style.hidden), properties)
        self._contents(run, style, href)

    def _contents(self, run: Element, style: RunStyle, href: str) -> None:
        for element in run:
            tag = element.tag
            if tag == "t":
                self._add(element.text or "", style, href)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag], style, href)
            elif tag == "fldChar":
                self._field(element.get("fldCharType", ""))
            elif tag == "instrText":
                self._code(element.text or "")
            elif tag in _NOTES:
                self._note(_NOTES[tag], element, style)
            elif tag == "ruby":
                self._walk(element, style, href)
            elif tag in _PICTURES:
                self._boxes += _boxes(element)
            elif tag == "AlternateContent":
                self._alternatives(element, style, href)

    def _alternatives(self, element: Element, style: RunStyle, href: str) -> None:
        """Read a drawing that is there in a new form and an old one, or a sign that not all fonts have."""
        found = list(_boxes(element))
        self._boxes += found
        if not found and len(element) > 1:
            self._contents(element[-1], style, href)

    def _add(self, text: str, style: RunStyle, href: str) -> None:
        if style.hidden or not all(field.shown for field in self._fields):
            return
        linked = href or next((field.href for field in reversed(self._fields) if field.href), "")
        self._rich.add(text, sorted(style.marks), linked)

    def _field(self, kind: str) -> None:
        if kind == "begin" and len(self._fields) < _DEEPEST_FIELD:
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].end_code()
        elif self._fields and kind == "end":
            self._fields.pop()

    def _code(self, text: str) -> None:
        if self._fields and len(self._fields[-1].code) < _LONGEST_CODE:
            self._fields[-1].code += text[:_LONGEST_CODE]

    def _note(self, kind: str, reference: Element, style: RunStyle) -> None:
        note = reference.get("id", "")
        if not style.hidden and note:
            self._rich.add(self._label(kind, note), ["superscript"])


def _boxes(parent: Element) -> Iterator[Element]:
    """Yield the outermost text boxes in a drawing, of one in a new form and an old one only the new."""
    for element in parent[:1] if parent.tag == "AlternateContent" else parent:
        if element.tag == "txbxContent":
            yield element
        else:
            yield from _boxes(element)
