"""What is done to the notes while a dialog is open; each deed says what came of it. Without a terminal."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.neighbourhood import best_guess
from annotations.store import NotSaved

if TYPE_CHECKING:
    from annotations.annotation import Annotation
    from annotations.notebook import Entry, Notebook
    from annotations.trash import Discarded
    from annotations.workbook import Outcome, Workbook
    from articles.article import Article, Span

GONE: Final = "This note was deleted by another program."


class Undone(NamedTuple):
    """What taking back a step has done."""

    said: str
    ids: Collection[str] = ()
    """Of the annotations that it concerned."""


class Deeds:
    """The notes of an article as a dialog shows and changes them. Sentences are for the dialog's last line."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @property
    def article(self) -> Article:
        """What they are about."""
        return self._workbook.article

    @property
    def notebook(self) -> Notebook:
        """All annotations."""
        return self._workbook.notebook

    @property
    def doubtful(self) -> Sequence[Entry]:
        """Those that have changed or lost their place."""
        return self._workbook.doubtful

    @property
    def discarded(self) -> Sequence[Discarded]:
        """What is in the trash."""
        return self._workbook.discarded

    def delete(self, id_: str) -> str:
        """Delete an annotation."""
        now = self._now(id_)
        return GONE if now is None else _said(self._workbook.delete(now), "Deleted")

    def accept(self, entry: Entry) -> str:
        """Let a note be about the words on which it was found, or on which it may best be."""
        now, span = self._now(entry.annotation.id), best_guess(entry.anchor)
        if now is None or span is None:
            return GONE if now is None else "Nothing in the text resembles its words"
        return _said(self._workbook.attach(now, span, label="accept"), "Accepted")

    def attach(self, id_: str, span: Span) -> str:
        """Let a note be about other words."""
        now = self._now(id_)
        return GONE if now is None else _said(self._workbook.attach(now, span), "Attached")

    def detach(self, id_: str) -> str:
        """Let a note be about the whole article."""
        now = self._now(id_)
        return GONE if now is None else _said(self._workbook.detach(now), "Now about the whole article")

    def restore(self, discarded: Discarded) -> str:
        """Bring back what is in the trash."""
        word = "Back; what it replaces is kept here" if discarded.successor else "Restored"
        return _said(self._workbook.reinstate(discarded), word)

    def forget(self, discarded: Collection[Discarded]) -> str:
        """Delete what is in the trash for good."""
        return _said(self._workbook.forget(discarded), "Deleted for good")

    def undo(self) -> Undone:
        """Take back the last step."""
        result = self._workbook.undo()
        if result is None:
            return Undone("There is nothing to undo")
        label, outcome = result
        return Undone(_said(outcome, f"Undone: {label}"), [change.id for change in outcome.changes])

    def _now(self, id_: str) -> Annotation | None:
        return self._workbook.placement.annotations.get(id_)


def _said(outcome: Outcome, word: str) -> str:
    return outcome.sentence if isinstance(outcome, NotSaved) else word


def next_to(entries: Sequence[Entry], id_: str) -> str:
    """Return the id of the entry behind the one with this id, behind the last one that of the one before it."""
    ids = [entry.annotation.id for entry in entries]
    at = ids.index(id_) if id_ in ids else len(ids)
    return next(iter(ids[at + 1 : at + 2] or ids[max(0, at - 1) : at]), "")
