from dataclasses import replace

from annotations.annotation import Annotation, Selectors
from annotations.history import LONGEST, Change, History, Step

ONE = Annotation("urn:1", Selectors("eins"))
TWO = Annotation("urn:2", Selectors("zwei"))


def test_undo_gives_the_inverse_changes_in_reverse_order() -> None:
    edited = replace(ONE, note="neu")
    history = History().record(Step((Change(ONE, edited), Change(TWO, None)), "edit"))
    after, step = history.undo()
    assert step == Step((Change(None, TWO, yields=True), Change(edited, ONE, yields=True)), "edit")
    assert after.undo() == (after, None)


def test_redo_makes_the_changes_again() -> None:
    history, _ = History().record(Step((Change(None, ONE),))).undo()
    after, step = history.redo()
    assert step == Step((Change(None, ONE, yields=True),))
    assert after.redo() == (after, None)
    assert after.undo()[1] == Step((Change(ONE, None, yields=True),))


def test_new_step_forgets_what_was_undone() -> None:
    history, _ = History().record(Step((Change(None, ONE),))).undo()
    assert history.record(Step((Change(None, TWO),))).redo()[1] is None


def test_step_without_changes_is_not_remembered() -> None:
    assert History().record(Step(())) == History()


def test_history_is_bounded() -> None:
    history = History()
    for number in range(LONGEST + 5):
        history = history.record(Step((Change(None, ONE),), str(number)))
    assert len(history.done) == LONGEST
    assert history.done[0].label == "5"
