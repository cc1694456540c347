"""The JSON Schema and the page about the sidecar, held against what lesart writes."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotations.annotation import COLOURS, Annotation, Selectors
from annotations.facts import ArticleFacts, text_hash
from annotations.history import Change
from annotations.migrations import FORMAT_VERSION
from annotations.sidecar import dump, new_page, parse
from annotations.store import Saved, Store
from annotations.validation import validate
from articles.article import Article, Block, Span, compose

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "annotations"
SCHEMA = json.loads((FOLDER / "sidecar.schema.json").read_text("utf-8"))
GUIDE = (FOLDER / "SIDECAR.md").read_text("utf-8")
WHEN = "2026-01-31T12:00:00.000Z"


VALIDATOR = Draft202012Validator(SCHEMA)


def refusals(page: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(page)]


def example() -> str:
    found = re.search(r"^```json\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_example_of_the_guide_is_a_sidecar_and_true() -> None:
    page = json.loads(example())
    article = Article("", compose([Block("paragraph", "Über die alte Brücke ging am Abend niemand mehr.")]))
    assert refusals(page) == []
    assert validate(example().encode()) == []
    assert page["lesart:formatVersion"] == FORMAT_VERSION
    assert page["lesart:textHash"] == text_hash(article)
    for annotation in (*page["items"], page["lesart:tombstones"][0]["lesart:was"]):
        quote, position = annotation["target"]["selector"]
        start, end = position["start"], position["end"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] == article.text
        assert article.text[Span(start, end).start : end] == quote["exact"]


def test_example_of_the_guide_stands_as_it_is_written() -> None:
    page = parse(example().encode())
    lines = example().splitlines()
    assert dump(page).decode().splitlines()[-3:] == lines[-3:]  # type: ignore[arg-type]


def test_guide_explains_every_key_that_the_schema_names() -> None:
    parts = (SCHEMA, *(SCHEMA["$defs"][name] for name in ("annotation", "content", "tombstone")))
    keys = {key for part in parts for key in part["properties"]} - {"bodyValue"}
    assert [key for key in sorted(keys) if f"`{key}`" not in GUIDE] == []


def test_readme_leads_to_both() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in ("SIDECAR.md", "sidecar.schema.json"):
        assert f"(annotations/{name})" in readme


texts = st.text(max_size=20)
years = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2900, 1, 1))
times = years.map(lambda when: when.isoformat(timespec="milliseconds") + "Z")
positions = st.tuples(st.integers(0, 2**40), st.integers(0, 2**20)).map(lambda two: (two[0], sum(two)))
selectors = st.builds(
    lambda exact, prefix, suffix, place: Selectors(exact, prefix, suffix, *(place or (None, None))),
    texts, texts, texts, st.none() | positions,
)  # fmt: skip
annotations = st.builds(
    Annotation,
    st.uuids().map(lambda one: one.urn),
    selectors,
    texts,
    st.lists(texts, max_size=3).map(tuple),
    st.sampled_from(("", *COLOURS)) | texts,
    times,
    times,
    texts,
    translation=texts,
    guess=texts,
    counterpart=texts,
)
facts = st.builds(ArticleFacts, texts, texts, st.sampled_from(("", "sha256:" + "0f" * 32)), st.just(""))


@settings(max_examples=150)
@given(facts, st.lists(annotations, max_size=4))
def test_every_page_that_lesart_makes_follows_the_schema_and_the_standard(
    about: ArticleFacts, several: list[Annotation]
) -> None:
    data = dump(replace(new_page(about), annotations={one.id: one for one in several}))
    assert refusals(json.loads(data)) == []
    assert validate(data) == []


@settings(max_examples=50)
@given(annotations, annotations)
def test_every_edit_of_what_lesart_made_follows_the_schema(before: Annotation, after: Annotation) -> None:
    page = parse(dump(replace(new_page(ArticleFacts()), annotations={before.id: before})))
    former = page.annotations[before.id]  # type: ignore[union-attr]
    edited = replace(after, id=before.id, raw=former.raw)
    data = dump(replace(page, annotations={before.id: edited}))  # type: ignore[arg-type]
    assert refusals(json.loads(data)) == []
    assert validate(data) == []


def ticking() -> Iterator[datetime]:
    for second in range(60):
        yield datetime(2026, 1, 31, 12, 0, second, tzinfo=UTC)


def test_sidecar_with_edits_and_deletions_follows_the_schema(tmp_path: Path) -> None:
    path, clock = tmp_path / "a.md.annotations.json", ticking()
    store = Store(path, ArticleFacts("Titel", "a.md"), clock=lambda: next(clock), creator="Anna")
    for number in range(3):
        store.apply([Change(None, Annotation(f"urn:uuid:{number}", Selectors("a"), "Notiz", colour="green"))])
    first, second, _ = store.annotations.values()
    store.apply([Change(first, replace(first, note="", tags=("neu",), selectors=Selectors("b", start=3, end=4)))])
    assert isinstance(store.apply([Change(second, None)]), Saved)
    page = json.loads(path.read_bytes())
    assert refusals(page) == []
    assert [stone["id"] for stone in page["lesart:tombstones"]] == [second.id]


QUOTE = {"type": "TextQuoteSelector", "exact": "a"}
SOUND = {"id": "urn:uuid:a", "type": "Annotation", "target": {"source": "urn:s", "selector": QUOTE}}
STONE = {"id": "urn:uuid:b", "lesart:deleted": WHEN}


def page_with(item: Any = SOUND, **fields: Any) -> dict[str, Any]:
    page = json.loads(dump(new_page(ArticleFacts("T", "a.md", "sha256:" + "0" * 64)))) | {"items": [item]} | fields
    return {key: value for key, value in page.items() if value is not ...}


def stones(**fields: Any) -> dict[str, Any]:
    return {"lesart:tombstones": [{key: value for key, value in (STONE | fields).items() if value is not ...}]}


def target(**fields: Any) -> dict[str, Any]:
    return SOUND | {"target": {"source": "urn:s"} | fields}


@pytest.mark.parametrize(
    "page",
    [
        page_with(),
        page_with(items=[]),
        page_with(**stones()),
        page_with(**stones(**{"lesart:was": {"target": "urn:s", "bodyValue": "a"}})),
        page_with(
            SOUND | {"lesart:originalQuote": "b", "lesart:earlier": [{"bodyValue": "a"}, {"target": "urn:s"}]}
        ),
        page_with(SOUND | {"x:own": 1, "body": ["urn:b", {"type": "Choice", "items": []}], "creator": "urn:c"}),
        page_with(target(selector=["urn:b", QUOTE, {"type": "CssSelector", "value": "p"}])),
        page_with(**{"x:own": {"a": []}, "partOf": ...}),
    ],
)
def test_schema_accepts(page: dict[str, Any]) -> None:
    assert refusals(page) == []


@pytest.mark.parametrize(
    "page",
    [
        [],
        page_with(**{"@context": "http://www.w3.org/ns/anno.jsonld"}),
        page_with(**{"@context": ["urn:x"]}),
        page_with(id="a.md"),
        page_with(type="AnnotationCollection"),
        page_with(items=SOUND),
        page_with(items=...),
        page_with(partOf={"id": "urn:c", "type": "AnnotationCollection", "total": -1}),
        page_with(**{"lesart:formatVersion": 3}),
        page_with(**{"lesart:formatVersion": ...}),
        page_with(**{"lesart:source": ...}),
        page_with(**{"lesart:textHash": "md5:0"}),
        page_with(**stones(id="b")),
        page_with(**stones(**{"lesart:deleted": ...})),
        page_with(**stones(**{"lesart:deleted": "gestern"})),
        page_with(**stones(**{"lesart:was": {"id": "urn:b"}})),
        page_with(**stones(**{"lesart:was": {"target": {"selector": QUOTE}}})),
        page_with(3),
        page_with(SOUND | {"id": "5b9bb9b9-5d3e-4c59-9d42-6a4e6f8f3f9b"}),
        page_with(SOUND | {"id": "urn:straße"}),
        page_with(SOUND | {"type": "Note"}),
        page_with({"id": "urn:a", "type": "Annotation"}),
        page_with(SOUND | {"created": "2026-01-31T12:00:00"}),
        page_with(SOUND | {"modified": "2026-13-31T12:00:00Z"}),
        page_with(SOUND | {"creator": 3}),
        page_with(SOUND | {"body": []}),
        page_with(SOUND | {"body": {"type": "TextualBody"}}),
        page_with(SOUND | {"body": "urn:b", "bodyValue": "a"}),
        page_with(SOUND | {"lesart:originalQuote": ["a"]}),
        page_with(SOUND | {"lesart:earlier": []}),
        page_with(SOUND | {"lesart:earlier": [SOUND]}),
        page_with(SOUND | {"target": {}}),
        page_with(SOUND | {"target": "a.md"}),
        page_with(SOUND | {"target": {"id": "urn:s", "selector": QUOTE}}),
        page_with(target(styleClass="green")),
        page_with(target(selector=[])),
        page_with(target(selector={"type": "TextQuoteSelector"})),
        page_with(target(selector=QUOTE | {"prefix": None})),
        page_with(target(selector={"type": "TextPositionSelector", "start": -1, "end": 3})),
        page_with(target(selector={"type": "TextPositionSelector", "start": 1.5, "end": 3})),
    ],
)
def test_schema_refuses(page: Any) -> None:
    assert refusals(page)
