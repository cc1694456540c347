"""The reader's work on one article: what changes the annotations, and what takes that back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.desk import HUND, KATZE, REGEN, Desk

from annotations.annotation import Annotation, Selectors
from annotations.history import Change
from annotations.store import NotSaved, Saved
from annotations.workbook import Workbook
from articles.article import Span

OTHER_HUND = HUND.replace("laut vor dem alten Haus", "leise vor dem neuen Haus")
FOREIGN = Annotation(
    "urn:uuid:foreign", Selectors("die es hier nicht gibt"), "von fern", created="2020-01-01T00:00:00Z"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def only(workbook: Workbook) -> Annotation:
    (annotation,) = workbook.store.annotations.values()
    return annotation


def states(workbook: Workbook) -> list[str]:
    return [entry.state for entry in workbook.notebook.entries]


def changed(desk: Desk, note: str = "Notiz") -> Workbook:
    """Annotate a quote, then open the article with other words there."""
    desk.open().annotate(desk.span("laut vor dem alten Haus"), note=note)
    return desk.open(OTHER_HUND, KATZE, REGEN)


def orphaned(desk: Desk) -> Workbook:
    desk.open().annotate(desk.span(KATZE))
    return desk.open(HUND, REGEN)


def test_a_note_on_words_that_changed_is_doubtful_and_one_that_only_moved_is_not(desk: Desk) -> None:
    first = desk.open()
    first.annotate(desk.span("laut vor dem alten Haus"))
    first.annotate(desk.span("der warmen Bank"))
    workbook = desk.open("Ein neuer Anfang.", OTHER_HUND, KATZE, REGEN)
    assert states(workbook) == ["changed", "moved"]
    assert [entry.annotation.quote for entry in workbook.doubtful] == ["laut vor dem alten Haus"]


def test_nothing_is_written_for_a_changed_note_before_it_is_accepted(desk: Desk) -> None:
    workbook = changed(desk)
    before = desk.sidecar.read_bytes()
    assert len(workbook.doubtful) == 1
    assert desk.sidecar.read_bytes() == before


def test_accepting_takes_todays_words_and_keeps_the_first_ones(desk: Desk) -> None:
    workbook = changed(desk)
    assert isinstance(workbook.accept(only(workbook)), Saved)
    again = only(desk.open())
    assert again.quote == "leise vor dem neuen Haus"
    assert again.original == again.first_quote == "laut vor dem alten Haus"
    assert again.note == "Notiz"
    assert (workbook.doubtful, states(workbook)) == ((), ["exact"])


def test_accepting_twice_keeps_the_very_first_words(desk: Desk) -> None:
    workbook = changed(desk)
    workbook.accept(only(workbook))
    workbook = desk.open(OTHER_HUND.replace("dem neuen", "dem ganz neuen"), KATZE, REGEN)
    workbook.accept(only(workbook))
    assert only(workbook).quote == "leise vor dem ganz neuen Haus"
    assert only(workbook).original == "laut vor dem alten Haus"


def test_a_note_that_gets_its_first_words_back_has_no_others(desk: Desk) -> None:
    workbook = changed(desk)
    workbook.accept(only(workbook))
    workbook = desk.open(HUND, KATZE, REGEN)
    workbook.accept(only(workbook))
    assert only(workbook).original == ""


def test_an_orphan_is_attached_to_other_words(desk: Desk) -> None:
    workbook = orphaned(desk)
    assert [entry.state for entry in workbook.doubtful] == ["orphaned"]
    workbook.attach(only(workbook), desk.span("niemand geht"))
    assert not workbook.doubtful
    assert (only(workbook).quote, only(workbook).original) == ("niemand geht", KATZE)
    assert workbook.placement.at(desk.span("niemand geht")) == only(workbook)


def test_a_detached_note_is_about_the_whole_article_and_not_lost(desk: Desk) -> None:
    workbook = orphaned(desk)
    workbook.detach(only(workbook))
    assert (workbook.doubtful, states(workbook)) == ((), ["exact"])
    assert (only(workbook).quote, workbook.notebook.entries[0].paragraph) == (KATZE, None)
    assert desk.open().doubtful == ()


def test_accepting_a_note_without_a_place_detaches_it(desk: Desk) -> None:
    workbook = orphaned(desk)
    workbook.accept(only(workbook))
    assert only(workbook).selectors.nowhere


@pytest.mark.parametrize(
    "decide",
    [
        lambda workbook, one: workbook.accept(one),
        lambda workbook, one: workbook.attach(one, Span(0, 3)),
        lambda workbook, one: workbook.detach(one),
        lambda workbook, one: workbook.delete(one),
    ],
)
def test_a_decision_is_taken_back_in_one_step(
    desk: Desk, decide: Callable[[Workbook, Annotation], object]
) -> None:
    workbook = changed(desk)
    before = only(workbook)
    decide(workbook, before)
    assert not workbook.doubtful
    workbook.undo()
    assert replace(only(workbook), modified="") == replace(before, modified="")
    assert [entry.state for entry in workbook.doubtful] == ["changed"]


def test_deleted_notes_wait_in_the_trash_the_latest_first(desk: Desk) -> None:
    workbook = desk.open()
    for quote in ("Hund", "Katze", "Morgen"):
        workbook.annotate(desk.span(quote), note=quote.lower())
    for annotation in list(workbook.store.annotations.values())[:2]:
        workbook.delete(annotation)
    found = desk.open().discarded
    assert [(one.annotation.quote, one.annotation.note, one.successor) for one in found] == [
        ("Katze", "katze", None), ("Hund", "hund", None),
    ]  # fmt: skip
    assert found[0].when > found[1].when


def test_a_restored_note_is_back_with_all_it_had(desk: Desk) -> None:
    workbook = desk.open()
    workbook.annotate(desk.span("Hund"), note="Tier", tags=["a", "b"], colour="green")
    before = only(workbook)
    workbook.delete(before)
    workbook = desk.open()
    workbook.restore(workbook.discarded[0].annotation)
    assert replace(only(workbook), modified="") == replace(before, modified="")
    assert workbook.discarded == ()
    workbook.undo()
    assert not workbook.store.annotations
    assert len(workbook.discarded) == 1


def torn(desk: Desk) -> Workbook:
    """Let two programs edit the same note without knowing of each other."""
    desk.open().annotate(desk.span("Hund"), note="alt")
    ours, theirs = desk.open(), desk.open(creator="Bea")
    theirs.edit(only(theirs), note="von Bea", tags=["b"], colour="blue")
    ours.edit(only(ours), note="von mir", tags=["a"], colour="green")
    return desk.open()


def test_the_version_that_lost_is_kept_and_can_be_brought_back(desk: Desk) -> None:
    workbook = torn(desk)
    assert only(workbook).note == "von mir"
    (lost,) = workbook.discarded
    assert (lost.annotation.note, lost.successor) == ("von Bea", only(workbook))
    assert lost.key == f"{only(workbook).id}@{lost.annotation.modified}"
    workbook.bring_back(only(workbook), lost.annotation)
    assert only(workbook).note == "von Bea"
    assert [one.annotation.note for one in workbook.discarded] == ["von mir"]
    workbook.undo()
    assert only(workbook).note == "von mir"
    assert [one.annotation.note for one in workbook.discarded] == ["von Bea"]


def test_what_is_forgotten_is_neither_in_the_sidecar_nor_in_the_journal(desk: Desk) -> None:
    workbook = desk.open()
    for quote, note in (("Hund", "geheim eins"), ("Katze", "geheim zwei"), ("Morgen", "offen")):
        workbook.annotate(desk.span(quote), note=note)
    for annotation in list(workbook.store.annotations.values())[:2]:
        workbook.delete(annotation)
    workbook.undo()
    workbook.redo()
    workbook = desk.open()
    assert isinstance(workbook.forget(workbook.discarded), Saved)
    for text in (desk.sidecar.read_text("utf-8"), desk.journal.read_text("utf-8")):
        assert "geheim" not in text
        assert "offen" in text
    assert workbook.discarded == ()
    assert len(workbook.store.tombstones) == 2
    workbook.undo()
    assert not workbook.can_undo()
    assert not workbook.store.annotations


def test_a_forgotten_version_leaves_the_note_as_it_is(desk: Desk) -> None:
    workbook = torn(desk)
    workbook.forget(workbook.discarded)
    assert (only(workbook).note, workbook.discarded) == ("von mir", ())
    assert "von Bea" not in desk.sidecar.read_text("utf-8") + desk.journal.read_text("utf-8")


def test_what_could_not_be_forgotten_is_still_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = desk.open()
    workbook.annotate(desk.span("Hund"), note="da")
    workbook.delete(only(workbook))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("annotations.store.update_file", full)
        assert isinstance(workbook.forget(workbook.discarded), NotSaved)
    assert len(workbook.discarded) == 1
    assert workbook.undo() is not None
    assert only(workbook).note == "da"


def test_an_import_is_undone_in_one_step_also_after_a_restart(desk: Desk) -> None:
    several = [replace(FOREIGN, id=f"urn:uuid:foreign-{number}") for number in range(5)]
    desk.open().take_in(Change(None, one) for one in several)
    workbook = desk.open()
    assert len(workbook.store.annotations) == 5
    done = workbook.undo()
    assert done is not None
    assert done[0] == "import"
    assert not desk.open().store.annotations


def test_deletions_tags_and_colours_are_undone_after_a_restart(desk: Desk) -> None:
    workbook = desk.open()
    workbook.annotate(desk.span("Hund"), note="eins")
    workbook.edit(only(workbook), note="eins", tags=["neu"], colour="")
    workbook.edit(only(workbook), note="eins", tags=["neu"], colour="pink")
    workbook.delete(only(workbook))
    seen: list[tuple[tuple[str, ...], str]] = []
    for _ in range(3):
        workbook = desk.open()
        workbook.undo()
        seen.append((only(workbook).tags, only(workbook).colour))
    assert seen == [(("neu",), "pink"), (("neu",), ""), ((), "")]
    workbook = desk.open()
    workbook.redo()
    assert only(workbook).tags == ("neu",)


def test_undo_after_a_restart_keeps_what_another_program_wrote_since(desk: Desk) -> None:
    workbook = desk.open()
    workbook.annotate(desk.span("Hund"), note="eins")
    workbook.edit(only(workbook), note="zwei", tags=(), colour="")
    other = desk.open(journal=False)
    other.edit(only(other), note="zwei", tags=["von fern"], colour="")
    workbook = desk.open()
    workbook.undo()
    assert (only(workbook).note, only(workbook).tags) == ("eins", ("von fern",))
    workbook.undo()
    assert only(workbook).note == "eins"


def test_steps_of_two_sessions_are_taken_back_in_the_order_in_which_they_were_made(desk: Desk) -> None:
    one, other = desk.open(), desk.open()
    one.annotate(desk.span("Hund"))
    other.annotate(desk.span("Katze"))
    one.annotate(desk.span("Morgen"))
    workbook = desk.open()
    seen = []
    while workbook.undo():
        seen.append([entry.annotation.quote for entry in workbook.notebook.entries])
    assert seen == [["Hund", "Katze"], ["Hund"], []]


def test_what_another_program_writes_is_taken_over_with_its_place(desk: Desk) -> None:
    workbook = desk.open()
    assert not workbook.notebook.entries
    assert not workbook.refresh()
    desk.open(journal=False).annotate(desk.span("Katze"))
    assert workbook.refresh()
    assert [entry.paragraph for entry in workbook.notebook.entries] == [2]
    other = desk.open(journal=False)
    other.delete(only(other))
    assert workbook.refresh()
    assert workbook.placement.at(desk.span("Katze")) is None


def test_it_says_whether_all_is_saved_and_what_cannot_be_undone_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.journal.mkdir()
    workbook = desk.open()
    workbook.annotate(desk.span("Hund"))
    assert workbook.state == "saved"
    assert workbook.notice.startswith("Saved, but it cannot be undone after a restart")
    assert workbook.undo() is not None

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("annotations.store.update_file", full)
        workbook.annotate(desk.span("Katze"))
        assert workbook.state == "not saved"
    workbook.redo()
    workbook.annotate(desk.span("Morgen"))
    assert workbook.state == "saved"
    assert {one.quote for one in desk.open().store.annotations.values()} == {"Katze", "Morgen"}


Act = tuple[str, int, str]
ACTS = ("annotate", "edit", "delete", "attach", "detach", "restore", "undo", "redo", "restart")
QUOTES = ("Hund", "Katze", "Morgen", "der warmen Bank", REGEN)
acts: st.SearchStrategy[list[Act]] = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 4), st.sampled_from(["", "eins", "zwei", "ä\n\x00"])),
    max_size=25,
)
Content = dict[str, Annotation]


def content(workbook: Workbook) -> Content:
    """Return the annotations without the times at which they were last written."""
    return {id_: replace(one, modified="") for id_, one in workbook.store.annotations.items()}


def act(desk: Desk, workbook: Workbook, what: str, number: int, word: str) -> None:
    """Change something; where there is nothing to change, do nothing."""
    here = sorted(workbook.store.annotations.values(), key=lambda one: one.id)
    span = desk.span(QUOTES[number])
    if what == "annotate":
        workbook.annotate(span, note=word)
    elif what == "restore" and workbook.discarded:
        workbook.restore(workbook.discarded[number % len(workbook.discarded)].annotation)
    elif here:
        one = here[number % len(here)]
        if what == "edit":
            workbook.edit(one, note=word, tags=[word] if number else [], colour=word and "blue")
        elif what == "attach":
            workbook.attach(one, span)
        elif what in ("delete", "detach"):
            getattr(workbook, what)(one)


@settings(max_examples=150)
@given(acts)
def test_any_changes_undo_and_redo_go_through_the_same_states_also_across_restarts(several: list[Act]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        # The order of the states does not hang on how long the disk takes.
        patch.setattr("os.fsync", lambda descriptor: None)
        desk = Desk(Path(folder))
        workbook = desk.open()
        passed: list[Content] = [{}]
        at = 0
        for what, number, word in several:
            if what == "restart":
                workbook = desk.open()
            elif what == "undo":
                assert (workbook.undo() is None) == (at == 0)
                at = max(0, at - 1)
            elif what == "redo":
                assert (workbook.redo() is None) == (at == len(passed) - 1)
                at = min(at + 1, len(passed) - 1)
            else:
                act(desk, workbook, what, number, word)
                if content(workbook) != passed[at]:
                    passed, at = [*passed[: at + 1], content(workbook)], at + 1
            assert content(workbook) == passed[at]
            assert (workbook.can_undo(), workbook.can_redo()) == (at > 0, at < len(passed) - 1)
        assert content(desk.open()) == passed[at]
