"""Which short lines of a plain text are headings; in doubt a line is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.formats.layout import is_closed
from articles.formats.units import Unit, is_rule, item, quote_depth

LONGEST = 90
"""Code points of the longest line that can be a heading without being underlined."""
LOOKAHEAD = 4
"""How many units behind a unit can have a say in whether it is a heading."""
_LONGEST_QUESTION = 60
_PROSE = 40

_OPENERS = '„“"»«›‹‚‘'
_CLOSERS = '“”"«»‹›‘’'
_MONTH = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_BYLINE = r"[Vv]on(?: (?:[A-ZÄÖÜ][\w.’'-]*,?|und|von|de|van|der))+$"
_DATELINE = (
    rf"(?:.{{1,40}}, )?(?:(?:im|am|den|Anfang|Mitte|Ende) )?(?:\d{{1,2}}\. ?)?(?:{_MONTH})(?: \d{{4}})?$"
    r"|.{0,40}\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?(?!\d).{0,20}$"
)
_CREDIT = (
    r"(?:Fotos?|Bild|Quelle|Autor(?:in)?|Text|Stand|Datum|Veröffentlicht|Aktualisiert|Lesezeit|Übersetz\w+)\b\s*[:/]"
    r"|.*\bUhr$"
)
_CHAPTER = (
    r"(?:Kapitel|Teil|Abschnitt|Buch|Akt|Szene) (?:\d+|[IVXLC]+)\b"
    r"|\w+(?:er|es|e) (?:Kapitel|Teil|Abschnitt|Buch|Akt|Szene)$"
    r"|[IVXLC]+\.?$"
)
_SENTENCE_INSIDE = r"[a-zäöüß]{3}[.!…] "
DATE = rf"\s*\d{{1,2}}\. (?:{_MONTH})\b"
"""A date at the beginning of a line, which is not the third item of a list."""


def heading_level(found: Sequence[Unit], index: int, *, after_heading: bool, talkative: bool) -> int:
    """Return the level of the heading that unit `index` is, 1 for a text's first line, else 2; 0 for no heading.

    A heading is short, ends no sentence, and prose follows it; `after_heading` tells what stands before it,
    `talkative` that short lines are common in this text.
    """
    line = " ".join(found[index].text.split())
    if index == 0:
        return int(_may_head(line, first=True) and _is_title(line, found[1 : 1 + LOOKAHEAD], talkative))
    if index + 1 == len(found):
        return 0
    before, behind = found[index - 1], found[index + 1]
    if len(line) <= LONGEST and re.match(_CHAPTER, line):
        return 2 if _is_prose(behind.text) or _may_head(behind.text.strip()) else 0
    if not _may_head(line):
        return 0
    if not (_is_prose(behind.text) or (not talkative and _stands_alone(found[index], behind))):
        return 0
    return 2 if after_heading or _ends_something(before.text.strip(), talkative) else 0


def underline_level(found: Sequence[Unit], index: int) -> int:
    """Return the level of the heading that the next line makes of unit `index` by underlining it, else 0."""
    if index + 1 == len(found) or found[index + 1].parted or not is_rule(found[index + 1].text):
        return 0
    line, sign = found[index].text.strip(), found[index + 1].text.strip()[0]
    if sign not in "=-" or len(line) > 2 * LONGEST or not any(map(str.isalnum, line)):
        return 0
    return 0 if line.endswith((".", ",", ";")) or _is_other(line) else 1 + (sign == "-")


def _may_head(line: str, *, first: bool = False) -> bool:
    if not 0 < len(line) <= LONGEST or line[-1] in ".!…:;,-–—" or line.count(",") > 1:
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] in _OPENERS) or "@" in line or "://" in line:
        return False
    if not any(map(str.isalpha, line)) or re.search(_SENTENCE_INSIDE, line):
        return False
    if is_closed(line) and (line[-1] != "?" or len(line) > _LONGEST_QUESTION):
        return False
    if first:
        return not re.match(_DATELINE, line)
    # A line of speech, „Ja“, is no heading, nor is who wrote it, where and when.
    return not (line[0] in _OPENERS and line[-1] in _CLOSERS) and not _is_credit(line)


def _is_credit(line: str) -> bool:
    return bool(re.match(_BYLINE, line) or re.match(_DATELINE, line) or re.match(_CREDIT, line))


def _is_title(line: str, following: Sequence[Unit], talkative: bool) -> bool:
    """Tell whether the first line is the title: prose follows, at most other headings and credits between.

    Or it stands alone above lines that stand together, such as a poem.
    """
    if [unit.parted for unit in following[:2]] == [True, False]:
        return not is_rule(following[0].text)
    for unit in following:
        text = unit.text.strip()
        if _is_prose(text) or (unit.parted and is_closed(text) and len(text) > len(line)):
            return True
        # Right below the first of many short lines, another is a verse as well.
        verse = talkative and not unit.parted
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
    return unit.parted and behind.parted and is_closed(behind.text) and len(behind.text) > len(unit.text)


def _ends_something(before: str, talkative: bool) -> bool:
    """Tell whether what stands before a heading can: a paragraph, list, quotation, separator or credit."""
    if _is_prose(before) or _is_other(before) or (is_closed(before) and not talkative):
        return True
    return len(before) <= LONGEST and _is_credit(before)
