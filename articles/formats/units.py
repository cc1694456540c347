"""The paragraphs of a plain text as they stand: where each begins and ends, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import repeat

from articles.formats.joining import joined
from articles.formats.layout import Layout
from articles.formats.lines import (
    indent,
    is_closed,
    is_entry,
    is_hyphenated,
    is_rule,
    item,
    quote_depth,
    room_needed,
    unquoted,
)
from articles.values import NamedTuple


class Unit(NamedTuple):
    """A run of lines that belong together."""

    text: str
    """Without white space behind it; what stands before the first line is kept, it may be an indentation."""
    parted: int
    """How many blank lines stand before it; before a text's first unit one more."""


LONGEST_LINE = 50_000
"""Code points of the longest line that is read in one; a longer one, which no person wrote, is parted."""
_CUT = r"[a-zäöüß]{3}[.!?…][“”\"«»]* (?=[„“\"»«A-ZÄÖÜ])"
"""Where one sentence ends and another begins."""
_NEAR = 2_000


def units(lines: Iterable[str], layout: Layout) -> Iterator[Unit]:
    """Yield the units of a text that comes line by line; each depends on no more than the line that follows it."""
    lines = _bounded(_without_form_feeds(lines, layout.short))
    return _wrapped(lines, layout) if layout.width else _one_a_line(lines)


def _without_form_feeds(lines: Iterable[str], short: int) -> Iterator[str]:
    """Leave out the breaks between pages, and the blank lines round them where one stands in mid-sentence."""
    before, blank, broken = "", 0, False
    for line in lines:
        if "\f" in line:
            line, broken = line.replace("\f", ""), True
        if not line or line.isspace():
            blank += 1
            continue
        if blank:
            if not (broken and _goes_on(before.rstrip(), line, short)):
                yield from repeat("", blank)
            blank = 0
        yield line
        before, broken = line, False


def _goes_on(before: str, line: str, short: int) -> bool:
    """Tell whether a sentence goes on behind a break; a line of fewer than `short` characters may be a heading."""
    full = 0 < short <= len(before)
    return not is_closed(before) and (full or line.lstrip()[0].islower() or before[-1:] in "-,")


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > LONGEST_LINE:
            yield from parts(line)
        else:
            yield line


def parts(line: str) -> Iterator[str]:
    """Part a line that is longer than LONGEST_LINE, where a sentence ends, else between words.

    Each part depends on nothing behind it, so that of a line that goes on all but the last are final.
    """
    at = 0
    while len(line) - at > LONGEST_LINE:
        limit = at + LONGEST_LINE
        ends = [match.end() for match in re.compile(_CUT).finditer(line, limit - _NEAR, limit)]
        end = ends[-1] if ends else line.rfind(" ", limit - _NEAR, limit) + 1 or limit
        yield line[at:end]
        at = end
    yield line[at:]


def _one_a_line(lines: Iterable[str]) -> Iterator[Unit]:
    parted = 1
    for line in lines:
        if line := line.rstrip():
            yield Unit(line, parted)
            parted = 0
        else:
            parted += 1


def _wrapped(lines: Iterable[str], layout: Layout) -> Iterator[Unit]:
    gathered: list[str] = []
    parted, listed, length = 1, False, 0
    for line in lines:
        line = line.rstrip()
        length += len(line)
        if gathered and (not line or length > LONGEST_LINE or _breaks(gathered[-1], line, layout, listed)):
            yield Unit(joined(gathered), parted)
            gathered, parted, length = [], 0, len(line)
        if not line:
            parted, listed = parted + 1, False
            continue
        if not gathered:
            listed = item(line) is not None
        gathered.append(line)
    if gathered:
        yield Unit(joined(gathered), parted)


def _breaks(line: str, following: str, layout: Layout, listed: bool) -> bool:
    """Tell whether a new unit begins with `following`; `listed` says that `line` belongs to a list item."""
    if is_entry(line):
        return True
    if layout.short <= len(line) <= layout.width and line[0].isalpha() and following[0].isalpha():
        # What nearly all lines of a paragraph are: all that follows says the same of them.
        return following[1:2] == ")" and listed
    if layout.indented and following[0] in " \t":
        return True
    first, before = following.lstrip()[0], line.lstrip()[0]
    if not (first.isalpha() and before.isalpha()) or following.lstrip()[1:2] == ")":
        if ">" in (first, before) and (quote_depth(line) or quote_depth(following)):
            return _breaks_quotation(line, following, layout, listed)
        # A dash or a date in running text begins no list: its line follows a full one in mid-sentence.
        begins = item(following) is not None and (listed or is_closed(line) or len(line) < layout.short)
        if begins or is_rule(line) or is_rule(following):
            return True
    if len(line) > 2 * layout.width and is_closed(line):
        return True
    if is_hyphenated(line, following):
        return False
    if not listed and _is_set_in(following, layout) and not _is_set_in(line, layout) and is_closed(line):
        return True
    room = len(line) < layout.short and room_needed(line, following) <= layout.short
    # Verse stands further in than prose, and also goes on in lower case.
    verse = not listed and _is_set_in(line, layout) and _is_set_in(following, layout)
    return room and (verse or not first.islower())


def _is_set_in(line: str, layout: Layout) -> bool:
    """Tell whether a line begins further in than most do, say because it is quoted."""
    return line[0] in " \t" and indent(line.expandtabs(4)) >= layout.margin + 2


def is_set_in(text: str, layout: Layout) -> bool:
    """Tell whether a unit is a quotation that stands further in than the text: several lines, all of them."""
    lines = text.split("\n")
    return len(lines) > 1 and all(line != "" and _is_set_in(line, layout) for line in lines)


def _breaks_quotation(line: str, following: str, layout: Layout, listed: bool) -> bool:
    if quote_depth(line) != quote_depth(following):
        return True
    line, following = unquoted(line), unquoted(following)
    return not line or not following or _breaks(line, following, layout, listed)
