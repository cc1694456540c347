"""Importing the same notes again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from support.exports import export
from support.intake import ARTICLE, KOREADER_LUA, SAMPLES, after, koreader_json, planned

from annotations.annotation import Tombstone
from annotations.intake.plan import Present, plan
from annotations.intake.registry import read_notes
from annotations.notebook import open_notebook


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


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


def test_the_table_that_lesart_writes_comes_back_with_its_colours_and_tags() -> None:
    there = after(planned("Highlight,Note\nam Abend,.frage .pink =1+1\nder Wirt,-- wer?\n"))
    table = export([open_notebook(ARTICLE, there.values())], "csv")
    back = {one.selectors.exact: (one.note, one.tags, one.colour) for one in planned(table).new}
    assert back == {"am Abend": ("=1+1", ("frage",), "pink"), "der Wirt": ("-- wer?", (), "")}
    assert planned(table, there).changes() == []
