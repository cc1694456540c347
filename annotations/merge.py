"""What becomes of annotations that two programs changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from annotations.annotation import Annotation
from annotations.history import Change
from annotations.jsonld import moment
from annotations.sidecar import Page
from articles.clock import timestamp

CONTENT: Final = ("selectors", "note", "tags", "colour")
"""What the reader changes of an annotation; the rest says who and when."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page after changes, and what they came to."""

    page: Page
    made: tuple[Change | None, ...]
    """For each change what it did to this page; None where it did nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one program has written to a page itself."""

    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    tombstones: Mapping[str, str] = field(default_factory=dict)

    def after(self, changes: Iterable[Change | None]) -> Written:
        """Return the same with these changes, in which all annotations bear their times."""
        annotations, tombstones = dict(self.annotations), dict(self.tombstones)
        for change in changes:
            if change is None:
                continue
            annotations.pop(change.id, None)
            tombstones.pop(change.id, None)
            if change.after is not None:
                annotations[change.id] = change.after
            elif change.before is not None:
                tombstones[change.id] = change.before.modified
        return Written(annotations, tombstones)


def reconcile(
    before: Annotation | None, ours: Annotation | None, theirs: Annotation | None, *, yields: bool = False
) -> Annotation | None:
    """Merge two versions of one annotation that both came from `before`; None stands for none.

    Field by field: what only one side changed is taken from there, what both changed from ours, or from
    theirs with `yields`. A deletion loses against an edit.
    """
    if ours is None:
        return None if before is not None and theirs is not None and same(before, theirs) else theirs
    if theirs is None:
        return None if yields and before is not None else ours
    if before is None:
        return theirs if yields else ours
    fields = {}
    for name in CONTENT:
        base, mine, other = getattr(before, name), getattr(ours, name), getattr(theirs, name)
        fields[name] = mine if mine != base and (other == base or not yields) else other
    return replace(theirs, **fields)


def same(one: Annotation, other: Annotation) -> bool:
    """Tell whether two versions say the same, whoever made them and when."""
    return all(getattr(one, name) == getattr(other, name) for name in CONTENT)


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
            when = _stamp(now, theirs)
            tombstones[change.id] = when
            made.append(Change(replace(theirs, modified=when), None))
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
    for id_, ours in written.annotations.items():
        theirs = annotations.get(id_)
        known = theirs.modified if theirs is not None else tombstones.get(id_, "")
        if moment(known) < moment(ours.modified):
            annotations[id_] = ours
            tombstones.pop(id_, None)
    for id_, when in written.tombstones.items():
        theirs = annotations.get(id_)
        if theirs is not None and moment(theirs.modified) < moment(when):
            del annotations[id_]
            tombstones[id_] = when
    if annotations == page.annotations and tombstones == page.tombstones:
        return page
    return replace(page, annotations=annotations, tombstones=tombstones)


def merged(base: Page, ours: Page, theirs: Page) -> Page:
    """Merge two pages that both came from `base`; where both changed a field the later version wins."""
    annotations: dict[str, Annotation] = {}
    tombstones = {**theirs.tombstones, **ours.tombstones}
    for id_ in dict.fromkeys([*ours.annotations, *theirs.annotations]):
        before, mine, other = (page.annotations.get(id_) for page in (base, ours, theirs))
        if result := _later(before, mine, other):
            annotations[id_] = result
            tombstones.pop(id_, None)
    strange = [line for line in theirs.strange if line not in base.strange]
    return replace(
        ours,
        annotations=annotations,
        tombstones=tombstones,
        strange=tuple(dict.fromkeys([*ours.strange, *strange])),
        lines={**theirs.lines, **ours.lines},
    )


def _later(before: Annotation | None, ours: Annotation | None, theirs: Annotation | None) -> Annotation | None:
    if ours is None or theirs is None:
        return reconcile(before, ours, theirs)
    theirs_later = moment(theirs.modified) > moment(ours.modified)
    result = reconcile(before, ours, theirs, yields=theirs_later)
    later = theirs if theirs_later else ours
    return replace(result, modified=later.modified) if result is not None else None


def _stamped(
    result: Annotation, theirs: Annotation | None, now: datetime, creator: str, *, keep: bool
) -> Annotation:
    when = result.modified if keep and result.modified else _stamp(now, theirs)
    own = creator if theirs is None and not result.creator else result.creator
    return replace(result, created=result.created or when, modified=when, creator=own)


def _stamp(now: datetime, theirs: Annotation | None) -> str:
    """Never earlier than what it replaces, even when the other clock is ahead."""
    return timestamp(max(now, moment(theirs.modified)) if theirs is not None else now)
