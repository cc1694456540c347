import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.annotation import COLOURS, Annotation, Selectors, Tombstone
from annotations.document import Unusable
from annotations.facts import ArticleFacts, text_hash
from annotations.sidecar import Page, dump, new_page, parse
from annotations.validation import validate
from articles.article import Article, Block, compose

WHEN = "2026-01-31T12:00:00.000Z"

FACTS = ArticleFacts("Ein Titel", "artikel.md", text_hash(Article("", compose([Block("paragraph", "Text")]))))
SELECTORS = Selectors("Straße", "über die ", " gehen", 10, 16)


def page_of(*annotations: Annotation) -> Page:
    return replace(new_page(FACTS), annotations={one.id: one for one in annotations})


def read(data: bytes | str) -> Page:
    page = parse(data.encode() if isinstance(data, str) else data)
    assert isinstance(page, Page)
    return page


def items_of(data: bytes) -> list[Any]:
    items: list[Any] = json.loads(data)["items"]
    return items


FULL = Annotation(
    "urn:uuid:0d1fae5a-4b4f-4a52-8f1f-0e2d3c4b5a69",
    SELECTORS,
    "Eine Notiz\nmit Umbruch",
    ("B1", "Verkehr"),
    "green",
    WHEN,
    WHEN,
    "Anna Äpfel",
)


def test_sidecar_is_a_page_that_any_reader_of_web_annotations_understands() -> None:
    page = json.loads(dump(page_of(FULL)))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert page["partOf"]["label"] == "Ein Titel"
    assert page["partOf"]["total"] == 1
    assert page["items"] == [
        {
            "id": FULL.id,
            "type": "Annotation",
            "motivation": "commenting",
            "created": WHEN,
            "modified": WHEN,
            "creator": {"type": "Person", "name": "Anna Äpfel"},
            "body": [
                {"type": "TextualBody", "purpose": "commenting", "value": "Eine Notiz\nmit Umbruch"},
                {"type": "TextualBody", "purpose": "tagging", "value": "B1"},
                {"type": "TextualBody", "purpose": "tagging", "value": "Verkehr"},
            ],
            "target": {
                "source": page["lesart:source"],
                "selector": [
                    {"type": "TextQuoteSelector", "exact": "Straße", "prefix": "über die ", "suffix": " gehen"},
                    {"type": "TextPositionSelector", "start": 10, "end": 16},
                ],
                "styleClass": "green",
            },
            "stylesheet": {"type": "CssStylesheet", "value": ".green { background: lightgreen }"},
        }
    ]


def test_pure_highlight_has_no_body() -> None:
    item = items_of(dump(page_of(replace(FULL, note="", tags=()))))[0]
    assert "body" not in item
    assert item["motivation"] == "highlighting"


def test_each_annotation_stands_on_a_line_of_its_own() -> None:
    other = replace(FULL, id="urn:uuid:b", note="Zeile\u2028und\u2029noch\x85eine\r\n")
    lines = dump(page_of(FULL, other)).decode().splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines if line.startswith('{"id"')] == [
        FULL.id,
        other.id,
    ]
    assert dump(page_of(FULL)).endswith(b"}\n")


texts = st.text(max_size=20)


def known_as(annotation: Annotation, id_: str) -> Annotation:
    """Return the annotation with another id, in its earlier versions too."""
    return replace(annotation, id=id_, earlier=tuple(replace(one, id=id_) for one in annotation.earlier))


iris = st.uuids().map(lambda one: one.urn)
times = st.datetimes().map(lambda when: when.isoformat(timespec="milliseconds") + "Z")
positions = st.tuples(st.integers(0, 2**40), st.integers(0, 2**20)).map(lambda two: (two[0], sum(two)))
selectors = st.builds(
    lambda exact, prefix, suffix, place: Selectors(exact, prefix, suffix, *(place or (None, None))),
    texts.filter(bool),
    texts,
    texts,
    st.none() | positions,
)
versions = st.builds(
    Annotation,
    iris,
    selectors,
    texts,
    st.lists(texts, max_size=3).map(tuple),
    st.sampled_from(("", *COLOURS)) | texts,
    times,
    times,
    texts,
    texts,
)
annotations = st.builds(
    lambda one, earlier: known_as(replace(one, earlier=tuple(earlier)), one.id),
    versions,
    st.lists(versions, max_size=2),
)
tombstones = st.builds(Tombstone, times, st.none() | annotations)


@settings(max_examples=80)
@given(
    st.lists(annotations, max_size=4, unique_by=lambda one: one.id), st.dictionaries(iris, tombstones, max_size=3)
)
def test_what_is_written_is_read_again_and_written_the_same(
    several: list[Annotation], gone: dict[str, Tombstone]
) -> None:
    stones = {id_: replace(one, was=one.was and known_as(one.was, id_)) for id_, one in gone.items()}
    page = replace(page_of(*several), tombstones=stones)
    data = dump(page)
    again = read(data)
    assert again.annotations == page.annotations
    assert list(again.annotations) == list(page.annotations)
    assert again.tombstones == stones
    assert (again.id, again.facts) == (page.id, page.facts)
    assert dump(again) == data
    assert [problem for problem in validate(data) if "time" not in problem] == []


def test_lone_surrogate_survives() -> None:
    odd = replace(FULL, note="halb \ud83d ganz", tags=("\udc80",))
    assert read(dump(page_of(odd))).annotations[odd.id] == odd


FOREIGN = """{"@context": ["http://www.w3.org/ns/anno.jsonld", "https://example.org/other.jsonld"],
 "type": "AnnotationPage", "id": "https://example.org/page", "startIndex": 7, "x:own": {"a": [1, 2.50]},
 "items": [
   {"target": {"selector": {"exact":"Haus","type":"TextQuoteSelector"}, "source": "https://example.org/a",
      "rights": "frei"}, "id": "https://example.org/1", "type": "Annotation", "audience": {"b": 1.0},
      "body": [{"type": "TextualBody", "value": "Gut", "format": "text/html"}, "https://example.org/video",
      {"type": "Choice", "items": []}], "motivation": "questioning", "creator": {"name": "Bo", "age": 3}},
 {"id" : "urn:two",  "type":"Annotation","bodyValue":"k\\u00fcrzer",  "target":"https://example.org/b"}
 ]}"""


def test_untouched_annotation_keeps_its_line_byte_for_byte() -> None:
    line = '{"id" : "urn:two",  "type":"Annotation","bodyValue":"k\\u00fcrzer",  "target":"https://example.org/b"}'
    page = read(FOREIGN)
    edited = replace(page.annotations["https://example.org/1"], note="Besser")
    data = dump(replace(page, annotations={**page.annotations, edited.id: edited}))
    assert line in data.decode().splitlines()


def test_fields_and_bodies_that_are_not_known_are_kept_by_an_edit() -> None:
    page = read(FOREIGN)
    one = page.annotations["https://example.org/1"]
    assert (one.note, one.selectors, one.creator) == ("Gut", Selectors("Haus"), "Bo")
    edited = replace(one, note="Besser", tags=("neu",), colour="pink", modified=WHEN)
    data = dump(replace(page, annotations={**page.annotations, one.id: edited}))
    document = json.loads(data)
    assert document["startIndex"] == 7
    assert document["x:own"] == {"a": [1, 2.5]}
    assert "https://example.org/other.jsonld" in document["@context"]
    item = document["items"][0]
    assert item["audience"] == {"b": 1.0}
    assert item["motivation"] == "questioning"
    assert item["creator"] == {"name": "Bo", "age": 3}
    assert item["body"] == [
        {"type": "TextualBody", "value": "Besser", "format": "text/html"},
        {"type": "TextualBody", "purpose": "tagging", "value": "neu"},
        "https://example.org/video",
        {"type": "Choice", "items": []},
    ]
    assert item["target"]["rights"] == "frei"
    assert item["target"]["selector"] == {"exact": "Haus", "type": "TextQuoteSelector"}
    assert read(data).annotations[one.id] == edited


def test_note_that_is_taken_away_leaves_the_other_bodies() -> None:
    page = read(FOREIGN)
    one = replace(page.annotations["urn:two"], note="")
    item = items_of(dump(replace(page, annotations={one.id: one})))[0]
    assert "bodyValue" not in item
    assert "body" not in item


def test_annotation_that_is_put_elsewhere_gets_both_selectors() -> None:
    page = read(FOREIGN)
    one = replace(page.annotations["https://example.org/1"], selectors=SELECTORS)
    data = dump(replace(page, annotations={one.id: one}))
    assert items_of(data)[0]["target"]["source"] == "https://example.org/a"
    assert read(data).annotations[one.id].selectors == SELECTORS


def test_annotation_of_a_whole_resource_can_get_a_colour() -> None:
    image = {"id": "https://example.org/bild.png", "type": "Image"}
    page = read(json.dumps([{"id": "urn:a", "type": "Annotation", "target": image}]))
    one = replace(page.annotations["urn:a"], colour="green")
    data = dump(replace(page, annotations={"urn:a": one}))
    assert items_of(data)[0]["target"] == {"source": image, "styleClass": "green"}
    assert read(data).annotations["urn:a"] == one
    assert validate(data) == []


TARGET = {"source": "https://example.org/a", "selector": {"type": "TextQuoteSelector", "exact": "Haus"}}


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ({"body": "einfach so"}, "einfach so"),
        ({"body": "https://example.org/video"}, ""),
        ({"body": {"type": "TextualBody", "value": "Objekt"}}, "Objekt"),
        ({"body": [{"value": "Liste", "purpose": "commenting"}, {"value": "zweite"}]}, "Liste"),
        ({"bodyValue": "kurz"}, "kurz"),
        ({"body": [None, 3, {"value": 4}]}, ""),
        ({"body": {"type": "TextualBody", "value": "x", "purpose": "tagging"}}, ""),
        ({}, ""),
    ],
)
def test_note_is_read_whichever_way_it_is_written(field: dict[str, Any], note: str) -> None:
    page = read(json.dumps({"id": "urn:a", "type": "Annotation", "target": TARGET} | field))
    assert page.annotations["urn:a"].note == note
    assert page.annotations["urn:a"].selectors.exact == "Haus"


@pytest.mark.parametrize(
    "shape",
    [
        '{"type":"AnnotationPage","items":[%s]}',
        '{"items":[%s],"type":"AnnotationPage"}',
        '{"partOf":{"items":[]},"items":[%s]}',
        '{"type":"AnnotationCollection","total":1,"first":{"type":"AnnotationPage","items":[%s]}}',
        "[%s]",
        "%s",
        "\ufeff%s",
        '{"items":%s}',
    ],
)
def test_annotation_is_found_in_every_shape_of_file(shape: str) -> None:
    page = read(shape % json.dumps({"type": "Annotation", "target": [TARGET, "https://example.org/c"]}))
    assert [one.selectors.exact for one in page.annotations.values()] == ["Haus"]
    assert read(dump(page)).annotations == page.annotations


def test_missing_ids_are_given_once_and_for_all() -> None:
    data = json.dumps([{"target": TARGET}, {"target": TARGET}, {"target": "urn:x"}])
    assert len(read(data).annotations) == 3
    assert list(read(data).annotations) == list(read(data).annotations)
    assert [item["id"] for item in items_of(dump(read(data)))] == list(read(data).annotations)


def test_two_annotations_with_one_id_are_both_kept() -> None:
    items = [{"id": "urn:a", "target": TARGET, "bodyValue": text} for text in ("eins", "zwei")]
    page = read(json.dumps(items))
    assert [one.note for one in page.annotations.values()] == ["eins", "zwei"]


@pytest.mark.parametrize(
    "position",
    [
        {"start": -1, "end": 4},
        {"start": 9, "end": 4},
        {"start": "1", "end": 4},
        {"start": 1.5, "end": 4},
        {"start": True, "end": 4},
        {"start": 1},
        {"start": 10**300, "end": 10**301},
        {"start": None, "end": None},
    ],
)
def test_offsets_that_are_none_count_as_missing(position: dict[str, Any]) -> None:
    selector = [{"type": "TextQuoteSelector", "exact": "a"}, {"type": "TextPositionSelector", **position}]
    data = json.dumps([{"id": "urn:a", "target": {"source": "urn:x", "selector": selector}}])
    assert read(data).annotations["urn:a"].selectors == Selectors("a")
    assert any("no range" in problem for problem in validate(data.encode()))


@pytest.mark.parametrize(
    "item",
    ["3", "null", '"text"', "[[]]", '{"id":"urn:z","id":"urn:y","target":"urn:t"}', '{"a":' * 99 + "1" + "}" * 99],
)
def test_item_that_cannot_be_read_is_kept_as_it_is(item: str) -> None:
    good = json.dumps({"id": "urn:a", "target": TARGET})
    page = read(f'{{"type":"AnnotationPage","items":[{item},{good}]}}')
    assert list(page.annotations) == ["urn:a"]
    assert page.problems[0].startswith("Item 1 was left as it is: ")
    assert item in dump(page).decode().splitlines()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"{", "not valid JSON (line 1"),
        (b'{"items": [1,]}', "not valid JSON"),
        (b'{"items": [{"a": "\n"}]}', "not valid JSON"),
        (b'{"items": []\n<<<<<<< HEAD\n}', "merge conflict"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "no annotations"),
        (b'{"items": [], "x": ' + b"[" * 300 + b"]" * 300 + b"}", "nested"),
        (b'{"items": [], "n": ' + b"1" * 5000 + b"}", "too long"),
        (b'{"items": [], "n": 1e999}', "too large"),
        (b'{"items": [], "n": NaN}', "NaN"),
        (b'{"items": [], "items": []}', "twice"),
        (b"3", "no annotations"),
        (b"[1]", "no annotations"),
        (b"{}", "no annotations"),
    ],
)
def test_file_that_cannot_be_read_gives_one_sentence(data: bytes, reason: str) -> None:
    page = parse(data)
    assert isinstance(page, Unusable)
    assert reason in page.sentence
    assert validate(data) == [f"The file cannot be read: {page.sentence}."]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "items",
                    "target",
                    "body",
                    "selector",
                    "exact",
                    "start",
                    "value",
                    "purpose",
                    "partOf",
                    "source",
                    "@context",
                    "creator",
                    "name",
                    "first",
                    "styleClass",
                    "created",
                    "lesart:tombstones",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(json_values)
def test_no_json_at_all_raises(value: Any) -> None:
    data = json.dumps(
        {"type": "AnnotationPage", "items": [value, {"target": value, "body": value}], "partOf": value}
    )
    assert validate(data.encode())
    page = read(data)
    touched = {id_: replace(one, note="neu", tags=("t",), colour="blue") for id_, one in page.annotations.items()}
    again = read(dump(replace(page, annotations=touched)))
    assert [one.note for one in again.annotations.values()] == ["neu"] * len(touched)
    assert len(again.strange) == len(page.strange)


@settings(max_examples=80)
@given(st.binary(max_size=60))
def test_no_bytes_at_all_raise(data: bytes) -> None:
    assert isinstance(parse(data), Page | Unusable)


def wrong(**fields: Any) -> bytes:
    good = {"id": "urn:uuid:a", "type": "Annotation", "target": TARGET}
    page = json.loads(dump(page_of()))
    page["items"] = [{key: value for key, value in (good | fields).items() if value is not ...}]
    return json.dumps(page).encode()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"id": "artikel.md"}, "no absolute IRI as its id"),
        ({"id": "urn:straße"}, "no absolute IRI as its id"),
        ({"type": "Note"}, "not of the type Annotation"),
        ({"target": ...}, "no target"),
        ({"target": {"source": "a b"}}, "source that is not an absolute IRI"),
        ({"target": {"selector": {"type": "TextQuoteSelector", "exact": "a"}}}, "selector without a source"),
        ({"target": TARGET | {"selector": {"type": "TextQuoteSelector"}}}, "without one text as its quote"),
        ({"target": TARGET | {"styleClass": "green"}}, "styleClass without a stylesheet"),
        ({"created": "2026-01-31T12:00:00"}, "time of another form"),
        ({"modified": "gestern"}, "time of another form"),
        ({"body": []}, "empty body"),
        ({"body": {"type": "TextualBody", "value": ["a"]}}, "TextualBody without one text"),
        ({"body": "urn:a", "bodyValue": "b"}, "both a body and a bodyValue"),
    ],
)
def test_fault_is_named(fields: dict[str, Any], problem: str) -> None:
    (found,) = validate(wrong(**fields))
    assert found.startswith("Annotation 1 ")
    assert problem in found


def test_sound_page_has_no_faults() -> None:
    assert validate(wrong()) == []
    assert validate(dump(page_of(FULL, replace(FULL, id="urn:uuid:b", colour="", creator="")))) == []


def test_newer_format_is_read_and_its_version_kept() -> None:
    data = dump(page_of(FULL)).replace(b'"lesart:formatVersion": 2', b'"lesart:formatVersion": 9')
    assert "newer lesart" in read(data).problems[0]
    assert dump(read(data)) == data
