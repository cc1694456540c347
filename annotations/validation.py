"""What a sidecar must be to be read by any program that knows the W3C Web Annotation Data Model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from annotations.document import Item, Unusable, read_document
from annotations.terms import is_iri, is_offset, listed, moment

ANNO_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_DATE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def validate(data: bytes) -> list[str]:
    """Return what is wrong with a sidecar, one sentence each, empty when nothing is; never raises."""
    document = read_document(data)
    if isinstance(document, Unusable):
        return [f"The file cannot be read: {document.sentence}."]
    problems = [f"The page {fault}." for fault in _page_faults(document.page)]
    seen: set[str] = set()
    for number, item in enumerate(document.items, 1):
        problems += [f"Annotation {number} {fault}." for fault in _item_faults(item, seen)]
    return problems


def _page_faults(page: Mapping[str, Any]) -> Iterator[str]:
    if not page:
        yield "is missing: the annotations stand by themselves"
        return
    if ANNO_CONTEXT not in listed(page.get("@context")):
        yield f"does not name the context {ANNO_CONTEXT}"
    if not is_iri(page.get("id")):
        yield "has no absolute IRI as its id"
    if "AnnotationPage" not in listed(page.get("type")):
        yield "is not of the type AnnotationPage"
    collection = page.get("partOf")
    if isinstance(collection, Mapping):
        if not is_iri(collection.get("id")):
            yield "is part of a collection without an absolute IRI as its id"
        total = collection.get("total", 0)
        if type(total) is not int or total < 0:
            yield "is part of a collection whose total is not a number of annotations"
    elif collection is not None and not is_iri(collection):
        yield "is part of something that is neither a collection nor an absolute IRI"


def _item_faults(item: Item, seen: set[str]) -> Iterator[str]:
    raw = item.value
    if item.fault:
        yield f"was left as it is: {item.fault}"
    if not isinstance(raw, dict):
        yield "is not an object"
        return
    id_ = raw.get("id")
    if not is_iri(id_):
        yield "has no absolute IRI as its id"
    elif id_ in seen:
        yield "has the id of another annotation"
    else:
        seen.add(id_)
    if "Annotation" not in listed(raw.get("type")):
        yield "is not of the type Annotation"
    for name in ("created", "modified"):
        if name in raw and not _is_time(raw[name]):
            yield f"has a time of another form than 2026-01-31T12:00:00Z in {name}"
    yield from _body_faults(raw)
    yield from _target_faults(raw)


def _is_time(value: object) -> bool:
    return isinstance(value, str) and _DATE_TIME.fullmatch(value) is not None and moment(value).year > 1


def _body_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    if "body" in raw and "bodyValue" in raw:
        yield "has both a body and a bodyValue"
    if "body" in raw and not listed(raw["body"]):
        yield "has an empty body"
    for body in listed(raw.get("body")):
        if isinstance(body, str):
            if not is_iri(body):
                yield "has a body that is neither an object nor an absolute IRI"
        elif not isinstance(body, Mapping):
            yield "has a body that is neither an object nor an absolute IRI"
        elif "TextualBody" in listed(body.get("type")) and not isinstance(body.get("value"), str):
            yield "has a TextualBody without one text as its value"


def _target_faults(raw: Mapping[str, Any]) -> Iterator[str]:
    targets = listed(raw.get("target"))
    if not targets:
        yield "has no target"
    for target in targets:
        if isinstance(target, Mapping):
            if "styleClass" in target and "stylesheet" not in raw:
                yield "has a styleClass without a stylesheet"
            source = target.get("source", target.get("id"))
            source = source.get("id") if isinstance(source, Mapping) else source
            if "selector" in target and "source" not in target:
                yield "has a selector without a source"
            elif source is not None and not is_iri(source):
                yield "has a source that is not an absolute IRI"
            for selector in listed(target.get("selector")):
                yield from _selector_faults(selector)
        elif not is_iri(target):
            yield "has a target that is neither an object nor an absolute IRI"


def _selector_faults(selector: object) -> Iterator[str]:
    if isinstance(selector, str):
        return
    if not isinstance(selector, Mapping):
        yield "has a selector that is not an object"
        return
    kinds = listed(selector.get("type"))
    if "TextQuoteSelector" in kinds:
        if not isinstance(selector.get("exact"), str):
            yield "has a TextQuoteSelector without one text as its quote"
        if not all(isinstance(selector.get(side, ""), str) for side in ("prefix", "suffix")):
            yield "has a TextQuoteSelector whose prefix or suffix is not one text"
    if "TextPositionSelector" in kinds:
        start, end = selector.get("start"), selector.get("end")
        if not (is_offset(start) and is_offset(end) and start <= end):
            yield "has a TextPositionSelector whose start and end are no range"
