"""The history of one article's annotations: taken back and made again, with a journal and without."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.history import Change, Step
from annotations.journal import Journal
from annotations.past import Past

NOTE = Annotation("urn:uuid:1", Selectors("Hund"), "Notiz")
MADE = Step((Change(None, NOTE),), "annotate", "urn:uuid:step")
SOURCE = "urn:uuid:article"


def names(changes: Sequence[Change]) -> list[tuple[bool, bool]]:
    """Return of changes whether there is something before, and behind."""
    return [(change.before is not None, change.after is not None) for change in changes]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_what_was_done_is_taken_back_and_made_again_without_a_journal_too() -> None:
    past = Past(None)
    past.did(MADE)
    assert (past.can_undo, past.can_redo) == (True, False)
    assert past.undo(names) == ("annotate", [(True, False)])
    assert (past.can_undo, past.can_redo) == (False, True)
    assert past.redo(names) == ("annotate", [(False, True)])
    assert past.notice == ""


def test_without_a_step_nothing_is_made() -> None:
    past = Past(None)
    past.did(Step((), "annotate", "urn:uuid:step"))
    assert past.undo(names) is None
    assert past.redo(names) is None


def test_what_was_taken_back_can_be_made_again_after_a_restart(path: Path) -> None:
    past = Past(Journal(path))
    past.load(SOURCE)
    past.did(MADE)
    past.undo(names)
    later = Past(Journal(path))
    later.load(SOURCE)
    assert not later.can_undo
    assert later.redo(names) == ("annotate", [(False, True)])


def test_of_what_is_forgotten_nothing_can_be_taken_back_or_found(path: Path) -> None:
    past = Past(Journal(path))
    past.load(SOURCE)
    past.did(MADE)
    past.forget({NOTE.id})
    assert past.undo(names) is None
    assert b"Notiz" not in path.read_bytes()


def test_a_journal_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    past = Past(Journal(tmp_path / "file/journal.jsonl"))
    past.did(MADE)
    assert past.notice.startswith("Saved, but it cannot be undone after a restart: ")
    assert past.undo(names) == ("annotate", [(True, False)])
