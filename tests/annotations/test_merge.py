from dataclasses import replace
from datetime import UTC, datetime

from annotations.annotation import Annotation, Selectors, Tombstone
from annotations.facts import ArticleFacts
from annotations.history import Change
from annotations.merge import with_changes
from annotations.reconciling import reconcile
from annotations.sidecar import Page, new_page

NOW = datetime(2026, 5, 1, tzinfo=UTC)
STAMP = "2026-05-01T00:00:00.000Z"
EARLY, LATE = "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"
ONE = Annotation("urn:1", Selectors("eins"), "alt", ("t",), created=EARLY, modified=EARLY)


def page_of(*annotations: Annotation, **tombstones: Tombstone) -> Page:
    page = new_page(ArticleFacts())
    return replace(page, annotations={one.id: one for one in annotations}, tombstones=tombstones)


def test_edits_of_different_fields_are_both_kept() -> None:
    ours, theirs = replace(ONE, note="neu"), replace(ONE, colour="blue")
    assert reconcile(ONE, ours, theirs) == replace(ONE, note="neu", colour="blue")


def test_of_two_edits_of_one_field_ours_wins_unless_it_yields() -> None:
    ours, theirs = replace(ONE, note="unseres"), replace(ONE, note="deren")
    assert reconcile(ONE, ours, theirs) == replace(ours, earlier=(theirs,))
    assert reconcile(ONE, ours, theirs, yields=True) == theirs


def test_deletion_loses_against_an_edit() -> None:
    edited = replace(ONE, note="neu")
    assert reconcile(ONE, None, edited) == edited
    assert reconcile(ONE, edited, None) == edited
    assert reconcile(ONE, None, ONE) is None


def test_undoing_an_edit_brings_back_nothing_that_was_deleted() -> None:
    assert reconcile(replace(ONE, note="neu"), ONE, None, yields=True) is None


def test_change_is_stamped_and_says_what_it_really_did() -> None:
    theirs = replace(ONE, colour="blue")
    outcome = with_changes(page_of(theirs), [Change(ONE, replace(ONE, note="neu"))], NOW)
    after = replace(theirs, note="neu", modified=STAMP)
    assert outcome.made == (Change(theirs, after),)
    assert outcome.page.annotations == {"urn:1": after}


def test_stamp_is_later_than_what_it_replaces() -> None:
    theirs = replace(ONE, modified=LATE)
    outcome = with_changes(page_of(theirs), [Change(ONE, replace(ONE, note="neu"))], NOW)
    assert outcome.page.annotations["urn:1"].modified == LATE.replace(".000Z", ".001Z")


def test_new_annotation_gets_times_and_creator() -> None:
    new = Annotation("urn:2", Selectors("zwei"))
    outcome = with_changes(page_of(), [Change(None, new)], NOW, "Anna")
    assert outcome.page.annotations["urn:2"] == replace(new, created=STAMP, modified=STAMP, creator="Anna")


def test_annotation_from_elsewhere_keeps_its_times() -> None:
    outcome = with_changes(page_of(), [Change(None, ONE)], NOW)
    assert outcome.page.annotations["urn:1"] == ONE


def test_deletion_leaves_a_tombstone_and_its_undoing_takes_it_away() -> None:
    deleted = with_changes(page_of(ONE), [Change(ONE, None)], NOW)
    assert deleted.page.annotations == {}
    assert deleted.page.tombstones == {"urn:1": Tombstone(STAMP, ONE)}
    (change,) = deleted.made
    assert change is not None
    restored = with_changes(deleted.page, [change.inverse], NOW).page
    assert restored.annotations == {"urn:1": replace(ONE, modified=STAMP)}
    assert restored.tombstones == {}


def test_change_that_changes_nothing_leaves_the_page_as_it_is() -> None:
    page = page_of(ONE)
    outcome = with_changes(page, [Change(ONE, ONE), Change(Annotation("urn:9", Selectors("x")), None)], NOW)
    assert outcome.page is page
    assert outcome.made == (None, None)
