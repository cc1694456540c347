"""Counting annotations: the reader's days, spellings of one name, places along an article."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.tallies import Tally, ranked, spread, tally_json


class Berlin(tzinfo):
    """An hour ahead of UTC, from April to September two."""

    def utcoffset(self, when: datetime | None) -> timedelta:
        return timedelta(hours=2 if when and 4 <= when.month <= 9 else 1)

    def dst(self, when: datetime | None) -> timedelta:
        return self.utcoffset(when) - timedelta(hours=1)

    def tzname(self, when: datetime | None) -> str:
        return "Berlin"


def note(created: str = "", **fields: object) -> Annotation:
    return Annotation("urn:x", Selectors("Hund"), created=created, **fields)  # type: ignore[arg-type]


def test_a_day_is_the_readers_own_in_summer_and_in_winter() -> None:
    tally = Tally(Berlin())
    tally.add(
        "/a", "A", [note("2026-01-31T23:30:00Z"), note("2026-07-01T21:30:00Z"), note("2026-07-01T22:30:00Z")]
    )
    assert tally.days == {date(2026, 2, 1): 1, date(2026, 7, 1): 1, date(2026, 7, 2): 1}


@pytest.mark.parametrize("created", ["", "gestern", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_note_that_does_not_say_when_is_counted_on_no_day(created: str) -> None:
    for zone in (UTC, timezone(timedelta(hours=14)), None):
        tally = Tally(zone)
        tally.add("/a", "A", [note(created)])
        assert (tally.notes, tally.days) == (1, {})


def test_a_note_without_its_making_counts_on_the_day_of_its_last_change() -> None:
    tally = Tally(UTC)
    tally.add("/a", "A", [note(modified="2026-01-02T03:04:05Z")])
    assert tally.days == {date(2026, 1, 2): 1}


def test_names_that_differ_in_case_alone_are_one_under_the_most_frequent_spelling() -> None:
    assert ranked({"politik": 1, "Politik": 3, "Stil": 3, "Ärger": 1, "A\u0308rger": 1}) == [
        ("Politik", 4), ("Stil", 3), ("A\u0308rger", 2),
    ]  # fmt: skip


def test_the_last_weeks_begin_on_a_monday_and_end_today() -> None:
    tally = Tally(UTC)
    tally.add(
        "/a", "A", [note("2026-01-05T12:00:00Z"), note("2026-01-14T12:00:00Z"), note("2026-01-20T12:00:00Z")]
    )
    days = tally.last_weeks(date(2026, 1, 14), 2)
    assert (days[0], days[-1], len(days)) == ((date(2026, 1, 5), 1), (date(2026, 1, 14), 1), 10)


def test_offsets_are_spread_over_equal_parts_and_strange_ones_over_the_last() -> None:
    assert spread([0, 9, 10, 50, 99, 100, 10**9], 100, 10) == [2, 1, 0, 0, 0, 1, 0, 0, 0, 3]
    assert spread([0, 5], 0, 3) == [1, 0, 1]


def test_what_two_tallies_have_counted_is_counted_together() -> None:
    one, other, both = Tally(UTC), Tally(UTC), Tally(UTC)
    first, second = note("2026-01-01T00:00:00Z", tags=("a",)), note(colour="blue", creator="Bea", tags=("a", "b"))
    for tally, source, some in ((one, "/a", [first]), (other, "/b", [second])):
        tally.add(source, source.upper(), some)
        both.add(source, source.upper(), some)
    one.take_in(other)
    assert tally_json(one) == tally_json(both)
    assert tally_json(one) == {
        "notes": 2,
        "days": {"2026-01-01": 1},
        "tags": {"a": 2, "b": 1},
        "colours": {"blue": 1},
        "creators": {"": 1, "Bea": 1},
        "articles": [
            {"title": "/A", "source": "/a", "notes": 1},
            {"title": "/B", "source": "/b", "notes": 1},
        ],
    }
