"""The numbering of a Word document: what stands before the items of its lists."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from articles.formats.docx_styles import ParagraphStyle, value
from articles.formats.rich import number_as
from articles.values import NamedTuple

BULLET = "•"
FORMS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
"""What Word calls the forms of numbers, and `number_as` their first signs."""
_LONGEST_LABEL = 40
_HIGHEST = 1_000_000_000


class _Level(NamedTuple):
    """One level of a numbering."""

    form: str = "decimal"
    text: str = "%1."
    """How its label is made: `%1` stands for the number at the first level."""
    start: int = 1
    style: str = ""
    """The id of the paragraph style that stands for this level."""


class Numbering:
    """The numberings by their ids; each counts on as its items are read."""

    def __init__(self, root: Element | None) -> None:
        self._kinds: dict[str, str] = {}
        """Which abstract numbering each numbering follows: they count together."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for abstract in root.findall("abstractNum"):
            levels = {_depth(level): _level(level) for level in abstract.findall("lvl")}
            self._levels[abstract.get("abstractNumId", "")] = levels
        for number in root.findall("num"):
            name = number.get("numId", "")
            self._kinds[name] = value(number, "abstractNumId") or ""
            for override in number.findall("lvlOverride"):
                start = value(override, "startOverride")
                if start is not None:
                    self._restarts[name, _depth(override)] = _number(start)

    def place(self, style: ParagraphStyle) -> int | None:
        """Return at which level of its numbering, from 0, a paragraph of this style stands; None without one."""
        if style.number not in self._kinds or self._kinds[style.number] not in self._levels:
            return None
        if style.depth >= 0:
            return style.depth
        levels = self._levels[self._kinds[style.number]]
        return next((depth for depth, level in levels.items() if style.id and level.style == style.id), 0)

    def label(self, number: str, depth: int) -> str:
        """Count one item on and return its label: `•`, `3.`, `2.1`, or nothing."""
        kind = self._kinds[number]
        levels = self._levels[kind]
        level = levels.get(depth, _Level())
        counts = self._counts.setdefault(kind, [None] * 9)
        restart = self._restarts.pop((number, depth), None)
        before = counts[depth]
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = level.start if before is None else min(_HIGHEST, before + 1)
        counts[depth + 1 :] = [None] * (8 - depth)
        if level.form == "bullet":
            return BULLET if level.text.strip() else ""
        return "" if level.form == "none" else self._written(level, levels, counts)

    def _written(self, level: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
        def figure(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            of = levels.get(depth, _Level())
            count = counts[depth]
            return number_as(of.start if count is None else count, FORMS.get(of.form, "1"))

        return " ".join(re.sub(r"%([1-9])", figure, level.text).split())[:_LONGEST_LABEL]


def _level(element: Element) -> _Level:
    return _Level(
        value(element, "numFmt") or "decimal",
        (value(element, "lvlText") or "")[:_LONGEST_LABEL],
        _number(value(element, "start") or "1"),
        value(element, "pStyle") or "",
    )


def _depth(element: Element) -> int:
    return min(8, _number(element.get("ilvl", "0")))


def _number(written: str) -> int:
    """Return a number from 0 to a billion; 1 for what is none."""
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 1
