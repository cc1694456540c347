"""Undo and redo as data: what was changed, and what would take it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from annotations.annotation import Annotation

LONGEST: Final = 100
"""Steps that can be undone."""


@dataclass(frozen=True, slots=True)
class Change:
    """An annotation made (no `before`), edited, or deleted (no `after`)."""

    before: Annotation | None
    after: Annotation | None
    yields: bool = False
    """Gives way where another program has changed the annotation since; undo and redo do."""

    @property
    def id(self) -> str:
        """The id of the annotation."""
        annotation = self.after or self.before
        return annotation.id if annotation else ""

    @property
    def inverse(self) -> Change:
        """The change that takes this one back, and only this one."""
        return Change(self.after, self.before, yields=True)


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that the reader made at once and that are undone at once."""

    changes: tuple[Change, ...]
    label: str = ""
    """What it was, for the status line: say, `delete note`."""
    id: str = ""
    """Tells it from all others."""

    @property
    def inverse(self) -> Step:
        """The step that takes this one back."""
        return Step(tuple(change.inverse for change in reversed(self.changes)), self.label, self.id)


@dataclass(frozen=True, slots=True)
class History:
    """The steps that can be undone and redone. Immutable: each method returns what comes after it.

    Undoing loses nothing that another program did meanwhile: a field it changed keeps its value, a note it
    edited is not deleted, and one it deleted does not come back by the undoing of an edit.
    """

    done: tuple[Step, ...] = ()
    """The latest last."""
    undone: tuple[Step, ...] = ()
    """The next to be redone last."""

    def record(self, step: Step) -> History:
        """Remember a step, best with the changes as the store says it made them; what was undone is gone."""
        return History((*self.done, step)[-LONGEST:]) if step.changes else self

    def undo(self) -> tuple[History, Step | None]:
        """Return the history afterwards and the step to apply; None when there is nothing to undo."""
        if not self.done:
            return self, None
        step = self.done[-1]
        return self.undone_step(step.id), step.inverse

    def redo(self) -> tuple[History, Step | None]:
        """Return the history afterwards and the step to apply; None when there is nothing to redo."""
        if not self.undone:
            return self, None
        step = self.undone[-1]
        again = replace(step, changes=tuple(replace(change, yields=True) for change in step.changes))
        return self.redone_step(step.id), again

    def undone_step(self, id_: str) -> History:
        """Return the history after the step with this id was taken back, wherever it stood."""
        step = next((step for step in reversed(self.done) if step.id == id_), None)
        if step is None:
            return self
        return History(tuple(one for one in self.done if one is not step), (*self.undone, step))

    def redone_step(self, id_: str) -> History:
        """Return the history after the step with this id was made again, wherever it stood."""
        step = next((step for step in reversed(self.undone) if step.id == id_), None)
        if step is None:
            return self
        return History((*self.done, step), tuple(one for one in self.undone if one is not step))
