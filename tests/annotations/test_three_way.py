from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.annotation import Annotation, Selectors, Tombstone
from annotations.facts import ArticleFacts
from annotations.history import Change
from annotations.merge import with_changes, without_contents
from annotations.reconciling import MOST_EARLIER, reconcile, settle
from annotations.sidecar import Page, dump, parse
from annotations.three_way import NO_PAGE, merged, rejoined

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
EARLY, LATE = "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"
ONE = Annotation("urn:uuid:1", Selectors("eins"), "alt", ("t",), created=EARLY, modified=EARLY)
IDS = [f"urn:uuid:{number}" for number in range(1, 5)]

Edit = tuple[str, str, Any, int]
words = st.sampled_from(["eins", "zwei", "drei", ""])
edits: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(["note", "tags", "colour", "selectors", "delete", "empty", "unknown"]),
        words,
        st.integers(1, 5),
    ),
    max_size=8,
)


def page_of(*annotations: Annotation, **fields: Any) -> Page:
    several = {one.id: one for one in annotations}
    return Page("urn:uuid:page", ArticleFacts("Titel", source="urn:uuid:source"), several, **fields)


def reread(page: Page) -> Page:
    again = parse(dump(page))
    assert isinstance(again, Page)
    return again


def edited(page: Page, several: Sequence[Edit]) -> Page:
    """Let a program make these edits, each at its day, and write and read the page after each."""
    for id_, what, value, day in several:
        before = page.annotations.get(id_)
        after: Annotation | None = before or Annotation(id_, Selectors("neu"))
        assert after is not None
        if what == "delete":
            after = None
        elif what == "empty":
            page = without_contents(page, [id_])
        elif what == "unknown":
            after = replace(after, raw={**after.raw, "via": f"https://example.org/{value}"})
        else:
            values = {"tags": (value,), "selectors": Selectors(value or "null")}
            changed: dict[str, Any] = {what: values.get(what, value)}
            after = replace(after, **changed)
        page = with_changes(page, [Change(before, after)], BEGIN + timedelta(days=day)).page
        page = reread(page)
    return page


@settings(max_examples=400)
@given(edits, edits, edits)
def test_any_two_edits_merged_in_either_order_give_the_same_sidecar(
    common: list[Edit], ours: list[Edit], theirs: list[Edit]
) -> None:
    base = edited(page_of(), common)
    one, other = edited(base, ours), edited(base, theirs)
    result = dump(merged(base, one, other))
    assert result == dump(merged(base, other, one))
    assert dump(merged(NO_PAGE, one, other)) == dump(merged(NO_PAGE, other, one))
    assert dump(reread(merged(base, one, other))) == result


@settings(max_examples=400)
@given(edits, edits, edits)
def test_merging_loses_no_note_that_either_side_wrote(
    common: list[Edit], ours: list[Edit], theirs: list[Edit]
) -> None:
    base = edited(page_of(), common)
    one, other = edited(base, ours), edited(base, theirs)
    result = merged(base, one, other)
    for side in (one, other):
        for id_, annotation in side.annotations.items():
            before = base.annotations.get(id_)
            if before is not None and before.note == annotation.note:
                continue
            there = result.annotations.get(id_)
            gone = result.tombstones.get(id_)
            left = there or (gone.was if gone else None)
            assert left is not None
            assert annotation.note in [version.note for version in (left, *left.earlier)]


@settings(max_examples=200)
@given(edits, edits)
def test_merging_with_what_nobody_changed_gives_what_the_other_wrote(common: list[Edit], ours: list[Edit]) -> None:
    base = edited(page_of(), common)
    one = edited(base, ours)
    result = merged(base, one, base)
    assert result.annotations == one.annotations
    assert result.tombstones == one.tombstones


def test_three_way_merge_keeps_what_either_side_added_and_drops_what_one_deleted() -> None:
    two, three = replace(ONE, id="urn:uuid:2"), replace(ONE, id="urn:uuid:3", created=LATE)
    gone = replace(ONE, id="urn:uuid:gone")
    stones = {gone.id: Tombstone(LATE, gone)}
    ours = page_of(replace(ONE, note="neu", modified=LATE), two, tombstones=stones)
    theirs = page_of(ONE, gone, three)
    result = merged(page_of(ONE, gone), ours, theirs)
    assert list(result.annotations) == ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3"]
    assert result.annotations[ONE.id].note == "neu"
    assert result.tombstones == stones


def test_later_of_two_edits_wins_and_the_earlier_becomes_its_history() -> None:
    early, late = replace(ONE, note="früh", modified=EARLY), replace(ONE, note="spät", modified=LATE)
    assert settle(ONE, early, late) == settle(ONE, late, early) == replace(late, earlier=(early,))


def test_edits_of_different_fields_are_both_kept_and_make_no_history() -> None:
    early, late = replace(ONE, note="neu", modified=EARLY), replace(ONE, colour="blue", modified=LATE)
    assert settle(ONE, early, late) == replace(late, note="neu")


def test_unknown_field_that_one_side_added_survives_the_other_sides_later_edit() -> None:
    early = replace(ONE, raw={"via": "https://example.org"}, modified=EARLY)
    result = settle(ONE, early, replace(ONE, note="neu", modified=LATE))
    assert result is not None
    assert (result.note, result.raw) == ("neu", {"via": "https://example.org"})


def test_deletion_loses_against_a_change_and_wins_against_none() -> None:
    stones = {ONE.id: Tombstone(LATE, ONE)}
    base, deleted = page_of(ONE), page_of(tombstones=stones)
    changed = page_of(replace(ONE, note="neu", modified=EARLY))
    for ours, theirs in ((deleted, changed), (changed, deleted)):
        result = merged(base, ours, theirs)
        assert result.annotations[ONE.id].note == "neu"
        assert result.tombstones == {}
        assert merged(NO_PAGE, page_of(ONE), deleted).annotations == {}
    assert merged(base, base, deleted).annotations == {}


def test_emptied_trash_stays_empty_when_the_other_side_still_has_it() -> None:
    full, emptied = (page_of(tombstones={ONE.id: Tombstone(LATE, was)}) for was in (ONE, None))
    for ours, theirs in ((full, emptied), (emptied, full)):
        assert merged(full, ours, theirs).tombstones == {ONE.id: Tombstone(LATE)}


def test_writers_who_did_not_know_of_each_other_take_nothing_from_each_other() -> None:
    two, three = replace(ONE, id="urn:uuid:2"), replace(ONE, id="urn:uuid:3")
    result = rejoined(page_of(ONE), page_of(ONE, two), page_of(three))
    assert set(result.annotations) == {"urn:uuid:1", "urn:uuid:2", "urn:uuid:3"}


def test_earlier_version_that_was_given_up_does_not_come_back() -> None:
    early = replace(ONE, note="früh")
    before = replace(ONE, earlier=(early,))
    given_up = replace(before, earlier=(), modified=LATE)
    result = settle(before, given_up, replace(before, colour="blue", modified=EARLY))
    assert result is not None
    assert (result.earlier, result.colour) == ((), "blue")


def test_only_the_latest_earlier_versions_are_kept() -> None:
    annotation: Annotation | None = ONE
    for number in range(MOST_EARLIER + 5):
        ours = replace(ONE, note=f"unseres {number}", earlier=annotation.earlier if annotation else ())
        theirs = replace(ONE, note=f"deren {number}", modified=f"{2030 + number}-01-01T00:00:00Z")
        annotation = reconcile(ONE, ours, theirs)
    assert annotation is not None
    assert len(annotation.earlier) == MOST_EARLIER
    assert annotation.earlier[-1].note == f"deren {MOST_EARLIER + 4}"
