"""Notes that answer notes, in every format."""

from __future__ import annotations

import json
import re

import lxml.html
import pytest
from support.exports import export

from annotations.annotation import Annotation, Selectors
from annotations.export.anki_cards import cards
from annotations.export.options import PLAIN
from annotations.export.registry import FORMATS
from annotations.notebook import Notebook, open_notebook
from articles.article import Article, Block, compose

TEXTS = [one.name for one in FORMATS if not one.binary]


def said(id_: str, note: str, selectors: Selectors, replies_to: str = "", creator: str = "Anna") -> Annotation:
    made = f"2026-01-31T12:0{len(note) % 10}:00Z"
    return Annotation(id_, selectors, note, (), "", made, made, creator, replies_to=replies_to)


@pytest.fixture
def notebook() -> Notebook:
    article = Article("Die Lage", compose([Block("paragraph", "Der Hund bellt."), Block("paragraph", "Ende.")]))
    hund, nowhere, lost = (
        Selectors("Hund", "Der ", " bellt.", 4, 8),
        Selectors(""),
        Selectors("verschollene Worte"),
    )
    return open_notebook(
        article,
        [
            said("urn:uuid:1", "Frage?", hund),
            said("urn:uuid:2", "Antwort.", nowhere, "urn:uuid:1", "Bo"),
            said("urn:uuid:3", "Widerrede!", nowhere, "urn:uuid:2"),
            said("urn:uuid:4", "Verloren.", lost),
            said("urn:uuid:5", "Trost.", nowhere, "urn:uuid:4", "Bo"),
            said("urn:uuid:6", "Zum Ganzen.", nowhere),
        ],
    )


@pytest.mark.parametrize("name", TEXTS)
def test_answers_stand_behind_what_they_answer(name: str, notebook: Notebook) -> None:
    text = export([notebook], name)
    places = [text.index(note) for note in ("Frage?", "Antwort.", "Widerrede!")]
    assert places == sorted(places)
    assert text.index("Verloren.") < text.index("Trost.")


def test_answers_are_marked_as_such_with_their_author(notebook: Notebook) -> None:
    markdown = export([notebook], "markdown")
    assert "**Paragraph 1** · *answer by Bo*\n\nAntwort.\n" in markdown
    assert "**Not found** · *answer by Bo*\n\nTrost.\n" in markdown
    assert re.search(
        r"## On the whole article\n\n<!-- \S+ \S+ \S+ -->\n\n\*\*Whole article\*\*\n\nZum Ganzen.", markdown
    )


def test_an_answer_marks_no_words_of_its_own(notebook: Notebook) -> None:
    document = lxml.html.document_fromstring(export([notebook], "html"))
    assert [one.text_content() for one in document.iter("mark")] == ["Hund"]
    assert [len(one.text_content().split()) > 0 for one in document.find_class("answer")] == [True] * 3
    targets = {one.get("id") for one in document.iter() if one.get("id")}
    assert {one.get("href")[1:] for one in document.iter("a")} <= targets


def test_cards_have_the_answers_on_their_backs(notebook: Notebook) -> None:
    found = [card for card in cards([notebook], PLAIN) if card.kind == "note"]
    assert [card.back for card in found] == [
        *("Frage?<br><br>Antwort.<br><br>Widerrede!", "Zum Ganzen.", "Verloren.<br><br>Trost."),
    ]


def test_rows_name_all_that_they_answer(notebook: Notebook) -> None:
    rows = {row["id"]: row for row in json.loads(export([notebook], "hypothesis"))["rows"]}
    assert "references" not in rows["urn:uuid:1"]
    assert rows["urn:uuid:3"]["references"] == ["urn:uuid:1", "urn:uuid:2"]


def test_a_page_of_annotations_names_what_they_answer(notebook: Notebook) -> None:
    items = {item["id"]: item for item in json.loads(export([notebook], "jsonld"))["items"]}
    assert items["urn:uuid:2"]["motivation"] == "replying"
    assert "urn:uuid:1" in json.dumps(items["urn:uuid:2"]["target"])
