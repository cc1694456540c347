"""The exported page in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.browser import BROWSER, show
from support.exports import export
from support.injections import INJECTIONS
from support.naughty import naughty_strings
from support.web import Server, answer

from annotations.annotation import Annotation
from annotations.export.cleaning import clean
from annotations.notebook import Notebook
from articles.article import Block

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")


@pytest.fixture
def served() -> Iterator[Callable[[str], Server]]:
    """Return a function that serves a page."""
    servers: list[Server] = []

    def serve(page: str) -> Server:
        servers.append(Server({"/": answer(page.encode(), Content_Type="text/html")}))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()


def test_the_page_makes_no_request_and_marks_the_right_words(
    served: Callable[[str], Server], build: Build, mark: Mark, tmp_path: Path
) -> None:
    blocks = ["Die Gärten blühen.", Block("heading", "Teil", 2), "Der Hund bellt. <b>Die</b> Katze schläft."]
    quotes = ["Gärten", "Hund bellt. <b>Die</b>", "schläft"]
    notebook = build(blocks, [mark(quote, f"Notiz {quote}", ["a"], colour="green") for quote in quotes])
    server = served(export([notebook], "html", english=lambda block: f"English: {block.text}"))
    shown = show(f"{server.url}/", tmp_path)
    assert server.asked == ["/"]
    assert shown.console == []
    assert [one.text_content() for one in shown.document.iter("mark")] == quotes
    colours = {one.get("class") for one in shown.document.iter("mark")}
    assert colours == {"green"}
    for one, quote in zip(shown.document.find_class("note"), quotes, strict=True):
        assert f"Notiz {quote}" in one.text_content()


def test_injected_code_does_not_run(
    served: Callable[[str], Server], build: Build, mark: Mark, tmp_path: Path
) -> None:
    hostile = [*INJECTIONS, *naughty_strings()]
    notes = [mark(text, text, [text], colour=text) for text in hostile]
    notebook = build([Block("paragraph", text) for text in hostile], notes, title=hostile[0], language=hostile[0])
    server = served(export([notebook], "html"))
    shown = show(f"{server.url}/", tmp_path)
    assert server.asked == ["/"]
    assert shown.console == []
    assert not list(shown.document.iter("script", "img", "svg", "iframe", "object", "embed", "input", "form"))
    assert not [one for one in shown.document.iter() for name in one.attrib if name.startswith("on")]
    text = " ".join(shown.document.text_content().split())
    assert all(" ".join(clean(one).split()) in text for one in hostile)


def test_the_test_sees_code_that_runs(served: Callable[[str], Server], tmp_path: Path) -> None:
    server = served("<script>console.log('ran')</script><img src=/?seen>")
    shown = show(f"{server.url}/", tmp_path)
    assert [line for line in shown.console if "ran" in line]
    assert "/?seen" in server.asked
