"""What Project Gutenberg puts round its books: a header and a licence, in the words of thirty years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from articles.article import Mark, fold
from articles.formats.inline import RawMark, fold_marked
from articles.values import NamedTuple

HEAD_CHARACTERS = 40_000
"""How much of a text's beginning the header can take up."""

_BEGIN = re.compile(r"\s*\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG E(?:BOOK|TEXT)", re.IGNORECASE)
_SMALL_PRINT = re.compile(r"\s*\*END\*? ?THE SMALL PRINT!.*\*END\*", re.IGNORECASE)
_END = re.compile(
    r"\s*+\**+\s*+(?:END OF (?:THE |THIS )?PROJECT GUTENBERG|ENDE (?:DIESE[SR]?|DES) PROJE[CK]T GUTENBERG"
    r"|ENDE DIESES ETEXTES)",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"\[?(?:Produced by|E-?(?:text|book) (?:was )?(?:prepared|produced|reformatted)|Transcribed (?:by|from)"
    r"|This (?:work contains|is the [78].bit|book was generously|book content was|Etext is in German)"
    r"|(?:This|The) (?:Project Gutenberg )?(?:e-?text|e-?book|file) was (?:first )?(?:prepared|produced|posted)"
    r"|Credits:|We are releasing two versions|Updated editions|(?:The )?Online Distributed Proofread"
    r"|Dieses Buch wurde uns freundlicherweise vom|\S*https?://www\.pgdp\.net)",
    re.IGNORECASE,
)
_MOST_CREDITS = 12
"""How many paragraphs behind the header can say who made the text."""
_FIELD = re.compile(r"(Title|Author|Language):\s*(.*)")
_FIRST_LINE = re.compile(
    r"(?:\W*The )?Project Gutenberg(?:'s)? E(?:text|book) (?:of )?[\"„]?(.+?)[\"“]?(?:,? by|, von|,) ([^#]+)",
    re.IGNORECASE,
)
_NOBODY = ("anonymous", "various", "unknown")
_LANGUAGES = {
    "german": "de", "english": "en", "french": "fr", "italian": "it", "spanish": "es", "dutch": "nl",
    "latin": "la", "danish": "da", "swedish": "sv", "norwegian": "no", "finnish": "fi", "portuguese": "pt",
}  # fmt: skip
_PICTURE = re.compile(r"\[(?:Illustration|Abbildung)\]\s*$", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\w)([_=])(?=\S)([^_=]{1,2000}?)(?<=\S)\1(?!\w)")


class Frame(NamedTuple):
    """The header of a book of Project Gutenberg; a licence follows the book."""

    lines: int
    """How many lines stand before the book."""
    title: str = ""
    """With the author before it, as in `Franz Kafka: Die Verwandlung`."""
    language: str = ""


def frame_of(text: str) -> Frame | None:
    """Return the header of what begins with `text`; None when it is no book of Project Gutenberg."""
    lines = text[:HEAD_CHARACTERS].split("\n")
    at = next((at for at, line in enumerate(lines) if _BEGIN.match(line)), None)
    if at is None:
        at = next((at for at, line in enumerate(lines) if _SMALL_PRINT.match(line)), None)
    if at is None:
        return None
    # The title in the line may be too long for it.
    while at + 1 < len(lines) and lines[at].strip() and not lines[at].rstrip().endswith("*"):
        at += 1
    return Frame(_behind_credits(lines, at + 1), *_described(lines[:at]))


def _behind_credits(lines: Sequence[str], at: int) -> int:
    """Return the index of the line behind all that is said, from `at` on, about who made the text."""
    behind, paragraphs, before = at, 0, ""
    credit = False
    while at < len(lines) and paragraphs <= _MOST_CREDITS:
        line = lines[at]
        at += 1
        if line.strip() and not before.strip():
            paragraphs += 1
            credit = _CREDITS.match(line.strip()) is not None
        if credit:
            behind = at
        before = line
    return behind


def _described(header: Sequence[str]) -> tuple[str, str]:
    """Return title and language as the header tells them."""
    fields: dict[str, str] = {}
    for line in header:
        field = _FIELD.match(line)
        if field:
            fields.setdefault(field[1], field[2])
    first = _FIRST_LINE.match(fold(header[0])) if header else None
    title, author = fields.get("Title", ""), fields.get("Author", "")
    if not title and first:
        title, author = first[1], first[2]
    author = author.strip()
    known = author and author.lower() not in _NOBODY
    language = _LANGUAGES.get(fields.get("Language", "").strip().lower(), "")
    return fold(f"{author}: {title}" if title and known else title), language


def inside(lines: Iterable[str], frame: Frame) -> Iterator[str]:
    """Yield the lines of the book itself."""
    for line in islice(lines, frame.lines, None):
        if _END.match(line):
            return
        yield "" if _PICTURE.match(line) else line


def emphasised(raw: str) -> tuple[str, tuple[Mark, ...]]:
    """Return a paragraph's text with marks: emphasis on what stands between _low lines_, strong on =so=."""
    pieces, marks, end, length = [], [], 0, 0
    for found in _EMPHASIS.finditer(raw):
        between = raw[end : found.start()]
        start = length + len(between)
        length = start + len(found[2])
        pieces += [between, found[2]]
        marks.append(RawMark(start, length, "emphasis" if found[1] == "_" else "strong"))
        end = found.end()
    return fold_marked("".join([*pieces, raw[end:]]), marks)


def behind_header(lines: Sequence[str]) -> Sequence[str]:
    """Return lines from the middle of a text without what of them is header still."""
    ends = [at for at, line in enumerate(lines) if _BEGIN.match(line) or _SMALL_PRINT.match(line)]
    return lines[ends[-1] + 1 :] if ends else lines
