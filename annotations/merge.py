"""What becomes of a page of annotations that two programs write to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from annotations.annotation import Annotation, Tombstone
from annotations.history import Change
from annotations.reconciling import reconcile, same
from annotations.sidecar import Page
from annotations.terms import moment
from articles.clock import timestamp


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page after changes, and what they came to."""

    page: Page
    made: tuple[Change | None, ...]
    """For each change what it did to this page; None where it did nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one program has written to a page itself."""

    changes: Mapping[str, Change] = field(default_factory=dict)
    """By id, from what the program found when it first changed an annotation to what it last made of it."""
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    """Of those it deleted."""

    def after(self, outcome: Outcome) -> Written:
        """Return the same with the changes that came of an outcome."""
        changes, tombstones = dict(self.changes), dict(self.tombstones)
        for change in filter(None, outcome.made):
            known = changes.get(change.id)
            changes[change.id] = Change(known.before if known else change.before, change.after)
            tombstones.pop(change.id, None)
            if change.after is None:
                tombstones[change.id] = outcome.page.tombstones[change.id]
        return Written(changes, tombstones)


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
            annotations[change.id] = stamped
            made.append(Change(theirs, stamped))
        else:
            made.append(None)
    if not any(made):
        return Outcome(page, tuple(made))
    return Outcome(replace(page, annotations=annotations, tombstones=tombstones), tuple(made))


def with_written(page: Page, written: Written) -> Page:
    """Return the page with what a program wrote that did not know of it, where that is newer.

    A program that took no lock (or took it on another machine) may have replaced the file by an older one.
    """
    annotations, tombstones = dict(page.annotations), dict(page.tombstones)
    changed = False
    for id_, change in written.changes.items():
        theirs = annotations.get(id_)
        if change.after is None:
            stone = written.tombstones[id_]
            if theirs is not None and _is_gone(theirs, stone, change.before):
                del annotations[id_]
                tombstones[id_] = stone
                changed = True
            continue
        known = theirs.modified if theirs is not None else tombstones[id_].deleted if id_ in tombstones else ""
        if moment(known) < moment(change.after.modified):
            result = reconcile(change.before, change.after, theirs)
            assert result is not None
            annotations[id_] = replace(result, modified=change.after.modified)
            tombstones.pop(id_, None)
            changed = True
    return replace(page, annotations=annotations, tombstones=tombstones) if changed else page


def _is_gone(theirs: Annotation, stone: Tombstone, before: Annotation | None) -> bool:
    """Tell whether what stands there is only what was deleted, and no change that the deletion did not know."""
    known = [one for one in (stone.was, before) if one is not None]
    return moment(theirs.modified) < moment(stone.deleted) and any(same(theirs, one) for one in known)


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
    return replace(result, created=result.created or when, modified=when, creator=own)


def _stamp(now: datetime, theirs: Annotation | None) -> str:
    """Never earlier than what it replaces, even when the other clock is ahead."""
    return timestamp(max(now, moment(theirs.modified)) if theirs is not None else now)
