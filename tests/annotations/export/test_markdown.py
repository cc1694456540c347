from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support.exports import export, notes_only

from annotations.anchoring import Anchored
from annotations.annotation import Annotation, Selectors
from annotations.export.cleaning import clean
from annotations.export.markdown_text import block, heading
from annotations.notebook import Notebook
from articles.article import Block, Span

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

COMMONMARK = MarkdownIt("commonmark", {"html": True})
DIALECT = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

OURS = {
    "heading_open",
    "heading_close",
    "paragraph_open",
    "paragraph_close",
    "blockquote_open",
    "blockquote_close",
}
OURS |= {"inline", "html_block"}
COMMENT = re.compile(r"<!-- lesart [!-;=?-~]+ [0-9a-f]{24} -->\n|<!-- /lesart -->\n")
OURS_INLINE = {"text", "hardbreak", "strong_open", "strong_close", "em_open", "em_close"}


def shown(tokens: Iterable[Token]) -> list[list[str]]:
    """Return the lines of each paragraph as a renderer shows them, but for empty ones."""
    inlines = [token.children or [] for token in tokens if token.type == "inline"]
    texts = ["".join("\n" if one.type == "hardbreak" else one.content for one in line) for line in inlines]
    return [lines for lines in map(lines_of, texts) if lines]


def written(text: str) -> list[list[str]]:
    paragraphs = re.split("\n\n+", clean(text).strip("\n"))
    return [lines_of(one) for one in paragraphs] if text.strip() else []


def lines_of(text: str) -> list[str]:
    blanks = {ord("\xa0"): " ", ord("\u2003"): "\t", ord("\u2060"): None}
    return [line for line in text.translate(blanks).split("\n") if line]


@pytest.mark.parametrize("renderer", [COMMONMARK, DIALECT], ids=["commonmark", "tables"])
def test_hostile_text_makes_no_structure_no_html_and_no_links(
    renderer: MarkdownIt, hostile_notebook: Notebook
) -> None:
    tokens = renderer.parse(export([hostile_notebook], "markdown"))
    assert {token.type for token in tokens} <= OURS
    assert {child.type for token in tokens for child in token.children or ()} <= OURS_INLINE
    assert all(COMMENT.fullmatch(token.content) for token in tokens if token.type == "html_block")
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings.count("h1") == 1
    assert len([token for token in tokens if token.type == "blockquote_open"]) in (0, 4)


def test_hostile_note_and_quote_show_as_they_were_written(hostile: str, hostile_notebook: Notebook) -> None:
    texts = shown(COMMONMARK.parse(export([hostile_notebook], "markdown")))
    for paragraph in written(hostile):
        assert texts.count(paragraph) >= 7


@pytest.mark.parametrize("renderer", [COMMONMARK, DIALECT], ids=["commonmark", "tables"])
def test_any_mixture_of_signs_shows_as_it_was_written(renderer: MarkdownIt) -> None:
    dice = random.Random(7)
    signs = [
        *"*_~$`[]()<>!#-+=|:\\&;.'\"1ax \t\n",
        "\n\n",
        "    ",
        "```",
        "---",
        "&amp;",
        "1. ",
        "[sic]",
        "[a]: x",
        "Ä",
    ]
    for _ in range(1500):
        text = "".join(dice.choices(signs, k=dice.randint(1, 14)))
        tokens = renderer.parse(block(text))
        assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline"}, text
        assert shown(tokens) == written(text), text


@pytest.mark.parametrize(
    "prose",
    [
        "„Früher“, sagte sie – wirklich –, „war alles besser.“",
        "Die E-Mail-Adresse kostet 5 € (rund 6 $), Müller & Söhne zahlen ~10 %.",
        "Leser*innen mit a_b_c, 3 < 4 und C#; 1990. Danach [sic] auch […] und [Anm. d. Red.]",
        "-innen und #wort mitten im Satz: x = y + 2!",
    ],
)
def test_german_prose_needs_no_backslash(prose: str) -> None:
    assert block(prose) == prose


@pytest.mark.parametrize("title", ["Einführung in C#", "Nummer ##", "###", "# #", "1. - > Titel", "a\\ #"])
def test_a_heading_keeps_all_its_signs(title: str) -> None:
    tokens = COMMONMARK.parse(heading(2, title))
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h2"]
    assert shown(tokens) == [[title]]


def test_date_at_the_start_is_no_list() -> None:
    assert block("3. Oktober") == "3\\. Oktober"


def test_indentation_is_kept_and_makes_no_code() -> None:
    assert block("if x:\n    y\n\tz") == "if x:  \n&nbsp;&nbsp;&nbsp;&nbsp;y  \n&emsp;z"


def test_notes_stand_under_the_headings_of_the_article(build: Build, mark: Mark) -> None:
    blocks = [
        Block("heading", "Die Lage", 1),
        "Vor allem.",
        Block("heading", "Leer", 2),
        "Ohne Notiz.",
        Block("heading", "Teil", 2),
        Block("heading", "Kapitel", 4),
        "Eins und zwei.",
        Block("heading", "Noch ein Teil", 2),
        "Drei.",
    ]
    notebook = build(blocks, [mark("Vor"), mark("Eins"), mark("zwei"), mark("Drei")])
    lines = export([notebook], "markdown").splitlines()
    outline = [line for line in lines if line.startswith(("#", ">"))]
    assert outline == [
        *("# Die Lage", "> Vor", "## Teil", "### Kapitel", "> Eins", "> zwei", "## Noch ein Teil", "> Drei")
    ]


def test_a_note_has_its_paragraph_colour_tags_and_lines(build: Build, mark: Mark) -> None:
    note = mark("Gärten", "Erste Zeile\n- zweite\n\nNeuer Absatz", ["#frage", "zwei Worte"], colour="yellow")
    text = notes_only(export([build(["Die Gärten."], [note], source="/home/anna/lage.md")], "markdown"))
    assert text == (
        "# Die Lage\n\nlage.md  \n1 note, 2026-01-31\n\n"
        "> Gärten\n\n**Paragraph 1** · yellow · #\\#frage #zwei Worte\n\n"
        "Erste Zeile  \n\\- zweite\n\nNeuer Absatz\n"
    )


def test_a_changed_quote_shows_what_it_has_become(build: Build, mark: Mark) -> None:
    notebook = build(["Der neue Satz."], [mark("Der alte Satz")])
    entry = replace(notebook.entries[0], anchor=Anchored(Span(0, 13), "changed", 0.8), paragraph=1)
    text = export([replace(notebook, entries=(entry,))], "markdown")
    assert "> Der alte Satz\n\n*Now:* Der neue Satz\n\n**Paragraph 1** · *changed since*\n" in text


def test_orphans_come_last_with_their_quote_and_note(build: Build, mark: Mark) -> None:
    text = export([build(["Da."], [mark("Fort\n\nund weg", "Schade."), mark("Da")])], "markdown")
    assert notes_only(text).endswith(
        "## No longer found in the text\n\n> Fort\n>\n> und weg\n\n**Not found**\n\nSchade.\n"
    )
    assert text.index("> Da") < text.index("> Fort")


def test_notes_on_the_whole_article_come_first_under_their_own_words(build: Build, mark: Mark) -> None:
    text = notes_only(export([build(["Da."], [mark("Da"), mark("", "Zum Ganzen."), mark("Fort")])], "markdown"))
    assert "## On the whole article\n\n**Whole article**\n\nZum Ganzen.\n\n> Da\n\n**Paragraph 1**\n" in text
    assert text.endswith("## No longer found in the text\n\n> Fort\n\n**Not found**\n")


def test_only_a_web_source_is_linked(build: Build, mark: Mark) -> None:
    for source, links in (("https://example.org/ä?a=1&b=2", 1), ("javascript:alert(1)", 0), ("https://a b", 0)):
        tokens = COMMONMARK.parse(export([build(["Da."], [mark("Da")], source=source)], "markdown"))
        children = [child for token in tokens for child in token.children or ()]
        assert sum(child.type == "link_open" for child in children) == links


def test_two_tags_with_one_star_each_make_no_emphasis(build: Build, mark: Mark) -> None:
    note = Annotation("urn:uuid:1", Selectors("Da"), tags=("*a", "b*"), colour="c*")
    tokens = COMMONMARK.parse(export([build(["Da."], [note])], "markdown"))
    assert not {"em_open", "s_open"} & {child.type for token in tokens for child in token.children or ()}
