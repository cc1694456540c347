"""Sentences about what notes have been through."""

from dataclasses import replace
from typing import Any

import pytest

from annotations.anchoring import Anchored, Orphan
from annotations.annotation import Annotation, Selectors
from annotations.notebook import Entry
from annotations.trash import Discarded
from articles.article import Article, Block, Span, compose
from tui.commands import USUAL_KEYMAP
from tui.notes.deeds import next_to
from tui.notes.telling import counted, day_of, doubts, fate_of, named, story_of

ARTICLE = Article("Titel", compose([Block("paragraph", "Die Katze schläft.")]))
NOTE = Annotation("urn:1", Selectors("Der Hund\n\nschläft"))


def entry(state: str, annotation: Annotation = NOTE) -> Entry:
    if state == "orphaned":
        return Entry(annotation, Orphan(), None)
    return Entry(annotation, Anchored(Span(0, 9), "changed", 0.9), 1)


@pytest.mark.parametrize(
    ("changed", "lost", "width", "sentence"),
    [
        (0, 0, 80, ""),
        (1, 0, 80, "1 note has changed; R reviews it."),
        (2, 0, 80, "2 notes have changed; R reviews them."),
        (0, 1, 80, "1 note has lost its place; R reviews it."),
        (0, 3, 80, "3 notes have lost their places; R reviews them."),
        (1, 2, 80, "1 note has changed, 2 have lost their places; R reviews them."),
        (2, 1, 80, "2 notes have changed, 1 has lost its place; R reviews them."),
        (2, 1, 40, "3 notes need a look; R reviews them."),
        (0, 1, 39, "1 note needs a look; R reviews it."),
    ],
)
def test_doubts_are_counted(changed: int, lost: int, width: int, sentence: str) -> None:
    entries = [entry("changed")] * changed + [entry("orphaned")] * lost
    assert doubts(entries, USUAL_KEYMAP, width) == sentence


def told(one: Entry) -> list[str]:
    return list(story_of(one, ARTICLE, USUAL_KEYMAP))


def test_a_story_tells_former_words_and_lost_versions() -> None:
    assert told(entry("changed")) == ["was „Der Hund schläft“, now „Die Katze“"]
    assert told(entry("orphaned")) == ["It has lost its place; R looks for a new one."]
    accepted = Annotation("urn:1", Selectors("Katze"), original="Hund", earlier=(NOTE, NOTE))
    assert told(Entry(accepted, Anchored(Span(4, 9), "exact", 1.0), 1)) == [
        "first about „Hund“",
        "± 2 earlier versions lost against changes made elsewhere; X shows them.",
    ]
    detached = Annotation("urn:1", Selectors(""), original="Hund")
    assert told(entry("orphaned", detached)) == ["It is about the whole article.", "once about „Hund“"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"note": "Welcher\nHund?"}, "note „Welcher Hund?“"),
        ({"tags": ("tier",)}, "note „Der Hund schläft“"),
        ({"colour": "pink"}, "highlight „Der Hund schläft“"),
        ({"note": "Der alte.", "replies_to": "urn:2"}, "reply „Der alte.“"),
        ({"translation": "The dog is sleeping in the garden."}, "correction „The dog is sleeping in the ga…“"),
        ({"guess": "A dog?"}, "guess „A dog?“"),
        ({"note": "Wuff", "guess": "A dog?"}, "note „Wuff“"),
    ],
)
def test_what_is_deleted_is_named(fields: dict[str, Any], name: str) -> None:
    assert named(replace(NOTE, **fields)) == name


def test_what_is_in_the_trash_says_how_it_came_there() -> None:
    deleted = Discarded(NOTE, "2026-01-31T12:05:00+02:00")
    assert fate_of(deleted) == "Deleted on 2026-01-31 at 10:05 UTC, a note. It was about „Der Hund schläft“."
    earlier = Discarded(Annotation("urn:1", Selectors(""), creator="Bea\nB."), "gestern", NOTE)
    assert fate_of(earlier) == (
        "± An earlier version of a note by Bea B., written at an unknown time; "
        "it lost against a change made elsewhere."
    )
    assert counted([deleted, deleted, earlier]) == "2 deleted notes and 1 earlier version"
    assert (day_of(deleted.when), day_of(earlier.when)) == ("2026-01-31", "–")


def test_behind_an_entry_comes_the_next_and_behind_the_last_the_one_before() -> None:
    entries = [entry("changed", Annotation(id_, Selectors("x"))) for id_ in "abc"]
    assert [next_to(entries, id_) for id_ in "abc"] == ["b", "c", "b"]
    assert next_to(entries[:1], "a") == ""
    assert next_to(entries, "nobody") == "c"
