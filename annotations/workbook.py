"""The reader's work on one article: annotating, editing, deleting, undoing, all written through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from annotations.anchoring import Anchor, Anchored, anchor_all, describe
from annotations.annotation import Annotation, NewId, Selectors, new_id
from annotations.history import Change, History, Step
from annotations.journal import Journal, without
from annotations.notebook import Entry, Notebook, arrange
from annotations.placement import Placement
from annotations.store import NotSaved, Saved, Store
from annotations.terms import moment
from articles.article import Article, Span
from articles.clock import timestamp, utc_now

if TYPE_CHECKING:
    from articles.clock import Clock

Outcome = Saved | NotSaved
DOUBTFUL: Final = ("changed", "orphaned")
"""The states of anchors on which the reader may want to have a look."""


class Workbook:
    """An article with its annotations, where they stand and what was done to them."""

    def __init__(
        self,
        article: Article,
        store: Store,
        journal: Journal | None = None,
        *,
        clock: Clock = utc_now,
        new_id: NewId = new_id,
    ) -> None:
        """`journal` keeps what can be undone beyond the end of the program."""
        self.article = article
        self.store = store
        self.opened = False
        """Whether the sidecar has been read."""
        self._placement: Placement | None = None
        self._clock = clock
        self._new_id = new_id
        self._journal = journal
        self._history = History()

    def open(self) -> None:
        """Read the sidecar and what can be undone."""
        self.store.load()
        self.opened = True
        if self._journal is not None:
            self._history = self._journal.load(self.store.source)

    @property
    def placement(self) -> Placement:
        """Where the annotations stand; found when it is first asked for."""
        return self._placement or self.find_places()

    def find_places(self) -> Placement:
        """Find every annotation's place in the article; with thousands a matter for another thread."""
        annotations = list(self.store.annotations.values())
        anchors = anchor_all(self.article.content, annotations) if annotations else {}
        self._placement = Placement(self.article)
        for annotation in annotations:
            self._placement.put(annotation, anchors[annotation.id])
        return self._placement

    @property
    def state(self) -> str:
        """`saved` or `not saved`, for the status line."""
        return "not saved" if self.store.unsaved else "saved"

    @property
    def notice(self) -> str:
        """One sentence about what is wrong with the sidecar or with what can be undone; else empty."""
        return self.store.notice or (self._journal.notice if self._journal else "")

    @property
    def notebook(self) -> Notebook:
        """The annotations in reading order, the orphans last."""
        return arrange(self.article, self.placement.annotations.values(), self.placement.anchors)

    @property
    def doubtful(self) -> tuple[Entry, ...]:
        """The annotations that stand on other words than once, or on none, in reading order."""
        entries = self.notebook.entries
        return tuple(
            one for one in entries if one.anchor.state in DOUBTFUL and not one.annotation.selectors.nowhere
        )

    @property
    def deleted(self) -> tuple[tuple[Annotation, str], ...]:
        """The deleted annotations that can be restored, each with the time of its deletion, the latest first."""
        stones = self.store.tombstones.values()
        kept = [(stone.was, stone.deleted) for stone in stones if stone.was is not None]
        return tuple(sorted(kept, key=lambda one: (moment(one[1]), one[0].id), reverse=True))

    def annotate(self, span: Span, *, note: str = "", tags: Sequence[str] = (), colour: str = "") -> Outcome:
        """Make an annotation on `span` of the canonical text and write it through."""
        now = timestamp(self._clock())
        selectors = describe(self.article.content, span.start, span.end)
        annotation = Annotation(self._new_id(), selectors, note, tuple(tags), colour, created=now, modified=now)
        return self._do("annotate", Change(None, annotation))

    def edit(self, annotation: Annotation, *, note: str, tags: Sequence[str], colour: str) -> Outcome:
        """Give an annotation another note, other tags and another colour, and write it through."""
        return self._do(
            "edit", Change(annotation, replace(annotation, note=note, tags=tuple(tags), colour=colour))
        )

    def delete(self, annotation: Annotation) -> Outcome:
        """Delete an annotation and write that through."""
        return self._do("delete", Change(annotation, None))

    def accept(self, annotation: Annotation) -> Outcome:
        """Let the annotation be about the words on which it was found; those that it was about stay noted."""
        anchor = self.placement.anchors.get(annotation.id)
        if not isinstance(anchor, Anchored):
            return self.detach(annotation)
        return self.attach(annotation, anchor.span, label="accept")

    def attach(self, annotation: Annotation, span: Span, *, label: str = "attach") -> Outcome:
        """Let the annotation be about `span`; the words that it was first about stay noted."""
        selectors = describe(self.article.content, span.start, span.end)
        original = "" if selectors.exact == annotation.first_quote else annotation.first_quote
        return self._do(label, Change(annotation, replace(annotation, selectors=selectors, original=original)))

    def detach(self, annotation: Annotation) -> Outcome:
        """Let the annotation be about the whole article; the words that it was first about stay noted."""
        after = replace(annotation, selectors=Selectors(""), original=annotation.first_quote)
        return self._do("detach", Change(annotation, after))

    def restore(self, annotation: Annotation) -> Outcome:
        """Bring back a deleted annotation."""
        return self._do("restore", Change(None, annotation))

    def bring_back(self, annotation: Annotation, version: Annotation) -> Outcome:
        """Put one of the annotation's earlier versions in force; the present one becomes an earlier version."""
        now = replace(annotation, earlier=())
        kept = [one for one in annotation.earlier if one != version]
        after = replace(version, earlier=(*kept, now), created=annotation.created, creator=annotation.creator)
        return self._do("bring back", Change(annotation, after))

    def add(self, annotations: Iterable[Annotation], label: str = "import") -> Outcome:
        """Add annotations from elsewhere, all in one step; of those that are there already nothing changes."""
        new = [one for one in annotations if one.id not in self.store.annotations]
        return self._do(label, *(Change(None, one) for one in new))

    def forget(self, ids: Collection[str]) -> Outcome:
        """Delete what is left of deleted annotations for good, also from what can be undone."""
        outcome = self._apply((), forget=ids)
        self._history = without(self._history, ids)
        if self._journal is not None:
            self._journal.write(self._history)
        return outcome

    def can_undo(self) -> bool:
        """Tell whether there is a change to take back."""
        return bool(self._history.done)

    def can_redo(self) -> bool:
        """Tell whether there is a change to make again."""
        return bool(self._history.undone)

    def undo(self) -> tuple[str, Outcome] | None:
        """Take back the last change; return what it was and what came of it, or None when there is none."""
        self._history, step = self._history.undo()
        if step is None:
            return None
        outcome = self._apply(step.changes)
        if self._journal is not None:
            self._journal.undid(step)
        return step.label, outcome

    def redo(self) -> tuple[str, Outcome] | None:
        """Make the change again that was taken back last; return as `undo` does."""
        self._history, step = self._history.redo()
        if step is None:
            return None
        outcome = self._apply(step.changes)
        if self._journal is not None:
            self._journal.redid(step)
        return step.label, outcome

    def refresh(self) -> bool:
        """Take over what other programs have written; tell whether anything is another now."""
        changed = self.store.refresh()
        if changed:
            self._settle()
        return changed

    def _do(self, label: str, *changes: Change) -> Outcome:
        outcome = self._apply(changes)
        step = Step(outcome.changes, label, self._new_id())
        if step.changes:
            self._history = self._history.record(step)
            if self._journal is not None:
                self._journal.did(step)
        return outcome

    def _apply(self, changes: Iterable[Change], *, forget: Collection[str] = ()) -> Outcome:
        outcome = self.store.apply(changes, forget=forget)
        self._settle()
        return outcome

    def _settle(self) -> None:
        """Bring the places up to date with the store, anchoring only what is new or has another target."""
        if self._placement is None:
            return
        stored, placed = self.store.annotations, self.placement.annotations
        for gone in [known for known in placed if known not in stored]:
            self.placement.remove(gone)
        for annotation in [one for known, one in stored.items() if placed.get(known) is not one]:
            self.placement.put(annotation, self._anchor(annotation))

    def _anchor(self, annotation: Annotation) -> Anchor:
        known = self.placement.annotations.get(annotation.id)
        anchor = self.placement.anchors.get(annotation.id)
        if known is not None and known.selectors == annotation.selectors and isinstance(anchor, Anchored):
            return anchor
        return anchor_all(self.article.content, [annotation])[annotation.id]
