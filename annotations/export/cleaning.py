"""What all exports do to texts that came from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import unquote

from annotations.notebook import Entry
from articles.article import Article

# Tabs and line feeds stay; all that other programs take for the end of a line becomes one.
_PICTURES: Final = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\v\f\r"}
_LINE_ENDS: Final = dict.fromkeys(map(ord, "\v\f\r\x85\u2028\u2029"), "\n")
# Overrides of the writing direction reach beyond the text that holds them.
_BIDI: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_LOST: Final = dict.fromkeys((*range(0x80, 0xA0), *_BIDI, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
_TABLE: Final = _LOST | _PICTURES | _LINE_ENDS | {0x7F: "\u2421"}
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,7}")
_LINK: Final = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T|$)")

LONGEST_STEM: Final = 120
"""Bytes of UTF-8; file systems end at 255, and some lay names out in two bytes a character."""


def clean(text: str) -> str:
    """Return `text` so that every program can open it: lines end in LF, nothing controls a terminal.

    C0 controls become their pictures; C1 controls, overrides of the writing direction, lone surrogates and
    noncharacters become U+FFFD. Zero-width joiners stay: emoji and some scripts need them.
    """
    return text.replace("\r\n", "\n").translate(_TABLE)


def one_line(text: str) -> str:
    """Return `text` cleaned and with its white space folded, for titles, tags and names."""
    return " ".join(clean(text).split())


def lines_by_paragraph(text: str) -> list[list[str]]:
    """Return the lines of a cleaned text, grouped by the blank lines between them."""
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def title_of(article: Article) -> str:
    """Return the article's title, else what else tells it apart."""
    return one_line(article.title) or source_label(article.source) or "Untitled"


def source_label(source: str) -> str:
    """Return what a page for others shows of a source: a URL in full, of a path only the file name.

    The folders of the reader's machine are nobody's business; JSON and CSV have the whole source.
    """
    remote = "://" in source and not source.lower().startswith("file:")
    return one_line(source if remote else source.rsplit("/", 1)[-1])


def link_to(source: str) -> str:
    """Return `source` when it is an address that a page may link to, `http` or `https`, else nothing."""
    return source if clean(source) == source and _LINK.fullmatch(source) else ""


def language_tag(article: Article) -> str:
    """Return the article's language where it is well-formed (BCP 47), else nothing: unknown."""
    return article.language if _LANGUAGE.fullmatch(article.language) else ""


def tag_names(entry: Entry) -> list[str]:
    """Return the tags as one writes them behind a `#`: no white space within, no `#` before."""
    folded = ("-".join(clean(tag).split()) for tag in entry.annotation.tags)
    return [tag.lstrip("#") or tag for tag in folded if tag]


def day_of(stamp: str) -> str:
    """Return the day of an RFC 3339 timestamp, `2026-01-31`, or nothing when it is not one."""
    found = _DAY.match(stamp)
    return found[0] if found else ""


def summary(entries: Iterable[Entry], exported: datetime | None) -> str:
    """Return in a few words how many notes there are and when they were made: `3 notes, 2026-01-31`."""
    several = tuple(entries)
    days = sorted(filter(None, (day_of(entry.annotation.created) for entry in several)))
    words = ["1 note" if len(several) == 1 else f"{len(several) or 'no'} notes"]
    if days:
        words.append(days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}")
    if exported:
        words.append(f"exported {exported.date().isoformat()}")
    return ", ".join(words)


def source_stem(source: str) -> str:
    """Return the name that a path or URL ends with, without its extension."""
    path = source.partition("?")[0].partition("#")[0] if "://" in source else source
    name = unquote(path.rstrip("/")).rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] or name


def safe_stem(text: str) -> str:
    """Return `text` as the beginning of a file name: letters, digits, `-` and `_`; empty when it has none.

    No separators, no leading dot or hyphen, at most LONGEST_STEM bytes.
    """
    words = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", clean(text)))
    short = words.encode()[:LONGEST_STEM].decode(errors="ignore")
    return re.sub(r"-{2,}", "-", short).strip("-_")
