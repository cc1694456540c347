"""What was done to the annotations of one article, to be taken back and made again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from annotations.history import Change, History, Step
from annotations.journal import Journal, without

Outcome = TypeVar("Outcome")
Make = Callable[[Sequence[Change]], Outcome]
"""Makes changes and returns what came of them."""


class Past:
    """The history of one article's annotations; where there is a journal, it reaches behind a restart."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal = journal
        self._history = History()

    @property
    def notice(self) -> str:
        """One sentence about why the last change cannot be undone after a restart; else empty."""
        return self._journal.notice if self._journal else ""

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to make again."""
        return bool(self._history.undone)

    def load(self, source: str) -> None:
        """Read the journal; `source` is the IRI that annotations without one are about."""
        if self._journal is not None:
            self._history = self._journal.load(source)

    def did(self, step: Step) -> None:
        """Remember a step; one in which nothing was changed is none."""
        if step.changes:
            self._history = self._history.record(step)
            if self._journal is not None:
                self._journal.did(step)

    def undo(self, make: Make[Outcome]) -> tuple[str, Outcome] | None:
        """Take back the last step; return what it was and what came of it, or None when there is none."""
        self._history, step = self._history.undo()
        return self._made(step, make, Journal.undid)

    def redo(self, make: Make[Outcome]) -> tuple[str, Outcome] | None:
        """Make the step again that was taken back last; return as `undo` does."""
        self._history, step = self._history.redo()
        return self._made(step, make, Journal.redid)

    def _made(
        self, step: Step | None, make: Make[Outcome], write: Callable[[Journal, Step], None]
    ) -> tuple[str, Outcome] | None:
        if step is None:
            return None
        outcome = make(step.changes)
        if self._journal is not None:
            write(self._journal, step)
        return step.label, outcome

    def forget(self, ids: Collection[str]) -> None:
        """Leave nothing of these annotations in it."""
        self._history = without(self._history, ids)
        if self._journal is not None:
            self._journal.forget(ids)
