"""Files of other programs in the place of a sidecar; the samples in tests/data/sidecars are made up."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.document import Document, read_document
from annotations.hypothesis_rows import REST, annotation_of, is_row
from annotations.sidecar import Page, dump, parse
from annotations.validation import validate

DATA = Path(__file__).parents[1] / "data/sidecars"
ADDRESS = "https://example.org/bruecke.html"
TITLE, BRIDGE, NOBODY = "Die Brücke", "die alte Brücke", "niemand mehr"


def bytes_of(name: str) -> bytes:
    return (DATA / name).read_bytes()


def read(data: bytes | Any) -> Page:
    page = parse(data if isinstance(data, bytes) else json.dumps(data).encode())
    assert isinstance(page, Page), page
    return page


def items_of(data: bytes) -> list[Any]:
    found = read_document(data)
    assert isinstance(found, Document)
    return [item.value for item in found.items]


def without(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def test_recogito_is_read_with_its_bare_ids_and_empty_bodies() -> None:
    page = read(bytes_of("recogito.json"))
    one, two = page.annotations.values()
    assert (one.id, one.note, one.tags) == ("5b9bb9b9-5d3e-4c59-9d42-6a4e6f8f3f9b", "", ())
    assert one.selectors == Selectors(BRIDGE, "Über ", " ging am A", 5, 20)
    assert (two.note, two.tags, two.selectors.exact) == ("Wer sonst?", ("Frage",), NOBODY)
    assert page.facts.source == ADDRESS


def test_recogito_is_written_as_a_page_that_changes_nothing_of_it() -> None:
    data = bytes_of("recogito.json")
    written = dump(read(data))
    assert json.loads(written)["items"] == json.loads(data)
    assert dump(read(written)) == written


def test_recogito_annotation_that_is_edited_keeps_what_it_had() -> None:
    data = bytes_of("recogito.json")
    page = read(data)
    first, second = page.annotations.values()
    edited = replace(second, note="Ich.", tags=(*second.tags, "neu"))
    item = json.loads(dump(replace(page, annotations={first.id: first, second.id: edited})))["items"][1]
    before = json.loads(data)[1]
    assert item["body"][0] == before["body"][0] | {"value": "Ich."}
    assert item["body"][1] == before["body"][1]
    assert item["target"] == before["target"]


def test_recogito_is_told_what_the_standard_asks() -> None:
    problems = validate(bytes_of("recogito.json"))
    assert "Annotation 1 has no absolute IRI as its id." in problems
    assert "Annotation 1 has an empty body." in problems


def test_json_ld_of_hypothesis_is_read_and_keeps_its_line() -> None:
    data = bytes_of("hypothesis-jsonld.json")
    page = read(data)
    (one,) = page.annotations.values()
    assert (one.id, one.creator) == ("https://hypothes.is/a/ab3kZPtSEe6Xw9vQm1n2Rg", "acct:anna@hypothes.is")
    assert (one.note, one.tags, one.selectors.exact) == ("Welche **Brücke**?", ("Ort",), BRIDGE)
    assert validate(data) == []
    assert data.strip() in dump(page).splitlines()
    assert validate(dump(page)) == []


@pytest.mark.parametrize("name", ["hypothesis-search.json", "hypothesis-export.json"])
def test_rows_of_hypothesis_become_annotations_of_the_standard(name: str) -> None:
    page = read(bytes_of(name))
    one, reply, highlight = page.annotations.values()
    assert one == Annotation(
        "https://hypothes.is/a/ab3kZPtSEe6Xw9vQm1n2Rg",
        Selectors(BRIDGE, "Menü Suche Anmelden 🔎\n    Über ", " ging am Abend niemand mehr.\n   "),
        "Welche **Brücke**?",
        ("Ort", "B1"),
        created="2026-01-30T09:00:00.123456+00:00",
        modified="2026-01-30T09:05:00.654321+00:00",
        creator="Anna Äpfel",
    )
    assert (reply.note, reply.creator, reply.raw["motivation"]) == ("Die am Markt.", "bo_7", "replying")
    assert reply.replies_to == one.id
    assert (highlight.note, highlight.raw["motivation"], "body" in highlight.raw) == ("", "highlighting", False)
    assert page.facts.source == ADDRESS
    assert validate(dump(page)) == []
    assert read(dump(page)).annotations == page.annotations


def test_rows_have_the_ids_that_hypothesis_gives_them_in_json_ld() -> None:
    (in_json_ld,) = read(bytes_of("hypothesis-jsonld.json")).annotations
    assert in_json_ld in read(bytes_of("hypothesis-search.json")).annotations


def test_rows_lose_nothing() -> None:
    rows = json.loads(bytes_of("hypothesis-search.json"))["rows"]
    taken = ("id", "created", "updated", "user", "uri", "text", "tags")
    kept = [item[REST] for item in json.loads(dump(read({"rows": rows})))["items"]]
    assert kept[0] == without(rows[0], *taken)
    assert kept[1] == without(rows[1], *(key for key in taken if key != "uri"), "target")
    assert kept[2] == without(rows[2], *taken, "target")


def test_position_of_a_web_page_is_never_taken_for_one_of_the_article() -> None:
    for annotation in read(bytes_of("hypothesis-search.json")).annotations.values():
        assert annotation.selectors.start is None
        assert "TextPositionSelector" not in json.dumps(annotation.raw["target"])


def test_rows_are_found_in_a_bare_list_and_alone() -> None:
    rows = json.loads(bytes_of("hypothesis-search.json"))["rows"]
    expected = read({"rows": rows}).annotations
    assert read(rows).annotations == expected
    assert list(read(rows[0]).annotations) == list(expected)[:1]


def test_rows_are_told_apart_from_annotations() -> None:
    (sentence, *others) = validate(bytes_of("hypothesis-search.json"))
    assert (
        sentence == "The file holds rows of the Hypothesis API, which other programs do not know as annotations."
    )
    assert others == []
    strangers: list[Any] = [None, 3, [], {}, {"uri": "urn:a"}, {"uri": 3, "text": ""}]
    assert not any(map(is_row, [*strangers, {"uri": "urn:a", "text": "", "type": "Note"}]))


ROW = {"id": "a", "uri": ADDRESS, "text": "Notiz", "target": [{"source": ADDRESS}]}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"id": "a b/ä?"}, {"id": "https://hypothes.is/a/a%20b%2F%C3%A4%3F"}),
        ({"id": "\ud800"}, {"id": "https://hypothes.is/a/%ED%A0%80"}),
        ({"id": 7}, {"id": None, REST: {"id": 7}}),
        ({"text": None, "tags": ["x"]}, {"motivation": "tagging", REST: {"text": None}}),
        ({"tags": "x"}, {"motivation": "commenting", REST: {"tags": "x"}}),
        ({"tags": ["x", 3]}, {REST: {"tags": ["x", 3]}}),
        ({"user": "acct:b c@x"}, {"creator": {"type": "Person", "name": "b c"}}),
        ({"user": ""}, {"creator": None}),
        ({"user": "acct:bo@x", "user_info": 3}, {"creator": {"id": "acct:bo@x", "type": "Person", "name": "bo"}}),
        ({"target": []}, {"target": {"source": ADDRESS}}),
        ({"target": [{}]}, {"target": {"source": ADDRESS}}),
        ({"target": [3]}, {"target": {"source": ADDRESS}, REST: {"target": [3]}}),
        ({"target": [{"source": "urn:b"}]}, {"target": {"source": "urn:b"}, REST: {"uri": ADDRESS}}),
        ({"target": [{}, {"source": "urn:b"}]}, {"target": [{"source": ADDRESS}, {"source": "urn:b"}]}),
    ],
)  # fmt: skip
def test_row_of_another_shape_is_taken_as_far_as_it_goes(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    found = annotation_of(ROW | fields)
    assert {key: found.get(key) for key in expected} == expected
    assert len(read({"rows": [ROW | fields]}).annotations) == 1


def test_what_is_no_row_stays_among_rows_as_it_is() -> None:
    page = read({"rows": [3, ROW, {"target": []}]})
    assert page.strange == ("3",)
    assert "https://hypothes.is/a/a" in page.annotations


def test_collection_is_read_with_its_first_page() -> None:
    data = bytes_of("collection.json")
    page = read(data)
    question, who = page.annotations.values()
    assert (question.id, question.note, question.selectors) == (
        "https://example.org/notes/1",
        "Welche Brücke?",
        Selectors(BRIDGE),
    )
    assert (who.note, who.selectors) == ("", Selectors(""))
    assert validate(data) == []


def test_collection_is_written_as_its_page_with_all_that_it_had() -> None:
    data = bytes_of("collection.json")
    written = dump(read(data))
    line = next(line.strip(b" ,") for line in data.splitlines() if b"notes/1" in line)
    assert line in [one.strip(b",") for one in written.splitlines()]
    before, after = json.loads(data), json.loads(written)
    assert after["items"] == before["first"]["items"]
    assert without(after["partOf"], "label") == without(before, "@context", "first", "label")
    for key in ("id", "startIndex", "next", "x:sorted"):
        assert after[key] == before["first"][key]
    assert validate(written) == []


def test_single_annotation_is_read() -> None:
    page = read(
        {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:a", "target": ADDRESS}
    )
    assert list(page.annotations) == ["urn:a"]
    assert page.facts.source == ADDRESS
