import json
import re
from pathlib import Path
from typing import Any

import pytest

from annotations.terms import ANNO_CONTEXT
from annotations.validation import validate

SAMPLES = json.loads((Path(__file__).parents[1] / "data/web-annotation-samples.json").read_text("utf-8"))
CORRECT: dict[str, str] = SAMPLES["correct"]
INCORRECT: dict[str, str] = SAMPLES["incorrect"]
TIME = "a time of another form than 2026-01-31T12:00:00Z in"
CONTEXT = f"The annotation does not name the context {ANNO_CONTEXT}."


@pytest.mark.parametrize("name", [name for name in CORRECT if name != "example41"])
def test_correct_sample_of_the_w3c_has_no_fault(name: str) -> None:
    assert validate(CORRECT[name].encode()) == []


def test_correct_sample_without_annotations_is_said_to_hold_none() -> None:
    (sentence,) = validate(CORRECT["example41"].encode())
    assert sentence == "The file cannot be read: it holds no annotations, only the address of their first page."


def isolated(text: str) -> str:
    """Mend what most incorrect samples have by accident: a comma too many, and two ids."""
    mended = re.sub(r",(\s*})", r"\1", text)
    ids = '["http://example.org/1", "http://example.org/2"]'
    return mended if "multiple identifiers" in text else mended.replace(ids, '"http://example.org/1"')


FAULTS = {
    "anno2": "The file cannot be read: it holds no annotations.",
    "anno3": CONTEXT,
    "anno4": CONTEXT,
    "anno5": CONTEXT,
    "anno6": "has no absolute IRI as its id",
    "anno7": "has more than one id",
    "anno8": "is not of the type Annotation",
    "anno9": "is not of the type Annotation",
    "anno10": "has no target",
    "anno11": "has a target that is neither an object nor an absolute IRI",
    "anno12": "has a body that is neither an object nor an absolute IRI",
    "anno13": "has a body without an absolute IRI as its id",
    "anno14": "has a body with something other than text in format",
    "anno16": "has a body with a textDirection other than ltr, rtl or auto",
    "anno17": "has a TextualBody without one text as its value",
    "anno18": "has a TextualBody without one text as its value",
    "anno19": "has both a body and a bodyValue",
    "anno20": "has something other than one text in bodyValue",
    "anno21": "has something other than one text in bodyValue",
    "anno22": "has a body of several types, one of them Choice",
    "anno23": "has a body with something other than one text in processingLanguage",
    "anno24": "has a body with a textDirection other than ltr, rtl or auto",
    "anno25": "has a body with items that is no Choice, Composite, List or Independents",
    "anno26": "has something other than an object or an absolute IRI in creator",
    "anno27": "has something other than an object or an absolute IRI in generator",
    "anno28": f"has {TIME} created",
    "anno29": f"has {TIME} modified",
    "anno30": f"has {TIME} generated",
    "anno31": f"has {TIME} modified",
    "anno32": f"has {TIME} created",
    "anno33": f"has {TIME} generated",
    "anno34": "has something other than absolute IRIs in rights",
    "anno35": "has something other than absolute IRIs in via",
    "anno36": "has something other than one absolute IRI in canonical",
    "anno37": "has a SpecificResource without a source",
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_of_an_incorrect_sample_of_the_w3c_is_named_and_no_other(name: str) -> None:
    expected = FAULTS[name]
    (found,) = validate(isolated(INCORRECT[name]).encode())
    assert found == (expected if expected.endswith(".") else f"Annotation 1 {expected}.")


@pytest.mark.parametrize("name", ["anno38", "anno39"])
def test_both_faults_of_an_incorrect_selector_are_named(name: str) -> None:
    assert validate(isolated(INCORRECT[name]).encode()) == [
        "Annotation 1 has a SpecificResource without a source.",
        "Annotation 1 has a selector of the type FragmentSelector without one text as its value.",
    ]


def test_every_incorrect_sample_is_refused_as_it_is() -> None:
    assert all(validate(text.encode()) for text in INCORRECT.values())
    # Its key is misspelt, which makes it one that the standard does not know and allows.
    assert INCORRECT.keys() - FAULTS.keys() == {"anno1", "anno15", "anno38", "anno39"}


def test_faulty_json_is_located() -> None:
    assert validate(INCORRECT["anno1"].encode()) == [
        "The file cannot be read: it is not valid JSON (line 1, column 1)."
    ]


TARGET = "https://example.org/a"
IRI = "https://example.org/b"


def annotation(**fields: Any) -> dict[str, Any]:
    return {"id": "urn:uuid:a", "type": "Annotation", "target": TARGET} | fields


def faults(item: Any, *others: Any) -> list[str]:
    page = {"@context": ANNO_CONTEXT, "id": "urn:uuid:p", "type": "AnnotationPage", "items": [item, *others]}
    return [found.removeprefix("Annotation 1 ") for found in validate(json.dumps(page).encode())]


@pytest.mark.parametrize(
    "fields",
    [
        {"body": {"id": IRI, "type": "Video"}},
        {"body": {"type": "Text", "value": "", "purpose": "tagging", "language": ["de", "en"]}},
        {"body": {"id": IRI, "type": "TextualBody", "value": "a", "purpose": "tagging"}},
        {"body": {"type": "Choice", "items": [IRI, {"type": "List", "items": [IRI]}, {"value": "a"}]}},
        {"body": {"source": {"id": IRI, "created": "2026-01-31T12:00:00+01:00"}, "purpose": "linking"}},
        {"target": [TARGET, {"source": IRI, "selector": [IRI, {"id": IRI}, {"id": IRI, "type": "x:Own"}]}]},
        {"target": {"source": IRI, "selector": {"type": "SvgSelector", "value": "<svg/>"}}},
        {
            "target": {
                "source": IRI,
                "state": {"type": "TimeState", "sourceDateStart": "2026-01-31T12:00:00Z"}
                | {"sourceDateEnd": "2026-02-01T12:00:00.5Z", "cached": IRI},
            }
        },
        {"target": {"source": IRI, "styleClass": ["a", "b"]}, "stylesheet": IRI},
        {"motivation": "x:own", "creator": [IRI, {"name": "Bo"}], "rights": [IRI, IRI]},
        {"lesart:originalQuote": "a", "lesart:earlier": [{"target": TARGET}]},
    ],
)
def test_what_the_standard_allows_is_no_fault(fields: dict[str, Any]) -> None:
    assert faults(annotation(**fields)) == []


def source(**fields: Any) -> dict[str, Any]:
    return annotation(target={"source": IRI} | fields)


def selector(kind: str, **fields: Any) -> dict[str, Any]:
    return source(selector={"type": kind} | fields)


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        (3, "is not an object"),
        ("keine IRI", "is not an object"),
        (annotation(body=None), "has an empty body"),
        (annotation(body={}), "has a body without a text as its value, an id or a source"),
        (annotation(body={"value": 3}), "has a body without a text as its value, an id or a source"),
        (annotation(body={"id": IRI, "purpose": "linking"}), "has a body elsewhere with a purpose"),
        (annotation(body={"type": "Choice", "items": []}), "has a Choice without items"),
        (annotation(body={"type": "List", "items": [IRI], "value": "a"}), "has a List with a value of its own"),
        (annotation(body={"type": "List", "items": ["a"]}), "has a body that is neither an object nor"),
        (annotation(body={"id": IRI, "items": [IRI]}), "has a body with items that is no Choice"),
        (annotation(body={"source": IRI, "value": "a"}), "has a body with both a source and a value"),
        (annotation(body={"source": {"id": IRI, "via": "a"}}), "has a source with something other than absolute"),
        (annotation(target={}), "has a target without an id or a source"),
        (annotation(target={"type": "TextualBody", "value": "a"}), "has a target without an id or a source"),
        (annotation(target={"id": "a.md"}), "has a target without an absolute IRI as its id"),
        (annotation(target={"state": IRI}), "has a state without a source"),
        (annotation(target=[]), "has no target"),
        (source(created="2026-02-30T12:00:00Z"), f"has a target with {TIME} created"),
        (source(selector=[]), "has an empty selector"),
        (source(selector="p"), "has a selector that is neither an object nor an absolute IRI"),
        (source(selector={"exact": "a"}), "has a selector without one type"),
        (source(selector={"type": ["TextQuoteSelector"], "exact": "a"}), "has a selector without one type"),
        (source(styleClass=3) | {"stylesheet": IRI}, "has something other than text in styleClass"),
        (source(state={"type": "HttpRequestState"}), "has a state of the type HttpRequestState without one text"),
        (source(state={"type": "TimeState"}), "has a state of the type TimeState without either"),
        (source(state={"type": "TimeState", "sourceDate": "heute"}), "of the type TimeState without either"),
        (selector("PageSelector"), "has a selector of a type that the standard does not know"),
        (selector("XPathSelector", value=["/p"]), "of the type XPathSelector without one text as its value"),
        (selector("FragmentSelector", value="a", conformsTo="b"), "that conforms to something other than"),
        (selector("TextQuoteSelector", exact="a", prefix=None), "whose prefix or suffix is not one text"),
        (selector("DataPositionSelector", start=4, end=3), "whose start and end are no range"),
        (selector("SvgSelector", value="a", id=IRI), "of the type SvgSelector without either a text"),
        (selector("RangeSelector", startSelector=IRI, endSelector={"type": "CssSelector", "value": "p"}),
            "of the type RangeSelector without a startSelector"),
        (selector("RangeSelector", startSelector={"id": IRI}, endSelector={"type": "CssSelector"}),
            "of the type RangeSelector whose endSelector is of the type CssSelector without one text"),
        (selector("CssSelector", value="p", refinedBy={"type": "TextPositionSelector", "start": 1}),
            "has a refinedBy of the type TextPositionSelector whose start and end are no range"),
        (annotation(**{"lesart:originalQuote": 3}), "has something other than text as its original quote"),
        (annotation(**{"lesart:earlier": ["a"]}), "has an earlier version that is not an object"),
    ],
)  # fmt: skip
def test_fault_is_named_in_one_sentence(item: Any, fault: str) -> None:
    (found,) = faults(item)
    assert fault in found
    assert found.endswith(".")


def test_fault_of_several_bodies_is_named_once() -> None:
    assert faults(annotation(body=[{"value": 1}, {"value": 2}])) == [
        "has a body without a text as its value, an id or a source."
    ]


def test_style_class_of_an_item_needs_a_stylesheet_too() -> None:
    body = {"type": "Choice", "items": [{"source": IRI, "styleClass": "a"}]}
    assert faults(annotation(body=body)) == ["has a styleClass without a stylesheet."]


def test_two_annotations_with_one_id_are_a_fault_of_the_second() -> None:
    assert faults(annotation(), IRI, annotation()) == ["Annotation 3 has the id of another annotation."]


PAGE = {"@context": ANNO_CONTEXT, "id": "urn:p", "type": "AnnotationPage", "items": []}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"@context": "urn:x"}, f"The page does not name the context {ANNO_CONTEXT}."),
        ({"id": None}, "The page has no absolute IRI as its id."),
        ({"type": "Page"}, "The page is not of the type AnnotationPage."),
        ({"startIndex": -1}, "The page has a startIndex that is not a number of annotations."),
        ({"next": 3}, "The page has something other than an absolute IRI in next."),
        ({"partOf": 3}, "The page is part of something that is neither a collection nor an absolute IRI."),
        ({"partOf": {}}, "The collection that the page is part of has no absolute IRI as its id."),
        (
            {"partOf": {"id": "urn:c", "total": True}},
            "The collection that the page is part of has a total that is",
        ),
        (
            {"partOf": {"id": "urn:c", "label": [3]}},
            "The collection that the page is part of has something other than",
        ),
        (
            {"partOf": {"id": "urn:c", "last": 3}},
            "The collection that the page is part of has something other than",
        ),
        (
            {"partOf": {"id": "urn:c", "created": 3}},
            f"The collection that the page is part of has {TIME} created.",
        ),
        ({"lesart:formatVersion": True}, "The version of the format is not a number."),
        ({"lesart:source": "a.md"}, "The source of the article is not an absolute IRI."),
        ({"lesart:tombstones": [3]}, "The deletion 1 has no absolute IRI as its id."),
        ({"lesart:tombstones": [{"id": "urn:a"}]}, "The deletion 1 has a time of another form than"),
        (
            {"lesart:tombstones": {"id": "urn:a", "lesart:deleted": "2026-01-31T12:00:00Z", "lesart:was": 3}},
            "The deletion 1 was of something that is not an object.",
        ),
    ],
)
def test_fault_of_the_page_is_named(fields: dict[str, Any], sentence: str) -> None:
    (found,) = validate(json.dumps(PAGE | fields).encode())
    assert found.startswith(sentence)


def test_list_of_annotations_is_told_that_its_page_is_missing() -> None:
    assert validate(json.dumps([annotation()]).encode()) == [
        "The page is missing: the annotations stand by themselves."
    ]


def test_encoding_that_others_may_not_read_is_named() -> None:
    text = json.dumps(PAGE)
    assert validate(text.encode()) == []
    assert validate(text.encode("utf-8-sig")) == [
        "The file begins with a byte order mark, which other programs may refuse."
    ]
    assert validate(text.encode("utf-16")) == ["The file is not UTF-8, which other programs expect."]


def test_item_that_cannot_be_read_is_named_with_its_place() -> None:
    lines = json.dumps(PAGE).replace("[]", '[\n{"id": "urn:a", oops},\n{"id": NaN}\n]')
    assert validate(lines.encode()) == [
        "Annotation 1 was left as it is: it is not valid JSON (line 2, column 17).",
        "Annotation 2 was left as it is: it holds NaN, which is not valid JSON.",
    ]
