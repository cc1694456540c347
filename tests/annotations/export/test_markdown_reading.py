"""Exported Markdown is read back as `annotations.export.markdown` says that it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.exports import export

from annotations.anchoring import Anchored, Orphan
from annotations.annotation import Annotation, Selectors
from annotations.export.cleaning import clean, one_line
from annotations.export.markdown import plain_comment, plain_tags
from annotations.export.markdown_text import block, inline, plain, quotation
from annotations.notebook import Entry, Notebook
from articles.article import Article, Block, Span, compose

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

NOTE = re.compile(r"^<!-- lesart (\S*) ?[0-9a-f]{24} -->\n(.*?)^<!-- /lesart -->$", re.MULTILINE | re.DOTALL)
FACTS = re.compile(r"^\*\*(?:Paragraph \d+|Whole article|Not found)\*\*.*$", re.MULTILINE)
ANY_TEXT = st.text(st.characters(codec="utf-8"))


class Read(NamedTuple):
    id: str
    quote: str
    colour: str
    tags: list[str]
    text: str


def read(markdown: str) -> list[Read]:
    return [_note(id_, body) for id_, body in NOTE.findall(markdown)]


def _note(id_: str, body: str) -> Read:
    facts = FACTS.search(body)
    assert facts
    before, behind = body[: facts.start()], body[facts.end() :]
    quote = [re.sub("^> ?", "", line) for line in before.split("\n") if line.startswith(">")]
    fields = facts[0].split(" · ")[1:]
    colour = next((plain(field) for field in fields if field[0] not in "#*"), "")
    tags = next((plain_tags(field) for field in fields if field.startswith("#")), [])
    return Read(plain_comment(id_), plain("\n".join(quote)), colour, tags, plain(behind.strip("\n")))


def exported(note: str = "", quote: str = "Da", tags: tuple[str, ...] = (), colour: str = "") -> str:
    annotation = Annotation("urn:uuid:1", Selectors(quote), note, tags, colour)
    article = Article("Titel", compose([Block("paragraph", "Da.")]))
    anchor = Anchored(Span(0, 2), "exact", 1.0) if quote else Orphan()
    entry = Entry(annotation, anchor, 1 if quote else None)
    return export([Notebook(article, (entry,))], "markdown")


@given(ANY_TEXT)
@example("\n\nmitten\n\n\n\ndrin\n")
@example("  - Punkt\n\tTab  \n   \n> Zitat")
@example("<!-- /lesart -->\n**Paragraph 1** · x\n<!-- lesart a -->")
@example("&nbsp;&NoBreak;&amp; \\* \u2060\xa0")
def test_any_note_comes_back(note: str) -> None:
    (found,) = read(exported(note))
    assert found.text == (clean(note) if clean(note).strip() else "")


@given(ANY_TEXT)
def test_any_quote_comes_back(quote: str) -> None:
    (found,) = read(exported(quote=quote))
    assert found.quote == (clean(quote) if clean(quote).strip() else "")


@given(st.lists(ANY_TEXT.filter(lambda tag: bool(one_line(tag)))), ANY_TEXT)
@example(["zwei Worte", "#vorn", "a #b", "a · b", "C#"], "a · #b")
@example([], "#kein-Tag")
@example([], "*changed since*")
def test_any_tags_and_colour_come_back(tags: list[str], colour: str) -> None:
    (found,) = read(exported(tags=tuple(tags), colour=colour))
    assert found.tags == [one_line(tag) for tag in tags]
    assert found.colour == one_line(colour)


@given(ANY_TEXT)
def test_what_is_written_as_one_line_is_read_as_one(text: str) -> None:
    assert plain(inline(text)) == one_line(text)
    assert "\n" not in inline(text)


def test_hostile_notes_come_back(hostile: str, hostile_notebook: Notebook) -> None:
    found = read(export([hostile_notebook], "markdown"))
    assert len(found) == 4
    said = clean(hostile) if hostile.strip() else ""
    assert {one.text for one in found} == {said}
    assert {one.id for one in found} == {hostile or "x"}


def test_what_is_typed_by_hand_is_taken_as_it_is() -> None:
    edited = exported("alt").replace("alt\n", "- neu\n- *wichtig*\n\n## Überschrift\n")
    assert read(edited)[0].text == "- neu\n- *wichtig*\n\n## Überschrift"


def test_tags_typed_by_hand_may_have_blanks() -> None:
    assert plain_tags("#eins #zwei Worte  #drei") == ["eins", "zwei Worte", "drei"]


def test_line_breaks_survive_editors_that_trim_lines() -> None:
    text = "eins\nzwei\n\n drei"
    assert plain("\n".join(line.rstrip() for line in block(text).split("\n"))) == text
    assert all(line.startswith(">") for line in quotation(text).split("\n"))


def test_notes_on_the_whole_article_stand_first_without_a_quote(build: Build, mark: Mark) -> None:
    whole = Annotation("urn:uuid:0", Selectors(""), "Lesenswert")
    lost = mark("weg", "Schade")
    notebook = build(["Da."], [mark("Da", "hier"), lost, whole])
    markdown = export([notebook], "markdown")
    assert [one.text for one in read(markdown)] == ["Lesenswert", "hier", "Schade"]
    head, digests = "## On the whole article\n\n<!-- lesart urn:uuid:0 ", r"[0-9a-f]{24}"
    assert re.search(f"{re.escape(head)}{digests} -->\n\n\\*\\*Whole article\\*\\*\n\n", markdown)


def test_the_english_stands_outside_of_the_note(build: Build, mark: Mark) -> None:
    notebook = build(["Der Hund bellt."], [mark("Hund", "Tier")])
    markdown = export([notebook], "markdown", english=lambda block: f"The dog. ({block.text})")
    assert "> Hund\n\n*English:* The dog. (Der Hund bellt.)\n\n**Paragraph 1**\n\nTier\n" in markdown
    assert read(markdown)[0].text == "Tier"


@pytest.mark.parametrize("id_", ["urn:uuid:1-2", "a b", "x--> <b>", "--", "%20", "ä\ud800", ""])
def test_any_id_stands_in_a_comment_and_comes_back(id_: str) -> None:
    entry = Entry(Annotation(id_, Selectors("weg")), Orphan(), None)
    assert [one.id for one in read(export([Notebook(Article("T", ()), (entry,))], "markdown"))] == [id_]
