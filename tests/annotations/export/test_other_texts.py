"""Obsidian, Org and plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import orgparse
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.exports import export

from annotations.annotation import Annotation, Selectors
from annotations.export import obsidian, org_text
from annotations.export.cleaning import clean, one_line
from annotations.notebook import Notebook
from articles.article import Block

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

ANY_TEXT = st.text(st.characters(codec="utf-8"))


def front_matter(text: str) -> tuple[list[str], str]:
    head, _, rest = text.removeprefix("---\n").partition("\n---\n")
    return head.split("\n"), rest


def test_obsidian_has_front_matter_callouts_block_ids_and_tags(build: Build, mark: Mark) -> None:
    note = mark("Gärten", "Notiz", ["frage", "zwei Worte", "2026"], colour="yellow")
    text = export([build(["Die Gärten."], [note], source="https://example.org/a")], "obsidian")
    head, rest = front_matter(text)
    assert head == [
        *('title: "Die Lage"', 'source: "https://example.org/a"'),
        *("tags:", '  - "frage"', '  - "zwei-Worte"', '  - "_2026"'),
    ]
    assert re.search(r"\n> \[!quote\] Paragraph 1 · yellow\n> Gärten\n\n\^[0-9a-f]{12}\n\nNotiz\n\n", rest)
    assert rest.endswith("\n#frage #zwei-Worte #_2026\n")


def test_obsidian_takes_no_tags_ids_and_links_from_texts(hostile: str, hostile_notebook: Notebook) -> None:
    head, rest = front_matter(export([hostile_notebook], "obsidian"))
    assert json.loads(head[0].removeprefix("title: ")) is not None
    assert all(re.match(r'(?:title|source): "|tags:$|  - "', line) for line in head)
    assert len(re.findall(r"^\^[0-9a-f]{12}$", rest, re.MULTILINE)) == 4
    types = {token.type for token in MarkdownIt("commonmark", {"html": True}).parse(rest)}
    assert "html_block" not in types
    assert not re.search(r"(?<!\\)\[\[|(?<!\\)%%", rest)


@given(ANY_TEXT)
def test_obsidian_finds_no_tag_and_no_block_id_in_a_note(note: str) -> None:
    written = obsidian.block(note)
    assert not re.search(r"(?:^|\s)#\S", written)
    assert not re.search(r"(?:^|\s)\^[A-Za-z0-9-]+$", written, re.MULTILINE)


def test_org_has_a_headline_a_note_with_properties_and_tags(build: Build, mark: Mark) -> None:
    blocks = [Block("heading", "Teil", 2), "Die Gärten."]
    note = mark("Gärten", "Eine Notiz.\n* kein Kopf", ["frage", "zwei Worte"], colour="yellow")
    tree = orgparse.loads(export([build(blocks, [note, Annotation("w", Selectors(""), "Alles")])], "org"))
    assert [(node.level, node.heading) for node in tree[1:]] == [
        *((1, "On the whole article"), (2, "Whole article"), (1, "Teil"), (2, "Paragraph 2: Gärten")),
    ]
    node = tree[4]
    assert node.tags == {"frage", "zwei_Worte"}
    assert node.properties["COLOUR"] == "yellow"
    assert node.properties["ID"] == "urn:uuid:Gärten"
    assert node.properties["KEYWORDS"] == "frage, zwei Worte"
    assert "#+begin_quote\nGärten\n#+end_quote\nEine Notiz.\n\u200b* kein Kopf" in node.body


def test_org_takes_no_structure_from_texts(hostile: str, hostile_notebook: Notebook) -> None:
    tree = orgparse.loads(export([hostile_notebook], "org"))
    notes = [node for node in tree[1:] if "CUSTOM_ID" in node.properties]
    assert len(notes) == 4
    assert {node.todo for node in tree[1:]} == {None}
    said = [line.strip() for line in clean(hostile).split("\n") if line.strip()]
    for node in notes:
        lines = [line.replace(org_text.SPACE, "").strip() for line in node.body.split("\n")]
        assert all(line.replace(org_text.SPACE, "") in lines for line in said)
        assert node.body.count("\n#+") + node.body.startswith("#+") == (2 if clean(hostile).strip() else 0)


@given(ANY_TEXT)
def test_org_texts_only_gain_zero_width_spaces(text: str) -> None:
    def bare(written: str) -> str:
        return written.replace(org_text.SPACE, "")

    assert bare(org_text.inline(text)) == bare(one_line(text))
    assert bare(org_text.block(text)).split() == bare(clean(text)).split()
    assert not re.search(r"^\*+ |^[ \t]*#\+|^[ \t]*:\w+:", org_text.block(text), re.MULTILINE)


@pytest.mark.parametrize(
    "text",
    [
        *("[[file:/etc/passwd][klick]]", "elisp:(shell-command)", "<<ziel>>", "{{{makro}}}", "@@html:<b>@@"),
        *("\\(x\\)", "*fett*", "<2026-01-31 Sa>", "[fn:1]", "[cite:@a]", "src_sh{ls}", "call_f()", "<%%(diary)>"),
    ],
)
def test_what_means_something_to_org_is_broken_up(text: str) -> None:
    assert org_text.SPACE in org_text.inline(text)


def test_german_prose_stays_as_it_is_in_org() -> None:
    prose = "Der Zug kam um 8:30 Uhr – „pünktlich“ –, siehe https://example.org/a_b; 5 + 3 = 8, und/oder."
    assert org_text.block(prose) == prose.replace("a_b", "a_\u200bb")


def test_plain_text_can_be_read(build: Build, mark: Mark) -> None:
    note = mark("Gärten", "Notiz\nzweite", ["frage"], colour="yellow")
    assert export([build(["Die Gärten."], [note])], "text") == (
        "Die Lage\n========\n\n1 note, 2026-01-31\n\n[paragraph 1, yellow, #frage]\n> Gärten\n\nNotiz\nzweite\n"
    )


def test_plain_text_holds_every_line(hostile: str, hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "text")
    for line in filter(str.strip, clean(hostile).split("\n")):
        assert text.count(line.rstrip()) >= 8
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
