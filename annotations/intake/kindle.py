"""Kindle's `My Clippings.txt`, in English and in German: the notes on all books, in the order they were made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from annotations.intake.item import (
    MOST_ITEMS,
    TOO_MUCH,
    Item,
    NotUnderstoodError,
    Reading,
    clean_quote,
    note_text,
    utc_of,
)
from annotations.intake.texts import decoded

_RULE: Final = re.compile(r"^={8,}[ \t]*$", re.MULTILINE)
_KINDS: Final = (
    ("highlight", re.compile(r"highlight|markierung|clip|ausschnitt", re.IGNORECASE)),
    ("note", re.compile(r"note|notiz", re.IGNORECASE)),
    ("bookmark", re.compile(r"bookmark|lesezeichen", re.IGNORECASE)),
)
_PLACE: Final = re.compile(r"(?:location|loc\.|position|pos\.)\s*(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", re.IGNORECASE)
_PAGE: Final = re.compile(r"(?:page|seite)\s*(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", re.IGNORECASE)
_MONTHS: Final = ("jan", "feb", "m[aä]r", "apr", "ma[iy]", "jun", "jul", "aug", "sep", "o[ck]t", "nov", "de[cz]")
_MONTH: Final = re.compile("|".join(rf"\b({name})[a-zä]*" for name in _MONTHS), re.IGNORECASE)
_DAY: Final = re.compile(r"(?<![\d:])(\d{1,2})(?=[.,]?\s)")
_YEAR: Final = re.compile(r"\b((?:19|20)\d\d)\b")
_TIME: Final = re.compile(r"\b(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([AP])M)?", re.IGNORECASE)
_AUTHOR: Final = re.compile(r"^(.*\S)\s*\(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class _Clipping:
    kind: str
    book: str
    text: str
    start: int
    """Where in the book, by Kindle's own count; -1 when that is not said."""
    end: int
    created: str


def recognises(data: bytes) -> bool:
    """Tell whether the beginning of a file is that of Kindle's clippings."""
    head = data[:20000].replace(b"\0", b"")
    return b"\n==========" in head and re.search(rb"\n- .*[|\d]", head) is not None


def read(data: bytes) -> Reading:
    """Return the highlights, each with the note that was made at its end. Raises NotUnderstoodError."""
    text, problems = decoded(data)
    found: list[_Clipping] = []
    for line, block in _blocks(text.replace("\r\n", "\n")):
        clipping = _clipping(block)
        if clipping is None:
            problems.append(f"The clipping on line {line} was left out: it is not understood.")
        elif clipping.kind != "bookmark":
            found.append(clipping)
    return Reading(tuple(_joined(found)), problems=tuple(problems))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between the rules, with its first line's number. Raises NotUnderstoodError."""
    at, line = 0, 1
    for count, rule in enumerate(_RULE.finditer(text)):
        if count >= MOST_ITEMS:
            raise NotUnderstoodError(TOO_MUCH)
        block = text[at : rule.start()]
        blank = len(block) - len(block.lstrip())
        yield line + block.count("\n", 0, blank), block
        line += block.count("\n")
        at = rule.end()
    if text[at:].strip("\ufeff \n\t"):
        yield line + 1, text[at:]


def _clipping(block: str) -> _Clipping | None:
    lines = block.strip("\ufeff \n\t").split("\n")
    if len(lines) < 2 or not lines[1].lstrip("\ufeff ").startswith("-"):
        return None
    place, _, when = lines[1].rpartition("|")
    kind = next((name for name, word in _KINDS if word.search(place or lines[1])), "")
    if not kind:
        return None
    where = _PLACE.search(place) or _PAGE.search(place)
    start = int(where[1]) if where else -1
    # Of `1234-37` the end has only the digits that differ.
    end = int(where[1][: -len(where[2])] + where[2]) if where and where[2] else start
    return _Clipping(kind, _title(lines[0]), "\n".join(lines[2:]), start, max(start, end), _moment(when))


def _title(line: str) -> str:
    title = clean_quote(line)
    found = _AUTHOR.match(title)
    return found[1] if found else title


def _moment(text: str) -> str:
    month, year, time = _MONTH.search(text), _YEAR.search(text), _TIME.search(text)
    day = _DAY.search(text)
    if not (month and year and time and day) or month.lastindex is None:
        return ""
    hour = int(time[1]) % 12 + 12 * (time[4] in "pP") if time[4] else int(time[1])
    try:
        moment = datetime(int(year[1]), month.lastindex, int(day[1]), hour, int(time[2]), int(time[3] or 0))
    except ValueError:
        return ""
    return utc_of(moment)


def _joined(found: Sequence[_Clipping]) -> Iterator[Item]:
    """Yield the highlights, each with the latest note on it, then the notes alone."""
    highlights = _latest([one for one in found if one.kind == "highlight" and one.text.strip()])
    by_book: dict[str, list[int]] = {}
    for index, one in enumerate(highlights):
        by_book.setdefault(one.book, []).append(index)
    notes: dict[int, _Clipping] = {}
    alone: dict[tuple[str, int], _Clipping] = {}
    for note in (one for one in found if one.kind == "note" and one.text.strip()):
        near = [at for at in by_book.get(note.book, ()) if _holds(highlights[at], note)]
        if near:
            notes[max(near, key=lambda at: (highlights[at].end == note.end, at))] = note
        else:
            alone[note.book, note.start] = note
    for index, one in enumerate(highlights):
        yield _item(one, notes.get(index))
    yield from (
        replace(_item(one, one), identity=f"{book}\nnote {start}", quote="")
        for (book, start), one in alone.items()
    )


def _latest(highlights: Sequence[_Clipping]) -> list[_Clipping]:
    """Return highlights without what they were before they were stretched or cut, which Kindle keeps, too."""
    last: dict[tuple[str, str, int], int] = {}
    superseded: set[int] = set()
    for index, one in enumerate(highlights):
        for edge, at in (("start", one.start), ("end", one.end)):
            before = last.get((one.book, edge, at))
            if before is not None and at >= 0 and _is_stretched(highlights[before].text, one.text):
                superseded.add(before)
            last[one.book, edge, at] = index
    return [one for index, one in enumerate(highlights) if index not in superseded]


def _is_stretched(text: str, later: str) -> bool:
    short, long = sorted((clean_quote(text), clean_quote(later)), key=len)
    return long.startswith(short) or long.endswith(short)


def _holds(highlight: _Clipping, note: _Clipping) -> bool:
    return note.start >= 0 and highlight.start <= note.start <= highlight.end


def _item(one: _Clipping, note: _Clipping | None) -> Item:
    quote = clean_quote(one.text)
    return Item(
        identity=f"{one.book}\n{quote}",
        quote=quote,
        note=note_text(note.text) if note else "",
        created=one.created,
        modified=note.created if note else "",
        book=one.book,
        order=one.start if one.start >= 0 else None,
    )
