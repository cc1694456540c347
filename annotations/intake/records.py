"""What an annotation remembers of the file that it was imported from, to tell later what has changed there."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from annotations.annotation import Annotation
from annotations.intake.item import Item
from annotations.intake.placing import squeezed

IMPORTED: Final = "lesart:imported"
"""The key of the record: the format, and a digest of each part as the file had it."""
_PARTS: Final = ("quote", "note", "tags", "colour")
_IDS: Final = uuid.UUID("7c3f1f0a-54f0-4c0e-9a7e-2d7d9f0b5b1e")


def id_of(format_name: str, item: Item, count: int) -> str:
    """Return the id of an item's annotation, the same in every export; `count` tells equal identities apart."""
    name = "\n".join((format_name, item.identity, str(count) if count else ""))
    return item.id or uuid.uuid5(_IDS, name.encode("utf-8", "replace").decode()).urn


def recorded(annotation: Annotation, format_name: str) -> Annotation:
    """Return the annotation with a record of what it says now."""
    record = {"format": format_name, **{part: _digest(annotation, part) for part in _PARTS}}
    return replace(annotation, raw={**annotation.raw, IMPORTED: record})


def updated(ours: Annotation, given: Annotation) -> tuple[Annotation, bool]:
    """Return the annotation with what has changed in its file, and whether something was not taken over.

    What the reader has changed, too, stays as the reader has it. An annotation without a record stays as it is.
    """
    before, now = ours.raw.get(IMPORTED), given.raw.get(IMPORTED)
    if not isinstance(before, Mapping) or not isinstance(now, Mapping) or before == now:
        return ours, False
    after, refused = ours, False
    for part in _PARTS:
        mine = _digest(ours, part)
        if now[part] in (before.get(part), mine):
            continue
        if mine != before.get(part):
            refused = True
        elif part == "quote":
            after = replace(after, selectors=given.selectors)
        else:
            after = replace(after, **{part: getattr(given, part)})
    return replace(after, raw={**ours.raw, IMPORTED: now}), refused


def _digest(annotation: Annotation, part: str) -> str:
    said = {
        "quote": squeezed(annotation.first_quote),
        "note": annotation.note,
        "tags": "\n".join(annotation.tags),
        "colour": annotation.colour,
    }[part]
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]
