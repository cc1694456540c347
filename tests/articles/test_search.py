from __future__ import annotations

import re
import unicodedata
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import articles.packed
import articles.search
from articles.article import Article, Block, Part, compose
from articles.packed import PackedBlocks
from articles.search import MAX_QUERY, compile_query, find_all, find_from, spans_of

MARCH = "März Marz Maerz MÄRZ MAERZ marz Ma\u0308rz"
STREET = "Straße Strasse STRASSE STRAẞE strase"


def found(text: str, query: str) -> list[str]:
    return [text[span.start : span.end] for span in find_all(text, query)]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("März", ["März", "Marz", "Maerz", "MÄRZ", "MAERZ", "marz", "Ma\u0308rz"]),
        ("maerz", ["März", "Maerz", "MÄRZ", "MAERZ", "Ma\u0308rz"]),
        ("MARZ", ["März", "Marz", "MÄRZ", "marz", "Ma\u0308rz"]),
    ],
)
def test_umlauts_are_found_both_ways(query: str, hits: list[str]) -> None:
    assert found(MARCH, query) == hits
    assert found(MARCH, unicodedata.normalize("NFD", query)) == hits


@pytest.mark.parametrize("query", ["straße", "Strasse", "STRASSE", "STRAẞE"])
def test_sharp_s_is_found_both_ways(query: str) -> None:
    assert found(STREET, query) == ["Straße", "Strasse", "STRASSE", "STRAẞE"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("schön", "schoen"),
        ("SCHOEN", "schön"),
        ("über", "Ueber"),
        ("Uebung", "übung"),
        ("Flussschiff", "Flußschiff"),
        ("Flußschiff", "Flussschiff"),
        ("Israel", "israel"),
        ("neue Quelle", "NEUE QUELLE"),
        ("İstanbul", "İstanbul"),
        ("Cafe\u0301", "café"),
        ("Größenmaß", "groessenmass"),
    ],
)
def test_spelling_variant_is_found_whole(text: str, query: str) -> None:
    assert found(text, query) == [text]


def test_other_letters_are_not_confused() -> None:
    assert found("Maenner und Mönner", "Manner") == []
    assert found("Strase", "Straße") == []
    assert found("a.b axb", "a.b") == ["a.b"]


def test_white_space_in_the_query_matches_any() -> None:
    text = "das Ende\n\nDer Anfang\tder   Anfang DerAnfang"
    assert found(text, "ende der") == ["Ende\n\nDer"]
    assert found(text, "der\n anfang") == ["Der Anfang", "der   Anfang"]


def test_soft_hyphens_of_the_text_do_not_count() -> None:
    text = "Dampf\u00adschiff und Stras\u00adse und Ma\u00aderz und\u00ad so"
    assert found(text, "dampfschiff") == ["Dampf\u00adschiff"]
    assert found(text, "Dampf\u00adschiff") == ["Dampf\u00adschiff"]
    assert found(text, "straße") == ["Stras\u00adse"]
    assert found(text, "märz") == ["Ma\u00aderz"]
    assert found(text, "und so") == ["und\u00ad so"]
    assert found(text, " so") == ["\u00ad so"]
    assert found("a \u00ad b", "a b") == ["a \u00ad b"]


@pytest.mark.parametrize("query", ["", " ", "\n\t ", "\u00ad", " \u00ad "])
def test_blank_query_finds_nothing(query: str) -> None:
    assert compile_query(query) is None
    assert found("a b \u00ad c", query) == []


def test_matches_do_not_overlap_and_come_in_order() -> None:
    assert [(span.start, span.end) for span in find_all("aaaaa", "aa")] == [(0, 2), (2, 4)]


def test_matches_are_sought_only_when_asked_for() -> None:
    spans = find_all("ja " * 3 + "nein", "ja")
    assert [span.start for span in islice(spans, 2)] == [0, 3]
    assert next(spans).start == 6
    assert next(spans, None) is None


def test_query_beyond_the_limit_finds_nothing() -> None:
    text = "x" * (MAX_QUERY + 1)
    assert found(text, text[:-1]) == [text[:-1]]
    assert found(text, text) == []
    assert compile_query("ä" * 10**7) is None


@pytest.mark.parametrize(
    "query", ["(", "[a", "a{2}", "\\", "*+?", "(?P<x>", "\\d", "\x00", "\ud800", "^$|", "#\n# x"]
)
def test_odd_query_is_plain_text(query: str) -> None:
    assert found(f"vor {query} nach", query) == [query]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        (" " * 300_000, "  b"),
        (" \u00ad" * 150_000, "  b"),
        ("a" + "\u00ad" * 300_000, "a b"),
        ("a\u00ad" * 100_000, "äb"),
        ("ae" * 20_000, "äeaeäaeä" * 10 + "x"),
        ("s" * 20_000, "sßsss" * 10 + "x"),
    ],
)
def test_repetitive_text_is_searched_to_its_end(text: str, query: str) -> None:
    # A pattern that went back over its choices would not come to an end here.
    assert found(text, query) == []


@settings(max_examples=150)
@given(st.text(st.sampled_from("aeouäöüsßẞ A\u0308\u00ad.é\n"), max_size=30), st.data())
def test_any_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    text = unicodedata.normalize("NFC", text)
    start = data.draw(st.integers(0, len(text)))
    query = text[start : data.draw(st.integers(start, len(text)))]
    # A query begins with a character, not with a mark of the one before it.
    if query.replace("\u00ad", "").strip() and unicodedata.is_normalized("NFC", query) and "\u0308" not in query:
        assert found(text, query)


def article_of(text: str, *, packed: bool) -> Article:
    blocks = compose(Block("code", part) for part in text.split("\n\n"))
    return Article("T", PackedBlocks(blocks) if packed else blocks)


@settings(max_examples=200)
@given(
    st.text(st.sampled_from("aäes \u00ad\n"), max_size=120),
    st.text(st.sampled_from("aäes "), min_size=1, max_size=4),
    st.booleans(),
    st.integers(0, 120),
)
def test_stretch_by_stretch_the_same_is_found(text: str, query: str, packed: bool, offset: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(articles.search, "STRETCH", 16)
        patch.setattr(articles.packed, "LONG", 40)
        patch.setattr(articles.search, "_LONGER", 200)
        article = article_of(text, packed=packed)
        lists = [*find_from(article, query, 0)]
        assert [span for found in lists for span in found] == [*find_all(article.text, query)]
        assert all(one.start < two.start for found in lists for one, two in pairwise(found))
        later = [span for found in find_from(article, query, offset) for span in found]
        # Where the search begins, a match that begins before and ends behind can be divided otherwise.
        assert abs(len(later) - sum(map(len, lists))) <= 2
        split = next((at for at, (one, two) in enumerate(pairwise(later), 1) if one.start > two.start), None)
        assert [span.start for span in later] == sorted(span.start for span in later) or split is not None


def test_part_of_an_article_is_searched_at_the_offsets_of_the_whole() -> None:
    whole = Article("T", compose(Block("paragraph", f"Straße {number}") for number in range(10)))
    part = Article("T", whole.blocks[4:7], part=Part(4, 10, whole.length))
    found = [span for stretch in find_from(part, "strasse 5", whole.blocks[6].start) for span in stretch]
    assert found == [whole.blocks[5].span]
    assert part.quote(found[0]) == "Straße 5"


def test_nothing_is_found_in_an_article_without_blocks() -> None:
    assert [*find_from(Article("T", ()), "a")] == []


def test_pattern_is_found_across_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles.search, "STRETCH", 16)
    article = article_of("eins zwei drei vier fünf sechs\n\nsieben acht neun zehn", packed=True)
    found = [*spans_of(article, re.compile(r"fünf\s+sechs\s+sieben\s+acht"), 40)]
    assert [article.quote(span) for span in found] == ["fünf sechs\n\nsieben acht"]
