"""The styles of an OpenDocument text: what they say of paragraphs, of runs of text and of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from articles.formats.rich import RunStyle, number_as
from articles.formats.style_names import is_code_word, is_contents, kind_of_style
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import BlockKind, MarkKind

BULLET = "•"
LEVELS = 10
"""How many levels a list style has; what stands deeper is like the last."""
_LONGEST_CHAIN = 20
_LONGEST_SIGN = 10


class ParagraphStyle(NamedTuple):
    """What a paragraph's style says of it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    run: RunStyle = RunStyle()
    """The look of its text, as far as it was given to this paragraph alone."""
    list_style: str = ""
    contents: bool = False
    """Whether it is for the lines of a table of contents."""


class ListLevel(NamedTuple):
    """One level of a list style."""

    form: str = ""
    """The first sign of the form of its numbers (see `number_as`); `•` for bullets, empty for no numbers."""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    """How many levels' numbers the label has."""


class Styles:
    """The styles by family and name; each knows what it is based on."""

    def __init__(self, common: Iterable[Element], automatic: Iterable[Element]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._automatic: set[tuple[str, str]] = set()
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunStyle] = {}
        for element in common:
            self._take(element)
        for element in automatic:
            self._take(element)
            self._automatic.add(_key(element))

    def _take(self, element: Element) -> None:
        if element.tag == "style":
            self._elements[_key(element)] = element
        elif element.tag in ("list-style", "outline-style"):
            name = element.get("name", "") if element.tag == "list-style" else OUTLINE
            self._lists[name] = {number(level.get("level", "1")): _list_level(level) for level in element}

    def paragraph(self, name: str) -> ParagraphStyle:
        """Return what the paragraph style of this name says."""
        if name not in self._paragraphs:
            self._paragraphs[name] = self._paragraph(name)
        return self._paragraphs[name]

    def run(self, name: str) -> RunStyle:
        """Return what the text style of this name says."""
        if name not in self._runs:
            found = RunStyle()
            for element in self._chain("text", name):
                found = _changed(found, element)
                if is_code_word(_shown_name(element)):
                    found = found._replace(marks=found.marks | {"code"})
            self._runs[name] = found
        return self._runs[name]

    def is_hidden_section(self, name: str) -> bool:
        """Tell whether the section style of this name hides what is in it."""
        return any(_changed(RunStyle(), element).hidden for element in self._chain("section", name))

    def list_level(self, style: str, depth: int) -> ListLevel:
        """Return the level, from 1, of the list style of this name; that of bullets where there is none."""
        return self._lists.get(style, {}).get(min(depth, LEVELS), ListLevel(BULLET))

    def is_list_style(self, name: str) -> bool:
        """Tell whether there is a list style of this name."""
        return name in self._lists

    def _paragraph(self, name: str) -> ParagraphStyle:
        found = ParagraphStyle()
        for element in self._chain("paragraph", name):
            shown = _shown_name(element)
            kind = kind_of_style(shown)
            if kind is not None:
                found = found._replace(kind=kind[0], level=kind[1])
            found = found._replace(
                list_style=element.get("list-style-name", found.list_style),
                contents=found.contents or is_contents(shown),
            )
            # Headings and quotations are bold or italic as such; only what one paragraph was given marks its text.
            own = _changed(found.run, element)
            marks = own.marks if _key(element) in self._automatic else frozenset()
            found = found._replace(run=RunStyle(marks, own.hidden))
        return found

    def _chain(self, family: str, name: str) -> list[Element]:
        """Return the style and what it is based on, that first; in a damaged file they may go in a circle.

        A style that is only named says what its name says.
        """
        chain: list[Element] = []
        while name and len(chain) < _LONGEST_CHAIN:
            element = self._elements.get((family, name))
            chain.append(Element("style", {"name": name}) if element is None else element)
            name = "" if element is None else element.get("parent-style-name", "")
        return chain[::-1]


OUTLINE = "\x00outline"
"""Stands for the list style that numbers headings."""


class Counter:
    """Counts the items of one list and of those in it."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: list[int | None] = [None] * (LEVELS + 1)

    def restart(self, depth: int) -> None:
        """Let the next item at `depth` be the first."""
        self._counts[min(depth, LEVELS) :] = [None] * (LEVELS + 1 - min(depth, LEVELS))

    def label(self, style: str, depth: int, start: int | None = None) -> str:
        """Count one item on, from `start` if it is given, and return its label: `•`, `3.`, `2.1` or nothing."""
        depth = min(depth, LEVELS)
        level = self._styles.list_level(style, depth)
        before = self._counts[depth]
        first = level.start if start is None else start
        self._counts[depth] = first if before is None or start is not None else before + 1
        self.restart(depth + 1)
        if level.form in ("", BULLET):
            return level.form
        figures = (self._figure(style, at) for at in range(max(1, depth + 1 - level.shown), depth + 1))
        return f"{level.prefix}{'.'.join(filter(None, figures))}{level.suffix}".strip()

    def _figure(self, style: str, depth: int) -> str:
        level, count = self._styles.list_level(style, depth), self._counts[depth]
        if level.form in ("", BULLET):
            return ""
        return number_as(level.start if count is None else count, level.form)


def number(written: str) -> int:
    """Return a number from 0 to a billion; 1 for what is none."""
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 1


def _list_level(element: Element) -> ListLevel:
    if element.tag in ("list-level-style-bullet", "list-level-style-image"):
        return ListLevel(BULLET if element.get("bullet-char", BULLET).strip() else "")
    return ListLevel(
        element.get("num-format", ""),
        element.get("num-prefix", "")[:_LONGEST_SIGN],
        element.get("num-suffix", "")[:_LONGEST_SIGN],
        number(element.get("start-value", "1")),
        number(element.get("display-levels", "1")),
    )


def _changed(style: RunStyle, element: Element) -> RunStyle:
    """Return `style` with what a style element switches on or off."""
    marks, hidden = set(style.marks), style.hidden
    for properties in element:
        _switch(marks, "strong", properties.get("font-weight"), ("bold", "600", "700", "800", "900"))
        _switch(marks, "emphasis", properties.get("font-style"), ("italic", "oblique"))
        struck = properties.get("text-line-through-style", properties.get("text-line-through-type"))
        _switch(marks, "deleted", None if struck is None else str(struck != "none"), ("True",))
        height = properties.get("text-position", "").split(" ")[0]
        if height:
            raised, lowered = height == "super" or height[0].isdecimal(), height == "sub" or height[0] == "-"
            at_line = height in ("0%", "0")
            _switch(marks, "superscript", str(raised and not at_line), ("True",))
            _switch(marks, "subscript", str(lowered), ("True",))
        hidden = properties.get("display", "none" if hidden else "") == "none"
    return RunStyle(frozenset(marks), hidden)


def _switch(marks: set[MarkKind], mark: MarkKind, said: str | None, on: tuple[str, ...]) -> None:
    if said is not None:
        (marks.add if said in on else marks.discard)(mark)


def _key(element: Element) -> tuple[str, str]:
    return element.get("family", ""), element.get("name", "")


def _shown_name(element: Element) -> str:
    """Return the name of a style as people see it."""
    return element.get("display-name") or re.sub("_([0-9a-f]{2})_", _sign, element.get("name", ""))


def _sign(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
