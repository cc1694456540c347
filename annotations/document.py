"""The JSON of a sidecar, taken apart into its page and the text of every item."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from annotations.decoding import (
    TOO_DEEP,
    TOO_MUCH,
    Decoder,
    Item,
    Opened,
    Unsound,
    is_deep,
    not_json,
    to_line,
    uncollected,
)
from annotations.terms import listed

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of the largest sidecar that is read."""
FULLEST: Final = 5_000_000
"""Values that the fullest sidecar may hold: they take far more memory than their text."""
_CONFLICT: Final = re.compile(r"^<{7} ", re.MULTILINE)
_NOTHING: Final = "it holds no annotations"

Shape = Literal["page", "collection", "annotation", "list", "rows"]


@dataclass(frozen=True, slots=True)
class Unusable:
    """A sidecar that cannot be read."""

    sentence: str
    """Why, for the reader; without the file's name."""


class Document(NamedTuple):
    """A sidecar's JSON."""

    page: Mapping[str, Any]
    """The page's fields without its items; empty where the annotations stand by themselves."""
    items: list[Item]
    shape: Shape = "page"
    """What the file is: a page, a collection with its first page, one annotation, a list of them, or rows of
    the Hypothesis API (in `items` as annotations)."""


def read_document(data: bytes, known: Mapping[str, Any] | None = None) -> Document | Unusable:
    """Take the bytes of a sidecar apart; never raises for what they hold.

    `known` are the values of items by their lines, from an earlier reading: lines that are still the same are
    not decoded again.
    """
    if len(data) > LARGEST:
        return Unusable("it is too large to be a file of notes")
    try:
        # Some programs write UTF-16; JSON tells the encodings apart by its first bytes.
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Unusable(f"it is not UTF-8 text (line {line})")
    if not text or text.isspace():
        return Unusable("it is empty")
    if len(text) > FULLEST and sum(text.count(sign) for sign in ",[{") > FULLEST:
        return Unusable(TOO_MUCH)
    try:
        with uncollected():
            return _taken_apart(Decoder(text, known or {}))
    except RecursionError:
        return Unusable(TOO_DEEP)
    except json.JSONDecodeError as error:
        conflict = _CONFLICT.search(text)
        return Unusable("it holds an unresolved merge conflict" if conflict else not_json(error))
    except Unsound as error:
        return Unusable(str(error))


def _taken_apart(decoder: Decoder) -> Document | Unusable:
    start = decoder.skip(0)
    if decoder.text.startswith("[", start):
        items, end = decoder.array(start)
        decoder.finish(end)
        return _list(items)
    if not decoder.text.startswith("{", start):
        decoder.finish(decoder.value(start)[1])
        return Unusable(_NOTHING)
    opened = decoder.object(start)
    decoder.finish(opened.end)
    document = _object(decoder, start, opened)
    if isinstance(document, Document) and is_deep(document.page):
        return Unusable(TOO_DEEP)
    return document


def _list(items: list[Item]) -> Document | Unusable:
    rows = _rows(items)
    if rows is not None:
        return rows
    if items and not any(isinstance(item.value, dict) and "target" in item.value for item in items):
        return Unusable(_NOTHING)
    return Document({}, items, "list")


def _object(decoder: Decoder, start: int, opened: Opened) -> Document | Unusable:
    fields, kinds = opened.fields, listed(opened.fields.get("type"))
    if "AnnotationCollection" in kinds and opened.items is not None:
        return _collection(fields, {}, opened.items)
    if opened.items is not None or "AnnotationPage" in kinds:
        return Document(fields, opened.items or [])
    first = fields.pop("first", None)
    if isinstance(first, dict):
        page = decoder.object(opened.places["first"])
        return _collection(fields, page.fields, page.items or [])
    lists = [key for key in ("rows", "annotations") if isinstance(fields.get(key), list)]
    several = [decoder.array(opened.places[key])[0] for key in lists]
    whole = [decoder.item(start)[0]]
    for items in (*several, whole):
        rows = _rows(items)
        if rows is not None:
            return rows
    if "target" in fields or "Annotation" in kinds:
        return Document({}, whole, "annotation")
    return Unusable(_NOTHING if first is None else f"{_NOTHING}, only the address of their first page")


def _collection(fields: Mapping[str, Any], page: Mapping[str, Any], items: list[Item]) -> Document:
    """Return the first page of a collection, which becomes what the page is part of."""
    outside = {key: field for key, field in fields.items() if key == "@context"}
    collection = {key: field for key, field in fields.items() if key != "@context"}
    return Document({**outside, "partOf": collection, **page}, items, "collection")


def _rows(items: list[Item]) -> Document | None:
    """Return the items with rows of the Hypothesis API made annotations; None when there is no row among them."""
    from annotations.hypothesis_rows import annotation_of, is_row

    if not any(is_row(item.value) for item in items):
        return None
    annotations = []
    for item in items:
        if not item.fault and is_row(item.value):
            value = annotation_of(item.value)
            item = item._replace(fault=TOO_DEEP) if is_deep(value) else Item(to_line(value), value, "")
        annotations.append(item)
    return Document({}, annotations, "rows")
