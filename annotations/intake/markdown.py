"""lesart's own Markdown, after somebody edited it: `annotations.export.markdown` says how it is written.

A block quote outside the comments, or between comments without an id, is a new note. It may have a line of facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.annotation import clean_note
from annotations.export.markdown import as_read, plain_comment, plain_tags
from annotations.export.markdown_text import plain
from annotations.intake.item import MOST_ITEMS, TOO_MUCH, Item, NotUnderstoodError, Reading, clean_quote
from annotations.intake.texts import decoded

_BEGIN: Final = re.compile(r"<!--\s*lesart(?:\s+(\S+?))?(?:\s+([0-9a-f]{24}))?\s*-->\s*")
_END: Final = re.compile(r"<!--\s*/lesart\s*-->\s*")
_FACTS: Final = re.compile(r"\*\*(?:Paragraph \d{1,9}|Whole article|Not found)\*\*(?: · .*)?\s*")
_TITLE: Final = re.compile(r"# +(.+)")
_RECOGNISED: Final = re.compile(rb"^<!--\s*lesart[^\n]*-->\s*$", re.MULTILINE)


class _Part(NamedTuple):
    """Lines that belong together."""

    line: int
    """The first one's number, from 1."""
    lines: list[str]
    id: str
    book: str
    digests: str = ""


def recognises(data: bytes) -> bool:
    """Tell whether a file is lesart's Markdown."""
    return _RECOGNISED.search(data) is not None


def read(data: bytes) -> Reading:
    """Return the notes of a file. Raises NotUnderstoodError."""
    text, problems = decoded(data)
    items: list[Item] = []
    for part in _parts(text.replace("\r\n", "\n").split("\n"), problems):
        item = _item(part)
        if item is None:
            problems.append(f"The note on line {part.line} was left as it is: its line with the place is missing.")
        elif item.quote or item.note or item.id:
            items.append(item)
        if len(items) + len(problems) > MOST_ITEMS:
            raise NotUnderstoodError(TOO_MUCH)
    return Reading(tuple(items), problems=tuple(problems), as_read=as_read)


def _parts(lines: list[str], problems: list[str]) -> Iterator[_Part]:
    """Yield the notes between comments, and what stands outside from one block quote to the next."""
    book, at, outside = "", 0, _Part(1, [], "", "")
    while at < len(lines):
        begin, title = _BEGIN.fullmatch(lines[at]), _TITLE.match(lines[at])
        quoted = lines[at].startswith(">") and not (outside.lines and outside.lines[-1].startswith(">"))
        if begin or quoted or re.match("#{1,6} ", lines[at]):
            yield from _loose(outside)
            outside = _Part(at + 1, [], "", book)
        if begin:
            end = _end(lines, at + 1)
            if end is None:
                problems.append(f"The note on line {at + 1} was left as it is: it has no end.")
            else:
                yield _Part(at + 1, lines[at + 1 : end], plain_comment(begin[1] or ""), book, begin[2] or "")
                at = end
        elif title:
            book = clean_quote(plain(title[1]))
            outside = _Part(at + 1, [], "", book)
        elif outside.lines or quoted:
            outside.lines.append(lines[at])
        at += 1
    yield from _loose(outside)


def _loose(part: _Part) -> Iterator[_Part]:
    if part.lines:
        yield part


def _end(lines: list[str], at: int) -> int | None:
    """Return the line that ends a note; None when another one begins before."""
    for number in range(at, len(lines)):
        if _END.fullmatch(lines[number]):
            return number
        if _BEGIN.fullmatch(lines[number]):
            return None
    return None


def _item(part: _Part) -> Item | None:
    """Return the note; None for one with an id that has lost its facts."""
    facts = next((at for at, line in enumerate(part.lines) if _FACTS.fullmatch(line)), None)
    if facts is None and part.id:
        return None
    quoted = [at for at, line in enumerate(part.lines[:facts]) if line.startswith(">")]
    quote = plain("\n".join(re.sub("^> ?", "", part.lines[at]) for at in quoted))
    behind = facts + 1 if facts is not None else quoted[-1] + 1 if quoted else 0
    fields = part.lines[facts].rstrip().split(" · ")[1:] if facts is not None else []
    note = plain("\n".join(part.lines[behind:]).strip("\n"))
    return Item(
        identity=f"{part.book}\n{quote}",
        quote=clean_quote(quote),
        note=note if part.id else clean_note(note),
        tags=tuple(next((plain_tags(one) for one in fields if one.startswith("#")), ())),
        colour=next((plain(one).strip() for one in fields if one and one[0] not in "#*"), ""),
        book=part.book,
        id=part.id,
        digests=part.digests,
        order=float(part.line),
    )
