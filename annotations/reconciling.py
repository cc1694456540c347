"""What becomes of one annotation that was changed in two places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from annotations.annotation import Annotation
from annotations.decoding import to_line
from annotations.jsonld import SAID, rest_of, write_annotation
from annotations.terms import moment

CONTENT: Final = ("selectors", "original", "colour", *SAID)
"""What the reader changes of an annotation; the rest says who and when."""
MOST_EARLIER: Final = 20
"""So many earlier versions are kept of one annotation, the latest ones."""


def same(one: Annotation, other: Annotation) -> bool:
    """Tell whether two versions say the same, whoever made them and when."""
    alike = all(getattr(one, name) == getattr(other, name) for name in (*CONTENT, "earlier"))
    return alike and (one.raw == other.raw or rest_of(one.raw) == rest_of(other.raw))


def reconcile(
    before: Annotation | None, ours: Annotation | None, theirs: Annotation | None, *, yields: bool = False
) -> Annotation | None:
    """Return what a change from `before` to `ours` makes of `theirs`; None stands for no annotation.

    Field by field: what only one side changed is taken from there, what both changed from ours, theirs then
    becoming an earlier version; or from theirs with `yields`. A deletion loses against an edit.
    """
    if ours is None:
        return None if before is not None and theirs is not None and same(before, theirs) else theirs
    if theirs is None:
        return None if yields and before is not None else ours
    return _combined(before, theirs, ours, keep=False) if yields else _combined(before, ours, theirs)


def settle(before: Annotation | None, one: Annotation | None, other: Annotation | None) -> Annotation | None:
    """Merge two versions that both came from `before`, in whichever order they are given.

    What both changed is taken from the version that was modified later. A deletion loses against a change.
    """
    if one is None or other is None:
        left = one or other
        return None if before is not None and left is not None and same(before, left) else left
    loser, winner = sorted((one, other), key=rank)
    if winner == before or (before is not None and same(before, winner) and not same(before, loser)):
        return loser
    return _combined(before, winner, loser)


def rank(annotation: Annotation) -> tuple[object, str]:
    """Return what sorts versions of an annotation by their age, and never leaves two in doubt."""
    return moment(annotation.modified), to_line(write_annotation(annotation, ""))


def _combined(
    before: Annotation | None, winner: Annotation, loser: Annotation, *, keep: bool = True
) -> Annotation:
    """Merge field by field; with `keep` a loser whose words give way becomes an earlier version."""
    lost = False
    fields: dict[str, Any] = {}
    for name in CONTENT:
        fields[name], gone = _three_way(*(one and getattr(one, name) for one in (before, winner, loser)))
        lost = lost or gone
    raw = winner.raw
    if winner.raw != loser.raw:
        chosen, gone = _three_way(*(one and rest_of(one.raw) for one in (before, winner, loser)))
        raw = raw if chosen == rest_of(raw) else loser.raw
        lost = lost or gone
    earlier = _earlier(before, winner, loser, lost=lost and keep)
    result = replace(winner, **fields, earlier=earlier, raw=raw)
    return winner if result == winner and raw is winner.raw else result


def _three_way(base: Any, winner: Any, loser: Any) -> tuple[Any, bool]:
    """Return what is not the former value, and whether the loser's gives way to another new one."""
    if winner == base:
        return loser, False
    return winner, loser not in (winner, base)


def _earlier(
    before: Annotation | None, winner: Annotation, loser: Annotation, *, lost: bool
) -> tuple[Annotation, ...]:
    """Return the earlier versions of both, but for those that one of them has given up since `before`."""
    known = before.earlier if before is not None else ()
    both = dict.fromkeys([*winner.earlier, *loser.earlier])
    kept = [one for one in both if one not in known or (one in winner.earlier and one in loser.earlier)]
    if lost:
        kept += [version for version in [replace(loser, earlier=())] if version not in kept]
    if len(kept) < 2:
        return tuple(kept)
    return tuple(sorted(kept, key=rank)[-MOST_EARLIER:])
