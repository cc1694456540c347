"""KOReader: the notes beside a book (`metadata.*.lua`), and its export as JSON, of one book or of several.

https://github.com/koreader/koreader/wiki
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from annotations.document import FULLEST
from annotations.intake.item import (
    MOST_ITEMS,
    TOO_MUCH,
    Item,
    NotUnderstoodError,
    Reading,
    clean_quote,
    colour_of,
    note_text,
    utc,
    utc_from_epoch,
)
from annotations.intake.lua import Table, Value, listed, read_table
from annotations.intake.texts import LARGEST, decoded

_AUTOMATIC: Final = re.compile(r"\S+ .*@ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.DOTALL)
"""What older versions wrote in the place of a note: `Page 3 QUOTE @ 2020-01-31 12:00:00`, in any language."""
_LUA: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:--[^\n]*\n\s*)*return\s*\{")


def recognises(data: bytes) -> bool:
    """Tell whether the beginning of a file is one of KOReader's."""
    if _LUA.match(data):
        return True
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and b'"entries"' in data and b'"target"' not in data


def read(data: bytes) -> Reading:
    """Return what a file of KOReader's holds. Raises NotUnderstoodError."""
    if len(data) > LARGEST:
        raise NotUnderstoodError("it is too large to be a file of notes")
    items, problems = (_from_lua(read_table(data)), []) if _LUA.match(data) else _from_json(data)
    if len(items) > MOST_ITEMS:
        raise NotUnderstoodError(TOO_MUCH)
    return Reading(tuple(items), problems=tuple(problems))


def _from_lua(table: Table) -> list[Item]:
    if not {"annotations", "highlight", "bookmarks"} & table.keys():
        raise NotUnderstoodError("it holds no annotations")
    book = next((title for key in ("doc_props", "stats") if (title := _text(_inner(table, key), "title"))), "")
    if "annotations" in table:
        marks = [mark for mark in listed(table["annotations"]) if "drawer" in mark or _text(mark, "note")]
    else:
        marks = list(_older(table))
    return [_item(mark, book, number) for number, mark in enumerate(marks)]


def _older(table: Table) -> Iterator[Table]:
    """Yield what versions before 2024 kept as highlights by their pages, and their notes as bookmarks."""
    notes = {_text(one, "datetime"): one for one in listed(table.get("bookmarks"))}
    for page in listed(table.get("highlight")):
        for mark in listed(page):
            note = _text(notes.get(_text(mark, "datetime"), {}), "text")
            automatic = _AUTOMATIC.fullmatch(note) or note == _text(mark, "text")
            yield mark if automatic else {**mark, "note": note}


def _item(mark: Table, book: str, order: int) -> Item:
    when, quote = _text(mark, "datetime"), clean_quote(_text(mark, "text"))
    if "drawer" not in mark and "pos0" not in mark:
        # A page was marked: its text is the chapter's title.
        quote = ""
    return Item(
        identity=f"{book}\n{when or quote}",
        quote=quote,
        note=note_text(_text(mark, "note")),
        colour=colour_of(_text(mark, "color")),
        created=utc(when),
        modified=utc(_text(mark, "datetime_updated")),
        book=book,
        order=order,
    )


def _from_json(data: bytes) -> tuple[list[Item], list[str]]:
    text, problems = decoded(data)
    if text.count("{") > 2 * MOST_ITEMS or sum(map(text.count, ",[")) > FULLEST:
        raise NotUnderstoodError(TOO_MUCH)
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotUnderstoodError(f"it is not JSON (line {error.lineno})") from None
    except (RecursionError, ValueError):
        raise NotUnderstoodError("it is nested too deeply, or holds a number that is too long") from None
    documents = whole.get("documents", [whole]) if isinstance(whole, dict) else []
    items: list[Item] = []
    for document in documents if isinstance(documents, list) else []:
        entries = document.get("entries") if isinstance(document, dict) else None
        book = _text(document, "title") if isinstance(document, dict) else ""
        for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
            if isinstance(entry, dict) and (_text(entry, "text") or _text(entry, "note")):
                items.append(_entry(entry, book, number))
            else:
                problems.append(f"Entry {number} of “{book}” was left out: it has neither text nor note.")
    return items, problems


def _entry(entry: dict[str, Any], book: str, order: int) -> Item:
    seconds, quote = entry.get("time"), clean_quote(_text(entry, "text"))
    known = isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and 0 < seconds < 1e11
    return Item(
        identity=f"{book}\n{seconds if known else quote}",
        quote=quote,
        note=note_text(_text(entry, "note")),
        colour=colour_of(_text(entry, "color")),
        created=utc_from_epoch(float(seconds)) if known and seconds is not None else "",
        book=book,
        order=order,
    )


def _inner(table: Table, key: str) -> Mapping[Any, Value]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _text(table: Mapping[Any, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""
