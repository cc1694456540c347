"""An annotation as a JSON-LD object of the W3C Web Annotation Data Model, and back.

Reading is tolerant: what is missing or of another type counts as not there. Writing changes only what the
reader changed: fields and bodies that lesart does not know stay as they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from annotations.annotation import Annotation, Selectors
from annotations.bodies import bodies, text_of, written_bodies
from annotations.terms import is_offset, listed

Json = Mapping[str, Any]

KEYS: Final = (
    "@context",
    "id",
    "type",
    "motivation",
    "created",
    "modified",
    "creator",
    "body",
    "target",
    "stylesheet",
)
"""The order in which an annotation's keys are written; unknown ones follow."""
SAID: Final = ("note", "tags", "translation", "guess", "counterpart")
"""What of an annotation is written as its bodies."""
ORIGINAL: Final = "lesart:originalQuote"
EARLIER: Final = "lesart:earlier"
EDITOR: Final = "lesart:editor"
OWN: Final = (EDITOR, ORIGINAL, EARLIER)
"""The keys of what lesart adds to the W3C's model."""
BACKGROUNDS: Final = {"green": "lightgreen", "blue": "lightblue", "purple": "plum", "pink": "pink"}
"""The colours as CSS names them; any other is shown like `yellow`."""


def read_annotation(raw: Json, id_: str) -> Annotation:
    """Return the annotation that a JSON object describes; `id_` is the id it is known by."""
    target = _target(raw)
    said = [(role, text_of(body)) for role, body in bodies(raw)]
    only = dict(said)
    earlier = (one for one in listed(raw.get(EARLIER)) if isinstance(one, Mapping))
    return Annotation(
        id=id_,
        selectors=_selectors(target),
        note=only.get("note", ""),
        tags=tuple(text for role, text in said if role == "tag"),
        colour=_first_string(target.get("styleClass")),
        created=_string(raw.get("created")),
        modified=_string(raw.get("modified")),
        creator=_name(raw.get("creator")),
        editor=_string(raw.get(EDITOR)),
        replies_to=_answered(raw),
        translation=only.get("translation", ""),
        guess=only.get("guess", ""),
        counterpart=only.get("counterpart", ""),
        original=_string(raw.get(ORIGINAL)),
        earlier=tuple(read_annotation({**one, EARLIER: None}, id_) for one in earlier),
        raw=raw,
    )


def write_annotation(annotation: Annotation, source: str) -> dict[str, Any]:
    """Return the JSON object of the annotation; `source` is the IRI of what it is about."""
    raw = annotation.raw
    before = read_annotation(raw, annotation.id)
    fields: dict[str, Any] = {**raw, "id": annotation.id, "type": raw.get("type", "Annotation")}
    if "motivation" not in raw or annotation.motivation != before.motivation:
        fields["motivation"] = annotation.motivation
    for name in ("created", "modified", "creator"):
        value = getattr(annotation, name)
        if value != getattr(before, name):
            fields[name] = {"type": "Person", "name": value} if name == "creator" else value
    if any(getattr(annotation, name) != getattr(before, name) for name in SAID):
        fields.pop("bodyValue", None)
        fields["body"] = written_bodies(annotation) or None
    if fields.get("body", True) is None:
        del fields["body"]
    fields["target"] = _written_target(annotation, before, source)
    if annotation.colour != before.colour or "target" not in raw:
        _restyle(fields, before.colour, annotation.colour)
    _write_own(fields, annotation, before, source)
    known = {key: fields.pop(key) for key in KEYS if key in fields}
    return known | fields


def bare(annotation: Annotation, source: str) -> dict[str, Any]:
    """Return the JSON object of an annotation that is not in force any more, so that no program takes it for one.

    It has no id, and no type unless that is an unusual one; `read_annotation` reads it back.
    """
    written = write_annotation(annotation, source)
    del written["id"]
    if written["type"] == "Annotation":
        del written["type"]
    return written


def _write_own(fields: dict[str, Any], annotation: Annotation, before: Annotation, source: str) -> None:
    """Write what lesart adds to the W3C's model."""
    if annotation.editor != before.editor:
        fields[EDITOR] = annotation.editor
    if annotation.original != before.original:
        fields[ORIGINAL] = annotation.original
    if annotation.earlier != before.earlier:
        fields[EARLIER] = [bare(replace(one, earlier=()), source) for one in annotation.earlier]
    for key in OWN:
        if not fields.get(key, True):
            del fields[key]


def quote_and_position(target: Json) -> tuple[Json, Json]:
    """Return the target's first selector of a quote and first of a position; empty where there is none.

    A position that refines another selector counts from what that one selects, and is none in the text.
    """
    quote = next((one for one in _flat(target.get("selector")) if isinstance(one.get("exact"), str)), {})
    outer = (one for one in listed(target.get("selector")) if isinstance(one, Mapping) and one is not quote)
    return quote, next(filter(_is_position, outer), {})


def _is_position(selector: Json) -> bool:
    kinds = listed(selector.get("type"))
    return "TextPositionSelector" in kinds or (not kinds and "start" in selector)


def rest_of(raw: Json) -> str:
    """Return what lesart does not know of an annotation's JSON, as text that can be compared."""
    others = [body for role, body in bodies(raw) if role == "other"]
    targets = [one for one in listed(raw.get("target")) if isinstance(one, Mapping)]
    known = ("source", "selector", "styleClass")
    parts = [{key: value for key, value in one.items() if key not in known} for one in targets]
    fields = {key: value for key, value in raw.items() if key not in KEYS and key not in OWN}
    return json.dumps([fields, others, [part for part in parts if part]], sort_keys=True)


def _restyle(fields: dict[str, Any], before: str, after: str) -> None:
    """Give the annotation the stylesheet that a `styleClass` must have, unless it brought another along."""
    if fields.get("stylesheet") == _stylesheet(before):
        del fields["stylesheet"]
    if after:
        fields.setdefault("stylesheet", _stylesheet(after))


def _stylesheet(colour: str) -> dict[str, str]:
    selector = "." + re.sub(r"[^\w-]", lambda found: f"\\{ord(found[0]):x} ", colour)
    return {
        "type": "CssStylesheet",
        "value": f"{selector} {{ background: {BACKGROUNDS.get(colour, 'yellow')} }}",
    }


def _written_target(annotation: Annotation, before: Annotation, source: str) -> Any:
    raw = annotation.raw.get("target")
    unchanged = (annotation.selectors, annotation.colour) == (before.selectors, before.colour)
    if unchanged and raw:
        return raw
    former = _target(annotation.raw)
    if former and "source" not in former:
        # A whole resource: only what refers to one as its source can have a selector or a style.
        target: dict[str, Any] = {"source": former}
    else:
        target = {**former, "source": former.get("source") or annotation.replies_to or source}
    if annotation.selectors != before.selectors or not former:
        # Other selectors of the former target would now contradict these: they go.
        target.pop("selector", None)
        if not annotation.selectors.nowhere:
            target["selector"] = _written_selectors(annotation.selectors)
    if annotation.colour:
        target["styleClass"] = annotation.colour
    else:
        target.pop("styleClass", None)
    if isinstance(raw, list):
        return [target if other is former else other for other in raw] if former in raw else [target, *raw]
    return target


def _written_selectors(selectors: Selectors) -> list[dict[str, Any]]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": selectors.exact,
        "prefix": selectors.prefix,
        "suffix": selectors.suffix,
    }
    if selectors.start is None or selectors.end is None:
        return [quote]
    return [quote, {"type": "TextPositionSelector", "start": selectors.start, "end": selectors.end}]


def _target(raw: Json) -> Json:
    """Return the target to show: the first with a selector, else the first there is."""
    targets = listed(raw.get("target"))
    objects = [one for one in targets if isinstance(one, Mapping)]
    chosen = next((one for one in objects if one.get("selector")), objects[0] if objects else None)
    if chosen is not None:
        return chosen
    return {"source": targets[0]} if targets and isinstance(targets[0], str) else {}


def _answered(raw: Json) -> str:
    """Return the id of what is answered: a reply's target that is whole, be it an object or its IRI alone."""
    target = _target(raw)
    whole = "replying" in listed(raw.get("motivation")) and not target.get("selector")
    return _string(target.get("source", target.get("id"))) if whole else ""


def _selectors(target: Json) -> Selectors:
    quote, position = quote_and_position(target)
    start, end = position.get("start"), position.get("end")
    known = is_offset(start) and is_offset(end) and start <= end
    return Selectors(
        _string(quote.get("exact")),
        _string(quote.get("prefix")),
        _string(quote.get("suffix")),
        start if known else None,
        end if known else None,
    )


def _flat(selector: object, depth: int = 0) -> Iterator[Json]:
    for one in listed(selector):
        if isinstance(one, Mapping):
            yield one
            if depth < 8:
                yield from _flat(one.get("refinedBy"), depth + 1)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _first_string(value: object) -> str:
    return next((one for one in listed(value) if isinstance(one, str)), "")


def _name(creator: object) -> str:
    for one in listed(creator):
        name = _first_string(one.get("name")) or _string(one.get("id")) if isinstance(one, Mapping) else one
        if isinstance(name, str) and name:
            return name
    return ""
