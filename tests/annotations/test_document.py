import gc
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import decoding, document
from annotations.decoding import Item, to_line, uncollected
from annotations.document import Document, Unusable, read_document

LINE = '{"id" : "urn:a","type":"Annotation",  "bodyValue":"k\\u00fcrzer\\/1", "x":1.50,"target":"urn:t" }'
OTHER = '{"id":"urn:b","type":"Annotation","body":{"type":"Choice","items":["urn:1"]},"target":["urn:t"]}'


def opened(data: bytes | str, known: dict[str, Any] | None = None) -> Document:
    found = read_document(data.encode() if isinstance(data, str) else data, known)
    assert isinstance(found, Document), found
    return found


def refused(data: bytes | str) -> str:
    found = read_document(data.encode() if isinstance(data, str) else data)
    assert isinstance(found, Unusable)
    return found.sentence


def page_of(*lines: str) -> str:
    return '{"type": "AnnotationPage", "items": [\n' + ",\n".join(lines) + "\n]}\n"


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ('{"type":"AnnotationPage","items":[%s,%s]}', "page"),
        ('{"items":[\r\n%s,\r\n%s\r\n],\r\n"type":"AnnotationPage"}\r\n', "page"),
        ('{"x":{"items":[1,2]},"items":[\n%s\n,\n%s ] }', "page"),
        ('{"type":["AnnotationCollection"],"total":2,"items":[%s, %s]}', "collection"),
        (
            '{"type":"AnnotationCollection","first":{"partOf":"urn:c","items":[\n\t%s,\n\t%s\n]},"total":2}',
            "collection",
        ),
        ("[%s,%s]", "list"),
        (" \n[\n%s,\n%s]\n", "list"),
    ],
)
def test_item_that_stands_on_one_line_is_kept_as_it_stands_in_every_shape(shape: str, kind: str) -> None:
    found = opened(shape % (LINE, OTHER))
    assert found.shape == kind
    assert found.items == [Item(LINE, json.loads(LINE), ""), Item(OTHER, json.loads(OTHER), "")]


def test_single_annotation_is_kept_as_it_stands() -> None:
    assert opened(f"\n{LINE}\n") == Document({}, [Item(LINE, json.loads(LINE), "")], "annotation")
    assert [item.text for item in opened(OTHER).items] == [OTHER]


def test_item_that_stands_on_several_lines_is_put_on_one() -> None:
    value = json.loads(OTHER) | {"bodyValue": "zwei\nZeilen"}
    (item,) = opened('{"items": [' + json.dumps(value, indent=2).replace("\n", "\r\n") + "]}").items
    assert item.value == value
    assert json.loads(item.text) == value
    assert not {"\n", "\r"} & set(item.text)


@pytest.mark.parametrize("items", ["null", "[]", "[ \n ]"])
def test_page_may_be_empty(items: str) -> None:
    assert opened(f'{{"items": {items}, "id": "urn:p"}}') == Document({"id": "urn:p"}, [])
    assert opened('{"type": "AnnotationPage"}') == Document({"type": "AnnotationPage"}, [])


def test_one_item_may_stand_without_a_list() -> None:
    assert [item.text for item in opened(f'{{"items": {LINE}}}').items] == [LINE]


def test_collection_becomes_what_its_page_is_part_of() -> None:
    collection = {
        "@context": "urn:x",
        "id": "urn:c",
        "type": "AnnotationCollection",
        "label": "L",
        "last": "urn:9",
    }
    first = {"id": "urn:p", "next": "urn:2", "items": [{"target": "urn:t"}]}
    found = opened(json.dumps({**collection, "first": first}))
    context = collection.pop("@context")
    assert found.page == {"@context": context, "partOf": collection, "id": "urn:p", "next": "urn:2"}
    assert [item.value for item in found.items] == first["items"]


def test_collection_of_which_only_the_address_is_there_is_said_to_be_that() -> None:
    sentence = refused('{"type": "AnnotationCollection", "total": 42, "first": "https://example.org/page1"}')
    assert sentence == "it holds no annotations, only the address of their first page"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_that_json_ever_had_is_read(encoding: str) -> None:
    text = page_of('{"target":"urn:t","bodyValue":"Straße 🌉"}')
    assert opened(text.encode(encoding)) == opened(text)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"items": [\n\n"Stra\xdfe"]}', "it is not UTF-8 text (line 3)"),
        (b"\xff\xfe{", "it is not UTF-8 text (line 1)"),
        (b"\xef\xbb\xbf\xef\xbb\xbf[]", "it is not valid JSON (line 1, column 1)"),
        (b"\xef\xbb\xbf \n", "it is empty"),
        (b'{"items": [],}', "it is not valid JSON (line 1, column 14)"),
        (b'{"items": [] "x": 1}', "it is not valid JSON (line 1, column 14)"),
        (b'{"items" []}', "it is not valid JSON (line 1, column 10)"),
        (b'{"items": []}\n}', "it is not valid JSON (line 2, column 1)"),
        (b'{"items": [\n{"a": 1}\n{"b": 2}\n]}', "it is not valid JSON (line 3, column 1)"),
        (b'{"items": [\n{"a": 1},\n]}', "it is not valid JSON (line 3, column 1)"),
        (b'{"items": [\n{"a": 1}', "it is not valid JSON (line 2, column 9)"),
        (b'{"items": [], "x": {"a": 1, "a": 2}}', "the same key stands twice in one object"),
        (b'{"x": 1, "x": 1, "items": []}', "the same key stands twice in one object"),
        (b'{"items": [], "x": 1e400}', "it holds a number that is too large"),
        (b'{"items": [], "x": -Infinity}', "it holds -Infinity, which is not valid JSON"),
        (b"null", "it holds no annotations"),
        (b"nul", "it is not valid JSON (line 1, column 1)"),
        (b'{"rows": [1], "annotations": {}}', "it holds no annotations"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, sentence: str) -> None:
    assert refused(data) == sentence


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"a": 1, "a": 2}', "the same key stands twice in one object"),
        ('{"a": {"b": [{"c": 1, "c": 1}]}}', "the same key stands twice in one object"),
        ('{"a": NaN}', "it holds NaN, which is not valid JSON"),
        ('{"a": 1e999}', "it holds a number that is too large"),
        ('{"a": ' + "1" * 5000 + "}", "it holds a number that is too long"),
        ("[" * 65 + "]" * 65, "it is nested too deeply"),
        ("[" * 200_000 + "]" * 200_000, "it is nested too deeply"),
        ('{"a":' * 200_000 + "1" + "}" * 200_000, "it is nested too deeply"),
        ('{"a": oops}', "it is not valid JSON (line 3, column 7)"),
        ('{"a": "b" "c": 1}', "it is not valid JSON (line 3, column 11)"),
        ('{"a": "tab\t"}', "it is not valid JSON (line 3, column 11)"),
        ('{"a": NaN, oops}', "it is not valid JSON (line 3, column 12)"),
        ("oops", "it is not valid JSON (line 3, column 1)"),
    ],
)
def test_strange_item_is_left_as_it_is_and_costs_no_other_its_reader(line: str, fault: str) -> None:
    first, strange, last = opened(page_of(LINE, line, OTHER)).items
    assert (first.text, last.text) == (LINE, OTHER)
    assert strange.text == line
    assert strange.fault == fault
    assert [item.text for item in opened(page_of(LINE, line)).items] == [LINE, line]


@pytest.mark.parametrize(
    "text",
    [
        page_of(LINE, '{"a": [oops}', OTHER),
        page_of(LINE, '{"a": 1,\n "b": oops}', OTHER),
        page_of(LINE, "", OTHER),
        f'{{"items": [{LINE}, {{"a": oops}}, {OTHER}]}}',
        page_of(*['{"a": oops}'] * 50),
        page_of(LINE, f"<<<<<<< ours\n{OTHER}\n=======\n{LINE}\n>>>>>>> theirs"),
    ],
)
def test_break_whose_end_is_in_doubt_leaves_the_whole_file_alone(text: str) -> None:
    assert refused(text).startswith(("it is not valid JSON (line ", "it holds an unresolved merge conflict"))


def test_too_many_items_or_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = page_of(*[LINE] * 100)
    monkeypatch.setattr(decoding, "MOST_PARTS", 90)
    assert refused(text) == "it holds too much to be a file of notes"
    monkeypatch.undo()
    monkeypatch.setattr(document, "FULLEST", 100)
    assert refused(text) == "it holds too much to be a file of notes"
    monkeypatch.undo()
    monkeypatch.setattr(document, "LARGEST", 100)
    assert refused(text) == "it is too large to be a file of notes"
    monkeypatch.undo()
    assert len(opened(text).items) == 100


def test_note_of_ten_megabytes_is_read_whole() -> None:
    line = to_line({"target": "urn:t", "bodyValue": "Straße, „so“ 🌉\n" * 450_000})
    assert len(line.encode()) > 10_000_000
    assert [item.text for item in opened(page_of(line)).items] == [line]


def known_of(found: Document) -> dict[str, Any]:
    return {item.text: item.value for item in found.items}


def test_line_that_was_read_before_is_not_decoded_again() -> None:
    before = opened(page_of(LINE, OTHER))
    again = opened(page_of(OTHER, '{"target":"urn:new"}', LINE), known_of(before))
    assert [item.text for item in again.items] == [OTHER, '{"target":"urn:new"}', LINE]
    assert again.items[0].value is before.items[1].value
    assert again.items[2].value is before.items[0].value


def edits(text: str, seed: int) -> str:
    chance = random.Random(seed)
    for _ in range(3):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice([*'{}[]",: \n19', LINE, LINE + ",\n"]) + text[at + chance.randrange(3) :]
    return text


@settings(max_examples=300)
@given(st.integers())
def test_known_lines_change_nothing_but_the_time(seed: int) -> None:
    text = page_of(LINE, '{"target":1}', "19", OTHER, '{"target":11}')
    known = known_of(opened(text)) | {"1": 1}
    changed = edits(text, seed).encode()
    assert read_document(changed, known) == read_document(changed)


@pytest.mark.parametrize("switch", [gc.enable, gc.disable])
def test_collector_runs_afterwards_as_it_did_before(switch: Callable[[], None]) -> None:
    try:
        switch()
        before = gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() == before
    finally:
        gc.enable()
