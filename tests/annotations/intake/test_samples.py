"""Files as other programs write them, about one article of our own; the samples are made up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotations.annotation import Annotation
from annotations.intake.books import of_article, of_title
from annotations.intake.item import NotUnderstoodError, Reading
from annotations.intake.kindle import read as read_kindle
from annotations.intake.koreader import read as read_koreader
from annotations.intake.plan import Plan, Present, plan
from annotations.intake.registry import read_notes
from annotations.intake.tables import unguarded
from annotations.notebook import open_notebook
from articles.article import Article, Block, compose

ARTICLE = Article(
    "Die Brücke",
    compose(
        [
            Block("heading", "Die Brücke", 1),
            Block("paragraph", "Über die alte Brücke ging am Abend niemand mehr. „Wer auch?“, fragte der Wirt."),
            Block("paragraph", "Er öffnete das Fenster. Die Schifffahrt ruhte; nur der Fluss floss weiter."),
            Block("paragraph", "Am Morgen ging der Wirt über die Brücke. Am Abend kam er zurück."),
        ]
    ),
)

KOREADER_LUA = r"""-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "Die Brücke",
            ["color"] = "olive",
            ["datetime"] = "2024-05-01 21:14:03",
            ["datetime_updated"] = "2024-05-02 08:00:00",
            ["drawer"] = "lighten",
            ["note"] = "Warum \"niemand\"?\
Zweite Zeile",
            ["page"] = "/body/DocFragment[2]/body/p[1]/text().0",
            ["pageno"] = 3,
            ["pos0"] = "/body/DocFragment[2]/body/p[1]/text().5",
            ["pos1"] = "/body/DocFragment[2]/body/p[1]/text().20",
            ["text"] = "die alte Br\195\188cke",
        },
        [2] = {
            ["color"] = "gray",
            ["datetime"] = "2024-05-01 21:20:00",
            ["drawer"] = "underscore",
            ["pos0"] = "x",
            ["text"] = "Die Schi\239\172\128fahrt ruh\194\173te;  nur\
der Fluss",
        },
        [3] = {
            ["datetime"] = "2024-05-01 21:30:00",
            ["page"] = "y",
            ["text"] = "in Die Brücke",
        },
    },
    ["doc_props"] = { ["title"] = "Die Brücke", ["authors"] = "N. N." },
    ["percent_finished"] = 0.25,
    ["stats"] = { ["title"] = "Die Brücke", ["performance_in_pages"] = {} },
}
"""
KOREADER_OLD = r"""-- comment
return { ["bookmarks"] = {
 [1] = { ["datetime"] = "2020-01-31 12:00:01", ["highlighted"] = true, ["notes"] = "am Abend",
         ["text"] = "Seite 3 am Abend @ 2020-01-31 12:00:01" },
 [2] = { ["datetime"] = "2020-01-31 12:00:02", ["highlighted"] = true, ["notes"] = "der Wirt", ["text"] = "Wer?" },
}, ["highlight"] = { [3] = {
 [1] = { ["datetime"] = "2020-01-31 12:00:01", ["drawer"] = "lighten", ["text"] = "am Abend" },
 [2] = { ["datetime"] = "2020-01-31 12:00:02", ["drawer"] = "lighten", ["text"] = "der Wirt" },
} } }
"""
KINDLE = """\ufeffDie Brücke (N. N.)
- Ihre Markierung auf Seite 3 | Position 12-14 | Hinzugefügt am Montag, 25. September 2023 22:42:15

die alte Brücke
==========
\ufeffDie Brücke (N. N.)
- Ihre Notiz auf Seite 3 | Position 14 | Hinzugefügt am Montag, 25. September 2023 22:43:00

Warum „alt“?
==========
\ufeffDie Brücke (N. N.)
- Ihr Lesezeichen auf Seite 4 | Position 20 | Hinzugefügt am Montag, 25. September 2023 22:44:00


==========
Another Book (Somebody)
- Your Highlight on page 12 | Location 345-47 | Added on Monday, April 21, 2014 10:08:07 PM

Something else
==========
kaputt
==========
""".replace("\n", "\r\n")


def planned(data: bytes | str, annotations: dict[str, Annotation] | None = None, **options: bool) -> Plan:
    format_, reading = read_notes(data if isinstance(data, bytes) else data.encode())
    return plan(reading, format_.name, Present(ARTICLE, annotations or {}, {}), **options)


def after(done: Plan, annotations: dict[str, Annotation] | None = None) -> dict[str, Annotation]:
    found = dict(annotations or {})
    for change in done.changes():
        assert change.after is not None
        found[change.id] = change.after
    return found


def states(done: Plan) -> list[str]:
    return [entry.state for entry in open_notebook(ARTICLE, done.new).entries]


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


def koreader_json(*texts: str, **more: object) -> dict[str, Any]:
    entries = [
        {"sort": "highlight", "page": 1, "time": 1714598043 + n, "text": text} for n, text in enumerate(texts)
    ]
    return {"title": "Die Brücke", "author": "N. N.", "entries": entries, "version": "json/1.0.0", **more}


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
    from annotations.export.csv_table import guarded

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


SAMPLES = {
    "lua": KOREADER_LUA,
    "old lua": KOREADER_OLD,
    "json": json.dumps(koreader_json("am Abend", "nirgends zu finden", "Am Abend")),
    "kindle": KINDLE,
    "readwise": "Highlight,Title\nam Abend,x\nam Abend,x\n",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_importing_twice_changes_nothing(name: str) -> None:
    first = planned(SAMPLES[name])
    again = planned(SAMPLES[name], after(first))
    assert first.new
    assert (again.changes(), again.known, again.kept) == ([], len(first.new), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["kindle", "readwise"])
def test_other_encodings_give_the_same(name: str, encoding: str) -> None:
    text = SAMPLES[name].removeprefix("\ufeff")
    assert planned(text.encode(encoding)).new == planned(SAMPLES[name]).new


def test_what_changed_in_the_file_is_taken_over_and_what_changed_here_stays() -> None:
    from dataclasses import replace

    given = koreader_json("am Abend", "der Wirt")
    there = after(planned(json.dumps(given)))
    one, two = there
    there[two] = replace(there[two], note="meine", tags=("mein",))
    for entry in given["entries"]:
        entry["note"] = "neu"
    done = planned(json.dumps(given), there)
    assert [(change.id, change.after and change.after.note) for change in done.changed] == [(one, "neu")]
    assert [change.id for change in done.kept] == [two]
    there = after(done, there)
    assert (there[two].note, there[two].tags) == ("meine", ("mein",))
    last = planned(json.dumps(given), there)
    assert (last.changes(), last.kept) == ([], ())


def test_what_was_deleted_here_comes_back_only_when_asked_for() -> None:
    from annotations.annotation import Tombstone

    data = SAMPLES["json"].encode()
    format_, reading = read_notes(data)
    ids = after(planned(data))
    present = Present(ARTICLE, {}, {id_: Tombstone("2026-01-01T00:00:00.000Z") for id_ in ids})
    assert plan(reading, format_.name, present).deleted == len(ids)
    assert len(plan(reading, format_.name, present, again=True).new) == len(ids)


def test_the_same_notes_in_another_format_are_there_already() -> None:
    there = after(planned(KOREADER_LUA))
    rows = 'Highlight,Note\ndie alte Brücke,"Warum ""niemand""?\nZweite Zeile"\n'
    done = planned(rows, there)
    assert (done.new, done.known) == ((), 1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"\0\0\0", "it is empty"),
        (b"<xml/>", "its format is not known"),
        (b"return { x = os.execute('true') }", "line 1"),
        (b"return {" * 500, "line 1"),
        (b"return { a = " + b"{" * 500, "nested too deeply"),
        (b'{"entries": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"entries": [', "not JSON"),
        (b"return { 1, 2 }", "holds no annotations"),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence_with_what_is(data: bytes, why: str) -> None:
    with pytest.raises(NotUnderstoodError) as caught:
        read_notes(data)
    assert why in str(caught.value)
    assert "lesart reads KOReader's" in str(caught.value)


def test_a_giant_cell_and_bytes_that_are_no_text_cost_no_other_row_its_reader() -> None:
    data = b'Highlight,Note\nam Abend,"' + b"x" * 1_100_000 + b'"\n\xff\xfe kaputt,a\0b\nder Wirt,gut\n'
    _, reading = read_notes(data)
    assert [item.quote for item in reading.items] == ["\ufffd\ufffd kaputt", "der Wirt"]
    assert reading.items[0].note == "ab"
    assert reading.problems == (
        "From line 3 on some of it is not in UTF-8; such signs stand as �.",
        "The row on line 2 was left out: it is too long to be a note.",
    )


def test_what_is_too_large_is_not_looked_at() -> None:
    from annotations.intake.texts import LARGEST

    with pytest.raises(NotUnderstoodError, match="too large"):
        read_koreader(b"return {" + b" " * LARGEST)


def test_a_file_without_books_is_taken_at_its_word() -> None:
    _, reading = read_notes(b"Highlight,Note\nam Abend,x\n")
    assert isinstance(reading, Reading)
    assert of_article(reading, ARTICLE) is reading


def test_the_table_that_lesart_writes_comes_back_with_its_colours_and_tags() -> None:
    from support.exports import export

    there = after(planned("Highlight,Note\nam Abend,.frage .pink =1+1\nder Wirt,-- wer?\n"))
    table = export([open_notebook(ARTICLE, there.values())], "csv")
    back = {one.selectors.exact: (one.note, one.tags, one.colour) for one in planned(table).new}
    assert back == {"am Abend": ("=1+1", ("frage",), "pink"), "der Wirt": ("-- wer?", (), "")}
    assert planned(table, there).changes() == []
