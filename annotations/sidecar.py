"""The sidecar's format: an AnnotationPage of the W3C Web Annotation Data Model, one annotation a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from annotations.annotation import Annotation, NewId, Tombstone, new_id
from annotations.decoding import Item, to_line, uncollected
from annotations.document import Document, Unusable, read_document
from annotations.facts import ArticleFacts
from annotations.jsonld import bare, read_annotation, write_annotation
from annotations.migrations import FORMAT_VERSION, migrate, version_of
from annotations.terms import ANNO_CONTEXT, is_iri, listed

LESART_CONTEXT: Final = {"lesart": "https://lesart.invalid/ns#"}
"""`.invalid` promises that nothing will ever be found there (RFC 2606): the IRI only tells names apart."""
DELETED: Final = "lesart:deleted"
WAS: Final = "lesart:was"
_IDS: Final = "5d0c3a7e-6a53-4c55-9f0e-0f4cf3a1b6d2"
_OWN_KEYS: Final = (
    "@context",
    "id",
    "type",
    "partOf",
    "lesart:formatVersion",
    "lesart:source",
    "lesart:fileName",
    "lesart:textHash",
    "lesart:tombstones",
    "items",
)


class Line(NamedTuple):
    """An annotation, or what is left of a deleted one, with the line that it stands on."""

    value: Annotation | Tombstone
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a sidecar."""

    id: str
    facts: ArticleFacts
    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    """By id, in the order of the file."""
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    """What is left of deleted annotations, by their ids."""
    strange: tuple[str, ...] = ()
    """The lines of items that are no annotations lesart can read: written back as they are."""
    lines: Mapping[str, Line] = field(default_factory=dict, compare=False, repr=False)
    """What annotations and tombstones were read from, by id: what is still the same keeps its line."""
    fields: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The page's JSON without its items: what lesart does not know is written back as it was."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be read."""


def new_page(facts: ArticleFacts, ids: NewId = new_id) -> Page:
    """Return a page without annotations, with an id and, for a file, a source of its own."""
    return Page(ids(), replace(facts, source=facts.source or ids()))


def parse(data: bytes, former: Page | None = None) -> Page | Unusable:
    """Read a sidecar, or whatever else of annotations `document.read_document` can read; never raises.

    Items that cannot be read are kept and named in `problems`. What has no id gets one that depends only on
    its content, so that it is the same at every reading. Lines that are the same as in a `former` reading are
    not read again: their annotations are the same objects.
    """
    known = _known(former) if former is not None else {}
    document = read_document(data, {text: annotation.raw for text, annotation in known.items()})
    if isinstance(document, Unusable):
        return document
    with uncollected():
        return _page(document, data, known)


def _known(former: Page) -> dict[str, Annotation]:
    """Return the annotations by their lines, but for those that have not been read from one yet."""
    lines = (former.lines.get(id_) for id_ in former.annotations)
    return {
        line.data.decode(): line.value
        for line in lines
        if line is not None and isinstance(line.value, Annotation) and line.value.raw.get("id") == line.value.id
    }


def _page(document: Document, data: bytes, known: Mapping[str, Annotation]) -> Page:
    page = migrate(document.page)
    annotations, lines, strange, problems = _read_items(document, known)
    if version_of(page) > FORMAT_VERSION:
        problems.insert(0, "The notes were written by a newer lesart; what this one does not know is kept.")
    facts = _read_facts(page, annotations.values())
    id_ = page.get("id")
    return Page(
        id=id_ if is_iri(id_) else _derived_id(data),
        facts=replace(facts, source=facts.source or _derived_id(data + b" source")),
        annotations=annotations,
        tombstones=_read_tombstones(page),
        strange=tuple(strange),
        lines=lines,
        fields=page,
        problems=tuple(problems),
    )


def dump(page: Page) -> bytes:
    """Return the sidecar's bytes: UTF-8, fixed order of keys, one annotation a line, a final newline."""
    return written_out(page)[1]


def written_out(page: Page) -> tuple[Page, bytes]:
    """Return the page with the line of every annotation, not to be made again, and the bytes as `dump` does."""
    page = _with_lines(page)
    head = [f"{to_line(key)}: {to_line(value)}".encode() for key, value in _head(page).items()]
    if page.tombstones:
        stones = b",\n".join([page.lines[id_].data for id_ in page.tombstones])
        head.append(b'"lesart:tombstones": [\n' + stones + b"\n]")
    items = [page.lines[id_].data for id_ in page.annotations] + [line.encode() for line in page.strange]
    start = b"{\n" + b",\n".join(head) + b',\n"items": ['
    if not items:
        return page, start + b"]\n}\n"
    # All else goes to the first and the last line, for the many to be joined but once.
    items[0] = start + b"\n" + items[0]
    items[-1] += b"\n]\n}\n"
    return page, b",\n".join(items)


def _with_lines(page: Page) -> Page:
    everything: dict[str, Annotation | Tombstone] = {**page.annotations, **page.tombstones}
    return replace(page, lines={id_: _line(id_, value, page) for id_, value in everything.items()})


def _line(id_: str, value: Annotation | Tombstone, page: Page) -> Line:
    """Return the line that this was read from, if it is still the same, else a new one."""
    former, source = page.lines.get(id_), page.facts.source
    if former is not None and former.value is value:
        return former
    written = _stone(id_, value, source) if isinstance(value, Tombstone) else write_annotation(value, source)
    return Line(value, to_line(written).encode())


def _stone(id_: str, stone: Tombstone, source: str) -> dict[str, Any]:
    written: dict[str, Any] = {"id": id_, DELETED: stone.deleted}
    return written if stone.was is None else written | {WAS: bare(stone.was, source)}


def _head(page: Page) -> dict[str, Any]:
    own = {
        "@context": _context(page.fields.get("@context")),
        "id": page.id,
        "type": "AnnotationPage",
        "partOf": _collection(page),
        "lesart:formatVersion": max(FORMAT_VERSION, version_of(page.fields)),
        "lesart:source": page.facts.source,
        "lesart:fileName": page.facts.file_name,
        "lesart:textHash": page.facts.text_hash,
    }
    return own | {key: value for key, value in page.fields.items() if key not in _OWN_KEYS}


def _context(former: object) -> list[Any]:
    others = [one for one in listed(former) if one not in (ANNO_CONTEXT, LESART_CONTEXT)]
    return [ANNO_CONTEXT, *others, LESART_CONTEXT]


def _collection(page: Page) -> dict[str, Any]:
    former = page.fields.get("partOf")
    former = former if isinstance(former, Mapping) else {"id": former} if is_iri(former) else {}
    own = {
        "id": former.get("id") or _derived_id(page.id.encode("utf-8", "surrogatepass")),
        "type": former.get("type", "AnnotationCollection"),
        "label": page.facts.title,
        "total": len(page.annotations) + len(page.strange),
    }
    return own | {key: value for key, value in former.items() if key not in own}


def _read_items(
    document: Document, known: Mapping[str, Annotation]
) -> tuple[dict[str, Annotation], dict[str, Line], list[str], list[str]]:
    annotations: dict[str, Annotation] = {}
    lines: dict[str, Line] = {}
    strange: list[str] = []
    problems: list[str] = []
    for number, item in enumerate(document.items, 1):
        fault = item.fault or _fault_of(item.value)
        if fault:
            strange.append(item.text)
            problems.append(f"Item {number} was left as it is: {fault}.")
            continue
        id_, own = _id(item, annotations)
        annotation = (known.get(item.text) if own else None) or read_annotation(item.value, id_)
        annotations[id_] = annotation
        if own:
            lines[id_] = Line(annotation, item.text.encode())
    return annotations, lines, strange, problems


def _fault_of(value: object) -> str:
    """Return why an item is no annotation, or an empty string."""
    if not isinstance(value, dict):
        return "it is not an object"
    return "" if "target" in value else "it has no target"


def _id(item: Item, taken: Mapping[str, Annotation]) -> tuple[str, bool]:
    """Return the item's id, and whether it is its own; the second of two with one id gets another."""
    own = item.value.get("id")
    if isinstance(own, str) and own and own not in taken:
        return own, True
    derived = text = _derived_id(item.text.encode("utf-8", "surrogatepass"))
    count = 1
    while derived in taken:
        count += 1
        derived = _derived_id(f"{text} {count}".encode())
    return derived, False


def _derived_id(data: bytes) -> str:
    import hashlib
    import uuid

    return uuid.uuid5(uuid.UUID(_IDS), hashlib.sha256(data).hexdigest()).urn


def _read_facts(page: Mapping[str, Any], annotations: Iterable[Annotation]) -> ArticleFacts:
    collection = page.get("partOf")
    label = collection.get("label") if isinstance(collection, Mapping) else ""
    sources = (source for one in annotations if not one.replies_to for source in _sources(one))
    own = page.get("lesart:source")
    source = own if is_iri(own) else next((one for one in sources if is_iri(one)), "")
    names = (label, page.get("lesart:fileName"), page.get("lesart:textHash"), source)
    return ArticleFacts(*(name if isinstance(name, str) else "" for name in names))


def _sources(annotation: Annotation) -> list[Any]:
    targets = listed(annotation.raw.get("target"))
    return [one.get("source", one.get("id")) if isinstance(one, Mapping) else one for one in targets]


def _read_tombstones(page: Mapping[str, Any]) -> dict[str, Tombstone]:
    stones: dict[str, Tombstone] = {}
    for stone in listed(page.get("lesart:tombstones")):
        if isinstance(stone, Mapping):
            id_, when, was = stone.get("id"), stone.get(DELETED, ""), stone.get(WAS)
            if isinstance(id_, str) and id_ and isinstance(when, str):
                stones[id_] = Tombstone(when, read_annotation(was, id_) if isinstance(was, Mapping) else None)
    return stones
