"""Find in a text, whatever the case and however umlauts and ß are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from articles.article import Span

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import Article, Text

MAX_QUERY: Final = 2000
"""Code points of the longest query; a longer one finds nothing, so that no search takes long to prepare."""

STRETCH: Final = 1 << 16
"""Code points that are searched at a time: a few milliseconds at most."""
_LONGER: Final = 4
"""So many times as long as the query can a match be, soft hyphens aside."""

_SOFT = "\u00ad*+"
"""Soft hyphens between two characters of the text, which the reader does not see."""

_SPACE = r"\s[\s\u00ad]*+"
# Keeps a query that begins with white space from being tried again at each space of a long run.
_RUN_BEGINS = r"(?<![\s\u00ad])\u00ad*+"
_UNITS: Final = {
    "ä": "(?:ä|a\u00ad*+e|a\u0308?+)",
    "ö": "(?:ö|o\u00ad*+e|o\u0308?+)",
    "ü": "(?:ü|u\u00ad*+e|u\u0308?+)",
    "ae": "(?:a\u00ad*+e|ä|a\u0308)",
    "oe": "(?:o\u00ad*+e|ö|o\u0308)",
    "ue": "(?:u\u00ad*+e|ü|u\u0308)",
    "a": "(?:a\u0308?+|ä)",
    "o": "(?:o\u0308?+|ö)",
    "u": "(?:u\u0308?+|ü)",
    "ss": "(?:s\u00ad*+s|ß)",
    "ß": "(?:s\u00ad*+s|ß)",
}
"""What each part of a query stands for in the text, upper case left to the IGNORECASE flag."""

_PART = re.compile(r"\s+|[aou]e|ss|.", re.IGNORECASE | re.DOTALL)


def find_all(text: str, query: str) -> Iterator[Span]:
    """Yield where `query` stands in `text`, from left to right, without overlaps; each is sought when asked for.

    `Strasse` finds Straße and STRASSE, `Maerz` and `Marz` find März and `März` finds both; white space finds
    any white space, also the blank line between two blocks; soft hyphens in the text do not count. A blank
    query finds nothing.
    """
    pattern = compile_query(query)
    if pattern is not None:
        yield from (Span(match.start(), match.end()) for match in pattern.finditer(text))


def find_from(article: Article, query: str, offset: int = 0) -> Iterator[list[Span]]:
    """Yield what `find_all` does, stretch by stretch: from `offset` to the article's end, then from its beginning.

    A list holds the matches that begin in one stretch of the text, from left to right, and may be empty: whoever
    takes them can do something else in between. No string is made of the whole text.
    """
    pattern = compile_query(query)
    if pattern is None or not article.blocks:
        return
    base = article.blocks[0].start
    middle = max(0, min(offset - base, len(article.content)))
    for start, end in ((middle, len(article.content)), (0, middle)):
        yield from _stretches(article.content, pattern, (start, end), base, _LONGER * len(query) + STRETCH // 16)


def spans_of(article: Article, pattern: re.Pattern[str], longest: int) -> Iterator[Span]:
    """Yield where a pattern matches in the canonical text; none of its matches is longer than `longest`."""
    for found in _stretches(article.content, pattern, (0, len(article.content)), 0, longest):
        yield from found


def _stretches(
    text: Text, pattern: re.Pattern[str], part: tuple[int, int], base: int, longest: int
) -> Iterator[list[Span]]:
    at, end = part
    while at < end:
        stop = min(end, at + STRETCH)
        # One character more before it, for what a pattern asks of its neighbour.
        begin = max(0, at - 1)
        window = text[begin : stop + longest]
        found = []
        for match in pattern.finditer(window, at - begin):
            if match.start() + begin >= stop:
                break
            found.append(Span(match.start() + begin + base, match.end() + begin + base))
        yield found
        at = max(stop, found[-1].end - base) if found else stop


def compile_query(query: str) -> re.Pattern[str] | None:
    """Return the pattern that finds `query`, or None when it is blank or longer than MAX_QUERY.

    Nothing in the query is special. The pattern has no choice that could be taken back at a distance: a
    search costs at most the length of the text times that of the query.
    """
    folded = unicodedata.normalize("NFC", query[: MAX_QUERY + 1]).replace("\u00ad", "")
    if len(query) > MAX_QUERY or not folded.strip():
        return None
    parts = (match.group() for match in _PART.finditer(folded))
    before = _RUN_BEGINS if folded[0].isspace() else ""
    return re.compile(before + _SOFT.join(_unit(part) for part in parts), re.IGNORECASE)


def _unit(part: str) -> str:
    """Return the pattern for one part of a query: a character, a pair such as `ae`, or white space."""
    if part.isspace():
        return _SPACE
    found = _UNITS.get(part.lower())
    if found is not None:
        return found
    composed, decomposed = re.escape(part), unicodedata.normalize("NFD", part)
    return composed if decomposed == part else f"(?:{composed}|{re.escape(decomposed)})"
