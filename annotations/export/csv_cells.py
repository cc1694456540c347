"""How lesart's own table says what a note is, so that a row can be edited by hand and read back.

*Note.* Tags and colour first, as Readwise takes them from there, `.question .yellow`; in the lines behind them the
note, and behind that its English. A row that is about no words has its note in the place of the highlight.

*Id.* The annotation's id, percent-encoded, and the `digests` of note, tags and colour as they are read back from
the row: they tell what was edited there and what in lesart. `english-30-9f86d081` says how long the English is
and has its digest, `whole` that the note stands in the place of the highlight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from annotations.annotation import COLOURS, clean_note, clean_tags
from annotations.export.cleaning import clean
from annotations.export.markdown import comment, digest, digests_of, plain_comment

_TRIGGER: Final = "[-=+@＝＋－＠]"
_CELL: Final = re.compile(rf"\s*{_TRIGGER}|[\t\r\n]")
# Where lists are separated by `;`, as in Germany, spreadsheets also begin a cell behind a semicolon, a tab or
# a line end, and let it run on into the next cells. There only what could be a formula is guarded, so that a
# note's list of hyphens stays as it was: a call, a link or DDE needs a bracket or mark, and what the next cell
# shall complete needs a quotation mark or an operator at its end.
_CALL: Final = r"[^;\t\n]*[\"(|!\[（｜！]"
_UNFINISHED: Final = r"[^;\t\n]*(?<=[-+*/^&=<>,:@＝＋－＠])\s*\Z"
_INNER: Final = re.compile(rf"(?<=[;\t\n])(?=[ \"\xa0\u3000]*{_TRIGGER}(?:{_CALL}|{_UNFINISHED}))")
_GUARD: Final = re.compile(rf"(?<=[;\t\n])'(?=[ \"\xa0\u3000]*{_TRIGGER})")
_NOT_IN_TAGS: Final = re.compile(r"[^\w-]+")
_INLINE: Final = re.compile(r"\s*((?:\.[\w-]+(?:[ \t]+|(?=\n)|\Z))+)\n?")
"""Readwise takes tags from the beginning of a note: https://docs.readwise.io/readwise/guides/action-tags"""
_ID: Final = re.compile(r"(\S+) ([0-9a-f]{24})(?: english-([0-9]{1,7})-([0-9a-f]{8}))?( whole)?")


class Said(NamedTuple):
    """What the cells of a row say."""

    note: str
    tags: list[str]
    colour: str


class Mark(NamedTuple):
    """What the cell `Id` says."""

    id: str
    digests: str = ""
    """Of what the row said when it was written."""
    english: tuple[int, str] = (0, "")
    """Length and digest of the English behind the note."""
    whole: bool = False
    """Whether the note stands in the place of the highlight."""

    @property
    def text(self) -> str:
        """The cell."""
        length, sign = self.english
        english = f" english-{length}-{sign}" if length else ""
        return f"{comment(self.id)} {self.digests}{english}{' whole' if self.whole else ''}"


class EnglishEditedError(ValueError):
    """The English behind a note is not as it was written, so that nothing tells where the note ends."""


def marked(id_: str, highlight: str, note: str, title: str, english: str, *, whole: bool) -> str:
    """Return the cell `Id` for the other cells of a row, which hold `english` at the end of `note`."""
    highlight, note, title = (unguarded(guarded(cell)) for cell in (highlight, note, title))
    behind = english if note.endswith(english) else ""
    mark = Mark(id_, english=(len(behind), digest(behind)), whole=whole)
    return mark._replace(digests=digests_of(said_in(highlight, note, title, mark))).text


def read_mark(cell: str) -> Mark:
    """Return what the cell `Id` says; one of another program's says nothing."""
    found = _ID.fullmatch(cell.strip())
    if found is None:
        return Mark("")
    return Mark(plain_comment(found[1]), found[2], (int(found[3] or 0), found[4] or ""), bool(found[5]))


def said_in(highlight: str, note: str, title: str, mark: Mark) -> Said:
    """Return what a row of lesart's own says, without the English behind its note. Raises EnglishEditedError."""
    length, sign = mark.english
    if length:
        if digest(note[-length:]) != sign:
            raise EnglishEditedError
        note = note[:-length].removesuffix("\n")
    if mark.whole and highlight != title:
        note = "\n".join(filter(None, (note, highlight)))
    return read_note(note)


def as_read(note: str, tags: Iterable[str], colour: str) -> Said:
    """Return a note, its tags and its colour as they are read back from where they were written."""
    written = "\n".join(filter(None, (inline(tags, colour), clean(note))))
    return read_note(unguarded(guarded(written)))


def inline(tags: Iterable[str], colour: str) -> str:
    """Return tags and colour as Readwise takes them from the beginning of a note."""
    written = (_NOT_IN_TAGS.sub("-", clean(name)).strip("-") for name in (*tags, colour))
    return " ".join(f".{name}" for name in written if name)


def read_note(text: str) -> Said:
    """Return what a note says that may begin with tags and, as the last of them, a colour."""
    found = _INLINE.match(text)
    names = [name.removeprefix(".") for name in found[1].split()] if found else []
    colour = names[-1] if names and names[-1] in COLOURS else ""
    note = clean_note(text[found.end() :] if found else text).strip("\n").rstrip()
    return Said(note, list(clean_tags(name for name in names if name != colour)), colour)


def guarded(cell: str) -> str:
    """Return a cell's text that no spreadsheet runs as a formula."""
    inner = _INNER.sub("'", cell)
    return f"'{inner}" if _CELL.match(inner) else inner


def unguarded(cell: str) -> str:
    """Return a cell without the `'` that was put before what a spreadsheet would take for a formula."""
    plain = _GUARD.sub("", cell)
    for candidate in (plain.removeprefix("'"), plain):
        if guarded(candidate) == cell:
            return candidate
    return cell
