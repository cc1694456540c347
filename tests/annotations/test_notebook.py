from typing import Any

from annotations.anchoring import describe
from annotations.annotation import Annotation, Selectors
from annotations.notebook import Notebook, check_json, entry_json, mentions, open_notebook
from articles.article import Article, Block, compose

ARTICLE = Article(
    "Titel",
    compose(
        [Block("heading", "Die Überschrift", 1), Block("paragraph", "Ein Satz über die Straße und das Haus.")]
    ),
    source="/texte/a.md",
)


def on(quote: str, id_: str, **fields: Any) -> Annotation:
    start = ARTICLE.text.index(quote)
    return Annotation(id_, describe(ARTICLE.text, start, start + len(quote)), **fields)


STREET = on("Straße", "urn:1", note="Wichtig!\nZweite Zeile", tags=("Verkehr", "B1"), colour="green")
TITLE = on("Überschrift", "urn:2", tags=("B1",))
LOST = Annotation("urn:3", Selectors("Das gibt es nicht mehr in diesem Text", start=0, end=30), note="verwaist")
NOTEBOOK = open_notebook(ARTICLE, [LOST, STREET, TITLE])


def ids(notebook: Notebook) -> list[str]:
    return [entry.annotation.id for entry in notebook.entries]


def test_entries_stand_in_reading_order_with_orphans_last() -> None:
    assert ids(NOTEBOOK) == ["urn:2", "urn:1", "urn:3"]
    assert [entry.paragraph for entry in NOTEBOOK.entries] == [1, 2, None]


def test_search_looks_in_quote_note_and_tags_without_case() -> None:
    assert ids(NOTEBOOK.filtered(search="STRASSE")) == ["urn:1"]
    assert ids(NOTEBOOK.filtered(search="überSCHRIFT")) == ["urn:2"]
    assert ids(NOTEBOOK.filtered(search="zweite zeile")) == ["urn:1"]
    assert ids(NOTEBOOK.filtered(search="verkehr")) == ["urn:1"]
    assert ids(NOTEBOOK.filtered(search="nirgends")) == []


def test_filters_are_met_together() -> None:
    assert ids(NOTEBOOK.filtered(tag="b1")) == ["urn:2", "urn:1"]
    assert ids(NOTEBOOK.filtered(tag="b")) == []
    assert ids(NOTEBOOK.filtered(tag="b1", colour="green")) == ["urn:1"]
    assert NOTEBOOK.filtered() == NOTEBOOK


def test_entry_as_json_has_the_promised_keys() -> None:
    assert entry_json(NOTEBOOK.entries[1]) == {
        "id": "urn:1",
        "quote": "Straße",
        "note": "Wichtig!\nZweite Zeile",
        "tags": ["Verkehr", "B1"],
        "colour": "green",
        "translation": "",
        "guess": "",
        "counterpart": "",
        "created": "",
        "modified": "",
        "creator": "",
        "editor": "",
        "reply_to": "",
        "state": "exact",
        "start": 35,
        "end": 41,
        "paragraph": 2,
    }


def test_orphan_as_json_has_its_note_and_no_place() -> None:
    entry = entry_json(NOTEBOOK.entries[2])
    assert (entry["state"], entry["start"], entry["end"], entry["paragraph"]) == ("orphaned", None, None, None)
    assert (entry["note"], entry["colour"], entry["tags"]) == ("verwaist", "", [])


def test_check_counts_every_state() -> None:
    report = check_json(NOTEBOOK, ["Annotation 1 has no target."])
    counts = {key: report[key] for key in ("annotations", "exact", "moved", "changed", "orphaned")}
    assert counts == {"annotations": 3, "exact": 2, "moved": 0, "changed": 0, "orphaned": 1}
    assert report["source"] == "/texte/a.md"
    assert [item["id"] for item in report["items"]] == ["urn:2", "urn:1", "urn:3"]
    assert report["problems"] == ["Annotation 1 has no target."]


def test_article_without_annotations_has_an_empty_notebook() -> None:
    assert open_notebook(ARTICLE, []).entries == ()


def test_a_note_on_the_whole_article_has_no_place_to_lose() -> None:
    whole = Annotation("urn:4", Selectors(""), "zum Ganzen", original="einst")
    notebook = open_notebook(ARTICLE, [whole, LOST])
    assert [(entry.state, entry.doubtful) for entry in notebook.entries] == [("orphaned", True), ("exact", False)]
    report = check_json(notebook)
    assert (report["exact"], report["orphaned"]) == (1, 1)
    assert [item["start"] for item in report["items"]] == [None, None]


def test_mentions_looks_at_the_first_words_when_there_are_no_others() -> None:
    assert mentions(Annotation("urn:4", Selectors(""), original="Einst"), "eINST")
