"""Replies and what they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotations.annotation import Annotation, Tombstone


class Threads:
    """Which annotations answer which. A reply to what is deleted belongs to what that answered, if it is there."""

    def __init__(self, annotations: Mapping[str, Annotation], tombstones: Mapping[str, Tombstone]) -> None:
        """Take the annotations and what is left of deleted ones, by id."""
        self._annotations = annotations
        self._tombstones = tombstones
        self._replies: dict[str, list[Annotation]] = {}
        for one in annotations.values():
            if one.replies_to:
                self._replies.setdefault(self._above(one), []).append(one)

    def __bool__(self) -> bool:
        """Tell whether there is any reply."""
        return bool(self._replies)

    def answered_by(self, reply: Annotation) -> Annotation | None:
        """Return what a reply answers, as it is or as it was when it was deleted; None when that is not known."""
        stone = self._tombstones.get(reply.replies_to)
        return self._annotations.get(reply.replies_to) or (stone.was if stone else None)

    def is_deleted(self, id_: str) -> bool:
        """Tell whether there was such an annotation, which has been deleted."""
        return id_ in self._tombstones and id_ not in self._annotations

    def root_of(self, annotation: Annotation) -> Annotation:
        """Return what stands at the top of a thread; an annotation that answers nothing here is its own."""
        seen = {annotation.id}
        while (above := self._above(annotation)) and above not in seen:
            seen.add(above)
            annotation = self._annotations[above]
        return annotation

    def below(self, id_: str) -> Iterator[Annotation]:
        """Yield the replies to an annotation, the oldest first, each followed by the replies to it."""
        waiting, seen = [id_], {id_}
        while waiting:
            current = waiting.pop()
            if current != id_:
                yield self._annotations[current]
            replies = sorted(self._replies.get(current, ()), key=lambda one: (one.created, one.id), reverse=True)
            waiting += [one.id for one in replies if one.id not in seen]
            seen.update(one.id for one in replies)

    def _above(self, reply: Annotation) -> str:
        """Return the id of the nearest annotation that is still there above a reply; empty when none is."""
        id_, seen = reply.replies_to, {reply.id}
        while id_ and id_ not in seen and id_ not in self._annotations:
            seen.add(id_)
            stone = self._tombstones.get(id_)
            id_ = stone.was.replies_to if stone and stone.was else ""
        return id_ if id_ in self._annotations else ""
