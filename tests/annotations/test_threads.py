"""Replies: how they are written and read, where they stand, and what becomes of them when others are deleted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.desk import Desk

from annotations.annotation import Annotation, Selectors, Tombstone
from annotations.facts import ArticleFacts
from annotations.notebook import Notebook, check_json, entry_json, open_notebook, replies_of
from annotations.sidecar import Page, dump, new_page, parse
from annotations.threads import Threads
from annotations.three_way import merged
from annotations.validation import validate
from annotations.workbook import Workbook
from articles.article import Article, Block, compose

ARTICLE = Article("Titel", compose(Block("paragraph", text) for text in ("Der Hund bellt.", "Die Katze schläft.")))
HUND = Annotation(
    "urn:hund", Selectors("Hund", "Der ", " bellt.", 4, 8), "welcher?", created="2026-01-01T00:00:00Z"
)
KATZE = Annotation("urn:katze", Selectors("Katze", "Die ", " schläft.", 21, 26), created="2026-01-01T00:00:00Z")


def reply(name: str, to: str, day: int = 2) -> Annotation:
    created = f"2026-01-{day:02}T00:00:00Z"
    return Annotation(f"urn:{name}", Selectors(""), name, created=created, replies_to=f"urn:{to}")


def ids(notebook: Notebook) -> list[str]:
    return [entry.annotation.id.removeprefix("urn:") for entry in notebook.entries]


def test_replies_stand_behind_what_they_answer_the_oldest_first() -> None:
    several = [reply("spät", "hund", 5), KATZE, reply("früh", "hund", 2), reply("darauf", "früh", 9), HUND]
    notebook = open_notebook(ARTICLE, several)
    assert ids(notebook) == ["hund", "früh", "darauf", "spät", "katze"]
    assert [entry.paragraph for entry in notebook.entries] == [1, 1, 1, 1, 2]
    answers = [entry.answers.note for entry in notebook.entries if entry.answers]
    assert answers == ["welcher?", "früh", "welcher?"]
    assert [one.annotation.note for one in replies_of(notebook, "urn:hund")] == ["früh", "darauf", "spät"]
    assert replies_of(notebook, "urn:katze") == ()


def test_a_reply_is_never_an_orphan() -> None:
    lost = replace(HUND, selectors=Selectors("Elefant im Porzellanladen"))
    notebook = open_notebook(ARTICLE, [lost, reply("r", "hund"), reply("allein", "weg")])
    report = check_json(notebook)
    assert (report["exact"], report["orphaned"]) == (2, 1)
    assert ids(notebook) == ["hund", "r", "allein"]
    assert entry_json(notebook.entries[1])["reply_to"] == "urn:hund"


def test_a_reply_to_what_was_deleted_says_what_that_was() -> None:
    stones = {"urn:hund": Tombstone("2026-02-01T00:00:00Z", HUND), "urn:leer": Tombstone("2026-02-01T00:00:00Z")}
    notebook = open_notebook(ARTICLE, [reply("r", "hund"), reply("s", "leer"), reply("t", "nie")], stones)
    told = [
        (one.annotation.note, one.answers and one.answers.note, one.answers_deleted) for one in notebook.entries
    ]
    assert told == [("r", "welcher?", True), ("s", None, True), ("t", None, False)]


def test_a_reply_to_a_deleted_reply_stays_in_its_thread() -> None:
    gone = reply("mitte", "hund")
    notebook = open_notebook(ARTICLE, [HUND, KATZE, reply("r", "mitte", 3)], {gone.id: Tombstone("", gone)})
    assert ids(notebook) == ["hund", "r", "katze"]
    assert notebook.entries[1].answers_deleted
    assert notebook.entries[1].answers == gone


@pytest.mark.parametrize(
    "circle",
    [
        [reply("a", "a")],
        [reply("a", "b"), reply("b", "a")],
        [reply("a", "b"), reply("b", "c"), reply("c", "b")],
    ],
)
def test_replies_in_a_circle_are_all_there(circle: list[Annotation]) -> None:
    notebook = open_notebook(ARTICLE, [*circle, HUND])
    assert sorted(ids(notebook)) == sorted(["hund", *(one.id.removeprefix("urn:") for one in circle)])
    assert ids(notebook)[0] == "hund"
    stones = {one.id: Tombstone("", one) for one in circle}
    assert ids(open_notebook(ARTICLE, [reply("r", "a"), HUND], stones)) == ["hund", "r"]


def test_a_long_thread_needs_no_stack() -> None:
    chain = [HUND, reply("0", "hund"), *(reply(str(n), str(n - 1)) for n in range(1, 3000))]
    assert len(replies_of(open_notebook(ARTICLE, chain), "urn:hund")) == 3000
    threads = Threads({one.id: one for one in chain}, {})
    assert threads.root_of(chain[-1]) is HUND


def test_a_reply_is_written_as_the_standard_has_it_and_read_again() -> None:
    page = new_page(ArticleFacts("Titel", "a.txt"))
    page = replace(page, annotations={one.id: one for one in (HUND, reply("r", "hund"))})
    data = dump(page)
    item = json.loads(data)["items"][1]
    assert (item["motivation"], item["target"]) == ("replying", {"source": "urn:hund"})
    assert validate(data) == []
    read = parse(data)
    assert isinstance(read, Page)
    assert read.annotations == page.annotations
    assert dump(read) == data


@pytest.mark.parametrize("target", ['"urn:hund"', '{"source": "urn:hund"}', '{"id": "urn:hund"}', '["urn:hund"]'])
def test_a_reply_is_known_however_its_target_is_written(target: str) -> None:
    page = parse(f'[{{"id": "urn:r", "motivation": ["x", "replying"], "target": {target}}}]'.encode())
    assert isinstance(page, Page)
    assert page.annotations["urn:r"].replies_to == "urn:hund"
    assert page.facts.source != "urn:hund"


@pytest.mark.parametrize(
    "item",
    [
        {"motivation": "commenting", "target": "urn:hund"},
        {"motivation": "replying", "target": {"source": "urn:a", "selector": {"type": "X"}}},
        {"motivation": "replying", "target": {"source": {"id": "urn:hund"}}},
        {"motivation": "replying", "target": 3},
    ],
)
def test_what_has_a_place_or_does_not_reply_is_no_reply(item: dict[str, object]) -> None:
    page = parse(json.dumps([item | {"id": "urn:r"}]).encode())
    assert isinstance(page, Page)
    assert page.annotations["urn:r"].replies_to == ""


def test_a_coloured_reply_still_answers() -> None:
    page = replace(new_page(ArticleFacts()), annotations={"urn:r": replace(reply("r", "hund"), colour="blue")})
    data = dump(page)
    assert validate(data) == []
    read = parse(data)
    assert isinstance(read, Page)
    assert read.annotations["urn:r"].replies_to == "urn:hund"
    plain = dump(replace(read, annotations={"urn:r": replace(read.annotations["urn:r"], colour="")}))
    assert json.loads(plain)["items"][0]["target"] == {"source": "urn:hund"}


def only_reply(workbook: Workbook) -> Annotation:
    (found,) = (one for one in workbook.store.annotations.values() if one.replies_to)
    return found


def test_replies_are_edited_deleted_and_undone_like_any_annotation(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    workbook = desk.open(creator="Ada")
    workbook.annotate(desk.span("Hund"), note="welcher?")
    (hund,) = workbook.store.annotations.values()
    other = desk.open(creator="Bea", journal=False)
    other.reply(hund, note="der alte", tags=["t"])
    workbook.refresh()
    first = only_reply(workbook)
    assert (first.note, first.tags, first.creator, first.replies_to) == ("der alte", ("t",), "Bea", hund.id)
    workbook.edit(first, note="der junge", tags=(), colour="")
    workbook.delete(only_reply(workbook))
    workbook.undo()
    again = only_reply(desk.open())
    assert (again.note, again.creator, again.editor, again.replies_to) == ("der junge", "Bea", "Ada", hund.id)
    workbook.delete(hund)
    assert only_reply(desk.open()).note == "der junge"
    (left,) = desk.open().notebook.entries
    assert left.answers is not None
    assert (left.answers.note, left.answers_deleted) == ("welcher?", True)
    assert desk.open().doubtful == ()


def test_the_place_of_a_reply_is_that_of_what_it_answers(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    workbook = desk.open()
    workbook.annotate(desk.span("Hund"))
    (hund,) = workbook.store.annotations.values()
    workbook.reply(hund, note="eins")
    workbook.reply(only_reply(workbook), note="zwei")
    last = next(one for one in workbook.store.annotations.values() if one.note == "zwei")
    assert workbook.place_of(last) == desk.span("Hund")
    workbook.delete(hund)
    assert workbook.place_of(last) is None


def test_replies_from_two_sides_are_all_merged() -> None:
    base = replace(new_page(ArticleFacts()), annotations={HUND.id: HUND})
    sides = [
        replace(base, annotations={HUND.id: HUND, one.id: one}) for one in (reply("a", "hund"), reply("b", "hund"))
    ]
    assert list(merged(base, *sides).annotations) == ["urn:hund", "urn:a", "urn:b"]
    deleted = replace(base, annotations={}, tombstones={HUND.id: Tombstone("2026-03-01T00:00:00Z", HUND)})
    page = merged(base, sides[0], deleted)
    assert (list(page.annotations), list(page.tombstones)) == (["urn:a"], ["urn:hund"])
