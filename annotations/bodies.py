"""The bodies of an annotation as JSON-LD: the note, the tags, and the English that belongs to its words.

Another program's bodies count for what the W3C's terms make of them; those that lesart does not know stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from annotations.annotation import Annotation
from annotations.terms import is_iri, listed

English = Literal["translation", "guess", "counterpart"]
Role = Literal["note", "tag", "translation", "guess", "counterpart", "other"]
Json = Mapping[str, Any]

NOTE_PURPOSES: Final = ("commenting", "describing", "replying", "questioning", "assessing", "editing")
ROLE: Final = "lesart:role"
"""Tells a guess from what else describes the words in English."""
_ENGLISH: Final[Mapping[English, Json]] = {
    "translation": {"purpose": "editing"},
    "guess": {"purpose": "describing", ROLE: "guess"},
    "counterpart": {"purpose": "linking"},
}
"""What tells the bodies in English apart, in the order in which they are written."""


def bodies(raw: Json) -> Iterator[tuple[Role, Any]]:
    """Yield the annotation's bodies with their roles; of several notes only the first is the note, and so on."""
    value = raw.get("body")
    several = listed(raw.get("bodyValue")) if value is None else listed(value)
    seen: set[Role] = set()
    for body in several:
        role = _role(raw, body, alone=len(several) == 1)
        if role in seen and role != "tag":
            role = "other"
        seen.add(role)
        yield role, body


def text_of(body: object) -> str:
    """Return the text of a body, whichever way it is written."""
    text = body.get("value") if isinstance(body, Mapping) else body
    return text if isinstance(text, str) else ""


def written_bodies(annotation: Annotation) -> list[Any]:
    """Return the annotation's bodies: changed ones with the keys they had, the unknown ones as they were, last."""
    former: dict[tuple[Role, str], Any] = {}
    rest = []
    for role, body in bodies(annotation.raw):
        if role == "other":
            rest.append(body)
        elif isinstance(body, Mapping):
            former[role, text_of(body) if role == "tag" else ""] = body
    written: list[Any] = []
    if annotation.note:
        kept = former.get(("note", ""), {"type": "TextualBody", "purpose": "commenting"})
        written.append({**kept, "value": annotation.note})
    for tag in annotation.tags:
        fresh = {"type": "TextualBody", "purpose": "tagging", "value": tag}
        written.append(former.get(("tag", tag), fresh))
    for name, signs in _ENGLISH.items():
        if english := getattr(annotation, name):
            fresh = {"type": "TextualBody", **signs, "language": "en", "format": "text/plain"}
            written.append({**former.get((name, ""), fresh), "value": english})
    return written + rest


def _role(raw: Json, body: object, *, alone: bool) -> Role:
    if isinstance(body, str):
        # A string stands for a resource elsewhere, but simple programs write their comment there.
        return "other" if is_iri(body) else "note"
    if not isinstance(body, Mapping) or not isinstance(body.get("value"), str):
        return "other"
    purposes = listed(body.get("purpose")) or (listed(raw.get("motivation")) if alone else [])
    if "tagging" in purposes:
        return "tag"
    if "en" in listed(body.get("language")):
        for name, signs in _ENGLISH.items():
            if purposes == [signs["purpose"]] and body.get(ROLE) == signs.get(ROLE):
                return name
    if listed(body.get("purpose")) and not any(purpose in NOTE_PURPOSES for purpose in purposes):
        return "other"
    return "note"
