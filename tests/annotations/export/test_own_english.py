"""The reader's own English, and the English beside a note, on their way out."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from annotations.annotation import Annotation
from annotations.export.options import ExportOptions
from annotations.export.registry import FORMATS, export
from annotations.notebook import Notebook
from articles.article import Span
from articles.translation.translation import Link

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]
WANTED = ExportOptions(english=lambda block: f"All of: {block.text}")


def exported(build: Build, annotation: Annotation, name: str, options: ExportOptions) -> str:
    return export([build(["Der Hund bellt."], [annotation])], name, options).decode()


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.name != "anki"])
def test_the_readers_own_english_goes_out_in_every_format(build: Build, mark: Mark, name: str) -> None:
    for annotation in (replace(mark("Hund"), translation="hound"), replace(mark("Hund"), guess="hound")):
        assert "hound" in exported(build, annotation, name, ExportOptions())


@pytest.mark.parametrize("name", ["markdown", "text", "html"])
def test_hostile_english_is_only_text(build: Build, mark: Mark, name: str) -> None:
    annotation = replace(mark("Hund"), translation="<script>alert(1)</script>\x1b[31m")
    text = exported(build, annotation, name, ExportOptions())
    assert "\x1b" not in text
    assert "<script>" not in text or name == "text"


def note_of(text: str) -> dict[str, Any]:
    note = json.loads(text)[0]["notes"][0]
    assert isinstance(note, dict)
    return note


def test_a_note_goes_out_with_the_english_that_stood_beside_it(build: Build, mark: Mark) -> None:
    note = replace(mark("Hund", "Wo?"), counterpart="The dog barks.")
    assert note_of(exported(build, note, "json", WANTED))["translation"] == "The dog barks."
    assert "*English:* The dog barks." in exported(build, note, "markdown", WANTED)
    assert "The dog" not in exported(build, note, "markdown", ExportOptions())


def test_a_note_without_any_goes_out_with_that_of_its_paragraph(build: Build, mark: Mark) -> None:
    assert (
        note_of(exported(build, mark("Hund", "Wo?"), "json", WANTED))["translation"] == "All of: Der Hund bellt."
    )


def test_of_a_paragraphs_english_only_the_sentences_go_out_that_the_note_is_about(
    build: Build, mark: Mark
) -> None:
    english = ExportOptions(english=lambda block: "The dog barks. The cat sleeps. It is night.")
    notebook = build(["Der Hund bellt. Die Katze schläft. Es ist Nacht."], [mark("Katze"), mark("bellt. Die")])
    notes = json.loads(export([notebook], "json", english))[0]["notes"]
    beside = {note["quote"]: note["translation"] for note in notes}
    assert beside == {"Katze": "The cat sleeps.", "bellt. Die": "The dog barks. The cat sleeps."}


def test_sentences_that_were_aligned_are_not_guessed(build: Build, mark: Mark) -> None:
    links = [Link(Span(35, 48), Span(0, 10)), Link(Span(0, 15), Span(11, 25))]
    english = ExportOptions(english=lambda block: "Night now. The dog barks.", links=lambda block: links)
    notebook = build(
        ["Der Hund bellt. Die Katze schläft. Es ist Nacht."], [mark("Hund"), mark("Katze"), mark("Nacht")]
    )
    notes = json.loads(export([notebook], "json", english))[0]["notes"]
    beside = {note["quote"]: note.get("translation", "") for note in notes}
    assert beside == {"Hund": "The dog barks.", "Katze": "", "Nacht": "Night now."}


UNCERTAIN = replace(WANTED, certain=lambda block: False)


@pytest.mark.parametrize(
    ("name", "mark_of_it"),
    [
        ("markdown", "*English (uncertain):* All of"),
        ("obsidian", "**English (uncertain)**"),
        ("text", "English (uncertain):"),
        ("org", "Uncertain English:"),
        ("html", "≈ All of"),
        ("csv", "≈ All of"),
        ("anki-tsv", "≈ All of"),
        ("json", '"uncertain": true'),
    ],
)
def test_english_that_may_belong_to_other_words_is_marked(
    build: Build, mark: Mark, name: str, mark_of_it: str
) -> None:
    note = mark("Hund", "Wo?")
    assert mark_of_it in exported(build, note, name, UNCERTAIN)
    assert mark_of_it not in exported(build, note, name, WANTED)
    own = exported(build, replace(note, translation="hound"), name, UNCERTAIN)
    assert mark_of_it not in own or name == "html"


def test_a_translation_of_the_readers_stands_before_all_others(build: Build, mark: Mark) -> None:
    note = replace(mark("Hund", "Wo?"), translation="hound", counterpart="The dog barks.")
    assert note_of(exported(build, note, "json", WANTED))["translation"] == "hound"


def test_a_translated_paragraph_stands_beside_the_german_as_the_reader_has_it(build: Build, mark: Mark) -> None:
    page = exported(build, replace(mark("Der Hund bellt."), translation="The hound bays."), "html", WANTED)
    assert '<p dir="auto">The hound bays.</p>' in page
    assert "All of:" not in page
