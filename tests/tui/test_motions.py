"""How the cursor moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from articles.article import Article, Span
from tui import motions
from tui.motions import Cursor

if TYPE_CHECKING:
    from tui.motions import Unit

Make = Callable[..., Article]


@pytest.fixture
def article(make_article: Make) -> Article:
    return make_article("Eins zwei. Drei vier.", "Fünf.", "Sechs sieben. Acht.")


def walk(article: Article, cursor: Cursor, unit: Unit, steps: int) -> list[str]:
    seen = []
    for _ in range(abs(steps)):
        cursor = (motions.forward if steps > 0 else motions.backward)(article, cursor, unit)
        seen.append(article.quote(cursor.span))
    return seen


def test_paragraphs_follow_each_other_and_end(article: Article) -> None:
    first = motions.at(article, 0)
    assert walk(article, first, "paragraph", 3) == ["Fünf.", "Sechs sieben. Acht.", "Sechs sieben. Acht."]


def test_sentences_go_on_over_paragraphs(article: Article) -> None:
    first = motions.at(article, 0)
    assert walk(article, first, "sentence", 5) == [
        "Eins zwei.", "Drei vier.", "Fünf.", "Sechs sieben.", "Acht.",
    ]  # fmt: skip


def test_words_go_on_over_sentences_and_paragraphs(article: Article) -> None:
    first = motions.at(article, 0)
    assert walk(article, first, "word", 6) == ["Eins", "zwei", "Drei", "vier", "Fünf", "Sechs"]


def test_words_go_back(article: Article) -> None:
    last = motions.at(article, article.length, "word")
    assert walk(article, last, "word", -4) == ["sieben", "Sechs", "Fünf", "vier"]


def test_going_back_from_a_word_by_sentences_widens_first(article: Article) -> None:
    vier = motions.at(article, article.text.index("vier"), "word")
    assert walk(article, vier, "sentence", -2) == ["Drei vier.", "Eins zwei."]


def test_going_back_from_a_sentence_by_paragraphs_widens_first(article: Article) -> None:
    drei = motions.at(article, article.text.index("Sechs"), "sentence")
    assert walk(article, drei, "paragraph", -2) == ["Sechs sieben. Acht.", "Fünf."]


def test_the_first_unit_stays(article: Article) -> None:
    assert walk(article, motions.at(article, 0, "word"), "word", -2) == ["Eins", "Eins"]


def test_a_span_that_is_a_sentence_is_a_sentence(article: Article) -> None:
    assert motions.on(article, Span(11, 21)).unit == "sentence"


def test_any_other_span_is_a_passage_that_moves_on_by_words(article: Article) -> None:
    cursor = motions.on(article, Span(1, 7))
    assert (cursor.unit, cursor.span) == ("passage", Span(1, 7))
    assert walk(article, cursor, "word", 1) == ["zwei"]


def test_a_selection_reaches_from_its_anchor_to_the_cursor_both_ways(article: Article) -> None:
    drei = motions.at(article, article.text.index("Drei"), "word")
    begun = Cursor(drei.span, "word", drei.span)
    assert article.quote(motions.forward(article, begun, "word").target) == "Drei vier"
    assert article.quote(motions.backward(article, begun, "word").target) == "zwei. Drei"


def test_an_article_without_text_has_nowhere_to_go(make_article: Make) -> None:
    empty = make_article()
    cursor = motions.at(empty, 5)
    assert cursor.span == Span(0, 0)
    assert motions.forward(empty, cursor, "word") == cursor
    assert motions.backward(empty, cursor, "sentence") == cursor
    assert motions.paragraph(empty, 3).span == Span(0, 0)


def test_a_block_without_words_is_passed_over_as_a_whole(make_article: Make) -> None:
    article = make_article("Eins.", "***", "Zwei.")
    assert walk(article, motions.at(article, 0, "word"), "word", 2) == ["***", "Zwei"]
