"""How many annotations there are: by day, tag, colour, person and article, and where in an article they are."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta, tzinfo
from typing import Any, Final

from annotations.annotation import Annotation
from annotations.terms import moment

WEEK: Final = 7


class Tally:
    """Counts annotations, one article after the other."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        """Count the days of a time zone; without one, of the machine's own."""
        self._zone = zone
        self.notes = 0
        self.days: Counter[date] = Counter()
        """By the day on which they were made; those that do not say when are in none."""
        self.tags: Counter[str] = Counter()
        self.colours: Counter[str] = Counter()
        self.creators: Counter[str] = Counter()
        """By name; those without one under the empty name."""
        self.articles: Counter[str] = Counter()
        """By source."""
        self.titles: dict[str, str] = {}
        """Of the articles, by source."""

    def add(self, source: str, title: str, annotations: Iterable[Annotation]) -> None:
        """Count the annotations of an article."""
        for annotation in annotations:
            self.notes += 1
            self.articles[source] += 1
            self.titles[source] = title
            self.tags.update(annotation.tags)
            self.creators[annotation.creator] += 1
            if annotation.colour:
                self.colours[annotation.colour] += 1
            made = moment(annotation.created or annotation.modified)
            if made.year > 1:
                self.days[made.astimezone(self._zone).date()] += 1

    def take_in(self, other: Tally) -> None:
        """Count what another tally has counted, too."""
        self.notes += other.notes
        self.titles |= other.titles
        for name in ("days", "tags", "colours", "creators", "articles"):
            getattr(self, name).update(getattr(other, name))

    def last_weeks(self, today: date, weeks: int) -> list[tuple[date, int]]:
        """Return how many were made on each day of the last weeks, of which this week is the last, up to today."""
        first = today - timedelta(days=today.weekday() + WEEK * (weeks - 1))
        days = (first + timedelta(days=number) for number in range((today - first).days + 1))
        return [(day, self.days[day]) for day in days]


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return names with their numbers, the most frequent first, those that differ in case alone as one."""
    spellings: dict[str, Counter[str]] = {}
    for name, number in counts.items():
        spellings.setdefault(unicodedata.normalize("NFC", name).casefold(), Counter())[name] += number
    totals = [(max(sorted(some), key=some.__getitem__), some.total()) for some in spellings.values()]
    return sorted(totals, key=lambda one: (-one[1], one[0].casefold(), one[0]))


def spread(offsets: Iterable[int], length: int, cells: int) -> list[int]:
    """Return how many of the offsets fall into each of as many equal parts of a text as there are cells."""
    numbers = [0] * cells
    for offset in offsets:
        numbers[cell_of(offset, length, cells)] += 1
    return numbers


def cell_of(offset: int, length: int, cells: int) -> int:
    """Return into which of these parts an offset falls."""
    return max(0, min(offset * cells // max(1, length), cells - 1))


def tally_json(tally: Tally) -> dict[str, Any]:
    """Return a tally as `lesart stats --json` prints it: the most frequent first, days in their order."""
    by_number = sorted(tally.articles.items(), key=lambda one: (-one[1], one[0]))
    return {
        "notes": tally.notes,
        "days": {day.isoformat(): number for day, number in sorted(tally.days.items())},
        "tags": dict(ranked(tally.tags)),
        "colours": dict(ranked(tally.colours)),
        "creators": dict(ranked(tally.creators)),
        "articles": [
            {"title": tally.titles[source], "source": source, "notes": number} for source, number in by_number
        ],
    }
