"""The bodies of an annotation: what they are taken for, and what becomes of them."""

from dataclasses import replace
from typing import Any

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.jsonld import read_annotation, write_annotation

WORDS = Selectors("die Brücke", "Über ", " ging")
ENGLISH = {"type": "TextualBody", "language": "en", "format": "text/plain"}


def written(annotation: Annotation) -> dict[str, Any]:
    return write_annotation(annotation, "urn:article")


def read(*bodies: object, **fields: object) -> Annotation:
    return read_annotation({"id": "urn:a", "type": "Annotation", "body": list(bodies), **fields}, "urn:a")


@pytest.mark.parametrize(
    ("name", "motivation", "body"),
    [
        ("translation", "editing", {**ENGLISH, "purpose": "editing", "value": "the bridge"}),
        (
            "guess",
            "describing",
            {**ENGLISH, "purpose": "describing", "lesart:role": "guess", "value": "the bridge"},
        ),
        ("counterpart", "highlighting", {**ENGLISH, "purpose": "linking", "value": "the bridge"}),
    ],
)
def test_english_is_written_with_its_purpose_and_read_back(
    name: str, motivation: str, body: dict[str, str]
) -> None:
    annotation = replace(Annotation("urn:a", WORDS), **{name: "the bridge"})  # type: ignore[arg-type]
    raw = written(annotation)
    assert (raw["motivation"], raw["body"]) == (motivation, [body])
    assert read_annotation(raw, "urn:a") == annotation


def test_note_comes_before_tags_and_english() -> None:
    raw = written(Annotation("urn:a", WORDS, "Wo?", ("ort",), translation="the bridge", counterpart="a bridge"))
    assert [body["purpose"] for body in raw["body"]] == ["commenting", "tagging", "editing", "linking"]
    assert raw["motivation"] == "commenting"


@pytest.mark.parametrize("language", [{}, {"language": "de"}, {"language": "fr"}])
def test_an_edit_that_is_not_english_is_a_note_as_before(language: dict[str, str]) -> None:
    annotation = read({"type": "TextualBody", "purpose": "editing", "value": "besser: Steg", **language})
    assert (annotation.note, annotation.translation) == ("besser: Steg", "")


def test_an_english_description_without_the_role_is_a_note() -> None:
    assert read({**ENGLISH, "purpose": "describing", "value": "a bridge"}).note == "a bridge"


def test_an_english_body_without_a_purpose_takes_the_motivation() -> None:
    assert read({**ENGLISH, "value": "the bridge"}, motivation="editing").translation == "the bridge"
    assert read({**ENGLISH, "value": "the bridge"}, motivation="commenting").note == "the bridge"


def test_of_two_translations_the_second_stays_as_it_was() -> None:
    bodies = [{**ENGLISH, "purpose": "editing", "value": text} for text in ("one", "two")]
    annotation = read(*bodies)
    assert annotation.translation == "one"
    assert written(replace(annotation, translation="uno"))["body"] == [{**bodies[0], "value": "uno"}, bodies[1]]


def test_a_changed_translation_keeps_what_else_its_body_says() -> None:
    body = {**ENGLISH, "purpose": "editing", "value": "the bridge", "creator": "urn:anna"}
    changed = written(replace(read(body), translation="the footbridge"))
    assert changed["body"] == [{**body, "value": "the footbridge"}]


def test_a_translation_that_is_taken_back_leaves_no_body() -> None:
    annotation = read({**ENGLISH, "purpose": "editing", "value": "the bridge"})
    assert "body" not in written(replace(annotation, translation=""))
