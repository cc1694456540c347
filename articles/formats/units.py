"""The paragraphs of a plain text as they stand: where each begins and ends, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from articles.formats.layout import Layout, indent, is_closed, is_hyphenated, room_needed
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

_ITEM = r"\s*(?:([-*•·◦▪‣●○■□])|(\d{1,3})([.)])|([a-z])\))\s+(?=\S)"
_ENTRY = r"(?:\.\s?|…){3,}\s*\d+$|…\s*\d+$|(?:\s{3,}|\t)\d{1,4}$"
"""The end of a line of a table of contents."""

_SIGNS = frozenset("=-*_~#+•–—")
_HYPHEN = r"(\w?)[-‐][^\S\n]*\n\s*(\w*)"
_SPLIT_CK = (
    r"(?!.*(?:musik|physik|[^s]tik|[^k]nik|(?:fab|rub|ly)rik|publik|logik|mimik|gra(?:f|ph)ik)$).*[aeiouäöü]k$"
)
_CK_GOES_ON = r"k(?:e(?:[lmnrst]|nd\w*|l[nst]|lt\w*|r[nst]|rt\w*|rin\w*|te[nrs]?)?|ig\w*|isch\w*|ung(?:en)?)$"
"""Until 1996 Zucker was parted as Zuk-ker. Not so Politik-kenner, nor what came from elsewhere, as Ak-kord."""
_SOFT_HYPHEN = "\u00ad[^\\S\n]*\n\\s*"
_CONJUNCTIONS = frozenset(
    ("und", "oder", "bzw", "beziehungsweise", "sowie", "als", "bis", "wie", "noch", "aber", "sondern", "statt")
)


def units(lines: Iterable[str], layout: Layout) -> Iterator[Unit]:
    """Yield the units of a text that comes line by line; each depends on no more than the line that follows it."""
    lines = _bounded(_without_form_feeds(lines))
    return _wrapped(lines, layout) if layout.width else _one_a_line(lines)


def _without_form_feeds(lines: Iterable[str]) -> Iterator[str]:
    """Leave out the breaks between pages; where one stands in mid-sentence, nothing shows of it."""
    before = ""
    for line in lines:
        if "\f" in line:
            line = line.replace("\f", "")
            if not line.strip() and not is_closed(before.rstrip()):
                continue
        yield line
        before = line


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
            yield Unit(_joined(gathered), parted)
            gathered, parted, length = [], 0, len(line)
        if not line:
            parted, listed = parted + 1, False
            continue
        if not gathered:
            listed = _is_item(line)
        gathered.append(line)
    if gathered:
        yield Unit(_joined(gathered), parted)


def _breaks(line: str, following: str, layout: Layout, listed: bool) -> bool:
    """Tell whether a new unit begins with `following`; `listed` says that `line` belongs to a list item."""
    if line[-1].isdigit() and re.search(_ENTRY, line):
        return True
    if layout.short <= len(line) <= layout.width and line[0].isalpha() and following[0].isalpha():
        # What nearly all lines of a paragraph are: all that follows says the same of them.
        return False
    if layout.indented and following[0] in " \t":
        return True
    first, before = following.lstrip()[0], line.lstrip()[0]
    if not (first.isalpha() and before.isalpha()):
        if ">" in (first, before):
            return _breaks_quotation(line, following, layout, listed)
        # A dash or a date in running text begins no list: its line follows a full one in mid-sentence.
        item = _is_item(following) and (listed or is_closed(line) or len(line) < layout.short)
        if item or is_rule(line) or is_rule(following):
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


def item(line: str) -> re.Match[str] | None:
    """Match what stands before a list item's text: a bullet, or a number and the sign behind it."""
    # Most lines begin with a letter: they need no pattern, nor the time to compile it.
    begins = line.lstrip()[:2]
    return None if begins[:1].isalpha() and begins[1:] != ")" else re.match(_ITEM, line)


def item_label(found: re.Match[str]) -> str:
    """Return the label of a list item: `•`, `3.` or `a)`."""
    bullet, number, sign, letter = found.groups()
    return "•" if bullet else f"{int(number)}{sign}" if number else f"{letter})"


def quote_depth(line: str) -> int:
    """Return how many `>` begin the line, with or without spaces between them."""
    return line[: len(line) - len(unquoted(line))].count(">")


def unquoted(line: str) -> str:
    """Return the line without the `>` that begin it and the white space round them, but >so< as it is."""
    if line.lstrip()[:1] != ">":
        return line
    rest = line.lstrip("> \t")
    return line if "<" in rest and line[-len(rest) - 1] == ">" else rest


def is_rule(line: str) -> bool:
    """Tell whether a line is a separator or underlines another: three or more signs, no letter or digit."""
    signs = line.replace(" ", "")
    return len(signs) >= 3 and signs[0] in _SIGNS and not signs.strip(signs[0])


def _is_item(line: str) -> bool:
    return item(line) is not None


def _joined(lines: list[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    if quote_depth(lines[0]):
        lines = [lines[0], *map(unquoted, lines[1:])]
    text = "\n".join(lines)
    if "\u00ad\n" in text:
        text = re.sub(_SOFT_HYPHEN, "", text)
    if "-\n" in text or "‐\n" in text:
        text = re.sub(_HYPHEN, _rejoined, text)
    return text


def _rejoined(match: re.Match[str]) -> str:
    """Return the two halves of a word as one, with the hyphen when it belongs to the word."""
    before, after = match.groups()
    if not before or not after or after in _CONJUNCTIONS:
        return f"{before}{match.group()[len(before)]} {after}"
    # Behind a capital or a digit (EU-weit, 80-prozentig) the hyphen is the writer's, as before a capital.
    if after[0].islower() and before.islower():
        if before == after[0] == "k" and re.match(_CK_GOES_ON, after):
            head = match.string[max(0, match.start() - 8) : match.start() + 1]
            return ("c" if re.match(_SPLIT_CK, head, re.IGNORECASE | re.DOTALL) else before) + after
        return before + after
    return f"{before}{match.group()[len(before)]}{after}"
