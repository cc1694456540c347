"""Which lines stand where, and how the window follows the cursor."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.article import Article, Block, compose
from tui.drawing.page import BEHIND, English, Pages, Position
from tui.drawing.viewport import Viewport
from tui.layout import columns

Make = Callable[..., Article]


def pages_of(article: Article, *, screen: int = 40, english: dict[int, str] | None = None) -> Pages:
    texts = english or {}
    where = columns(screen, 30, len(article.blocks), pane=english is not None)
    return Pages(article, where, lambda index: English(texts.get(index, "")))


def test_only_the_blocks_on_the_screen_are_wrapped(make_article: Make) -> None:
    article = make_article(*["Wort " * 20] * 5000)
    wrapped: list[int] = []
    where = columns(80, 72, len(article.blocks), pane=True)
    pages = Pages(article, where, lambda index: wrapped.append(index) or English(""))  # type: ignore[func-returns-value]
    Viewport(pages, 24, Position(2500, 0)).lines()
    assert wrapped
    assert 2495 < min(wrapped) <= max(wrapped) < 2520


def test_lines_behind_the_article_are_empty(make_article: Make) -> None:
    lines = pages_of(make_article("Eins.")).lines(Position(0, 0), 4)
    assert lines[2:] == [BEHIND, BEHIND]


def test_list_items_stand_close_together() -> None:
    items = [Block("list-item", text, level=1, label="•") for text in ("eins", "zwei")]
    article = Article("T", compose([*items, Block("paragraph", "drei")]))
    blocks = [line.block for line in pages_of(article).lines(Position(0, 0), 5)]
    assert blocks == [0, 1, 1, 2, 2]


def test_english_below_has_its_own_rows(make_article: Make) -> None:
    pages = pages_of(make_article("Eins."), english={0: "One."})
    rows = [(line.german is not None, line.english is not None) for line in pages.box(0)]
    assert rows == [(True, False), (False, True), (False, False)]


def test_english_beside_begins_on_the_same_row(make_article: Make) -> None:
    pages = pages_of(make_article("Eins.", "Zwei."), screen=120, english={0: "word " * 40, 1: "Two."})
    first = [line for line in pages.box(1) if line.row == 0]
    assert first[0].german is not None
    assert first[0].english is not None


@settings(max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.data())
def test_moving_down_and_up_again_comes_back(words: list[int], data: st.DataObject) -> None:
    article = Article("T", compose(Block("paragraph", "Wort " * count + "Ende") for count in words))
    pages = pages_of(article)
    total = sum(len(pages.box(index)) for index in range(len(article.blocks)))
    start = data.draw(st.integers(0, total - 1))
    step = data.draw(st.integers(0, total - 1 - start))
    top = pages.moved(Position(0, 0), start)
    assert pages.moved(pages.moved(top, step), -step) == top
    assert pages.distance(top, pages.moved(top, step), total + 1) == step


def test_the_window_stays_while_the_paragraph_is_on_it(make_article: Make) -> None:
    article = make_article(*["Kurz."] * 20)
    viewport = Viewport(pages_of(article), 10)
    viewport.reveal(article.blocks[4].span)
    assert viewport.top == Position(0, 0)


def test_the_window_jumps_so_that_the_paragraph_is_at_its_top(make_article: Make) -> None:
    article = make_article(*["Kurz."] * 20)
    viewport = Viewport(pages_of(article), 10)
    viewport.reveal(article.blocks[5].span)
    assert viewport.top == Position(5, 0)


def test_the_heading_above_comes_along() -> None:
    blocks = [Block("paragraph", "Kurz.")] * 5 + [Block("heading", "Neu", level=2), Block("paragraph", "Text.")]
    article = Article("T", compose(blocks))
    viewport = Viewport(pages_of(article), 6)
    viewport.reveal(article.blocks[6].span)
    assert viewport.top == Position(5, 0)


def test_going_up_shows_the_paragraph_at_the_foot(make_article: Make) -> None:
    article = make_article(*["Kurz."] * 20)
    viewport = Viewport(pages_of(article), 10, Position(10, 0))
    viewport.reveal(article.blocks[9].span)
    assert viewport.lines()[-1].block == 9


def test_a_paragraph_longer_than_the_window_shows_its_beginning(make_article: Make) -> None:
    article = make_article("Kurz.", "Wort " * 200, "Kurz.")
    viewport = Viewport(pages_of(article), 6)
    viewport.reveal(article.blocks[1].span)
    assert viewport.top == Position(1, 0)


def test_paging_reaches_the_end_and_stops_there(make_article: Make) -> None:
    article = make_article(*["Wort " * 12] * 30)
    viewport = Viewport(pages_of(article), 7)
    seen = [viewport.page(6) for _ in range(60)]
    assert seen == sorted(seen)
    assert seen[-1] == 29
    before = viewport.top
    viewport.page(6)
    assert viewport.top == before


def test_paging_back_reaches_the_beginning(make_article: Make) -> None:
    article = make_article(*["Wort " * 12] * 30)
    viewport = Viewport(pages_of(article), 7, Position(29, 0))
    for _ in range(60):
        viewport.page(-6)
    assert viewport.top == Position(0, 0)


def test_focus_shows_one_paragraph_alone(make_article: Make) -> None:
    article = make_article("Eins.", "Zwei.", "Drei.")
    viewport = Viewport(pages_of(article), 9)
    viewport.focused = 1
    assert {line.block for line in viewport.lines()} == {-1, 1}
    viewport.reveal(article.blocks[2].span)
    assert {line.block for line in viewport.lines()} == {-1, 2}


@pytest.mark.parametrize("height", [1, 2, 3])
def test_tiny_windows_work(make_article: Make, height: int) -> None:
    article = make_article(*["Wort " * 12] * 5)
    viewport = Viewport(pages_of(article, screen=8), height)
    for block in article.blocks:
        viewport.reveal(block.span)
        assert len(viewport.lines()) == height
        assert viewport.lines()[0].block == article.index_at(block.start)


def test_an_article_without_text_shows_nothing(make_article: Make) -> None:
    viewport = Viewport(pages_of(make_article()), 5)
    assert viewport.lines() == [BEHIND] * 5
    assert viewport.page(5) == 0
