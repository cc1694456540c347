from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

from support.exports import export

from annotations.anchoring import Anchored
from annotations.annotation import Annotation
from annotations.export.cleaning import clean, link_to
from annotations.notebook import Notebook
from articles.article import Block, Span
from articles.article import Mark as Mark_

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

VOID = {"meta", "br"}
# fmt: off
TAGS = {
    "html", "head", "meta", "title", "style", "body", "nav", "ul", "ol", "li", "article", "section", "div", "br",
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "mark", "sup", "a", "q", "span", "time", "aside",
}
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "dir", "href", "rel", "datetime",
}
# fmt: on


class Page(HTMLParser):
    """What a browser sees: elements, attributes, text; fails on elements that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.texts.append("\n")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def body(text: str) -> str:
    return text[text.index("<body>") :]


def plain(text: str) -> str:
    return "".join(Page(body(text).removesuffix("</html>\n")).texts)


def test_hostile_text_is_only_text(hostile: str, hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "html")
    page = Page(text)
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES
    outward = [one["href"] for one in page.all("a") if not (one["href"] or "").startswith("#")]
    assert outward == ([hostile] if link_to(hostile) else [])
    assert {one["class"] for one in page.all("mark")} <= {"other"}
    for line in filter(None, map(str.strip, clean(hostile).split("\n"))):
        assert "".join(page.texts).count(line) >= 5


def test_it_is_utf8_and_has_no_control_characters(hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "html")
    assert text.encode().decode() == text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_it_loads_and_runs_nothing(build: Build, mark: Mark) -> None:
    text = export([build(["Da."], [mark("Da", "x")], source="https://example.org/a")], "html")
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(one["content"] for one in Page(text).all("meta") if "http-equiv" in one)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|<script|<img|<link|\bsrc=|\bstyle=", text)


def test_the_quote_is_marked_within_its_paragraph(build: Build, mark: Mark) -> None:
    text = export([build(["Wir lesen <gern> alte Bücher."], [mark("<gern> alte", colour="green")])], "html")
    assert 'Wir lesen <mark class="green">&lt;gern&gt; alte</mark> Bücher.</p>' in text


def test_overlapping_quotes_are_all_marked_and_the_text_stays_whole(build: Build, mark: Mark) -> None:
    quotes = ["eins zwei drei", "zwei", "zwei drei vier", "vier"]
    marks = [mark(one, "Notiz", colour="blue") for one in quotes]
    text = export([build(["null eins zwei drei vier fünf"], marks)], "html")
    shown = re.sub(r"<sup>.*?</sup>|</?mark.*?>", "", body(text))
    assert ">null eins zwei drei vier fünf</p>" in shown
    for number in range(1, 5):
        assert text.count(f'href="#note-1-{number}"') == text.count(f'id="note-1-{number}"') == 1


def test_a_quote_over_several_blocks_is_marked_in_each(build: Build, mark: Mark) -> None:
    text = export(
        [build(["Erster Satz.", "Mitte.", "Letzter Satz."], [mark("Satz.\n\nMitte.\n\nLetzter", "n")])], "html"
    )
    assert re.findall('<mark class="other">(.*?)</mark>', text) == ["Satz.", "Mitte.", "Letzter"]


def test_a_paragraph_with_many_notes_stands_there_once(build: Build, mark: Mark) -> None:
    words = [f"Wort{number:05}" for number in range(10_000)]
    text = export([build([" ".join(words)], [mark(word, "n") for word in words])], "html")
    assert text.count("Wort09999") == 1
    assert text.count('<div class="note') == 10_000


def test_quotes_that_all_overlap_do_not_multiply_the_text(build: Build, mark: Mark) -> None:
    article = "x" * 2_000
    notebook = build([article], [mark("x" * (number + 1), "n") for number in range(2_000)])
    marked = re.findall("<mark.*?>(.*?)</mark>", export([notebook], "html"))
    assert "".join(marked) == article


def test_the_whole_article_is_shown_with_what_it_marks_itself(build: Build, mark: Mark) -> None:
    marks = (Mark_(Span(0, 3), "strong"), Mark_(Span(4, 10), "link", "https://example.org/a?b&c"))
    risky = Mark_(Span(0, 2), "link", "javascript:alert(1)")
    blocks = [
        Block("paragraph", "Die Gärten blühen.", marks=marks),
        Block("list-item", "Punkt", 2, "3."),
        Block("quotation", "Zitat"),
        Block("code", "if x:\n    y"),
        Block("paragraph", "Da nicht.", marks=(risky,)),
    ]
    text = export([build(blocks, [mark("Gärten blühen")])], "html")
    link = '<a href="https://example.org/a?b&amp;c" rel="noreferrer noopener">'
    assert f'<strong>Die</strong> <mark class="other">{link}Gärten</a></mark><mark class="other"> blühen' in text
    assert '<p class="list-item deep" dir="auto" lang="de">3. Punkt</p>' in text
    assert '<blockquote dir="auto" lang="de">Zitat</blockquote>' in text
    assert '<pre dir="auto">if x:\n    y</pre>' in text
    assert "javascript" not in text


def test_notes_stand_beside_the_paragraph_in_which_their_quotes_begin(build: Build, mark: Mark) -> None:
    text = body(export([build(["Eins.", "Zwei. Drei."], [mark("Drei", "n3"), mark("Zwei", "n2")])], "html"))
    assert text.index(">Eins.<") < text.index("n2") < text.index("n3") < text.index(">Zwei<")
    assert 'id="quote-1-1" href="#note-1-1"' in text


def test_the_english_stands_beside_each_paragraph(build: Build, mark: Mark) -> None:
    text = export([build(["Eins.", "Zwei."], [mark("Eins", "n")])], "html", english=lambda one: f"E <{one.text}>")
    assert '<body class="translated">' in text
    assert text.count('<div class="english" lang="en"><p dir="auto">E &lt;Eins.&gt;</p></div>') == 1
    assert "E &lt;Zwei.&gt;" in text


def test_a_title_that_is_highlighted_where_it_stands_is_shown_there(build: Build, mark: Mark) -> None:
    blocks = [Block("heading", "Die Lage", 1), "Da."]
    assert body(export([build(blocks, [mark("Da")])], "html")).count("Die Lage") == 1
    marked = export([build(blocks, [mark("Die Lage", colour="pink")])], "html")
    assert '<mark class="pink">Die Lage</mark>' in marked


def test_a_note_keeps_its_lines(build: Build, mark: Mark) -> None:
    text = export([build(["Da."], [mark("Da", "eins\nzwei\n\n  drei")])], "html")
    assert "eins<br>zwei</p>" in text
    assert ">  drei</p>" in text


def test_headings_colours_and_tags_are_shown(build: Build, mark: Mark) -> None:
    notebook = build([Block("heading", "Teil & Stück", 3), "Da."], [mark("Da", "", ["wort"], colour="pink")])
    text = export([notebook], "html")
    assert '<h4 dir="auto" lang="de">Teil &amp; Stück</h4>' in text
    assert '<div class="note pink"' in text
    assert '<span class="tag">#wort</span>' in text


def test_changed_and_orphaned_quotes_are_kept(build: Build, mark: Mark) -> None:
    notebook = build(["Der neue Satz."], [mark("Der alte Satz"), mark("Fort", "Schade", colour="green")])
    changed = replace(notebook.entries[0], anchor=Anchored(Span(0, 13), "changed", 0.8), paragraph=1)
    text = export([replace(notebook, entries=(changed, notebook.entries[1]))], "html")
    assert '<mark class="other">Der neue Satz</mark>' in text
    assert 'the quote was <q lang="de">Der alte Satz</q>' in text
    assert text.index("No longer found in the text") < text.index('<div class="note green"') < text.index(">Fort<")


def test_notes_on_the_whole_article_come_first_without_a_quote(build: Build, mark: Mark) -> None:
    text = body(export([build(["Da."], [mark("Da"), mark("", "Zum Ganzen.", colour="pink")])], "html"))
    assert text.index("On the whole article") < text.index('<div class="note pink"') < text.index("Zum Ganzen.")
    assert text.index("Zum Ganzen.") < text.index("<mark")
    assert "<blockquote" not in text
    assert "No longer found" not in text


def test_languages_are_named_and_bad_ones_left_unknown(build: Build, mark: Mark) -> None:
    for language, named in (("de-AT", "de-AT"), ("x y", ""), ('"', "")):
        text = export([build(["Da."], [mark("Da", "n")], language=language)], "html")
        assert {"class": "paragraph", "dir": "auto", "lang": named} in Page(text).all("p")
    assert Page(text).all("html") == [{"lang": "en"}]


def test_the_folders_of_the_reader_are_not_shown(build: Build, mark: Mark) -> None:
    for source in ("/home/anna/geheim/lage.md", "file:///home/anna/geheim/lage.md"):
        text = export([build(["Da."], [mark("Da")], source=source)], "html")
        assert "geheim" not in text
        assert "lage.md" in text


def test_several_articles_have_a_table_of_contents(build: Build, mark: Mark) -> None:
    notebooks = [build(["Da."], [mark("Da", "n")], title=title) for title in ("Eins", "Zwei")]
    page = Page(export(notebooks, "html"))
    targets = [one["href"] for one in page.all("a")]
    identifiers = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert targets[:2] == ["#article-1", "#article-2"]
    assert len(set(identifiers)) == len(identifiers)
    assert {(target or "")[1:] for target in targets} <= set(identifiers)
