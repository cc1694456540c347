"""Merging two sidecars that both came from a third, as git and file synchronisers leave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from annotations.annotation import Annotation, Tombstone
from annotations.decoding import to_line
from annotations.facts import ArticleFacts
from annotations.reconciling import rank, settle
from annotations.sidecar import Line, Page
from annotations.terms import moment

Value = TypeVar("Value")

NO_PAGE = Page("", ArticleFacts())
"""What two pages came from that were made apart from each other."""


def merged(base: Page, ours: Page, theirs: Page) -> Page:
    """Merge two pages that both came from `base`; the result does not depend on their order.

    Annotation by annotation, as `reconciling.settle` says: nothing that one of them says gets lost, but for
    what was deleted and not changed elsewhere.
    """
    sides = ours, theirs
    annotations: dict[str, Annotation] = {}
    lines: dict[str, Line] = {}
    for id_ in _ordered(base, ours, theirs):
        one, other = (side.annotations.get(id_) for side in sides)
        result = settle(_common(id_, base, sides), one, other)
        if result is not None:
            annotations[id_] = result
            known = (side.lines[id_] for side in sides if id_ in side.lines)
            lines.update((id_, line) for line in known if line.value is result)
    tombstones = _tombstones(base, sides, annotations)
    return replace(
        ours,
        id=_chosen(base.id, ours.id, theirs.id),
        facts=_facts(base.facts, ours.facts, theirs.facts),
        annotations=annotations,
        tombstones=tombstones,
        strange=_strange(base, sides),
        lines=lines,
        fields=_fields(base.fields, ours.fields, theirs.fields),
        problems=(),
    )


def rejoined(before: Page, ours: Page, theirs: Page) -> Page:
    """Merge a page with one that was written at the same time by a program that had only seen `before`.

    What one of them lacks has been deleted only where a tombstone says so: the other may not have known of it.
    """
    both = before.annotations.keys() & ours.annotations.keys() & theirs.annotations.keys()
    return merged(replace(before, annotations={id_: before.annotations[id_] for id_ in both}), ours, theirs)


def _ordered(base: Page, ours: Page, theirs: Page) -> list[str]:
    """Return all ids: first those of `base` in its order, then the new ones by their age."""
    new = {**ours.annotations, **theirs.annotations}.keys() - base.annotations.keys()

    def age(id_: str) -> tuple[object, str]:
        several = (side.annotations[id_].created for side in (ours, theirs) if id_ in side.annotations)
        return min(map(moment, several)), id_

    return [*base.annotations, *sorted(new, key=age)]


def _common(id_: str, base: Page, sides: tuple[Page, Page]) -> Annotation | None:
    """Return the version that both sides came from; where `base` has none, what one of them deleted."""
    before = base.annotations.get(id_)
    if before is not None or all(id_ in side.annotations for side in sides):
        return before
    left = next((side.annotations[id_] for side in sides if id_ in side.annotations), None)
    stone = next((side.tombstones[id_] for side in sides if id_ in side.tombstones), None)
    if stone is None or left is None or stone == base.tombstones.get(id_):
        # It was deleted already when the two began: what is there now was brought back.
        return None
    if stone.was is not None:
        return stone.was
    return left if moment(stone.deleted) >= moment(left.modified) else None


def _tombstones(
    base: Page, sides: tuple[Page, Page], annotations: Mapping[str, Annotation]
) -> dict[str, Tombstone]:
    former, ours, theirs = base.tombstones, *(side.tombstones for side in sides)
    gone = sorted({*former, *ours, *theirs} - annotations.keys())
    return {id_: _stone(former.get(id_), ours.get(id_), theirs.get(id_)) for id_ in gone}


def _stone(former: Tombstone | None, ours: Tombstone | None, theirs: Tombstone | None) -> Tombstone:
    """Merge what is left of a deleted annotation; where one side has emptied it, nothing is left."""
    new = [stone for stone in (ours, theirs) if stone is not None and stone != former]
    if former is not None and not new:
        return former
    latest = max(new, key=lambda stone: (moment(stone.deleted), rank(stone.was) if stone.was else ()))
    emptied = former is not None and any(one.was is None and one.deleted == former.deleted for one in new)
    return Tombstone(latest.deleted) if emptied else latest


def _strange(base: Page, sides: tuple[Page, Page]) -> tuple[str, ...]:
    """Return the items that could not be read, without those that one side has removed."""
    ours, theirs = (side.strange for side in sides)
    kept = [line for line in base.strange if line in ours and line in theirs]
    return (*kept, *sorted({*ours, *theirs} - {*base.strange}))


def _facts(base: ArticleFacts, ours: ArticleFacts, theirs: ArticleFacts) -> ArticleFacts:
    names = ("title", "file_name", "text_hash", "source")
    return ArticleFacts(*(_chosen(*(getattr(one, name) for one in (base, ours, theirs))) for name in names))


def _fields(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    keys = sorted({*ours, *theirs})
    chosen = {key: _chosen(*(one.get(key) for one in (base, ours, theirs))) for key in keys}
    return {key: value for key, value in chosen.items() if value is not None}


def _chosen(base: Value, one: Value, other: Value) -> Value:
    """Return the value that is not the former one; of two new ones always the same."""
    if one in (base, other):
        return other
    return one if other == base else max(one, other, key=to_line)
