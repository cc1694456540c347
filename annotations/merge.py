"""What becomes of a page of annotations that two programs write to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from annotations.annotation import Annotation, Tombstone
from annotations.history import Change
from annotations.reconciling import reconcile, same
from annotations.sidecar import Page
from annotations.terms import moment
from articles.clock import timestamp

_TICK: Final = timedelta(milliseconds=1)
"""What times are written to."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page after changes, and what they came to."""

    page: Page
    made: tuple[Change | None, ...]
    """For each change what it did to this page; None where it did nothing."""


def with_changes(page: Page, changes: Iterable[Change], now: datetime, creator: str = "") -> Outcome:
    """Return the page with the changes made to it and stamped with the time `now`.

    What another program did to the page since the changes were thought of is kept as `reconcile` says.
    """
    annotations, tombstones = dict(page.annotations), dict(page.tombstones)
    made: list[Change | None] = []
    for change in changes:
        theirs = annotations.get(change.id)
        result = reconcile(change.before, change.after, theirs, yields=change.yields)
        if result is None and theirs is not None:
            del annotations[change.id]
            tombstones[change.id] = Tombstone(_stamp(now, theirs), theirs)
            made.append(Change(theirs, None))
        elif result is not None and (theirs is None or not same(result, theirs)):
            # What comes from elsewhere keeps its times; what comes back from a deletion does not.
            imported = change.before is theirs is None and tombstones.pop(change.id, None) is None
            stamped = _stamped(result, theirs, now, creator, keep=imported)
            if change.yields and change.after is not None and same(stamped, change.after):
                # Who takes a change back has written nothing.
                stamped = replace(stamped, editor=change.after.editor)
            annotations[change.id] = stamped
            made.append(Change(theirs, stamped))
        else:
            made.append(None)
    if not any(made):
        return Outcome(page, tuple(made))
    return Outcome(replace(page, annotations=annotations, tombstones=tombstones), tuple(made))


def with_known(page: Page, known: Page, originals: Mapping[str, Annotation | None]) -> Page:
    """Return the page with what is known to have stood there and is missing, or newer than what stands there.

    Somebody may have put an older version in its place, and a program that takes no lock (or takes it on another
    machine) may have overwritten it. What lesart deletes leaves a tombstone, and stays deleted. `originals` says
    of annotations that this program changed what they were before.
    """
    annotations, tombstones = dict(page.annotations), dict(page.tombstones)
    changed = False
    for id_, ours in known.annotations.items():
        theirs, stone = annotations.get(id_), tombstones.get(id_)
        when = theirs.modified if theirs is not None else stone.deleted if stone is not None else ""
        if theirs is ours or not (when == "" or moment(when) < moment(ours.modified)):
            continue
        result = reconcile(originals.get(id_), ours, theirs)
        assert result is not None
        annotations[id_] = replace(result, modified=ours.modified)
        tombstones.pop(id_, None)
        changed = True
    for id_, stone in known.tombstones.items():
        theirs = annotations.get(id_)
        if id_ in tombstones or (theirs is not None and not _is_gone(theirs, stone, originals.get(id_))):
            continue
        annotations.pop(id_, None)
        tombstones[id_] = stone
        changed = True
    return replace(page, annotations=annotations, tombstones=tombstones) if changed else page


def _is_gone(theirs: Annotation, stone: Tombstone, before: Annotation | None) -> bool:
    """Tell whether what stands there is only what was deleted, and no change that the deletion did not know."""
    known = [one for one in (stone.was, before) if one is not None]
    older = moment(theirs.modified) < moment(stone.deleted)
    return older and (not known or any(same(theirs, one) for one in known))


def without_contents(page: Page, ids: Collection[str]) -> Page:
    """Return the page with nothing left of these deleted annotations but that they were deleted."""
    stones = {
        id_: Tombstone(stone.deleted) if stone.was is not None and id_ in ids else stone
        for id_, stone in page.tombstones.items()
    }
    return page if stones == page.tombstones else replace(page, tombstones=stones)


def _stamped(
    result: Annotation, theirs: Annotation | None, now: datetime, creator: str, *, keep: bool
) -> Annotation:
    when = result.modified if keep and result.modified else _stamp(now, theirs)
    own = creator if theirs is None and not result.creator else result.creator
    editor = result.editor if theirs is None else creator if creator != own else ""
    return replace(result, created=result.created or when, modified=when, creator=own, editor=editor)


def _stamp(now: datetime, theirs: Annotation | None) -> str:
    """Return the time of a change: later than what it replaces, even when the other clock is ahead."""
    return timestamp(max(now, moment(theirs.modified) + _TICK) if theirs is not None else now)
