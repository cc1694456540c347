"""What a sidecar must be to be read by any program that knows the W3C Web Annotation Data Model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from annotations.decoding import Item
from annotations.document import Document, Unusable, read_document
from annotations.field_faults import field_faults, is_time
from annotations.resource_faults import is_styled, resource_faults
from annotations.terms import ANNO_CONTEXT, is_iri, listed

_CONTEXT_MISSING: Final = f"does not name the context {ANNO_CONTEXT}"
_ENCODINGS: Final = {
    "utf-8": "",
    "utf-8-sig": "The file begins with a byte order mark, which other programs may refuse.",
}


def validate(data: bytes) -> list[str]:
    """Return what is wrong with a sidecar, one sentence each, empty when nothing is; never raises."""
    document = read_document(data)
    if isinstance(document, Unusable):
        return [f"The file cannot be read: {document.sentence}."]
    encoding = _ENCODINGS.get(json.detect_encoding(data), "The file is not UTF-8, which other programs expect.")
    problems = [encoding] if encoding else []
    problems += _file_faults(document)
    seen: set[str] = set()
    for number, item in enumerate(document.items, 1):
        problems += [f"Annotation {number} {fault}." for fault in _item_faults(item, seen)]
    # Several bodies of an annotation may have the same fault.
    return list(dict.fromkeys(problems))


def _file_faults(document: Document) -> Iterator[str]:
    if document.shape == "list":
        yield "The page is missing: the annotations stand by themselves."
    elif document.shape == "rows":
        yield "The file holds rows of the Hypothesis API, which other programs do not know as annotations."
    elif document.shape == "annotation":
        context = document.items[0].value.get("@context")
        if ANNO_CONTEXT not in listed(context):
            yield f"The annotation {_CONTEXT_MISSING}."
    else:
        yield from (f"The page {fault}." for fault in _page_faults(document.page))
        yield from (f"The {fault}." for fault in _own_faults(document.page))
        collection = document.page.get("partOf")
        if isinstance(collection, Mapping):
            yield from (f"The collection {fault}." for fault in _collection_faults(collection))


def _page_faults(page: Mapping[str, Any]) -> Iterator[str]:
    if ANNO_CONTEXT not in listed(page.get("@context")):
        yield _CONTEXT_MISSING
    if not is_iri(page.get("id")):
        yield "has no absolute IRI as its id"
    if "AnnotationPage" not in listed(page.get("type")):
        yield "is not of the type AnnotationPage"
    if not _is_count(page.get("startIndex", 0)):
        yield "has a startIndex that is not a number of annotations"
    for name in ("next", "prev"):
        if name in page and not is_iri(page[name]):
            yield f"has something other than an absolute IRI in {name}"
    collection = page.get("partOf")
    if collection is not None and not is_iri(collection) and not isinstance(collection, Mapping):
        yield "is part of something that is neither a collection nor an absolute IRI"


def _collection_faults(collection: Mapping[str, Any]) -> Iterator[str]:
    if not is_iri(collection.get("id")):
        yield "that the page is part of has no absolute IRI as its id"
    if not _is_count(collection.get("total", 0)):
        yield "that the page is part of has a total that is not a number of annotations"
    if not all(isinstance(label, str) for label in listed(collection.get("label"))):
        yield "that the page is part of has something other than text in label"
    for name in ("first", "last"):
        if not all(is_iri(one) or isinstance(one, Mapping) for one in listed(collection.get(name))):
            yield f"that the page is part of has something other than an absolute IRI in {name}"
    yield from (f"that the page is part of has {fault}" for fault in field_faults(collection))


def _own_faults(page: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with what lesart itself adds to a page."""
    version = page.get("lesart:formatVersion", 0)
    if type(version) is not int or version < 0:
        yield "version of the format is not a number"
    if "lesart:source" in page and not is_iri(page["lesart:source"]):
        yield "source of the article is not an absolute IRI"
    for number, stone in enumerate(listed(page.get("lesart:tombstones")), 1):
        if not isinstance(stone, Mapping) or not is_iri(stone.get("id")):
            yield f"deletion {number} has no absolute IRI as its id"
        elif not is_time(stone.get("lesart:deleted")):
            yield f"deletion {number} has a time of another form than 2026-01-31T12:00:00Z"
        elif not isinstance(stone.get("lesart:was", {}), Mapping):
            yield f"deletion {number} was of something that is not an object"


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _item_faults(item: Item, seen: set[str]) -> Iterator[str]:
    raw = item.value
    if item.fault:
        yield f"was left as it is: {item.fault}"
    elif isinstance(raw, dict):
        yield from _annotation_faults(raw, seen)
    elif not is_iri(raw):
        # The address of an annotation may stand for it.
        yield "is not an object"


def _annotation_faults(raw: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    id_ = raw.get("id")
    if not is_iri(id_):
        yield "has more than one id" if isinstance(id_, list) else "has no absolute IRI as its id"
    elif id_ in seen:
        yield "has the id of another annotation"
    else:
        seen.add(id_)
    if "Annotation" not in listed(raw.get("type")):
        yield "is not of the type Annotation"
    yield from (f"has {fault}" for fault in field_faults(raw))
    yield from _body_faults(raw)
    targets = listed(raw.get("target"))
    if not targets:
        yield "has no target"
    for target in targets:
        yield from resource_faults(target, "target")
    if "stylesheet" not in raw and any(map(is_styled, targets + listed(raw.get("body")))):
        yield "has a styleClass without a stylesheet"
    if not isinstance(raw.get("lesart:originalQuote", ""), str):
        yield "has something other than text as its original quote"
    if not isinstance(raw.get("lesart:editor", ""), str):
        yield "has something other than text as the name of its editor"
    if not all(isinstance(one, Mapping) for one in listed(raw.get("lesart:earlier"))):
        yield "has an earlier version that is not an object"


def _body_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    if "body" in raw and "bodyValue" in raw:
        yield "has both a body and a bodyValue"
    if not isinstance(raw.get("bodyValue", ""), str):
        yield "has something other than one text in bodyValue"
    if "body" in raw and not listed(raw["body"]):
        yield "has an empty body"
    for body in listed(raw.get("body")):
        yield from resource_faults(body, "body")
