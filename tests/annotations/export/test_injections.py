"""Lists of hostile strings in every part of an article and its notes, in every format."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import lxml.html
import orgparse
import pytest
from markdown_it import MarkdownIt
from support.exports import export
from support.injections import INJECTIONS
from support.naughty import naughty_strings

from annotations.annotation import Annotation
from annotations.export.cleaning import clean
from annotations.notebook import Notebook
from articles.article import Block

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

FORMULAS = [
    '=cmd|" /C calc"!A0', "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "=1+1", "\t=1",
    "\r=1", "＝1", "＋1", "－1", "＠x", ' =HYPERLINK("http://x","y")', "%0A-3+3+cmd|' /C calc'!D2",
    "=IMPORTXML(CONCAT(A1),B1)", ";=1|a!A0",
]  # fmt: skip
HOSTILE = [*INJECTIONS, *naughty_strings(), *FORMULAS]


@pytest.fixture
def notebook(build: Build, mark: Mark) -> Notebook:
    """An article of nothing but hostile strings, each with a note of the same."""
    notes = [mark(text, text, [text], colour=text) for text in HOSTILE]
    return build([Block("paragraph", text) for text in HOSTILE], notes, title=HOSTILE[0], source=HOSTILE[0])


def test_in_a_page_they_are_text(notebook: Notebook) -> None:
    document = lxml.html.document_fromstring(export([notebook], "html"))
    tags = {one.tag for one in document.iter()}
    assert tags <= {
        *("html", "head", "meta", "title", "style", "body", "article", "section", "div", "aside", "h1", "h2"),
        *("p", "a", "mark", "sup", "span", "time", "blockquote", "br", "q"),
    }
    attributes = {name for one in document.iter() for name in one.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")]
    assert all(address.startswith(("#", "http://", "https://")) for address in document.xpath("//@href"))
    text = " ".join(document.text_content().split())
    assert all(" ".join(clean(one).split()) in text for one in HOSTILE)


def test_in_markdown_they_are_text(notebook: Notebook) -> None:
    for name in ("markdown", "obsidian"):
        text = export([notebook], name)
        text = text if name == "markdown" else text.partition("\n---\n")[2]
        tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
        blocks = [token.content for token in tokens if token.type == "html_block"]
        assert all(
            re.fullmatch(r"<!-- (?:lesart [!-;=?-~]+ [0-9a-f]{24}|/lesart) -->\n", block) for block in blocks
        )
        inside = {child.type for token in tokens for child in token.children or ()}
        assert inside <= {"text", "hardbreak", "softbreak", "strong_open", "strong_close", "em_open", "em_close"}
        others = {"fence", "code_block", "table_open", "hr", "bullet_list_open", "ordered_list_open"}
        assert not others & {token.type for token in tokens}


def test_in_org_they_are_text(notebook: Notebook) -> None:
    text = export([notebook], "org")
    tree = orgparse.loads(text)
    assert len([node for node in tree[1:] if "CUSTOM_ID" in node.properties]) == len(HOSTILE)
    assert {node.todo for node in tree[1:]} == {None}
    assert not re.search(r"\[\[|<<|\{\{\{|@@|(?i:javascript|elisp|shell|file):\S", text)


def test_in_a_table_they_are_no_formulas(notebook: Notebook) -> None:
    rows = list(csv.reader(io.StringIO(export([notebook], "csv"), newline="")))
    assert len(rows) == len(HOSTILE) + 1
    assert not [cell for row in rows for cell in row if re.match(r"\s*[-=+@＝＋－＠]|[\t\r\n]", cell)]


def test_in_cards_they_are_text(notebook: Notebook) -> None:
    lines = export([notebook], "anki-tsv").split("\n")
    rows = list(csv.reader([line for line in lines if line and not line.startswith("#")], delimiter="\t"))
    assert all(len(row) == 6 for row in rows)
    fields = [field for row in rows for field in row[3:5]]
    assert not [field for field in fields if re.search(r"<(?!/?(?:b|br|small|span)>)|\[|\\\(", field)]
    assert all(field.count("{{") == (1 if row[1] == "Cloze" else 0) for row in rows for field in row[3:4])
