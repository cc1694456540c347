"""The articles shipped with lesart are complete, aligned and typographically clean."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from articles.bundled import Bundled, bundled_articles

ARTICLES = bundled_articles()
FILES = tuple(path for article in ARTICLES for path in (article.path, article.parallel))

ITEM = re.compile(r"( *)(-|\d+\.) ")
OPENING = {"“": "„", "‘": "‚"}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def front_matter_and_body(path: Path) -> tuple[dict[str, str], str]:
    opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    fields = (line.split(": ", 1) for line in head.splitlines())
    return {key: value for key, value in fields}, body


def chunks(path: Path) -> list[str]:
    return front_matter_and_body(path)[1].strip("\n").split("\n\n")


def kind(chunk: str) -> tuple[str, ...]:
    """Return what a chunk is; for a list, the depth and marker of each item."""
    if heading := re.match(r"(#+) ", chunk):
        return ("heading", heading[1])
    if ITEM.match(chunk):
        items = (ITEM.match(line) for line in chunk.splitlines())
        return ("list", *(item[0] if item else "text" for item in items))
    if chunk.startswith("> "):
        return ("quotation",)
    return ("code",) if chunk.startswith("```") else ("paragraph",)


def quotes_balance(text: str) -> bool:
    """Tell whether every German quotation mark is closed by its own kind, inner before outer."""
    unclosed: list[str] = []
    for character in text:
        if character in OPENING.values():
            unclosed.append(character)
        elif character in OPENING and (not unclosed or unclosed.pop() != OPENING[character]):
            return False
    return not unclosed


def test_the_article_on_kazakhstan_comes_first_of_four() -> None:
    assert [article.name for article in ARTICLES] == ["kasachstan", "brot", "uebersetzen", "woerter"]


def test_every_markdown_file_of_the_package_belongs_to_an_article() -> None:
    assert set(ARTICLES[0].path.parent.glob("*.md")) == set(FILES)


@each_article
def test_title_and_description_are_those_of_the_files(article: Bundled) -> None:
    german, english = front_matter_and_body(article.path)[0], front_matter_and_body(article.parallel)[0]
    assert (article.title, article.description) == (german["title"], english["description"])
    assert (german["lang"], english["lang"]) == ("de", "en")


@each_article
def test_german_and_english_have_the_same_kinds_of_blocks(article: Bundled) -> None:
    german = [kind(chunk) for chunk in chunks(article.path)]
    assert german == [kind(chunk) for chunk in chunks(article.parallel)]
    assert 10 <= len(german) <= 25


@each_article
def test_no_paragraph_was_left_in_german(article: Bundled) -> None:
    pairs = zip(chunks(article.path), chunks(article.parallel), strict=True)
    same = [german for german, english in pairs if german == english]
    assert all(kind(chunk) == ("code",) for chunk in same)


@each_article
def test_code_is_the_same_in_both_languages(article: Bundled) -> None:
    german, english = (
        [chunk for chunk in chunks(path) if kind(chunk) == ("code",)] for path in (article.path, article.parallel)
    )
    assert german == english


@each_article
def test_german_quotation_marks_are_balanced_in_every_block(article: Bundled) -> None:
    assert [chunk for chunk in chunks(article.path) if not quotes_balance(chunk)] == []


@each_article
def test_straight_quotation_marks_stand_only_in_code(article: Bundled) -> None:
    prose = [chunk for path in (article.path, article.parallel) for chunk in chunks(path)]
    assert [chunk for chunk in prose if kind(chunk) != ("code",) and re.search("[\"']", chunk)] == []


@pytest.mark.parametrize("broken", ["„offen", "zu“", "„gekreuzt ‚so“ hier‘"])
def test_an_unbalanced_quotation_would_be_noticed(broken: str) -> None:
    assert quotes_balance("„Er sagte: ‚Komm!‘“")
    assert not quotes_balance(broken)


def test_the_articles_together_show_every_kind_of_block() -> None:
    shown = {kind(chunk)[0] for path in FILES for chunk in chunks(path)}
    assert shown == {"heading", "paragraph", "list", "quotation", "code"}


@each_file
def test_front_matter_names_title_author_licence_and_description(path: Path) -> None:
    fields = front_matter_and_body(path)[0]
    assert fields.keys() == {"title", "lang", "author", "licence", "description"}
    assert (fields["author"], fields["licence"]) == ("lesart", "CC0-1.0")
    assert all(": " not in value for value in fields.values())


@each_file
def test_the_first_heading_is_the_title(path: Path) -> None:
    assert chunks(path)[0] == "# " + front_matter_and_body(path)[0]["title"]


@each_file
def test_file_is_clean_utf8_in_nfc(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert re.search(r"[\t\r\ufeff\u00a0]| $", text, re.MULTILINE) is None
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
