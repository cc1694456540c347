"""Which short lines of a plain text are headings; in doubt a line is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from articles.formats.layout import Layout
from articles.formats.lines import is_closed, is_rule, item, quote_depth
from articles.formats.units import Unit

LONGEST = 90
"""Code points of the longest line that can be a heading without being underlined."""
LOOKAHEAD = 4
"""How many units behind a unit can have a say in whether it is a heading."""
_LONGEST_QUESTION = 60
_LONGEST_WITH_STOP = 50
_PROSE = 40

_OPENERS = '„“"»«›‹‚‘'
_CLOSERS = '“”"«»‹›‘’'
_MONTH = (
    "Januar|Jänner|Jenner|Februar|Feber|März|April|Mai|Juni|Junius|Juli|Julius|August|September|Oktober|November"
    "|Dezember"
)
_BYLINE = r"[Vv]on(?: (?:[A-ZÄÖÜ][\w.’'-]*,?|und|von|de|van|der))+$"
_DATELINE = (
    rf"(?:.{{1,40}}, )?(?:(?:[Ii]m|[Aa]m|[Dd]en|Anfang|Mitte|Ende) )?(?:\d{{1,2}}\. ?)?(?:{_MONTH})(?: \d{{4}})?"
    r"\.?$|.{0,40}\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?(?!\d).{0,20}$"
)
_CREDIT = (
    r"(?:Fotos?|Bild|Quelle|Autor(?:in)?|Text|Stand|Datum|Veröffentlicht|Aktualisiert|Lesezeit|Übersetz\w+)\b\s*[:/]"
    r"|.*\bUhr$|(?i:copyright|©|gedruckt|alle rechte)\b"
)
_PARTS = (
    "(?i:Kapitel|Capitel|Teil|Theil|Abschnitt|Abteilung|Buch|Band|Akt|Aufzug|Auftritt|Szene|Scene|Gesang|Stück"
    "|Brief|Vorlesung|Vortrag|Lektion)"
)
_CHAPTER = (
    rf"{_PARTS} (?:\d+|[IVXLC]+)\b"
    rf"|(?:\w+(?:e|er|es|E|ER|ES)|\d{{1,3}}\.) {_PARTS}(?:[.:].*)?$"
    r"|[IVXLC]+\.?$|\d{1,3}\.$"
    r"|(?i:Vorwort|Vorrede|Vorspiel|Prolog|Einleitung|Einführung|Inhalt|Inhaltsverzeichnis|Schluss|Schluß|Epilog"
    r"|Nachwort|Anhang|Anmerkungen|Fußnoten|Literatur|Zusammenfassung)[.:]?$"
)
_SENTENCE_INSIDE = r"[a-zäöüß]{3}[.!…] "
DATE = rf"\s*\d{{1,2}}\. (?:{_MONTH})\b"
"""A date at the beginning of a line, which is not the third item of a list."""
_SPACED = r"\w \w \w\b"
"""Letters with blanks between them, as the title pages of old books have."""
_NUMBERED = r"\d{1,3}((?:\.\d{1,3})*)\.?\s"


def heading_level(found: Sequence[Unit], index: int, *, after_heading: bool, layout: Layout) -> int:
    """Return the level of the heading that unit `index` is; 0 for no heading.

    1 for a text's first line; else 2, and more for headings with numbers such as 2.1. A heading is short, ends no
    sentence, and prose follows it; `after_heading` tells what stands before it.
    """
    line = " ".join(found[index].text.split())
    if index == 0:
        title = layout.frame.title.rpartition(": ")[2] if layout.frame else ""
        is_title = _may_head(line, first=True) and _is_title(line, found[1 : 2 + LOOKAHEAD], layout)
        return int(is_title or line.rstrip(".").casefold() == title.casefold() != "")
    if index + 1 == len(found) or not _is_heading(found, index, line, after_heading, layout):
        return 0
    number = re.match(_NUMBERED, line)
    return min(6, 2 + number[1].count(".")) if number else 2


def _is_heading(found: Sequence[Unit], index: int, line: str, after_heading: bool, layout: Layout) -> bool:
    before, unit, behind = found[index - 1 : index + 2]
    follows = behind.text.strip()
    if _is_chapter(line):
        listed = (not behind.parted and _is_chapter(follows)) or (not unit.parted and _is_chapter(before.text))
        return not listed and bool(
            behind.parted or _is_prose(follows) or _may_head(follows) or _is_credit(follows)
        )
    if _stands_out(unit, behind, line, layout):
        stopped = line.endswith(".") and len(line) <= _LONGEST_WITH_STOP
        return _may_head(line[:-1] if stopped else line) and _leads_to_prose(found, index + 1, layout)
    if not _may_head(line):
        return False
    if layout.talkative and not (unit.parted and behind.parted):
        # Right before and behind a verse or a line of speech stand others.
        return len(follows) > LONGEST and _is_prose(follows) and _ends_something(before.text.strip(), True)
    if not behind.parted and layout.width and len(follows) <= LONGEST:
        return False
    if not (_is_prose(follows) or (not layout.talkative and _stands_alone(unit, behind))):
        return False
    return after_heading or _ends_something(before.text.strip(), layout.talkative)


def _is_chapter(line: str) -> bool:
    """Tell whether a line says of itself that it begins a part of a text."""
    line = line.strip()
    return len(line) <= LONGEST and bool(re.match(_CHAPTER, line)) and _may_head(line.rstrip(".:"), chapter=True)


def _stands_out(unit: Unit, behind: Unit, line: str, layout: Layout) -> bool:
    """Tell whether a line has more space before it than paragraphs have, or stands alone in capitals."""
    if unit.parted > layout.gap and (behind.parted or _is_credit(behind.text.strip())):
        return True
    return bool(unit.parted and behind.parted) and line.isupper() and len(line) > 1


def _leads_to_prose(found: Sequence[Unit], index: int, layout: Layout) -> bool:
    """Tell whether at most other headings, credits and the like stand between a heading and its text."""
    for unit in found[index : index + LOOKAHEAD]:
        text = unit.text.strip()
        if _is_prose(text) or layout.talkative:
            return True
        if len(text) > LONGEST:
            return False
    return False


def underline_level(found: Sequence[Unit], index: int) -> int:
    """Return the level of the heading that the next line makes of unit `index` by underlining it, else 0."""
    if index + 1 == len(found) or found[index + 1].parted or not is_rule(found[index + 1].text):
        return 0
    line, sign = found[index].text.strip(), found[index + 1].text.strip()[0]
    if sign not in "=-" or len(line) > 2 * LONGEST or not any(map(str.isalnum, line)):
        return 0
    return 0 if line.endswith((".", ",", ";")) or _is_other(line) else 1 + (sign == "-")


def _may_head(line: str, *, first: bool = False, chapter: bool = False) -> bool:
    if not 0 < len(line) <= LONGEST or line[-1] in ".!…:;,-–—" or line.count(",") > 1:
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] in _OPENERS) or "@" in line or "://" in line:
        return False
    if chapter:
        return True
    if not any(map(str.isalpha, line)) or re.search(_SENTENCE_INSIDE, line) or re.match(_SPACED, line):
        return False
    if is_closed(line) and (line[-1] != "?" or len(line) > _LONGEST_QUESTION):
        return False
    if first:
        return not re.match(_DATELINE, line)
    # A line of speech, „Ja“, or its end is no heading, nor is who wrote it, where and when.
    closed = line[-1] in _CLOSERS and (line[0] in _OPENERS or not any(sign in _OPENERS for sign in line[:-1]))
    return not closed and not _is_credit(line)


def _is_credit(line: str) -> bool:
    return bool(re.match(_BYLINE, line) or re.match(_DATELINE, line) or re.match(_CREDIT, line))


def _is_title(line: str, following: Sequence[Unit], layout: Layout) -> bool:
    """Tell whether the first line is the title: prose follows, at most other headings and credits between.

    Or it stands alone above lines that stand together, such as a poem, or in capitals.
    """
    if line.isupper() and len(line) > 1 and following and following[0].parted:
        return True
    if [bool(unit.parted) for unit in following[:2]] == [True, False]:
        return not is_rule(following[0].text)
    for unit, behind in zip_longest(following, following[1:]):
        text = unit.text.strip()
        if _is_prose(text) or (unit.parted > 0 and is_closed(text) and len(text) > len(line)):
            return True
        # Right below the first of many short lines, another is a verse as well.
        verse = layout.talkative and not unit.parted and (behind is None or behind.parted <= layout.gap)
        if len(text) > LONGEST or not (_is_credit(text) or (_may_head(text) and not verse)):
            return False
    return False


def _is_prose(text: str) -> bool:
    if len(text) <= LONGEST and not (len(text) >= _PROSE and is_closed(text)):
        return False
    return not _is_other(text)


def _is_other(text: str) -> bool:
    return is_rule(text) or quote_depth(text) > 0 or (item(text) is not None and not re.match(DATE, text))


def _stands_alone(unit: Unit, behind: Unit) -> bool:
    parted = bool(unit.parted and behind.parted)
    return parted and is_closed(behind.text) and len(behind.text) > len(unit.text)


def _ends_something(before: str, talkative: bool) -> bool:
    """Tell whether what stands before a heading can: a paragraph, list, quotation, separator or credit."""
    if _is_prose(before) or _is_other(before) or (is_closed(before) and not talkative):
        return True
    return len(before) <= LONGEST and _is_credit(before)
