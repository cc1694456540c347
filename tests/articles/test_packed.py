from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import articles.packed
from annotations.anchoring import Anchored, describe, find
from annotations.facts import text_hash
from articles.article import Article, Block, Mark, Span, compose
from articles.packed import PackedBlocks, PackedText
from articles.places import locate, place_at

TEXTS = st.lists(
    st.text(st.sampled_from("ab ä„\U0001f600\udcff\n"), min_size=1, max_size=12), min_size=1, max_size=8
)


def packed(texts: list[str]) -> tuple[PackedText, str]:
    article = Article("T", compose(Block("paragraph", text) for text in texts))
    return PackedText(PackedBlocks(article.blocks)), article.text


@given(TEXTS, st.integers(-60, 60), st.integers(-60, 60), st.sampled_from([None, 1, 2, -1]))
def test_slices_are_those_of_the_string(texts: list[str], start: int, stop: int, step: int | None) -> None:
    text, whole = packed(texts)
    assert len(text) == len(whole)
    if step != -1:
        assert text[start:stop:step] == whole[start:stop:step]
    assert [text[at] for at in range(-len(whole), len(whole))] == [*whole, *whole]


@given(TEXTS, st.text(st.sampled_from("ab ä„\n"), max_size=3), st.integers(0, 60), st.integers(0, 60) | st.none())
def test_pieces_are_found_where_they_are_in_the_string(
    texts: list[str], piece: str, start: int, end: int | None
) -> None:
    text, whole = packed(texts)
    assert text.find(piece, start, end) == whole.find(piece, start, end)
    assert text.rfind(piece, start, end) == whole.rfind(piece, start, end)
    assert text.startswith(piece, start) == whole.startswith(piece, start)


def test_offset_beyond_the_text_is_no_character() -> None:
    text, whole = packed(["Ein Anfang."])
    for at in (len(whole), -len(whole) - 1):
        with pytest.raises(IndexError):
            text[at]


def test_very_long_text_is_no_string_and_can_be_annotated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles.packed, "LONG", 1000)
    texts = [f"Absatz {number}: „Größe“ und Maß." for number in range(100)]
    plain = Article("T", compose(Block("paragraph", text) for text in texts))
    article = Article("T", PackedBlocks(plain.blocks))
    assert isinstance(article.content, PackedText)
    assert text_hash(article) == text_hash(plain)
    span = article.blocks[70].span
    selectors = describe(article.content, span.start, span.end)
    assert selectors == describe(plain.text, span.start, span.end)
    moved = replace(selectors, exact=selectors.exact.replace("Maß", "Gewicht"), start=0, end=9)
    assert find(article.content, selectors) == Anchored(span, "exact", 1.0)
    assert find(article.content, moved) == find(plain.text, moved)
    place = place_at(plain.text, span.start)._replace(offset=5)
    assert locate(article.content, place) == span.start


def test_shorter_text_is_a_string() -> None:
    article = Article("T", PackedBlocks(compose([Block("paragraph", "Ein Anfang.")])))
    assert article.content == "Ein Anfang."


def test_headings_are_found_without_the_text() -> None:
    blocks = compose(
        [
            Block("heading", "Eins", 1),
            Block("paragraph", "H2O", marks=(Mark(Span(1, 2), "subscript"),)),
            Block("heading", "Zwei", 2),
        ]
    )
    assert (
        Article("T", PackedBlocks(blocks)).headings
        == Article("T", blocks).headings
        == [
            (0, blocks[0]),
            (2, blocks[2]),
        ]
    )
