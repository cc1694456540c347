"""What is not in force any more and can be brought back: deleted annotations, and versions that lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotations.annotation import Annotation, Tombstone
from annotations.notebook import content_json
from annotations.terms import moment


@dataclass(frozen=True, slots=True)
class Discarded:
    """A deleted annotation, or an earlier version of one that is still there."""

    annotation: Annotation
    """As it was."""
    when: str
    """The time of its deletion; of an earlier version, that of its last change."""
    successor: Annotation | None = None
    """The annotation that the earlier version lost against; None for what was deleted."""

    @property
    def key(self) -> str:
        """Its name on the command line: the annotation's id, for an earlier version with `@` and its time."""
        return f"{self.annotation.id}@{self.when}" if self.successor else self.annotation.id


def find_discarded(
    annotations: Iterable[Annotation], tombstones: Mapping[str, Tombstone]
) -> tuple[Discarded, ...]:
    """Return all that can be brought back, the latest first."""
    deleted = (Discarded(stone.was, stone.deleted) for stone in tombstones.values() if stone.was is not None)
    earlier = (Discarded(version, version.modified, one) for one in annotations for version in one.earlier)
    return tuple(sorted([*deleted, *earlier], key=lambda one: (moment(one.when), one.key), reverse=True))


def discarded_json(discarded: Discarded) -> dict[str, Any]:
    """Return one entry as `lesart trash --json` prints it."""
    return {
        "id": discarded.key,
        "kind": "earlier version" if discarded.successor else "deleted",
        "when": discarded.when,
        **content_json(discarded.annotation),
    }
