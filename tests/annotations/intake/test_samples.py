"""Files as other programs write them."""

from __future__ import annotations

import json

import pytest
from support.intake import ARTICLE, KINDLE, KOREADER_LUA, KOREADER_OLD, koreader_json, planned, states

from annotations.export.csv_cells import guarded, unguarded
from annotations.intake.books import of_article, of_title
from annotations.intake.kindle import read as read_kindle
from annotations.intake.registry import read_notes
from articles.article import Article


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def test_koreader_lua_gives_quotes_notes_colours_and_times() -> None:
    one, two = planned(KOREADER_LUA).new
    assert (one.selectors.exact, one.note, one.colour) == (
        "die alte Brücke", 'Warum "niemand"?\nZweite Zeile', "green",
    )  # fmt: skip
    assert (one.created, one.modified) == ("2024-05-01T21:14:03.000Z", "2024-05-02T08:00:00.000Z")
    assert (two.selectors.exact, two.note, two.colour) == ("Die Schifffahrt ruhte; nur der Fluss", "", "")


def test_quotes_with_other_blanks_ligatures_and_hyphens_are_found_exactly() -> None:
    assert states(planned(KOREADER_LUA)) == ["exact", "exact"]


def test_older_koreader_has_its_notes_in_its_bookmarks() -> None:
    one, two = planned(KOREADER_OLD).new
    assert (one.selectors.exact, one.note) == ("am Abend", "")
    assert (two.selectors.exact, two.note) == ("der Wirt", "Wer?")


def test_koreader_json_of_several_books_is_told_apart_by_title() -> None:
    other = koreader_json("Something else") | {"title": "Another Book"}
    both = {"created_on": 1, "version": "json/1.0.0", "documents": [koreader_json("am Abend"), other]}
    _, reading = read_notes(json.dumps(both).encode())
    mine = of_article(reading, ARTICLE)
    assert mine is not None
    assert [item.quote for item in mine.items] == ["am Abend"]
    theirs = of_title(reading, "another")
    assert theirs is not None
    assert [item.quote for item in theirs.items] == ["Something else"]
    assert of_title(reading, "Third") is None
    assert of_article(reading, Article("Etwas anderes", ())) is None


def test_words_that_stand_twice_are_taken_in_the_order_of_the_notes() -> None:
    done = planned(json.dumps(koreader_json("die alte Brücke", "am Abend", "Am Morgen", "Am Abend")))
    starts = [one.selectors.start for one in done.new]
    assert starts == sorted(starts, key=lambda start: start or 0)
    order = planned(json.dumps(koreader_json("Er öffnete", "Am Morgen ging", "der Wirt")))
    assert (order.new[2].selectors.start or 0) > (order.new[1].selectors.start or 0)


def test_an_ellipsis_in_a_quote_stands_for_what_is_there() -> None:
    (one,) = planned(json.dumps(koreader_json("Über die alte Brücke […] niemand mehr."))).new
    assert one.selectors.exact == "Über die alte Brücke ging am Abend niemand mehr."


def test_kindle_gives_a_note_to_its_highlight_and_leaves_bookmarks_out() -> None:
    reading = read_kindle(KINDLE.encode())
    one, other = reading.items
    assert (one.quote, one.note, one.book) == ("die alte Brücke", "Warum „alt“?", "Die Brücke")
    assert (one.created, one.modified) == ("2023-09-25T22:42:15.000Z", "2023-09-25T22:43:00.000Z")
    assert (other.quote, other.book, other.created) == (
        "Something else", "Another Book", "2014-04-21T22:08:07.000Z",
    )  # fmt: skip
    assert reading.problems == ("The clipping on line 21 was left out: it is not understood.",)


def test_of_a_highlight_that_was_stretched_on_a_kindle_only_the_last_comes_in() -> None:
    meta = "- Ihre Markierung auf Seite 3 | Position {} | Hinzugefügt am Dienstag, 3. Januar 2023 um 10:15:00"
    said = (
        ("40-41", "Der Hund"),
        ("40-42", "Der Hund bellt laut."),
        ("41-42", "bellt laut."),
        ("40-42", "Es regnet."),
    )
    text = "".join(f"Titel\n{meta.format(where)}\n\n{words}\n==========\n" for where, words in said)
    assert [item.quote for item in read_kindle(text.encode()).items] == ["bellt laut.", "Es regnet."]


@pytest.mark.parametrize(
    ("meta", "created"),
    [
        ("- Your Highlight Loc. 345-47  | Added on Friday, 1 March 2024 10:30:45", "2024-03-01T10:30:45.000Z"),
        ("- Your Highlight at location 5-6 | Added on December 1, 2024, 12:05 AM", "2024-12-01T00:05:00.000Z"),
        ("- Deine Markierung bei Position 5-6 | Hinzugefügt am 3. März 2024 22:42:15", "2024-03-03T22:42:15.000Z"),
        ("- Ihre Markierung auf Seite 5 | Hinzugefügt am 1. Mai 2024 um 07:02:15 Uhr", "2024-05-01T07:02:15.000Z"),
        ("- Your Highlight on page 5 | Added on Someday, 31 February 2024 10:30:45", ""),
    ],
)  # fmt: skip
def test_kindle_times_are_understood_in_all_their_wordings(meta: str, created: str) -> None:
    (one,) = read_kindle(f"Titel\n{meta}\n\nWorte\n==========\n".encode()).items
    assert (one.quote, one.created) == ("Worte", created)


def test_readwise_columns_may_stand_in_any_order_and_notes_begin_with_tags() -> None:
    data = (
        "Note,Highlight,Book Title,Color,Tags,Location,Highlighted at\r\n"
        '".frage .wort Warum?\nWeil.",'
        '"die alte ""Brücke""",Die Brücke,orange,"a, b",3,2026-07-17 14:00:25+02:00\r\n'
        ",,x,,,,\r\n"
        ",Am Morgen,,,,,bald\r\n"
    )
    done = planned(data)
    one, two = done.new
    assert (one.note, one.tags, one.colour) == ("Warum?\nWeil.", ("frage", "wort", "a", "b"), "yellow")
    assert (one.selectors.exact, one.created) == ("die alte Brücke", "2026-07-17T12:00:25.000Z")
    assert (two.selectors.exact, two.created) == ("Am Morgen", "")
    _, reading = read_notes(data.encode())
    assert reading.problems == ("The row on line 4 was left out: it has neither a quote nor a note.",)


@pytest.mark.parametrize("cell", ["=1+1", "@x", "-- so", "Wort\n=cmd|'/c'!A1", "ganz normal", "'s ist so"])
def test_what_was_guarded_against_spreadsheets_comes_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(
    "header",
    [
        "Created at,Author,Page,URL,Group,Type,Quote,Comment,Tags",
        "Creation Date,User,Page,URL,Group,Annotation/Reply Type,Quote,Body,Tags",
    ],
)
def test_hypothesis_csv_is_read_with_its_creators(header: str) -> None:
    row = '2024-01-15 10:30,anna,3,https://example.org/a,Public,Annotation,am Abend,"Wer, wo?","x,y"'
    (one,) = planned(f"{header}\n{row}").new
    assert (one.note, one.tags, one.creator) == ("Wer, wo?", ("x", "y"), "anna")
    assert one.created == "2024-01-15T10:30:00.000Z"
