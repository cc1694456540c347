"""Stored English as a file beside the article: it pairs with the German whatever stands in it."""

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.naughty import ALL, ESCAPES, STACKS, WIDE

from articles.article import Article, Block, compose, fold
from articles.formats.detect import read_article, read_bytes
from articles.translation.parallel import Parallel, pair
from articles.translation.translation import Translation
from tui.english.parallel_text import parallel_text, save

KINDS = [
    Block("heading", "Ein Anfang", 1),
    Block("paragraph", "Absatz."),
    Block("list-item", "Punkt.", 1, "•"),
    Block("list-item", "Punkt.", 1, "•"),
    Block("quotation", "Zitat.", 1),
    Block("quotation", "Zitat.", 1),
    Block("code", "x = 1\n  y = 2"),
]


def german(*blocks: Block) -> Article:
    return Article("Ein Anfang", compose(blocks or KINDS), source="/home/ada/artikel.md")


def made(text: str, engine: str = "google", date: str = "2026-01-31T12:00:00.000Z") -> Translation:
    return Translation(text, "memory", engine, f"{engine}.example.org", date, "")


def read(text: str) -> Article:
    return read_bytes(text.encode(), name="artikel.en.md")


def test_every_block_has_its_english() -> None:
    english = [f"English {number}." for number in range(len(KINDS))]
    article = german()

    back = read(parallel_text(article, [made(one) for one in english]))

    assert [block.text for block in back.blocks] == english
    assert isinstance(pair(article, back), Parallel)
    assert (back.blocks[0].kind, back.blocks[0].level) == ("heading", 1)


@pytest.mark.parametrize("english", ["~ 1", ": so", "- a", "1. b", "[^1]: note", "| a | b |"])
def test_what_would_go_on_from_the_paragraph_before_stays_a_paragraph(english: str) -> None:
    article = german(Block("paragraph", "Eins."), Block("paragraph", "Zwei."))
    back = read(parallel_text(article, [made("One"), made(english)]))
    assert [block.text for block in back.blocks] == ["One", english]


def test_front_matter_says_who_made_it_and_when() -> None:
    makers = [("google", "2026-01-31T12:00:00.000Z"), ("deepl", "2026-02-01T12:00:00.000Z")]
    translations = [made("A “beginning”: it's", *makers[0]), made("Two", *makers[1]), made("Three", *makers[0])]

    text = parallel_text(german(*KINDS[:3]), translations)

    assert text.startswith(
        '---\ntitle: "A “beginning”: it\'s"\nlang: "en"\n'
        'translated-by: "google (google.example.org), deepl (deepl.example.org)"\ntranslated: "2026-02-01"\n---\n'
    )
    assert (read(text).title, read(text).language) == ("A “beginning”: it's", "en")


TRICKY = (
    "# no heading", "1. no list", "- no item", "> no quotation", "* * *", "---", "| a | b |", "    indented",
    "`code`", "*stars* and _lines_", "<b>bold</b> &amp; &lt;", "[link](http://x)", "![picture](x)", "~~~", "```",
    "x^2^ and H~2~O", "{#id .class}", "Text {: .class}", "$x$", "[^1]: no note", "[^1] note",
    "Term\n: no definition", "title: x", "% x", "+++", "[x]: http://example.org", "[ ] no task", "a  \nb", "\\",
    "#", "=", "==", ": x", "***a", "http://example.org", "a@example.org", "*[HTML]: no abbreviation", "::: note",
    "<!-- gone -->", "&nbsp;x",
)  # fmt: skip


@pytest.mark.parametrize("text", [*TRICKY, *ESCAPES, STACKS, WIDE, ALL], ids=lambda text: ascii(text)[1:20])
@pytest.mark.parametrize("block", [KINDS[0], KINDS[1], KINDS[6]], ids=lambda block: block.kind)
def test_signs_of_markdown_are_only_text(block: Block, text: str) -> None:
    if not fold(text):
        pytest.skip("no translation is blank")
    article = german(Block("paragraph", "Davor."), block, Block("paragraph", "Danach."))

    back = read(parallel_text(article, [made("Before."), made(text), made("After.")]))

    assert [one.text for one in back.blocks] == ["Before.", fold(text), "After."]


LINES = st.lists(
    st.text(alphabet="ab #>-*_`[]()!|<>&;:~^{}$=+\\.1'\"", min_size=1).filter(fold), min_size=1, max_size=5
)


@settings(max_examples=150)
@given(LINES)
def test_whatever_is_written_is_read_as_it_was(texts: list[str]) -> None:
    article = german(*(Block("paragraph", "Absatz.") for _ in texts))

    back = read(parallel_text(article, [made(text) for text in texts]))

    assert [block.text for block in back.blocks] == [fold(text) for text in texts]


def test_file_that_is_there_stays_unless_it_is_forced(tmp_path: Path) -> None:
    path = tmp_path / "artikel.en.md"
    path.write_text("of another hand")

    with pytest.raises(FileExistsError):
        save(path, "new", force=False)
    assert path.read_text() == "of another hand"
    save(path, "new", force=True)
    assert path.read_text() == "new"


def test_file_can_be_read_by_those_who_can_read_the_article(tmp_path: Path) -> None:
    save(tmp_path / "artikel.en.md", parallel_text(german(KINDS[1]), [made("One.")]), force=False)

    assert stat.S_IMODE((tmp_path / "artikel.en.md").stat().st_mode) == 0o644
    assert read_article(tmp_path / "artikel.en.md").blocks[0].text == "One."
