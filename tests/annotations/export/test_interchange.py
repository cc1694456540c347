"""JSON-LD and the rows of the Hypothesis API, as those read them who wrote their specifications."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from support.exports import export

from annotations.annotation import Annotation, Selectors
from annotations.hypothesis_rows import is_row
from annotations.notebook import Notebook, open_notebook
from annotations.sidecar import Page, dump, parse
from articles.article import Article, Block, compose

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

DATA = Path(__file__).parents[2] / "data"
OA, AS, DC = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#", "http://purl.org/dc/terms/"


def load_context(url: str, _: Any) -> dict[str, Any]:
    """Give the W3C's context, and nothing else from the network."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    document = json.loads((DATA / "w3c/anno.jsonld").read_text("utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def expanded(text: str) -> Any:
    (page,) = jsonld.expand(json.loads(text), {"documentLoader": load_context})
    return page


def values(node: Any) -> Iterator[Any]:
    """Yield every literal, id and type in a JSON-LD document."""
    if isinstance(node, dict):
        for value in node.values():
            yield from values(value)
    elif isinstance(node, list):
        for value in node:
            yield from values(value)
    else:
        yield node


def test_a_page_of_annotations_expands_without_loss(build: Build, mark: Mark) -> None:
    notes = [mark("Gärten", "Notiz", ["frage", "b c"], colour="yellow"), mark("weg", colour="pink")]
    text = export([build(["Die Gärten."], notes, source="https://example.org/a")], "jsonld")
    page = expanded(text)
    assert page["@type"] == [f"{AS}OrderedCollectionPage"]
    (listed,) = page[f"{AS}items"]
    first, second = listed["@list"]
    bodies = first[f"{OA}hasBody"]
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
    assert [body[rdf][0]["@value"] for body in bodies] == ["Notiz", "frage", "b c"]
    assert [body[f"{OA}hasPurpose"][0]["@id"] for body in bodies] == [f"{OA}commenting", *[f"{OA}tagging"] * 2]
    (target,) = first[f"{OA}hasTarget"]
    assert target[f"{OA}hasSource"] == [{"@id": "https://example.org/a"}]
    assert target[f"{OA}hasSelector"][0][f"{OA}exact"] == [{"@value": "Gärten"}]
    assert target[f"{OA}styleClass"] == [{"@value": "yellow"}]
    assert first[f"{DC}created"][0]["@value"] == "2026-01-31T12:00:00Z"
    assert second["@id"] == "urn:uuid:weg"


def test_every_key_and_value_has_a_meaning(build: Build, mark: Mark) -> None:
    written = json.loads(export([build(["Die Gärten."], [mark("Gärten", "Notiz", ["a"])])], "jsonld"))
    kept = set(map(str, values(expanded(json.dumps(written)))))
    literal = {str(value) for value in values(written["items"]) if str(value)}
    words = {"Annotation", "TextualBody", "TextQuoteSelector", "commenting", "tagging"}
    assert literal - words <= kept


def test_a_page_is_a_sidecar_again(build: Build, mark: Mark) -> None:
    notebook = build(["Die Gärten."], [mark("Gärten", "Notiz", ["a"], colour="green")])
    page = parse(export([notebook], "jsonld").encode())
    assert isinstance(page, Page)
    assert page.problems == ()
    assert [replace(one, raw={}) for one in page.annotations.values()] == [notebook.entries[0].annotation]


def test_what_a_sidecar_knows_beyond_the_standard_goes_out_too() -> None:
    article = Article("T", compose([Block("paragraph", "Da.")]))
    raw = {
        "id": "urn:uuid:1", "type": "Annotation", "motivation": "commenting", "target": {"source": "urn:uuid:2"},
        "bodyValue": "so", "rights": "https://example.org/r", "lesart:originalQuote": "Dort",
    }  # fmt: skip
    page = parse(json.dumps({"type": "AnnotationPage", "items": [raw]}).encode())
    assert isinstance(page, Page)
    text = export([open_notebook(article, page.annotations.values())], "jsonld")
    assert json.loads(text)["items"] == [raw]


def test_notes_that_were_copied_with_their_article_all_go_out(build: Build, mark: Mark) -> None:
    one = build(["Da."], [mark("Da", "n")], title="Eins")
    two = build(["Da."], [mark("Da", "n")], title="Zwei")
    items = json.loads(export([one, two], "jsonld"))["items"]
    assert len({item["id"] for item in items}) == 2
    assert export([one, two], "jsonld") == export([one, two], "jsonld")


def test_the_folders_of_the_reader_are_not_in_it(build: Build, mark: Mark) -> None:
    notebook = build(["Da."], [mark("Da")], source="/home/anna/geheim/lage.md")
    for name in ("jsonld", "hypothesis"):
        assert "geheim" not in export([notebook], name)


@pytest.mark.parametrize("name", ["hypothesis-export.json", "hypothesis-search.json"])
def test_what_came_from_hypothesis_goes_out_as_it_came(name: str) -> None:
    data = (DATA / "sidecars" / name).read_bytes()
    came = json.loads(data)
    page = parse(data)
    assert isinstance(page, Page)
    again = parse(dump(page))
    assert isinstance(again, Page)
    notebook = open_notebook(Article("T", ()), again.annotations.values())
    went = json.loads(export([notebook], "hypothesis"))
    expected = came["rows"] if "rows" in came else came["annotations"]
    assert went["total"] == len(expected)
    assert sorted(went["rows"], key=lambda row: row["id"]) == sorted(expected, key=lambda row: row["id"])


def test_a_row_has_what_was_changed_since() -> None:
    page = parse((DATA / "sidecars/hypothesis-search.json").read_bytes())
    assert isinstance(page, Page)
    annotation = replace(
        next(iter(page.annotations.values())), note="neu", tags=("eins",), selectors=Selectors("andere Worte")
    )
    (row,) = json.loads(export([open_notebook(Article("T", ()), [annotation])], "hypothesis"))["rows"]
    assert (row["text"], row["tags"]) == ("neu", ["eins"])
    quotes = [one for one in row["target"][0]["selector"] if one["type"] == "TextQuoteSelector"]
    assert [one["exact"] for one in quotes] == ["andere Worte"]
    assert [one["type"] for one in row["target"][0]["selector"]] == ["TextQuoteSelector"]


def test_own_notes_are_rows_that_come_back_under_their_ids(build: Build, mark: Mark) -> None:
    notebook = build(["Das Haus."], [mark("Haus", "Notiz", ["a"])], source="https://example.org/a")
    text = export([notebook], "hypothesis")
    (row,) = json.loads(text)["rows"]
    assert is_row(row)
    assert (row["uri"], row["document"]) == ("https://example.org/a", {"title": ["Die Lage"]})
    page = parse(text.encode())
    assert isinstance(page, Page)
    (annotation,) = page.annotations.values()
    assert (annotation.id, annotation.note, annotation.tags) == ("urn:uuid:Haus", "Notiz", ("a",))
