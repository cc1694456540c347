"""The reader's work on one article: annotating, editing, deleting, undoing, all written through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring import Anchor, Anchored, anchor_all, describe
from annotations.annotation import Annotation, NewId, new_id
from annotations.history import Change, History, Step
from annotations.notebook import Notebook, arrange
from annotations.placement import Placement
from annotations.store import NotSaved, Saved, Store
from articles.article import Article, Span
from articles.clock import timestamp, utc_now

if TYPE_CHECKING:
    from articles.clock import Clock

Outcome = Saved | NotSaved


class Workbook:
    """An article with its annotations, where they stand and what was done to them."""

    def __init__(self, article: Article, store: Store, *, clock: Clock = utc_now, new_id: NewId = new_id) -> None:
        self.article = article
        self.store = store
        self.placement = Placement(article)
        self._clock = clock
        self._new_id = new_id
        self._history = History()

    def open(self) -> None:
        """Read the sidecar and find every annotation's place."""
        self.store.load()
        self.continue_in(self.article)

    def continue_in(self, article: Article) -> None:
        """Find every annotation's place in another version of the article."""
        self.article = article
        annotations = list(self.store.annotations.values())
        anchors = anchor_all(article.text, annotations) if annotations else {}
        placement = Placement(article)
        for annotation in annotations:
            placement.put(annotation, anchors[annotation.id])
        self.placement = placement

    @property
    def state(self) -> str:
        """`saved` or `not saved`, for the status line."""
        return "not saved" if self.store.unsaved else "saved"

    @property
    def notebook(self) -> Notebook:
        """The annotations in reading order, the orphans last."""
        return arrange(self.article, self.placement.annotations.values(), self.placement.anchors)

    def annotate(self, span: Span, *, note: str = "", tags: Sequence[str] = (), colour: str = "") -> Outcome:
        """Make an annotation on `span` of the canonical text and write it through."""
        now = timestamp(self._clock())
        annotation = Annotation(
            self._new_id(),
            describe(self.article.text, span.start, span.end),
            note,
            tuple(tags),
            colour,
            created=now,
            modified=now,
        )
        return self._do(Step((Change(None, annotation),), "annotate"))

    def edit(self, annotation: Annotation, *, note: str, tags: Sequence[str], colour: str) -> Outcome:
        """Give an annotation another note, other tags and another colour, and write it through."""
        after = replace(annotation, note=note, tags=tuple(tags), colour=colour)
        return self._do(Step((Change(annotation, after),), "edit"))

    def delete(self, annotation: Annotation) -> Outcome:
        """Delete an annotation and write that through."""
        return self._do(Step((Change(annotation, None),), "delete"))

    def can_undo(self) -> bool:
        """Tell whether there is a change to take back."""
        return bool(self._history.done)

    def can_redo(self) -> bool:
        """Tell whether there is a change to make again."""
        return bool(self._history.undone)

    def undo(self) -> tuple[str, Outcome] | None:
        """Take back the last change; return what it was and what came of it, or None when there is none."""
        self._history, step = self._history.undo()
        return None if step is None else (step.label, self._apply(step))

    def redo(self) -> tuple[str, Outcome] | None:
        """Make the change again that was taken back last; return as `undo` does."""
        self._history, step = self._history.redo()
        return None if step is None else (step.label, self._apply(step))

    def refresh(self) -> bool:
        """Take over what other programs have written; tell whether anything is another now."""
        if not self.store.refresh():
            return False
        self._settle()
        return True

    def _do(self, step: Step) -> Outcome:
        outcome = self._apply(step)
        self._history = self._history.record(replace(step, changes=outcome.changes))
        return outcome

    def _apply(self, step: Step) -> Outcome:
        outcome = self.store.apply(step.changes)
        self._settle()
        return outcome

    def _settle(self) -> None:
        """Bring the places up to date with the store, anchoring only what is new or has another target."""
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
        return anchor_all(self.article.text, [annotation])[annotation.id]
