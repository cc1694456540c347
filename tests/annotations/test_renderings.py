"""The reader's own English: kept, found again, taken back."""

from pathlib import Path

import pytest
from support.desk import HUND, KATZE, REGEN, Desk

from annotations.annotation import Annotation
from annotations.renderings import Own, Rendering, rendering_at, renderings
from annotations.store import Saved
from annotations.workbook import Workbook
from articles.article import Span

TWO = "Der Hund bellt. Die Katze schläft."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def found(workbook: Workbook, index: int, what: Own = "translation") -> list[Rendering]:
    return renderings(workbook.placement, workbook.article, index, what)


def english(workbook: Workbook, index: int) -> list[tuple[str, bool, bool]]:
    return [(one.annotation.translation, one.whole, one.outdated) for one in found(workbook, index)]


def there(workbook: Workbook, span: Span, what: Own = "translation") -> Annotation | None:
    index = workbook.article.index_at(span.start)
    return rendering_at(workbook.placement, workbook.article, index, span, what)


def test_a_translation_is_kept_and_found_by_its_paragraph(desk: Desk) -> None:
    assert isinstance(desk.open().render(desk.span(KATZE), "The cat sleeps.", "translation"), Saved)
    again = desk.open()
    assert english(again, 1) == [("The cat sleeps.", True, False)]
    assert english(again, 0) == []
    assert found(again, 1, "guess") == []


def test_a_sentence_is_no_paragraph(desk: Desk) -> None:
    workbook = desk.open(TWO, REGEN)
    workbook.render(desk.span("Die Katze schläft."), "The cat is asleep.", "translation")
    assert english(workbook, 0) == [("The cat is asleep.", False, False)]
    assert there(workbook, desk.span(TWO)) is None
    assert there(workbook, desk.span("Die Katze schläft.")) is not None


def test_a_second_translation_of_the_same_words_takes_the_place_of_the_first(desk: Desk) -> None:
    workbook, span = desk.open(), desk.span(KATZE)
    workbook.render(span, "The cat sleeps.", "translation")
    workbook.render(span, "The cat is asleep.", "translation", there=there(workbook, span))
    assert english(workbook, 1) == [("The cat is asleep.", True, False)]
    workbook.undo()
    assert english(workbook, 1) == [("The cat sleeps.", True, False)]


def test_a_translation_that_is_emptied_leaves_a_tombstone_and_comes_back_by_undo(desk: Desk) -> None:
    workbook, span = desk.open(), desk.span(KATZE)
    workbook.render(span, "The cat sleeps.", "translation")
    workbook.render(span, "", "translation", there=there(workbook, span))
    assert english(workbook, 1) == []
    assert [one.annotation.translation for one in workbook.discarded] == ["The cat sleeps."]
    assert workbook.undo() is not None
    assert english(workbook, 1) == [("The cat sleeps.", True, False)]


def test_a_translation_in_a_note_is_taken_out_and_the_note_stays(desk: Desk) -> None:
    workbook, span = desk.open(), desk.span(KATZE)
    workbook.annotate(span, note="schön")
    note = workbook.placement.exactly_at(span)
    workbook.render(span, "The cat sleeps.", "translation", there=note)
    assert english(workbook, 1) == [("The cat sleeps.", True, False)]
    workbook.render(span, "", "translation", there=there(workbook, span))
    kept = workbook.placement.exactly_at(span)
    assert kept is not None
    assert (kept.note, kept.translation) == ("schön", "")


@pytest.mark.parametrize(
    "changed",
    [KATZE.replace("warmen", "kalten"), KATZE + " Sie träumt.", "Ach! " + KATZE],
    ids=["another word", "longer at the end", "longer at the beginning"],
)
def test_a_translation_of_a_paragraph_that_has_changed_is_of_an_earlier_text(desk: Desk, changed: str) -> None:
    desk.open().render(desk.span(KATZE), "The cat sleeps.", "translation")
    assert english(desk.open(HUND, changed, REGEN), 1) == [("The cat sleeps.", True, True)]


def test_a_translation_is_none_of_an_earlier_text_when_only_others_have_changed(desk: Desk) -> None:
    desk.open().render(desk.span(KATZE), "The cat sleeps.", "translation")
    assert english(desk.open("Neu.", HUND, KATZE), 2) == [("The cat sleeps.", True, False)]


def test_a_translation_that_is_written_again_is_of_todays_text(desk: Desk) -> None:
    desk.open().render(desk.span(KATZE), "The cat sleeps.", "translation")
    longer = KATZE + " Sie träumt."
    workbook = desk.open(HUND, longer, REGEN)
    span = desk.span(longer)
    workbook.render(span, "The cat sleeps. It dreams.", "translation", there=there(workbook, span))
    assert english(workbook, 1) == [("The cat sleeps. It dreams.", True, False)]


def test_the_readers_english_is_in_nobodys_way_who_makes_a_note(desk: Desk) -> None:
    workbook, span = desk.open(), desk.span(KATZE)
    workbook.render(span, "The cat sleeps.", "translation")
    assert workbook.placement.exactly_at(span) is None
    workbook.annotate(span, note="schön")
    here = workbook.placement.at(span)
    assert here is not None
    assert here.note == "schön"


def test_the_counterpart_of_a_note_is_kept_when_the_note_is_edited(desk: Desk) -> None:
    workbook, span = desk.open(), desk.span(KATZE)
    workbook.annotate(span, note="schön", counterpart="The cat sleeps.")
    note = workbook.placement.exactly_at(span)
    assert note is not None
    workbook.edit(note, note="sehr schön", tags=(), colour="", counterpart="Anything else.")
    kept = desk.open().placement.exactly_at(span)
    assert kept is not None
    assert (kept.note, kept.counterpart) == ("sehr schön", "The cat sleeps.")


def test_translations_made_in_two_places_are_both_kept(desk: Desk) -> None:
    here, elsewhere = desk.open(), desk.open(journal=False)
    here.render(desk.span(KATZE), "The cat sleeps.", "translation")
    elsewhere.render(desk.span(KATZE), "The cat is asleep.", "translation")
    here.refresh()
    assert [text for text, *_ in english(here, 1)] == ["The cat sleeps.", "The cat is asleep."]
