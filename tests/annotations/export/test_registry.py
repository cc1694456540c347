from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from support.exports import export

from annotations.annotation import Annotation
from annotations.export.registry import FORMATS, UnknownFormatError, default_name, find_format
from annotations.notebook import Notebook
from articles.article import Article

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

NAMES = [one.name for one in FORMATS if not one.binary]


def test_the_formats_in_their_order() -> None:
    assert [(one.name, one.extension) for one in FORMATS] == [
        ("markdown", "md"),
        ("obsidian", "obsidian.md"),
        ("org", "org"),
        ("html", "html"),
        ("text", "txt"),
        ("json", "json"),
        ("jsonld", "jsonld"),
        ("hypothesis", "hypothesis.json"),
        ("csv", "csv"),
        ("anki-tsv", "anki.txt"),
        ("anki", "apkg"),
    ]
    assert all(one.description for one in FORMATS)


@pytest.mark.parametrize("name", ["Markdown", "md", ".md", " MARKDOWN "])
def test_a_format_is_found_by_name_and_extension(name: str) -> None:
    assert find_format(name).name == "markdown"


def test_an_unknown_format_gets_a_sentence_with_the_nearest() -> None:
    with pytest.raises(UnknownFormatError) as caught:
        export([], "markdwon")
    assert str(caught.value) == (
        "There is no export format “markdwon”; did you mean markdown? "
        "The formats are markdown, obsidian, org, html, text, json, jsonld, hypothesis, csv, anki-tsv and anki."
    )


def test_an_unknown_format_like_none_gets_the_list() -> None:
    with pytest.raises(UnknownFormatError, match=r"^There is no export format “yyyy”. The formats are"):
        find_format("yyyy")


def test_a_hostile_format_name_gets_one_short_printable_sentence(hostile: str) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        find_format(hostile * 1000)
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)
    assert str(caught.value).encode()


@pytest.mark.parametrize("name", NAMES)
def test_no_notes_are_no_error(name: str, build: Build) -> None:
    for notebooks in ([], [build(["Da."], [])], [build([], [])]):
        text = export(notebooks, name)
        assert text.endswith("\n")
        assert "None" not in text


@pytest.mark.parametrize("name", NAMES)
def test_an_annotation_on_an_article_without_text_is_kept(name: str, build: Build, mark: Mark) -> None:
    assert "verschollen" in export([build([], [mark("weg", "verschollen")])], name)


@pytest.mark.parametrize("name", NAMES)
def test_several_articles_come_in_order_with_all_their_notes(name: str, build: Build, mark: Mark) -> None:
    notebooks = [
        build([f"Text {title}."], [mark("Text", f"Notiz {title}")], title=title) for title in ("Ä", "B", "C")
    ]
    text = export(notebooks, name)
    assert text.index("Notiz Ä") < text.index("Notiz B") < text.index("Notiz C")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_notes_give_the_same_text(name: str, hostile_notebook: Notebook) -> None:
    assert export([hostile_notebook], name) == export([hostile_notebook], name)


@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_notes_cost_ten_times_a_thousand(name: str, build: Build, mark: Mark) -> None:
    sizes = []
    for number in (1_000, 10_000):
        blocks = [f"Absatz {index:05} mit Text." for index in range(number)]
        text = export([build(blocks[:50], [mark(one, "n") for one in blocks])], name)
        sizes.append(len(text) - len(export([build(blocks[:50], [])], name)))
    assert 8 < sizes[1] / sizes[0] < 12


@pytest.mark.parametrize("name", ["markdown", "obsidian", "html", "text"])
def test_the_moment_of_the_export_is_named_when_it_is_passed(name: str, build: Build, mark: Mark) -> None:
    notebook = build(["Da."], [mark("Da")])
    assert "exported" not in export([notebook], name)
    assert "exported 2026-02-03" in export([notebook], name, exported=datetime(2026, 2, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("title", "source", "expected"),
    [
        ("Die Lage der Gärten", "", "Die-Lage-der-Gärten-notes.md"),
        ("Was nun? – „So“/so", "", "Was-nun-So-so-notes.md"),
        ("", "/home/anna/lage.heute.txt", "lage-heute-notes.md"),
        ("", "https://example.org/a/Gr%C3%BC%C3%9Fe.html?x=/y#z", "Grüße-notes.md"),
        ("", "https://example.org/", "example-notes.md"),
        ("", "", "notes.md"),
        ("lage", "/x/lage-notes.md", "lage-notes-2.md"),
        ("../../etc/passwd", "", "etc-passwd-notes.md"),
        ("CON", "", "CON-notes.md"),
    ],
)
def test_default_names(title: str, source: str, expected: str) -> None:
    assert default_name(Article(title, (), source=source), "markdown") == expected


def test_a_default_name_is_a_safe_file_name(hostile: str) -> None:
    for article in (Article(hostile, ()), Article("", (), source=hostile), Article("ß" * 5000 + hostile, ())):
        name = default_name(article, "md")
        assert len(name.encode()) < 150
        assert all(sign.isalnum() or sign in "-_." for sign in name)
        assert not name.startswith((".", "-"))
        assert name.endswith("notes.md")


def test_a_format_is_imported_only_when_it_is_rendered() -> None:
    code = (
        "import sys; from annotations.export.registry import export;"
        "known = lambda: [m for m in ('templating', 'json_list', 'csv_table', 'anki_package')"
        " if f'annotations.export.{m}' in sys.modules];"
        "print(known()); export([], 'csv'); print(known())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n['csv_table']\n"
