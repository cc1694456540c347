"""The sidecar's format: an AnnotationPage of the W3C Web Annotation Data Model, one annotation a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from annotations.annotation import Annotation, NewId, new_id
from annotations.document import Document, Item, Unusable, read_document, to_line
from annotations.jsonld import is_iri, listed, read_annotation, write_annotation
from annotations.validation import ANNO_CONTEXT, validate
from articles.article import SEPARATOR, Article

__all__ = ["ArticleFacts", "Page", "Unusable", "dump", "new_page", "parse", "text_hash", "validate"]

FORMAT_VERSION: Final = 1
LESART_CONTEXT: Final = {"lesart": "https://lesart.invalid/ns#"}
"""`.invalid` promises that nothing will ever be found there (RFC 2606): the IRI only tells names apart."""
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


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a sidecar says about the article it belongs to."""

    title: str = ""
    file_name: str = ""
    """Without its folder; empty for what is not a file."""
    text_hash: str = ""
    """As `text_hash` returns it."""
    source: str = ""
    """The absolute IRI that annotations name as their source; empty for a file, which gets a `urn:uuid:`."""


class Line(NamedTuple):
    """An annotation with the line that it stood on."""

    annotation: Annotation
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a sidecar."""

    id: str
    facts: ArticleFacts
    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    """By id, in the order of the file."""
    tombstones: Mapping[str, str] = field(default_factory=dict)
    """The ids of deleted annotations, with the time of the deletion."""
    strange: tuple[str, ...] = ()
    """The lines of items that are no annotations lesart can read: written back as they are."""
    lines: Mapping[str, Line] = field(default_factory=dict, repr=False)
    """What the annotations were read from; an annotation that is still the same keeps its line."""
    fields: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The page's JSON without its items: what lesart does not know is written back as it was."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be read."""


def new_page(facts: ArticleFacts, ids: NewId = new_id) -> Page:
    """Return a page without annotations, with an id and, for a file, a source of its own."""
    return Page(ids(), replace(facts, source=facts.source or ids()))


def text_hash(article: Article) -> str:
    """Return the hash of an article's canonical text as the sidecar writes it: `sha256:` and 64 hex digits.

    Empty for an article that has been read in part. Goes through the blocks without making the whole text.
    """
    if not article.complete:
        return ""
    import hashlib

    digest = hashlib.sha256()
    for number, block in enumerate(article.blocks):
        digest.update(((SEPARATOR if number else "") + block.text).encode("utf-8", "surrogatepass"))
    return "sha256:" + digest.hexdigest()


def parse(data: bytes) -> Page | Unusable:
    """Read a sidecar, or any W3C annotation page, collection, list or single annotation; never raises.

    Items that cannot be read are kept and named in `problems`. What has no id gets one that depends only on
    its content, so that it is the same at every reading.
    """
    document = read_document(data)
    if isinstance(document, Unusable):
        return document
    page = document.page
    annotations, lines, strange, problems = _read_items(document)
    if _version(page) > FORMAT_VERSION:
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
    head = [f"{to_line(key)}: {to_line(value)}" for key, value in _head(page).items()]
    tombstones = [to_line({"id": id_, "lesart:deleted": when}) for id_, when in page.tombstones.items()]
    if tombstones:
        head.append(_array("lesart:tombstones", tombstones))
    lines = [_line(page, annotation) for annotation in page.annotations.values()]
    head.append(_array("items", [*lines, *page.strange]))
    return ("{\n" + ",\n".join(head) + "\n}\n").encode()


def _array(key: str, lines: list[str]) -> str:
    return f'"{key}": [\n' + ",\n".join(lines) + "\n]" if lines else f'"{key}": []'


def _line(page: Page, annotation: Annotation) -> str:
    line = page.lines.get(annotation.id)
    if line is not None and (line.annotation is annotation or line.annotation == annotation):
        return line.text
    return to_line(write_annotation(annotation, page.facts.source))


def _head(page: Page) -> dict[str, Any]:
    own = {
        "@context": _context(page.fields.get("@context")),
        "id": page.id,
        "type": "AnnotationPage",
        "partOf": _collection(page),
        "lesart:formatVersion": max(FORMAT_VERSION, _version(page.fields)),
        "lesart:source": page.facts.source,
        "lesart:fileName": page.facts.file_name,
        "lesart:textHash": page.facts.text_hash,
    }
    return own | {key: value for key, value in page.fields.items() if key not in _OWN_KEYS}


def _version(page: Mapping[str, Any]) -> int:
    version = page.get("lesart:formatVersion")
    return version if isinstance(version, int) else 0


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
    document: Document,
) -> tuple[dict[str, Annotation], dict[str, Line], list[str], list[str]]:
    annotations: dict[str, Annotation] = {}
    lines: dict[str, Line] = {}
    strange: list[str] = []
    problems: list[str] = []
    for number, item in enumerate(document.items, 1):
        fault = item.fault or ("" if isinstance(item.value, dict) else "it is not an object")
        if fault:
            strange.append(item.text)
            problems.append(f"Item {number} was left as it is: {fault}.")
            continue
        id_, own = _id(item, annotations)
        annotation = read_annotation(item.value, id_)
        annotations[id_] = annotation
        if own:
            lines[id_] = Line(annotation, item.text)
    return annotations, lines, strange, problems


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
    sources = (source for one in annotations for source in _sources(one))
    own = page.get("lesart:source")
    source = own if is_iri(own) else next((one for one in sources if is_iri(one)), "")
    names = (label, page.get("lesart:fileName"), page.get("lesart:textHash"), source)
    return ArticleFacts(*(name if isinstance(name, str) else "" for name in names))


def _sources(annotation: Annotation) -> list[Any]:
    targets = listed(annotation.raw.get("target"))
    return [one.get("source", one.get("id")) if isinstance(one, Mapping) else one for one in targets]


def _read_tombstones(page: Mapping[str, Any]) -> dict[str, str]:
    stones: dict[str, str] = {}
    for stone in listed(page.get("lesart:tombstones")):
        if isinstance(stone, Mapping):
            id_, when = stone.get("id"), stone.get("lesart:deleted", "")
            if isinstance(id_, str) and id_ and isinstance(when, str):
                stones[id_] = when
    return stones
